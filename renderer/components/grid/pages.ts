/** Rows of a long table, fetched in pages as they are needed. A fetch that nobody looks at any more is cancelled. */
export const pageSize = 200
/** Pages kept in memory; the least recently seen go first. */
export const keptPages = 60
/** Most fetches under way at once, so that a fast scroll does not queue behind itself. */
const atOnce = 3

export type LoadRows<Row> = (offset: number, limit: number, signal: AbortSignal) => Promise<readonly Row[]>
export interface RowPages<Row> {
  /** The row, or undefined while it is not here. */
  row(index: number): Row | undefined
  /** Sees to it that these rows come; what is under way outside of them is cancelled. */
  need(from: number, to: number): void
  /** Rows for copying, fetched where they are not here. Throws what the fetch throws. */
  read(from: number, to: number, signal: AbortSignal): Promise<readonly Row[]>
  /** Whether something that is needed is under way. */
  busy(): boolean
  /** Forgets everything; what is under way is cancelled. */
  clear(): void
}
export interface PagesTold {
  changed(): void
  failed(error: unknown): void
}

/** Pages over `load`. `told` hears of rows that came and of fetches that failed, never of cancelled ones. */
export function createPages<Row>(load: LoadRows<Row>, told: PagesTold): RowPages<Row> {
  /** In the order they were last seen. */
  const pages = new Map<number, readonly Row[]>()
  const running = new Map<number, AbortController>()
  let wanted: readonly number[] = []

  function keep(page: number, rows: readonly Row[]): void {
    pages.delete(page)
    pages.set(page, rows)
    for (const oldest of pages.keys()) {
      if (pages.size <= keptPages) break
      if (!wanted.includes(oldest)) pages.delete(oldest)
      else break
    }
  }
  async function fetchPage(page: number): Promise<void> {
    const stop = new AbortController()
    running.set(page, stop)
    try {
      const rows = await load(page * pageSize, pageSize, stop.signal)
      if (stop.signal.aborted) return
      keep(page, rows)
      told.changed()
    } catch (error) {
      if (stop.signal.aborted) return
      wanted = wanted.filter((candidate) => candidate !== page)
      told.failed(error)
    } finally {
      if (running.get(page) === stop) running.delete(page)
      pump()
    }
  }
  function pump(): void {
    for (const page of wanted) {
      if (running.size >= atOnce) return
      if (!pages.has(page) && !running.has(page)) void fetchPage(page)
    }
  }
  return {
    row: (index) => pages.get(Math.floor(index / pageSize))?.[index % pageSize],
    need(from, to) {
      const next: number[] = []
      for (let page = Math.floor(Math.max(0, from) / pageSize); page * pageSize < to; page++) next.push(page)
      wanted = next
      for (const [page, stop] of running) {
        if (next.includes(page)) continue
        running.delete(page)
        stop.abort()
      }
      for (const page of next) {
        const rows = pages.get(page)
        if (rows !== undefined) keep(page, rows)
      }
      pump()
    },
    async read(from, to, signal) {
      const rows: Row[] = []
      for (let page = Math.floor(from / pageSize); page * pageSize < to; page++) {
        const known = pages.get(page) ?? (await load(page * pageSize, pageSize, signal))
        if (signal.aborted) break
        rows.push(...known.slice(Math.max(0, from - page * pageSize), Math.max(0, to - page * pageSize)))
      }
      return rows
    },
    busy: () => wanted.some((page) => running.has(page)),
    clear() {
      for (const stop of running.values()) stop.abort()
      running.clear()
      pages.clear()
      wanted = []
    },
  }
}
