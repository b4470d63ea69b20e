/** The active cell of a grid and the rows that are selected. */
import { ref, shallowRef, watch } from 'vue'
import type { GridShape, GridView } from './gridView.ts'
import { topCentring, topShowing } from './scrolling.ts'
import { type Selection, between, toggled } from './selection.ts'

/** Cursor and selection over `view`; `changed` is called after each selection a person makes. */
export function useGridCursor(
  shape: GridShape,
  view: GridView,
  changed: (selection: Selection, activeRow: number) => void,
) {
  const active = ref({ row: 0, column: 0 })
  const anchor = ref(0)
  const selection = shallowRef<Selection>([])

  function select(next: Selection): void {
    selection.value = next
    changed(next, active.value.row)
  }
  function goTo(row: number, column: number, extend: boolean): void {
    active.value = { row, column }
    if (!extend) anchor.value = row
    selection.value = between(anchor.value, row)
    view.moveTo(topShowing(row, view.top.value, view.geometry.value))
    view.showColumn(column)
    changed(selection.value, row)
  }
  /** Makes a cell the active one and leaves the selection as it is. */
  function point(row: number, column: number): void {
    active.value = { row, column }
  }
  /** Takes a row into the selection or out of it. */
  function toggleRow(row: number): void {
    select(toggled(selection.value, row))
  }
  /** The same by a click: the cell becomes active and the next range begins there. */
  function toggleCell(row: number, column: number): void {
    point(row, column)
    anchor.value = row
    toggleRow(row)
  }
  function selectAll(): void {
    select(shape.total === 0 ? [] : between(0, shape.total - 1))
  }
  function clearSelection(): void {
    selection.value = []
  }
  /** Puts a row in the middle and selects it. */
  function showRow(row: number): void {
    active.value = { row, column: active.value.column }
    anchor.value = row
    selection.value = between(row, row)
    view.moveTo(topCentring(row, view.geometry.value))
  }
  /** Back to the first row with nothing selected, as when other rows are asked for. */
  function reset(): void {
    selection.value = []
    active.value = { row: 0, column: 0 }
    anchor.value = 0
    view.moveTo(0)
  }
  watch(
    () => shape.total,
    (total) => {
      if (active.value.row >= total)
        active.value = { row: Math.max(0, total - 1), column: active.value.column }
    },
  )
  watch(
    () => shape.columns.length,
    (count) => {
      if (active.value.column >= count)
        active.value = { row: active.value.row, column: Math.max(0, count - 1) }
    },
  )
  return { active, selection, goTo, point, toggleRow, toggleCell, selectAll, clearSelection, showRow, reset }
}
export type GridCursor = ReturnType<typeof useGridCursor>
