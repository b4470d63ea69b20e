import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type {
  Chart,
  ChartDelta,
  ChartEdge,
  ChartInfo,
  ChartNode,
  ChartSettings,
  EntitySummary,
  PathResult,
  Result,
} from '../../shared/contract/index.ts'
import { host } from '../api/index.ts'
import { caseApi as api, onCaseChange } from './caseBound.ts'

/** What the drawn chart must take over: a whole chart (`again` when it was open already and the view should stay), or a delta with the node it came from. */
export type ChartUpdate =
  | { readonly type: 'chart'; readonly chart: Chart; readonly again: boolean }
  | { readonly type: 'delta'; readonly delta: ChartDelta; readonly origin: number | null }

/** Most newcomers one expansion puts on the chart; the rest is told as `omitted` and comes with the next one. */
export const expandLimit = 60

/** Charts of the case and the one that is open. The drawing itself lives in renderer/chart; it is told of changes through `onUpdate`. */
export const useCharts = defineStore('charts', () => {
  const charts = shallowRef<readonly ChartInfo[]>([])
  const chartId = ref<number | null>(null)
  const name = ref('')
  const settings = ref<ChartSettings | null>(null)
  const nodes = shallowRef<ReadonlyMap<number, ChartNode>>(new Map())
  const edges = shallowRef<ReadonlyMap<number, ChartEdge>>(new Map())
  const path = shallowRef<PathResult | null>(null)
  const omitted = ref(0)
  const loading = ref(false)
  const listeners = new Set<(update: ChartUpdate) => void>()
  /** Own commands also raise `changed`; the chart has their delta already and need not be read again. */
  let ownCommands = 0

  const nodeList = computed(() => [...nodes.value.values()])
  const edgeList = computed(() => [...edges.value.values()])

  function onUpdate(listener: (update: ChartUpdate) => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  function tell(update: ChartUpdate): void {
    for (const listener of listeners) listener(update)
  }
  function merge(delta: ChartDelta): void {
    const nextNodes = new Map(nodes.value)
    const nextEdges = new Map(edges.value)
    for (const entityId of delta.removedNodes) {
      nextNodes.delete(entityId)
      for (const edge of nextEdges.values())
        if (edge.fromId === entityId || edge.toId === entityId) nextEdges.delete(edge.linkId)
    }
    for (const node of delta.nodes) nextNodes.set(node.entityId, node)
    for (const edge of delta.edges) nextEdges.set(edge.linkId, edge)
    nodes.value = nextNodes
    edges.value = nextEdges
    omitted.value = delta.omitted
  }
  async function own<T>(work: () => Promise<T>): Promise<T> {
    ownCommands++
    try {
      return await work()
    } finally {
      ownCommands--
    }
  }
  /** Runs a command whose answer is a delta of the open chart and hands it on. */
  async function change(
    work: (open: number) => Promise<ChartDelta>,
    origin: number | null = null,
  ): Promise<ChartDelta | null> {
    const open = chartId.value
    if (open === null) return null
    const delta = await own(() => work(open))
    if (chartId.value !== open) return delta
    merge(delta)
    tell({ type: 'delta', delta, origin })
    return delta
  }

  async function refreshList(): Promise<void> {
    charts.value = await api.call('charts.list', {})
  }
  function take(chart: Chart, again: boolean): void {
    chartId.value = chart.chartId
    name.value = chart.name
    settings.value = chart.settings
    nodes.value = new Map(chart.nodes.map((node) => [node.entityId, node]))
    edges.value = new Map(chart.edges.map((edge) => [edge.linkId, edge]))
    path.value = null
    omitted.value = 0
    tell({ type: 'chart', chart, again })
  }
  /** Whether a chart as read says what is shown already; own commands also raise `changed`, and theirs is known. */
  function isShown(chart: Chart): boolean {
    const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
    return (
      chart.name === name.value &&
      same(chart.settings, settings.value) &&
      chart.nodes.length === nodes.value.size &&
      chart.edges.length === edges.value.size &&
      chart.nodes.every((node) => same(node, nodes.value.get(node.entityId))) &&
      chart.edges.every((edge) => same(edge, edges.value.get(edge.linkId)))
    )
  }
  async function open(id: number): Promise<void> {
    loading.value = true
    try {
      take(await api.call('chart.read', { chartId: id }), false)
    } finally {
      loading.value = false
    }
  }
  function close(): void {
    chartId.value = null
    name.value = ''
    settings.value = null
    nodes.value = new Map()
    edges.value = new Map()
    path.value = null
  }
  onCaseChange(() => {
    close()
    charts.value = []
    loading.value = false
    omitted.value = 0
  })
  /** After undo, redo or an import: the list, and the open chart as it now is. */
  async function reload(): Promise<void> {
    if (ownCommands > 0) return
    await refreshList()
    const current = chartId.value
    if (current === null) return
    if (!charts.value.some((chart) => chart.chartId === current)) {
      close()
      return
    }
    const chart = await api.call('chart.read', { chartId: current })
    if (ownCommands === 0 && chartId.value === current && !isShown(chart)) take(chart, true)
  }
  async function create(chartName: string, entityIds: readonly number[] = []): Promise<ChartInfo> {
    const info = await own(() => api.call('charts.create', { name: chartName, entityIds: [...entityIds] }))
    await refreshList()
    await open(info.chartId)
    return info
  }
  async function rename(id: number, chartName: string): Promise<void> {
    await own(() => api.call('charts.rename', { chartId: id, name: chartName }))
    if (id === chartId.value) name.value = chartName
    await refreshList()
  }
  async function duplicate(id: number, chartName: string): Promise<void> {
    const info = await own(() => api.call('charts.duplicate', { chartId: id, name: chartName }))
    await refreshList()
    await open(info.chartId)
  }
  async function remove(id: number): Promise<void> {
    await own(() => api.call('charts.remove', { chartId: id }))
    if (id === chartId.value) close()
    await refreshList()
  }

  const add = (entityIds: readonly number[]) =>
    change((open) => api.call('chart.add', { chartId: open, entityIds: [...entityIds] }))
  const expand = (entityId: number, linkKinds?: readonly string[]) =>
    change(
      (open) =>
        api.call('chart.expand', {
          chartId: open,
          entityId,
          limit: expandLimit,
          ...(linkKinds === undefined ? {} : { linkKinds: [...linkKinds] }),
        }),
      entityId,
    )
  const hide = (entityIds: readonly number[], hidden: boolean) =>
    change((open) => api.call('chart.hide', { chartId: open, entityIds: [...entityIds], hidden }))
  const pin = (entityIds: readonly number[], pinned: boolean) =>
    change((open) => api.call('chart.pin', { chartId: open, entityIds: [...entityIds], pinned }))
  const takeOff = (entityIds: readonly number[]) =>
    change((open) => api.call('chart.remove', { chartId: open, entityIds: [...entityIds] }))
  const note = (entityId: number, words: string) =>
    change((open) => api.call('chart.note', { chartId: open, entityId, note: words }))

  /** Keeps where nodes stand. By hand is an undo step of its own and pins the nodes; by layout belongs to the step before. */
  async function place(
    positions: readonly { readonly entityId: number; readonly x: number; readonly y: number }[],
    by: 'hand' | 'layout',
  ): Promise<void> {
    const open = chartId.value
    if (open === null || positions.length === 0) return
    await own(() => api.call('chart.place', { chartId: open, positions: [...positions], by }))
    const next = new Map(nodes.value)
    const moved: ChartNode[] = []
    for (const { entityId, x, y } of positions) {
      const node = next.get(entityId)
      if (node === undefined) continue
      const placed = { ...node, x, y, pinned: node.pinned || by === 'hand' }
      next.set(entityId, placed)
      moved.push(placed)
    }
    nodes.value = next
    if (by === 'hand')
      tell({
        type: 'delta',
        delta: { chartId: open, nodes: moved, edges: [], removedNodes: [], omitted: 0 },
        origin: null,
      })
  }
  async function saveSettings(change: Partial<ChartSettings>): Promise<void> {
    const open = chartId.value
    if (open === null || settings.value === null) return
    settings.value = { ...settings.value, ...change }
    const saved = await own(() =>
      api.call('chart.settings', {
        chartId: open,
        settings: {
          ...change,
          ...(change.hiddenKinds ? { hiddenKinds: [...change.hiddenKinds] } : {}),
          ...(change.hiddenLinks ? { hiddenLinks: [...change.hiddenLinks] } : {}),
        } as never,
      }),
    )
    if (chartId.value === open) settings.value = saved
  }
  function expandable(entityId: number): Promise<Result<'chart.expandable'>> {
    return api.call('chart.expandable', { chartId: chartId.value ?? 0, entityId })
  }
  /** Shortest path in the whole case; what of it is not on the chart is put there, so that the path can be seen. */
  async function findPath(from: number, to: number): Promise<PathResult> {
    const found = await api.call('paths.find', { from, to })
    if (found.nodes.length > 0) {
      const missing = found.nodes.filter((entityId) => !nodes.value.has(entityId))
      if (missing.length > 0) await add(missing)
      const hidden = found.nodes.filter((entityId) => nodes.value.get(entityId)?.hidden === true)
      if (hidden.length > 0) await hide(hidden, false)
    }
    path.value = found
    return found
  }
  function clearPath(): void {
    path.value = null
  }
  async function searchEntities(text: string, limit = 20): Promise<readonly EntitySummary[]> {
    const page = await api.call('entities.list', { text, offset: 0, limit })
    return page.rows
  }
  /** Lets the person keep a picture of the chart. False when turned back. */
  function keepPicture(picture: Blob, fileName: string): Promise<boolean> {
    return host.saveBytes(picture, fileName.replaceAll(/[\\/:*?"<>|]/g, '_'))
  }
  function svg(theme: 'light' | 'dark', language: 'zh-CN' | 'en'): Promise<Result<'chart.svg'>> {
    return api.call('chart.svg', { chartId: chartId.value ?? 0, theme, language })
  }

  return {
    charts,
    chartId,
    name,
    settings,
    nodes,
    edges,
    nodeList,
    edgeList,
    path,
    omitted,
    loading,
    onUpdate,
    refreshList,
    open,
    close,
    reload,
    create,
    rename,
    duplicate,
    remove,
    add,
    expand,
    hide,
    pin,
    takeOff,
    note,
    place,
    saveSettings,
    expandable,
    findPath,
    clearPath,
    searchEntities,
    svg,
    keepPicture,
  }
})
