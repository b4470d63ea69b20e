/** Entities put on a chart from elsewhere than the chart itself. */
import { caseApi } from '../caseBound.ts'

/** A chart there is, or a new one. */
export type ChartTarget = { readonly chartId: number } | { readonly name: string }

/** Puts entities on a chart, a new one with `name`. Returns the chart. */
export async function putOnChart(target: ChartTarget, entityIds: readonly number[]): Promise<number> {
  if ('name' in target)
    return (await caseApi.call('charts.create', { name: target.name, entityIds: [...entityIds] })).chartId
  await caseApi.call('chart.add', { chartId: target.chartId, entityIds: [...entityIds] })
  return target.chartId
}
