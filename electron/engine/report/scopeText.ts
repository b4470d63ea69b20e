/** The filter and order of a table in words, as they are written into an exported file. */
import type { Args } from '../../../shared/contract/index.ts'
import type { Condition, ScopeInput } from '../../../shared/contract/scope.ts'
import { nameIn, textIn } from '../../../shared/language.ts'
import type { Field, RecordKind } from '../../../shared/model/define.ts'
import { decimalText, moneyText } from '../../../shared/model/numberText.ts'
import type { ScopedRows } from '../core/scopedRows.ts'
import { readEntity, readLinks, withEnds } from '../entities/entityRows.ts'
import type { Db } from '../store/db.ts'
import { sortOfField, sortOfLabel } from './model/knownIdentity.ts'
import type { MaskText } from './model/redact.ts'
import { decimalsOf, textOf } from './tableColumns.ts'
import { remarkText } from '../../../shared/words/remarks.ts'
import { standingText } from '../../../shared/words/standings.ts'
import { reportWords } from './words.ts'
import type { Language } from './words.ts'

type Export = Args<'records.export'>

/** How a file leaves: its language, and what it masks. */
export interface Telling {
  readonly language: Language
  readonly mask: MaskText
}
/** A value by the sort of its field: once it stands in a sentence nobody can tell that it is a name. */
function valueText(
  field: Field | undefined,
  value: string | number | null,
  { language, mask }: Telling,
): string {
  if (value === null || value === '') return reportWords[language].blank
  const places = field === undefined ? null : decimalsOf(field)
  if (places === null || typeof value !== 'number')
    return field === undefined
      ? String(value)
      : mask(sortOfField(field), textOf(field, String(value), language))
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
    reversalOf: words.reversalOf,
    takenBack: words.takenBackRows,
    standing: words.standing,
    sheetId: words.sheet,
    row: words.row,
    recordId: words.recordId,
  }
  return names[field] ?? field
}

function conditionText(db: Db, kind: RecordKind, condition: Condition, telling: Telling): string {
  const { language } = telling
  const words = reportWords[language]
  const field = kind.fields.find(({ id }) => id === condition.field)
  const name = field === undefined ? ownFieldName(condition.field, language) : nameIn(field, language)
  const named = field === undefined ? namesOf(db, condition.field, language) : null
  const values = condition.values.map(
    (value) =>
      named?.(value) ??
      (condition.field === 'standing'
        ? standingText(String(value), language)
        : condition.field !== 'flag'
          ? valueText(field, value, telling)
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
export function scopeText(db: Db, { kind, scope, phrases }: ScopedRows, telling: Telling): string {
  const words = reportWords[telling.language]
  const parts = [
    ...phrases().map(({ text }) => maskedLabels(db, scope, textIn(text, telling.language), telling.mask)),
    ...(scope.filter ?? []).map((condition) => conditionText(db, kind, condition, telling)),
  ]
  return parts.length === 0 ? words.noFilter : parts.join(words.and)
}
/** The phrase with the entities that it names masked as what they are. */
function maskedLabels(db: Db, { entity, link }: ScopeInput, phrase: string, mask: MaskText): string {
  const known = link === undefined ? undefined : withEnds(db, [...readLinks(db, [link]).values()])[0]
  const named = [
    ...(entity === undefined ? [] : [readEntity(db, entity)]),
    ...(known === undefined ? [] : [known.from, known.to]),
  ]
  let masked = phrase
  // The longer label first: it may hold the other.
  for (const { kind, label } of named.toSorted((one, other) => other.label.length - one.label.length))
    if (label !== '') masked = masked.replace(label, () => mask(sortOfLabel(kind), label))
  return masked
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
  telling: Telling,
): string {
  return valueText(
    key.unit === undefined ? kind.fields.find(({ id }) => id === key.field) : undefined,
    value,
    telling,
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
