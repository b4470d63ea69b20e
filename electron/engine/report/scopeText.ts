/** The filter and order of a table in words, as they are written into an exported file. */
import type { Args } from '../../../shared/contract/index.ts'
import type { Condition } from '../../../shared/contract/scope.ts'
import { nameIn, textIn } from '../../../shared/language.ts'
import type { Field, RecordKind } from '../../../shared/model/define.ts'
import { decimalText, moneyText } from '../../../shared/model/numberText.ts'
import type { ScopedRows } from '../core/scopedRows.ts'
import type { Db } from '../store/db.ts'
import { decimalsOf, textOf } from './tableColumns.ts'
import { remarkText } from '../../../shared/words/remarks.ts'
import { reportWords } from './words.ts'
import type { Language } from './words.ts'

type Export = Args<'records.export'>

function valueText(field: Field | undefined, value: string | number | null, language: Language): string {
  if (value === null || value === '') return reportWords[language].blank
  const places = field === undefined ? null : decimalsOf(field)
  if (places === null || typeof value !== 'number')
    return field === undefined ? String(value) : textOf(field, String(value), language)
  return field?.type === 'money' ? moneyText(value) : decimalText(value, places)
}

/** What the values of a condition that are ids of something are called: tags, sheets. */
type NameOf = (value: string | number | null) => string
function namesOf(db: Db, field: string, language: Language): NameOf | null {
  const read =
    field === 'tag'
      ? db.prepare<[number], string>('SELECT name FROM tags WHERE tag_id = ?').pluck()
      : field === 'sheetId'
        ? db
            .prepare<[number], string>(
              "SELECT file_name || ' / ' || name FROM sheets JOIN batches USING (batch_id) JOIN originals USING (original_id) WHERE sheet_id = ?",
            )
            .pluck()
        : null
  if (read === null) return null
  return (value) =>
    value === null || value === '' ? reportWords[language].blank : (read.get(Number(value)) ?? String(value))
}
/** What is no field of a kind and can be asked for all the same. */
function ownFieldName(field: string, language: Language): string {
  const words = reportWords[language]
  const names: Readonly<Record<string, string>> = {
    flag: words.flag,
    tag: words.tags,
    note: words.note,
    duplicateOf: words.repeatOf,
    mirrorOf: words.otherSideOf,
    sheetId: words.sheet,
    row: words.row,
    recordId: words.recordId,
  }
  return names[field] ?? field
}

function conditionText(db: Db, kind: RecordKind, condition: Condition, language: Language): string {
  const words = reportWords[language]
  const field = kind.fields.find(({ id }) => id === condition.field)
  const name = field === undefined ? ownFieldName(condition.field, language) : nameIn(field, language)
  const named = field === undefined ? namesOf(db, condition.field, language) : null
  const values = condition.values.map(
    (value) =>
      named?.(value) ??
      (condition.field !== 'flag'
        ? valueText(field, value, language)
        : value === 'edited'
          ? words.editedRow
          : remarkText(String(value), language)),
  )
  // A range that is open at one end says only the end it has.
  if (condition.op === 'between' && (condition.values[0] ?? null) === null)
    return `${name} ≤ ${values[1] ?? ''}`
  if (condition.op === 'between' && (condition.values[1] ?? null) === null)
    return `${name} ≥ ${values[0] ?? ''}`
  const shown =
    condition.op === 'between' ? values.join(' – ') : values.map((value) => `“${value}”`).join('、')
  return `${name} ${words.ops[condition.op]}${condition.op === 'empty' || condition.op === 'notEmpty' ? '' : ` ${shown}`}`
}

/** All conditions of the scope in one line, each thing by its name. */
export function scopeText(db: Db, { kind, scope, phrases }: ScopedRows, language: Language): string {
  const words = reportWords[language]
  const parts = [
    ...phrases().map(({ text }) => textIn(text, language)),
    ...(scope.filter ?? []).map((condition) => conditionText(db, kind, condition, language)),
  ]
  return parts.length === 0 ? words.noFilter : parts.join(words.and)
}
/** The grouping in one line; empty for none. */
export function groupText(kind: RecordKind, group: Export['group'], language: Language): string {
  return group
    .map(({ field: id, unit }) => {
      const field = kind.fields.find((candidate) => candidate.id === id)
      const name = field === undefined ? id : nameIn(field, language)
      return unit === undefined ? name : `${name} ${reportWords[language].units[unit]}`
    })
    .join(' › ')
}
/** The value of a group in words. */
export function groupValueText(
  kind: RecordKind,
  key: Export['group'][number],
  value: string | number | null,
  language: Language,
): string {
  return valueText(
    key.unit === undefined ? kind.fields.find(({ id }) => id === key.field) : undefined,
    value,
    language,
  )
}
/** The order in one line; empty for the table's own. */
export function sortText(kind: RecordKind, sort: Export['sort'], language: Language): string {
  const words = reportWords[language]
  return sort
    .map(({ field: id, descending }) => {
      const field = kind.fields.find((candidate) => candidate.id === id)
      return `${field === undefined ? id : nameIn(field, language)} ${descending ? words.descending : words.ascending}`
    })
    .join(words.and)
}
