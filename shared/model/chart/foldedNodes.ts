/** Nodes as they stand after folding: who is drawn inside of them, how they are called, and the sums of their lines to others. */
import type { ChartEdge, ChartNode, ChartSettings } from '../../contract/charts.ts'
import type { ChartGroup } from '../../contract/groups.ts'
import { type CurrencySum, sumsByCurrency, yuan } from '../currency.ts'
import { joinedDoubts } from '../doubts.ts'
import { addMinor, type Minor } from '../minor.ts'
import { shortNumber } from './captions.ts'
import type { Folding } from './fold.ts'
import { gathered } from './grouping.ts'
import { groupKind } from './groups.ts'
import type { DrawnLines, JoinedEdge } from './joinedLines.ts'
import { mayShareRows, sumMayRepeat } from './sharedRows.ts'

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
type Sums = Pick<ChartNode, 'amount' | 'others' | 'doubts' | 'atMost'>

/** Nodes whose sums are of the whole time get those of their lines within the span. */
export function sumAgain(standing: Map<number, ChartNode>, edges: readonly ChartEdge[]): void {
  const own = new Map<number, ChartEdge[]>()
  for (const edge of edges)
    for (const end of edge.fromId === edge.toId ? [edge.fromId] : [edge.fromId, edge.toId]) {
      const known = own.get(end)
      if (known === undefined) own.set(end, [edge])
      else known.push(edge)
    }
  for (const [entityId, node] of standing) {
    const lines = own.get(entityId) ?? []
    const isAtMost = sumMayRepeat(lines.filter(({ count }) => count > 0))
    standing.set(
      entityId,
      withSums(node, { ...sumsOfLines(lines), ...(isAtMost ? { atMost: true as const } : {}) }),
    )
  }
}

