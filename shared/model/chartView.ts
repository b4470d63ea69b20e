/** What of a chart is drawn, and how large: pure, so that the page and the picture in a report show the same. */
import type { ChartEdge, ChartNode, ChartSettings } from '../contract/charts.ts'

export interface VisibleParts {
  readonly nodes: ReadonlySet<number>
  readonly edges: ReadonlySet<number>
  /** Nodes a filter takes away (not counting those hidden by hand). */
  readonly filtered: number
  readonly hiddenByHand: number
}

function passes(edge: ChartEdge, settings: ChartSettings): boolean {
  if (settings.hiddenLinks.includes(edge.linkKind)) return false
  if (edge.amount === null) {
    if (settings.onlyWithAmount) return false
  } else if (settings.minAmount !== null && edge.amount < settings.minAmount) return false
  if (settings.from !== null && edge.lastTime !== null && edge.lastTime < settings.from) return false
  // The brush ends with its last day: '2022-03' keeps everything that begins with it.
  if (settings.to !== null && edge.firstTime !== null && edge.firstTime.slice(0, settings.to.length) > settings.to) return false
  return true
}

/**
 * What of a chart is drawn under its filters. A node goes when it is hidden by hand, when its kind is filtered away, or when it had links
 * and a filter took every one of them; a node that never had a link on the chart stays.
 */
export function visibleParts(nodes: readonly ChartNode[], edges: readonly ChartEdge[], settings: ChartSettings): VisibleParts {
  const candidates = new Set(nodes.filter((node) => !node.hidden && !settings.hiddenKinds.includes(node.kind)).map((node) => node.entityId))
  const shownEdges = new Set<number>()
  const touched = new Set<number>()
  const linked = new Set<number>()
  for (const edge of edges) {
    if (!candidates.has(edge.fromId) || !candidates.has(edge.toId)) continue
    linked.add(edge.fromId).add(edge.toId)
    if (!passes(edge, settings)) continue
    shownEdges.add(edge.linkId)
    touched.add(edge.fromId).add(edge.toId)
  }
  const shownNodes = new Set([...candidates].filter((entityId) => touched.has(entityId) || !linked.has(entityId)))
  const hiddenByHand = nodes.filter((node) => node.hidden).length
  return { nodes: shownNodes, edges: shownEdges, filtered: nodes.length - hiddenByHand - shownNodes.size, hiddenByHand }
}

/** Diameter in pixels: area grows with the value, so that twice the money looks twice as large; 32 without a scale. */
export function nodeSize(value: number, largest: number): number {
  if (largest <= 0) return 32
  return Math.round(24 + 40 * Math.sqrt(Math.max(0, value) / largest))
}

/** Line width in pixels by amount, on a log scale from 1.2 to 6; links without an amount stay thin. */
export function edgeWidth(amount: number | null, largest: number): number {
  if (amount === null || amount <= 0 || largest <= 0) return 1.2
  return 1.2 + 4.8 * (Math.log10(1 + amount) / Math.log10(1 + largest)) ** 3
}
