/** Imports queued files one after the other: paused, let go on, cancelled. The order of the queue is the order of import. */
import { computed, ref } from 'vue'
import type { Input } from '../../../shared/contract/index.ts'
import { AppError } from '../../api/index.ts'
import { caseApi } from '../caseBound.ts'
import { chosenPlans, paced, readingOf, secondsByFile, wholeProgress } from './importFiles.ts'
import type { QueuedFile } from './importFiles.ts'
import { planInput } from './importPlan.ts'

export interface RunnerParts {
  files(): readonly QueuedFile[]
  change(key: number, next: Partial<QueuedFile>): void
  canImport(file: QueuedFile): boolean
  finished(): void
}
interface Ended {
  readonly done: boolean
  readonly error: unknown
}

/** How long a run has worked: the time it was held does not count. */
function createRunClock() {
  /** Ticks with every progress, so that the remaining time is told again. */
  const activeMs = ref(0)
  let since: number | null = null
  let heldMs = 0
  let heldSince: number | null = null

  const heldFor = () => heldMs + (heldSince === null ? 0 : performance.now() - heldSince)
  return {
    activeMs,
    heldFor,
    start(): void {
      since = performance.now()
      heldMs = 0
    },
    stop(): void {
      since = null
      activeMs.value = 0
    },
    hold(): void {
      heldSince = performance.now()
    },
    letGo(): void {
      if (heldSince !== null) heldMs += performance.now() - heldSince
      heldSince = null
    },
    tick(): void {
      if (since !== null) activeMs.value = performance.now() - since - heldFor()
    },
  }
}

/** What the engine is asked to import of a file. */
function importInput(file: QueuedFile, fileId: string): Input<'import.run'> {
  return {
    fileId,
    sheets: chosenPlans(file).flatMap((plan) => planInput(plan) ?? []),
    ...readingOf(file),
    ...(file.path === '' || file.member ? {} : { path: file.path }),
  }
}
/** Rows of the chosen sheets together; null where one does not say. */
function expectedRows(file: QueuedFile): number | null {
  const counts = chosenPlans(file).map((plan) => file.inspection?.sheets[plan.place]?.rowCount ?? null)
  return counts.some((count) => count === null)
    ? null
    : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0)
}

