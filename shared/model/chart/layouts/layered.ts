/**
 * Superiors above: each item under the one it belongs to, brothers side by side, in several rows where one row would be wider than the canvas.
 * What stands under nobody else's feet (accounts, phones, people without people) is kept as a block beneath its owner.
 */
import { boundsOf, fitOf, heightOf, widthOf } from './boxes.ts'
import type { Graph } from './graph.ts'
import { type Hierarchy, hierarchyOf } from './hierarchy.ts'
import { shelves, type Sized, spreads } from './pack.ts'
import { byParts, cellOf } from './parts.ts'
import type { LayoutItem, Point, Steps } from './types.ts'

/** Room between an item and those under it, and between the families of brothers. */
const [levelSpace, familySpace, rowSpace] = [26, 20, 16]
/** How often brothers are put in the order of those they are linked with. */
const orderings = 4

export function layered(graph: Graph, aspect: number): Steps<readonly Point[]> {
  return byParts(graph, aspect, layPart)
}

function* layPart(graph: Graph, aspect: number): Steps<readonly Point[]> {
  const hierarchy = hierarchyOf(graph)
  const crossLinks = crossLinksOf(graph, hierarchy)
  let order = firstOrder(graph, hierarchy, crossLinks)
  let best: { readonly places: readonly Point[]; readonly spread: number } | null = null
  let bestFit = -1
  for (const [index, spread] of spreads.entries()) {
    const tried = place(graph, hierarchy, order, aspect, spread)
    const { left, right, top, bottom } = boundsOf(graph.items, tried)
    const fit = fitOf(right - left, bottom - top, aspect)
    if (fit > bestFit * 1.000_001) [best, bestFit] = [{ places: tried, spread }, fit]
    yield (index + 1) / (spreads.length + orderings)
  }
  if (best === null) return []
  let length = lengthOf(crossLinks, best.places)
  for (let round = 0; round < orderings; round++) {
    const next = orderedBy(hierarchy, order, crossLinks, best.places)
    const tried = place(graph, hierarchy, next, aspect, best.spread)
    const now = lengthOf(crossLinks, tried)
    yield (spreads.length + round + 1) / (spreads.length + orderings)
    if (now >= length) break
    order = next
    length = now
    best = { places: tried, spread: best.spread }
  }
  return best.places
}

/** Children of each item, and the tops under the index -1 (as `length`), in the order they are placed in. */
type Order = readonly (readonly number[])[]

/** The large families first, of equals the one with most links to others; people before things, then by weight. */
function firstOrder({ items }: Graph, { children, tops }: Hierarchy, links: readonly CrossLink[]): Order {
  const sizes = sizesOf({ children, tops })
  const linked = items.map(() => 0)
  for (const link of links) for (const end of [link.from, link.to]) linked[end] = (linked[end] ?? 0) + 1
  for (const item of fromBelow({ children, tops }))
    for (const child of children[item] ?? []) linked[item] = (linked[item] ?? 0) + (linked[child] ?? 0)
  const compare = (a: number, b: number): number =>
    (sizes[b] ?? 0) - (sizes[a] ?? 0) ||
    ((sizes[a] ?? 1) > 1 ? (linked[b] ?? 0) - (linked[a] ?? 0) : 0) ||
    kindOrder(items, a, b) ||
    a - b
  return [...children, tops].map((list) => middleOut(list.toSorted(compare), sizes))
}
function kindOrder(items: readonly LayoutItem[], a: number, b: number): number {
  const [one, other] = [items[a], items[b]]
  if (one === undefined || other === undefined) return 0
  const people = Number(other.kind === 'person') - Number(one.kind === 'person')
  return people || (one.kind < other.kind ? -1 : one.kind > other.kind ? 1 : 0) || other.weight - one.weight
}
/** The largest family in the middle, the others to its right and left in turn; those without a family keep their order behind. */
function middleOut(sorted: readonly number[], sizes: readonly number[]): readonly number[] {
  const families = sorted.filter((item) => (sizes[item] ?? 1) > 1)
  const row: number[] = []
  families.forEach((item, index) => (index % 2 === 0 ? row.push(item) : row.unshift(item)))
  return [...row, ...sorted.filter((item) => (sizes[item] ?? 1) === 1)]
}

/** Items of each in the order from the leaves up: whoever is under another comes before it. */
function fromBelow({ children, tops }: Pick<Hierarchy, 'children' | 'tops'>): readonly number[] {
  const order = [...tops]
  for (let at = 0; at < order.length; at++) order.push(...(children[order[at] ?? 0] ?? []))
  return order.reverse()
}
function sizesOf(hierarchy: Pick<Hierarchy, 'children' | 'tops'>): readonly number[] {
  const sizes = hierarchy.children.map(() => 1)
  for (const item of fromBelow(hierarchy))
    for (const child of hierarchy.children[item] ?? []) sizes[item] = (sizes[item] ?? 1) + (sizes[child] ?? 1)
  return sizes
}

