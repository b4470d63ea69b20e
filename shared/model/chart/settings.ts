/** How a chart is shown: its settings, and which of them are a filter. */
import type { ChartSettings } from '../../contract/charts.ts'
import { isAllTime } from '../time/span.ts'

/** What a chart can be laid out by, what sizes its nodes, what stands on its lines. The menus offer them in this order. */
export const chartLayouts = [
  'force',
  'layered',
  'lanes',
  'radial',
  'measure',
  'compact',
  'circle',
  'grid',
  'time',
] as const
export type ChartLayout = (typeof chartLayouts)[number]
/** What can have put nodes where they are, besides a plain drag: a layout, or one of the tools. */
export const placings = [...chartLayouts, 'overlaps', 'align', 'distribute', 'unfold'] as const
export type Placing = (typeof placings)[number]
/** What earlier versions called a layout; charts kept under these names are read with the name of today. */
export const formerLayouts: Readonly<Record<string, ChartLayout>> = { tree: 'layered', concentric: 'radial' }
/** What is largest of those who come first when something is put on a chart: the sum of their links, the number of facts, the number of links. */
export const candidateOrders = ['amount', 'count', 'links'] as const
export const nodeScales = ['none', 'degree', 'amount'] as const
export const edgeLabelSorts = ['none', 'count', 'amount'] as const
export const foldings = ['none', 'people', 'place', 'branch', 'community', 'kind'] as const

/** The settings under which nothing is filtered away. */
export const noFilter = {
  hiddenKinds: [],
  hiddenLinks: [],
  minAmount: null,
  onlyWithAmount: false,
  from: null,
  to: null,
  hours: [],
  weekdays: [],
} as const satisfies Partial<ChartSettings>

export const defaultSettings: ChartSettings = {
  layout: 'force',
  sizeBy: 'none',
  colourBy: 'kind',
  edgeLabels: 'amount',
  dropIdle: true,
  foldBy: 'none',
  unfolded: [],
  closedGroups: [],
  cut: [],
  seen: false,
  marks: [],
  ...noFilter,
}

export function isFiltered(settings: ChartSettings): boolean {
  return (
    settings.hiddenKinds.length > 0 ||
    settings.hiddenLinks.length > 0 ||
    settings.minAmount !== null ||
    settings.onlyWithAmount ||
    !isAllTime(settings)
  )
}
