import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { BatchIssue, FileInspection, ImportBatch, SheetInspection, SheetPreview, TextEncoding } from '../../shared/contract/index.ts'
import { api, AppError, host } from '../api/index.ts'
import type { GrantedFile } from '../api/index.ts'
import { areAlike, isReady, planInput, proposedPlan, withField, withFieldsOf, withHeaderRow, withKind } from './importPlan.ts'
import type { SheetPlan } from './importPlan.ts'

/** waiting: to be taken up. reading: its head is looked at. ready: a person may decide. importing, done. already: the same bytes are in the case. failed: see `error`. */
export type FileState = 'waiting' | 'reading' | 'ready' | 'importing' | 'done' | 'already' | 'failed'
export interface ImportProgress {
  readonly stage: string
  readonly done: number
  readonly total: number | null
  /** Rows a second since the stage began; null while too little is known. */
  readonly rate: number | null
}
export interface QueuedFile {
  readonly key: number
  readonly fileName: string
  readonly size: number
  /** Folders the file stood in, relative, for recognition by where it lay. */
  readonly path: string
  readonly fileId: string | null
  readonly state: FileState
  readonly inspection: FileInspection | null
  readonly encoding: TextEncoding | null
  readonly plans: readonly SheetPlan[]
  readonly progress: ImportProgress | null
  readonly batch: ImportBatch | null
  readonly error: unknown
}
/** A file that was dropped or came from a folder. */
export interface DroppedFile { readonly file: File; readonly path: string }
export interface SheetLook { readonly preview: SheetPreview | null; readonly error: unknown; readonly loading: boolean }

const previewRows = 200
/** Rows a preview looks at in one sheet; counts of longer sheets are those of their beginning. */
export const lookedAtMost = 5_000
/** Sheets of one file whose counts are worked out ahead; further ones when they are looked at. */
const previewedAhead = 40
/** Left behind by systems and programs; never evidence. */
const litter = /^(?:\.|~\$|Thumbs\.db$|desktop\.ini$)/iu

