/** Where what somebody holds stands when it is drawn open. */
import { placeAround } from './around.ts'
import type { ChartMaps, NodePlace } from './content.ts'
import type { VisibleChart } from './visible.ts'

/** Nearer to something else than this it would lie on it; further away from its holder nobody sees whose it is. */
const [nearest, furthest] = [64, 220]

/**
 * New places for what is inside of somebody, around them: of what would lie on something else or far away. What stands well already, and what is pinned, stays. The same chart
 * gives the same places.
 */
export function placesWhenUnfolded(
  { nodes }: Pick<ChartMaps, 'nodes'>,
  visible: Pick<VisibleChart, 'nodes'>,
  holderId: number,
): readonly NodePlace[] {
  const holder = visible.nodes.find(({ entityId }) => entityId === holderId)
  if (holder === undefined) return []
  const taken: { readonly x: number; readonly y: number }[] = [...visible.nodes]
  const homeless: number[] = []
  const inside = (holder.inside ?? []).toSorted((one, other) => one - other)
  for (const entityId of inside) {
    const node = nodes.get(entityId)
    if (node === undefined || node.hidden) continue
    const standsWell =
      Math.hypot(node.x - holder.x, node.y - holder.y) <= furthest &&
      taken.every(({ x, y }) => Math.hypot(node.x - x, node.y - y) >= nearest)
    if (standsWell || node.pinned) taken.push(node)
    else homeless.push(entityId)
  }
  const places = placeAround(holder, homeless.length, taken)
  return homeless.map((entityId, index) => ({ entityId, ...(places[index] ?? { x: holder.x, y: holder.y }) }))
}
