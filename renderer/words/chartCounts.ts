/** How many entities and links, each in the form of its number. */
import { countText } from '../format.ts'
import { translate } from '../i18n/index.ts'

export const entitiesText = (count: number): string =>
  translate('chart.entities', { count: countText(count) }, count)
export const linksText = (count: number): string =>
  translate('chart.lines', { count: countText(count) }, count)
/** Both, as a chart and its snapshots say it. */
export const countsText = (nodes: number, lines: number): string =>
  translate('chart.counts', { nodes: entitiesText(nodes), edges: linksText(lines) })
/** Both, as a snapshot counts them: neither folded nor filtered. */
export const keptCountsText = (nodes: number, lines: number): string =>
  translate('kept.counts', { counts: countsText(nodes, lines) })
