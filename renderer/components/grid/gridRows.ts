/** The rows of a grid that are in sight, fetched as they are needed. */
import { type Ref, computed, onBeforeUnmount, shallowRef, triggerRef, watch } from 'vue'
import { type LoadRows, type RowPages, createPages } from './pages.ts'
import type { RowWindow } from './scrolling.ts'

export interface RowSource<Row> {
  readonly total: number
  readonly load: LoadRows<Row>
  /** Goes up when the rows behind `load` have changed. */
  readonly version: number
}
/** A group's heading among the rows: how deep it lies and whether it is open. */
export interface GroupPlace {
  readonly level: number
  readonly open: boolean
}
export interface GridRows<Row> {
  /** The row, or undefined while it is not here. */
  row(index: number): Row | undefined
  /** Rows for copying, fetched where they are not here. Throws what the fetch throws. */
  read(from: number, to: number, signal: AbortSignal): Promise<readonly Row[]>
}

/** What the grid shows of `source` in `view`; `failed` is called with the error of a page that did not come. */
export function useGridRows<Row>(
  source: RowSource<Row>,
  view: Readonly<Ref<RowWindow>>,
  failed: (error: unknown) => void,
) {
  const pages = shallowRef<RowPages<Row>>(newPages())
  /** Rows of the state before, shown faintly until the new ones are here. */
  const before = shallowRef<RowPages<Row> | null>(null)
  const shown = computed(() => {
    const rows: { readonly index: number; readonly row: Row | undefined; readonly stale: boolean }[] = []
    for (let index = view.value.from; index < view.value.to; index++) {
      const row = pages.value.row(index)
      const stale = row === undefined ? before.value?.row(index) : undefined
      rows.push({ index, row: row ?? stale, stale: stale !== undefined })
    }
    return rows
  })

  function newPages(): RowPages<Row> {
    return createPages<Row>((offset, limit, signal) => source.load(offset, limit, signal), {
      changed() {
        before.value = null
        triggerRef(pages)
      },
      failed,
    })
  }
  function fetchShown(): void {
    if (source.total > 0 && view.value.to > view.value.from) pages.value.need(view.value.from, view.value.to)
  }
  function restart(): void {
    before.value = frozen(pages.value)
    pages.value = newPages()
    fetchShown()
  }
  /** What was seen of a state that is being left; its fetches are cancelled. */
  function frozen(old: RowPages<Row>): RowPages<Row> {
    const seen = new Map<number, Row>()
    for (let index = view.value.from; index < view.value.to; index++) {
      const row = old.row(index)
      if (row !== undefined) seen.set(index, row)
    }
    old.clear()
    return { ...old, row: (index) => seen.get(index) }
  }
  onBeforeUnmount(() => pages.value.clear())
  watch([view, () => source.total], fetchShown, { flush: 'post' })
  watch([() => source.version, () => source.load], restart)
  const rows: GridRows<Row> = {
    row: (index) => pages.value.row(index),
    read: (from, to, signal) => pages.value.read(from, to, signal),
  }
  return { rows, shown, fetchShown }
}
