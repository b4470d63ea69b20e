import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { FileInspection, SheetInspection } from '../../../shared/contract/index.ts'
import { fromEnvelope } from '../../../shared/errors.ts'
import { AppError, host } from '../../api/index.ts'
import { caseApi, onCaseChange } from '../caseBound.ts'
import type { GrantedFile } from '../../api/index.ts'
import { createBatches } from './importBatches.ts'
import {
  canImport,
  chosenPlans,
  isLocked,
  isSure,
  newFile,
  readingOf,
  standingOf,
  wantsPassword,
} from './importFiles.ts'
import type { QueuedFile, Standing } from './importFiles.ts'
import { createLooks } from './importLooks.ts'
import {
  areAlike,
  decidedLike,
  proposedPlan,
  samePlan,
  withField,
  withFieldsOf,
  withFixedValue,
  withHeaderRow,
  withKind,
} from './importPlan.ts'
import type { SheetPlan } from './importPlan.ts'
import { createRunner } from './importRunner.ts'

/** A file that was dropped or came from a folder. */
export interface DroppedFile {
  readonly file: File
  readonly path: string
}
/** An archive that was taken apart. */
export interface Unpacked {
  readonly fileName: string
  readonly files: number
  readonly refused: number
  readonly ignored: number
}

/** Left behind by systems and programs; never evidence. */
const litter = /^(?:\.|~\$|Thumbs\.db$|desktop\.ini$)/iu

