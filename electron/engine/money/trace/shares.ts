/** Tracing by shares (rolling proportional): a payment takes traced and other money in the proportion in which the account holds them, to the cent. */
import { type Ledger, nodesOf, type TakenBack } from '../ledger.ts'
import {
  eventsOf,
  type LandingState,
  openingsOf,
  type Payment,
  paymentAt,
  reachable,
  stopAt,
  takenBackOf,
  type TraceQuestion,
} from './question.ts'

/** A payment that carried traced money. */
export interface Carried {
  readonly event: number
  readonly from: number
  readonly to: number
  readonly amount: number
  /** Part of the traced sum itself, marked here. */
  readonly fresh: number
}
export interface SharesTraced {
  readonly seeded: number
  readonly carried: readonly Carried[]
  /** Node → traced money that rests in it. */
  readonly rests: Float64Array
  /** By the transfer (event code) what left the material, came to an account without statement, or went back to the payer of the traced sum. */
  readonly ended: readonly {
    readonly event: number
    readonly node: number
    readonly state: LandingState
    readonly amount: number
  }[]
}

/** `whole × part ÷ of` to the nearest whole number, a half downwards. */
export function shareOf(whole: number, part: number, of: number): number {
  if (part <= 0 || of <= 0) return 0
  if (part >= of) return whole
  const product = whole * part
  if (product < Number.MAX_SAFE_INTEGER / 4) {
    const low = Math.floor(product / of)
    return 2 * (product - low * of) > of ? low + 1 : low
  }
  const [a, b, c] = [BigInt(whole), BigInt(part), BigInt(of)]
  const low = (a * b) / c
  return Number(2n * (a * b - low * c) > c ? low + 1n : low)
}

export function traceByShares(ledger: Ledger, question: TraceQuestion): SharesTraced {
  const nodes = nodesOf(ledger)
  const events = eventsOf(ledger, question)
  const reached = reachable(ledger, question)
  const openings = openingsOf(ledger, events, question.openings)
  const [marked, other] = [new Float64Array(nodes), new Float64Array(nodes)]
  for (let node = 0; node < nodes; node += 1) if (reached[node] === 1) other[node] = openings[node] as number
  const stops = Array.from({ length: nodes }, (_, node) => stopAt(ledger, node, question.beyond))
  const back = takenBackOf(ledger)
  const seeds = new Map<number, number>()
  for (const { place, amount } of question.seeds) seeds.set(place, amount ?? Number.POSITIVE_INFINITY)
  const carried: Carried[] = []
  const ended: { event: number; node: number; state: LandingState; amount: number }[] = []
  /** Transfers that are taken back → what they carried, and what of it was part of the traced sum itself. */
  const kept = new Map<number, { marked: number; fresh: number; end: number | null }>()
  const pay: Payment = { from: 0, to: 0, amount: 0 }
  let seeded = 0
  /** Takes so much out of a node; how much of it is traced. */
  const take = (node: number, amount: number): number => {
    if (stops[node] !== null) return 0
    const [m, o] = [marked[node] as number, other[node] as number]
    const held = m + o
    const whole = Math.min(amount, held)
    // Neither of both is taken beyond what there is.
    const part = Math.max(whole - o, Math.min(m, shareOf(whole, m, held)))
    marked[node] = m - part
    other[node] = o - (whole - part)
    return part
  }
  const put = (node: number, amount: number, traced: number, event: number): number | null => {
    const stop = stops[node] ?? null
    if (stop === null) {
      marked[node] = (marked[node] as number) + traced
      other[node] = (other[node] as number) + amount - traced
      return null
    }
    return traced > 0 ? ended.push({ event, node, state: stop, amount: traced }) - 1 : null
  }
  let steps = 0
  for (const event of events) {
    if ((steps++ & 0xffff) === 0) question.checkCancelled?.()
    const taken = event >= 0 ? null : (ledger.takenBack[-1 - event] as TakenBack)
    const place = taken === null ? event : taken.of
    paymentAt(ledger, back, place, pay)
    const { from, to, amount } = pay
    if (reached[from] === 0 && reached[to] === 0) continue
    if (taken === null) {
      const before = take(from, amount)
      const fresh = Math.min(seeds.get(place) ?? 0, amount - before)
      seeded += fresh
      const traced = before + fresh
      const end = put(to, amount, traced, event)
      if (traced > 0) carried.push({ event, from, to, amount: traced, fresh })
      if (back.has(place)) kept.set(place, { marked: traced, fresh, end })
      continue
    }
    // What is taken back is the share of traced money that the transfer carried, as far as it is still there.
    const was = kept.get(place)
    const traced = was === undefined ? 0 : shareOf(taken.amount, was.marked, amount)
    let part = 0
    if (was?.end !== null && was !== undefined) {
      const out = ended[was.end] as (typeof ended)[number]
      part = Math.min(traced, out.amount)
      out.amount -= part
    } else if (stops[to] === null) {
      const [m, o] = [marked[to] as number, other[to] as number]
      const whole = Math.min(taken.amount, m + o)
      part = Math.max(whole - o, Math.min(m, traced, whole))
      marked[to] = m - part
      other[to] = o - (whole - part)
    }
    const own =
      was === undefined || was.marked === 0 ? 0 : Math.min(part, shareOf(part, was.fresh, was.marked))
    if (own > 0) ended.push({ event, node: from, state: 'returned', amount: own })
    put(from, taken.amount, part - own, event)
    if (part > 0) carried.push({ event, from: to, to: from, amount: part, fresh: 0 })
  }
  const rests = new Float64Array(nodes)
  for (let node = 0; node < nodes; node += 1) if (stops[node] === null) rests[node] = marked[node] as number
  return { seeded, carried, rests, ended: ended.filter((each) => each.amount > 0) }
}
