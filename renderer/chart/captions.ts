/** Which captions a painting asks for: of what is in sight, where it stands now; of very many only the weightiest, since there is no room for more. */
import type { PlacedLabel } from '../../shared/model/chart/labels/place.ts'
import type { ChartScene, DrawnEdge, DrawnNode } from '../../shared/model/chart/scene.ts'
import type { Drawing } from './drawing.ts'
import { createCaptions } from './paintCaptions.ts'

/** More names than this have no room on any screen; fewer would leave whole corners of a chart without one, where little money is. */
export const mostNames = 4_000

export interface ChartCaptions {
  /** Those of these nodes and lines at this zoom, found step by step. They stay where they stood before as long as they fit. */
  placing(
    drawing: Drawing,
    nodes: readonly number[],
    lines: Iterable<number>,
    zoom: number,
  ): Generator<void, readonly PlacedLabel[]>
  /** Whether it was among those placed last. */
  has(key: string): boolean
}
export function createChartCaptions(): ChartCaptions {
  const captions = createCaptions()
  return {
    *placing(drawing, nodes, lines, zoom) {
      const part = partOf(drawing, nodes, lines)
      yield
      return yield* captions.placing(part, zoom)
    },
    has: captions.has,
  }
}

/** A part of a drawing as a scene: nodes where they stand now; those without a chance of a caption without words, but still in the way of others. */
export function partOf(
  { nodes, edges, frames, byHand, x, y, from, to }: Drawing,
  chosen: readonly number[],
  lines: Iterable<number>,
): ChartScene {
  const least = leastWeight(nodes, chosen)
  const scene = new Map<string, DrawnNode>()
  const among = new Set(chosen)
  for (const node of chosen) {
    const drawn = nodes[node]
    if (drawn === undefined) continue
    const [px, py] = [x[node] ?? 0, y[node] ?? 0]
    const isSilent = drawn.weight < least && !drawn.pinned
    const isMoved = px !== drawn.x || py !== drawn.y
    scene.set(
      drawn.key,
      isSilent || isMoved
        ? { ...drawn, x: px, y: py, ...(isSilent ? { label: '', sublabel: '' } : {}) }
        : drawn,
    )
  }
  const kept = new Map<string, DrawnEdge>()
  for (const line of lines) {
    const edge = edges[line]
    if (edge !== undefined && among.has(from[line] ?? -1) && among.has(to[line] ?? -1))
      kept.set(edge.key, edge)
  }
  return { nodes: scene, edges: kept, frames, byHand }
}
/** The weight that is asked of a node to be named. */
function leastWeight(nodes: readonly DrawnNode[], chosen: readonly number[]): number {
  if (chosen.length <= mostNames) return -Infinity
  const weights = Float64Array.from(chosen, (node) => nodes[node]?.weight ?? 0).sort()
  return weights[weights.length - mostNames] ?? -Infinity
}
