/** Every evidence table of the case, row by row with its provenance. */
import { openSumLines } from '../openSums.ts'
import { AppError } from '../../../../shared/errors.ts'
import { recordKinds } from '../../../../shared/model/recordKinds/index.ts'
import { kindOf } from '../../records/evidence.ts'
import { rowList } from '../../records/rowList.ts'
import { listTables, totalsOf } from '../../records/totals.ts'
import { filledFields } from '../../records/filledFields.ts'
import { rowsTable } from '../evidenceTable.ts'
import { reportWords } from '../words.ts'
import { kindName } from './names.ts'
import type { SectionDefinition } from './section.ts'

export const evidence: SectionDefinition = {
  id: 'evidence',
  nameZh: '证据表',
  nameEn: 'Evidence tables',
  build({ context, language, kinds }) {
    const db = context.db()
    const wanted = kinds === null ? null : new Set(kinds)
    const tables = listTables(db).filter(({ kind }) => wanted === null || wanted.has(kind))
    if (tables.length === 0) throw new AppError('report-empty', 'no records to export')
    return tables.map((table) => {
      const kind = kindOf(recordKinds, table.kind)
      const name = kindName(kind.id, language)
      const all = context.rows({ kind: kind.id })
      const { sums } = totalsOf(db, all)
      const open = openSumLines(kind, sums, language)
      return {
        ...rowsTable(context, {
          kind,
          fields: filledFields(db, kind),
          ids: rowList(db, all, []),
          sums,
          language,
        }),
        sheet: {
          name,
          content: reportWords[language].evidenceTable,
          note: '',
          ...(open.length === 0 ? {} : { preface: open }),
        },
      }
    })
  },
}
