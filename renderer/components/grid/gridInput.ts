/** What keys and clicks do in a grid: move, select, open, and write to a cell. */
import { type ShallowRef, ref } from 'vue'
import type { GridCursor } from './gridCursor.ts'
import type { GridRows, GroupPlace } from './gridRows.ts'
import type { GridShape, GridView } from './gridView.ts'
import { moveBy } from './moves.ts'
import { isSelected } from './selection.ts'

export interface Point {
  readonly x: number
  readonly y: number
}
/** Where the editor of a cell goes on: to the next row, the next column, or nowhere. */
export type EditorExit = 'down' | 'right' | 'stay'

export interface InputShape<Row> extends GridShape {
  /** Whether a cell can be written to. */
  readonly editable?: ((row: Row, column: string) => boolean) | undefined
}
export interface GridParts<Row> {
  readonly scroller: Readonly<ShallowRef<HTMLElement | null>>
  readonly view: GridView
  readonly rows: GridRows<Row>
  readonly cursor: GridCursor
  readonly cellId: (row: number, column: number) => string
  readonly groupAt: (row: Row) => GroupPlace | null
}
export interface InputOutcome<Row> {
  /** A group was opened or closed. */
  toggle(row: Row): void
  open(row: Row, column: string): void
  menu(row: Row, column: string, place: Point): void
  copy(): void
}

export function useGridInput<Row>(
  shape: InputShape<Row>,
  { scroller, view, rows, cursor, cellId, groupAt }: GridParts<Row>,
  outcome: InputOutcome<Row>,
) {
  const { active, goTo } = cursor
  const editing = ref<{ readonly row: number; readonly column: number } | null>(null)
  const focus = () => scroller.value?.focus({ preventScroll: true })

  /** A row that is here and no group heading, with the name of a column; null otherwise. */
  function plainCell(row: number, column: number): { readonly data: Row; readonly id: string } | null {
    const data = rows.row(row)
    const id = shape.columns[column]?.id
    return data === undefined || id === undefined || groupAt(data) !== null ? null : { data, id }
  }
  /** Opens the editor of a cell; false when it cannot be written to. */
  function edit(row: number, column: number): boolean {
    const cell = plainCell(row, column)
    if (cell === null || shape.editable?.(cell.data, cell.id) !== true) return false
    cursor.point(row, column)
    view.showColumn(column)
    editing.value = { row, column }
    return true
  }
  function edited(to: EditorExit): void {
    const at = editing.value
    editing.value = null
    focus()
    if (at === null || to === 'stay') return
    if (to === 'down') goTo(Math.min(at.row + 1, shape.total - 1), at.column, false)
    else goTo(at.row, Math.min(at.column + 1, shape.columns.length - 1), false)
  }
  function openAt(row: number, column: number): void {
    const cell = plainCell(row, column)
    if (cell !== null) outcome.open(cell.data, cell.id)
  }
  function menuAt(row: number, column: number, place: Point): void {
    const cell = plainCell(row, column)
    if (cell !== null) outcome.menu(cell.data, cell.id, place)
  }

  function clicked(event: MouseEvent, row: number, column: number): void {
    if (editing.value?.row === row && editing.value.column === column) return
    editing.value = null
    focus()
    const data = rows.row(row)
    if (data !== undefined && groupAt(data) !== null && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
      cursor.point(row, column)
      outcome.toggle(data)
    } else if (event.ctrlKey || event.metaKey) cursor.toggleCell(row, column)
    else goTo(row, column, event.shiftKey)
  }
  function doubleClicked(row: number, column: number): void {
    if (!edit(row, column)) openAt(row, column)
  }
  function menuClicked(event: MouseEvent, row: number, column: number): void {
    if (!isSelected(cursor.selection.value, row)) goTo(row, column, false)
    else cursor.point(row, column)
    menuAt(row, column, { x: event.clientX, y: event.clientY })
  }

  /** Right opens the group under the cursor, left closes it. */
  function groupKey(event: KeyboardEvent, row: number): boolean {
    const data = rows.row(row)
    const group = data === undefined ? null : groupAt(data)
    if (data === undefined || group === null || (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft'))
      return false
    if (group.open !== (event.key === 'ArrowRight')) outcome.toggle(data)
    return true
  }
  function pressed(event: KeyboardEvent): void {
    if (event.target !== scroller.value) return
    const far = event.ctrlKey || event.metaKey
    const { row, column } = active.value
    if (far && event.key.toLowerCase() === 'c') {
      outcome.copy()
    } else if (far && event.key.toLowerCase() === 'a') {
      cursor.selectAll()
    } else if (event.key === 'F2' || event.key === 'Enter') {
      const data = rows.row(row)
      if (data !== undefined && groupAt(data) !== null) outcome.toggle(data)
      else if (far || !edit(row, column)) openAt(row, column)
    } else if (groupKey(event, row)) {
      event.preventDefault()
      return
    } else if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) {
      const box = document.getElementById(cellId(row, column))?.getBoundingClientRect()
      menuAt(row, column, { x: box?.left ?? 0, y: box?.bottom ?? 0 })
    } else if (event.key === ' ') {
      cursor.toggleRow(row)
    } else {
      const to = moveBy(event, active.value, {
        rows: shape.total,
        columns: shape.columns.length,
        page: Math.floor(view.geometry.value.viewport / shape.rowHeight),
      })
      if (to === null) return
      goTo(to.row, to.column, event.shiftKey)
    }
    event.preventDefault()
  }
  return { editing, edit, edited, clicked, doubleClicked, menuClicked, pressed }
}
