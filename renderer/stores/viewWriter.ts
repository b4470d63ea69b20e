/**
 * How things are looked at, on its way to the case: at most one write a second, however fast a brush is dragged. Whoever asks the engine for
 * something that shows it, or leaves the case, first sends what waits (`sendViews`).
 */
import { AppError } from '../api/index.ts'
import { onCaseChange } from './caseBound.ts'

export interface ViewWriter<Change extends object> {
  /** Takes a change of the view of a thing; it goes out at once, or when a second has passed since the last write. */
  keep(id: number, change: Change): void
  /** What of this thing's view is not in the case yet. */
  waiting(id: number): Partial<Change>
}
const pauseMs = 1_000
/** The case does not take it (open read-only, closed meanwhile), or the thing has gone: nobody lost any work. */
const harmless: ReadonlySet<string> = new Set([
  'case-read-only',
  'no-case-open',
  'cancelled',
  'engine-stopped',
  'chart-not-found',
])
const senders = new Set<() => Promise<void>>()

/** Sends every view that waits and resolves when the case has it. Never rejects. */
export async function sendViews(): Promise<void> {
  await Promise.all([...senders].map((send) => send()))
}

/** A writer for one sort of view. What changes of a thing within a second goes out as one. `fail` is told what nobody expects. */
export function createViewWriter<Change extends object>(
  write: (id: number, change: Change) => Promise<unknown>,
  fail: (error: unknown) => void,
): ViewWriter<Change> {
  let pending = new Map<number, Change>()
  let underWay: ReadonlyMap<number, Change> = new Map()
  let running: Promise<void> | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  let lastSent = -Infinity

  async function writeOne(id: number, change: Change): Promise<void> {
    try {
      await write(id, change)
    } catch (error) {
      if (!(error instanceof AppError && harmless.has(error.code))) fail(error)
    }
  }
  async function writeAll(): Promise<void> {
    if (timer !== null) clearTimeout(timer)
    timer = null
    underWay = pending
    pending = new Map()
    lastSent = performance.now()
    await Promise.all([...underWay].map(([id, change]) => writeOne(id, change)))
    underWay = new Map()
    running = null
    plan()
  }
  /** While a write is under way its end plans the next one. */
  function plan(): void {
    if (timer !== null || running !== null || pending.size === 0) return
    const wait = lastSent + pauseMs - performance.now()
    if (wait <= 0) running = writeAll()
    else
      timer = setTimeout(() => {
        running = writeAll()
      }, wait)
  }
  senders.add(async () => {
    while (running !== null) await running
    if (pending.size > 0) await (running = writeAll())
  })
  onCaseChange(() => {
    // Ids mean something else in another case.
    pending.clear()
  })
  return {
    keep(id, change) {
      pending.set(id, { ...pending.get(id), ...change })
      plan()
    },
    waiting: (id) => ({ ...underWay.get(id), ...pending.get(id) }),
  }
}
