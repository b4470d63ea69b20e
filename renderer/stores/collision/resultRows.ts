/** The rows of a result as a grid shows them: searched by words, ordered, counted, fetched window by window. */
import { ref, shallowRef, type Ref } from 'vue'
import type { CollisionJob } from './collisionJob.ts'

export interface RowOrder {
  readonly field: string
  readonly descending: boolean
}
/** A window of rows in an order. */
export interface RowsWindow {
  readonly order: RowOrder | null
  readonly offset: number
  readonly limit: number
}

/** Words searched for as a filter takes them. */
export const wordsFilter = (text: string) => (text.trim() === '' ? {} : { text })

/** `text` are the words searched for; `read` asks the engine for a window, or says null when there is no result; `version` goes up with every count. */
export function createResultRows<Row>(
  { version }: Pick<CollisionJob, 'version'>,
  text: Ref<string>,
  read: (window: RowsWindow) => Promise<{ readonly total: number; readonly rows: readonly Row[] }> | null,
) {
  const order = shallowRef<RowOrder | null>(null)
  const total = ref(0)

  async function count(): Promise<void> {
    const found = await read({ order: null, offset: 0, limit: 0 })
    if (found === null) return
    total.value = found.total
    version.value++
  }
  async function load(offset: number, limit: number): Promise<readonly Row[]> {
    return (await read({ order: order.value, offset, limit }))?.rows ?? []
  }
  /** Another result: nothing is searched for in it yet. */
  function begin(): void {
    text.value = ''
    order.value = null
  }
  function clear(): void {
    begin()
    total.value = 0
  }
  return { text, order, total, count, load, begin, clear }
}
