/**
 * Places for what nobody has placed, given by the engine in the command that brings it: the force layout with the room of an ordinary caption,
 * everything that stands already pinned. The same input gives the same places, to the digit.
 */
import { force } from './layouts/force.ts'
import { graphOf } from './layouts/graph.ts'
import { finished, type LayoutItem, type Point } from './layouts/types.ts'

export interface Body {
  readonly id: number
  /** Where it stands and stays; null for one that is to be placed. */
  readonly at: Point | null
}
export interface Spring {
  readonly from: number
  readonly to: number
}

/** The room of a node with two lines of text. */
const room = { half: 55, above: 30, below: 40 }
/** The shape of a usual canvas. */
const aspect = 1.6
/** Beyond this many, all stand in rows: a command must not wait for springs. */
const most = 5_000

/** A place per body, in whole pixels where it is new. What hangs on nothing that stands is put beside it. In no more than `rounds`, where they are given. */
export function forceLayout(
  bodies: readonly Body[],
  springs: readonly Spring[],
  rounds?: number,
): ReadonlyMap<number, Point> {
  const graph = graphOf(
    bodies.map(({ id, at }): LayoutItem => ({
      id: String(id),
      kind: '',
      ...room,
      weight: 0,
      first: null,
      at: at ?? { x: 0, y: 0 },
      pinned: at !== null,
    })),
    bodies.length > most
      ? []
      : springs.map(({ from, to }) => ({ from: String(from), to: String(to), kind: '', weight: 1 })),
  )
  const places = finished(force(graph, aspect, 1, rounds))
  return new Map(
    graph.items.map(({ id, pinned, at }, index) => {
      const { x, y } = places[index] ?? at
      return [Number(id), pinned ? at : { x: Math.round(x), y: Math.round(y) }]
    }),
  )
}