/** What is inside of another is no node, and the sums of one that holds something are those of its lines to others. */
export function foldedNodes(
  standing: ReadonlyMap<number, ChartNode>,
  drawn: DrawnLines,
  { into, heads }: Folding,
  foldBy: ChartSettings['foldBy'],
): Map<number, VisibleNode> {
  if (into.size === 0 && heads === undefined) return new Map(standing)
  const inside = Map.groupBy(into.keys(), (thing) => into.get(thing) ?? thing)
  const drawnNodes = [...standing.values()].filter(({ entityId }) => !into.has(entityId))
  const ends = linesByEnd(drawnNodes, drawn.lines)
  const sumsOf = sumsByNode(drawn)
  const omitted = new Map(
    [...standing.values()].flatMap((node) =>
      node.omitted === undefined ? [] : [[node.entityId, node.omitted] as const],
    ),
  )
  // By whom each was last met as a neighbour, from 1 on, so that each is counted once.
  const metBy = new Int32Array(drawnNodes.length)
  const nodes = new Map<number, VisibleNode>()
  for (const [index, node] of drawnNodes.entries()) {
    const { entityId } = node
    const own = ends.linesOf(index)
    let shown = 0
    let isFolded = false
    for (const at of own) {
      const other = ends.otherEnd(at, index)
      if ((drawn.lines[at] as JoinedEdge).folded === true) isFolded = true
      if (other === index || metBy[other] === index + 1) continue
      metBy[other] = index + 1
      shown++
    }
    const group = heads?.get(entityId)
    const within = inside.get(entityId) ?? (group === undefined ? undefined : [])
    if (within !== undefined)
      nodes.set(entityId, {
        ...(group === undefined ? withSums(node, sumsOf(own)) : nobody(node, sumsOf(own))),
        shown,
        degree: group === undefined ? Math.max(node.degree, shown) : shown,
        inside: within,
        ...(group === undefined
          ? calledForAll(node, within.length, foldBy)
          : calledGroup(group, within.length + 1)),
        ...omittedInside(node, within, omitted),
      })
    // Lines to what is folded are one each, whose rows are counted once.
    else if (isFolded) nodes.set(entityId, { ...withSums(node, sumsOf(own)), shown })
    else nodes.set(entityId, shown === node.shown ? node : { ...node, shown })
  }
  return nodes
}
interface LinesByEnd {
  /** Places of the lines at a node, by its place; one to itself once. */
  linesOf(node: number): readonly number[]
  otherEnd(line: number, node: number): number
}
function linesByEnd(nodes: readonly ChartNode[], lines: readonly JoinedEdge[]): LinesByEnd {
  const indexOf = new Map(nodes.map(({ entityId }, index) => [entityId, index]))
  // Both ends of each line, one after the other.
  const ends = new Int32Array(2 * lines.length)
  for (const [at, { fromId, toId }] of lines.entries()) {
    ends[2 * at] = indexOf.get(fromId) ?? -1
    ends[2 * at + 1] = fromId === toId ? -1 : (indexOf.get(toId) ?? -1)
  }
  const { first, members } = gathered(nodes.length, ends)
  return {
    linesOf(node) {
      const own: number[] = []
      for (let place = first[node] as number; place < (first[node + 1] as number); place++)
        own.push((members[place] as number) >> 1)
      return own
    },
    otherEnd(line, node) {
      const [from, to] = [ends[2 * line] as number, ends[2 * line + 1] as number]
      return to < 0 ? from : from === node ? to : from
    },
  }
}
const hasSum = ({ amount, others }: ChartEdge): boolean => amount !== null || others !== undefined
/** Sums of a node's lines by their places, and whether rows may be in them twice. What most lines are like, one sum in yuan by one rule, is gone through as numbers. */
function sumsByNode(drawn: DrawnLines): (own: readonly number[]) => Sums {
  const { lines, parts, groups } = drawn
  const rules: (string | undefined)[] = []
  const places = new Map<string | undefined, number>()
  const ruleAt = (rule: string | undefined): number => {
    let place = places.get(rule)
    if (place === undefined) places.set(rule, (place = rules.push(rule) - 1))
    return place
  }
  // NaN: no sum. The rule of the one part that has it; -1 where it is more than that.
  const amounts = new Float64Array(lines.length).fill(Number.NaN)
  const rule = new Int32Array(lines.length).fill(-1)
  for (const [at, { amount, others, doubts }] of lines.entries()) {
    const start = groups.first[at] as number
    if (others !== undefined || doubts !== undefined) continue
    if (amount !== null) amounts[at] = amount
    if (groups.first[at + 1] === start + 1)
      rule[at] = ruleAt((parts[groups.members[start] as number] as ChartEdge).rule)
  }
  const repeats = rules.map((each) => mayShareRows([each, each]))
  return (own) => {
    let [sum, summed, by] = [0, 0, -1]
    for (const at of own) {
      const amount = amounts[at] as number
      const isPlain = rule[at] !== -1 && (summed === 0 || by === rule[at] || Number.isNaN(amount))
      if (!isPlain) return sumsInFull(own, drawn)
      if (Number.isNaN(amount)) continue
      sum += amount
      if (!Number.isSafeInteger(sum)) return sumsInFull(own, drawn)
      summed++
      by = rule[at] as number
    }
    return { amount: sum, ...(summed > 1 && repeats[by] === true ? { atMost: true as const } : {}) }
  }
}
function sumsInFull(own: readonly number[], drawn: DrawnLines): Sums {
  const lines = own.map((at) => drawn.lines[at] as JoinedEdge)
  return { ...sumsOfLines(lines), ...(isAtMost(own, drawn) ? { atMost: true as const } : {}) }
}
/** Of one line its own word counts; rows of several may be the same. */
function isAtMost(own: readonly number[], { lines, parts, groups }: DrawnLines): boolean {
  const summed = own.filter((at) => hasSum(lines[at] as JoinedEdge))
  if (summed.length < 2) return lines[summed[0] ?? -1]?.atMost === true
  // Each rule at most twice: more of it tell no more.
  const rules: (string | undefined)[] = []
  for (const at of summed)
    for (let place = groups.first[at] as number; place < (groups.first[at + 1] as number); place++) {
      const part = parts[groups.members[place] as number] as ChartEdge
      if (hasSum(part) && rules.indexOf(part.rule) === rules.lastIndexOf(part.rule)) rules.push(part.rule)
    }
  return mayShareRows(rules)
}
function omittedInside(
  { entityId }: ChartNode,
  within: readonly number[],
  omitted: ReadonlyMap<number, number>,
): Pick<VisibleNode, 'omitted' | 'omittedAtLeast'> {
  const counts = omitted.size === 0 ? [] : [entityId, ...within].flatMap((thing) => omitted.get(thing) ?? [])
  if (counts.length === 0) return {}
  return {
    omitted: counts.reduce((most, count) => Math.max(most, count), 0),
    ...(counts.length > 1 ? { omittedAtLeast: true } : {}),
  }
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
function nobody(
  node: ChartNode,
  sums: Sums,
): Omit<ChartNode, 'members' | 'doubles' | 'possiblyRegistered' | 'colour' | 'flag' | 'tags' | 'picture'> {
  const {
    members: _members,
    doubles: _doubles,
    possiblyRegistered: _possibly,
    colour: _colour,
    flag: _flag,
    tags: _tags,
    picture: _picture,
    ...rest
  } = withSums(node, sums)
  return { ...rest, kind: groupKind, note: '' }
}
function calledGroup(
  { groupId, title }: ChartGroup,
  all: number,
): Pick<VisibleNode, 'label' | 'sublabel' | 'nameOnly' | 'grouped' | 'groupId'> {
  return { label: title, sublabel: `×${all}`, nameOnly: false, grouped: true, groupId }
}
/** The node with other sums, and no word of those it had. */
function withSums(node: ChartNode, sums: Sums): ChartNode {
  if (node.others === undefined && node.doubts === undefined && node.atMost === undefined)
    return { ...node, ...sums }
  const { others: _others, doubts: _doubts, atMost: _atMost, ...rest } = node
  return { ...rest, ...sums }
}
function sumsOfLines(lines: readonly ChartEdge[]): Pick<ChartNode, 'amount' | 'others' | 'doubts'> {
  if (lines.every(({ others, doubts }) => others === undefined && doubts === undefined))
    return {
      amount: lines.reduce<Minor>((sum, { amount }) => (amount === null ? sum : addMinor(sum, amount)), 0),
    }
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
