/** The tools beside the layouts, by one name each. */
import { align, type Alignment, alignments, distribute, type Distribution, distributions } from './align.ts'
import { withoutOverlaps } from './layOut.ts'
import type { LayoutItem, Places } from './types.ts'
import type { Placing } from '../settings.ts'

export const arrangements = ['overlaps', ...alignments, ...distributions] as const
export type Arrangement = (typeof arrangements)[number]

const isAlignment = (name: Arrangement): name is Alignment => (alignments as readonly string[]).includes(name)

/** What the history calls it. */
export function placingOf(name: Arrangement): Placing {
  return name === 'overlaps' ? 'overlaps' : isAlignment(name) ? 'align' : 'distribute'
}
/** Removing overlaps works on all where nothing is chosen, and leaves what is pinned; the others need two or more, or three, chosen nodes. */
export function leastFor(name: Arrangement): number {
  return name === 'overlaps' ? 0 : isAlignment(name) ? 2 : 3
}

/** Places of what moves, in whole pixels. */
export function arranged(name: Arrangement, items: readonly LayoutItem[], chosen: readonly string[]): Places {
  if (name === 'overlaps') return withoutOverlaps(items, chosen)
  const wanted = new Set(chosen)
  const some = items.filter(({ id }) => wanted.has(id))
  if (some.length < leastFor(name)) return new Map()
  const places = isAlignment(name) ? align(some, name) : distribute(some, name satisfies Distribution)
  return new Map(
    some.flatMap(({ id, at }, index) => {
      const { x, y } = places[index] ?? at
      const place = { x: Math.round(x), y: Math.round(y) }
      return place.x === Math.round(at.x) && place.y === Math.round(at.y) ? [] : [[id, place] as const]
    }),
  )
}
