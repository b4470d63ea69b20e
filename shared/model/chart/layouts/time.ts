/** Time from left to right: a column for each period in which something is first seen, inside it by time; what has no time stands last. */
import { heightOf, widthOf } from './boxes.ts'
import { sideBySide } from './columns.ts'
import { byId, type Graph } from './graph.ts'
import { cellOf } from './parts.ts'
import type { LayoutItem, Point, Steps } from './types.ts'

/** How many characters of a time name its period: year, month, day, hour, minute. */
const periods = [4, 7, 10, 13, 16] as const
/** More columns than these are no longer read as a row of periods. */
const mostColumns = 16
/** What stands for no time known. */
export const timeless = ''

/** The period of each item by the first time it is seen: years, months, days, hours or minutes, as fine as sixteen columns allow. */
export function periodsOf(items: readonly Pick<LayoutItem, 'first'>[]): readonly string[] {
  const named = (length: number) => items.map(({ first }) => first?.slice(0, length) ?? timeless)
  const columns = (length: number) => new Set(named(length).filter((period) => period !== timeless)).size
  // Only as fine as all times are known: a day alone has no hour.
  const known = items.reduce((least, { first }) => Math.min(least, first?.length ?? Infinity), Infinity)
  const fine =
    periods.filter((length) => length <= known && columns(length) <= mostColumns).at(-1) ?? periods[0]
  return named(fine)
}

export function time(graph: Graph, aspect: number): Steps<readonly Point[]> {
  const periodOf = periodsOf(graph.items)
  const columns = [...new Set(periodOf)]
    .sort((a, b) => (a === timeless ? 1 : b === timeless ? -1 : a < b ? -1 : 1))
    .map((period) => [...graph.items.keys()].filter((item) => periodOf[item] === period))
  return sideBySide(graph, { heads: [], columns }, aspect, downByTime)
}

/** Down and then to the right by time. */
function* downByTime({ items }: Graph, aspect: number): Steps<readonly Point[]> {
  yield 0
  const cell = cellOf(items)
  const order = [...items.keys()].sort((a, b) => {
    const [one, other] = [items[a], items[b]]
    if (one === undefined || other === undefined) return 0
    const [early, late] = [one.first ?? '', other.first ?? '']
    return (early < late ? -1 : early > late ? 1 : 0) || other.weight - one.weight || byId(one.id, other.id)
  })
  const area = items.reduce((sum, item) => sum + widthOf(item) * heightOf(item) * 1.35, 0)
  const down = Math.max(1, Math.round(Math.sqrt(area / aspect) / cell.height))
  const across = Math.ceil(items.length / down)
  const rows = Math.ceil(items.length / across)
  const places: Point[] = items.map(() => ({ x: 0, y: 0 }))
  order.forEach((item, index) => {
    places[item] = {
      x: Math.floor(index / rows) * cell.width,
      y: (index % rows) * cell.height + (items[item]?.above ?? 0),
    }
  })
  return places
}
