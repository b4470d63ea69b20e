import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type {
  ChartInfo,
  GroupKey,
  ScopeId,
  ScopePhrase,
  SortKey,
  TableInfo,
  TableScope,
  Totals,
} from '../../shared/contract/index.ts'
import { groupCondition } from '../../shared/contract/records.ts'
import { recordKind } from '../../shared/model/recordKinds/index.ts'
import { caseApi, onCaseChange } from './caseBound.ts'
import { isBehind, plainScope, wholeTable, withoutPart } from '../model/conditions.ts'
import { createColumns } from './tables/columns.ts'
import { createExports } from './tables/exports.ts'
import { createFacets } from './tables/facets.ts'
import { groupedRows, type GroupedRows, type GroupRow, type TableRow } from '../model/groupedRows.ts'

/** Most entities one "show in chart" puts on a chart; the most linked come first. */
export const chartLimit = 100

/** The evidence table that is open: what of it is shown, in which order, and the figures over it. */
export const useTables = defineStore('tables', () => {
  const tables = shallowRef<readonly TableInfo[]>([])
  const listed = ref(false)
  const scope = shallowRef<TableScope | null>(null)
  const sort = shallowRef<readonly SortKey[]>([])
  const group = shallowRef<readonly GroupKey[]>([])
  /** Records that are shown, or lie in the groups. */
  const total = ref(0)
  /** Rows of the grid: records, or groups with what is open in them. */
  const gridRows = ref(0)
  let grouped: GroupedRows | null = null
  const version = ref(0)
  const loading = ref(false)
  const error = shallowRef<unknown>(null)
  const totals = shallowRef<Totals | null>(null)
  const mirrored = ref(0)
  const duplicates = ref(0)
  const phrases = shallowRef<readonly ScopePhrase[]>([])
  const facets = createFacets(scope)
  const columns = createColumns(scope)
  const exports = createExports(() => ({
    scope: scope.value,
    sort: sort.value,
    group: group.value,
    columns: columns.columns.value,
    total: total.value,
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
    if (JSON.stringify(grouping) !== JSON.stringify(group.value) || scope.value?.kind !== next.kind)
      grouped = null
    group.value = grouping
    const same = scope.value?.kind === next.kind
    scope.value = next
    sort.value = order
    if (!same) {
      totals.value = null
      facets.facets.value = []
      total.value = 0
      gridRows.value = 0
    }
    await refresh(placed)
  }
  async function refresh(placed: () => void = () => undefined): Promise<void> {
    const current = scope.value
    if (current === null) return
    stop.abort()
    stop = new AbortController()
    const { signal } = stop
    const asked = plainScope(current)
    facets.expectAll(current.kind)
    loading.value = true
    error.value = null
    try {
      const { total: rows } = await caseApi.call(
        'records.window',
        { scope: asked, sort: [...sort.value], offset: 0, limit: 0 },
        { signal },
      )
      if (signal.aborted) return
      const tree = group.value.length === 0 ? null : await groupTree(current, signal)
      if (signal.aborted) return
      total.value = rows
      grouped = tree
      gridRows.value = tree === null ? rows : tree.total()
      version.value++
      placed()
      const within = (field: string) =>
        caseApi.call(
          'records.window',
          {
            scope: { ...asked, filter: [...asked.filter, { field, op: 'notEmpty', values: [] }] },
            offset: 0,
            limit: 0,
          },
          { signal },
        )
      const table = tables.value.find((candidate) => candidate.kind === current.kind)
      const [sums, second, repeated, names] = await Promise.all([
        caseApi.call('records.totals', { scope: asked }, { signal }),
        table?.mirrored === 0 ? { total: 0 } : within('mirrorOf'),
        table?.duplicates === 0 ? { total: 0 } : within('duplicateOf'),
        isBehind(current) ? caseApi.call('records.scopePhrases', { scope: asked }, { signal }) : [],
      ])
      if (signal.aborted) return
      totals.value = sums
      mirrored.value = second.total
      duplicates.value = repeated.total
      phrases.value = names
      loading.value = false
      await facets.readFacets(current, signal)
    } catch (thrown) {
      if (!signal.aborted) error.value = thrown
    } finally {
      if (!signal.aborted) loading.value = false
    }
  }
  /** A column's order orders the groups made of it, an amount's all of them by their sums. */
  function groupOrder(
    of: string,
    key: GroupKey | undefined,
  ): { readonly order: 'value' | 'sum'; readonly descending: boolean } {
    const [first] = sort.value
    if (first === undefined) return { order: 'value', descending: false }
    if (first.field === key?.field) return { order: 'value', descending: first.descending }
    const summed = recordKind(of)?.fields.find((field) => field.summed === true)?.id
    return first.field === summed
      ? { order: 'sum', descending: first.descending }
      : { order: 'value', descending: false }
  }
  /** The groups of what is shown; those that were open stay open. */
  async function groupTree(current: TableScope, signal: AbortSignal): Promise<GroupedRows> {
    const by = group.value.map((key) => ({ ...key }))
    const tree = await groupedRows({
      depth: by.length,
      groups(path, offset, limit) {
        return caseApi.call('records.groups', {
          scope: plainScope(current),
          by,
          path: [...path],
          ...groupOrder(current.kind, by[path.length]),
          offset,
          limit,
        })
      },
      async records(path, offset, limit) {
        const within = {
          ...current,
          filter: [
            ...current.filter,
            ...path.flatMap((value, level) => {
              const key = by[level]
              return key === undefined ? [] : [groupCondition(key, value)]
            }),
          ],
        }
        return (
          await caseApi.call('records.window', {
            scope: plainScope(within),
            sort: [...sort.value],
            offset,
            limit,
          })
        ).rows
      },
    })
    if (grouped !== null && !signal.aborted) await tree.openLike(grouped)
    return tree
  }
  /** Opens or closes a group. */
  async function toggleGroup(row: GroupRow): Promise<void> {
    if (grouped === null) return
    await grouped.toggle(row)
    gridRows.value = grouped.total()
    version.value++
  }
  /** Rows for the grid. */
  async function load(offset: number, limit: number, signal: AbortSignal): Promise<readonly TableRow[]> {
    const current = scope.value
    if (current === null) return []
    if (grouped !== null) return grouped.load(offset, limit)
    const page = await caseApi.call(
      'records.window',
      { scope: plainScope(current), sort: [...sort.value], offset, limit },
      { signal },
    )
    if (!signal.aborted && page.total !== total.value) {
      total.value = page.total
      gridRows.value = page.total
    }
    return page.rows
  }
  /** Where a record stands in what is shown, with the groups opened that hold it; null when it is filtered out. */
  async function locate(recordId: number): Promise<number | null> {
    const current = scope.value
    if (current === null) return null
    const tree = grouped
    const by = tree === null ? [] : group.value.map((key) => ({ ...key }))
    const { offset, groups } = await caseApi.call('records.locate', {
      scope: plainScope(current),
      sort: [...sort.value],
      recordId,
      by,
      orders: by.map((key) => groupOrder(current.kind, key)),
    })
    if (offset === null || tree === null) return offset
    const place = await tree.reveal(groups, offset)
    // Another table may have come meanwhile.
    if (tree !== grouped) return null
    gridRows.value = tree.total()
    version.value++
    return place
  }

  /** The charts there are, for choosing where to put entities. */
  function charts(): Promise<readonly ChartInfo[]> {
    return caseApi.call('charts.list', {})
  }
  /** Puts the entities of what is shown, or of the given rows, on a chart (a new one with `name`). Returns the chart and what was left out. */
  async function addToChart(
    target: { readonly chartId: number } | { readonly name: string },
    recordIds: readonly number[] | null,
  ): Promise<{ readonly chartId: number; readonly added: number; readonly omitted: number }> {
    const current = scope.value ?? wholeTable('')
    const chartId =
      'chartId' in target
        ? target.chartId
        : (await caseApi.call('charts.create', { name: target.name })).chartId
    const delta = await caseApi.call('chart.addFromRecords', {
      chartId,
      scope: plainScope(current),
      ...(recordIds === null ? {} : { recordIds: [...recordIds] }),
      limit: chartLimit,
    })
    return { chartId, added: delta.nodes.length, omitted: delta.omitted }
  }
  const withoutScopePart = (part: ScopeId): TableScope | null =>
    scope.value === null ? null : withoutPart(scope.value, part)
  function close(): void {
    stop.abort()
    scope.value = null
    sort.value = []
    group.value = []
    grouped = null
    total.value = 0
    gridRows.value = 0
    totals.value = null
    facets.clear()
    phrases.value = []
    mirrored.value = 0
    duplicates.value = 0
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
    sort,
    group,
    total,
    gridRows,
    pinned: columns.pinned,
    version,
    loading,
    error,
    totals,
    mirrored,
    duplicates,
    facets: facets.facets,
    pendingFacets: facets.pendingFacets,
    phrases,
    kind,
    info,
    columns: columns.columns,
    widths: columns.widths,
    exporting: exports.exporting,
    refreshList,
    show,
    refresh,
    moreValues: facets.moreValues,
    load,
    locate,
    setColumns: columns.setColumns,
    setWidth: columns.setWidth,
    setPinned: columns.setPinned,
    takeColumns: columns.takeColumns,
    resetColumns: columns.resetColumns,
    toggleGroup,
    exportShown: exports.exportShown,
    cancelExport: exports.cancelExport,
    charts,
    addToChart,
    withoutScopePart,
    close,
  }
})
