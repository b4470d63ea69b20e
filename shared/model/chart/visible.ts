/** What of a chart is in sight under its settings. */
import type { ChartEdge, ChartNode, ChartSettings } from '../../contract/charts.ts'
import type { ChartGroup } from '../../contract/groups.ts'
import { isAllTime } from '../time/span.ts'
import type { ChartMaps } from './content.ts'
import { edgeDuring, isDealing, type LinesDuring } from './during.ts'
import { type Folding, foldingOf } from './fold.ts'
import { foldedNodes, sumAgain, type VisibleNode } from './foldedNodes.ts'
import { drawnLines, type JoinedEdge, type LineSums, linesTogether } from './joinedLines.ts'
import { isFiltered } from './settings.ts'

export interface VisibleChart {
  readonly nodes: readonly VisibleNode[]
  readonly edges: readonly JoinedEdge[]
  /** Nodes a filter takes away (not counting those hidden by hand), unfolded: what is inside of one that goes counts, what is inside of one in sight does not. */
  readonly filtered: number
  /** Lines a filter takes away, unfolded as nodes are: one within a node in sight does not count. */
  readonly filteredEdges: number
  readonly hiddenByHand: number
  readonly folding: Folding
  /** Groups made by hand that are open, with who of them is drawn; left out where there are none. */
  readonly open?: readonly OpenGroup[]
}
export interface OpenGroup extends Pick<ChartGroup, 'groupId' | 'title'> {
  readonly drawn: readonly number[]
}

/** What is asked of a sum holds for the line as it is drawn, not for each of its parts. */
function isLarge(edge: ChartEdge, settings: ChartSettings): boolean {
  if (edge.others !== undefined) return true
  if (edge.amount === null) return !settings.onlyWithAmount
  return settings.minAmount === null || edge.amount >= settings.minAmount
}

/**
 * What of a chart is drawn under its filters. A node goes when it is hidden by hand or its kind is filtered away; with `dropIdle` also when it had links and a filter
 * took every one of them or all its dealings. A node that never had a link on the chart stays. `during`: the dealings within the span of the settings; while it is
 * not known, none is drawn.
 */
export function visibleChart(
  chart: ChartMaps,
  settings: ChartSettings,
  sums: LineSums = new Map(),
  during: LinesDuring = new Map(),
): VisibleChart {
  const isCut = !isAllTime(settings)
  const standing = new Map<number, ChartNode>()
  let hiddenByHand = 0
  for (const node of chart.nodes.values()) {
    if (node.hidden) hiddenByHand++
    else standing.set(node.entityId, node)
  }
  const all = standing.size
  // Folded into people, kinds that are taken away are those in sight; folded otherwise the heads are of any kind, so kinds go before.
  if (settings.foldBy !== 'people')
    for (const [entityId, { kind }] of standing)
      if (settings.hiddenKinds.includes(kind)) standing.delete(entityId)
  const among: ChartEdge[] = []
  for (const edge of chart.edges.values())
    if (standing.has(edge.fromId) && standing.has(edge.toId)) among.push(edge)
  // Who is drawn inside of whom does not hang on the time that is looked at.
  const folding = foldingOf({ ...settings, groups: chart.groups }, standing.values(), among)
  if (isCut) {
    for (const [place, edge] of among.entries()) among[place] = edgeDuring(edge, during)
    sumAgain(standing, among)
  }
  const drawn = drawnLines(among, folding, sums)
  const candidates = foldedNodes(standing, drawn, folding, settings.foldBy)
  const isCandidate = (id: number): boolean => candidates.has(id)
  for (const [entityId, { kind }] of settings.hiddenKinds.length > 0 ? candidates : [])
    if (settings.hiddenKinds.includes(kind)) candidates.delete(entityId)
  const between =
    settings.hiddenKinds.length === 0
      ? drawn.lines
      : drawn.lines.filter(({ fromId, toId }) => isCandidate(fromId) && isCandidate(toId))
  const left = withRows(between, among, folding, sums).filter(
    ({ linkKind }) => !settings.hiddenLinks.includes(linkKind),
  )
  const passing = left.filter((line) => isLarge(line, settings))
  const { nodes, edges } = settings.dropIdle
    ? withoutIdle(candidates, between, passing)
    : { nodes: [...candidates.values()], edges: passing }
  const inside = nodes.reduce((sum, node) => sum + (node.inside?.length ?? 0), 0)
  return {
    nodes,
    edges,
    filtered: all - nodes.length - inside,
    filteredEdges: isFiltered(settings) ? filteredLines(chart, nodes, edges, folding) : 0,
    hiddenByHand,
    folding,
    ...openGroups(chart.groups, settings, nodes),
  }
}

