/** The rules live in shared/, because the chart picture of a report follows the same ones. */
export { edgeWidth, nodeSize, visibleParts } from '../../shared/model/chartView.ts'
export type { VisibleParts } from '../../shared/model/chartView.ts'
