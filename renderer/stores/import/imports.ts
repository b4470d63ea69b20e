import { defineStore } from 'pinia'
import { computed } from 'vue'
import { onCaseChange } from '../caseBound.ts'
import { letGo } from '../letGo.ts'
import { createBatches } from './importBatches.ts'
import { createDecisions } from './importDecisions.ts'
import { canImport, isSure, standingOf } from './importFiles.ts'
import type { QueuedFile } from './importFiles.ts'
import { createLooks } from './importLooks.ts'
import { createQueue } from './importQueue.ts'
import { createReading } from './importReading.ts'
import { createRunner } from './importRunner.ts'

/** The queue of files to be imported, what is decided about each, and the batches that are in the case. It outlives the screen. */
export const useImports = defineStore('imports', () => {
  const queue = createQueue()
  const { files, filter, selected, selectedKey, change } = queue
  const looks = createLooks(queue.fileOf)
  const reading = createReading(queue, looks)
  const decisions = createDecisions(queue, looks)
  const inCase = createBatches((listed) => {
    // A batch may have been undone or redone elsewhere, by the history or the keyboard.
    files.value = files.value.map((file) =>
      file.batch === null
        ? file
        : { ...file, batch: listed.find((batch) => batch.batchId === file.batch?.batchId) ?? null },
    )
  })
  const runner = createRunner({ files: () => files.value, change, canImport, finished: () => undefined })

  const sureFiles = computed(() => files.value.filter(isSure))
  const busy = computed(() =>
    files.value.some((file) => file.state === 'importing' || file.state === 'queued'),
  )
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
      if (!reading.isReading() && sureFiles.value.every((file) => wanted.includes(file.key))) break
      await reading.whenRead()
    }
    return {
      done: ended.filter(({ done }) => done).length,
      failed: ended.filter(({ error }) => error !== null).length,
    }
  }
  function again(key: number): void {
    void reading.readAgain(key, {})
  }
  function remove(key: number): void {
    runner.cancel(key)
    letGo([queue.fileOf(key)?.fileId ?? null])
    reading.forget(key)
    looks.forget(key)
    const at = files.value.findIndex((file) => file.key === key)
    files.value = files.value.filter((file) => file.key !== key)
    if (selectedKey.value === key) reading.select((files.value[at] ?? files.value[at - 1])?.key ?? null)
  }
  function clearDone(): void {
    const isThrough = (file: QueuedFile): boolean => ['done', 'undone'].includes(standingOf(file))
    const through = files.value.filter(isThrough)
    for (const { key } of through) looks.forget(key)
    letGo(through.map(({ fileId }) => fileId))
    files.value = files.value.filter((file) => !isThrough(file))
    if (filter.value === 'done' || filter.value === 'undone') filter.value = 'all'
    if (selected.value === null) reading.select(files.value[0]?.key ?? null)
  }
  function reset(): void {
    runner.cancelAll()
    reading.clear()
    looks.clear()
    queue.clear()
    runner.forget()
    inCase.clearBatches()
  }
  onCaseChange(reset)

  return {
    files,
    shown: queue.shown,
    filter,
    counts: queue.counts,
    selectedKey,
    selected,
    selectedSheet: queue.selectedSheet,
    sheet: queue.sheet,
    plan: queue.plan,
    reorder: queue.reorder,
    sureFiles,
    busy,
    batches: inCase.batches,
    batchesListed: inCase.batchesListed,
    moving: inCase.moving,
    refreshBatches: inCase.refreshBatches,
    issues: inCase.issues,
    groups: inCase.groups,
    settled: inCase.settled,
    move: inCase.move,
    paused: runner.paused,
    whole: runner.whole,
    secondsLeft: runner.secondsLeft,
    pause: runner.pause,
    resume: runner.resume,
    cancel: runner.cancel,
    cancelAll: runner.cancelAll,
    lookOf: looks.lookOf,
    addGranted: reading.addGranted,
    addDropped: reading.addDropped,
    pick: reading.pick,
    select: reading.select,
    showSheet: reading.showSheet,
    setReading: reading.setReading,
    lockedFiles: reading.lockedFiles,
    unlock: reading.unlock,
    unpacked: reading.unpacked,
    takeUnpacked: reading.takeUnpacked,
    ...decisions,
    run,
    runSure,
    again,
    remove,
    clearDone,
    reset,
  }
})
