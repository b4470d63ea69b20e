/** What of a table is put on a chart. */
import type { Ref } from 'vue'
import type { ChartInfo, TableScope } from '../../../shared/contract/index.ts'
import { plainScope, wholeTable } from '../../model/conditions.ts'
import { caseApi } from '../caseBound.ts'

/** Most entities one "show in chart" puts on a chart; the most linked come first. */
export const chartLimit = 100

export function createToChart(scope: Readonly<Ref<TableScope | null>>) {
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

  return { charts, addToChart }
}
