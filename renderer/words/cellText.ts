/** Stored values as people read them, and as they are copied. Identifiers are text, whatever digits they are made of. */
import { nameIn } from '../../shared/language.ts'
import type { Condition, Scalar } from '../../shared/contract/index.ts'
import type { Field } from '../../shared/model/define.ts'
import { fractionOf } from '../../shared/model/times.ts'
import { recordKind, scaleOf } from '../../shared/model/recordKinds/index.ts'
import { standingText } from '../../shared/words/standings.ts'
import { countText, decimalText, groupedNumber, moneyText } from '../format.ts'
import { hasText, translate } from '../i18n/index.ts'
import type { Language } from '../i18n/language.ts'

const figures: ReadonlySet<Field['type']> = new Set(['money', 'decimal', 'integer', 'percent'])
/** Whether the field's values are figures: at the right, with thousands separators. */
export function isFigure(field: Field): boolean {
  return field.multi !== true && figures.has(field.type)
}
export function isTime(field: Field): boolean {
  return field.type === 'time' || field.type === 'date'
}
export function fieldLabel(field: Field, language: Language): string {
  return nameIn(field, language)
}
/** The name with the unit of its figures. */
export function fieldHeader(field: Field, language: Language): string {
  const name = fieldLabel(field, language)
  return field.type === 'money' && !/[（(]/.test(name) ? `${name}${translate('tables.yuan')}` : name
}
function durationText(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const whole = Math.abs(seconds)
  return `${seconds < 0 ? '-' : ''}${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`
}
function choiceText(field: Field, value: string, language: Language): string {
  if (language === 'zh-CN')
    return field.choices?.[value]?.find((spelling) => /\p{Script=Han}/u.test(spelling)) ?? value
  return /^[a-z]+[A-Z]/.test(value)
    ? value.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
    : value
}
function wordText(group: 'direction' | 'result', value: string): string {
  const key = `kinds.${group}.${value}`
  return hasText(key) ? translate(key) : value
}

/** A value as it is shown; empty for an empty cell. */
export function fieldText(field: Field, value: Scalar, language: Language): string {
  if (value === null || value === '') return ''
  if (typeof value === 'number' && field.multi !== true) {
    switch (field.type) {
      case 'money':
        return moneyText(value)
      case 'decimal':
        return decimalText(value, scaleOf(field))
      case 'percent':
        return `${decimalText(value, scaleOf(field))}%`
      case 'integer':
        return field.duration === true ? durationText(value) : countText(value)
      default:
        return String(value)
    }
  }
  const text = String(value)
  switch (field.type) {
    case 'direction':
    case 'result':
      return wordText(field.type, text)
    case 'choice':
      return choiceText(field, text, language)
    case 'card':
    case 'account':
      return text.split('\n').map(groupedNumber).join('、')
    default:
      return text.includes('\n') ? text.replaceAll('\n', field.multi === true ? '、' : ' ') : text
  }
}
/** What rows say of an entity in a field, as it is shown: such values are kept as text, whatever the field's type. */
export function statedText(kind: string, fieldId: string, value: string, language: Language): string {
  const field = recordKind(kind)?.fields.find((candidate) => candidate.id === fieldId)
  if (field === undefined) return value
  return fieldText(field, isFigure(field) && /^-?\d+$/.test(value) ? Number(value) : value, language)
}
/** A value as it is copied: figures without separators, numbers of accounts without spaces, so that it can be searched and calculated with. */
export function copyText(field: Field, value: Scalar, language: Language): string {
  const shown = fieldText(field, value, language)
  if (isFigure(field)) return shown.replaceAll(',', '')
  return field.type === 'card' || field.type === 'account'
    ? String(value ?? '').replaceAll('\n', '、')
    : shown
}
/** What a person types for a field, in stored units; null when it is none of the field's values. */
export function readValue(field: Field, typed: string): Scalar {
  const text = typed.normalize('NFKC').trim()
  if (text === '') return null
  if (isFigure(field)) {
    const match = /^(-?)(\d[\d,]*)(?:\.(\d+))?$/.exec(text)
    if (match === null) return null
    const scale = scaleOf(field)
    const fraction = match[3] ?? ''
    if (fraction.replace(/0+$/, '').length > scale) return null
    const stored = Number(
      `${match[2]?.replaceAll(',', '') ?? ''}${fraction.slice(0, scale).padEnd(scale, '0')}`,
    )
    return Number.isSafeInteger(stored) ? (match[1] === '-' ? -stored : stored) : null
  }
  if (isTime(field))
    return /^\d{4}([-/.]\d{1,2}([-/.]\d{1,2}(\s+\d{1,2}:\d{2}(:\d{2}(\.\d{1,9})?)?)?)?)?$/.test(text)
      ? paddedTime(text)
      : null
  return text
}
function paddedTime(text: string): string {
  const [day = '', clock] = text.split(/\s+/)
  const date = day
    .split(/[-/.]/)
    .map((part, index) => (index === 0 ? part : part.padStart(2, '0')))
    .join('-')
  if (clock === undefined) return date
  const [whole = '', figures] = clock.split('.')
  const padded = whole.split(':').map((part) => part.padStart(2, '0'))
  return `${date} ${padded.join(':')}${fractionOf(figures)}`
}

const ownFields: Readonly<Record<string, string>> = {
  tag: 'tables.tags.heading',
  note: 'tables.note.heading',
  flag: 'tables.marks',
  mirrorOf: 'tables.mirrored',
  duplicateOf: 'tables.duplicates',
  reversalOf: 'tables.reversals',
  takenBack: 'tables.takenBack',
  standing: 'tables.standing',
  sheetId: 'tables.source',
}
/** A condition in words, for its chip. `field` is undefined for what is no field of the kind (remarks, duplicates). */
export function conditionText(
  condition: Condition,
  field: Field | undefined,
  language: Language,
  tagName: (tagId: number) => string | undefined = () => undefined,
): string {
  const name =
    field === undefined
      ? translate(ownFields[condition.field] ?? condition.field)
      : fieldLabel(field, language)
  const valueText = (value: Scalar) => {
    if (value === null || value === '') return translate('kinds.empty')
    if (condition.field === 'tag' && typeof value === 'number') return tagName(value) ?? `#${value}`
    if (condition.field === 'standing') return standingText(String(value), language)
    if (condition.field === 'flag' && value === 'edited') return translate('tables.edit.mark')
    if (field === undefined)
      return hasText(`kinds.issueShort.${value}`) ? translate(`kinds.issueShort.${value}`) : String(value)
    return fieldText(field, value, language)
  }
  const [first = null, second = null] = condition.values
  if (condition.op === 'between') {
    const low = first === null ? '' : valueText(first)
    const high = second === null ? '' : valueText(second)
    const time = field !== undefined && isTime(field)
    const form =
      first === null
        ? time
          ? 'until'
          : 'atMost'
        : second === null
          ? time
            ? 'since'
            : 'atLeast'
          : 'between'
    return translate(`tables.chip.${form}`, { field: name, low, high })
  }
  if (condition.op === 'oneOf' || condition.op === 'noneOf') {
    const texts = condition.values.map(valueText)
    const value =
      texts.length <= 2
        ? texts.join('、')
        : translate('tables.chip.more', { first: texts[0] ?? '', count: texts.length })
    return translate(`tables.chip.${condition.op}`, { field: name, value })
  }
  return translate(`tables.chip.${condition.op}`, { field: name, value: valueText(first) })
}
