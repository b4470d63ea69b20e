/** Assumed links as they are drawn: dotted, above the lines of facts and below the nodes, folded like everything else. */
import type { AssumedLink } from '../../contract/charts.ts'
import { nodeKey, type ChartScene, type DrawnNode } from './scene.ts'
import type { VisibleChart } from './visible.ts'

export interface DrawnAssumption {
  readonly assumptionId: number
  readonly label: string
  readonly directed: boolean
  readonly from: DrawnNode
  readonly to: DrawnNode
  /** How far its middle lies beside the straight line, so that it falls on no line of facts and no other assumption. */
  readonly bend: number
}
/** What of it can be drawn. What is assumed between two that are drawn as one, or of somebody who is not in sight, is left out: `unseen` counts it. */
export function drawnAssumptions(
  assumed: readonly AssumedLink[],
  { folding }: Pick<VisibleChart, 'folding'>,
  scene: Pick<ChartScene, 'nodes'>,
): { readonly drawn: readonly DrawnAssumption[]; readonly unseen: number } {
  const used = new Map<string, number>()
  const drawn = assumed.flatMap(({ assumptionId, fromId, toId, label, directed }): DrawnAssumption[] => {
    const nodeOf = (entityId: number) => scene.nodes.get(nodeKey(folding.into.get(entityId) ?? entityId))
    const [from, to] = [nodeOf(fromId), nodeOf(toId)]
    if (from === undefined || to === undefined || from === to) return []
    const pair = [from.key, to.key].toSorted().join(' ')
    const before = used.get(pair) ?? 0
    used.set(pair, before + 1)
    // Counted from the lower key, so that two in opposite directions do not fall on each other.
    return [
      { assumptionId, label, directed, from, to, bend: (38 + 30 * before) * (from.key < to.key ? 1 : -1) },
    ]
  })
  return { drawn, unseen: assumed.length - drawn.length }
}
/** The curve of an assumption between the rims of its nodes: ends, control point, middle. */
export function assumptionCurve({ from, to, bend }: Pick<DrawnAssumption, 'from' | 'to' | 'bend'>) {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = Math.max(1, Math.hypot(dx, dy))
  const control = {
    x: (from.x + to.x) / 2 - (dy / length) * bend,
    y: (from.y + to.y) / 2 + (dx / length) * bend,
  }
  const rim = (node: DrawnNode, free: number) => {
    const [ux, uy] = [control.x - node.x, control.y - node.y]
    const reach = Math.max(1, Math.hypot(ux, uy))
    const share = (node.size / 2 + free) / reach
    return { x: node.x + ux * share, y: node.y + uy * share }
  }
  const [start, end] = [rim(from, 2), rim(to, 4)]
  return {
    start,
    end,
    control,
    middle: { x: (start.x + 2 * control.x + end.x) / 4, y: (start.y + 2 * control.y + end.y) / 4 },
  }
}
