/** The chart that is open: the one place that holds it. What is in sight follows from it; renderer/chart draws that. */
import { computed, ref, shallowRef } from 'vue'
import type {
  AssumedLink,
  ChartAnnotation,
  Chart,
  ChartLeftOut,
  ChartSettings,
  ChartUndecided,
  Input,
  PathResult,
  Span,
} from '../../../shared/contract/index.ts'
import { type ChartMaps, contentOf, emptyChart } from '../../../shared/model/chart/content.ts'
import { type LinesDuring, linesByLink } from '../../../shared/model/chart/during.ts'
import { noFolding } from '../../../shared/model/chart/fold.ts'
import { withMarks } from '../../../shared/model/chart/marks.ts'
import { undecidedParts } from '../../../shared/model/chart/undecided.ts'
import type { LineSums } from '../../../shared/model/chart/joinedLines.ts'
import { visibleChart, type VisibleChart } from '../../../shared/model/chart/visible.ts'
import { allTime, isAllTime } from '../../../shared/model/time/span.ts'
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
  // What was left out the engine keeps itself.
  const {
    hiddenKinds,
    hiddenLinks,
    unfolded,
    closedGroups,
    hours,
    weekdays,
    marks,
    cut: _cut,
    ...rest
  } = change
  return {
    ...rest,
    ...(hiddenKinds === undefined ? {} : { hiddenKinds: [...hiddenKinds] }),
    ...(hiddenLinks === undefined ? {} : { hiddenLinks: [...hiddenLinks] }),
    ...(unfolded === undefined ? {} : { unfolded: [...unfolded] }),
    ...(closedGroups === undefined ? {} : { closedGroups: [...closedGroups] }),
    ...(marks === undefined ? {} : { marks: marks.map(({ at, text }) => ({ at, text })) }),
    ...(hours === undefined ? {} : { hours: [...hours] }),
    ...(weekdays === undefined ? {} : { weekdays: [...weekdays] }),
  }
}

/** What is shown of a span, and of which. */
export interface DuringShown {
  readonly span: Span
  readonly lines: LinesDuring
  readonly undated: number
  readonly daysOnly: number
}
/** A span without the page's proxies. */
export function plainSpan({ from, to, hours, weekdays }: Span): Input<'chart.during'>['span'] {
  return { from, to, hours: [...hours], weekdays: [...weekdays] }
}
async function askDuring(chartId: number, given: Span): Promise<DuringShown> {
  const span = plainSpan(given)
  const { lines, ...rest } = await api.call('chart.during', { chartId, span })
  return { span, lines: linesByLink(lines), ...rest }
}

