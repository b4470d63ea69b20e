import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type {
  ChartInfo,
  FacetValue,
  GroupKey,
  Scalar,
  ScopeId,
  ScopePhrase,
  SortKey,
  TableInfo,
  TableScope,
  Totals,
} from '../../shared/contract/index.ts'
import { groupCondition } from '../../shared/contract/records.ts'
import type { Field } from '../../shared/model/define.ts'
import { recordKind } from '../../shared/model/recordKinds/index.ts'
import { host } from '../api/index.ts'
import { caseApi, onCaseChange } from './caseBound.ts'
import { chosenValues, isBehind, plainScope, rangeOf, wholeTable, withoutPart } from './conditions.ts'
import { groupedRows, type GroupedRows, type GroupRow, type TableRow } from '../model/groupedRows.ts'

export type Facet =
  | {
      readonly type: 'values'
      readonly field: Field
      readonly values: readonly FacetValue[]
      readonly distinct: number
      readonly chosen: readonly Scalar[]
    }
  | {
      readonly type: 'bins'
      readonly field: Field
      readonly bins: readonly { readonly from: Scalar; readonly to: Scalar; readonly count: number }[]
      readonly empty: number
      readonly range: readonly [Scalar, Scalar] | null
    }
const facetValues = 6
const facetBins = 16
/** Most entities one "show in chart" puts on a chart; the most linked come first. */
export const chartLimit = 100

