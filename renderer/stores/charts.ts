import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type {
  Chart,
  ChartDelta,
  ChartInfo,
  ChartSettings,
  ChartUndecided,
  EntitySummary,
  Input,
  PathResult,
  Result,
  ReportRedaction,
} from '../../shared/contract/index.ts'
import {
  applyDelta,
  type ChartMaps,
  contentOf,
  emptyChart,
  type NodePlace,
  withPlaces,
} from '../../shared/model/chart/content.ts'
import { undecidedParts } from '../../shared/model/chart/undecided.ts'
import { visibleChart, type VisibleChart } from '../../shared/model/chart/visible.ts'
import { host } from '../api/index.ts'
import { caseApi as api, onCaseChange } from './caseBound.ts'
import { useNotices } from './notices.ts'
import { createOwnChanges } from './ownChanges.ts'
import { createViewWriter, sendViews } from './viewWriter.ts'

/** Most newcomers one expansion puts on the chart; the rest is told as `omitted` and comes with the next one. */
export const expandLimit = 60

const nothing: VisibleChart = { nodes: [], edges: [], filtered: 0, hiddenByHand: 0 }

/** The chart with what is undecided at its lines and nodes. */
function withDoubts(content: ChartMaps, undecided: ChartUndecided | null): ChartMaps {
  if (undecided === null || undecided.links.length === 0) return content
  const doubtsOf = new Map(undecided.links.map(({ linkId, doubts }) => [linkId, doubts]))
  const told = undecidedParts(
    (linkId) => doubtsOf.get(linkId),
    content.edges.values(),
    (entityId) => content.nodes.get(entityId),
  )
  return {
    nodes: new Map([...content.nodes, ...told.nodes.map((node) => [node.entityId, node] as const)]),
    edges: new Map([...content.edges, ...told.edges.map((edge) => [edge.linkId, edge] as const)]),
  }
}

/** The same without the page's proxies, which cross no port. */
function plainSettings(change: Partial<ChartSettings>): Input<'chart.settings'>['settings'] {
  const { hiddenKinds, hiddenLinks, ...rest } = change
  return {
    ...rest,
    ...(hiddenKinds === undefined ? {} : { hiddenKinds: [...hiddenKinds] }),
    ...(hiddenLinks === undefined ? {} : { hiddenLinks: [...hiddenLinks] }),
  }
}

