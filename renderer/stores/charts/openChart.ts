/** The chart that is open: the one place that holds it. What is in sight follows from it; renderer/chart draws that. */
import { computed, ref, shallowRef } from 'vue'
import type {
  Chart,
  ChartSettings,
  ChartUndecided,
  Input,
  PathResult,
} from '../../../shared/contract/index.ts'
import { type ChartMaps, contentOf, emptyChart } from '../../../shared/model/chart/content.ts'
import { noFolding } from '../../../shared/model/chart/fold.ts'
import { undecidedParts } from '../../../shared/model/chart/undecided.ts'
import { type LineSums, visibleChart, type VisibleChart } from '../../../shared/model/chart/visible.ts'
import { caseApi as api } from '../caseBound.ts'
import { createViewWriter, sendViews } from '../viewWriter.ts'

const nothing: VisibleChart = {
  nodes: [],
  edges: [],
  filtered: 0,
  filteredEdges: 0,
  hiddenByHand: 0,
  folding: noFolding,
}

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
export function plainSettings(change: Partial<ChartSettings>): Input<'chart.settings'>['settings'] {
  const { hiddenKinds, hiddenLinks, unfolded, ...rest } = change
  return {
    ...rest,
    ...(hiddenKinds === undefined ? {} : { hiddenKinds: [...hiddenKinds] }),
    ...(hiddenLinks === undefined ? {} : { hiddenLinks: [...hiddenLinks] }),
    ...(unfolded === undefined ? {} : { unfolded: [...unfolded] }),
  }
}

export type OpenChart = ReturnType<typeof createOpenChart>
/** `fail` is told what nobody expects when a view is kept. */
export function createOpenChart(fail: (error: unknown) => void) {
  const chartId = ref<number | null>(null)
  const name = ref('')
  const settings = ref<ChartSettings | null>(null)
  const content = shallowRef(emptyChart)
  const path = shallowRef<PathResult | null>(null)
  const loading = ref(false)
  /** What nobody has decided about the open chart; null until it is known. */
  const undecided = shallowRef<ChartUndecided | null>(null)
  /** Sums of folded lines whose parts may rest on the same rows, each row counted once. */
  const lineSums = shallowRef<LineSums>(new Map())

  const nodes = computed(() => content.value.nodes)
  const nodeList = computed(() => [...content.value.nodes.values()])
  const edgeList = computed(() => [...content.value.edges.values()])
  /** The chart with what is undecided at its lines and nodes. */
  const told = computed(() => withDoubts(content.value, undecided.value))
  const visible = computed(() =>
    settings.value === null ? nothing : visibleChart(told.value, settings.value, lineSums.value),
  )
  const views = createViewWriter<Partial<ChartSettings>>(
    (id, change) => api.call('chart.settings', { chartId: id, settings: plainSettings(change) }),
    fail,
  )

  /** Takes over a chart as the case holds it. */
  function take(chart: Chart): void {
    const before = chart.chartId === chartId.value ? content.value : emptyChart
    if (chart.chartId !== chartId.value) undecided.value = null
    chartId.value = chart.chartId
    name.value = chart.name
    settings.value = { ...chart.settings, ...views.waiting(chart.chartId) }
    content.value = contentOf(chart, before)
    if (content.value !== before) {
      path.value = null
      lineSums.value = new Map()
    }
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
    lineSums.value = new Map()
    path.value = null
  }
  let asking = 0
  /** Asks what is undecided about the open chart: by itself, so that a chart never waits for it. */
  async function readUndecided(): Promise<void> {
    const [shown, ask] = [chartId.value, ++asking]
    if (shown === null) return
    const found = await api.call('chart.undecided', { chartId: shown })
    if (ask === asking && chartId.value === shown) undecided.value = found
  }
  /** Shown at once, kept a little later. In a case that is open read-only it holds as long as the chart is open. */
  function saveSettings(change: Partial<ChartSettings>): void {
    const shown = chartId.value
    if (shown === null || settings.value === null) return
    settings.value = { ...settings.value, ...change }
    views.keep(shown, change)
  }
  return {
    chartId,
    name,
    settings,
    content,
    path,
    loading,
    undecided,
    lineSums,
    nodes,
    nodeList,
    edgeList,
    visible,
    take,
    open,
    close,
    readUndecided,
    saveSettings,
  }
}
