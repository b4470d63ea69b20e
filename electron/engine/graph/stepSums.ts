/** What ran between two nodes in a part of time: links tell only what they add up to over all of it. */
import { yuan } from '../../../shared/model/currency.ts'
import { allTime } from '../../../shared/model/time/span.ts'
import { readEvents } from './caseEvents.ts'
import { timeText } from './eventTime.ts'
import type { PathAsked } from './pathAnswer.ts'

export interface StepSum {
  /** Yuan in minor units; null where no fact tells any. */
  amount: bigint | null
  first: string | null
  last: string | null
}
/** By edge of the network, of these edges: all facts between the two of the kinds the network is made of. */
export function stepSumsDuring(
  { context, view, network }: PathAsked,
  edges: Iterable<number>,
): ReadonlyMap<number, StepSum> {
  const { graph } = network
  const sums = new Map<number, StepSum>()
  const edgeOf = new Map<number, number>()
  const key = (from: number, to: number): number =>
    graph.directed || from < to ? from * graph.nodes + to : to * graph.nodes + from
  for (const edge of edges) {
    sums.set(edge, { amount: null, first: null, last: null })
    edgeOf.set(key(graph.from[edge] as number, graph.to[edge] as number), edge)
  }
  const events = readEvents(context.db, network.kinds, { ...allTime, ...view.span }, context.checkCancelled)
  const nodes = Int32Array.from(events.entityIds, (entityId) => network.place(entityId) ?? -1)
  for (let event = 0; event < events.count; event++) {
    const [from, to] = [
      nodes[events.from[event] as number] as number,
      nodes[events.to[event] as number] as number,
    ]
    if (from === -1 || to === -1 || (graph.directed && events.directed[event] === 0)) continue
    const sum = sums.get(edgeOf.get(key(from, to)) ?? -1)
    if (sum === undefined) continue
    const time = timeText(events, event)
    if (time !== null && (sum.first === null || time < sum.first)) sum.first = time
    if (time !== null && (sum.last === null || time > sum.last)) sum.last = time
    if (events.currencies[events.currency[event] as number] !== yuan) continue
    const large = events.largeAmounts.get(event)
    const amount = events.amount[event] as number
    if (large !== undefined) sum.amount = (sum.amount ?? 0n) + BigInt(large)
    else if (!Number.isNaN(amount)) sum.amount = (sum.amount ?? 0n) + BigInt(amount)
  }
  return sums
}
