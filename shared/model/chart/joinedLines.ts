/** Lines as they are drawn: brought to what their ends are drawn inside of, and those of one kind and direction between the same two as one. */
import type { ChartEdge } from '../../contract/charts.ts'
import { sumsByCurrency, toldSums } from '../currency.ts'
import { joinedDoubts } from '../doubts.ts'
import { addMinor, type Minor } from '../minor.ts'
import type { Folding } from './fold.ts'
import { groupedByNumbers, type Grouping } from './grouping.ts'
import { mayShareRows } from './sharedRows.ts'

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
/** A line on its way to where it is drawn: `folded` where an end is inside of another. */
export interface Part extends ChartEdge {
  readonly folded?: true
}
/** Lines as they are drawn, and what each is made of: line `at` of group `at` of `parts`. */
export interface DrawnLines {
  readonly lines: readonly JoinedEdge[]
  readonly parts: readonly ChartEdge[]
  readonly groups: Grouping
}

/** The lines between what is drawn, those of one kind and direction between the same two as one; one within a folded node is none. */
export function drawnLines(
  edges: readonly ChartEdge[],
  { into }: Pick<Folding, 'into'>,
  sums: LineSums,
): DrawnLines {
  const parts: ChartEdge[] = []
  const [from, to] = [new Float64Array(edges.length), new Float64Array(edges.length)]
  for (const edge of edges) {
    const [one, other] = [into.get(edge.fromId) ?? edge.fromId, into.get(edge.toId) ?? edge.toId]
    const isMoved = one !== edge.fromId || other !== edge.toId
    if (isMoved && one === other) continue
    // A line without a direction that is brought elsewhere goes from the lower id to the higher.
    const turned = isMoved && !edge.directed && one > other
    from[parts.length] = turned ? other : one
    to[parts.length] = turned ? one : other
    parts.push(edge)
  }
  const groups = groupedLines(parts, from, to)
  const lines: JoinedEdge[] = []
  for (let at = 0; at < groups.count; at++) {
    const [start, end] = [groups.first[at] as number, groups.first[at + 1] as number]
    const place = groups.members[start] as number
    const first = parts[place] as ChartEdge
    const [fromId, toId] = [from[place] as number, to[place] as number]
    const isMoved = (edge: ChartEdge, member: number): boolean =>
      edge.fromId !== from[member] || edge.toId !== to[member]
    if (end === start + 1) {
      lines.push(
        isMoved(first, place)
          ? { ...first, fromId, toId, parts: [first.linkId], folded: true }
          : alone(first),
      )
      continue
    }
    const members = groups.members.subarray(start, end)
    const group = Array.from(members, (member) => parts[member] as ChartEdge)
    const isFolded = group.some((edge, index) => isMoved(edge, members[index] as number))
    lines.push(joined({ ...first, fromId, toId }, group, isFolded))
  }
  return { lines: lines.map((line) => withSums(line, sums)), parts, groups }
}
/** Of one kind and direction between the same two. */
function groupedLines(edges: readonly ChartEdge[], from: Float64Array, to: Float64Array): Grouping {
  const kinds = new Map<string, number>()
  const sorts = Int32Array.from(edges, ({ linkKind, directed }) => {
    let kind = kinds.get(linkKind)
    if (kind === undefined) kinds.set(linkKind, (kind = kinds.size))
    return 2 * kind + (directed ? 1 : 0)
  })
  return groupedByNumbers(edges.length, from, to, sorts)
}

/** The same for lines that stay where they are. */
export function linesTogether(edges: readonly ChartEdge[]): Grouping {
  return groupedLines(
    edges,
    Float64Array.from(edges, ({ fromId }) => fromId),
    Float64Array.from(edges, ({ toId }) => toId),
  )
}

const lines = new WeakMap<ChartEdge, JoinedEdge>()
/** A line that is one link where it stands: the same object as long as the link is, so that what was made of it can be kept. */
function alone(edge: Part): JoinedEdge {
  let line = lines.get(edge)
  if (line === undefined) lines.set(edge, (line = { ...edge, parts: [edge.linkId] }))
  return line
}
/**
 * Lines of one kind and direction between the same two become one: the rows that say so come from several kinds of tables, or, folded, from several accounts. Where parts
 * of different ends may rest on the same rows, or one number in conflict may move several of them, the line says so (`atMost`).
 */
export function joinedEdges(edges: readonly Part[]): readonly JoinedEdge[] {
  const groups = linesTogether(edges)
  return Array.from({ length: groups.count }, (_, at) => {
    const group = Array.from(
      groups.members.subarray(groups.first[at], groups.first[at + 1]),
      (member) => edges[member] as Part,
    )
    const [first, more] = group
    if (first === undefined) throw new RangeError('a line of no links')
    return more === undefined
      ? alone(first)
      : joined(
          first,
          group,
          group.some(({ folded }) => folded === true),
        )
  })
}
function joined(first: Part, group: readonly ChartEdge[], isFolded: boolean): JoinedEdge {
  const { others: _others, doubts: _doubts, rule: _rule, says: _says, folded: _folded, ...rest } = first
  const says = [...new Set(group.flatMap((edge) => edge.says ?? []))]
  const doubts = joinedDoubts(group.map((edge) => edge.doubts))
  const amounts = group.flatMap(({ amount }) => (amount === null ? [] : [amount]))
  return {
    ...rest,
    count: group.reduce((sum, { count }) => sum + count, 0),
    ...toldSums(
      amounts.length === 0 ? null : amounts.reduce<Minor>(addMinor, 0),
      sumsByCurrency(group.flatMap(({ others = [] }) => others)),
    ),
    ...(doubts === undefined ? {} : { doubts }),
    ...(says.length === 0 ? {} : { says }),
    quantity: group.reduce<Minor | null>(
      (sum, { quantity }) => (sum === null ? quantity : quantity === null ? sum : addMinor(sum, quantity)),
      null,
    ),
    firstTime: earliest(group),
    lastTime: latest(group),
    parts: group.map(({ linkId }) => linkId),
    // Of the same two ends the rows that say it in two columns are told with the link itself.
    ...(isFolded ? { folded: true as const } : {}),
    ...(isFolded && (mayShareRows(group.map(({ rule }) => rule)) || group.filter(isInConflict).length > 1)
      ? { atMost: true as const }
      : {}),
  }
}
const isInConflict = ({ doubts }: ChartEdge): boolean =>
  doubts?.each.some(({ reason }) => reason === 'conflict') === true
const earliest = (group: readonly ChartEdge[]): string | null =>
  group.reduce<string | null>(
    (first, { firstTime: time }) => (time !== null && (first === null || time < first) ? time : first),
    null,
  )
const latest = (group: readonly ChartEdge[]): string | null =>
  group.reduce<string | null>(
    (last, { lastTime: time }) => (time !== null && (last === null || time > last) ? time : last),
    null,
  )

/** What a line is made of, as one text: the same links, the same text. */
export function partsKey({ parts }: Pick<JoinedEdge, 'parts'>): string {
  return parts.toSorted((one, other) => one - other).join()
}
/** The line with the sums its rows add up to, where they were counted. */
export function withSums(line: JoinedEdge, sums: LineSums): JoinedEdge {
  const exact = line.atMost === true && sums.size > 0 ? sums.get(partsKey(line)) : undefined
  if (exact === undefined) return line
  const { atMost: _atMost, others: _others, doubts: _doubts, ...rest } = line
  return { ...rest, ...exact }
}
