/**
 * Finds a drawn pattern among events (a transfer, a call) and pairs (who holds what). Steps are tried in their order, each from what is known already, by
 * the lists of a node's events in time order. Different names stand for different things. Pure, bounded, always the same for the same events.
 */
import {
  type DrawnPattern,
  hasAmount,
  isCounted,
  isStanding,
  type PatternStep,
} from '../../../shared/model/drawnPattern.ts'
import type { LinkKindId } from '../../../shared/model/define.ts'
import { yuan } from '../../../shared/model/currency.ts'
import { addMinor, bigOf, type Minor } from '../../../shared/model/minor.ts'
import { type CaseEvents, eventAmount, eventsByNode } from '../graph/caseEvents.ts'
import type { Adjacency, StopCheck } from '../graph/network/graph.ts'

export interface Hit {
  /** By the order of the pattern's nodes: node of the events; -1 where an optional step left it open. */
  readonly nodes: Int32Array
  /** By step: its event, the earliest where it is several together; -1 for one that was not there. */
  readonly events: Int32Array
  /** By the place of each step that is several events together: all of them, the earliest first. */
  readonly together: ReadonlyMap<number, readonly number[]>
}
export interface Matched {
  readonly hits: readonly Hit[]
  /** The search was given up: there may be more. */
  readonly isCut: boolean
}
export interface MatchQuestion {
  readonly pattern: DrawnPattern
  readonly events: CaseEvents
  /** The kind of thing of a node. */
  readonly kindOf: (node: number) => string
  /** What a node is called in the case. */
  readonly labelOf: (node: number) => string
  /** Only events that begin within; pairs hold at any time. */
  readonly from: number | null
  readonly to: number | null
  readonly check: StopCheck
  readonly mostTried?: number
  readonly mostHits?: number
}
const minute = 60_000

/** All hits, in the order of the search. */
export function matchPattern(question: MatchQuestion): Matched {
  const search = new Search(question)
  search.run()
  return { hits: search.hits, isCut: search.isCut }
}
class Search {
  readonly hits: Hit[] = []
  isCut = false
  private readonly names: readonly string[]
  private readonly kinds: readonly (string | undefined)[]
  private readonly likes: readonly (string | undefined)[]
  private readonly steps: readonly (PatternStep & { readonly fromPlace: number; readonly toPlace: number })[]
  private readonly bound: Int32Array
  private readonly chosen: Int32Array
  private readonly together = new Map<number, readonly number[]>()
  private readonly out: Adjacency
  private readonly into: Adjacency
  private readonly linkOf: readonly LinkKindId[]
  private readonly question: MatchQuestion
  private readonly mostTried: number
  private readonly mostHits: number
  private tried = 0

  constructor(question: MatchQuestion) {
    this.question = question
    const { pattern, events } = question
    this.names = Object.keys(pattern.nodes)
    this.kinds = this.names.map((name) => pattern.nodes[name]?.kind)
    this.likes = this.names.map((name) => pattern.nodes[name]?.like?.toLowerCase())
    this.steps = pattern.steps.map((step) => ({
      ...step,
      fromPlace: this.names.indexOf(step.from),
      toPlace: this.names.indexOf(step.to),
    }))
    this.bound = new Int32Array(this.names.length).fill(-1)
    this.chosen = new Int32Array(this.steps.length).fill(-1)
    ;({ out: this.out, into: this.into } = eventsByNode(events))
    this.linkOf = events.rules.map(({ rule }) => rule.linkKind)
    this.mostTried = question.mostTried ?? 20_000_000
    this.mostHits = question.mostHits ?? 50_000
  }
  run(): void {
    this.step(0)
  }