/** Fields worth a facet, figures and times first, in the order of the kind. */
export function facetFields(kind: string): readonly Field[] {
  const definition = recordKind(kind)
  if (definition === undefined) return []
  const scaled = definition.fields.filter(
    (field) => field.id === definition.amountField || field.id === definition.timeField,
  )
  const figures = definition.fields
    .filter((field) => field.summed === true && field.shown === true && !scaled.includes(field))
    .slice(0, 2)
  return [...scaled, ...figures, ...definition.fields.filter((field) => field.facet === true).slice(0, 8)]
}
/** The columns of a kind before a person chose any; when comes first, it is what the table is ordered by. */
export function defaultColumns(kind: string): readonly string[] {
  const definition = recordKind(kind)
  if (definition === undefined) return []
  const shown = definition.fields.filter((field) => field.shown === true).map((field) => field.id)
  return [
    ...shown.filter((id) => id === definition.timeField),
    ...shown.filter((id) => id !== definition.timeField),
  ]
}
export function isScaled(field: Field): boolean {
  return (
    field.multi !== true &&
    (field.type === 'money' ||
      field.type === 'decimal' ||
      field.type === 'integer' ||
      field.type === 'percent' ||
      field.type === 'time' ||
      field.type === 'date')
  )
}

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
  const facets = shallowRef<readonly Facet[]>([])
  /** Fields whose facets are still those of the rows before, or not there yet. */
  const pendingFacets = shallowRef<ReadonlySet<string>>(new Set())
  /** What is shown in words, the filter left out. */
  const phrases = shallowRef<readonly ScopePhrase[]>([])
  /** Columns by kind as a person set them; the definition's own until then. */
  const chosenColumns = shallowRef<Readonly<Record<string, readonly string[]>>>({})
  const chosenWidths = shallowRef<Readonly<Record<string, Readonly<Record<string, number>>>>>({})
  const chosenPins = shallowRef<Readonly<Record<string, number>>>({})
  let stop = new AbortController()

  const kind = computed(() => (scope.value === null ? undefined : recordKind(scope.value.kind)))
  const info = computed(() => tables.value.find((table) => table.kind === scope.value?.kind))
  const columns = computed<readonly string[]>(() => {
    const definition = kind.value
    if (definition === undefined) return []
    return chosenColumns.value[definition.id] ?? defaultColumns(definition.id)
  })
  const pinned = computed(() => (scope.value === null ? 0 : (chosenPins.value[scope.value.kind] ?? 0)))
  const widths = computed<Readonly<Record<string, number>>>(() =>
    scope.value === null ? {} : (chosenWidths.value[scope.value.kind] ?? {}),
  )

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
      facets.value = []
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
    pendingFacets.value = new Set(facetFields(current.kind).map(({ id }) => id))
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
      await readFacets(current, signal)
    } catch (thrown) {
      if (!signal.aborted) error.value = thrown
    } finally {
      if (!signal.aborted) loading.value = false
    }
  }
  /**
   * Each facet is counted over the rows all other conditions leave, so that what is not chosen can still be seen and chosen. One after the
   * other, each shown when it is there: a million rows take their time, and rows that are scrolled to come in between. The facets before stay
   * until their successor is here.
   */
  async function readFacets(current: TableScope, signal: AbortSignal): Promise<void> {
    const fields = facetFields(current.kind)
    const known = new Map(facets.value.map((facet) => [facet.field.id, facet]))
    for (const field of fields) {
      const facet = await readFacet(current, field, signal)
      if (signal.aborted) return
      known.set(field.id, facet)
      facets.value = fields.flatMap(({ id }) => known.get(id) ?? [])
      pendingFacets.value = new Set([...pendingFacets.value].filter((id) => id !== field.id))
    }
  }
  async function readFacet(current: TableScope, field: Field, signal: AbortSignal): Promise<Facet> {
    const asked = plainScope({
      ...current,
      filter: current.filter.filter((condition) => condition.field !== field.id),
    })
    if (isScaled(field)) {
      const { bins, empty } = await caseApi.call(
        'records.histogram',
        { scope: asked, field: field.id, bins: facetBins },
        { signal },
      )
      return { type: 'bins', field, bins, empty, range: rangeOf(current.filter, field.id) }
    }
    const { values, distinct } = await caseApi.call(
      'records.facet',
      { scope: asked, field: field.id, limit: facetValues },
      { signal },
    )
    return { type: 'values', field, values, distinct, chosen: chosenValues(current.filter, field.id) }
  }
  /** All values of a field as a facet counts them, the most frequent first. */
  function moreValues(
    field: string,
    limit: number,
    contains = '',
  ): Promise<{ readonly values: readonly FacetValue[]; readonly distinct: number }> {
    const current = scope.value ?? wholeTable('')
    return caseApi.call('records.facet', {
      scope: plainScope({
        ...current,
        filter: current.filter.filter((condition) => condition.field !== field),
      }),
      field,
      limit,
      contains,
    })
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

  function setColumns(next: readonly string[]): void {
    if (scope.value !== null) chosenColumns.value = { ...chosenColumns.value, [scope.value.kind]: next }
  }
  function setWidth(column: string, width: number): void {
    const open = scope.value?.kind
    if (open !== undefined)
      chosenWidths.value = { ...chosenWidths.value, [open]: { ...chosenWidths.value[open], [column]: width } }
  }
  function setPinned(count: number): void {
    if (scope.value !== null) chosenPins.value = { ...chosenPins.value, [scope.value.kind]: count }
  }
  /** Takes columns, widths and pins of a saved view. */
  function takeColumns(
    of: string,
    view: {
      readonly columns: readonly string[]
      readonly widths: Readonly<Record<string, number>>
      readonly pinned: number
    },
  ): void {
    chosenColumns.value = { ...chosenColumns.value, [of]: view.columns }
    chosenWidths.value = { ...chosenWidths.value, [of]: view.widths }
    chosenPins.value = { ...chosenPins.value, [of]: view.pinned }
  }
  function resetColumns(): void {
    const open = scope.value?.kind
    if (open === undefined) return
    chosenPins.value = Object.fromEntries(Object.entries(chosenPins.value).filter(([key]) => key !== open))
    chosenColumns.value = Object.fromEntries(
      Object.entries(chosenColumns.value).filter(([key]) => key !== open),
    )
    chosenWidths.value = Object.fromEntries(
      Object.entries(chosenWidths.value).filter(([key]) => key !== open),
    )
  }

  const exporting = ref<{ readonly done: number; readonly total: number | null } | null>(null)
  let stopExport = new AbortController()
  /** Writes what is shown into a file and lets the person keep it. Returns its rows, or null when turned back. */
  async function exportShown(
    format: 'xlsx' | 'csv',
  ): Promise<{ readonly fileName: string; readonly rows: number } | null> {
    const current = scope.value
    if (current === null) return null
    stopExport = new AbortController()
    exporting.value = { done: 0, total: total.value }
    try {
      const file = await caseApi.call(
        'records.export',
        {
          scope: plainScope(current),
          sort: [...sort.value],
          format,
          fields: [...columns.value],
          group: group.value.map((key) => ({ ...key })),
        },
        {
          signal: stopExport.signal,
          onProgress: ({ done, total: all }) => {
            exporting.value = { done, total: all }
          },
        },
      )
      const kept = await host.save(file.fileId, file.fileName)
      return kept ? { fileName: file.fileName, rows: file.rows } : null
    } finally {
      exporting.value = null
    }
  }
  function cancelExport(): void {
    stopExport.abort()
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
    facets.value = []
    pendingFacets.value = new Set()
    phrases.value = []
    mirrored.value = 0
    duplicates.value = 0
    loading.value = false
    cancelExport()
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
    pinned,
    version,
    loading,
    error,
    totals,
    mirrored,
    duplicates,
    facets,
    pendingFacets,
    phrases,
    kind,
    info,
    columns,
    widths,
    exporting,
    refreshList,
    show,
    refresh,
    moreValues,
    load,
    locate,
    setColumns,
    setWidth,
    setPinned,
    takeColumns,
    resetColumns,
    toggleGroup,
    exportShown,
    cancelExport,
    charts,
    addToChart,
    withoutScopePart,
    close,
  }
})
