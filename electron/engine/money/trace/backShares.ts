/**
 * Where money came from, by shares and by named payments: one walk from the last payment to the first. By shares each account has one density, the part of its money that is asked about; a payment
 * brings its density to who paid it. By named payments whole cents are moved, as in tracing forward and the other way round.
 */
import { type Ledger, nodesOf, type TakenBack } from '../ledger.ts'
import type { BackQuestion } from './backQuestion.ts'
import {
  eventsOf,
  type LandingState,
  openingsOf,
  type Payment,
  paymentAt,
  stopAt,
  takenBackOf,
} from './question.ts'
import type { Carried, SharesTraced } from './shares.ts'

export interface SharesBack extends SharesTraced {
  readonly mixed: boolean
  readonly forced: number
}
interface Walk {
  readonly ledger: Ledger
  readonly question: BackQuestion
  readonly events: Int32Array
  readonly back: ReturnType<typeof takenBackOf>
  readonly stops: readonly (LandingState | null)[]
  readonly openings: Float64Array
  /** What each account holds at the end. */
  readonly ending: Float64Array
  readonly seeds: ReadonlyMap<number, number>
}
/** Tracing back by shares or by named payments; `carried` stands against time and leads from what is asked about to its sources. */
export function backByShares(
  ledger: Ledger,
  question: BackQuestion & { readonly rule: 'proportional' | 'specific' },
): SharesBack {
  const events = eventsOf(ledger, question)
  const back = takenBackOf(ledger)
  const openings = openingsOf(ledger, events, question.openings)
  const ending = openings.slice()
  const pay: Payment = { from: 0, to: 0, amount: 0 }
  for (const event of events) {
    const [from, to, amount] = movedBy(ledger, back, event, pay)
    ending[from] = (ending[from] as number) - amount
    ending[to] = (ending[to] as number) + amount
  }
  const seeds = new Map(
    question.seeds.map(({ place, amount }) => [place, amount ?? Number.POSITIVE_INFINITY]),
  )
  const stops = Array.from({ length: nodesOf(ledger) }, (_, node) => stopAt(ledger, node, question.beyond))
  const walk: Walk = { ledger, question, events, back, stops, openings, ending, seeds }
  if (question.rule === 'specific') return byNamed(walk)
  // What is taken back is what the transfer brought, as forward; where that had left already it is of all there was.
  return byDensity(walk, false) ?? (byDensity(walk, true) as SharesBack)
}
/** Who moves how much to whom; what is taken back goes the other way. */
function movedBy(
  ledger: Ledger,
  back: ReturnType<typeof takenBackOf>,
  event: number,
  pay: Payment,
): readonly [from: number, to: number, amount: number] {
  if (event >= 0) {
    paymentAt(ledger, back, event, pay)
    return [pay.from, pay.to, pay.amount]
  }
  const taken = ledger.takenBack[-1 - event] as TakenBack
  paymentAt(ledger, back, taken.of, pay)
  return [pay.to, pay.from, taken.amount]
}
const close = 1e-9
/** Null where a density leaves 0…1, so that what is taken back must be mixed. */
function byDensity(walk: Walk, mixed: boolean): SharesBack | null {
  const { ledger, question, events, back, stops, openings, ending, seeds } = walk
  const held = ending.slice()
  const density = new Float64Array(ending.length)
  let seeded = 0
  for (const { node, amount = Number.POSITIVE_INFINITY } of question.held ?? []) {
    const there = held[node] as number
    if (stops[node] !== null || there <= 0) continue
    const part = Math.min(amount, there)
    density[node] = part / there
    seeded += part
  }
  const at = (node: number): number => (stops[node] === null ? (density[node] as number) : 0)
  /** Transfer → what is added to its density by what was taken back of it. */
  const more = new Map<number, number>()
  const carried: Carried[] = []
  const sources: Source[] = []
  const pay: Payment = { from: 0, to: 0, amount: 0 }
  let isMixed = false
  for (let number = events.length - 1; number >= 0; number -= 1) {
    if ((number & 0xffff) === 0) question.checkCancelled?.()
    const event = events[number] as number
    const [from, to, amount] = movedBy(ledger, back, event, pay)
    held[from] = (held[from] as number) + amount
    held[to] = (held[to] as number) - amount
    if (amount <= 0) continue
    let share = at(to)
    let fresh = 0
    if (event >= 0) {
      share += more.get(event) ?? 0
      if (share < -close || share > 1 + close) return null
      share = Math.min(1, Math.max(0, share))
      fresh = Math.min(seeds.get(event) ?? 0, amount * (1 - share))
      seeded += fresh
      share += fresh / amount
    } else if (!mixed) {
      const { of } = ledger.takenBack[-1 - event] as TakenBack
      // Here `from` is who had received the transfer.
      paymentAt(ledger, back, of, pay)
      more.set(of, (more.get(of) ?? 0) + (amount / pay.amount) * (share - at(from)))
      push(carried, event, to, from, amount * share, 0)
      continue
    } else if (share > 0 || at(from) > 0) isMixed = true
    push(carried, event, to, from, amount * share, fresh)
    const stop = stops[from] ?? null
    if (stop !== null) {
      if (share > 0) sources.push({ event, node: from, state: stop, amount: amount * share })
      continue
    }
    const there = held[from]
    density[from] = ((density[from] as number) * (there - amount) + share * amount) / there
  }
  openings.forEach((opening, node) => {
    if (opening > 0 && at(node) > 0)
      sources.push({ event: null, node, state: 'rests', amount: opening * at(node) })
  })
  const total = Math.round(seeded)
  return { seeded: total, forced: 0, mixed: isMixed, carried, ...wholeCents(sources, total, openings.length) }
}
interface Source {
  readonly event: number | null
  readonly node: number
  readonly state: LandingState
  readonly amount: number
}
function push(
  carried: Carried[],
  event: number,
  from: number,
  to: number,
  amount: number,
  fresh: number,
): void {
  const whole = Math.round(amount)
  if (whole > 0) carried.push({ event, from, to, amount: whole, fresh: Math.round(fresh) })
}
/** Whole cents that add up to the total: each rounded down, the cents left over to those that lost most. */
function wholeCents(
  sources: readonly Source[],
  total: number,
  nodes: number,
): Pick<SharesTraced, 'rests' | 'ended'> {
  const whole = sources.map(({ amount }) => Math.floor(amount + close))
  const left = total - whole.reduce((sum, amount) => sum + amount, 0)
  const order = sources
    .map(({ amount }, place) => ({ place, lost: amount - (whole[place] as number) }))
    .sort((one, other) => other.lost - one.lost || one.place - other.place)
  for (let cent = 0; cent < Math.abs(left) && order.length > 0; cent += 1) {
    const { place } = order[cent % order.length] as (typeof order)[number]
    whole[place] = (whole[place] as number) + Math.sign(left)
  }
  const rests = new Float64Array(nodes)
  const ended: SharesTraced['ended'][number][] = []
  sources.forEach(({ event, node, state }, place) => {
    const amount = whole[place] as number
    if (event === null) rests[node] = amount
    else if (amount > 0) ended.push({ event, node, state, amount })
  })
  return { rests, ended }
}
/** Whole cents: a named payment brought what is asked about as far as it goes, any other only what nothing else can have brought. */
function byNamed({ ledger, question, events, back, stops, openings, ending, seeds }: Walk): SharesBack {
  const held = ending.slice()
  const wanted = new Float64Array(ending.length)
  let [seeded, forced] = [0, 0]
  for (const { node, amount = Number.POSITIVE_INFINITY } of question.held ?? []) {
    if (stops[node] !== null) continue
    wanted[node] = Math.max(0, Math.min(amount, held[node] as number))
    seeded += wanted[node]
  }
  const carried: Carried[] = []
  const ended: SharesTraced['ended'][number][] = []
  const pay: Payment = { from: 0, to: 0, amount: 0 }
  for (let number = events.length - 1; number >= 0; number -= 1) {
    if ((number & 0xffff) === 0) question.checkCancelled?.()
    const event = events[number] as number
    const [from, to, amount] = movedBy(ledger, back, event, pay)
    const asked = stops[to] === null ? (wanted[to] as number) : 0
    held[from] = (held[from] as number) + amount
    held[to] = (held[to] as number) - amount
    const isNamed = event >= 0 && question.named?.has(event) === true
    const part = isNamed ? Math.min(asked, amount) : Math.max(0, asked - Math.max(0, held[to]))
    const fresh = event >= 0 ? Math.min(seeds.get(event) ?? 0, amount - part) : 0
    if (part + fresh <= 0) continue
    if (!isNamed) forced += part
    seeded += fresh
    if (part > 0) wanted[to] = asked - part
    push(carried, event, to, from, part + fresh, fresh)
    const stop = stops[from] ?? null
    if (stop === null) wanted[from] = (wanted[from] as number) + part + fresh
    else ended.push({ event, node: from, state: stop, amount: part + fresh })
  }
  const rests = new Float64Array(openings.length)
  wanted.forEach((amount, node) => {
    if (stops[node] === null) rests[node] = amount
  })
  return { seeded, forced, mixed: false, carried, rests, ended }
}
