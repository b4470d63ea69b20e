/** Which rows of a long table are selected: ranges, so that two million rows cost as much as one. */
export interface RowRange {
  readonly from: number
  /** Not included. */ readonly to: number
}
export type Selection = readonly RowRange[]

/** Sorted, without overlaps and without empty ranges. */
function tidy(ranges: Selection): Selection {
  const sorted = ranges.filter((range) => range.to > range.from).toSorted((a, b) => a.from - b.from)
  const joined: RowRange[] = []
  for (const range of sorted) {
    const last = joined.at(-1)
    if (last !== undefined && range.from <= last.to)
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, range.to) }
    else joined.push(range)
  }
  return joined
}
export function isSelected(selection: Selection, row: number): boolean {
  return selection.some((range) => row >= range.from && row < range.to)
}
export function selectedCount(selection: Selection): number {
  return selection.reduce((sum, range) => sum + range.to - range.from, 0)
}
/** Everything between two rows, both included. */
export function between(first: number, last: number): Selection {
  return [{ from: Math.min(first, last), to: Math.max(first, last) + 1 }]
}
/** The selection with one row turned round. */
export function toggled(selection: Selection, row: number): Selection {
  if (!isSelected(selection, row)) return tidy([...selection, { from: row, to: row + 1 }])
  return tidy(
    selection.flatMap((range) =>
      row >= range.from && row < range.to
        ? [
            { from: range.from, to: row },
            { from: row + 1, to: range.to },
          ]
        : [range],
    ),
  )
}
