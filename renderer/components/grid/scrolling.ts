/**
 * Where the rows are, for tables taller than a browser can scroll. A browser caps an element's height (Chromium near 33 million pixels,
 * Firefox near 17): above `maxScrollHeight` the scrollbar speaks for the whole table in proportion, while wheel and keys move true rows.
 */
export const maxScrollHeight = 8_000_000

export interface Geometry {
  readonly rows: number
  readonly rowHeight: number
  /** Height of the part of the table that is seen, without the header. */
  readonly viewport: number
}

/** Height the scrollbar is given, in pixels. */
export function scrollHeight(geometry: Geometry): number {
  return Math.min(geometry.rows * geometry.rowHeight, maxScrollHeight)
}
/** Whether the scrollbar stands for more pixels than it has. */
export function isScaled(geometry: Geometry): boolean {
  return geometry.rows * geometry.rowHeight > maxScrollHeight
}
function reach(height: number, viewport: number): number {
  return Math.max(0, height - viewport)
}
/** The furthest the table can be moved, in true pixels. */
export function furthest(geometry: Geometry): number {
  return reach(geometry.rows * geometry.rowHeight, geometry.viewport)
}
/** True distance from the first row for a place of the scrollbar. */
export function topAt(scrollTop: number, geometry: Geometry): number {
  const track = reach(scrollHeight(geometry), geometry.viewport)
  if (track === 0) return 0
  const place = Math.min(Math.max(scrollTop, 0), track)
  return isScaled(geometry) ? (place / track) * furthest(geometry) : place
}
/** Place of the scrollbar for a true distance; the inverse of `topAt`. */
export function scrollTopAt(top: number, geometry: Geometry): number {
  const far = furthest(geometry)
  if (far === 0) return 0
  const held = Math.min(Math.max(top, 0), far)
  return isScaled(geometry) ? (held / far) * reach(scrollHeight(geometry), geometry.viewport) : held
}

export interface RowWindow {
  readonly from: number
  readonly to: number
}
/** Rows `from` up to but not including `to` that touch the viewport, with some more on either side. */
export function rowsInView(top: number, geometry: Geometry, more: number): RowWindow {
  const first = Math.floor(top / geometry.rowHeight)
  const last = Math.ceil((top + geometry.viewport) / geometry.rowHeight)
  return { from: Math.max(0, first - more), to: Math.min(geometry.rows, last + more) }
}
/** The least movement that brings a row wholly into view; `top` itself when it already is. */
export function topShowing(row: number, top: number, geometry: Geometry): number {
  const start = row * geometry.rowHeight
  const end = start + geometry.rowHeight
  if (start < top) return start
  return end > top + geometry.viewport ? Math.max(0, end - geometry.viewport) : top
}
/** The movement that puts a row in the middle. */
export function topCentring(row: number, geometry: Geometry): number {
  return Math.min(
    Math.max(0, row * geometry.rowHeight - (geometry.viewport - geometry.rowHeight) / 2),
    furthest(geometry),
  )
}
