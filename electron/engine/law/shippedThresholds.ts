/** The table of thresholds that comes with the program. */
import shipped from '../../../resources/law/thresholds.json' with { type: 'json' }
import { thresholdsOf, type Threshold } from './thresholds.ts'

let read: readonly Threshold[] | null = null
/** The table, read and checked once. Throws when a row does not fit; the message names row and field. */
export function shippedThresholds(): readonly Threshold[] {
  read ??= thresholdsOf(shipped)
  return read
}
