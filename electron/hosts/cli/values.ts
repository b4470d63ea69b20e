/** Stored values as a person writes them, and back. */
import type { Input, Scalar } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Field, RecordKind } from '../../../shared/model/define.ts'
import { parseDecimal, scaledText, toScaled } from '../../../shared/model/exactDecimal.ts'
import { recordKind, scaleOf } from '../../../shared/model/recordKinds/index.ts'
import { UsageError } from './command.ts'

type Condition = NonNullable<Input<'records.window'>['scope']['filter']>[number]

/** The definition of a kind; throws `kind-not-found`. */
export function kindNamed(id: string): RecordKind {
  const kind = recordKind(id)
  if (kind === undefined) throw new AppError('kind-not-found', 'no such kind of table', { kind: id })
  return kind
}
/** A field of a kind; throws `field-not-found`. */
export function fieldNamed(kind: RecordKind, id: string): Field {
  const field = kind.fields.find((candidate) => candidate.id === id)
  if (field === undefined)
    throw new AppError('field-not-found', 'no such field', { kind: kind.id, field: id })
  return field
}
/** A stored value as written: money and scaled decimals with their point, everything else as it is. */
export function writtenValue(field: Field, value: Scalar): Scalar {
  const scale = scaleOf(field)
  return typeof value === 'number' && scale > 0 ? scaledText(value, scale) : value
}
/** A written value as it is stored; throws UsageError when a number field is given no number. */
function storedValue(field: Field, text: string): Scalar {
  if (!['money', 'decimal', 'percent', 'integer'].includes(field.type)) return text
  const decimal = parseDecimal(text)
  const scaled = decimal === null ? null : toScaled(decimal, scaleOf(field))
  if (scaled === null || !scaled.exact) throw new UsageError(`${field.id}: "${text}" is no such number`)
  return scaled.value
}
/** `field=value`, `field~part`, `field>=value`, `field<=value` as a condition; throws UsageError and `field-not-found`. */
export function conditionOf(kind: RecordKind, text: string): Condition {
  const match = /^([A-Za-z][A-Za-z0-9]*)(=|~|>=|<=)(.*)$/su.exec(text)
  if (match === null)
    throw new UsageError(
      `--where "${text}" is not of the form field=value, field~part, field>=value or field<=value`,
    )
  const [, name = '', sign = '', value = ''] = match
  const field = fieldNamed(kind, name)
  if (sign === '~') return { field: field.id, op: 'contains', values: [value] }
  if (sign === '=')
    return value === ''
      ? { field: field.id, op: 'empty', values: [] }
      : { field: field.id, op: 'is', values: [storedValue(field, value)] }
  const bound = storedValue(field, value)
  return { field: field.id, op: 'between', values: sign === '>=' ? [bound, null] : [null, bound] }
}
