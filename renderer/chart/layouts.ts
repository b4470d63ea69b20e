/** The layouts a person can ask for. Force is the model's own; the others are cytoscape's. */
import type { Collection, Core, LayoutOptions, NodeSingular } from 'cytoscape'
import type { ChartSettings } from '../../shared/contract/index.ts'
import { forceLayout } from '../../shared/model/chart/forceLayout.ts'

export type LayoutName = ChartSettings['layout']

/** Runs a layout over what is drawn; pinned nodes keep their places. Resolves when it has stopped. */
export async function runLayout(core: Core, name: LayoutName, animate: boolean): Promise<void> {
  const free = core.nodes().filter((node) => node.data('pinned') !== true)
  if (free.length === 0) return
  const layout = free
    .union(free.edgesWith(free))
    .layout({ ...layouts[name](core, free), ...{ animate, animationDuration: 140, fit: false, padding: 48 } })
  const stopped = layout.promiseOn('layoutstop')
  layout.run()
  await stopped
}

/** What each layout is to cytoscape. One that is missing does not compile. */
const layouts: Readonly<Record<LayoutName, (core: Core, free: Collection) => LayoutOptions>> = {
  force(core) {
    const places = forcePlaces(core)
    return {
      name: 'preset',
      positions: (node: NodeSingular) => places.get(Number(node.data('entityId'))) ?? node.position(),
    } as unknown as LayoutOptions // The types know `positions` as a map only; cytoscape takes a function as well.
  },
  tree: (_core, free) => ({
    name: 'breadthfirst',
    directed: true,
    spacingFactor: 1.15,
    avoidOverlap: true,
    roots: treeRoots(free).map((node) => node.id()),
  }),
  circle: () => ({ name: 'circle', avoidOverlap: true, spacingFactor: 1.15 }),
  concentric: () => ({
    name: 'concentric',
    minNodeSpacing: 46,
    avoidOverlap: true,
    concentric: (node: NodeSingular) => node.degree(false),
    levelWidth: (nodes) => Math.max(1, nodes.maxDegree(false) / 5),
  }),
}

/** Places of everything drawn: the free ones gather around the middle of the pinned ones. */
function forcePlaces(core: Core): ReturnType<typeof forceLayout> {
  const pinned = core.nodes().filter((node) => node.data('pinned') === true)
  const spots = pinned.map((node) => (node as NodeSingular).position())
  const middle = {
    x: spots.reduce((sum, { x }) => sum + x, 0) / Math.max(spots.length, 1),
    y: spots.reduce((sum, { y }) => sum + y, 0) / Math.max(spots.length, 1),
  }
  return forceLayout(
    core
      .nodes()
      .map((node) => ({
        id: Number(node.data('entityId')),
        at: node.data('pinned') === true ? { ...node.position() } : null,
      })),
    core
      .edges()
      .map((edge) => ({
        from: Number(edge.source().data('entityId')),
        to: Number(edge.target().data('entityId')),
      })),
    middle,
  )
}

/** Tops of the tree: nodes nothing points to; the best linked one of a component that has none. */
function treeRoots(free: Collection): Collection {
  const sources = free.nodes().filter((node) => node.indegree(false) === 0 && node.outdegree(false) > 0)
  const covered = sources.union(sources.successors())
  const rest = free.nodes().difference(covered)
  const tops = rest.components().map((component) => component.nodes().max((node) => node.degree(false)).ele)
  return tops.reduce<Collection>((all, top) => all.union(top), sources)
}
