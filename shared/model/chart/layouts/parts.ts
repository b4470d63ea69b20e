/** Parts that hang together are laid out each by itself and packed; what has no link at all stands in one block. */
import { boundsOf, gap, heightOf, moved, widthOf } from './boxes.ts'
import { componentsOf, type Graph, partOf } from './graph.ts'
import { packed, type Sized } from './pack.ts'
import type { LayoutItem, Point, Steps } from './types.ts'

/** Room between two parts. */
const partSpace = 56

/** Lays out each part by `layout` and packs them: the largest first, then those without a link, as a block. */
export function* byParts(
  graph: Graph,
  aspect: number,
  layout: (part: Graph, aspect: number) => Steps<readonly Point[]>,
): Steps<readonly Point[]> {
  const components = componentsOf(graph)
  const linked = components.filter(({ length }) => length > 1).toSorted((a, b) => b.length - a.length)
  const single = components.flatMap((members) => (members.length === 1 ? members : []))
  const parts: { readonly members: readonly number[]; readonly places: readonly Point[] }[] = []
  let done = 0
  for (const members of linked) {
    const steps = layout(partOf(graph, members), aspect)
    for (;;) {
      const step = steps.next()
      if (step.done === true) {
        parts.push({ members, places: step.value })
        break
      }
      yield (done + step.value * members.length) / graph.items.length
    }
    done += members.length
  }
  if (single.length > 0) {
    const order = single.toSorted((a, b) => inBlock(graph.items[a], graph.items[b]))
    parts.push({
      members: order,
      places: block(
        order.flatMap((index) => graph.items[index] ?? []),
        aspect,
      ),
    })
  }
  return packParts(graph.items, parts, aspect)
}

function inBlock(a: LayoutItem | undefined, b: LayoutItem | undefined): number {
  if (a === undefined || b === undefined) return 0
  return (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0) || b.weight - a.weight
}

/** Puts laid out parts side by side. */
export function packParts(
  items: readonly LayoutItem[],
  parts: readonly { readonly members: readonly number[]; readonly places: readonly Point[] }[],
  aspect: number,
): readonly Point[] {
  const boxes = parts.map(({ members, places }) => {
    const bounds = boundsOf(
      members.flatMap((member) => items[member] ?? []),
      places,
    )
    return { bounds, width: bounds.right - bounds.left, height: bounds.bottom - bounds.top }
  })
  const { corners } = packed(boxes, aspect, partSpace)
  const result: Point[] = Array.from({ length: items.length }, () => ({ x: 0, y: 0 }))
  parts.forEach(({ members, places }, part) => {
    const [corner, box] = [corners[part], boxes[part]]
    if (corner === undefined || box === undefined) return
    moved(places, corner.x - box.bounds.left, corner.y - box.bounds.top).forEach((place, index) => {
      result[members[index] ?? 0] = place
    })
  })
  return result
}

/** Items in rows of one height and columns of one width, in their order; `columns` where the number is given. */
export function block(items: readonly LayoutItem[], aspect: number, columns?: number): readonly Point[] {
  const cell = cellOf(items)
  const wanted =
    columns ?? Math.max(1, Math.round(Math.sqrt((items.length * aspect * cell.height) / cell.width)))
  const rows = Math.ceil(items.length / wanted)
  // The last row is about as full as the others.
  const across = Math.max(1, columns ?? Math.ceil(items.length / rows))
  return items.map((item, index) => ({
    x: (index % across) * cell.width,
    y: Math.floor(index / across) * cell.height + item.above,
  }))
}
/** The cell that holds any of them. */
export function cellOf(items: readonly LayoutItem[]): Sized {
  return items.reduce<Sized>(
    (cell, item) => ({
      width: Math.max(cell.width, widthOf(item)),
      height: Math.max(cell.height, heightOf(item)),
    }),
    { width: gap, height: gap },
  )
}
