/**
 * Layouts with open groups made by hand: each group is laid out by itself as its frame, and the frames among the rest, so that nobody else comes to stand in them. In lanes and by
 * time columns say what groups would contradict; there, and where some of a group is pinned or a part of the chart is laid out, groups are not kept together.
 */
import type { ChartLayout } from '../settings.ts'
import { type Bounds, boundsOf } from './boxes.ts'
import { layOut, withoutOverlaps } from './layOut.ts'
import type { LayoutItem, LayoutLink, LayoutOptions, Places, Point, Steps } from './types.ts'

/** Between a frame and what is in it, and for its title. */
const [margin, titleRoom] = [18, 44]

interface Block {
  readonly item: LayoutItem
  /** Where each member stands, seen from the middle of the frame. */
  readonly within: ReadonlyMap<string, Point>
}
export function* layOutTogether(
  name: ChartLayout,
  items: readonly LayoutItem[],
  links: readonly LayoutLink[],
  options: LayoutOptions,
): Steps<Places> {
  const groups = [...Map.groupBy(items, ({ group }) => group)].filter(
    ([group, members]) => group !== undefined && members.length > 1 && members.every(({ pinned }) => !pinned),
  )
  if (groups.length === 0 || name === 'lanes' || name === 'time' || options.chosen.length > 1)
    return yield* layOut(name, items, links, options)
  const blocks: Block[] = []
  const blockOf = new Map<string, string>()
  for (const [group, members] of groups.toSorted(([one], [other]) =>
    (one ?? '') < (other ?? '') ? -1 : 1,
  )) {
    const own = new Set(members.map(({ id }) => id))
    const inner = links.filter(({ from, to }) => own.has(from) && own.has(to))
    const steps = layOut(name, members, inner, { ...options, chosen: [], aspect: 1.4 })
    let step = steps.next()
    for (; step.done !== true; step = steps.next()) yield 0
    const block = blockAround(`group ${group}`, members, step.value)
    blocks.push(block)
    for (const id of own) blockOf.set(id, block.item.id)
  }
  const end = (id: string): string => blockOf.get(id) ?? id
  const places = yield* layOut(
    name,
    [...items.filter(({ id }) => !blockOf.has(id)), ...blocks.map(({ item }) => item)],
    links.flatMap((link): readonly LayoutLink[] => {
      const [from, to] = [end(link.from), end(link.to)]
      return from === to && link.from !== link.to ? [] : [{ ...link, from, to }]
    }),
    { ...options, chosen: options.chosen.map(end) },
  )
  const laid = new Map(places)
  for (const { item, within } of blocks) {
    const middle = laid.get(item.id) ?? item.at
    laid.delete(item.id)
    for (const [id, { x, y }] of within)
      laid.set(id, { x: Math.round(middle.x + x), y: Math.round(middle.y + y) })
  }
  return laid
}
function blockAround(id: string, members: readonly LayoutItem[], places: Places): Block {
  const sorted = members.toSorted((one, other) => other.weight - one.weight || (one.id < other.id ? -1 : 1))
  const points = sorted.map((member) => places.get(member.id) ?? member.at)
  const box = boundsOf(sorted, points)
  const middle = middleOf(box)
  const high = (box.bottom - box.top) / 2
  const times = sorted.flatMap(({ first }) => first ?? []).toSorted()
  const item: LayoutItem = {
    id,
    kind: sorted[0]?.kind ?? '',
    half: (box.right - box.left) / 2 + margin,
    above: high + margin,
    below: high + margin + titleRoom,
    weight: sorted.reduce((sum, { weight }) => sum + weight, 0),
    first: times[0] ?? null,
    at: middleOf(
      boundsOf(
        sorted,
        sorted.map(({ at }) => at),
      ),
    ),
    pinned: false,
  }
  const within = new Map(
    sorted.map((member, place) => {
      const { x, y } = points[place] ?? member.at
      return [member.id, { x: x - middle.x, y: y - middle.y }]
    }),
  )
  return { item, within }
}
const middleOf = ({ left, right, top, bottom }: Bounds): Point => ({
  x: (left + right) / 2,
  y: (top + bottom) / 2,
})

/** What is done beside the page: a layout, or the removal of overlaps. */
export type LayoutWork = ChartLayout | 'overlaps'
export function* workSteps(
  name: LayoutWork,
  items: readonly LayoutItem[],
  links: readonly LayoutLink[],
  options: LayoutOptions,
): Steps<Places> {
  if (name !== 'overlaps') return yield* layOutTogether(name, items, links, options)
  yield 0
  return withoutOverlaps(items, options.chosen)
}