export type OpenChart = ReturnType<typeof createOpenChart>
/** `fail` is told what nobody expects when a view is kept. */
export function createOpenChart(fail: (error: unknown) => void) {
  const chartId = ref<number | null>(null)
  const name = ref('')
  const settings = ref<ChartSettings | null>(null)
  const content = shallowRef(emptyChart)
  const path = shallowRef<PathResult | null>(null)
  /** What is assumed on the open chart; in no figure. */
  const assumed = shallowRef<readonly AssumedLink[]>([])
  /** What people have drawn on the open chart. */
  const annotations = shallowRef<readonly ChartAnnotation[]>([])
  const loading = ref(false)
  /** What nobody has decided about the open chart; null until it is known. */
  const undecided = shallowRef<ChartUndecided | null>(null)
  /** What was put on the open chart and not wholly; null until it is known. */
  const leftOut = shallowRef<readonly ChartLeftOut[] | null>(null)
  /** Sums of folded lines whose parts may rest on the same rows, each row counted once. */
  const lineSums = shallowRef<LineSums>(new Map())

  /** The dealings within the span of the settings; null while there is none, or it is not known yet. */
  const during = shallowRef<DuringShown | null>(null)

  const nodes = computed(() => content.value.nodes)
  const nodeList = computed(() => [...content.value.nodes.values()])
  const edgeList = computed(() => [...content.value.edges.values()])
  /** The chart with what is undecided at its lines and nodes. */
  const told = computed(() =>
    withMarks(
      withDoubts(content.value, undecided.value),
      leftOut.value ?? [],
      undecided.value?.doubles ?? [],
    ),
  )
  const visible = computed(() =>
    settings.value === null
      ? nothing
      : // Cut by the span whose rows are known, so that a filter never stands over sums of another.
        visibleChart(
          told.value,
          { ...settings.value, ...(during.value?.span ?? allTime) },
          lineSums.value,
          during.value?.lines,
        ),
  )
  /** What is in sight, with a group closed too. */
  function withGroupClosed(groupId: number): VisibleChart {
    const shown = settings.value
    if (shown === null) return nothing
    return visibleChart(
      told.value,
      {
        ...shown,
        ...(during.value?.span ?? allTime),
        closedGroups: [...shown.closedGroups.filter((id) => id !== groupId), groupId],
      },
      lineSums.value,
      during.value?.lines,
    )
  }
  const views = createViewWriter<Partial<ChartSettings>>(
    (id, change) => api.call('chart.settings', { chartId: id, settings: plainSettings(change) }),
    fail,
  )

  /** Takes over a chart as the case holds it. */
  function take(chart: Chart): void {
    const before = chart.chartId === chartId.value ? content.value : emptyChart
    if (chart.chartId !== chartId.value) {
      undecided.value = null
      leftOut.value = null
    }
    chartId.value = chart.chartId
    name.value = chart.name
    assumed.value = chart.assumed ?? []
    annotations.value = chart.annotations ?? []
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
      const chart = await api.call('chart.read', { chartId: id })
      // Both at once: a chart is never shown with sums of the whole time under a filter that names a part of it.
      const found = isAllTime(chart.settings) ? null : await askDuring(id, chart.settings)
      take(chart)
      during.value = found
    } finally {
      loading.value = false
    }
  }
  function close(): void {
    chartId.value = null
    name.value = ''
    assumed.value = []
    annotations.value = []
    settings.value = null
    content.value = emptyChart
    undecided.value = null
    leftOut.value = null
    lineSums.value = new Map()
    during.value = null
    path.value = null
  }
  let asked = 0
  /** Asks for the dealings within the span: after it, or what stands on the chart, has changed. Only the newest answer is taken. */
  async function readDuring(): Promise<void> {
    const [shown, current, ask] = [chartId.value, settings.value, ++asked]
    if (shown === null || current === null || isAllTime(current)) {
      if (during.value !== null) lineSums.value = new Map()
      during.value = null
      return
    }
    const found = await askDuring(shown, current)
    if (ask !== asked || chartId.value !== shown) return
    lineSums.value = new Map()
    during.value = found
  }
  let asking = 0
  /** Asks what is undecided about the open chart: by itself, so that a chart never waits for it. */
  async function readUndecided(): Promise<void> {
    const [shown, ask] = [chartId.value, ++asking]
    if (shown === null) return
    // Of the rows whose sums are shown.
    const span = during.value?.span
    const found = await api.call('chart.undecided', {
      chartId: shown,
      ...(span === undefined ? {} : { span: plainSpan(span) }),
    })
    if (ask === asking && chartId.value === shown) undecided.value = found
  }
  let askingLeft = 0
  /** Asks what was left out of the open chart. */
  async function readLeftOut(): Promise<void> {
    const [shown, ask] = [chartId.value, ++askingLeft]
    if (shown === null) return
    const found = await api.call('chart.leftOut', { chartId: shown })
    if (ask === askingLeft && chartId.value === shown) leftOut.value = found
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
    assumed,
    annotations,
    path,
    loading,
    undecided,
    leftOut,
    lineSums,
    during,
    readDuring,
    nodes,
    nodeList,
    edgeList,
    visible,
    withGroupClosed,
    take,
    open,
    close,
    readUndecided,
    readLeftOut,
    saveSettings,
  }
}
