/** Several payments just under a limit, and a small payment before large ones. Pure. */
import { firstAt, type Steps, stretchesOf } from './moneySteps.ts'

export const splitEnds = ['pair', 'payee', 'payer'] as const
export type SplitEnds = (typeof splitEnds)[number]
export interface SplitChoice {
  /** Minor units; a payment is below it. */
  readonly limit: number
  /** And at least this share of it. */
  readonly from: number
  readonly least: number
  readonly length: number
  /** Between two, to one from anybody, from one to anybody. */
  readonly ends: SplitEnds
  /** Not a party by itself where only one end counts, such as cash. */
  readonly isNobody: (group: number) => boolean
}
export interface Split {
  /** Null: anybody. */
  readonly payer: number | null
  readonly payee: number | null
  readonly steps: readonly number[]
}
/** Stretches of payments below the limit that reach it together. */
export function splitsOf(
  steps: Steps,
  choice: SplitChoice,
  check: () => void = () => undefined,
): readonly Split[] {
  const { limit, from, least, length, ends, isNobody } = choice
  const lists = new Map<number, number[]>()
  for (let step = 0; step < steps.count; step += 1) {
    const amount = steps.amounts[step] as number
    if (amount >= limit || amount < from * limit - 1e-6) continue
    const [payer, payee] = [steps.from[step] as number, steps.to[step] as number]
    const key = ends === 'pair' ? payer * steps.groups + payee : ends === 'payee' ? payee : payer
    if (ends !== 'pair' && isNobody(key)) continue
    const list = lists.get(key)
    if (list === undefined) lists.set(key, [step])
    else list.push(step)
  }
  const found: Split[] = []
  let done = 0
  for (const list of lists.values()) {
    if ((done++ & 0x3ff) === 0) check()
    if (list.length < least) continue
    const sums = new Float64Array(list.length + 1)
    list.forEach((step, at) => {
      sums[at + 1] = (sums[at] as number) + (steps.amounts[step] as number)
    })
    const enough = (low: number, high: number): boolean =>
      high - low >= least && (sums[high] as number) - (sums[low] as number) >= limit
    for (const stretch of stretchesOf(steps, list, length, enough)) {
      const [one] = stretch as readonly [number]
      found.push({
        payer: ends === 'payee' ? null : (steps.from[one] as number),
        payee: ends === 'payer' ? null : (steps.to[one] as number),
        steps: stretch,
      })
    }
  }
  return found
}

export interface TestChoice {
  /** The small one at most, the large ones at least; minor units. */
  readonly small: number
  readonly large: number
  readonly length: number
  /** pair: the large one goes to the same; account: to anybody, and the small one is the first of its day. */
  readonly then: 'pair' | 'account'
  /** Only where the small one is the first that this payer pays this payee (account: the first of the day). */
  readonly first: boolean
  /** Whether a step lies in the time asked about. */
  readonly isAsked: (step: number) => boolean
  /** Steps looked at in all, and large ones kept. */
  readonly mostWork: number
  readonly mostKept: number
}
export interface TestTransfer {
  readonly small: number
  readonly large: readonly number[]
  /** Whether times tell that the small one came before the large ones, and before all others where it has to be the first. */
  readonly isCertain: boolean
}
export interface TestTransfers {
  readonly hits: readonly TestTransfer[]
  /** Small ones for which nothing was looked for, or not to the end, as the search had come to its bound. */
  readonly skipped: number
}
/** Small payments that large ones follow. The steps are those of all time, so that a first one is one. */
export function testTransfersOf(
  steps: Steps,
  choice: TestChoice,
  check: () => void = () => undefined,
): TestTransfers {
  return new TestSearch(steps, choice, check).run()
}
const day = 86_400_000
class TestSearch {
  private readonly steps: Steps
  private readonly choice: TestChoice
  private readonly check: () => void
  private readonly hits: TestTransfer[] = []
  private skipped = 0
  private work = 0
  private kept = 0
  constructor(steps: Steps, choice: TestChoice, check: () => void) {
    this.steps = steps
    this.choice = choice
    this.check = check
  }
  run(): TestTransfers {
    const { steps, choice } = this
    for (let payer = 0; payer < steps.groups; payer += 1) {
      if ((payer & 0x3ff) === 0) this.check()
      const own = steps.outs.subarray(steps.outStarts[payer], steps.outStarts[payer + 1])
      if (!own.some((step) => (steps.amounts[step] as number) <= choice.small)) continue
      if (choice.then === 'account') this.searchIn(own)
      else
        for (const list of Map.groupBy(own, (step) => steps.to[step] as number).values()) this.searchIn(list)
    }
    return { hits: this.hits.sort((one, other) => one.small - other.small), skipped: this.skipped }
  }
  private searchIn(list: ArrayLike<number>): void {
    const { steps, choice } = this
    const larges: number[] = []
    for (let at = 0; at < list.length; at += 1)
      if ((steps.amounts[list[at] as number] as number) >= choice.large) larges.push(list[at] as number)
    if (larges.length === 0) return
    for (let at = 0; at < list.length; at += 1) {
      if ((at & 0xff) === 0) this.check()
      const small = list[at] as number
      if ((steps.amounts[small] as number) > choice.small || !choice.isAsked(small)) continue
      if (this.work >= choice.mostWork || this.kept >= choice.mostKept) {
        this.skipped += 1
        continue
      }
      const isFirst = choice.first ? this.firstOf(list, at) : 'yes'
      if (isFirst === 'no') continue
      const large = this.largeAfter(larges, small)
      if (large.length === 0) continue
      const isAfter = large.every((step) => (steps.begins[step] as number) >= (steps.ends[small] as number))
      this.hits.push({ small, large, isCertain: isAfter && isFirst === 'yes' })
    }
  }
  /** Whether nothing in the list (of the day) came before it; maybe: times do not tell. */
  private firstOf(list: ArrayLike<number>, at: number): 'yes' | 'maybe' | 'no' {
    const { steps, choice } = this
    const small = list[at] as number
    const begin = steps.begins[small] as number
    const since = choice.then === 'account' ? Math.floor(begin / day) * day : Number.NEGATIVE_INFINITY
    let answer: 'yes' | 'maybe' | 'no' = 'yes'
    for (let other = firstAt(steps, list, 0, list.length, since); other < list.length; other += 1) {
      const step = list[other] as number
      if ((steps.begins[step] as number) >= (steps.ends[small] as number)) break
      this.work += 1
      if (step === small) continue
      if ((steps.ends[step] as number) <= begin) return 'no'
      answer = 'maybe'
      // What begins no earlier than it is not over before it.
      if ((steps.begins[step] as number) >= begin) break
    }
    return answer
  }
  /** Of the large ones, by time. */
  private largeAfter(list: readonly number[], small: number): readonly number[] {
    const { steps, choice } = this
    const begin = steps.begins[small] as number
    const found: number[] = []
    let at = firstAt(steps, list, 0, list.length, begin - steps.coarsest + 1)
    for (; at < list.length; at += 1) {
      const step = list[at] as number
      if ((steps.begins[step] as number) > begin + choice.length) break
      this.work += 1
      if (step !== small && (steps.ends[step] as number) > begin && choice.isAsked(step)) found.push(step)
    }
    this.kept += found.length
    return found
  }
}
