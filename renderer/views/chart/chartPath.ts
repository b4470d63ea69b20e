import { nextTick, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ChartHandle } from '../../chart/mountChart.ts'
import { useCharts } from '../../stores/charts.ts'
import { useNotices } from '../../stores/notices.ts'

/** Looking for the shortest path between two: from where, to whom, and showing what was found. */
export function useChartPath(handle: () => ChartHandle | null) {
  const { t } = useI18n()
  const charts = useCharts()
  const notices = useNotices()
  const from = ref<number | null>(null)
  const labelOf = (entityId: number) => charts.nodes.get(entityId)?.label ?? ''
  const stepOf = (one: number, other: number) => (one < other ? `${one} ${other}` : `${other} ${one}`)

  async function find(start: number, end: number): Promise<void> {
    from.value = null
    const found = await charts.findPath(start, end)
    await nextTick()
    if (found.nodes.length === 0) {
      charts.clearPath()
      notices.say('info', t('chart.pathNone', { from: labelOf(start), to: labelOf(end) }))
      return
    }
    const steps = new Set(
      found.nodes.slice(1).map((node, index) => stepOf(node, found.nodes[index] as number)),
    )
    // On a folded chart the path runs through whoever holds what it runs through.
    const { into } = charts.visible.folding
    const onPath = new Set(
      charts.edgeList.filter((edge) => steps.has(stepOf(edge.fromId, edge.toId))).map(({ linkId }) => linkId),
    )
    const lines = charts.visible.edges.filter(({ parts }) => parts.some((part) => onPath.has(part)))
    handle()?.showPath(
      found.nodes.map((node) => into.get(node) ?? node),
      lines.map((edge) => edge.linkId),
    )
  }
  /** Between the two that are chosen; from the one, to be continued with a press on another. */
  async function begin(selection: readonly number[]): Promise<void> {
    const [first, second] = selection
    if (first !== undefined && second !== undefined) await find(first, second)
    else if (first !== undefined) from.value = first
    else notices.say('info', t('chart.pathHint'))
  }
  function clear(): void {
    from.value = null
    charts.clearPath()
  }
  watch(
    () => charts.path,
    (path) => {
      if (path === null) handle()?.clearPath()
    },
  )
  return { from, find, begin, clear }
}