  private step(place: number): void {
    if (this.isCut) return
    const step = this.steps[place]
    if (step === undefined) {
      this.told()
      return
    }
    if (step.none) {
      for (const _ of this.found(place)) return
      if (!this.isCut) this.step(place + 1)
      return
    }
    if (step.optional) {
      const first = this.earliest(place)
      if (first === null) this.step(place + 1)
      else this.take(place, first)
      return
    }
    for (const candidate of this.found(place)) this.take(place, candidate)
  }
  private found(place: number): Iterable<Candidate> {
    const step = this.steps[place]
    return step !== undefined && isCounted(step) ? this.bundles(place, step) : this.candidates(place)
  }
  /** All events that fit a step between two things, where there are enough of them and enough together. */
  private bundles(place: number, { count, sum }: PatternStep): readonly Candidate[] {
    const { events } = this.question
    const byPair = new Map<number, Candidate[]>()
    for (const candidate of this.candidates(place)) {
      const key = candidate.from * events.entityIds.length + candidate.to
      const those = byPair.get(key)
      if (those === undefined) byPair.set(key, [candidate])
      else those.push(candidate)
    }
    // A search that was given up has not seen them all.
    if (this.isCut) return []
    const moment = (event: number): number => {
      const time = events.at[event] as number
      return Number.isNaN(time) ? Infinity : time
    }
    return [...byPair.values()].flatMap((those) => {
      const together = those
        .map(({ event }) => event)
        .toSorted((one, other) => (moment(one) === moment(other) ? one - other : moment(one) - moment(other)))
      const isEnough =
        together.length >= (count ?? 1) &&
        (sum === undefined || bigOf(sumOf(events, together)) >= BigInt(Math.round(sum * 100)))
      const [first] = those
      const [earliest] = together
      return isEnough && first !== undefined && earliest !== undefined
        ? [{ event: earliest, from: first.from, to: first.to, together }]
        : []
    })
  }
  private take(place: number, { event, from, to, together }: Candidate): void {
    const step = this.steps[place]
    if (step === undefined) return
    const before = [this.bound[step.fromPlace] as number, this.bound[step.toPlace] as number] as const
    this.bound[step.fromPlace] = from
    this.bound[step.toPlace] = to
    this.chosen[place] = event
    if (together !== undefined) this.together.set(place, together)
    this.step(place + 1)
    this.together.delete(place)
    this.bound[step.fromPlace] = before[0]
    this.bound[step.toPlace] = before[1]
    this.chosen[place] = -1
  }
  private told(): void {
    for (const [one, other] of this.question.pattern.alike) {
      const [left, right] = [
        this.bound[this.names.indexOf(one)] ?? -1,
        this.bound[this.names.indexOf(other)] ?? -1,
      ]
      if (left > right) return
    }
    if (this.hits.length >= this.mostHits) {
      this.isCut = true
      return
    }
    this.hits.push({
      nodes: this.bound.slice(),
      events: this.chosen.slice(),
      together: new Map(this.together),
    })
  }
  private earliest(place: number): Candidate | null {
    let first: Candidate | null = null
    const { at } = this.question.events
    for (const candidate of this.found(place))
      if (first === null || (at[candidate.event] as number) < (at[first.event] as number))
        first = { ...candidate }
    return first
  }

  /** Events and pairs that fit a step as things are bound now; of a pair that many rows tell one. */
  private *candidates(place: number): Generator<Candidate> {
    const step = this.steps[place]
    if (step === undefined) return
    const [from, to] = [this.bound[step.fromPlace] as number, this.bound[step.toPlace] as number]
    const seen = isStanding(step.link) ? new Set<string>() : null
    for (const candidate of this.alongEvents(place, from, to)) {
      if (this.isCut) return
      if (!this.fits(place, candidate, from, to)) continue
      if (seen !== null) {
        const key = `${candidate.from}/${candidate.to}`
        if (seen.has(key)) continue
        seen.add(key)
      }
      yield candidate
    }
  }
  private *alongEvents(place: number, from: number, to: number): Generator<Candidate> {
    const step = this.steps[place]
    if (step === undefined) return
    const { events } = this.question
    const [earliest, latest] = this.windowOf(place)
    if (from < 0 && to < 0) {
      for (let event = 0; event < events.count; event += 1) {
        if (!this.counts()) return
        const [one, other] = [events.from[event] as number, events.to[event] as number]
        yield { event, from: one, to: other }
        if (step.either) yield { event, from: other, to: one }
      }
      return
    }
    // Out of the one or into the other, whichever is known; either way also crosswise.
    const walk = from >= 0 ? ([this.out, from, false] as const) : ([this.into, to, true] as const)
    const crosswise = from >= 0 ? ([this.into, from, false] as const) : ([this.out, to, true] as const)
    for (const [list, node, isTo] of step.either ? [walk, crosswise] : [walk]) {
      const end = list.offsets[node + 1] as number
      for (let half = this.firstFrom(list, node, earliest); half < end; half += 1) {
        if (!this.counts()) return
        const event = list.edges[half] as number
        const other = list.targets[half] as number
        // Nothing is later than the window in a list in time order; rows without a time stand last.
        if (latest !== null && !((events.at[event] as number) <= latest)) break
        yield isTo ? { event, from: other, to: node } : { event, from: node, to: other }
      }
    }
  }
  private counts(): boolean {
    this.tried += 1
    if (this.tried > this.mostTried) this.isCut = true
    if ((this.tried & 8191) === 0) this.question.check()
    return !this.isCut
  }
  /** The first place in a node's list whose event does not begin before a moment. */
  private firstFrom({ offsets, edges }: Adjacency, node: number, earliest: number | null): number {
    let [low, high] = [offsets[node] as number, offsets[node + 1] as number]
    if (earliest === null) return low
    const { at } = this.question.events
    while (low < high) {
      const middle = (low + high) >> 1
      if ((at[edges[middle] as number] as number) < earliest) low = middle + 1
      else high = middle
    }
    return low
  }
  /** When the step may happen, both ends included; null: any time. */
  private windowOf(place: number): readonly [earliest: number | null, latest: number | null] {
    const step = this.steps[place]
    const tied = step?.after ?? step?.before
    if (step === undefined || tied === undefined) return [null, null]
    const base = this.question.events.at[this.chosen[tied - 1] as number] as number
    const [near, far] = [
      (step.soonest ?? 0) * minute,
      step.within === undefined ? null : step.within * minute,
    ]
    return step.after === undefined
      ? [far === null ? null : base - far, base - near]
      : [base + near, far === null ? null : base + far]
  }

