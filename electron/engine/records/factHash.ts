/** The `fact` column: a hash by which rows that may state the same fact are looked up. Equality is always checked field by field. */
import type { RecordKind } from '../../../shared/model/define.ts'
import { hash53Of } from '../../../shared/model/entityId.ts'

export type FactValue = string | number | null | undefined

/**
 * 53-bit hash of a row's `sameFact` values, or null when the kind has none or none of `sameFactNeeds` has a value.
 * @param valueOf the stored (normalised) value of a field
 */
export function factHash(kind: RecordKind, valueOf: (field: string) => FactValue): number | null {
  if (kind.sameFact === undefined) return null
  if (kind.sameFactNeeds !== undefined && !kind.sameFactNeeds.some((field) => hasValue(valueOf(field)))) return null
  const texts: string[] = []
  for (const field of kind.sameFact) {
    const value = valueOf(field)
    // The unit separator keeps ('a', 'b') and ('ab', '') apart; the mark keeps null and '' apart, as the field by field check does.
    if (value === null || value === undefined) texts.push('\u0000\u001f')
    else texts.push(typeof value === 'string' ? value : String(value), '\u001f')
  }
  return hash53Of(texts)
}
function hasValue(value: FactValue): boolean {
  return value !== null && value !== undefined && value !== ''
}
