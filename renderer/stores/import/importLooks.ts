/** What sheets become under their plans, worked out beside everything else: the sheet that is looked at first and whole, the others by their counts. */
import { shallowRef } from 'vue'
import type { SheetPreview } from '../../../shared/contract/index.ts'
import { caseApi } from '../caseBound.ts'
import { chosenPlans, readingOf } from './importFiles.ts'
import type { QueuedFile } from './importFiles.ts'
import { planInput } from './importPlan.ts'
import type { PlanInput } from './importPlan.ts'

export interface SheetLook {
  readonly preview: SheetPreview | null
  /** Whether the first rows are there too, not counts and problems alone. */
  readonly whole: boolean
  readonly error: unknown
  readonly loading: boolean
}
const shownRows = 200
/** Rows a preview looks at in one sheet; counts of longer sheets are those of their beginning. */
export const lookedAtMost = 5_000
/** Sheets of one file whose counts are worked out ahead; further ones when they are looked at. */
const countedAhead = 40

/** How far the chosen sheets of a file were looked over: what is told of them is no surer than this. */
export interface LookedOver {
  /** Rows looked at. */
  readonly rows: number
  /** Chosen sheets, and those of them under way, not begun, and not to be previewed. */
  readonly sheets: number
  readonly looking: number
  readonly unseen: number
  readonly failed: number
  /** Some sheet goes on below the rows that were looked at. */
  readonly further: boolean
}
export function lookedOver(file: QueuedFile, lookOf: Looks['lookOf']): LookedOver {
  const over = { rows: 0, sheets: 0, looking: 0, unseen: 0, failed: 0, further: false }
  for (const plan of chosenPlans(file)) {
    const look = lookOf(file, plan.place)
    over.sheets += 1
    if (look?.loading === true) over.looking += 1
    else if (look?.preview === undefined) over.unseen += 1
    else if (look.preview === null) over[look.error === null ? 'unseen' : 'failed'] += 1
    if (look === null || look.preview === null) continue
    const { lookedAt } = look.preview
    over.rows += lookedAt
    const all = file.inspection?.sheets[plan.place]?.rowCount ?? Number.POSITIVE_INFINITY
    if (lookedAt >= lookedAtMost && lookedAt < all) over.further = true
  }
  return over
}
/** Whether every row of every chosen sheet was looked at. */
export function isComplete(over: LookedOver): boolean {
  return over.sheets > 0 && over.looking + over.unseen + over.failed === 0 && !over.further
}

export interface Looks {
  /** What a sheet becomes under its plan, as far as it is known. */
  lookOf(file: QueuedFile, sheet: number): SheetLook | null
  /** Sees to it that a sheet is previewed with its first rows. */
  show(key: number, sheet: number): Promise<void>
  /** Has the chosen sheets of a file counted when nothing else is to be done. */
  countAhead(key: number): void
  forget(key: number): void
  clear(): void
}

/** Previews over the files that `fileOf` tells. */
export function createLooks(fileOf: (key: number) => QueuedFile | undefined): Looks {
  const looks = shallowRef<ReadonlyMap<string, SheetLook>>(new Map())
  const stops = new Map<string, AbortController>()
  const ahead: number[] = []
  let counting = false

  const placeOf = (file: QueuedFile, input: PlanInput) =>
    `${file.key} ${`${file.encoding ?? ''} ${file.separator ?? ''}`} ${JSON.stringify(input)}`
  function set(place: string, look: SheetLook | null): void {
    const next = new Map(looks.value)
    if (look === null) next.delete(place)
    else next.set(place, look)
    looks.value = next
  }
  function inputOf(file: QueuedFile, sheet: number): PlanInput | null {
    const plan = file.plans.find((candidate) => candidate.place === sheet)
    const input = plan === undefined ? null : planInput(plan)
    return input === null || input.columns.every((column) => column.field === null) ? null : input
  }
  async function look(key: number, sheet: number, whole: boolean): Promise<void> {
    const file = fileOf(key)
    if (file?.fileId === null || file === undefined || (file.state !== 'ready' && file.state !== 'queued'))
      return
    const input = inputOf(file, sheet)
    if (input === null) return
    const place = placeOf(file, input)
    const known = looks.value.get(place)
    if (known !== undefined && (known.loading || known.preview !== null) && (known.whole || !whole)) return
    const slot = `${key} ${sheet}`
    stops.get(slot)?.abort()
    const stop = new AbortController()
    stops.set(slot, stop)
    set(place, { preview: known?.preview ?? null, whole, error: null, loading: true })
    try {
      const preview = await caseApi.call(
        'import.preview',
        { fileId: file.fileId, sheet: input, limit: whole ? shownRows : 0, ...readingOf(file) },
        { signal: stop.signal },
      )
      if (fileOf(key) === undefined) set(place, null)
      else set(place, { preview, whole, error: null, loading: false })
    } catch (error) {
      set(place, stop.signal.aborted ? null : { preview: null, whole, error, loading: false })
    } finally {
      if (stops.get(slot) === stop) stops.delete(slot)
    }
  }
  async function countAll(): Promise<void> {
    for (let key = ahead.shift(); key !== undefined; key = ahead.shift()) {
      const file = fileOf(key)
      for (const plan of file === undefined ? [] : chosenPlans(file).slice(0, countedAhead))
        await look(key, plan.place, false)
    }
  }

  return {
    lookOf(file, sheet) {
      const input = inputOf(file, sheet)
      return input === null ? null : (looks.value.get(placeOf(file, input)) ?? null)
    },
    show: (key, sheet) => look(key, sheet, true),
    countAhead(key) {
      if (!ahead.includes(key)) ahead.push(key)
      if (counting) return
      counting = true
      void countAll().finally(() => {
        counting = false
      })
    },
    forget(key) {
      for (const [slot, stop] of stops) if (slot.startsWith(`${key} `)) stop.abort()
      looks.value = new Map([...looks.value].filter(([place]) => !place.startsWith(`${key} `)))
    },
    clear() {
      for (const stop of stops.values()) stop.abort()
      ahead.length = 0
      looks.value = new Map()
    },
  }
}
