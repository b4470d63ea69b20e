import type { Collection, Core, LayoutOptions, NodeSingular } from 'cytoscape'
import type { ChartSettings } from '../../shared/contract/index.ts'

export type LayoutName = ChartSettings['layout']

/** Runs a layout over the visible nodes; pinned nodes keep their places. Resolves when it has stopped. */
export async function runLayout(core: Core, name: LayoutName, animate: boolean): Promise<void> {
  const visible = core.elements(':visible')
  const free = visible.nodes().filter((node) => node.data('pinned') !== true)
  if (free.length === 0) return
  const fixed = visible.nodes().difference(free)
  const scope = name === 'force' ? visible : free.union(free.edgesWith(free))
  const layout = scope.layout(options(name, free, fixed, animate))
  const stopped = layout.promiseOn('layoutstop')
  layout.run()
  await stopped
}

function options(name: LayoutName, free: Collection, fixed: Collection, animate: boolean): LayoutOptions {
  const shared = { animate, animationDuration: 140, fit: fixed.length === 0, padding: 48 }
  if (name === 'circle') return { ...shared, name: 'circle', avoidOverlap: true, spacingFactor: 1.15 }
  if (name === 'concentric') {
    return {
      ...shared,
      name: 'concentric',
      minNodeSpacing: 46,
      avoidOverlap: true,
      concentric: (node: NodeSingular) => node.degree(false),
      levelWidth: (nodes) => Math.max(1, nodes.maxDegree(false) / 5),
    }
  }
  if (name === 'tree') {
    return {
      ...shared,
      name: 'breadthfirst',
      directed: true,
      spacingFactor: 1.15,
      avoidOverlap: true,
      roots: treeRoots(free).map((node) => node.id()),
    }
  }
  // fcose is an extension: its options are not in cytoscape's types.
  const force = {
    ...shared,
    name: 'fcose',
    quality: free.length > 400 ? 'draft' : 'default',
    randomize: fixed.length === 0,
    nodeSeparation: 110,
    idealEdgeLength: 125,
    nodeRepulsion: 9_000,
    numIter: 2_500,
    packComponents: true,
    nodeDimensionsIncludeLabels: true,
    fixedNodeConstraint: fixed
      .nodes()
      .map((node) => ({ nodeId: node.id(), position: { ...node.position() } })),
  }
  return force
}

/** Tops of the tree: nodes nothing points to; the best linked one of a component that has none. */
function treeRoots(free: Collection): Collection {
  const sources = free.nodes().filter((node) => node.indegree(false) === 0 && node.outdegree(false) > 0)
  const covered = sources.union(sources.successors())
  const rest = free.nodes().difference(covered)
  const tops = rest.components().map((component) => component.nodes().max((node) => node.degree(false)).ele)
  return tops.reduce<Collection>((all, top) => all.union(top), sources)
}
