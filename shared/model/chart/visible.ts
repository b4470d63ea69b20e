/** What of a chart is in sight under its settings. */
import type { ChartEdge, ChartNode, ChartSettings } from '../../contract/charts.ts'
import type { ChartGroup } from '../../contract/groups.ts'
import { type CurrencySum, sumsByCurrency, toldSums, yuan } from '../currency.ts'
import { joinedDoubts } from '../doubts.ts'
import { addMinor, type Minor } from '../minor.ts'
import { isAllTime } from '../time/span.ts'
import { shortNumber } from './captions.ts'
import type { ChartMaps } from './content.ts'
import { edgeDuring, isDealing, type LinesDuring } from './during.ts'
import { type Folding, foldingOf } from './fold.ts'
import { groupKind } from './groups.ts'
import { isFiltered } from './settings.ts'
import { mayShareRows, sumMayRepeat } from './sharedRows.ts'

/** Lines of one kind and direction between the same two, drawn as one. */
export interface JoinedEdge extends ChartEdge {
  readonly parts: readonly number[]
  /** An end of it is inside of what it is drawn at. */
  readonly folded?: true
  /** Some parts may rest on the same rows: until the rows themselves were counted (`LineSums`), count and sums say at most so much. */
  readonly atMost?: true
}
/** What the parts of a line add up to with each row counted once, by `partsKey`. */
export type LineSums = ReadonlyMap<
  string,
  Pick<ChartEdge, 'count' | 'amount' | 'others' | 'quantity' | 'firstTime' | 'lastTime' | 'doubts'>
>
export interface VisibleNode extends ChartNode {
  /** What is drawn inside of it; left out where nothing is. */
  readonly inside?: readonly number[]
  /** `omitted` is the largest of several inside, who may have left out the same: at least so many. */
  readonly omittedAtLeast?: true
  /** It stands for all that is inside and is called so: a kind, a community. */
  readonly grouped?: true
  /** It stands for a closed group that was made by hand. */
  readonly groupId?: number
}
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

