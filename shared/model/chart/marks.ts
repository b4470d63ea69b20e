/** What stands beside nodes of a chart: how many were left out when they were expanded, and with how many they may be one. */
import type { ChartLeftOut, ChartUndecided } from '../../contract/charts.ts'
import type { ChartMaps } from './content.ts'

/** The chart with these at its nodes; itself where there are none. */
export function withMarks(
  chart: ChartMaps,
  leftOut: readonly ChartLeftOut[],
  doubles: ChartUndecided['doubles'],
): ChartMaps {
  const marks = new Map<number, { omitted?: number; doubles?: number }>()
  for (const { entityId, hidden } of leftOut)
    if (entityId !== undefined && hidden !== null)
      marks.set(entityId, { omitted: Math.max(marks.get(entityId)?.omitted ?? 0, hidden) })
  for (const { entityId, suggestions } of doubles)
    marks.set(entityId, { ...marks.get(entityId), doubles: suggestions })
  if (marks.size === 0) return chart
  const nodes = new Map(chart.nodes)
  for (const [entityId, mark] of marks) {
    const node = nodes.get(entityId)
    if (node !== undefined) nodes.set(entityId, { ...node, ...mark })
  }
  return { nodes, edges: chart.edges }
}
