import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { GroupKey, ScopeId, SortKey, TableInfo, TableScope } from '../../shared/contract/index.ts'
import { recordKind } from '../../shared/model/recordKinds/index.ts'
import { caseApi, onCaseChange } from './caseBound.ts'
import { groupCount, withoutPart } from '../model/conditions.ts'
import { createChosenSums } from './tables/chosenSums.ts'
import { createColumns } from './tables/columns.ts'
import { createExports } from './tables/exports.ts'
import { createFacets } from './tables/facets.ts'
import { createFilled } from './tables/filled.ts'
import { createFigures } from './tables/figures.ts'
import { createRows } from './tables/rows.ts'

/** The evidence table that is open: what of it is shown, in which order, and the figures over it. */
export const useTables = defineStore('tables', () => {
  const tables = shallowRef<readonly TableInfo[]>([])
  const listed = ref(false)
  const scope = shallowRef<TableScope | null>(null)
  const loading = ref(false)
  const error = shallowRef<unknown>(null)
  const rows = createRows(scope)
  const facets = createFacets(scope)
  const figures = createFigures()
  const columns = createColumns(scope)
  const sums = createChosenSums(scope)
  const filled = createFilled(scope)
  const exports = createExports(() => ({
    scope: scope.value,
    sort: rows.sort.value.filter(({ field }) => field !== groupCount),
    group: rows.group.value,
    columns: columns.columns.value,
    total: rows.total.value,
  }))
  let stop = new AbortController()

  const kind = computed(() => (scope.value === null ? undefined : recordKind(scope.value.kind)))
  const info = computed(() => tables.value.find((table) => table.kind === scope.value?.kind))
  async function refreshList(): Promise<void> {
    tables.value = await caseApi.call('tables.list', {})
    listed.value = true
  }
  /** Shows a scope in an order. Rows come through `load`, and `placed` is told that they can; figures and facets follow. */
  async function show(
    next: TableScope,
    order: readonly SortKey[] = [],
    grouping: readonly GroupKey[] = [],
    placed: () => void = () => undefined,
  ): Promise<void> {
    const same = scope.value?.kind === next.kind
    rows.arrange(order, grouping, same)
    scope.value = next
    if (!same) {
      figures.totals.value = null
      facets.facets.value = []
    }
    await refresh(placed)
  }
  async function refresh(placed: () => void = () => undefined): Promise<void> {
    const current = scope.value
    if (current === null) return
    stop.abort()
    stop = new AbortController()
    const { signal } = stop
    facets.expectAll(current.kind)
    loading.value = true
    error.value = null
    try {
      if (!(await rows.count(current, signal))) return
      placed()
      const table = tables.value.find((candidate) => candidate.kind === current.kind)
      if (!(await figures.read(current, table, signal))) return
      loading.value = false
      await facets.readFacets(current, signal)
    } catch (thrown) {
      if (!signal.aborted) error.value = thrown
    } finally {
      if (!signal.aborted) loading.value = false
    }
  }
  const withoutScopePart = (part: ScopeId): TableScope | null =>
    scope.value === null ? null : withoutPart(scope.value, part)
  function close(): void {
    stop.abort()
    stop = new AbortController()
    scope.value = null
    rows.clear()
    sums.forgetChosen()
    figures.clear()
    facets.clear()
    loading.value = false
    exports.cancelExport()
    tables.value = []
    listed.value = false
    error.value = null
  }
  onCaseChange(close)

  return {
    tables,
    listed,
    scope,
    sort: rows.sort,
    group: rows.group,
    total: rows.total,
    gridRows: rows.gridRows,
    pinned: columns.pinned,
    version: rows.version,
    loading,
    error,
    totals: figures.totals,
    mirrored: figures.mirrored,
    duplicates: figures.duplicates,
    readFilled: filled.readFilled,
    isFilled: filled.isFilled,
    chosen: sums.chosen,
    sumChosen: sums.sumChosen,
    forgetChosen: sums.forgetChosen,
    facets: facets.facets,
    pendingFacets: facets.pendingFacets,
    phrases: figures.phrases,
    kind,
    info,
    columns: columns.columns,
    widths: columns.widths,
    exporting: exports.exporting,
    refreshList,
    show,
    refresh,
    moreValues: facets.moreValues,
    load: rows.load,
    locate: rows.locate,
    setColumns: columns.setColumns,
    setWidth: columns.setWidth,
    setPinned: columns.setPinned,
    takeColumns: columns.takeColumns,
    resetColumns: columns.resetColumns,
    toggleGroup: rows.toggleGroup,
    exportShown: exports.exportShown,
    cancelExport: exports.cancelExport,
    withoutScopePart,
    close,
  }
})
