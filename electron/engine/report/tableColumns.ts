/** How the fields of a record kind become columns of an exported table: numbers with their decimals, identifiers and times as text. */
import type { RecordRow, Scalar } from '../../../shared/contract/records.ts'
import type { Field, RecordKind } from '../../../shared/model/define.ts'
import { moneyText } from '../../../shared/model/numberText.ts'
import { scaleOf } from '../../../shared/model/recordKinds/index.ts'
import { text } from './model/documentModel.ts'
import type { Cell, Column, Row, Sort, Typed } from './model/documentModel.ts'
import { sortOfField } from './model/knownIdentity.ts'
import type { Value } from './xlsx/sheet.ts'
import { type CurrencySum, yuan } from '../../../shared/model/currency.ts'
import type { Minor } from '../../../shared/model/minor.ts'
import { namedSumsText } from '../../../shared/words/money.ts'
import { nameIn } from '../../../shared/language.ts'
import { remarkText } from '../../../shared/words/remarks.ts'
import { reportWords } from './words.ts'
import type { Language } from './words.ts'

export interface TableColumn extends Column {
  readonly field: Field | null
  /** The cell of a row. */
  readonly value: (row: RecordRow) => Value
}

/** Decimals a field's stored integer has; null for text. Times and dates stay ISO text: they may be coarser than a day, and sort as they are. */
export function decimalsOf(field: Field): number | null {
  if (field.multi === true) return null
  return ['money', 'integer', 'decimal', 'percent'].includes(field.type) ? scaleOf(field) : null
}
const widths: Readonly<Partial<Record<Field['type'], number>>> = {
  card: 22,
  account: 22,
  idNumber: 20,
  creditCode: 20,
  phone: 14,
  time: 19,
  date: 12,
  money: 16,
  decimal: 12,
  integer: 10,
  percent: 10,
  direction: 10,
  result: 10,
  choice: 12,
  title: 24,
  text: 24,
  name: 14,
  serial: 26,
}

/** A stored value as a cell. */
export function cellOf(field: Field, value: Scalar, language: Language): Value {
  if (value === null) return null
  const places = decimalsOf(field)
  if (places !== null && typeof value === 'number') return { scaled: value, scale: places }
  return textOf(field, String(value), language)
}
/** Stored words (directions, results, choices) in the language of the file. */
export function textOf(field: Field, value: string, language: Language): string {
  const words = reportWords[language]
  if (field.type === 'direction')
    return Object.hasOwn(words.direction, value)
      ? words.direction[value as keyof typeof words.direction]
      : value
  // The first Chinese spelling of a choice names it; its key is an English word.
  if (field.type === 'choice' && language === 'zh-CN')
    return field.choices?.[value]?.find((spelling) => /\p{Script=Han}/u.test(spelling)) ?? value
  if (field.type === 'result')
    return Object.hasOwn(words.result, value) ? words.result[value as keyof typeof words.result] : value
  return value
}

/** What people added to rows of a kind; a column stands only for what there is. */
export interface RowMarks {
  readonly edited: boolean
  readonly notes: boolean
  readonly tags: ReadonlyMap<number, string>
}
export const noMarks: RowMarks = { edited: false, notes: false, tags: new Map() }
/** The changed fields of a row with what the file says. */
function editedText(kind: RecordKind, row: RecordRow, language: Language): string {
  return row.edited
    .map(({ field: id, original }) => {
      const field = kind.fields.find((candidate) => candidate.id === id)
      return `${field === undefined ? id : nameIn(field, language)}: ${original === null ? reportWords[language].noColumn : original === '' ? reportWords[language].blank : original}`
    })
    .join('; ')
}

/** Columns of a table: the given fields, what people added, then how the row counts, remarks of the import, and its file, sheet and row. */
export function tableColumns(
  kind: RecordKind,
  fields: readonly Field[],
  language: Language,
  marks: RowMarks = noMarks,
): readonly TableColumn[] {
  const words = reportWords[language]
  const column = (
    id: 'edited' | 'tags' | 'note' | 'status' | 'remarks' | 'recordId' | 'file' | 'sheet' | 'row',
    width: number,
    sort: Sort,
    value: TableColumn['value'],
  ): TableColumn => ({ id, header: words[id], sort, sheet: { width }, value, field: null })
  const resultIndex =
    kind.resultField === undefined ? -1 : kind.fields.findIndex((field) => field.id === kind.resultField)
  return [
    ...fields.map((field): TableColumn => {
      const index = kind.fields.indexOf(field)
      return {
        id: field.id,
        header: nameIn(field, language),
        sort: sortOfField(field),
        sheet: { width: widths[field.type] ?? 18, decimals: decimalsOf(field) ?? 0 },
        field,
        value: (row) => cellOf(field, row.values[index] ?? null, language),
      }
    }),
    ...(marks.edited ? [column('edited', 26, 'text', (row) => editedText(kind, row, language))] : []),
    ...(marks.tags.size > 0
      ? [column('tags', 14, 'text', (row) => row.tags.map((tag) => marks.tags.get(tag) ?? '').join('、'))]
      : []),
    ...(marks.notes ? [column('note', 26, 'text', (row) => row.note)] : []),
    column('status', 18, 'fixed', (row) =>
      row.duplicateOf !== null
        ? words.repeated(row.duplicateOf)
        : row.mirrorOf !== null
          ? words.mirrored(row.mirrorOf)
          : row.reversalOf !== null
            ? words.reversal(row.reversalOf)
            : row.values[resultIndex] === 'failed'
              ? words.failed
              : row.takenBack !== null
                ? words.takenBack(moneyText(row.takenBack))
                : words.counted,
    ),
    column('remarks', 18, 'fixed', (row) => row.flags.map((code) => remarkText(code, language)).join('、')),
    column('recordId', 9, 'number', (row) => row.recordId),
    column('file', 26, 'text', (row) => row.source.file),
    column('sheet', 16, 'text', (row) => row.source.sheet),
    column('row', 8, 'number', (row) => row.source.row),
  ]
}

export interface ColumnSum {
  readonly field: string
  readonly sum: Minor
  readonly others?: readonly CurrencySum[]
}
/** The closing row: sums by field over counted rows, the label in the first column that has none. */
export function totalsRow(
  columns: readonly TableColumn[],
  sums: readonly ColumnSum[],
  label: Typed,
  language: Language,
): Row {
  const cells = columns.map(({ field }): Cell => {
    const sum = sums.find((candidate) => candidate.field === field?.id)
    if (field === null || sum === undefined) return null
    // Currencies are never one number: beside others yuan too carry their name.
    return sum.others === undefined
      ? { scaled: sum.sum, scale: decimalsOf(field) ?? 0 }
      : // A currency that the program has no word for is as the material writes it.
        text(namedSumsText([{ currency: yuan, sum: sum.sum }, ...sum.others], language))
  })
  const labelAt = cells.findIndex((cell) => cell === null)
  return cells.map((cell, index) => (index === labelAt ? label : cell))
}
