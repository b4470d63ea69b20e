/** What the case is made of: files, rows, tables with their time spans. */
import { listTables } from '../../records/totals.ts'
import { recordTable } from '../../store/recordTables.ts'
import { readSources } from '../figures.ts'
import { count, text, time } from '../model/documentModel.ts'
import type { Line, Typed } from '../model/documentModel.ts'
import { kindName } from './names.ts'
import type { SectionDefinition } from './section.ts'

const words = {
  'zh-CN': {
    charges: '涉嫌罪名（材料所载）',
    sums: (files: Typed, sheets: Typed, read: Typed): Line => [
      '共导入 ',
      files,
      ' 个文件、',
      sheets,
      ' 个工作表，读取 ',
      read,
      ' 行。',
    ],
    reconciled: (accepted: Typed, duplicate: Typed, rejected: Typed, skipped: Typed): Line => [
      '行数核对：采用 ',
      accepted,
      '，重复 ',
      duplicate,
      '，退回 ',
      rejected,
      '，跳过 ',
      skipped,
      '（标题、合计、签名、空行等）。',
    ],
    headers: ['证据表', '记录', '重复', '对方流水', '最早', '最晚'],
  },
  en: {
    charges: 'Charges named in the material',
    sums: (files: Typed, sheets: Typed, read: Typed): Line => [
      files,
      ' files with ',
      sheets,
      ' sheets were imported, ',
      read,
      ' rows read.',
    ],
    reconciled: (accepted: Typed, duplicate: Typed, rejected: Typed, skipped: Typed): Line => [
      'Reconciliation: ',
      accepted,
      ' accepted, ',
      duplicate,
      ' duplicates, ',
      rejected,
      ' rejected, ',
      skipped,
      ' skipped (titles, totals, signatures, blank rows).',
    ],
    headers: ['Evidence table', 'Records', 'Duplicates', 'Counter-entries', 'First', 'Last'],
  },
} as const

export const facts: SectionDefinition = {
  id: 'facts',
  nameZh: '案件与材料',
  nameEn: 'Case and material',
  build({ context, language, facts: known }) {
    const db = context.db()
    const { charges, sums, reconciled, headers } = words[language]
    const sources = readSources(db).filter(({ status }) => status === 'active')
    const sum = (of: 'read' | 'accepted' | 'duplicate' | 'rejected' | 'skipped') =>
      count(sources.reduce((total, source) => total + source[of], 0))
    const charged = db
      .prepare<[], string>(
        `SELECT DISTINCT r."charge" FROM ${recordTable('personRegister')} r WHERE r."charge" IS NOT NULL AND r.duplicate_of IS NULL ORDER BY 1 LIMIT 10`,
      )
      .pluck()
      .all()
    const [first, ...others] = known
    const lines = [...others, ...(charged.length === 0 ? [] : [[charges, text(charged.join('、'))] as const])]
    const [table = '', records = '', duplicates = '', counterEntries = '', from = '', to = ''] = headers
    return [
      {
        kind: 'table',
        columns: [
          { id: 'name', header: first?.[0] ?? '', sort: 'fixed', paper: { share: 22 } },
          { id: 'value', header: first?.[1] ?? '', sort: 'text', paper: { share: 78 } },
        ],
        rows: lines,
      },
      { kind: 'gap' },
      {
        kind: 'paragraph',
        text: sums(
          count(new Set(sources.map(({ sha256 }) => sha256)).size),
          count(sources.length),
          sum('read'),
        ),
      },
      {
        kind: 'paragraph',
        text: reconciled(sum('accepted'), sum('duplicate'), sum('rejected'), sum('skipped')),
      },
      {
        kind: 'table',
        columns: [
          { id: 'table', header: table, sort: 'fixed', paper: { share: 22 } },
          { id: 'records', header: records, sort: 'number', paper: { share: 11 } },
          { id: 'repeats', header: duplicates, sort: 'number', paper: { share: 11 } },
          { id: 'seconds', header: counterEntries, sort: 'number', paper: { share: 14 } },
          { id: 'from', header: from, sort: 'time', paper: { share: 21 } },
          { id: 'to', header: to, sort: 'time', paper: { share: 21 } },
        ],
        rows: listTables(db).map((entry) => [
          kindName(entry.kind, language),
          entry.count,
          entry.duplicates,
          entry.mirrored,
          time((entry.firstTime ?? '').slice(0, 16)),
          time((entry.lastTime ?? '').slice(0, 16)),
        ]),
      },
    ]
  },
}