interface Family extends Sized {
  /** Where the middle of its head is from the left edge. */
  readonly headX: number
  /** What stands under the head, with the corner of each from the family's own. */
  readonly under: readonly { readonly item: number; readonly corner: Point; readonly single: boolean }[]
}

/** Places of all for one width of the whole. */
function place(
  graph: Graph,
  hierarchy: Hierarchy,
  order: Order,
  aspect: number,
  spread: number,
): readonly Point[] {
  const { items } = graph
  const areas = items.map((item) => widthOf(item) * heightOf(item))
  for (const item of fromBelow(hierarchy))
    for (const child of hierarchy.children[item] ?? []) areas[item] = (areas[item] ?? 0) + (areas[child] ?? 0)
  const total = hierarchy.tops.reduce((sum, top) => sum + (areas[top] ?? 0), 0)
  const width = Math.sqrt(total * aspect) * spread
  const levels = levelHeights(items, hierarchy)
  const depths = depthsOf(hierarchy)
  const families: Family[] = []
  for (const item of fromBelow(hierarchy)) {
    const share = (areas[item] ?? 0) / total
    families[item] = familyOf({
      items,
      head: item,
      children: order[item] ?? [],
      families,
      areas,
      limit: Math.max(width * share, widthOf(items[item] ?? noItem)),
      level: levels[depths[item] ?? 0] ?? 0,
    })
  }
  const all = rowsOf(order.at(-1) ?? [], items, families, areas, width)
  const places: Point[] = items.map(() => ({ x: 0, y: 0 }))
  const open = all.under.map((each) => each)
  for (let at = 0; at < open.length; at++) {
    const { item, corner, single } = open[at] ?? { item: 0, corner: { x: 0, y: 0 }, single: true }
    const room = items[item] ?? noItem
    const family = families[item]
    if (single || family === undefined) {
      places[item] = { x: corner.x + widthOf(room) / 2, y: corner.y + room.above }
      continue
    }
    places[item] = { x: corner.x + family.headX, y: corner.y + room.above }
    for (const under of family.under)
      open.push({ ...under, corner: { x: corner.x + under.corner.x, y: corner.y + under.corner.y } })
  }
  return places
}
const noItem: LayoutItem = {
  id: '',
  kind: '',
  half: 0,
  above: 0,
  below: 0,
  weight: 0,
  first: null,
  at: { x: 0, y: 0 },
  pinned: false,
}

function depthsOf(hierarchy: Hierarchy): readonly number[] {
  const depths = hierarchy.children.map(() => 0)
  for (const item of fromBelow(hierarchy).toReversed())
    for (const child of hierarchy.children[item] ?? []) depths[child] = (depths[item] ?? 0) + 1
  return depths
}
/** The height of the heads of each level: the same everywhere, so that families side by side have their levels in one line. */
function levelHeights(items: readonly LayoutItem[], hierarchy: Hierarchy): readonly number[] {
  const heights: number[] = []
  depthsOf(hierarchy).forEach((depth, item) => {
    heights[depth] = Math.max(heights[depth] ?? 0, heightOf(items[item] ?? noItem))
  })
  return heights
}

interface FamilyInput {
  readonly items: readonly LayoutItem[]
  readonly head: number
  readonly children: readonly number[]
  readonly families: readonly Family[]
  readonly areas: readonly number[]
  readonly limit: number
  readonly level: number
}
function familyOf({ items, head, children, families, areas, limit, level }: FamilyInput): Family {
  const own = widthOf(items[head] ?? noItem)
  if (children.length === 0) return { width: own, height: level, headX: own / 2, under: [] }
  const rows = rowsOf(children, items, families, areas, limit)
  const width = Math.max(own, rows.width)
  const shift = { x: (width - rows.width) / 2, y: level + levelSpace }
  return {
    width,
    height: shift.y + rows.height,
    headX: width / 2,
    under: rows.under.map((each) => ({
      ...each,
      corner: { x: each.corner.x + shift.x, y: each.corner.y + shift.y },
    })),
  }
}

interface Rows extends Sized {
  readonly under: Family['under']
}
/** Brothers in rows: families as boxes, those without a family as one block that takes its share of the width. */
function rowsOf(
  order: readonly number[],
  items: readonly LayoutItem[],
  families: readonly Family[],
  areas: readonly number[],
  limit: number,
): Rows {
  const withFamily = order.filter((item) => (families[item]?.under.length ?? 0) > 0)
  const single = order.filter((item) => (families[item]?.under.length ?? 0) === 0)
  const area = order.reduce((sum, item) => sum + (areas[item] ?? 0), 0)
  const singleArea = single.reduce((sum, item) => sum + (areas[item] ?? 0), 0)
  const singles = blockOf(single, items, withFamily.length === 0 ? limit : (limit * singleArea) / area)
  const boxes: Sized[] = [
    ...withFamily.map((item) => families[item] ?? { width: 0, height: 0 }),
    ...(single.length === 0 ? [] : [singles]),
  ]
  const { corners, width, height } = even(boxes, limit)
  const under = withFamily.map((item, index) => ({
    item,
    corner: corners[index] ?? { x: 0, y: 0 },
    single: false,
  }))
  const last = corners.at(-1) ?? { x: 0, y: 0 }
  const blocked = singles.under.map((each) => ({
    ...each,
    corner: { x: each.corner.x + last.x, y: each.corner.y + last.y },
  }))
  return { width, height, under: [...under, ...blocked] }
}