/** The queue of files to be imported, what is decided about each, and the batches that are in the case. */
export const useImports = defineStore('imports', () => {
  const files = shallowRef<readonly QueuedFile[]>([])
  const selectedKey = ref<number | null>(null)
  const selectedSheet = ref(0)
  const looks = shallowRef<ReadonlyMap<string, SheetLook>>(new Map())
  const batches = shallowRef<readonly ImportBatch[]>([])
  const batchesListed = ref(false)
  /** Batches being undone or redone. */
  const moving = shallowRef<ReadonlyMap<number, ImportProgress>>(new Map())
  const stops = new Map<number, AbortController>()
  const previewStops = new Map<string, AbortController>()
  let nextKey = 1
  let pumping = false
  let pumped: Promise<void> = Promise.resolve()

  const selected = computed(() => files.value.find((file) => file.key === selectedKey.value) ?? null)
  const sheet = computed<SheetInspection | null>(() => selected.value?.inspection?.sheets.find((candidate) => candidate.index === selectedSheet.value) ?? null)
  const plan = computed<SheetPlan | null>(() => selected.value?.plans.find((candidate) => candidate.index === selectedSheet.value) ?? null)
  const readyFiles = computed(() => files.value.filter((file) => canImport(file)))
  const busy = computed(() => files.value.some((file) => file.state === 'importing'))

  function change(key: number, next: Partial<QueuedFile>): void {
    files.value = files.value.map((file) => (file.key === key ? { ...file, ...next } : file))
  }
  const fileOf = (key: number) => files.value.find((file) => file.key === key)
  function chosenPlans(file: QueuedFile): readonly SheetPlan[] {
    return file.plans.filter((candidate) => candidate.chosen)
  }
  /** Ready as a whole: something is chosen, and nothing chosen lacks a field it needs. */
  function canImport(file: QueuedFile): boolean {
    const chosen = chosenPlans(file)
    return file.state === 'ready' && chosen.length > 0 && chosen.every(isReady)
  }

  function entry(fileName: string, size: number, path: string, fileId: string | null): QueuedFile {
    return { key: nextKey++, fileName, size, path, fileId, state: 'waiting', inspection: null, encoding: null, plans: [], progress: null, batch: null, error: null }
  }
  function enqueue(added: readonly QueuedFile[]): void {
    if (added.length === 0) return
    files.value = [...files.value, ...added]
    if (selected.value === null) select(added[0]?.key ?? null)
  }
  /** Files the host has granted already. */
  function addGranted(granted: readonly GrantedFile[]): void {
    enqueue(granted.map((file) => entry(file.fileName, file.size, '', file.fileId)))
    void pump()
  }
  /** Files from the place's own dialog. */
  async function pick(): Promise<void> {
    addGranted(await host.pickFiles('spreadsheets'))
  }
  /** Dropped files; each is handed to the host when its turn comes. */
  function addDropped(dropped: readonly DroppedFile[]): void {
    const wanted = dropped.filter(({ file }) => !litter.test(file.name))
    const queued = wanted.map(({ file, path }) => ({ file, queued: entry(file.name, file.size, path, null) }))
    for (const { file, queued: { key } } of queued) handed.set(key, file)
    enqueue(queued.map((pair) => pair.queued))
    void pump()
  }
  const handed = new Map<number, File>()

  /** Looks at waiting files, one after the other. */
  function pump(): Promise<void> {
    if (pumping) return pumped
    pumping = true
    pumped = lookAtWaiting().finally(() => { pumping = false })
    return pumped
  }
  async function lookAtWaiting(): Promise<void> {
    for (let next = waiting(); next !== undefined; next = waiting()) await look(next)
  }
  const waiting = () => files.value.find((file) => file.state === 'waiting')

  async function look(file: QueuedFile): Promise<void> {
    const { key } = file
    const stop = new AbortController()
    stops.set(key, stop)
    change(key, { state: 'reading', error: null })
    try {
      let { fileId } = file
      const given = handed.get(key)
      if (fileId === null && given !== undefined) {
        fileId = (await host.take(given)).fileId
        handed.delete(key)
      }
      if (fileId === null) throw new AppError('file-not-granted', 'the file is no longer at hand', { file: file.fileName })
      const inspection = await api.call('import.inspect', { fileId, ...(file.encoding === null ? {} : { encoding: file.encoding }) }, { signal: stop.signal })
      const plans = inspection.sheets.map(proposedPlan)
      change(key, { fileId, inspection, plans, size: inspection.size, state: inspection.alreadyImported === null ? 'ready' : 'already' })
      if (selectedKey.value === key) showSheet(firstSheet(plans))
      if (fileOf(key)?.state === 'ready') void previewAll(key)
    } catch (error) {
      if (fileOf(key) !== undefined) change(key, { state: 'failed', error })
    } finally {
      stops.delete(key)
    }
  }
  function firstSheet(plans: readonly SheetPlan[]): number {
    return (plans.find((candidate) => candidate.chosen) ?? plans[0])?.index ?? 0
  }
  function select(key: number | null): void {
    selectedKey.value = key
    const file = key === null ? undefined : fileOf(key)
    if (file !== undefined) showSheet(firstSheet(file.plans))
  }
  function showSheet(index: number): void {
    selectedSheet.value = index
    if (selected.value !== null) void preview(selected.value.key, index)
  }

  const lookKey = (file: QueuedFile, input: unknown) => `${file.key} ${file.encoding ?? ''} ${JSON.stringify(input)}`
  function setLook(key: string, next: SheetLook): void {
    looks.value = new Map([...looks.value, [key, next]])
  }
  /** What a sheet becomes under its plan, as far as it is known. */
  function lookOf(file: QueuedFile, index: number): SheetLook | null {
    const input = planFor(file, index)
    return input === null ? null : looks.value.get(lookKey(file, input)) ?? null
  }
  function planFor(file: QueuedFile, index: number): ReturnType<typeof planInput> {
    const found = file.plans.find((candidate) => candidate.index === index)
    return found === undefined ? null : planInput(found)
  }
  async function preview(key: number, index: number): Promise<void> {
    const file = fileOf(key)
    if (file?.fileId === null || file === undefined || file.state !== 'ready') return
    const input = planFor(file, index)
    if (input === null || input.columns.every((column) => column.field === null)) return
    const place = lookKey(file, input)
    const known = looks.value.get(place)
    if (known !== undefined && (known.loading || known.preview !== null)) return
    const slot = `${key} ${index}`
    previewStops.get(slot)?.abort()
    const stop = new AbortController()
    previewStops.set(slot, stop)
    setLook(place, { preview: null, error: null, loading: true })
    try {
      const found = await api.call('import.preview', { fileId: file.fileId, sheet: input, limit: previewRows, ...(file.encoding === null ? {} : { encoding: file.encoding }) }, { signal: stop.signal })
      setLook(place, { preview: found, error: null, loading: false })
    } catch (error) {
      if (stop.signal.aborted) looks.value = new Map([...looks.value].filter(([candidate]) => candidate !== place))
      else setLook(place, { preview: null, error, loading: false })
    } finally {
      if (previewStops.get(slot) === stop) previewStops.delete(slot)
    }
  }
  async function previewAll(key: number): Promise<void> {
    const file = fileOf(key)
    if (file === undefined) return
    for (const candidate of chosenPlans(file).slice(0, previewedAhead)) {
      if (fileOf(key)?.state !== 'ready') return
      await preview(key, candidate.index)
    }
  }

  function setPlan(key: number, next: SheetPlan): void {
    const file = fileOf(key)
    if (file === undefined) return
    change(key, { plans: file.plans.map((candidate) => (candidate.index === next.index ? next : candidate)) })
    void preview(key, next.index)
  }
  function setKind(kind: string | null): void {
    if (selected.value !== null && sheet.value !== null && plan.value !== null) setPlan(selected.value.key, withKind(plan.value, sheet.value, kind))
  }
  function setHeaderRow(row: number): void {
    if (selected.value !== null && sheet.value !== null && plan.value !== null) setPlan(selected.value.key, withHeaderRow(plan.value, sheet.value, row))
  }
  function setChosen(index: number, chosen: boolean): void {
    const file = selected.value
    if (file !== null) change(file.key, { plans: file.plans.map((candidate) => (candidate.index === index ? { ...candidate, chosen } : candidate)) })
  }
  /** Gives a column another field, in this sheet and in all of the file with the same header. Returns how many sheets that were. */
  function setField(position: number, field: string | null): number {
    const file = selected.value
    const before = plan.value
    if (file === null || before === null) return 0
    const after = withField(before, position, field)
    const isContext = before.columns[position]?.column === null
    const next = file.plans.map((candidate) => (candidate.index === before.index ? after : !isContext && areAlike(candidate, before) ? withFieldsOf(candidate, after) : candidate))
    change(file.key, { plans: next })
    void preview(file.key, before.index).then(() => previewAll(file.key))
    return next.filter((candidate, index) => candidate !== file.plans[index]).length
  }
  async function setEncoding(encoding: TextEncoding): Promise<void> {
    const file = selected.value
    if (file === null) return
    change(file.key, { encoding, state: 'waiting', inspection: null, plans: [] })
    await pump()
  }

  /** Imports the chosen sheets of a file, in one transaction. */
  async function run(key: number): Promise<void> {
    const file = fileOf(key)
    if (file === undefined || file.fileId === null || !canImport(file)) return
    const stop = new AbortController()
    stops.set(key, stop)
    change(key, { state: 'importing', error: null, progress: { stage: 'hash', done: 0, total: null, rate: null } })
    const sheets = chosenPlans(file).flatMap((candidate) => planInput(candidate) ?? [])
    const counts = chosenPlans(file).map((candidate) => file.inspection?.sheets.find((entryOf) => entryOf.index === candidate.index)?.rowCount ?? null)
    const expected = counts.some((count) => count === null) ? null : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0)
    try {
      const batch = await api.call('import.run', { fileId: file.fileId, sheets, ...(file.encoding === null ? {} : { encoding: file.encoding }), ...(file.path === '' ? {} : { path: file.path }) }, {
        signal: stop.signal, onProgress: paced((progress) => change(key, { progress }), expected),
      })
      change(key, { state: 'done', batch, progress: null })
    } catch (error) {
      const cancelled = error instanceof AppError && error.code === 'cancelled'
      const already = error instanceof AppError && error.code === 'original-already-imported'
      change(key, { state: cancelled ? 'ready' : already ? 'already' : 'failed', error: cancelled ? null : error, progress: null })
      if (!cancelled && !already) throw error
    } finally {
      stops.delete(key)
    }
  }
  /** Imports everything that is ready, file after file; a file that fails says so in the queue and does not hold up the others. */
  async function runAll(): Promise<{ readonly done: number; readonly failed: number }> {
    let done = 0
    let failed = 0
    const tried = new Set<number>()
    for (;;) {
      const key = readyFiles.value.find((file) => !tried.has(file.key))?.key
      if (key === undefined) {
        // Files still being looked at are part of what was asked for.
        if (waiting() === undefined && !pumping) break
        await pumped
        continue
      }
      tried.add(key)
      try {
        await run(key)
        if (fileOf(key)?.state === 'done') done++
      } catch {
        failed++
      }
    }
    return { done, failed }
  }
  function cancel(key: number): void {
    stops.get(key)?.abort()
  }
  function again(key: number): void {
    change(key, { state: 'waiting', error: null })
    void pump()
  }
  function remove(key: number): void {
    cancel(key)
    handed.delete(key)
    const at = files.value.findIndex((file) => file.key === key)
    files.value = files.value.filter((file) => file.key !== key)
    if (selectedKey.value === key) select((files.value[at] ?? files.value[at - 1])?.key ?? null)
  }
  function clearDone(): void {
    files.value = files.value.filter((file) => file.state !== 'done' && file.state !== 'already')
    if (selected.value === null) select(files.value[0]?.key ?? null)
  }

  async function refreshBatches(): Promise<void> {
    const listed = await api.call('import.batches', {})
    batches.value = listed
    batchesListed.value = true
    // A batch may have been undone or redone elsewhere, by the history or the keyboard.
    files.value = files.value.map((file) => (file.batch === null ? file : { ...file, batch: listed.find((batch) => batch.batchId === file.batch?.batchId) ?? null }))
  }
  /** Rows of one outcome; with null all of these, then the remarks on cells of accepted rows. */
  async function issues(batchId: number, outcome: 'duplicate' | 'rejected' | 'skipped' | null, offset: number, limit: number, signal?: AbortSignal): Promise<{ readonly total: number; readonly rows: readonly BatchIssue[] }> {
    return api.call('import.issues', { batchId, ...(outcome === null ? {} : { outcome }), offset, limit }, signal === undefined ? {} : { signal })
  }
  function setMoving(batchId: number, progress: ImportProgress | null): void {
    const next = new Map(moving.value)
    if (progress === null) next.delete(batchId)
    else next.set(batchId, progress)
    moving.value = next
  }
  /** Takes a batch out of the case again, or brings it back. */
  async function move(batchId: number, to: 'undone' | 'active'): Promise<void> {
    setMoving(batchId, { stage: to === 'undone' ? 'remove' : 'rows', done: 0, total: null, rate: null })
    try {
      const batch = await api.call(to === 'undone' ? 'import.undo' : 'import.redo', { batchId }, { onProgress: paced((progress) => setMoving(batchId, progress), null) })
      files.value = files.value.map((file) => (file.batch?.batchId === batchId ? { ...file, batch } : file))
      await refreshBatches()
    } finally {
      setMoving(batchId, null)
    }
  }
  function reset(): void {
    for (const stop of [...stops.values(), ...previewStops.values()]) stop.abort()
    files.value = []
    looks.value = new Map()
    batches.value = []
    batchesListed.value = false
    handed.clear()
    selectedKey.value = null
  }

  return {
    files, selectedKey, selected, selectedSheet, sheet, plan, readyFiles, busy, batches, batchesListed, moving, looks,
    addGranted, addDropped, pick, select, showSheet, lookOf, canImport, chosenPlans, setKind, setHeaderRow, setField, setChosen, setEncoding,
    run, runAll, cancel, again, remove, clearDone, refreshBatches, issues, move, reset,
  }
})

/** Turns raw progress into progress with a rate, counted within each stage. `expected` stands in for a total that is not told. */
function paced(tell: (progress: ImportProgress) => void, expected: number | null): (raw: { readonly stage: string; readonly done: number; readonly total: number | null }) => void {
  let stage = ''
  let since = 0
  let first = 0
  return (raw) => {
    const now = performance.now()
    if (raw.stage !== stage) [stage, since, first] = [raw.stage, now, raw.done]
    const seconds = (now - since) / 1_000
    const rate = seconds < 0.5 || raw.done <= first ? null : Math.round((raw.done - first) / seconds)
    tell({ stage: raw.stage, done: raw.done, total: raw.total ?? (raw.stage === 'rows' ? expected : null), rate })
  }
}
