/** The keys of the chart. */
import type { ChartHandle } from '../../chart/mountChart.ts'
import { useCharts } from '../../stores/charts.ts'
import { useNotices } from '../../stores/notices.ts'

export interface ChartKeyParts {
  handle(): ChartHandle | null
  selection(): readonly number[]
  expand(entityId: number): Promise<void>
  clearPath(): void
}
export function chartKeys({
  handle,
  selection,
  expand,
  clearPath,
}: ChartKeyParts): (event: KeyboardEvent) => void {
  const charts = useCharts()
  const { attempt } = useNotices()
  return (event) => {
    const target = event.target as HTMLElement
    if (target.closest('input, textarea, select, [role=menu], [role=dialog]') !== null) return
    // A button in focus is what Enter presses.
    if (event.key === 'Enter' && target.closest('button, a') !== null) return
    const chosen = selection()
    if (event.key === 'Escape') clearPath()
    else if (event.key === 'Delete' && chosen.length > 0) void attempt(() => charts.takeOff(chosen))
    else if (event.key === 'h' && chosen.length > 0) void attempt(() => charts.hide(chosen, true))
    else if (event.key === 'Enter' && chosen[0] !== undefined) void attempt(() => expand(chosen[0] as number))
    else if (event.key === '+' || event.key === '=') handle()?.zoom(1.25)
    else if (event.key === '-') handle()?.zoom(0.8)
    else if (event.key === '0') handle()?.fit()
    else return
    event.preventDefault()
  }
}
