/** What stands on a chart, by id; and the same after a delta. Values are never changed in place, so that two contents can be compared by identity. */
import type { ChartContent, ChartDelta, ChartEdge, ChartNode } from '../../contract/charts.ts'
import type { ChartGroup } from '../../contract/groups.ts'

export interface ChartMaps {
  readonly nodes: ReadonlyMap<number, ChartNode>
  readonly edges: ReadonlyMap<number, ChartEdge>
  /** Left out where there are none. */
  readonly groups?: readonly ChartGroup[]
}
export interface NodePlace {
  readonly entityId: number
  readonly x: number
  readonly y: number
}

export const emptyChart: ChartMaps = { nodes: new Map(), edges: new Map() }

/** Lists, of sums in several currencies, of ids, of lines of text, are the same when each of their values is, in their order. */
function sameValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false
  return one.every((value: unknown, index) => {
    const against: unknown = other[index]
    if (Object.is(value, against)) return true
    return typeof value === 'object' && JSON.stringify(value) === JSON.stringify(against)
  })
}
/** Whether two flat records say the same, field by field. */
export function sameFields<T extends object>(one: T, other: T): boolean {
  if (one === other) return true
  const keys = Object.keys(one) as (keyof T)[]
  return keys.length === Object.keys(other).length && keys.every((key) => sameValue(one[key], other[key]))
}

/** The chart as read from the case. What says the same as before stays the same object; with no difference at all `before` comes back. */
export function contentOf(
  chart: Pick<ChartContent, 'nodes' | 'edges' | 'groups'>,
  before: ChartMaps = emptyChart,
): ChartMaps {
  let same = chart.nodes.length === before.nodes.size && chart.edges.length === before.edges.size
  function keep<T extends object>(value: T, known: T | undefined): T {
    if (known !== undefined && sameFields(known, value)) return known
    same = false
    return value
  }
  const nodes = new Map(
    chart.nodes.map((node) => [node.entityId, keep(node, before.nodes.get(node.entityId))]),
  )
  const edges = new Map(chart.edges.map((edge) => [edge.linkId, keep(edge, before.edges.get(edge.linkId))]))
  const { groups } = chart
  if (JSON.stringify(groups) !== JSON.stringify(before.groups)) same = false
  return same ? before : { nodes, edges, ...(groups === undefined ? {} : { groups }) }
}
/** The chart with other groups. */
export function withGroups({ nodes, edges }: ChartMaps, groups: readonly ChartGroup[]): ChartMaps {
  return { nodes, edges, ...(groups.length === 0 ? {} : { groups }) }
}
/** Who went is in no group, and a group nobody is left in is none: as the engine does it. */
function groupsWithout(groups: readonly ChartGroup[], gone: ReadonlySet<number>): readonly ChartGroup[] {
  return groups.flatMap((group) => {
    const members = group.members.filter((entityId) => !gone.has(entityId))
    if (members.length === group.members.length) return [group]
    return members.length === 0 ? [] : [{ ...group, members }]
  })
}

/** The chart after a delta. Lines of a node that went go with it; a line whose ends are not both there is left out. */
export function applyDelta(
  before: ChartMaps,
  delta: Pick<ChartDelta, 'nodes' | 'edges' | 'removedNodes'>,
): ChartMaps {
  if (delta.nodes.length + delta.edges.length + delta.removedNodes.length === 0) return before
  const nodes = new Map(before.nodes)
  const gone = new Set(delta.removedNodes.filter((entityId) => nodes.delete(entityId)))
  for (const node of delta.nodes) nodes.set(node.entityId, node)
  const groups = groupsWithout(before.groups ?? [], gone)
  if (gone.size === 0 && delta.edges.length === 0) return withGroups({ nodes, edges: before.edges }, groups)
  const edges = new Map(before.edges)
  if (gone.size > 0)
    for (const edge of before.edges.values())
      if (gone.has(edge.fromId) || gone.has(edge.toId)) edges.delete(edge.linkId)
  for (const edge of delta.edges)
    if (nodes.has(edge.fromId) && nodes.has(edge.toId)) edges.set(edge.linkId, edge)
  return withGroups({ nodes, edges }, groups)
}

/** The chart with nodes at other places; by hand they are pinned there, as the engine does it. Unknown ids are left out. */
export function withPlaces(before: ChartMaps, places: readonly NodePlace[], byHand: boolean): ChartMaps {
  const nodes = new Map(before.nodes)
  for (const { entityId, x, y } of places) {
    const node = nodes.get(entityId)
    if (node !== undefined) nodes.set(entityId, { ...node, x, y, pinned: node.pinned || byHand })
  }
  return { ...before, nodes }
}