/** Shelves of about the same width, each in the middle. */
function even(boxes: readonly Sized[], limit: number) {
  const all = boxes.reduce((sum, { width }) => sum + width + familySpace, -familySpace)
  const widest = boxes.reduce((most, { width }) => Math.max(most, width), 0)
  const rows = Math.max(1, Math.round(all / Math.max(limit, widest)))
  const target = rows === 1 ? all : Math.max(widest, (all / rows) * 1.08)
  const laid = shelves(boxes, target, familySpace)
  const widths = new Map<number, number>()
  laid.corners.forEach(({ x, y }, index) =>
    widths.set(y, Math.max(widths.get(y) ?? 0, x + (boxes[index]?.width ?? 0))),
  )
  return {
    ...laid,
    corners: laid.corners.map(({ x, y }) => ({ x: x + (laid.width - (widths.get(y) ?? laid.width)) / 2, y })),
  }
}

/** Items without anyone under them in rows of equal columns, as wide as the limit allows. */
function blockOf(list: readonly number[], items: readonly LayoutItem[], limit: number): Rows {
  if (list.length === 0) return { width: 0, height: 0, under: [] }
  const cell = cellOf(list.flatMap((item) => items[item] ?? []))
  // Never a single long column: at most about four times as many rows as columns.
  const most = Math.max(
    Math.ceil(Math.sqrt(list.length / 4)),
    Math.floor((limit + cell.width * 0.25) / cell.width),
  )
  const rows = Math.ceil(list.length / most)
  const across = Math.ceil(list.length / rows)
  const height = cell.height + rowSpace
  return {
    width: across * cell.width,
    height: rows * height - rowSpace,
    under: list.map((item, index) => {
      const row = Math.floor(index / across)
      const inRow = Math.min(across, list.length - row * across)
      const room = items[item] ?? noItem
      const indent = ((across - inRow) * cell.width) / 2
      return {
        item,
        corner: {
          x: indent + (index % across) * cell.width + (cell.width - widthOf(room)) / 2,
          y: row * height,
        },
        single: true,
      }
    }),
  }
}

interface CrossLink {
  readonly from: number
  readonly to: number
}
/** Links the tree does not show, each pair once. */
function crossLinksOf({ neighbours }: Graph, { parents }: Hierarchy): readonly CrossLink[] {
  return neighbours.flatMap((list, from) =>
    list.flatMap((to) => (from < to && parents[from] !== to && parents[to] !== from ? [{ from, to }] : [])),
  )
}
const lengthOf = (links: readonly CrossLink[], places: readonly Point[]): number =>
  links.reduce(
    (sum, { from, to }) =>
      sum +
      Math.hypot(
        (places[from]?.x ?? 0) - (places[to]?.x ?? 0),
        (places[from]?.y ?? 0) - (places[to]?.y ?? 0),
      ),
    0,
  )

/** Brothers that stand in one row, in the order of those their families are linked with; families without such links where they are. */
function orderedBy(
  hierarchy: Hierarchy,
  order: Order,
  links: readonly CrossLink[],
  places: readonly Point[],
): Order {
  const depths = depthsOf(hierarchy)
  const sum = places.map(() => 0)
  const count = places.map(() => 0)
  const pull = (item: number, towards: number): void => {
    sum[item] = (sum[item] ?? 0) + (places[towards]?.x ?? 0)
    count[item] = (count[item] ?? 0) + 1
  }
  for (const { from, to } of links) {
    let [one, other] = [from, to]
    // Every head below the one they have in common is drawn to the other end.
    while (one !== other) {
      const [deep, high] = [depths[one] ?? 0, depths[other] ?? 0]
      if (one !== -1 && deep >= high) pull(one, to)
      if (other !== -1 && high >= deep) pull(other, from)
      if (deep >= high) one = hierarchy.parents[one] ?? -1
      if (high >= deep) other = hierarchy.parents[other] ?? -1
      if (one === -1 && other === -1) break
      if (one === -1 || other === -1) {
        for (let at = one === -1 ? other : one; at !== -1; at = hierarchy.parents[at] ?? -1)
          pull(at, one === -1 ? from : to)
        break
      }
    }
  }
  const at = (item: number): number =>
    (count[item] ?? 0) === 0 ? (places[item]?.x ?? 0) : (sum[item] ?? 0) / (count[item] ?? 1)
  // Where brothers stand in several rows, an order from left to right says nothing.
  const oneRow = (list: readonly number[]) =>
    list.every((item) => Math.abs((places[item]?.y ?? 0) - (places[list[0] ?? item]?.y ?? 0)) < 1)
  return order.map((list) =>
    oneRow(list) ? list.toSorted((a, b) => at(a) - at(b) || list.indexOf(a) - list.indexOf(b)) : list,
  )
}