/** The queue of files to be imported, what is decided about each, and the batches that are in the case. It outlives the screen. */
export const useImports = defineStore('imports', () => {
  const files = shallowRef<readonly QueuedFile[]>([])
  const selectedKey = ref<number | null>(null)
  const selectedSheet = ref(0)
  const filter = ref<Standing | 'all'>('all')
  const stops = new Map<number, AbortController>()
  const handed = new Map<number, File>()
  /** Passwords that have opened a file in this run of the program, the latest first; never kept. */
  let known: readonly string[] = []
  /** What came out of archives since the list was last asked for. */
  const unpacked = shallowRef<readonly Unpacked[]>([])
  let nextKey = 1
  let pumping = false
  let pumped: Promise<void> = Promise.resolve()

  const fileOf = (key: number) => files.value.find((file) => file.key === key)
  function change(key: number, next: Partial<QueuedFile>): void {
    files.value = files.value.map((file) => (file.key === key ? { ...file, ...next } : file))
  }
  const looks = createLooks(fileOf)
  const kept = createBatches((listed) => {
    // A batch may have been undone or redone elsewhere, by the history or the keyboard.
    files.value = files.value.map((file) =>
      file.batch === null
        ? file
        : { ...file, batch: listed.find((batch) => batch.batchId === file.batch?.batchId) ?? null },
    )
  })
  const runner = createRunner({ files: () => files.value, change, canImport, finished: () => undefined })

  const selected = computed(() => files.value.find((file) => file.key === selectedKey.value) ?? null)
  const sheet = computed<SheetInspection | null>(
    () => selected.value?.inspection?.sheets[selectedSheet.value] ?? null,
  )
  const plan = computed<SheetPlan | null>(() => selected.value?.plans[selectedSheet.value] ?? null)
  const sureFiles = computed(() => files.value.filter(isSure))
  const busy = computed(() =>
    files.value.some((file) => file.state === 'importing' || file.state === 'queued'),
  )
  const counts = computed(() => {
    const found: Record<Standing, number> = { ready: 0, decide: 0, working: 0, failed: 0, done: 0 }
    for (const file of files.value) found[standingOf(file)]++
    return found
  })
  const shown = computed(() =>
    filter.value === 'all' ? files.value : files.value.filter((file) => standingOf(file) === filter.value),
  )

  function enqueue(added: readonly QueuedFile[]): void {
    if (added.length === 0) return
    files.value = [...files.value, ...added]
    if (selected.value === null) select(added[0]?.key ?? null)
  }
  /** Files the host has granted already. */
  function addGranted(granted: readonly GrantedFile[]): void {
    enqueue(granted.map((file) => newFile(nextKey++, file.fileName, file.size, '', file.fileId)))
    void pump()
  }
  /** Files from the place's own dialog. */
  async function pick(): Promise<void> {
    addGranted(await host.pickFiles('spreadsheets'))
  }
  /** Dropped files; each is handed to the host when its turn comes. */
  function addDropped(dropped: readonly DroppedFile[]): void {
    const queued = dropped
      .filter(({ file }) => !litter.test(file.name))
      .map(({ file, path }) => ({ file, queued: newFile(nextKey++, file.name, file.size, path, null) }))
    for (const {
      file,
      queued: { key },
    } of queued)
      handed.set(key, file)
    enqueue(queued.map((pair) => pair.queued))
    void pump()
  }

  /** Looks at waiting files, one after the other; the one a person looks at comes first. */
  function pump(): Promise<void> {
    if (pumping) return pumped
    pumping = true
    pumped = lookAtWaiting().finally(() => {
      pumping = false
    })
    return pumped
  }
  async function lookAtWaiting(): Promise<void> {
    for (let next = waiting(); next !== undefined; next = waiting()) await look(next)
  }
  const waiting = () =>
    selected.value?.state === 'waiting'
      ? selected.value
      : files.value.find((file) => file.state === 'waiting')

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
        change(key, { fileId })
      }
      if (fileId === null)
        throw new AppError('file-not-granted', 'the file is no longer at hand', { file: file.fileName })
      const inspection = await inspect({ ...file, fileId }, fileId, stop.signal)
      if (inspection === null) return
      const plans = inspection.sheets.map((found, place) => proposedPlan(found, place))
      change(key, {
        inspection,
        plans,
        decided: [],
        size: inspection.size,
        state: inspection.alreadyImported === null ? 'ready' : 'already',
      })
      if (selectedKey.value === key) showSheet(firstSheet(plans))
      if (fileOf(key)?.state === 'ready') looks.countAhead(key)
    } catch (error) {
      if (fileOf(key) !== undefined) change(key, { state: 'failed', error })
    } finally {
      stops.delete(key)
    }
  }
  /** The head of a file, opened with a password that opened another where it needs one. Null: an archive, whose files stand in its place now. */
  async function inspect(
    file: QueuedFile,
    fileId: string,
    signal: AbortSignal,
  ): Promise<FileInspection | null> {
    const { key } = file
    const tries = [file.password, ...known.filter((password) => password !== file.password)]
    for (const [index, password] of tries.entries()) {
      try {
        const inspection = await caseApi.call(
          'import.inspect',
          { fileId, ...readingOf({ ...file, password }) },
          { signal },
        )
        opened(key, password)
        return inspection
      } catch (error) {
        if (error instanceof AppError && error.code === 'file-is-archive') {
          if (await unpack(file, fileId, password, signal, index === tries.length - 1)) return null
        } else if (!wantsPassword(error) || index === tries.length - 1)
          throw file.password === null && wantsPassword(error)
            ? new AppError('file-encrypted', 'a password is needed', { file: file.fileName })
            : error
      }
    }
    return null
  }
  function opened(key: number, password: string | null): void {
    if (password === null) return
    known = [password, ...known.filter((other) => other !== password)].slice(0, 5)
    change(key, { password })
  }
  /** Puts the files of an archive in its place. False when it asks for another password than this, and there is one to try yet. */
  async function unpack(
    file: QueuedFile,
    fileId: string,
    password: string | null,
    signal: AbortSignal,
    last: boolean,
  ): Promise<boolean> {
    try {
      const path = file.path === '' || file.member ? undefined : `${file.path}/${file.fileName}`
      const found = await caseApi.call(
        'import.unpack',
        { fileId, ...(password === null ? {} : { password }), ...(path === undefined ? {} : { path }) },
        { signal },
      )
      opened(file.key, password)
      const folder = (inside: string) => inside.split('/').slice(0, -1).join('/')
      const members = found.members.map((member) => ({
        ...newFile(nextKey++, member.fileName, member.size, folder(member.path), member.fileId),
        member: true,
      }))
      const refused = found.refused.map(({ path: inside, error }) => ({
        ...newFile(nextKey++, inside.split('/').at(-1) ?? inside, 0, folder(inside), null),
        member: true,
        state: 'failed' as const,
        error: fromEnvelope(error),
      }))
      files.value = files.value.flatMap((candidate) =>
        candidate.key === file.key ? [...members, ...refused] : [candidate],
      )
      if (selectedKey.value === file.key)
        select(members[0]?.key ?? refused[0]?.key ?? files.value[0]?.key ?? null)
      unpacked.value = [
        ...unpacked.value,
        {
          fileName: file.fileName,
          files: members.length,
          refused: refused.length,
          ignored: found.ignored.length,
        },
      ]
      return true
    } catch (error) {
      if (!wantsPassword(error) || last)
        throw file.password === null && wantsPassword(error)
          ? new AppError('file-encrypted', 'a password is needed', { file: file.fileName })
          : error
      return false
    }
  }
  /** Archives taken apart since this was last asked. */
  function takeUnpacked(): readonly Unpacked[] {
    const told = unpacked.value
    if (told.length > 0) unpacked.value = []
    return told
  }
  const lockedFiles = computed(() => files.value.filter(isLocked))
  /** Tries a password on a locked file and, where it opens that one, on all others that are locked. Returns how many it opened. */
  async function unlock(key: number, password: string): Promise<number> {
    const before = lockedFiles.value.length
    await readAgain(key, { password })
    if (known[0] !== password) return 0
    for (const file of lockedFiles.value) change(file.key, { state: 'waiting', password: null, error: null })
    await pump()
    return before - lockedFiles.value.length
  }
  function firstSheet(plans: readonly SheetPlan[]): number {
    return (plans.find((candidate) => candidate.chosen) ?? plans[0])?.place ?? 0
  }
  function select(key: number | null): void {
    selectedKey.value = key
    const file = key === null ? undefined : fileOf(key)
    if (file !== undefined) showSheet(firstSheet(file.plans))
  }
  function showSheet(place: number): void {
    selectedSheet.value = place
    if (selected.value !== null) void looks.show(selected.value.key, place)
  }

  /** Puts changed plans in and marks them as decided by a person. */
  function decide(key: number, changed: readonly SheetPlan[]): void {
    const file = fileOf(key)
    if (file === undefined || changed.length === 0) return
    change(key, {
      plans: file.plans.map(
        (candidate) => changed.find((next) => next.place === candidate.place) ?? candidate,
      ),
      decided: [...new Set([...file.decided, ...changed.map(({ place }) => place)])],
    })
    if (key === selectedKey.value) void looks.show(key, selectedSheet.value)
    looks.countAhead(key)
  }
  function setKind(kind: string | null): void {
    if (selected.value !== null && sheet.value !== null && plan.value !== null)
      decide(selected.value.key, [withKind(plan.value, sheet.value, kind)])
  }
  function setHeaderRow(row: number): void {
    if (selected.value !== null && sheet.value !== null && plan.value !== null)
      decide(selected.value.key, [withHeaderRow(plan.value, sheet.value, row)])
  }
  /** Whether sheets of the selected file are imported. */
  function setChosen(places: readonly number[], chosen: boolean): void {
    const file = selected.value
    if (file !== null)
      change(file.key, {
        plans: file.plans.map((candidate) =>
          places.includes(candidate.place) && (candidate.kind !== null || !chosen)
            ? { ...candidate, chosen }
            : candidate,
        ),
      })
    if (file !== null && chosen) looks.countAhead(file.key)
  }
  /** Gives a column another field, in this sheet and in all of the file with the same header. Returns how many sheets that were. */
  function setField(position: number, field: string | null): number {
    const file = selected.value
    const before = plan.value
    if (file === null || before === null) return 0
    const after = withField(before, position, field)
    const isContext = before.columns[position]?.column === null
    const changed = file.plans.flatMap((candidate) =>
      candidate.place === before.place
        ? [after]
        : !isContext && areAlike(candidate, before)
          ? [withFieldsOf(candidate, after)]
          : [],
    )
    decide(file.key, changed)
    return changed.length
  }
  /** Gives a field one value for every row of the sheet shown; an empty one takes it out again. */
  function setFixed(field: string, value: string): void {
    if (selected.value !== null && plan.value !== null)
      decide(selected.value.key, [withFixedValue(plan.value, field, value)])
  }
  /** Says that the chosen sheets of a file are right as they are proposed. */
  function confirm(key: number): void {
    const file = fileOf(key)
    if (file !== undefined)
      change(key, {
        decided: [...new Set([...file.decided, ...chosenPlans(file).map(({ place }) => place)])],
      })
  }
  /** Other files that are still to be decided on and hold a sheet with the header of the one shown, read in another way than it. */
  const alikeElsewhere = computed(() => {
    const [model, modelSheet] = [plan.value, sheet.value]
    if (model === null || modelSheet === null || model.headerRow === null) return []
    return files.value.flatMap((file) => {
      if (file.key === selectedKey.value || file.state !== 'ready') return []
      const changed = file.plans.flatMap((candidate) => {
        const other = file.inspection?.sheets[candidate.place]
        const next = other === undefined ? null : decidedLike(model, candidate, other)
        return next === null || samePlan(next, candidate) ? [] : [next]
      })
      return changed.length === 0 ? [] : [{ key: file.key, changed }]
    })
  })
  /** Reads them as the sheet that is shown. Returns how many files that were. */
  function applyElsewhere(): number {
    const found = alikeElsewhere.value
    for (const { key, changed } of found) decide(key, changed)
    return found.length
  }
  /** Reads the selected file with another encoding or separator. */
  async function setReading(means: Partial<Pick<QueuedFile, 'encoding' | 'separator'>>): Promise<void> {
    if (selected.value !== null) await readAgain(selected.value.key, means)
  }
  /** Looks at a file anew, with other means. */
  async function readAgain(key: number, means: Partial<QueuedFile>): Promise<void> {
    change(key, { ...means, state: 'waiting', inspection: null, plans: [], decided: [], error: null })
    await pump()
  }

  /** Imports the chosen sheets of a file when its turn comes, in one transaction. Throws what it failed with. */
  async function run(key: number): Promise<void> {
    const ended = await runner.queue([key])[0]
    if (ended !== undefined && ended.error !== null) throw ended.error
  }
  /** Imports everything that is sure, file after file; a file that fails says so in the queue and does not hold up the others. */
  async function runSure(): Promise<{ readonly done: number; readonly failed: number }> {
    const ended = []
    for (;;) {
      const wanted = sureFiles.value.map((file) => file.key)
      ended.push(...(await Promise.all(runner.queue(wanted))))
      // Files still being looked at are part of what was asked for.
      if (waiting() === undefined && !pumping && sureFiles.value.every((file) => wanted.includes(file.key)))
        break
      await pumped
    }
    return {
      done: ended.filter(({ done }) => done).length,
      failed: ended.filter(({ error }) => error !== null).length,
    }
  }
  function again(key: number): void {
    void readAgain(key, {})
  }
  function remove(key: number): void {
    runner.cancel(key)
    stops.get(key)?.abort()
    looks.forget(key)
    handed.delete(key)
    const at = files.value.findIndex((file) => file.key === key)
    files.value = files.value.filter((file) => file.key !== key)
    if (selectedKey.value === key) select((files.value[at] ?? files.value[at - 1])?.key ?? null)
  }
  /** Puts a file before or behind its neighbour in the list that is shown; the order is that of the import. */
  function reorder(key: number, to: number): void {
    const file = fileOf(key)
    const target = shown.value[to]
    if (file === undefined || target === undefined || target.key === key) return
    const later =
      files.value.findIndex((candidate) => candidate.key === key) <
      files.value.findIndex((candidate) => candidate.key === target.key)
    const rest = files.value.filter((candidate) => candidate.key !== key)
    rest.splice(rest.findIndex((candidate) => candidate.key === target.key) + (later ? 1 : 0), 0, file)
    files.value = rest
  }
  function clearDone(): void {
    for (const file of files.value.filter((candidate) => standingOf(candidate) === 'done'))
      looks.forget(file.key)
    files.value = files.value.filter((file) => standingOf(file) !== 'done')
    if (filter.value === 'done') filter.value = 'all'
    if (selected.value === null) select(files.value[0]?.key ?? null)
  }
  function reset(): void {
    runner.cancelAll()
    for (const stop of stops.values()) stop.abort()
    looks.clear()
    files.value = []
    kept.clearBatches()
    handed.clear()
    selectedKey.value = null
    selectedSheet.value = 0
    unpacked.value = []
    filter.value = 'all'
    known = []
  }
  onCaseChange(reset)

  return {
    files,
    shown,
    filter,
    counts,
    selectedKey,
    selected,
    selectedSheet,
    sheet,
    plan,
    sureFiles,
    busy,
    alikeElsewhere,
    batches: kept.batches,
    batchesListed: kept.batchesListed,
    moving: kept.moving,
    refreshBatches: kept.refreshBatches,
    issues: kept.issues,
    groups: kept.groups,
    move: kept.move,
    paused: runner.paused,
    whole: runner.whole,
    secondsLeft: runner.secondsLeft,
    pause: runner.pause,
    resume: runner.resume,
    cancel: runner.cancel,
    cancelAll: runner.cancelAll,
    lookOf: looks.lookOf,
    addGranted,
    addDropped,
    pick,
    select,
    showSheet,
    setKind,
    setHeaderRow,
    setField,
    setFixed,
    setChosen,
    setReading,
    confirm,
    lockedFiles,
    unlock,
    unpacked,
    takeUnpacked,
    applyElsewhere,
    run,
    runSure,
    again,
    remove,
    reorder,
    clearDone,
    reset,
  }
})
