import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type {
  CaseFamily,
  CaseOverlap,
  CasesCollision,
  Collision,
  FileInspection,
  Input,
  KeptCollision,
  LineState,
  ListCollision,
  ListLine,
  ListLineDetail,
  ListReadAs,
  OverlapGraph,
  Result,
  TablesCollision,
  TablesState,
  TablesValue,
} from '../../shared/contract/index.ts'
import { AppError, host } from '../api/index.ts'
import { caseApi, onCaseChange } from './caseBound.ts'
import type { GrantedFile } from '../api/index.ts'

export type CollisionTab = Collision['what']
export interface CollisionJob {
  readonly stage: string
  readonly done: number
  readonly total: number | null
}
export interface Order {
  readonly field: string
  readonly descending: boolean
}
type ListInput = Input<'collision.list'>['input']
export type SideInput = Input<'collision.tables'>['left']
/** A case file beside the open one. The passphrase lives here until the collision has run, and nowhere else. */
export interface ChosenCase {
  readonly key: number
  readonly name: string
  readonly caseRef?: string
  readonly place?: string
  readonly encrypted: boolean
  passphrase: string
}
/** What a list comes from: text, or a column of a file. */
export interface ListDraft {
  readonly text: string
  readonly file: {
    readonly inspection: FileInspection
    readonly sheet: number
    readonly column: number
    readonly fromRow: number
  } | null
}
export const emptyDraft: ListDraft = { text: '', file: null }

/** The list as the engine takes it; null when there is nothing in it. */
export function inputOf(draft: ListDraft): ListInput | null {
  if (draft.file !== null)
    return {
      fileId: draft.file.inspection.fileId,
      sheet: draft.file.sheet,
      column: draft.file.column,
      fromRow: draft.file.fromRow,
    }
  return draft.text.trim() === '' ? null : { text: draft.text }
}
type LinesArgs = Input<'collision.lines'>
const linesOrder = (order: Order | null): Pick<LinesArgs, 'sort' | 'descending'> =>
  order === null ? {} : { sort: order.field as NonNullable<LinesArgs['sort']>, descending: order.descending }