/** Lines of which a part has a row within the span; of parts that have none `edgeDuring` counted none, and the others are one line. */
function withRows(
  between: readonly JoinedEdge[],
  among: readonly ChartEdge[],
  folding: Folding,
  sums: LineSums,
): readonly JoinedEdge[] {
  if (among.every(({ count }) => count > 0)) return between
  const left = among.filter(({ count }) => count > 0)
  const keys = new Set(between.flatMap(({ parts }) => parts))
  return drawnLines(left, folding, sums).lines.filter(({ linkId }) => keys.has(linkId))
}
/** Without those who had lines and of whom a filter leaves no line, or none of their dealings. */
function withoutIdle(
  candidates: Map<number, VisibleNode>,
  between: readonly JoinedEdge[],
  passing: readonly JoinedEdge[],
): Pick<VisibleChart, 'nodes' | 'edges'> {
  if (passing.length === between.length) return { nodes: [...candidates.values()], edges: passing }
  for (const entityId of idle(between, passing)) candidates.delete(entityId)
  const edges = passing.filter(({ fromId, toId }) => candidates.has(fromId) && candidates.has(toId))
  const [linked, touched] = [endsOf(between), endsOf(edges)]
  const nodes = [...candidates.values()].filter(
    ({ entityId }) => touched.has(entityId) || !linked.has(entityId),
  )
  return { nodes, edges }
}

/** Lines between what is not hidden by hand that are neither drawn nor within what is drawn; joined as on an unfolded chart. */
function filteredLines(
  { nodes, edges }: ChartMaps,
  drawn: readonly VisibleNode[],
  lines: readonly JoinedEdge[],
  { into }: Folding,
): number {
  const standing = new Set(drawn.map(({ entityId }) => entityId))
  const shown = new Set<number>()
  for (const line of lines) for (const part of line.parts) shown.add(part)
  const home = (entityId: number): number => into.get(entityId) ?? entityId
  const all = [...edges.values()].filter(
    ({ fromId, toId }) => nodes.get(fromId)?.hidden === false && nodes.get(toId)?.hidden === false,
  )
  const { count, first, members } = linesTogether(all)
  let filtered = 0
  for (let at = 0; at < count; at++) {
    const group = Array.from(members.subarray(first[at], first[at + 1]), (place) => all[place] as ChartEdge)
    const isInSight = group.some(({ linkId, fromId, toId }) => {
      const isWithin = fromId !== toId && home(fromId) === home(toId) && standing.has(home(fromId))
      return isWithin || shown.has(linkId)
    })
    if (!isInSight) filtered++
  }
  return filtered
}
function openGroups(
  groups: readonly ChartGroup[] | undefined,
  { closedGroups }: Pick<ChartSettings, 'closedGroups'>,
  nodes: readonly VisibleNode[],
): Pick<VisibleChart, 'open'> {
  if (groups === undefined) return {}
  const standing = new Set(nodes.map(({ entityId }) => entityId))
  const open = groups.flatMap(({ groupId, title, members }) => {
    const drawn = members.filter((member) => standing.has(member))
    return closedGroups.includes(groupId) || drawn.length === 0 ? [] : [{ groupId, title, drawn }]
  })
  return open.length === 0 ? {} : { open }
}
function endsOf(edges: readonly ChartEdge[]): Set<number> {
  const ends = new Set<number>()
  for (const { fromId, toId } of edges) {
    ends.add(fromId)
    ends.add(toId)
  }
  return ends
}
/** Who had dealings of which a filter leaves none. */
function idle(before: readonly ChartEdge[], after: readonly ChartEdge[]): readonly number[] {
  const left = endsOf(after.filter(isDealing))
  return [...endsOf(before.filter(isDealing))].filter((entityId) => !left.has(entityId))
}

/** These and what is drawn inside of them: what is done to somebody on a folded chart is done to what they hold there. */
export function withInside(
  { nodes }: Pick<VisibleChart, 'nodes'>,
  entityIds: readonly number[],
): readonly number[] {
  const chosen = new Set(entityIds)
  const inside = nodes.flatMap((node) => (chosen.has(node.entityId) ? (node.inside ?? []) : []))
  return [...new Set([...entityIds, ...inside])]
}
/**
 * The nodes whose name, number or second line holds the words, or who hold something on the chart that does; none for no words. `all` is everything on the chart.
 */
export function nodesWith(
  visible: Pick<VisibleChart, 'nodes'>,
  words: string,
  all: ReadonlyMap<number, ChartNode> = new Map(),
): readonly number[] {
  const needle = words.trim().toLowerCase()
  if (needle === '') return []
  return visible.nodes
    .filter((node) =>
      [
        node,
        ...[...(node.grouped === true ? [node.entityId] : []), ...(node.inside ?? [])].flatMap(
          (id) => all.get(id) ?? [],
        ),
      ].some(({ label, sublabel }) => `${label}\n${sublabel}`.toLowerCase().includes(needle)),
    )
    .map(({ entityId }) => entityId)
}
