/** What of a chart is in sight under its settings. */
import type { ChartEdge, ChartNode, ChartSettings } from '../../contract/charts.ts'
import { sumsByCurrency, toldSums } from '../currency.ts'
import { joinedDoubts } from '../doubts.ts'
import { addMinor, type Minor } from '../minor.ts'
import { notBefore } from '../times.ts'
import type { ChartMaps } from './content.ts'

/** Lines of one kind and direction between the same two, drawn as one. */
export interface JoinedEdge extends ChartEdge {
  readonly parts: readonly number[]
}
export interface VisibleChart {
  readonly nodes: readonly ChartNode[]
  readonly edges: readonly JoinedEdge[]
  /** Nodes a filter takes away (not counting those hidden by hand). */
  readonly filtered: number
  readonly hiddenByHand: number
}

function passes(edge: ChartEdge, settings: ChartSettings): boolean {
  if (settings.hiddenLinks.includes(edge.linkKind)) return false
  if (edge.amount === null) {
    if (settings.onlyWithAmount && edge.others === undefined) return false
  } else if (settings.minAmount !== null && edge.amount < settings.minAmount && edge.others === undefined)
    return false
  if (settings.from !== null && edge.lastTime !== null && !notBefore(edge.lastTime, settings.from))
    return false
  // The brush ends with its last day: '2022-03' keeps everything that begins with it.
  if (
    settings.to !== null &&
    edge.firstTime !== null &&
    edge.firstTime.slice(0, settings.to.length) > settings.to
  )
    return false
  return true
}

/**
 * What of a chart is drawn under its filters. A node goes when it is hidden by hand, when its kind is filtered away, or when it had links
 * and a filter took every one of them; a node that never had a link on the chart stays.
 */
export function visibleChart(chart: ChartMaps, settings: ChartSettings): VisibleChart {
  const candidates = new Map<number, ChartNode>()
  let hiddenByHand = 0
  for (const node of chart.nodes.values()) {
    if (node.hidden) hiddenByHand++
    else if (!settings.hiddenKinds.includes(node.kind)) candidates.set(node.entityId, node)
  }
  const shown: ChartEdge[] = []
  const touched = new Set<number>()
  const linked = new Set<number>()
  for (const edge of chart.edges.values()) {
    if (!candidates.has(edge.fromId) || !candidates.has(edge.toId)) continue
    linked.add(edge.fromId).add(edge.toId)
    if (!passes(edge, settings)) continue
    shown.push(edge)
    touched.add(edge.fromId).add(edge.toId)
  }
  const nodes = [...candidates.values()].filter(
    ({ entityId }) => touched.has(entityId) || !linked.has(entityId),
  )
  return {
    nodes,
    edges: joinedEdges(shown),
    filtered: chart.nodes.size - hiddenByHand - nodes.length,
    hiddenByHand,
  }
}

/** Lines of one kind and direction between the same two become one: the rows that say so come from several kinds of tables. */
export function joinedEdges(edges: readonly ChartEdge[]): readonly JoinedEdge[] {
  const joined = new Map<string, JoinedEdge>()
  const sum = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : addMinor(a, b))
  const total = (a: Minor | null, b: Minor | null) => (a === null ? b : b === null ? a : addMinor(a, b))
  const earliest = (a: string | null, b: string | null) => (a === null || (b !== null && b < a) ? b : a)
  const latest = (a: string | null, b: string | null) => (a === null || (b !== null && b > a) ? b : a)
  for (const edge of edges) {
    const key = `${edge.linkKind} ${edge.fromId} ${edge.toId} ${edge.directed}`
    const known = joined.get(key)
    const { others: _others, ...rest } = known ?? edge
    joined.set(
      key,
      known === undefined
        ? { ...edge, parts: [edge.linkId] }
        : {
            ...rest,
            count: known.count + edge.count,
            ...toldSums(
              sum(known.amount, edge.amount),
              sumsByCurrency([...(known.others ?? []), ...(edge.others ?? [])]),
            ),
            ...joinedOf(known, edge),
            quantity: total(known.quantity, edge.quantity),
            firstTime: earliest(known.firstTime, edge.firstTime),
            lastTime: latest(known.lastTime, edge.lastTime),
            parts: [...known.parts, edge.linkId],
          },
    )
  }
  return [...joined.values()]
}

function joinedOf(one: ChartEdge, other: ChartEdge): Pick<ChartEdge, 'doubts'> {
  const doubts = joinedDoubts([one.doubts, other.doubts])
  return doubts === undefined ? {} : { doubts }
}

/** The nodes whose name, number or second line holds the words; none for no words. */
export function nodesWith(visible: Pick<VisibleChart, 'nodes'>, words: string): readonly number[] {
  const needle = words.trim().toLowerCase()
  if (needle === '') return []
  return visible.nodes
    .filter(({ label, sublabel }) => `${label}\n${sublabel}`.toLowerCase().includes(needle))
    .map(({ entityId }) => entityId)
}
