/** How a chart is shown: its settings, and which of them are a filter. */
import type { ChartSettings } from '../../contract/charts.ts'

/** What a chart can be laid out by, what sizes its nodes, what stands on its lines. The menus offer them in this order. */
export const chartLayouts = ['force', 'tree', 'circle', 'concentric'] as const
export const nodeScales = ['none', 'degree', 'amount'] as const
export const edgeLabelSorts = ['none', 'count', 'amount'] as const
export const foldings = ['none', 'people'] as const

/** The settings under which nothing is filtered away. */
export const noFilter = {
  hiddenKinds: [],
  hiddenLinks: [],
  minAmount: null,
  onlyWithAmount: false,
  from: null,
  to: null,
} as const satisfies Partial<ChartSettings>

export const defaultSettings: ChartSettings = {
  layout: 'force',
  sizeBy: 'none',
  edgeLabels: 'amount',
  foldBy: 'none',
  unfolded: [],
  ...noFilter,
}

export function isFiltered(settings: ChartSettings): boolean {
  return (
    settings.hiddenKinds.length > 0 ||
    settings.hiddenLinks.length > 0 ||
    settings.minAmount !== null ||
    settings.onlyWithAmount ||
    settings.from !== null ||
    settings.to !== null
  )
}
