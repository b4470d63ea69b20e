/** What people entered by hand, each with its source; told apart from everything that files say. */
import { statement } from '../../../../shared/model/recordKinds/statement.ts'
import { statedWord } from '../../../../shared/words/strengths.ts'
import type { Strength } from '../../../../shared/contract/statements.ts'
import type { Db } from '../../store/db.ts'
import { quotedName, recordTable } from '../../store/recordTables.ts'
import type { Block, Cell } from '../model/documentModel.ts'
import type { SectionDefinition } from './section.ts'

const words = {
  'zh-CN': {
    headers: [
      '序号',
      '一方',
      '关系或事项',
      '另一方',
      '确信程度',
      '何时何地',
      '所述金额（元）',
      '内容',
      '来源',
      '评价',
      '录入',
    ],
    none: '没有手工录入的陈述。',
    note: '以下由人从笔录等材料录入，不是电子表格里的行；本报告的各项数字、合计与指标均不含这些内容。',
    untold: '未注明来源材料',
    attached: '附件',
    attachedHeaders: ['附于', '文件名', '种类', '大小（字节）', 'SHA-256'],
    holders: { statement: '陈述', case: '案件' },
  },
  en: {
    headers: [
      'No.',
      'One side',
      'What',
      'Other side',
      'Strength',
      'When and where',
      'Amount as told (yuan)',
      'In their words',
      'Source',
      'Grade',
      'Entered',
    ],
    none: 'No statements were entered by hand.',
    note: 'Entered by people from records of questioning and the like, no rows of spreadsheets; no figure, total or measure of this report holds any of it.',
    untold: 'no document named',
    attached: 'Attached files',
    attachedHeaders: ['Attached to', 'File', 'Sort', 'Size (bytes)', 'SHA-256'],
    holders: { statement: 'Statement', case: 'Case' },
  },
} as const
const columns = [
  { id: 'number', sort: 'number', paper: { share: 6 } },
  { id: 'from', sort: 'name', paper: { share: 14 } },
  { id: 'says', sort: 'text', paper: { share: 18 } },
  { id: 'to', sort: 'name', paper: { share: 14 } },
  { id: 'strength', sort: 'fixed', paper: { share: 12 } },
  { id: 'when', sort: 'text', paper: { under: 'says' } },
  { id: 'amount', sort: 'money', paper: { share: 12 } },
  { id: 'text', sort: 'text', paper: { under: 'says' } },
  { id: 'source', sort: 'text', paper: { share: 26 } },
  { id: 'grade', sort: 'fixed', paper: { share: 7 } },
  { id: 'entered', sort: 'fixed', paper: { under: 'source' } },
] as const

type Words = (typeof words)['zh-CN' | 'en']
export const statements: SectionDefinition = {
  id: 'statements',
  nameZh: '手工录入的陈述',
  nameEn: 'Statements entered by hand',
  build({ context, language }): readonly Block[] {
    const { headers, none, note, untold } = words[language]
    const rows = context
      .db()
      .prepare<[], Record<string, string | number | null>>(
        `SELECT record_id, ${statement.fields.map(({ id }) => quotedName(id)).join(', ')} FROM ${recordTable(statement.id)} ORDER BY record_id`,
      )
      .all()
    const attached = attachedFiles(context.db(), words[language])
    if (rows.length === 0) return [{ kind: 'paragraph', text: none }, ...attached]
    return [
      { kind: 'paragraph', text: note, look: 'faint' },
      {
        kind: 'table',
        columns: columns.map((column, index) => ({ ...column, header: headers[index] ?? '' })),
        rows: rows.map((row): readonly Cell[] => {
          const text = (field: string): string => String(row[field] ?? '')
          const joined = (...parts: readonly string[]) => parts.filter((part) => part !== '').join(' · ')
          return [
            Number(row['record_id']),
            text('fromName'),
            text('says'),
            text('toName'),
            statedWord(text('strength') as Strength, language),
            joined([text('time'), text('until')].filter((part) => part !== '').join(' – '), text('place')),
            row['amount'] === null ? null : { scaled: Number(row['amount']), scale: 2 },
            text('text'),
            joined(
              text('document') === '' ? untold : text('document'),
              text('page'),
              text('saidBy'),
              text('saidAt'),
            ),
            `${text('sourceGrade')}${text('contentGrade')}`,
            joined(text('enteredBy'), text('enteredAt')),
          ]
        }),
      },
      ...attached,
    ]
  },
}

/** Files that are attached to statements, entities and the case, each with its hash. */
function attachedFiles(db: Db, { attached, attachedHeaders, holders }: Words): readonly Block[] {
  const files = db
    .prepare<
      [],
      {
        holder: string
        holderId: number
        name: string
        type: string
        size: number
        sha256: string
        at: string
        operator: string
        label: string | null
      }
    >(
      `SELECT a.holder, a.holder_id AS holderId, a.name, a.type, a.size, a.sha256, a.at, a.operator, e.label FROM attachments a
      LEFT JOIN entity_merges g ON a.holder = 'entity' AND g.entity_id = a.holder_id
      LEFT JOIN entities e ON a.holder = 'entity' AND e.entity_id = coalesce(g.resolved_id, a.holder_id) ORDER BY a.attachment_id`,
    )
    .all()
  if (files.length === 0) return []
  return [
    { kind: 'heading', level: 2, text: attached },
    {
      kind: 'table',
      columns: (
        [
          ['of', 'text', 22],
          ['name', 'text', 24],
          ['type', 'fixed', 14],
          ['size', 'number', 12],
          ['hash', 'hash', 28],
        ] as const
      ).map(([id, sort, share], index) => ({
        id,
        sort,
        header: attachedHeaders[index] ?? '',
        paper: { share, small: id === 'hash' },
      })),
      rows: files.map(({ holder, holderId, name, type, size, sha256, label }): readonly Cell[] => [
        holder === 'statement' ? `${holders.statement} ${holderId}` : (label ?? holders.case),
        name,
        type,
        size,
        sha256,
      ]),
    },
  ]
}
