/** The filter and order of a table in words, as they are written into an exported file. */
import type { Args } from '../../../shared/contract/index.ts'
import type { Field, RecordKind } from '../../../shared/model/define.ts'
import { decimalsOf, textOf } from './tableColumns.ts'
import { remarkText, reportWords } from './words.ts'
import type { Language } from './words.ts'

type Export = Args<'records.export'>
type Condition = Export['scope']['filter'][number]

function valueText(field: Field | undefined, value: string | number | null, language: Language): string {
  if (value === null || value === '') return reportWords[language].blank
  const places = field === undefined ? null : decimalsOf(field)
  if (places === null || typeof value !== 'number') return field === undefined ? String(value) : textOf(field, String(value), language)
  return (value / 10 ** places).toLocaleString('en-US', { minimumFractionDigits: field?.type === 'money' ? 2 : 0, maximumFractionDigits: places })
}

function conditionText(kind: RecordKind, condition: Condition, language: Language): string {
  const words = reportWords[language]
  const field = kind.fields.find(({ id }) => id === condition.field)
  const name = field === undefined ? (condition.field === 'flag' ? words.flag : condition.field) : language === 'en' ? field.nameEn : field.nameZh
  const values = condition.values.map((value) => (condition.field === 'flag' ? remarkText(String(value), language) : valueText(field, value, language)))
  // A range that is open at one end says only the end it has.
  if (condition.op === 'between' && (condition.values[0] ?? null) === null) return `${name} ≤ ${values[1] ?? ''}`
  if (condition.op === 'between' && (condition.values[1] ?? null) === null) return `${name} ≥ ${values[0] ?? ''}`
  const shown = condition.op === 'between' ? values.join(' – ') : values.map((value) => `“${value}”`).join('、')
  return `${name} ${words.ops[condition.op]}${condition.op === 'empty' || condition.op === 'notEmpty' ? '' : ` ${shown}`}`
}

/** All conditions of the scope in one line. */
export function scopeText(kind: RecordKind, scope: Export['scope'], language: Language): string {
  const words = reportWords[language]
  const parts = [
    ...(scope.measure === undefined ? [] : [`${words.scopeMeasure} ${scope.measure}`]),
    ...(scope.link === undefined ? [] : [`${words.scopeLink} ${scope.link}`]),
    ...(scope.entity === undefined ? [] : [`${words.scopeEntity} ${scope.entity}`]),
    ...(scope.batch === undefined ? [] : [`${words.scopeBatch} ${scope.batch}`]),
    ...scope.filter.map((condition) => conditionText(kind, condition, language)),
  ]
  return parts.length === 0 ? words.noFilter : parts.join(words.and)
}
/** The grouping in one line; empty for none. */
export function groupText(kind: RecordKind, group: Export['group'], language: Language): string {
  return group.map(({ field: id, unit }) => {
    const field = kind.fields.find((candidate) => candidate.id === id)
    const name = field === undefined ? id : language === 'en' ? field.nameEn : field.nameZh
    return unit === undefined ? name : `${name} ${reportWords[language].units[unit]}`
  }).join(' › ')
}
/** The value of a group in words. */
export function groupValueText(kind: RecordKind, key: Export['group'][number], value: string | number | null, language: Language): string {
  return valueText(key.unit === undefined ? kind.fields.find(({ id }) => id === key.field) : undefined, value, language)
}
/** The order in one line; empty for the table's own. */
export function sortText(kind: RecordKind, sort: Export['sort'], language: Language): string {
  const words = reportWords[language]
  return sort.map(({ field: id, descending }) => {
    const field = kind.fields.find((candidate) => candidate.id === id)
    return `${field === undefined ? id : language === 'en' ? field.nameEn : field.nameZh} ${descending ? words.descending : words.ascending}`
  }).join(words.and)
}
