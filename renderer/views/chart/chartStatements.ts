/** Statements that are entered from a chart: between what is selected, or at the place that was pressed. */
import type { ChartHandle } from '../../chart/mountChart.ts'
import { useCharts } from '../../stores/charts.ts'
import { useStatements } from '../../stores/statements.ts'

export interface ChartStatementParts {
  handle(): ChartHandle | null
  stage(): HTMLElement | null
}
/** How far from the first side a newcomer on the other side stands. */
const beside = { x: 280, y: 120 }

export function useChartStatements({ handle, stage }: ChartStatementParts) {
  const charts = useCharts()
  const statements = useStatements()
  /** Asks for a statement about one or two entities; `point` in the window, the middle of the view where none is given. */
  return async (entityIds: readonly number[], point: { readonly x: number; readonly y: number } | null) => {
    const { chartId } = charts
    if (chartId === null) return
    const node = charts.nodes.get(entityIds[0] ?? 0)
    const first = node === undefined ? pointOnChart(point) : { x: node.x, y: node.y }
    const chart = { chartId, at: [first, { x: first.x + beside.x, y: first.y + beside.y }] }
    await statements.askFor(entityIds.slice(0, 2), chart)
  }
  function pointOnChart(point: { readonly x: number; readonly y: number } | null) {
    const box = stage()?.getBoundingClientRect()
    const camera = handle()?.camera()
    if (box === undefined || camera === undefined) return { x: 0, y: 0 }
    const [x, y] = point === null ? [box.width / 2, box.height / 2] : [point.x - box.left, point.y - box.top]
    return { x: Math.round((x - camera.x) / camera.zoom), y: Math.round((y - camera.y) / camera.zoom) }
  }
}