/** Charts of the case and the one that is open: the one place that holds it. What is in sight follows from it; renderer/chart draws that. */
export const useCharts = defineStore('charts', () => {
  const notices = useNotices()
  const charts = shallowRef<readonly ChartInfo[]>([])
  const chartId = ref<number | null>(null)
  const name = ref('')
  const settings = ref<ChartSettings | null>(null)
  const content = shallowRef(emptyChart)
  const path = shallowRef<PathResult | null>(null)
  const loading = ref(false)

  /** What nobody has decided about the open chart; null until it is known. */
  const undecided = shallowRef<ChartUndecided | null>(null)
  /** Grows when the chart was read anew because the case changed. */
  const reread = ref(0)

  const nodes = computed(() => content.value.nodes)
  const nodeList = computed(() => [...content.value.nodes.values()])
  const edgeList = computed(() => [...content.value.edges.values()])
  const visible = computed(() =>
    settings.value === null ? nothing : visibleChart(told.value, settings.value),
  )
  /** The chart with what is undecided at its lines and nodes. */
  const told = computed(() => withDoubts(content.value, undecided.value))
  const own = createOwnChanges(readAgain, notices.fail)
  const views = createViewWriter<Partial<ChartSettings>>(
    (id, change) => api.call('chart.settings', { chartId: id, settings: plainSettings(change) }),
    notices.fail,
  )

  /** Runs a command whose answer is a delta of the open chart and takes it over. */
  async function change(work: (open: number) => Promise<ChartDelta>): Promise<ChartDelta | null> {
    const open = chartId.value
    if (open === null) return null
    const delta = await own.run(() => work(open))
    if (chartId.value === open) content.value = applyDelta(content.value, delta)
    return delta
  }

  async function refreshList(): Promise<void> {
    charts.value = await api.call('charts.list', {})
  }
  function take(chart: Chart): void {
    const before = chart.chartId === chartId.value ? content.value : emptyChart
    if (chart.chartId !== chartId.value) undecided.value = null
    chartId.value = chart.chartId
    name.value = chart.name
    settings.value = { ...chart.settings, ...views.waiting(chart.chartId) }
    content.value = contentOf(chart, before)
    if (content.value !== before) path.value = null
  }
  async function open(id: number): Promise<void> {
    loading.value = true
    try {
      await sendViews()
      take(await api.call('chart.read', { chartId: id }))
    } finally {
      loading.value = false
    }
  }
  function close(): void {
    chartId.value = null
    name.value = ''
    settings.value = null
    content.value = emptyChart
    undecided.value = null
    path.value = null
    own.forget()
  }
  onCaseChange(() => {
    close()
    charts.value = []
    loading.value = false
    reread.value = 0
  })
  /** After undo, redo, an import or a merge: the list, and the open chart as it now is. */
  async function readAgain(): Promise<() => void> {
    await refreshList()
    const current = chartId.value
    if (current === null) return () => undefined
    if (!charts.value.some((chart) => chart.chartId === current)) return close
    const chart = await api.call('chart.read', { chartId: current })
    return () => {
      if (chartId.value !== current) return
      take(chart)
      reread.value += 1
    }
  }
  let asking = 0
  /** Asks what is undecided about the open chart: by itself, so that a chart never waits for it. */
  async function readUndecided(): Promise<void> {
    const [open, ask] = [chartId.value, ++asking]
    if (open === null) return
    const found = await api.call('chart.undecided', { chartId: open })
    if (ask === asking && chartId.value === open) undecided.value = found
  }
  async function create(chartName: string, entityIds: readonly number[] = []): Promise<ChartInfo> {
    return own.run(async () => {
      const info = await api.call('charts.create', { name: chartName, entityIds: [...entityIds] })
      await refreshList()
      await open(info.chartId)
      return info
    })
  }
  async function rename(id: number, chartName: string): Promise<void> {
    await own.run(async () => {
      await api.call('charts.rename', { chartId: id, name: chartName })
      if (id === chartId.value) name.value = chartName
      await refreshList()
    })
  }
  async function duplicate(id: number, chartName: string): Promise<void> {
    await own.run(async () => {
      await sendViews()
      const info = await api.call('charts.duplicate', { chartId: id, name: chartName })
      await refreshList()
      await open(info.chartId)
    })
  }
  async function remove(id: number): Promise<void> {
    await own.run(async () => {
      await api.call('charts.remove', { chartId: id })
      if (id === chartId.value) close()
      await refreshList()
    })
  }

  const add = (entityIds: readonly number[]) =>
    change((open) => api.call('chart.add', { chartId: open, entityIds: [...entityIds] }))
  const expand = (entityId: number, linkKinds?: readonly string[]) =>
    change((open) =>
      api.call('chart.expand', {
        chartId: open,
        entityId,
        limit: expandLimit,
        ...(linkKinds === undefined ? {} : { linkKinds: [...linkKinds] }),
      }),
    )
  const hide = (entityIds: readonly number[], hidden: boolean) =>
    change((open) => api.call('chart.hide', { chartId: open, entityIds: [...entityIds], hidden }))
  const pin = (entityIds: readonly number[], pinned: boolean) =>
    change((open) => api.call('chart.pin', { chartId: open, entityIds: [...entityIds], pinned }))
  const takeOff = (entityIds: readonly number[]) =>
    change((open) => api.call('chart.remove', { chartId: open, entityIds: [...entityIds] }))
  const note = (entityId: number, words: string) =>
    change((open) => api.call('chart.note', { chartId: open, entityId, note: words }))

  /** Keeps where a hand or a layout has put nodes; by hand they are pinned. */
  async function place(places: readonly NodePlace[], by: 'hand' | 'layout'): Promise<void> {
    const open = chartId.value
    if (open === null || places.length === 0) return
    await own.run(() => api.call('chart.place', { chartId: open, positions: [...places], by }))
    if (chartId.value === open) content.value = withPlaces(content.value, places, by === 'hand')
  }
  /** Shown at once, kept a little later. In a case that is open read-only it holds as long as the chart is open. */
  function saveSettings(change: Partial<ChartSettings>): void {
    const open = chartId.value
    if (open === null || settings.value === null) return
    settings.value = { ...settings.value, ...change }
    views.keep(open, change)
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
  /** The chart as the engine draws it, masked as chosen, with the name a file of it may carry. */
  async function svg(
    theme: 'light' | 'dark',
    language: 'zh-CN' | 'en',
    redact: ReportRedaction,
  ): Promise<Result<'chart.svg'>> {
    await sendViews()
    return api.call('chart.svg', { chartId: chartId.value ?? 0, theme, language, redact })
  }

  return {
    charts,
    chartId,
    name,
    settings,
    nodes,
    nodeList,
    edgeList,
    visible,
    path,
    loading,
    undecided,
    reread,
    readUndecided,
    refreshList,
    open,
    close,
    changed: own.onChange,
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
