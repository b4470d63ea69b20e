import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { EntitySummary, Result } from '../../shared/contract/index.ts'
import { caseApi as api, onCaseChange } from './caseBound.ts'
import { createChartEdits } from './charts/chartEdits.ts'
import { createChartList } from './charts/chartList.ts'
import { createFolding } from './charts/folding.ts'
import { createAnnotations } from './charts/annotations.ts'
import { createAssumptions } from './charts/assumptions.ts'
import { createGroups } from './charts/groups.ts'
import { createKept } from './charts/kept.ts'
import { createOpenChart } from './charts/openChart.ts'
import { useNotices } from './notices.ts'
import { createOwnChanges } from './ownChanges.ts'

/** Charts of the case, and the one that is open. */
export const useCharts = defineStore('charts', () => {
  const notices = useNotices()
  const chart = createOpenChart(notices.fail)
  const own = createOwnChanges(readAgain, notices.fail)
  const list = createChartList(chart, own, close)
  const edits = createChartEdits(chart, own)
  const folding = createFolding(chart, edits.add, edits.place)
  const kept = createKept(chart, own)
  const assumptions = createAssumptions(chart, own, list.refreshList)
  const groups = createGroups(chart, own)
  const drawings = createAnnotations(chart, own)
  const { chartId } = chart
  const { charts, refreshList } = list
  /** Grows when the chart was read anew because the case changed. */
  const reread = ref(0)

  function close(): void {
    chart.close()
    own.forget()
  }
  onCaseChange(() => {
    close()
    charts.value = []
    list.ready.value = []
    folding.holdings.value = null
    kept.forgetKept()
    chart.loading.value = false
    reread.value = 0
  })
  /** After undo, redo, an import or a merge: the list, and the open chart as it now is. */
  async function readAgain(): Promise<() => void> {
    await refreshList()
    const current = chartId.value
    if (current === null) return () => undefined
    if (!charts.value.some((info) => info.chartId === current)) return close
    const found = await api.call('chart.read', { chartId: current })
    return () => {
      if (chartId.value !== current) return
      chart.take(found)
      reread.value += 1
    }
  }
  function expandable(entityId: number): Promise<Result<'chart.expandable'>> {
    return api.call('chart.expandable', { chartId: chartId.value ?? 0, entityId })
  }
  async function searchEntities(text: string, limit = 20): Promise<readonly EntitySummary[]> {
    const page = await api.call('entities.list', { text, offset: 0, limit })
    return page.rows
  }

  return {
    ...list,
    ...edits,
    ...folding,
    ...kept,
    ...assumptions,
    ...groups,
    ...drawings,
    chartId,
    name: chart.name,
    settings: chart.settings,
    nodes: chart.nodes,
    nodeList: chart.nodeList,
    edgeList: chart.edgeList,
    content: chart.content,
    visible: chart.visible,
    withGroupClosed: chart.withGroupClosed,
    during: chart.during,
    readDuring: chart.readDuring,
    path: chart.path,
    assumed: chart.assumed,
    loading: chart.loading,
    undecided: chart.undecided,
    leftOut: chart.leftOut,
    reread,
    readUndecided: chart.readUndecided,
    readLeftOut: chart.readLeftOut,
    open: chart.open,
    close,
    changed: own.onChange,
    saveSettings: chart.saveSettings,
    expandable,
    searchEntities,
  }
})
