/** Where a key takes the cursor of a grid. */
export interface Place {
  readonly row: number
  readonly column: number
}
export interface Extent {
  readonly rows: number
  readonly columns: number
  /** Whole rows that are seen at once. */ readonly page: number
}
export interface Key {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
}

/** The place after the key, inside the extent; null when the key moves nothing. */
export function moveBy(press: Key, from: Place, extent: Extent): Place | null {
  const far = press.ctrlKey || press.metaKey
  const lastRow = extent.rows - 1
  const lastColumn = extent.columns - 1
  if (lastRow < 0 || lastColumn < 0) return null
  const to = (row: number, column: number): Place => ({
    row: Math.min(Math.max(row, 0), lastRow),
    column: Math.min(Math.max(column, 0), lastColumn),
  })
  switch (press.key) {
    case 'ArrowUp':
      return to(far ? 0 : from.row - 1, from.column)
    case 'ArrowDown':
      return to(far ? lastRow : from.row + 1, from.column)
    case 'ArrowLeft':
      return to(from.row, far ? 0 : from.column - 1)
    case 'ArrowRight':
      return to(from.row, far ? lastColumn : from.column + 1)
    case 'PageUp':
      return to(from.row - Math.max(1, extent.page - 1), from.column)
    case 'PageDown':
      return to(from.row + Math.max(1, extent.page - 1), from.column)
    case 'Home':
      return to(far ? 0 : from.row, 0)
    case 'End':
      return to(far ? lastRow : from.row, lastColumn)
    default:
      return null
  }
}
