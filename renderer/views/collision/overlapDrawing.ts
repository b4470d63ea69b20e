/** Cases and the values they share as a drawing. */
import type { ChartEdge, ChartNode, OverlapGraph } from '../../../shared/contract/index.ts'
import { familyKinds } from './collisionWords.ts'

interface Place {
  readonly x: number
  readonly y: number
}
type Graph = Pick<OverlapGraph, 'nodes' | 'edges'>
const step = 62
/** Cases at the corners, what they share in the middle of those that share it: the same picture every time, and readable at a glance. */
function placesOf(graph: Graph): { readonly places: ReadonlyMap<string, Place>; readonly radius: number } {
  const places = new Map<string, Place>()
  const casesOf = new Map<string, string[]>()
  for (const { from, to } of graph.edges) casesOf.set(to, [...(casesOf.get(to) ?? []), from])
  const groups = new Map<string, string[]>()
  for (const [value, cases] of casesOf)
    groups.set([...cases].sort().join(' '), [...(groups.get([...cases].sort().join(' ')) ?? []), value])
  const largest = Math.max(1, ...[...groups.values()].map((values) => values.length))
  const corners = graph.nodes.filter(({ kind }) => kind === 'case')
  const radius = Math.max(320, step * Math.sqrt(largest) * 1.35, (corners.length * 150) / (2 * Math.PI))
  for (const [index, { key }] of corners.entries()) {
    const angle = Math.PI + (2 * Math.PI * index) / corners.length
    places.set(key, {
      x: Math.round(radius * Math.cos(angle) * 1.25),
      y: Math.round(radius * Math.sin(angle)),
    })
  }
  for (const [cases, values] of groups) {
    const of = cases.split(' ').flatMap((key) => places.get(key) ?? [])
    const centre = {
      x: of.reduce((sum, place) => sum + place.x, 0) / of.length,
      y: of.reduce((sum, place) => sum + place.y, 0) / of.length,
    }
    // A sunflower: equal room for each, however many.
    for (const [index, value] of values.entries()) {
      const distance = step * Math.sqrt(index)
      const angle = index * Math.PI * (3 - Math.sqrt(5))
      places.set(value, {
        x: Math.round(centre.x + distance * Math.cos(angle)),
        y: Math.round(centre.y + distance * Math.sin(angle)),
      })
    }
  }
  return { places, radius }
}
/** Parts that nothing joins, those with more nodes first. */
function partsOf({ nodes, edges }: Graph): readonly Graph[] {
  const parent = new Map(nodes.map(({ key }) => [key, key]))
  const root = (key: string): string => {
    let top = key
    while (parent.get(top) !== top) top = parent.get(top) ?? top
    parent.set(key, top)
    return top
  }
  for (const { from, to } of edges) parent.set(root(to), root(from))
  const ofEdges = Map.groupBy(edges, ({ from }) => root(from))
  return [...Map.groupBy(nodes, ({ key }) => root(key))]
    .map(([top, those]): Graph => ({ nodes: those, edges: ofEdges.get(top) ?? [] }))
    .toSorted((one, other) => other.nodes.length - one.nodes.length)
}
/** The parts beside each other, in lines. */
function allPlaces(graph: Graph): ReadonlyMap<string, Place> {
  const drawn = partsOf(graph).map(placesOf)
  if (drawn.length === 1) return drawn[0]?.places ?? new Map()
  const perLine = Math.ceil(Math.sqrt(drawn.length))
  const widest = Math.max(0, ...drawn.map(({ radius }) => radius))
  return new Map(
    drawn.flatMap(({ places }, part) =>
      [...places].map(([key, { x, y }]): [string, Place] => [
        key,
        { x: x + (part % perLine) * widest * 3.2, y: y + Math.floor(part / perLine) * widest * 2.8 },
      ]),
    ),
  )
}
/** Numbers stand for keys: the drawing surface knows entities and links by number. */
export function drawing(
  graph: Graph,
  caption: (shared: number) => string,
): { readonly nodes: readonly ChartNode[]; readonly edges: readonly ChartEdge[] } {
  const numberOf = new Map(graph.nodes.map((node, index) => [node.key, index + 1]))
  const places = allPlaces(graph)
  const degree = new Map<string, number>()
  for (const { from, to } of graph.edges)
    for (const key of [from, to]) degree.set(key, (degree.get(key) ?? 0) + 1)
  return {
    nodes: graph.nodes.map(({ key, kind, label }) => ({
      entityId: numberOf.get(key) ?? 0,
      kind: kind === 'case' ? 'case' : familyKinds[kind],
      label,
      sublabel: kind === 'case' ? caption(degree.get(key) ?? 0) : '',
      nameOnly: false,
      x: places.get(key)?.x ?? 0,
      y: places.get(key)?.y ?? 0,
      pinned: false,
      hidden: false,
      degree: degree.get(key) ?? 0,
      shown: degree.get(key) ?? 0,
      amount: 0,
      note: '',
    })),
    edges: graph.edges.map(({ from, to, records }, index) => ({
      linkId: index + 1,
      linkKind: 'mentions',
      fromId: numberOf.get(from) ?? 0,
      toId: numberOf.get(to) ?? 0,
      directed: false,
      count: records,
      amount: null,
      quantity: null,
      firstTime: null,
      lastTime: null,
    })),
  }
}
