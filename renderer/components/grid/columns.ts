export interface GridColumn {
  readonly id: string
  readonly label: string
  /** Pixels. */
  readonly width: number
  /** Takes the room that is left, instead of the last column. */
  readonly grows?: boolean
  /** Figures stand at the right, in tabular figures. */
  readonly figure?: boolean
  readonly quiet?: boolean
  /** The last column stays in sight at the right. */
  readonly atEnd?: boolean
  readonly sortable?: boolean
  /** Can be put to another place. */
  readonly movable?: boolean
  /** The whole header, when the label is short. */
  readonly hint?: string
}
export interface GridSort {
  readonly field: string
  readonly descending: boolean
}
export const narrowest = 48
export const widest = 900

/** Ascending, descending, none: what one more click on a header makes of the order. With `more` the other keys stay. */
export function nextSort(sort: readonly GridSort[], field: string, more: boolean): readonly GridSort[] {
  const known = sort.find((key) => key.field === field)
  const next: GridSort | null =
    known === undefined ? { field, descending: false } : known.descending ? null : { field, descending: true }
  if (!more) return next === null ? [] : [next]
  if (known === undefined) return next === null ? sort : [...sort, next]
  return sort.flatMap((key) => (key.field !== field ? [key] : next === null ? [] : [next]))
}

/** Where the first `pinned` columns stand fast, in pixels from the left; the last column is never pinned. */
export function pinnedLefts(
  columns: readonly GridColumn[],
  pinned: number,
  start: number,
): readonly number[] {
  const lefts: number[] = []
  let left = start
  for (const column of columns.slice(0, Math.max(0, Math.min(pinned, columns.length - 1)))) {
    lefts.push(left)
    left += column.width
  }
  return lefts
}
/** The ids with one of them at another place. */
export function movedTo(ids: readonly string[], id: string, to: number): readonly string[] {
  const rest = ids.filter((candidate) => candidate !== id)
  return rest.length === ids.length ? ids : rest.toSpliced(Math.min(Math.max(to, 0), rest.length), 0, id)
}
/** Rows as tab-separated text; breaks and tabs inside a cell become spaces so that each row stays a row. */
export function toTabbed(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.map((cell) => cell.replace(/[\t\r\n]+/gu, ' ')).join('\t')).join('\n')
}
