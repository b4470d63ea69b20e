/** The one way to lay out a chart. Pure: the same items, links, options and seed give the same places to the digit, in whatever order they come. */
import type { ChartLayout } from '../settings.ts'
import { boundsOf, centred, moved } from './boxes.ts'
import { compact } from './compact.ts'
import { force } from './force.ts'
import { byId, type Graph, graphOf } from './graph.ts'
import { grid } from './grid.ts'
import { lanes } from './lanes.ts'
import { layered } from './layered.ts'
import { removeOverlaps } from './overlaps.ts'
import { byMeasure, circle, radial } from './radial.ts'
import { time } from './time.ts'
import type { LayoutItem, LayoutLink, LayoutOptions, Places, Point, Steps } from './types.ts'

interface Given {
  readonly aspect: number
  readonly seed: number
  readonly middle: string | null
}
/** What each layout is. One that is missing does not compile. */
const layouts: Readonly<Record<ChartLayout, (graph: Graph, given: Given) => Steps<readonly Point[]>>> = {
  force: (graph, { aspect, seed }) => force(graph, aspect, seed),
  layered: (graph, { aspect }) => layered(graph, aspect),
  lanes: (graph, { aspect }) => lanes(graph, aspect),
  radial: (graph, { aspect, middle }) => radial(graph, aspect, middle),
  measure: (graph, { aspect }) => byMeasure(graph, aspect),
  compact: (graph, { aspect, seed }) => compact(graph, aspect, seed),
  circle: (graph, { aspect }) => circle(graph, aspect),
  grid: (graph, { aspect }) => grid(graph, aspect),
  time: (graph, { aspect }) => time(graph, aspect),
}

/**
 * Places of the items that are laid out, in whole pixels. Pinned items keep theirs to the digit, and everything else gathers where they are. With
 * two or more chosen only those are laid out, in the place they had, clear of all others.
 */
export function* layOut(
  name: ChartLayout,
  given: readonly LayoutItem[],
  links: readonly LayoutLink[],
  options: LayoutOptions,
): Steps<Places> {
  const wanted = new Set(options.chosen)
  const chosen = given.filter(({ id }) => wanted.has(id))
  const items = chosen.length >= 2 ? chosen : given
  const others = items === given ? [] : given.filter(({ id }) => !wanted.has(id))
  const graph = graphOf(items, links)
  if (graph.items.every(({ pinned }) => pinned)) return new Map(graph.items.map(({ id, at }) => [id, at]))
  const aspect = Math.min(4, Math.max(0.25, Number.isFinite(options.aspect) ? options.aspect : 1.6))
  const middle = items === given ? (chosen[0]?.id ?? null) : null
  const ownPins = name === 'force'
  const laid = yield* layouts[name](ownPins ? graph : withoutPins(graph), {
    aspect,
    seed: options.seed,
    middle,
  })
  const stood = moveWhereItStood(graph, laid, { ownPins, whole: others.length === 0 })
  const clear = clearOf(graph, stood, others)
  return new Map(
    graph.items.map(({ id, pinned, at }, index) => {
      const { x, y } = clear[index] ?? at
      return [id, pinned ? at : { x: Math.round(x), y: Math.round(y) }]
    }),
  )
}

function withoutPins(graph: Graph): Graph {
  return graph.items.some(({ pinned }) => pinned)
    ? { ...graph, items: graph.items.map((item) => ({ ...item, pinned: false })) }
    : graph
}

/** Where the result goes: with pinned items so that it lies over them as well as it can, a part over where it stood, a whole around the origin. */
function moveWhereItStood(
  { items }: Graph,
  laid: readonly Point[],
  { ownPins, whole }: { readonly ownPins: boolean; readonly whole: boolean },
): readonly Point[] {
  const pinned = items.flatMap((item, index) => (item.pinned ? [{ at: item.at, index }] : []))
  if (pinned.length > 0) {
    if (ownPins) return laid
    const shift = pinned.reduce(
      (sum, { at, index }) => ({
        x: sum.x + (at.x - (laid[index]?.x ?? 0)) / pinned.length,
        y: sum.y + (at.y - (laid[index]?.y ?? 0)) / pinned.length,
      }),
      { x: 0, y: 0 },
    )
    return moved(laid, shift.x, shift.y).map((place, index) =>
      items[index]?.pinned ? items[index].at : place,
    )
  }
  const middled = centred(items, laid)
  if (whole) return middled
  const { left, right, top, bottom } = boundsOf(
    items,
    items.map(({ at }) => at),
  )
  return moved(middled, (left + right) / 2, (top + bottom) / 2)
}

/** Nothing on anything else: not on what is pinned, and not on what was not chosen. */
function clearOf(
  { items }: Graph,
  places: readonly Point[],
  others: readonly LayoutItem[],
): readonly Point[] {
  const around = others.toSorted((a, b) => byId(a.id, b.id))
  return removeOverlaps(
    [...items, ...around],
    [...places, ...around.map(({ at }) => at)],
    [...items.map(({ pinned }) => pinned), ...around.map(() => true)],
  ).slice(0, items.length)
}

/** The places with nothing on anything else, moved as little as it takes; `chosen` as for a layout. */
export function withoutOverlaps(given: readonly LayoutItem[], chosen: readonly string[]): Places {
  const items = given.toSorted((a, b) => byId(a.id, b.id))
  const wanted = new Set(chosen)
  const some = items.filter(({ id }) => wanted.has(id)).length >= 2
  const fixed = items.map(({ id, pinned }) => pinned || (some && !wanted.has(id)))
  const places = removeOverlaps(
    items,
    items.map(({ at }) => at),
    fixed,
  )
  return new Map(
    items.flatMap(({ id, at }, index) => {
      const place = places[index]
      return place === undefined || (place.x === at.x && place.y === at.y)
        ? []
        : [[id, { x: Math.round(place.x), y: Math.round(place.y) }] as const]
    }),
  )
}