/** Collisions of lists, tables and cases: what was asked, what came out, and which part of it is looked at. */
export const useCollision = defineStore('collision', () => {
  const tab = ref<CollisionTab>('list')
  const job = shallowRef<CollisionJob | null>(null)
  const error = shallowRef<unknown>(null)
  const version = ref(0)
  const kept = shallowRef<readonly KeptCollision[]>([])
  /** What differs from the kept counts after it was run again; null when it was not. */
  const again = shallowRef<Pick<Result<'collision.again'>, 'differs' | 'changed'> | null>(null)
  let stop = new AbortController()

  const draft = shallowRef<ListDraft>(emptyDraft)
  const readAs = ref<ListReadAs>('auto')
  const list = shallowRef<ListCollision | null>(null)
  const states = shallowRef<readonly LineState[]>([])
  const repeatedOnly = ref(false)
  const linesText = ref('')
  const lineOrder = shallowRef<Order | null>(null)
  const lineTotal = ref(0)
  const detail = shallowRef<ListLineDetail | null>(null)

  const tables = shallowRef<TablesCollision | null>(null)
  const tableStates = shallowRef<readonly TablesState[]>([])
  const valuesText = ref('')
  const valueOrder = shallowRef<Order | null>(null)
  const valueTotal = ref(0)

  const chosen = shallowRef<readonly ChosenCase[]>([])
  const asked = shallowRef<readonly CaseFamily[]>([])
  const cases = shallowRef<CasesCollision | null>(null)
  const families = shallowRef<readonly CaseFamily[]>([])
  const inCases = shallowRef<readonly number[]>([])
  const overlapsText = ref('')
  const overlapOrder = shallowRef<Order | null>(null)
  const overlapTotal = ref(0)

  const result = computed<Collision | null>(() =>
    tab.value === 'list' ? list.value : tab.value === 'tables' ? tables.value : cases.value,
  )
  const lineFilter = computed(() => ({
    ...(states.value.length === 0 ? {} : { states: [...states.value] }),
    ...(repeatedOnly.value ? { repeated: true } : {}),
    ...(linesText.value.trim() === '' ? {} : { text: linesText.value }),
  }))
  const valueFilter = computed(() => ({
    ...(tableStates.value.length === 0 ? {} : { states: [...tableStates.value] }),
    ...(valuesText.value.trim() === '' ? {} : { text: valuesText.value }),
  }))
  const overlapFilter = computed(() => ({
    ...(families.value.length === 0 ? {} : { families: [...families.value] }),
    ...(inCases.value.length === 0 ? {} : { cases: [...inCases.value] }),
    ...(overlapsText.value.trim() === '' ? {} : { text: overlapsText.value }),
  }))

  /** Runs a job that can be cancelled; its failure is shown where its result would be. */
  async function run<T>(
    work: (options: { signal: AbortSignal; onProgress: (progress: CollisionJob) => void }) => Promise<T>,
  ): Promise<T | null> {
    if (job.value !== null) return null
    const mine = new AbortController()
    stop = mine
    job.value = { stage: '', done: 0, total: null }
    error.value = null
    try {
      return await work({
        signal: mine.signal,
        onProgress: (progress) => {
          job.value = progress
        },
      })
    } catch (thrown) {
      if (!mine.signal.aborted) error.value = thrown
      return null
    } finally {
      job.value = null
    }
  }
  function cancel(): void {
    stop.abort()
  }
  function fresh(): void {
    again.value = null
    version.value++
  }

  /** Looks the list up among identifiers, then in every cell; the first answer is shown while the second is worked out. */
  async function collideList(): Promise<void> {
    const input = inputOf(draft.value)
    if (input === null) return
    const first = await run((options) =>
      caseApi.call('collision.list', { input, readAs: readAs.value }, options),
    )
    if (first === null) return
    await showList(first)
    await lookEverywhere()
  }
  async function lookEverywhere(): Promise<void> {
    const current = list.value
    if (current === null || current.everywhere) return
    const completed = await run((options) =>
      caseApi.call('collision.everywhere', { resultId: current.resultId }, options),
    )
    if (completed !== null && list.value?.resultId === current.resultId) await showList(completed)
  }
  async function showList(next: ListCollision): Promise<void> {
    const same = list.value?.resultId === next.resultId
    list.value = next
    if (!same) {
      states.value = []
      repeatedOnly.value = false
      linesText.value = ''
      lineOrder.value = null
      detail.value = null
    }
    fresh()
    await countLines()
    if (detail.value !== null) await openLine(detail.value.line.line)
  }
  async function countLines(): Promise<void> {
    const current = list.value
    if (current === null) return
    lineTotal.value = (
      await caseApi.call('collision.lines', {
        resultId: current.resultId,
        filter: lineFilter.value,
        offset: 0,
        limit: 0,
      })
    ).total
    version.value++
  }
  async function loadLines(offset: number, limit: number): Promise<readonly ListLine[]> {
    const current = list.value
    if (current === null) return []
    return (
      await caseApi.call('collision.lines', {
        resultId: current.resultId,
        filter: lineFilter.value,
        ...linesOrder(lineOrder.value),
        offset,
        limit,
      })
    ).rows
  }
  async function openLine(line: number): Promise<void> {
    const current = list.value
    if (current !== null)
      detail.value = await caseApi.call('collision.line', { resultId: current.resultId, line })
  }
  /** Entities of what is shown, or of some lines; `total` tells how many there are beyond the limit. */
  async function foundEntities(
    limit: number,
    lines?: readonly number[],
  ): Promise<{ readonly total: number; readonly entityIds: readonly number[] }> {
    const current = list.value
    if (current === null) return { total: 0, entityIds: [] }
    return caseApi.call('collision.entities', {
      resultId: current.resultId,
      filter: lineFilter.value,
      ...(lines === undefined ? {} : { lines: [...lines] }),
      limit,
    })
  }
  /** A new chart of these entities, or one of those there are. Returns the chart. */
  async function toChart(
    target: { readonly chartId: number } | { readonly name: string },
    entityIds: readonly number[],
  ): Promise<number> {
    if ('name' in target)
      return (await caseApi.call('charts.create', { name: target.name, entityIds: [...entityIds] })).chartId
    await caseApi.call('chart.add', { chartId: target.chartId, entityIds: [...entityIds] })
    return target.chartId
  }

  /** Puts a tag on the rows that state what was found, of what is shown or of some lines. How many rows changed. Errors: selection-too-large. */
  async function tagFound(tagId: number, lines?: readonly number[]): Promise<number> {
    const current = list.value
    return current === null
      ? 0
      : (
          await caseApi.call('collision.tag', {
            resultId: current.resultId,
            filter: lineFilter.value,
            ...(lines === undefined ? {} : { lines: [...lines] }),
            tagId,
            on: true,
          })
        ).rows
  }

  async function collideTables(left: SideInput, right: SideInput): Promise<void> {
    const next = await run((options) => caseApi.call('collision.tables', { left, right }, options))
    if (next !== null) await showTables(next)
  }
  async function showTables(next: TablesCollision): Promise<void> {
    tables.value = next
    tableStates.value = []
    valuesText.value = ''
    valueOrder.value = null
    fresh()
    await countValues()
  }
  async function countValues(): Promise<void> {
    const current = tables.value
    if (current === null) return
    valueTotal.value = (
      await caseApi.call('collision.values', {
        resultId: current.resultId,
        filter: valueFilter.value,
        offset: 0,
        limit: 0,
      })
    ).total
    version.value++
  }
  async function loadValues(offset: number, limit: number): Promise<readonly TablesValue[]> {
    const current = tables.value
    if (current === null) return []
    const order = valueOrder.value
    type Args = Input<'collision.values'>
    return (
      await caseApi.call('collision.values', {
        resultId: current.resultId,
        filter: valueFilter.value,
        ...(order === null
          ? {}
          : { sort: order.field as NonNullable<Args['sort']>, descending: order.descending }),
        offset,
        limit,
      })
    ).rows
  }

  let nextKey = 1
  /** Adds a case of the list, or a file; says whether it wants a passphrase. Errors: those of looking at a case file. */
  async function addCase(
    which: { readonly caseRef: string } | { readonly place: string },
    name: string,
  ): Promise<void> {
    const { encrypted, fileName } = await caseApi.call('collision.lookAtCase', { ...which })
    chosen.value = [
      ...chosen.value,
      { key: nextKey++, name: name === '' ? fileName : name, ...which, encrypted, passphrase: '' },
    ]
  }
  async function pickCases(): Promise<void> {
    for (const file of await host.pickFiles('case')) await addCase({ place: file.fileId }, file.fileName)
  }
  function removeCase(key: number): void {
    chosen.value = chosen.value.filter((one) => one.key !== key)
  }
  function otherCases(): Input<'collision.cases'>['cases'] {
    return chosen.value.map(({ caseRef, place, encrypted, passphrase }) => ({
      ...(caseRef === undefined ? {} : { caseRef }),
      ...(place === undefined ? {} : { place }),
      ...(encrypted ? { passphrase } : {}),
    }))
  }
  async function collideCases(): Promise<void> {
    const next = await run((options) =>
      caseApi.call(
        'collision.cases',
        { cases: otherCases(), ...(asked.value.length === 0 ? {} : { families: [...asked.value] }) },
        options,
      ),
    )
    if (next === null) return
    forgetPassphrases()
    await showCases(next)
  }
  function forgetPassphrases(): void {
    for (const one of chosen.value) one.passphrase = ''
    chosen.value = [...chosen.value]
  }
  async function showCases(next: CasesCollision): Promise<void> {
    cases.value = next
    families.value = []
    inCases.value = []
    overlapsText.value = ''
    overlapOrder.value = null
    fresh()
    await countOverlaps()
  }
  async function countOverlaps(): Promise<void> {
    const current = cases.value
    if (current === null) return
    overlapTotal.value = (
      await caseApi.call('collision.overlaps', {
        resultId: current.resultId,
        filter: overlapFilter.value,
        offset: 0,
        limit: 0,
      })
    ).total
    version.value++
  }
  async function loadOverlaps(offset: number, limit: number): Promise<readonly CaseOverlap[]> {
    const current = cases.value
    if (current === null) return []
    const order = overlapOrder.value
    type Args = Input<'collision.overlaps'>
    return (
      await caseApi.call('collision.overlaps', {
        resultId: current.resultId,
        filter: overlapFilter.value,
        ...(order === null
          ? {}
          : { sort: order.field as NonNullable<Args['sort']>, descending: order.descending }),
        offset,
        limit,
      })
    ).rows
  }
  async function readGraph(limit: number): Promise<OverlapGraph | null> {
    const current = cases.value
    return current === null
      ? null
      : caseApi.call('collision.graph', { resultId: current.resultId, filter: overlapFilter.value, limit })
  }

  /** The head of every sheet of a picked file, for choosing a column. Null when nothing was picked. */
  async function pickList(): Promise<FileInspection | null> {
    const [file] = await host.pickFiles('spreadsheets')
    return file === undefined ? null : inspectList(file)
  }
  function inspectList(file: GrantedFile): Promise<FileInspection> {
    return caseApi.call('import.inspect', { fileId: file.fileId })
  }

  /** Writes what is shown into a file and lets the person keep it. Returns its rows, or null when turned back. */
  async function exportShown(
    format: 'xlsx' | 'csv',
  ): Promise<{ readonly fileName: string; readonly rows: number } | null> {
    const current = result.value
    if (current === null) return null
    const filter =
      current.what === 'list'
        ? { lines: lineFilter.value }
        : current.what === 'tables'
          ? { values: valueFilter.value }
          : { overlaps: overlapFilter.value }
    const file = await run((options) =>
      caseApi.call('collision.export', { resultId: current.resultId, format, ...filter }, options),
    )
    return file !== null && (await host.save(file.fileId, file.fileName)) ? file : null
  }
  async function saveBytes(bytes: Blob, fileName: string): Promise<boolean> {
    return host.saveBytes(bytes, fileName)
  }

  async function refreshKept(): Promise<void> {
    kept.value = await caseApi.call('collision.kept', {})
  }
  async function keep(name: string): Promise<void> {
    const current = result.value
    if (current === null) return
    await caseApi.call('collision.keep', { resultId: current.resultId, name })
    await refreshKept()
  }
  async function forget(keptId: number): Promise<void> {
    await caseApi.call('collision.forget', { keptId })
    await refreshKept()
  }
  /** Runs a kept collision again. One of cases takes the files that are chosen now. */
  async function runAgain(entry: KeptCollision): Promise<void> {
    tab.value = entry.what
    const found = await run((options) =>
      caseApi.call(
        'collision.again',
        { keptId: entry.keptId, cases: entry.what === 'cases' ? otherCases() : null },
        options,
      ),
    )
    if (found === null) return
    if (found.result.what === 'list') await showList(found.result)
    else if (found.result.what === 'tables') await showTables(found.result)
    else {
      forgetPassphrases()
      await showCases(found.result)
    }
    again.value = { differs: found.differs, changed: found.changed }
  }
  /** Whether what is shown is still what the case says. A result that was pushed out is let go. */
  async function refreshHead(): Promise<void> {
    for (const held of [list, tables, cases]) {
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
    stop.abort()
    draft.value = emptyDraft
    list.value = null
    tables.value = null
    cases.value = null
    chosen.value = []
    detail.value = null
    error.value = null
    again.value = null
    kept.value = []
    states.value = []
    repeatedOnly.value = false
    linesText.value = ''
    lineOrder.value = null
    lineTotal.value = 0
    tableStates.value = []
    valuesText.value = ''
    valueOrder.value = null
    valueTotal.value = 0
    asked.value = []
    families.value = []
    inCases.value = []
    overlapsText.value = ''
    overlapOrder.value = null
    overlapTotal.value = 0
  }
  onCaseChange(clear)

  return {
    tab,
    job,
    error,
    version,
    kept,
    again,
    result,
    draft,
    readAs,
    list,
    states,
    repeatedOnly,
    linesText,
    lineOrder,
    lineTotal,
    detail,
    tables,
    tableStates,
    valuesText,
    valueOrder,
    valueTotal,
    chosen,
    asked,
    cases,
    families,
    inCases,
    overlapsText,
    overlapOrder,
    overlapTotal,
    cancel,
    collideList,
    lookEverywhere,
    countLines,
    loadLines,
    openLine,
    foundEntities,
    toChart,
    tagFound,
    collideTables,
    countValues,
    loadValues,
    addCase,
    pickCases,
    removeCase,
    collideCases,
    countOverlaps,
    loadOverlaps,
    readGraph,
    pickList,
    inspectList,
    exportShown,
    saveBytes,
    refreshKept,
    keep,
    forget,
    runAgain,
    refreshHead,
    clear,
  }
})
