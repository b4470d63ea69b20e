/** Every source file with its hash, and every sheet with what became of its rows. */
import { readSources } from '../figures.ts'
import type { SourceLine } from '../figures.ts'
import { count, fixed, hash, text } from '../model/documentModel.ts'
import type { Block, Column, ParagraphBlock, Row, Typed } from '../model/documentModel.ts'
import { reportWords } from '../words.ts'
import type { Language } from '../words.ts'
import { keptSettings } from '../../import/write/sheetSettings.ts'
import { sortOfField } from '../model/knownIdentity.ts'
import type { Db } from '../../store/db.ts'
import { fieldOf } from '../../../../shared/model/recordKinds/index.ts'
import { settingText } from '../../../../shared/words/settings.ts'
import { skipText } from '../../../../shared/words/skips.ts'
import { kindName } from './names.ts'
import type { SectionDefinition } from './section.ts'

const words = {
  'zh-CN': {
    headers: [
      '文件名',
      'SHA-256',
      '大小（字节）',
      '导入批次',
      '导入时间',
      '操作人',
      '状态',
      '工作表',
      '类别',
      '读取',
      '采用',
      '重复',
      '退回',
      '跳过',
    ],
    bytes: ' 字节',
    batch: (id: number) => `导入批次 ${id}`,
    undone: '（已撤销）',
    sheet: '来源文件',
    settled: '由人设定的读法',
    reason: '理由：',
    note: '每个来源文件的 SHA-256 与行数核对：读取 = 采用 + 重复 + 退回 + 跳过',
  },
  en: {
    headers: [
      'File',
      'SHA-256',
      'Size (bytes)',
      'Batch',
      'Imported at',
      'Operator',
      'Status',
      'Sheet',
      'Kind',
      'Read',
      'Accepted',
      'Duplicates',
      'Rejected',
      'Skipped',
    ],
    bytes: ' bytes',
    batch: (id: number) => `batch ${id}`,
    undone: ' (undone)',
    sheet: 'Sources',
    settled: 'How sheets are read, as settled by people',
    reason: 'reason: ',
    note: 'SHA-256 and row counts of every source file: read = accepted + duplicates + rejected + skipped',
  },
} as const
const columns: readonly Omit<Column, 'header'>[] = [
  { id: 'file', sort: 'text', sheet: { width: 34 } },
  { id: 'hash', sort: 'hash', sheet: { width: 68 } },
  { id: 'size', sort: 'number', sheet: { width: 14 } },
  { id: 'batch', sort: 'number', sheet: { width: 10 } },
  { id: 'at', sort: 'time', sheet: { width: 20 } },
  { id: 'operator', sort: 'fixed', sheet: { width: 14 } },
  { id: 'status', sort: 'fixed', sheet: { width: 10 } },
  { id: 'sheet', sort: 'text', paper: { share: 34 }, sheet: { width: 20 } },
  { id: 'kind', sort: 'fixed', paper: { share: 20 }, sheet: { width: 14 } },
  ...(['read', 'accepted', 'duplicate', 'rejected', 'skipped'] as const).map((id) => ({
    id,
    sort: 'number' as const,
    paper: { share: 9 },
    sheet: { width: 10 },
  })),
]

export const sources: SectionDefinition = {
  id: 'sources',
  nameZh: '来源文件',
  nameEn: 'Sources',
  build({ context, language }) {
    const { headers, sheet, note } = words[language]
    const lines = readSources(context.db())
    const row = (line: SourceLine): Row => sourceRow(line, language)
    return [
      {
        kind: 'table',
        columns: columns.map((column, index) => ({ ...column, header: headers[index] ?? '' })),
        rows: lines.map(row),
        onPaper: [...Map.groupBy(lines, ({ batchId }) => batchId).values()].map((sheets) => ({
          before: batchLines(sheets[0], language),
          rows: sheets.map(row),
        })),
        total: totalRow(lines, language),
        sheet: { name: sheet, content: sheet, note },
      },
      ...settledLines(context.db(), language),
    ]
  },
}
/** What people settled about how sheets are read, one line a setting; nothing where they settled nothing. */
function settledLines(db: Db, language: Language): readonly Block[] {
  const kept = keptSettings(db, null)
  if (kept.length === 0) return []
  const { settled, reason } = words[language]
  const place = db.prepare<[number], { file: string; sheet: string; kind: string }>(
    "SELECT file_name AS file, name AS sheet, coalesce(kind, '') AS kind FROM sheets JOIN batches USING (batch_id) JOIN originals USING (original_id) WHERE sheet_id = ?",
  )
  return [
    { kind: 'heading', level: 2, text: settled },
    ...kept.map(({ sheetId, at, operator, reason: why, ...setting }): ParagraphBlock => {
      const { file, sheet, kind } = place.get(sheetId) ?? { file: '', sheet: '', kind: '' }
      const field = setting.about === 'own' ? fieldOf(kind, setting.field) : undefined
      return {
        kind: 'paragraph',
        text: [
          text(file),
          ' · ',
          text(sheet),
          ' · ',
          // What stands for somebody is masked by its own sort.
          ...(field === undefined
            ? [text(settingText(kind, setting, language))]
            : [
                settingText(kind, { ...setting, value: '' }, language),
                { sort: sortOfField(field), value: setting.value },
              ]),
          ` · ${at} · ${operator} · ${reason}`,
          text(why),
        ],
      }
    }),
  ]
}
/** A file on paper, above its sheets. */
function batchLines(line: SourceLine | undefined, language: Language): readonly ParagraphBlock[] {
  if (line === undefined) return []
  const { bytes, batch, undone } = words[language]
  return [
    {
      kind: 'paragraph',
      text: [
        text(line.fileName),
        `${line.status === 'undone' ? undone : ''} · `,
        count(line.size),
        `${bytes} · ${batch(line.batchId)} · ${line.at} · ${line.operator}`,
      ],
      look: 'bold',
      keepNext: true,
    },
    { kind: 'paragraph', text: ['SHA-256 ', hash(line.sha256)], look: 'faint', keepNext: true },
  ]
}
function sourceRow(line: SourceLine, language: Language): Row {
  const { active, undone, hidden } = reportWords[language]
  return [
    line.fileName,
    line.sha256,
    line.size,
    line.batchId,
    line.at,
    line.operator,
    line.status === 'active' ? active : undone,
    line.sheet + (line.hidden === 1 ? ` (${hidden})` : ''),
    line.kind === null ? skipText(line.skip ?? '', language) : kindName(line.kind, language),
    line.read,
    line.accepted,
    line.duplicate,
    line.rejected,
    line.skipped,
  ]
}
/** What is undone counts no more. */
function totalRow(lines: readonly SourceLine[], language: Language): Row {
  const active = lines.filter(({ status }) => status === 'active')
  const sum = (of: 'read' | 'accepted' | 'duplicate' | 'rejected' | 'skipped'): number =>
    active.reduce((total, line) => total + line[of], 0)
  const label: Typed = fixed(reportWords[language].total)
  return columns.map(({ id }) => {
    switch (id) {
      case 'file':
        return label
      case 'read':
      case 'accepted':
      case 'duplicate':
      case 'rejected':
      case 'skipped':
        return sum(id)
      default:
        return null
    }
  })
}
