/** In what order the rows of a table stand, so that it is always in sight: at a column, or in words. Pure. */
import type { SortKey } from '../../shared/contract/index.ts'

/** The order that holds: what was chosen, otherwise by the time of the rows; a kind without a time stands as it was imported. */
export function orderHeld(sort: readonly SortKey[], timeField: string | undefined): readonly SortKey[] {
  return sort.length > 0 || timeField === undefined ? sort : [{ field: timeField, descending: false }]
}
/** The keys of the order of which no column is shown. */
export function orderUnseen(
  sort: readonly SortKey[],
  timeField: string | undefined,
  columns: readonly string[],
): readonly SortKey[] {
  return orderHeld(sort, timeField).filter(({ field }) => !columns.includes(field))
}
