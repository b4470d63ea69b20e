/** The `fact` column: a hash by which rows that may state the same fact are looked up. Equality is always checked field by field. */
import type { RecordKind } from '../../../shared/model/define.ts'
import { hash53 } from '../../../shared/model/entityId.ts'

export type FactValue = string | number | null | undefined

/**
 * 53-bit hash of a row's `sameFact` values, or null when the kind has none or none of `sameFactNeeds` has a value.
 * @param valueOf the stored (normalised) value of a field
 */
export function factHash(kind: RecordKind, valueOf: (field: string) => FactValue): number | null {
  const fields = [...new Set([...(kind.sameFact ?? []), ...(kind.sameFactNeeds ?? [])])]
  return factHasher(kind, fields)(fields.map(valueOf))
}
/** `factHash` for many rows whose values stand in the order of `fields`; a field that is not among them is empty. */
export function factHasher(
  kind: RecordKind,
  fields: readonly string[],
): (values: readonly FactValue[]) => number | null {
  const { sameFact } = kind
  if (sameFact === undefined) return () => null
  const places = (wanted: readonly string[]): readonly number[] =>
    wanted.map((field) => {
      const at = fields.indexOf(field)
      return at < 0 ? fields.length : at
    })
  const facts = places(sameFact)
  const needs = kind.sameFactNeeds === undefined ? null : places(kind.sameFactNeeds)
  // One list reused for all rows; it never leaves this function. The text at its end stays empty, so that a separator stands behind each value.
  const texts: string[] = [...facts.map(() => ''), '']
  return (values) => {
    if (needs !== null && !needs.some((at) => hasValue(values[at]))) return null
    for (const [index, at] of facts.entries()) {
      const value = values[at]
      // The unit separator keeps ('a', 'b') and ('ab', '') apart; the mark keeps null and '' apart, as the field by field check does.
      texts[index] =
        value === null || value === undefined ? '\u0000' : typeof value === 'string' ? value : String(value)
    }
    // Joined first: one flat text is hashed several times faster than slices of other texts.
    return hash53(texts.join('\u001f'))
  }
}
function hasValue(value: FactValue): boolean {
  return value !== null && value !== undefined && value !== ''
}
