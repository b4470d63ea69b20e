/** Where a grid stands: its measures, the rows in sight, and how it is moved. */
import { type ShallowRef, computed, nextTick, onBeforeUnmount, onMounted, ref, watch } from 'vue'
import { type GridColumn, pinnedLefts } from './columns.ts'
import { furthest, isScaled, rowsInView, scrollHeight, scrollTopAt, topAt } from './scrolling.ts'

export interface GridShape {
  readonly columns: readonly GridColumn[]
  readonly total: number
  readonly rowHeight: number
  readonly numberWidth: number
  readonly pinned: number
}
const headHeight = 30
/** Rows kept ready beyond either end of the view. One will do: rows move with the table's own reckoning of its place, never ahead of it. */
const spare = 1

/** Measures of the grid in pixels, its rows in sight (`view`), and the two ways to move it: to a place, to a column. */
export function useGridView(scroller: Readonly<ShallowRef<HTMLElement | null>>, shape: GridShape) {
  const viewport = ref(0)
  const top = ref(0)
  const geometry = computed(() => ({
    rows: shape.total,
    rowHeight: shape.rowHeight,
    viewport: viewport.value,
  }))
  const height = computed(() => scrollHeight(geometry.value))
  const paneHeight = computed(() => Math.min(viewport.value, height.value))
  const view = computed(() => rowsInView(top.value, geometry.value, spare))
  /** As many rows as can be shown at once: a row that comes takes the elements of one that goes, which is far quicker than making them. */
  const places = computed(() => Math.ceil(viewport.value / shape.rowHeight) + 2 * spare + 1)
  const growing = computed(() => {
    const named = shape.columns.findIndex(({ grows }) => grows === true)
    return named < 0 ? shape.columns.length - 1 : named
  })
  const template = computed(() =>
    [
      `${shape.numberWidth}px`,
      ...shape.columns.map((column, index) =>
        index === growing.value ? `minmax(${column.width}px, 1fr)` : `${column.width}px`,
      ),
    ].join(' '),
  )
  const lefts = computed(() => pinnedLefts(shape.columns, shape.pinned, shape.numberWidth))
  const width = computed(() => shape.columns.reduce((sum, column) => sum + column.width, shape.numberWidth))

  /** Moves the table; the scrollbar follows in proportion. */
  function moveTo(next: number): void {
    const held = Math.min(Math.max(next, 0), furthest(geometry.value))
    top.value = held
    const element = scroller.value
    if (element !== null) element.scrollTop = scrollTopAt(held, geometry.value)
  }
  function scrolled(): void {
    const element = scroller.value
    if (element === null) return
    // In a scaled table our own movement arrives here as well; taking it for the person's would round true rows away.
    if (isScaled(geometry.value) && Math.abs(element.scrollTop - scrollTopAt(top.value, geometry.value)) <= 1)
      return
    top.value = topAt(element.scrollTop, geometry.value)
  }
  function wheeled(event: WheelEvent): void {
    if (event.ctrlKey || event.deltaY === 0 || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return
    event.preventDefault()
    const step =
      event.deltaMode === WheelEvent.DOM_DELTA_LINE
        ? shape.rowHeight
        : event.deltaMode === WheelEvent.DOM_DELTA_PAGE
          ? viewport.value
          : 1
    moveTo(top.value + event.deltaY * step)
  }
  /** Brings a column into view beside the fixed row numbers. */
  function showColumn(column: number): void {
    const element = scroller.value
    if (element === null) return
    const left = shape.columns.slice(0, column).reduce((sum, candidate) => sum + candidate.width, 0)
    const right = left + (shape.columns[column]?.width ?? 0)
    if (column < lefts.value.length) return
    const fixed = shape.columns
      .slice(0, lefts.value.length)
      .reduce((sum, candidate) => sum + candidate.width, 0)
    const room = element.clientWidth - shape.numberWidth
    if (left - fixed < element.scrollLeft) element.scrollLeft = left - fixed
    else if (left < element.scrollLeft) element.scrollLeft = left
    else if (right > element.scrollLeft + room) element.scrollLeft = Math.min(left, right - room)
  }

  let watching: ResizeObserver | null = null
  onMounted(() => {
    const element = scroller.value
    if (element === null) return
    const measure = () => {
      viewport.value = Math.max(0, element.clientHeight - headHeight)
    }
    watching = new ResizeObserver(measure)
    watching.observe(element)
    measure()
    watch(
      () => isScaled(geometry.value),
      (scaled) => {
        element.removeEventListener('wheel', wheeled)
        if (scaled) element.addEventListener('wheel', wheeled, { passive: false })
      },
      { immediate: true },
    )
  })
  onBeforeUnmount(() => watching?.disconnect())
  watch(
    () => shape.total,
    async () => {
      await nextTick()
      moveTo(top.value)
    },
  )
  return {
    top,
    geometry,
    height,
    paneHeight,
    view,
    places,
    template,
    lefts,
    width,
    moveTo,
    scrolled,
    showColumn,
  }
}
export type GridView = ReturnType<typeof useGridView>
