import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { Collision, ReportRedaction } from '../../../shared/contract/index.ts'
import { AppError, host } from '../../api/index.ts'
import { caseApi, onCaseChange } from '../caseBound.ts'
import { createCasesCollision } from './cases.ts'
import { createCollisionJob } from './collisionJob.ts'
import { createKeptCollisions } from './kept.ts'
import { createListCollision } from './lists.ts'
import { createTablesCollision } from './tables.ts'

export type CollisionTab = Collision['what'] | 'series'

/** Collisions of lists, tables and cases: what was asked, what came out, and which part of it is looked at. */
export const useCollision = defineStore('collision', () => {
  const tab = ref<CollisionTab>('list')
  const running = createCollisionJob()
  const lists = createListCollision(running)
  const tables = createTablesCollision(running)
  const cases = createCasesCollision(running)
  const result = computed<Collision | null>(() =>
    tab.value === 'list'
      ? lists.list.value
      : tab.value === 'tables'
        ? tables.tables.value
        : tab.value === 'cases'
          ? cases.cases.value
          : null,
  )

  const keeping = createKeptCollisions({
    running,
    shown: result,
    choose(what) {
      tab.value = what
    },
    otherCases: cases.otherCases,
    async show(found) {
      if (found.what === 'list') await lists.showList(found)
      else if (found.what === 'tables') await tables.showTables(found)
      else {
        cases.forgetPassphrases()
        await cases.showCases(found)
      }
    },
  })

  /** Writes what is shown into a file and lets the person keep it. Returns its rows, or null when turned back. */
  async function exportShown(
    format: 'xlsx' | 'csv',
    redact: ReportRedaction,
  ): Promise<{ readonly fileName: string; readonly rows: number } | null> {
    const current = result.value
    if (current === null) return null
    const filter =
      current.what === 'list'
        ? { lines: lists.lineFilter.value }
        : current.what === 'tables'
          ? { values: tables.valueFilter.value }
          : { overlaps: cases.overlapFilter.value }
    const file = await running.run((options) =>
      caseApi.call('collision.export', { resultId: current.resultId, format, redact, ...filter }, options),
    )
    return file !== null && (await host.save(file.fileId, file.fileName)) ? file : null
  }

  /** Whether what is shown is still what the case says. A result that was pushed out is let go. */
  async function refreshHead(): Promise<void> {
    for (const held of [lists.list, tables.tables, cases.cases]) {
      const current = held.value
      if (current === null) continue
      try {
        held.value = await caseApi.call('collision.read', { resultId: current.resultId })
      } catch (thrown) {
        if (!(thrown instanceof AppError) || thrown.code !== 'collision-not-found') throw thrown
        held.value = null
      }
    }
  }
  /** Forgets everything, as when the case is closed. */
  function clear(): void {
    running.clear()
    lists.clear()
    tables.clear()
    cases.clear()
    keeping.kept.value = []
  }
  onCaseChange(clear)

  return {
    tab,
    job: running.job,
    error: running.error,
    version: running.version,
    ...keeping,
    again: running.again,
    result,
    draft: lists.draft,
    readAs: lists.readAs,
    list: lists.list,
    states: lists.states,
    repeatedOnly: lists.repeatedOnly,
    linesText: lists.rows.text,
    lineOrder: lists.rows.order,
    lineTotal: lists.rows.total,
    detail: lists.detail,
    tables: tables.tables,
    tableStates: tables.tableStates,
    valuesText: tables.rows.text,
    valueOrder: tables.rows.order,
    valueTotal: tables.rows.total,
    chosen: cases.chosen,
    asked: cases.asked,
    cases: cases.cases,
    families: cases.families,
    inCases: cases.inCases,
    overlapsText: cases.rows.text,
    overlapOrder: cases.rows.order,
    overlapTotal: cases.rows.total,
    cancel: running.cancel,
    collideList: lists.collideList,
    lookEverywhere: lists.lookEverywhere,
    countLines: lists.rows.count,
    loadLines: lists.rows.load,
    openLine: lists.openLine,
    foundEntities: lists.foundEntities,
    toChart: lists.toChart,
    tagFound: lists.tagFound,
    collideTables: tables.collideTables,
    countValues: tables.rows.count,
    loadValues: tables.rows.load,
    addCase: cases.addCase,
    pickCases: cases.pickCases,
    removeCase: cases.removeCase,
    collideCases: cases.collideCases,
    countOverlaps: cases.rows.count,
    loadOverlaps: cases.rows.load,
    readGraph: cases.readGraph,
    pickList: lists.pickList,
    inspectList: lists.inspectList,
    exportShown,
    refreshHead,
    clear,
  }
})
