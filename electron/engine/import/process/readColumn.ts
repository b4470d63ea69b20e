/** One column of one sheet as texts, for lists that are compared with the case and never imported. */
import { AppError } from '../../../../shared/errors.ts'
import { marks } from '../formats/cells.ts'
import type { TableFile } from '../formats/openTable.ts'
import type { ParserLine } from './parse.ts'
import type { ParserRequest } from './parserProtocol.ts'

/** Posts `column` with the texts below `fromRow`, blank cells left out. Errors: `sheet-not-found`. */
export async function readColumn(
  file: TableFile,
  request: Extract<ParserRequest, { readonly what: 'column' }>,
  line: ParserLine,
): Promise<void> {
  const sheet = file.sheets[request.sheet]
  if (sheet === undefined)
    throw new AppError('sheet-not-found', 'no such sheet', { sheet: request.sheet + 1 })
  const values: string[] = []
  const numeric: number[] = []
  let more = false
  for await (const rows of sheet.rows()) {
    for (const row of rows) {
      const text = (row.cells[request.column] ?? '').trim()
      if (row.row < request.fromRow || text === '') continue
      if (values.length >= request.limit) {
        more = true
        break
      }
      if (row.marks?.[request.column] === marks.number) numeric.push(values.length)
      values.push(text)
    }
    if (more) break
  }
  line.post({ type: 'column', sheet: sheet.name, values, numeric, more })
}