  private fits(place: number, { event, from, to }: Candidate, boundFrom: number, boundTo: number): boolean {
    const step = this.steps[place]
    const { events } = this.question
    if (step === undefined || this.linkOf[events.rule[event] as number] !== step.link) return false
    if (!step.either && events.directed[event] === 0) return false
    if (boundFrom >= 0 ? from !== boundFrom : !this.isFree(step.fromPlace, from)) return false
    if (boundTo >= 0 ? to !== boundTo : !this.isFree(step.toPlace, to)) return false
    return this.isTimely(place, event) && this.isLarge(step, event)
  }
  private isFree(place: number, node: number): boolean {
    const kind = this.kinds[place]
    if (kind !== undefined && this.question.kindOf(node) !== kind) return false
    const like = this.likes[place]
    if (like !== undefined && !this.question.labelOf(node).toLowerCase().includes(like)) return false
    return !this.bound.includes(node)
  }
  private isTimely(place: number, event: number): boolean {
    const step = this.steps[place]
    if (step === undefined || isStanding(step.link)) return true
    // One event is one step.
    if (this.chosen.includes(event)) return false
    for (const those of this.together.values()) if (those.includes(event)) return false
    const { events, from, to } = this.question
    const at = events.at[event] as number
    if ((from !== null && !(at >= from)) || (to !== null && !(at < to))) return false
    const tied = step.after ?? step.before
    if (tied === undefined) return true
    const base = this.chosen[tied - 1] as number
    if (!hasClock(events, event) || !hasClock(events, base)) return false
    const [earliest, latest] = this.windowOf(place)
    return (earliest === null || at >= earliest) && (latest === null || at <= latest)
  }
  private isLarge(step: PatternStep, event: number): boolean {
    if (!hasAmount(step)) return true
    const { least, most, currency } = step
    const { events } = this.question
    const amount = Number(eventAmount(events, event) ?? NaN)
    if (Number.isNaN(amount) || events.currencies[events.currency[event] as number] !== (currency ?? yuan))
      return false
    return (
      (least === undefined || amount >= Math.round(least * 100)) &&
      (most === undefined || amount <= Math.round(most * 100))
    )
  }
}
interface Candidate {
  readonly event: number
  readonly from: number
  readonly to: number
  /** Where the step is several events together. */
  readonly together?: readonly number[]
}
/** The amounts of several events of one currency together, exact. */
export function sumOf(events: CaseEvents, those: readonly number[]): Minor {
  return those.reduce<Minor>((sum, event) => addMinor(sum, eventAmount(events, event) ?? 0), 0)
}
/** Whether the time of an event is known to the minute. */
export function hasClock(events: CaseEvents, event: number): boolean {
  return (events.written[event] as number) >= 16
}
