import { computed, onBeforeUnmount, watch } from 'vue'
import { nextSort } from '../../components/grid/columns.ts'
import { useCollision } from '../../stores/collision/collision.ts'
import type { RowOrder } from '../../stores/collision/resultRows.ts'
import { useNotices } from '../../stores/notices.ts'

/** A pause in typing after which the rows are asked for, in milliseconds. */
const pauseMs = 180

/** What the table of every result does: it asks for its rows again when other rows are meant, and turns its order by a click on a column. */
export function useResultTable(result: {
  readonly words: () => string
  /** States, families or cases the rows are narrowed to. */
  readonly chosen: () => unknown
  readonly order: () => RowOrder | null
  readonly setOrder: (next: RowOrder | null) => void
  readonly count: () => Promise<void>
  /** Back to the first row. */
  readonly reset: () => void
}) {
  const collision = useCollision()
  const notices = useNotices()
  let waiting: ReturnType<typeof setTimeout> | undefined

  async function recount(): Promise<void> {
    await notices.attempt(result.count)
    result.reset()
  }
  watch(result.chosen, () => void recount())
  watch(result.words, () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => void recount(), pauseMs)
  })
  onBeforeUnmount(() => clearTimeout(waiting))

  const sort = computed(() => {
    const order = result.order()
    return order === null ? [] : [order]
  })
  function sortBy(field: string): void {
    result.setOrder(nextSort(sort.value, field, false)[0] ?? null)
    collision.version++
  }
  return { sort, sortBy }
}
/** The list with one more, or without the one it has. */
export function turned<T>(list: readonly T[], one: T): readonly T[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one]
}