function passes(edge: ChartEdge, settings: ChartSettings): boolean {
  // Nothing took place within the span: `edgeDuring` counted no row.
  return !settings.hiddenLinks.includes(edge.linkKind) && edge.count > 0
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
  const folded = foldedEdges(among, folding)
  const candidates = foldedNodes(standing, folded, folding, sums, settings.foldBy)
  for (const [entityId, { kind }] of candidates)
    if (settings.hiddenKinds.includes(kind)) candidates.delete(entityId)
  const between = folded.filter(({ fromId, toId }) => candidates.has(fromId) && candidates.has(toId))
  const linked = endsOf(between)
  const passing = joinedEdges(between.filter((edge) => passes(edge, settings)))
    .map((line) => withSums(line, sums))
    .filter((line) => isLarge(line, settings))
  if (settings.dropIdle) for (const entityId of idle(between, passing)) candidates.delete(entityId)
  const edges = passing.filter(({ fromId, toId }) => candidates.has(fromId) && candidates.has(toId))
  const touched = endsOf(edges)
  const nodes = [...candidates.values()].filter(
    ({ entityId }) => !settings.dropIdle || touched.has(entityId) || !linked.has(entityId),
  )
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

/** Lines between what is not hidden by hand that are neither drawn nor within what is drawn; joined as on an unfolded chart. */
function filteredLines(
  { nodes, edges }: ChartMaps,
  drawn: readonly VisibleNode[],
  lines: readonly JoinedEdge[],
  { into }: Folding,
): number {
  const standing = new Set(drawn.map(({ entityId }) => entityId))
  const parts = new Set(lines.flatMap((line) => line.parts))
  const home = (entityId: number): number => into.get(entityId) ?? entityId
  const all = new Set<string>()
  const inSight = new Set<string>()
  for (const edge of edges.values()) {
    const { linkId, fromId, toId } = edge
    if (nodes.get(fromId)?.hidden !== false || nodes.get(toId)?.hidden !== false) continue
    const line = lineKey(edge)
    all.add(line)
    const isWithin = fromId !== toId && home(fromId) === home(toId) && standing.has(home(fromId))
    if (isWithin || parts.has(linkId)) inSight.add(line)
  }
  return all.size - inSight.size
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

/** Nodes whose sums are of the whole time get those of their lines within the span. */
function sumAgain(standing: Map<number, ChartNode>, edges: readonly ChartEdge[]): void {
  const own = new Map<number, ChartEdge[]>()
  for (const edge of edges)
    for (const end of new Set([edge.fromId, edge.toId])) {
      const known = own.get(end)
      if (known === undefined) own.set(end, [edge])
      else known.push(edge)
    }
  for (const [entityId, node] of standing)
    standing.set(entityId, {
      ...withoutSums(node),
      ...sumsOfLines(own.get(entityId) ?? []),
      ...(sumMayRepeat((own.get(entityId) ?? []).filter(({ count }) => count > 0))
        ? { atMost: true as const }
        : {}),
    })
}

/** Nodes as they stand after folding: what is inside of another is no node, and the sums of one that holds something are those of its lines to others. */
function foldedNodes(
  standing: ReadonlyMap<number, ChartNode>,
  folded: readonly Part[],
  { into, heads }: Folding,
  sums: LineSums,
  foldBy: ChartSettings['foldBy'],
): Map<number, VisibleNode> {
  if (into.size === 0 && heads === undefined) return new Map(standing)
  const inside = Map.groupBy(into.keys(), (thing) => into.get(thing) ?? thing)
  const lines = new Map<number, JoinedEdge[]>()
  for (const line of joinedEdges(folded))
    for (const end of new Set([line.fromId, line.toId])) {
      const known = lines.get(end)
      if (known === undefined) lines.set(end, [withSums(line, sums)])
      else known.push(withSums(line, sums))
    }
  const partOf = new Map(folded.map((part) => [part.linkId, part]))
  const nodes = new Map<number, VisibleNode>()
  for (const [entityId, node] of standing) {
    if (into.has(entityId)) continue
    const own = lines.get(entityId) ?? []
    const sum = (): Pick<ChartNode, 'amount' | 'others' | 'doubts' | 'atMost'> => ({
      ...sumsOfLines(own),
      ...(isAtMost(own, partOf) ? { atMost: true as const } : {}),
    })
    const neighbours = new Set(own.flatMap(({ fromId, toId }) => [fromId, toId]))
    neighbours.delete(entityId)
    const shown = neighbours.size
    const group = heads?.get(entityId)
    const within = inside.get(entityId) ?? (group === undefined ? undefined : [])
    nodes.set(
      entityId,
      within === undefined
        ? // Lines to what is folded are one each, whose rows are counted once.
          own.some(({ folded: isFolded }) => isFolded === true)
          ? { ...withoutSums(node), ...sum(), shown }
          : { ...node, shown }
        : {
            ...(group === undefined ? withoutSums(node) : nobody(withoutSums(node))),
            ...sum(),
            shown,
            degree: group === undefined ? Math.max(node.degree, shown) : shown,
            inside: within,
            ...(group === undefined
              ? calledForAll(node, within.length, foldBy)
              : calledGroup(group, within.length + 1)),
            ...omittedInside([node, ...within.flatMap((thing) => standing.get(thing) ?? [])]),
          },
    )
  }
  return nodes
}
function omittedInside(nodes: readonly ChartNode[]): Pick<VisibleNode, 'omitted' | 'omittedAtLeast'> {
  const counts = nodes.flatMap(({ omitted }) => omitted ?? [])
  if (counts.length === 0) return {}
  return { omitted: Math.max(...counts), ...(counts.length > 1 ? { omittedAtLeast: true } : {}) }
}
/** How a node is called that stands for all of a kind or a community, and for nobody in particular. */
function calledForAll(
  { label }: ChartNode,
  inside: number,
  foldBy: ChartSettings['foldBy'],
): Pick<VisibleNode, 'label' | 'sublabel' | 'nameOnly' | 'grouped'> | null {
  if (foldBy !== 'kind' && foldBy !== 'community') return null
  const called = foldBy === 'kind' ? `×${inside + 1}` : `${shortNumber(label)} +${inside}`
  return { label: called, sublabel: '', nameOnly: false, grouped: true }
}
/** What stands for a group is of no kind and has nothing of the one at whose place it stands. */
function nobody<T extends Partial<ChartNode>>(
  node: T,
): Omit<T, 'members' | 'doubles' | 'possiblyRegistered'> {
  const { members: _members, doubles: _doubles, possiblyRegistered: _possibly, ...rest } = node
  return { ...rest, kind: groupKind, note: '' }
}
function calledGroup(
  { groupId, title }: ChartGroup,
  all: number,
): Pick<VisibleNode, 'label' | 'sublabel' | 'nameOnly' | 'grouped' | 'groupId'> {
  return { label: title, sublabel: `×${all}`, nameOnly: false, grouped: true, groupId }
}
/** Of one line its own word counts; rows of several may be the same. */
function isAtMost(lines: readonly JoinedEdge[], partOf: ReadonlyMap<number, ChartEdge>): boolean {
  const summed = lines.filter(({ amount, others }) => amount !== null || others !== undefined)
  if (summed.length < 2) return summed[0]?.atMost === true
  return sumMayRepeat(summed.flatMap(({ parts }) => parts.flatMap((linkId) => partOf.get(linkId) ?? [])))
}
function withoutSums(node: ChartNode): Omit<ChartNode, 'amount' | 'others' | 'doubts' | 'atMost'> {
  const { amount: _amount, others: _others, doubts: _doubts, atMost: _atMost, ...rest } = node
  return rest
}
/** A line on its way to where it is drawn: `moved` where an end is inside of another. */
interface Part extends ChartEdge {
  readonly moved?: true
}
/** Lines between what is drawn; one within a folded node is none. */
function foldedEdges(edges: readonly ChartEdge[], { into }: Folding): readonly Part[] {
  if (into.size === 0) return edges
  return edges.flatMap((edge) => {
    const [from, to] = [into.get(edge.fromId) ?? edge.fromId, into.get(edge.toId) ?? edge.toId]
    if (from === edge.fromId && to === edge.toId) return [edge]
    if (from === to) return []
    // A line without a direction goes from the lower id to the higher.
    const turned = !edge.directed && from > to
    return [{ ...edge, fromId: turned ? to : from, toId: turned ? from : to, moved: true }]
  })
}
function sumsOfLines(lines: readonly ChartEdge[]): Pick<ChartNode, 'amount' | 'others' | 'doubts'> {
  const sums = sumsByCurrency(lines.flatMap((line) => sumsOfEdge(line)))
  const others = sums.filter(({ currency }) => currency !== yuan)
  const doubts = joinedDoubts(lines.map((line) => line.doubts))
  return {
    amount: sums.find(({ currency }) => currency === yuan)?.sum ?? 0,
    ...(others.length === 0 ? {} : { others }),
    ...(doubts === undefined ? {} : { doubts }),
  }
}
function sumsOfEdge({ amount, others = [] }: Pick<ChartEdge, 'amount' | 'others'>): readonly CurrencySum[] {
  return amount === null ? others : [{ currency: yuan, sum: amount }, ...others]
}

/** What a line is made of, as one text: the same links, the same text. */
export function partsKey({ parts }: Pick<JoinedEdge, 'parts'>): string {
  return parts.toSorted((one, other) => one - other).join()
}
function withSums(line: JoinedEdge, sums: LineSums): JoinedEdge {
  const exact = line.atMost === true && sums.size > 0 ? sums.get(partsKey(line)) : undefined
  if (exact === undefined) return line
  const { atMost: _atMost, others: _others, doubts: _doubts, ...rest } = line
  return { ...rest, ...exact }
}

const lines = new WeakMap<Part, JoinedEdge>()
/** A line that is one link: the same object as long as the link is, so that what was made of it can be kept. */
function alone(part: Part): JoinedEdge {
  let line = lines.get(part)
  if (line === undefined) {
    const { moved, ...own } = part
    line = { ...own, parts: [part.linkId], ...(moved === true ? { folded: true as const } : {}) }
    lines.set(part, line)
  }
  return line
}
const lineKey = ({ linkKind, fromId, toId, directed }: ChartEdge): string =>
  `${linkKind} ${fromId} ${toId} ${directed}`
/**
 * Lines of one kind and direction between the same two become one: the rows that say so come from several kinds of tables, or, folded, from several accounts. Where parts
 * of different ends may rest on the same rows, or one number in conflict may move several of them, the line says so (`atMost`).
 */
export function joinedEdges(edges: readonly Part[]): readonly JoinedEdge[] {
  const groups = Map.groupBy(edges, lineKey)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    if (group.length === 1) return [alone(first)]
    const parts = group.map(({ linkId }) => linkId)
    const { moved: _moved, ...own } = first
    const isFolded = group.some(({ moved }) => moved === true)
    const folded = isFolded ? { folded: true as const } : {}
    const { others: _others, doubts: _doubts, rule: _rule, says: _says, ...rest } = own
    const says = [...new Set(group.flatMap((edge) => edge.says ?? []))]
    const doubts = joinedDoubts(group.map((edge) => edge.doubts))
    const amounts = group.flatMap(({ amount }) => (amount === null ? [] : [amount]))
    return [
      {
        ...rest,
        count: group.reduce((sum, { count }) => sum + count, 0),
        ...toldSums(
          amounts.length === 0 ? null : amounts.reduce<Minor>(addMinor, 0),
          sumsByCurrency(group.flatMap(({ others = [] }) => others)),
        ),
        ...(doubts === undefined ? {} : { doubts }),
        ...(says.length === 0 ? {} : { says }),
        quantity: group.reduce<Minor | null>(
          (sum, { quantity }) =>
            sum === null ? quantity : quantity === null ? sum : addMinor(sum, quantity),
          null,
        ),
        firstTime: earliest(group.map(({ firstTime }) => firstTime)),
        lastTime: latest(group.map(({ lastTime }) => lastTime)),
        parts,
        // Of the same two ends the rows that say it in two columns are told with the link itself.
        ...folded,
        ...(isFolded && (mayShareRows(group.map(({ rule }) => rule)) || group.filter(isInConflict).length > 1)
          ? { atMost: true as const }
          : {}),
      },
    ]
  })
}
const isInConflict = ({ doubts }: Part): boolean =>
  doubts?.each.some(({ reason }) => reason === 'conflict') === true
const known = (times: readonly (string | null)[]): readonly string[] =>
  times.flatMap((time) => (time === null ? [] : [time]))
const earliest = (times: readonly (string | null)[]): string | null =>
  known(times).reduce<string | null>((first, time) => (first === null || time < first ? time : first), null)
const latest = (times: readonly (string | null)[]): string | null =>
  known(times).reduce<string | null>((last, time) => (last === null || time > last ? time : last), null)

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
