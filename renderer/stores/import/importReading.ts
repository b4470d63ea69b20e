/** Looks at the files of the queue one after the other: their heads, the archives among them, the passwords they want. */
import { computed } from 'vue'
import { AppError, host } from '../../api/index.ts'
import type { GrantedFile } from '../../api/index.ts'
import { isLocked, newFile } from './importFiles.ts'
import type { QueuedFile } from './importFiles.ts'
import type { Looks } from './importLooks.ts'
import { createOpening } from './importOpening.ts'
import { proposedPlan } from './importPlan.ts'
import type { SheetPlan } from './importPlan.ts'
import type { ImportQueue } from './importQueue.ts'

/** A file that was dropped or came from a folder. */
export interface DroppedFile {
  readonly file: File
  readonly path: string
}
/** Left behind by systems and programs; never evidence. */
const litter = /^(?:\.|~\$|Thumbs\.db$|desktop\.ini$)/iu

export function createReading(queue: ImportQueue, looks: Looks) {
  const { files, selectedKey, selectedSheet, selected, fileOf, change, newKey } = queue
  const stops = new Map<number, AbortController>()
  const handed = new Map<number, File>()
  const opening = createOpening(queue, select)
  let pumping = false
  let pumped: Promise<void> = Promise.resolve()

  function enqueue(added: readonly QueuedFile[]): void {
    if (added.length === 0) return
    files.value = [...files.value, ...added]
    if (selected.value === null) select(added[0]?.key ?? null)
  }
  /** Files the host has granted already. */
  function addGranted(granted: readonly GrantedFile[]): void {
    enqueue(granted.map((file) => newFile(newKey(), file.fileName, file.size, '', file.fileId)))
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
      .map(({ file, path }) => ({ file, queued: newFile(newKey(), file.name, file.size, path, null) }))
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
      const inspection = await opening.inspect(file, fileId, stop.signal)
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
  const lockedFiles = computed(() => files.value.filter(isLocked))
  /** Tries a password on a locked file and, where it opens that one, on all others that are locked. Returns how many it opened. */
  async function unlock(key: number, password: string): Promise<number> {
    const before = lockedFiles.value.length
    await readAgain(key, { password })
    if (opening.latestPassword() !== password) return 0
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

  /** Reads the selected file with another encoding or separator. */
  async function setReading(means: Partial<Pick<QueuedFile, 'encoding' | 'separator'>>): Promise<void> {
    if (selected.value !== null) await readAgain(selected.value.key, means)
  }
  /** Looks at a file again, with other means. */
  async function readAgain(key: number, means: Partial<QueuedFile>): Promise<void> {
    change(key, { ...means, state: 'waiting', inspection: null, plans: [], decided: [], error: null })
    await pump()
  }
  /** Whether a file waits to be looked at, or is being. */
  const isReading = () => pumping || waiting() !== undefined
  /** When every file that waited has been looked at. */
  const whenRead = () => pumped
  function forget(key: number): void {
    stops.get(key)?.abort()
    handed.delete(key)
  }
  function clear(): void {
    for (const stop of stops.values()) stop.abort()
    handed.clear()
    opening.clear()
  }

  return {
    unpacked: opening.unpacked,
    lockedFiles,
    addGranted,
    addDropped,
    pick,
    select,
    showSheet,
    takeUnpacked: opening.takeUnpacked,
    unlock,
    setReading,
    readAgain,
    isReading,
    whenRead,
    forget,
    clear,
  }
}
