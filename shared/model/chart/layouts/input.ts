/** What a chart hands to a layout: what is drawn, with the room of its captions and the meaning of its links. */
import { textWidth, captionWidth } from '../textWidth.ts'
import { nodeKey, type ChartScene, type DrawnNode } from '../scene.ts'
import { sizeOf } from '../../minor.ts'
import type { VisibleChart } from '../visible.ts'
import type { ChartNode } from '../../../contract/charts.ts'
import type { NodePlace } from '../content.ts'
import type { LayoutItem, LayoutLink, Places, Room } from './types.ts'

export interface LayoutInput {
  readonly items: readonly LayoutItem[]
  readonly links: readonly LayoutLink[]
}

const [captionSize, lineHeight, edge] = [13, 17, 6]
/** The room a drawn node takes with its caption below. */
export function roomOf({ size, label, sublabel }: Pick<DrawnNode, 'size' | 'label' | 'sublabel'>): Room {
  const lines = sublabel === '' ? [label] : [label, sublabel]
  const widest = Math.max(...lines.map((line) => Math.min(textWidth(line, captionSize), captionWidth)))
  return {
    half: Math.max(size / 2 + edge, widest / 2 + 3),
    above: size / 2 + edge,
    below: size / 2 + edge + lines.length * lineHeight,
  }
}

/** The drawn chart as a layout takes it. Amount counts as weight where the case has amounts, otherwise the number of links. */
export function layoutInput(
  visible: Pick<VisibleChart, 'nodes' | 'edges' | 'open'>,
  scene: ChartScene,
): LayoutInput {
  const groupOf = new Map(
    (visible.open ?? []).flatMap(({ groupId, drawn }) =>
      drawn.map((member) => [nodeKey(member), String(groupId)] as const),
    ),
  )
  const first = new Map<string, string>()
  for (const { fromId, toId, firstTime } of visible.edges) {
    if (firstTime === null) continue
    for (const key of [nodeKey(fromId), nodeKey(toId)]) {
      const known = first.get(key)
      if (known === undefined || firstTime < known) first.set(key, firstTime)
    }
  }
  const weights = new Map(
    visible.nodes.map(({ entityId, amount, degree }) => [nodeKey(entityId), sizeOf(amount) + degree / 1e6]),
  )
  return {
    items: [...scene.nodes.values()].map((node) => ({
      ...(groupOf.has(node.key) ? { group: groupOf.get(node.key) ?? '' } : {}),
      id: node.key,
      kind: node.kind,
      ...roomOf(node),
      weight: weights.get(node.key) ?? 0,
      first: first.get(node.key) ?? null,
      at: { x: node.x, y: node.y },
      pinned: node.pinned,
      name: node.label,
      role: node.sublabel,
    })),
    links: visible.edges.map(({ fromId, toId, linkKind, count }) => ({
      from: nodeKey(fromId),
      to: nodeKey(toId),
      kind: linkKind,
      weight: count,
    })),
  }
}

/** New places as a chart keeps them: of what is still drawn; what is drawn inside of somebody goes with him, unless it is pinned. */
export function placesOnChart(
  places: Places,
  scene: ChartScene,
  visible: Pick<VisibleChart, 'nodes'>,
  nodes: ReadonlyMap<number, Pick<ChartNode, 'x' | 'y' | 'pinned'>>,
): readonly NodePlace[] {
  const inside = new Map(visible.nodes.map((node) => [node.entityId, node.inside ?? []]))
  return [...scene.nodes.values()].flatMap(({ key, entityId, x, y }) => {
    const place = places.get(key)
    if (place === undefined) return []
    const within = (inside.get(entityId) ?? []).flatMap((member): NodePlace[] => {
      const node = nodes.get(member)
      return node === undefined || node.pinned
        ? []
        : [{ entityId: member, x: node.x + place.x - x, y: node.y + place.y - y }]
    })
    return [{ entityId, ...place }, ...within]
  })
}
