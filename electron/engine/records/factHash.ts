/**
 * The `fact` column: a hash of what rows of one fact always agree in (`sameFactCore`), by which rows that may state the same fact are looked up. Whether they
 * do is decided by `sameFact.ts`.
 */
import type { FieldType, RecordKind } from '../../../shared/model/define.ts'
import { folded } from '../../../shared/model/textFold.ts'
import { unknownCurrency } from '../../../shared/model/currency.ts'
import { hash53 } from '../../../shared/model/entityId.ts'

export type FactValue = string | number | null | undefined

/** The fields that rows of one fact always agree in; of each list the first that has a value. */
export function coreOf(kind: RecordKind): readonly (readonly string[])[] {
  return kind.sameFactCore ?? (kind.sameFact ?? []).map((field) => [field])
}
/** A value as it is compared: serials without the leading zeros a spreadsheet drops, texts whatever their width, case and spaces; null for an empty one, for a direction that nothing tells and for a currency that is not known. */
export function comparedValue(value: FactValue, type: FieldType | undefined): string | null {
  if (value === null || value === undefined || value === '') return null
  if (type === 'direction' && value === 'unknown') return null
  if (type === 'choice' && value === unknownCurrency) return null
  if (typeof value === 'number') return String(value)
  if (type === 'text' || type === 'name' || type === 'title') return folded(value).replace(/\s+/g, '') || null
  return type === 'serial' && value.startsWith('0') ? value.replace(/^0+/, '') || null : value
}
/** 53-bit hash of a row's core values, or null when the kind has none or none has a value. `valueOf`: the stored (normalised) value of a field. */
export function factHash(kind: RecordKind, valueOf: (field: string) => FactValue): number | null {
  const fields = [...new Set(coreOf(kind).flat())]
  return factHasher(kind, fields)(fields.map(valueOf))
}
/** `factHash` for many rows whose values stand in the order of `fields`; a field that is not among them is empty. */
export function factHasher(
  kind: RecordKind,
  fields: readonly string[],
): (values: readonly FactValue[]) => number | null {
  if (kind.sameFact === undefined) return () => null
  const typeOf = new Map(kind.fields.map(({ id, type }) => [id, type]))
  const slots = coreOf(kind).map((alternatives) =>
    alternatives.map((field) => {
      const at = fields.indexOf(field)
      return { at: at < 0 ? fields.length : at, type: typeOf.get(field) }
    }),
  )
  // One list reused for all rows; it never leaves this function. The text at its end stays empty, so that a separator stands behind each value.
  const texts: string[] = [...slots.map(() => ''), '']
  return (values) => {
    let any = false
    for (let slot = 0; slot < slots.length; slot += 1) {
      let text = ''
      for (const { at, type } of slots[slot] ?? []) {
        const value = comparedValue(values[at], type)
        if (value === null) continue
        text = type === 'time' || type === 'date' ? value.slice(0, 10) : value
        any = true
        break
      }
      // The unit separator keeps ('a', 'b') and ('ab', '') apart.
      texts[slot] = text
    }
    // Joined first: one flat text is hashed several times faster than slices of other texts.
    return any ? hash53(texts.join('\u001f')) : null
  }
}
