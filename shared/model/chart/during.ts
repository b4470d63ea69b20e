/** Lines of a chart within a part of time: of every dealing only the rows inside; who holds what is no event and stays as it is. */
import type { ChartEdge } from '../../contract/charts.ts'
import type { LineDuring } from '../../contract/chartTimes.ts'
import { linkKinds, type LinkKind } from '../define.ts'

/** Sums of dealings within a span, by link; a dealing that is not there has no row in it. */
export type LinesDuring = ReadonlyMap<number, LineDuring>

export function linesByLink(lines: readonly LineDuring[]): LinesDuring {
  return new Map(lines.map((line) => [line.linkId, line]))
}
const lasting: ReadonlySet<string> = new Set(
  (linkKinds as readonly LinkKind[]).flatMap(({ id, standing }) => (standing === true ? [id] : [])),
)
const byHand: ReadonlySet<string> = new Set(
  (linkKinds as readonly LinkKind[]).flatMap(({ id, byHand: isByHand }) => (isByHand === true ? [id] : [])),
)
/** Whether people entered it by hand: no row of a file, and counted with none. */
export function isStated({ linkKind }: Pick<ChartEdge, 'linkKind'>): boolean {
  return byHand.has(linkKind)
}
/** Whether the line says that something took place, and not only that two things belong together. */
export function isDealing({ linkKind }: Pick<ChartEdge, 'linkKind'>): boolean {
  return !lasting.has(linkKind)
}
/** A line with the sums of its rows inside; with a count of 0 where it has none, so that it is known to have been there. */
export function edgeDuring<Edge extends ChartEdge>(edge: Edge, during: LinesDuring): Edge {
  // Statements are among what was counted: those that say no time stay, like who holds what.
  if (!isDealing(edge) && !isStated(edge)) return edge
  const found = during.get(edge.linkId)
  const { others: _others, ...rest } = edge
  // Only figures of the edge are replaced, by values of the same types.
  return {
    ...rest,
    ...(found ?? { count: 0, amount: null, quantity: null, firstTime: null, lastTime: null }),
  } as Edge
}