export function createRunner(parts: RunnerParts) {
  const paused = ref(false)
  /** Files of the run under way, finished ones among them. */
  const tour = ref<readonly number[]>([])
  const clock = createRunClock()
  const stops = new Map<number, AbortController>()
  const ends = new Map<number, (ended: Ended) => void>()
  const waiters = new Set<() => void>()
  let running = false

  const inTour = computed(() => parts.files().filter((file) => tour.value.includes(file.key)))
  const whole = computed(() => (tour.value.length === 0 ? null : wholeProgress(inTour.value)))
  /** Seconds yet to go, by what was done so far; null while too little is known. */
  const secondsLeft = computed(() => {
    const progress = whole.value
    const byFile = secondsByFile(inTour.value)
    if (byFile !== null) return byFile
    if (progress === null || clock.activeMs.value < 1_500 || progress.doneBytes < progress.bytes * 0.01)
      return null
    return Math.max(
      1,
      Math.round(
        (((progress.bytes - progress.doneBytes) / progress.doneBytes) * clock.activeMs.value) / 1_000,
      ),
    )
  })

  /** Queues files; resolves for each with how it ended. */
  function queue(keys: readonly number[]): readonly Promise<Ended>[] {
    const wanted = keys.filter((key) =>
      parts.files().some((file) => file.key === key && parts.canImport(file)),
    )
    const promises = wanted.map(
      (key) =>
        new Promise<Ended>((resolve) => {
          ends.set(key, resolve)
        }),
    )
    tour.value = [...tour.value, ...wanted.filter((key) => !tour.value.includes(key))]
    for (const key of wanted) parts.change(key, { state: 'queued', error: null })
    void work()
    return promises
  }
  async function work(): Promise<void> {
    if (running) return
    running = true
    clock.start()
    try {
      for (;;) {
        while (paused.value)
          await new Promise<void>((resolve) => {
            waiters.add(resolve)
          })
        const next = parts.files().find((file) => file.state === 'queued')
        if (next === undefined) break
        await runOne(next)
      }
    } finally {
      running = false
      clock.stop()
      tour.value = []
      parts.finished()
    }
  }
  async function runOne(file: QueuedFile): Promise<void> {
    const { key } = file
    const end = (ended: Ended): void => {
      ends.get(key)?.(ended)
      ends.delete(key)
    }
    if (file.fileId === null) {
      end({
        done: false,
        error: new AppError('file-not-granted', 'the file is no longer at hand', { file: file.fileName }),
      })
      return
    }
    const stop = new AbortController()
    stops.set(key, stop)
    parts.change(key, {
      state: 'importing',
      error: null,
      progress: { stage: 'hash', done: 0, total: null, about: false, rate: null },
    })
    const heldBefore = clock.heldFor()
    let held = false
    const pace = paced(
      (progress) => {
        parts.change(key, { progress })
        clock.tick()
      },
      expectedRows(file),
      () => clock.heldFor() - heldBefore,
    )
    try {
      const batch = await caseApi.call('import.run', importInput(file, file.fileId), {
        signal: stop.signal,
        onProgress(raw) {
          // Pause may have been pressed before there was anything to hold.
          if (paused.value && !held && raw.stage === 'rows') {
            held = true
            void holdEngine(true)
          }
          if (!paused.value) held = false
          pace(raw)
        },
      })
      parts.change(key, { state: 'done', batch, progress: null })
      end({ done: true, error: null })
    } catch (error) {
      const cancelled = error instanceof AppError && error.code === 'cancelled'
      const already = error instanceof AppError && error.code === 'original-already-imported'
      parts.change(key, {
        state: cancelled ? 'ready' : already ? 'already' : 'failed',
        error: cancelled ? null : error,
        progress: null,
      })
      end({ done: false, error: cancelled || already ? null : error })
    } finally {
      stops.delete(key)
      clock.tick()
    }
  }

  async function holdEngine(hold: boolean): Promise<void> {
    try {
      await caseApi.call('import.pause', { paused: hold })
    } catch (error) {
      // The engine is gone, and the import with it; the import's own call tells so.
      if (!(error instanceof AppError)) throw error
    }
  }
  /** Nothing more is read or written until `resume`; the file under way is held where it is. */
  async function pause(): Promise<void> {
    if (paused.value || !running) return
    paused.value = true
    clock.hold()
    await holdEngine(true)
  }
  async function resume(): Promise<void> {
    if (!paused.value) return
    paused.value = false
    clock.letGo()
    for (const wake of [...waiters]) {
      waiters.delete(wake)
      wake()
    }
    await holdEngine(false)
  }
  /** Takes a file out of the run: one under way is cancelled and nothing of it stays; one that waits goes back to be decided on. */
  function cancel(key: number): void {
    const file = parts.files().find((candidate) => candidate.key === key)
    if (file?.state === 'queued') {
      parts.change(key, { state: 'ready' })
      tour.value = tour.value.filter((candidate) => candidate !== key)
      ends.get(key)?.({ done: false, error: null })
      ends.delete(key)
    }
    stops.get(key)?.abort()
  }
  function cancelAll(): void {
    for (const file of parts.files())
      if (file.state === 'queued' || file.state === 'importing') cancel(file.key)
    void resume()
  }
  /** Nothing of the last tour is kept: what is computed keeps its last value until it is asked again. */
  function forget(): void {
    tour.value = []
    for (const each of [inTour, whole, secondsLeft]) void each.value
  }
  return { paused, whole, secondsLeft, queue, pause, resume, cancel, cancelAll, forget }
}
