/** The keys of the chart. */
import type { ChartHandle } from '../../chart/mountChart.ts'
import { useCharts } from '../../stores/charts.ts'
import { useNotices } from '../../stores/notices.ts'

const arrows: Readonly<Record<string, Parameters<ChartHandle['walk']>[0]>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

export interface ChartKeyParts {
  handle(): ChartHandle | null
  selection(): readonly number[]
  expand(entityId: number): Promise<void>
  clearPath(): void
  /** Asks for a statement about what is selected. */
  state(entityIds: readonly number[]): void
  /** Puts what is selected together, or opens closed groups. */
  group(entityIds: readonly number[]): void
  /** Asks for colour, flag and tags of what is selected. */
  marks(entityIds: readonly number[]): void
}
export function chartKeys({
  handle,
  selection,
  expand,
  clearPath,
  state,
  group,
  marks,
}: ChartKeyParts): (event: KeyboardEvent) => void {
  const charts = useCharts()
  const { attempt } = useNotices()
  return (event) => {
    const target = event.target as HTMLElement
    if (target.closest('input, textarea, select, [role=menu], [role=dialog], [role=radiogroup]') !== null)
      return
    // A button in focus is what Enter presses.
    if (event.key === 'Enter' && target.closest('button, a') !== null) return
    const chosen = selection()
    const arrow = arrows[event.key]
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') handle()?.selectAll()
    else if (event.ctrlKey || event.metaKey || event.altKey) return
    else if (arrow !== undefined) handle()?.walk(arrow, event.shiftKey)
    else if (event.key === 'Escape') {
      clearPath()
      handle()?.select([])
    } else if (event.key === 'Delete' && chosen.length > 0) void attempt(() => charts.takeOff(chosen))
    else if (event.key.toLowerCase() === 'h' && chosen.length > 0)
      void attempt(() => charts.hide(chosen, true))
    else if (event.key.toLowerCase() === 's') state(chosen)
    else if (event.key.toLowerCase() === 'c' && chosen.length > 0) marks(chosen)
    else if (event.key.toLowerCase() === 'g' && chosen.length > 0) group(chosen)
    else if (event.key === 'Enter' && chosen[0] !== undefined) void attempt(() => expand(chosen[0] as number))
    else if (event.key === '+' || event.key === '=') handle()?.zoom(1.25)
    else if (event.key === '-') handle()?.zoom(0.8)
    else if (event.key === '0') handle()?.fit()
    else return
    event.preventDefault()
  }
}
