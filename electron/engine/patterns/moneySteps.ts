/** Transfers between those asked about (people or accounts) as typed arrays in the order of time: what patterns of money search in. Pure. */
import type { Groups } from '../money/holders.ts'
import { type Ledger, mark, outsideOf, type OutsideKind } from '../money/ledger.ts'
import { grainLength } from '../money/moments.ts'

/** Transfers that are no steps, by why. */
export interface NoSteps {
  /** Own accounts among themselves. */
  readonly own: number
  /** With cash, fees, somebody without an account, a third-party payer. */
  readonly outside: number
  /** Failed ones. */
  readonly failed: number
  /** Rows that say neither in nor out. */
  readonly sideless: number
  /** Taken back whole, or red entries that belong to nothing. */
  readonly red: number
  readonly timeless: number
  /** Below the least amount. */
  readonly small: number
}
/** Steps are numbered in the order of time; those that tell only a day or a minute by its beginning. */
export interface Steps {
  readonly count: number
  readonly groups: number
  readonly from: Int32Array
  readonly to: Int32Array
  readonly amounts: Float64Array
  /** When what the row tells as its time begins. */
  readonly begins: Float64Array
  /** When it is over, that moment left out. */
  readonly ends: Float64Array
  /** Step → place in the ledger. */
  readonly places: Int32Array
  /** Group → its steps out and in, each by time. */
  readonly outStarts: Int32Array
  readonly outs: Int32Array
  readonly inStarts: Int32Array
  readonly ins: Int32Array
  /** The longest that any time covers: a day where a row tells only that. */
  readonly coarsest: number
  /** Steps that tell only a day. */
  readonly dayOnly: number
  readonly left: NoSteps
}
export interface StepsChoice {
  readonly currency: number
  readonly from?: number | undefined
  readonly to?: number | undefined
  readonly least?: number
  /** Outside ends that are a party too, such as cash. */
  readonly also?: readonly OutsideKind[]
}
/** The steps of a ledger by who stands behind its accounts. */
export function stepsOf(ledger: Ledger, groups: Groups, choice: StepsChoice): Steps {
  const { least = 0, also = [] } = choice
  const isParty = Uint8Array.from(groups.of, (_, node) => {
    const kind = outsideOf(ledger, node)
    return kind === null ? Number(ledger.channels[node] !== 1) : Number(also.includes(kind))
  })
  const chosen = new Int32Array(ledger.count)
  const left = { own: 0, outside: 0, failed: 0, sideless: 0, red: 0, timeless: 0, small: 0 }
  let count = 0
  for (let place = 0; place < ledger.count; place += 1) {
    if (ledger.currencies[place] !== choice.currency) continue
    const why = whyNot(ledger, groups, isParty, place, least)
    const time = ledger.times[place] as number
    const isAsked =
      why === 'timeless'
        ? choice.from === undefined && choice.to === undefined
        : (choice.from === undefined || time >= choice.from) && (choice.to === undefined || time < choice.to)
    if (!isAsked) continue
    if (why === null) chosen[count++] = place
    else left[why] += 1
  }
  return indexed(ledger, groups, chosen.slice(0, count), left)
}
function whyNot(
  ledger: Ledger,
  groups: Groups,
  isParty: Uint8Array,
  place: number,
  least: number,
): keyof NoSteps | null {
  const [from, to] = [ledger.from[place] as number, ledger.to[place] as number]
  const [marks, amount] = [ledger.marks[place] as number, ledger.amounts[place] as number]
  if ((marks & mark.failed) !== 0) return 'failed'
  if (isParty[from] === 0 || isParty[to] === 0) return 'outside'
  if (groups.of[from] === groups.of[to]) return 'own'
  if ((marks & mark.sideless) !== 0) return 'sideless'
  if (amount <= 0) return 'red'
  if (Number.isNaN(ledger.times[place])) return 'timeless'
  return amount < least ? 'small' : null
}
function indexed(ledger: Ledger, groups: Groups, places: Int32Array, left: NoSteps): Steps {
  const count = places.length
  const [from, to] = [new Int32Array(count), new Int32Array(count)]
  const [amounts, begins, ends] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)]
  let [coarsest, dayOnly] = [1, 0]
  for (let step = 0; step < count; step += 1) {
    const place = places[step] as number
    const [begin, grain] = [ledger.times[place] as number, ledger.grains[place] as number]
    const length = grainLength[grain] as number
    from[step] = groups.of[ledger.from[place] as number] as number
    to[step] = groups.of[ledger.to[place] as number] as number
    amounts[step] = ledger.amounts[place] as number
    begins[step] = begin
    ends[step] = begin + length
    if (length > coarsest) coarsest = length
    if (grain === 0) dayOnly += 1
  }
  const out = byGroup(from, groups.count)
  const into = byGroup(to, groups.count)
  return {
    count,
    groups: groups.count,
    from,
    to,
    amounts,
    begins,
    ends,
    places,
    outStarts: out.starts,
    outs: out.list,
    inStarts: into.starts,
    ins: into.list,
    coarsest,
    dayOnly,
    left,
  }
}
function byGroup(
  ends: Int32Array,
  groups: number,
): { readonly starts: Int32Array; readonly list: Int32Array } {
  const starts = new Int32Array(groups + 1)
  for (let step = 0; step < ends.length; step += 1) {
    const next = (ends[step] as number) + 1
    starts[next] = (starts[next] as number) + 1
  }
  for (let group = 0; group < groups; group += 1)
    starts[group + 1] = (starts[group + 1] as number) + (starts[group] as number)
  const cursor = starts.slice(0, groups)
  const list = new Int32Array(ends.length)
  for (let step = 0; step < ends.length; step += 1) {
    const group = ends[step] as number
    const at = cursor[group] as number
    list[at] = step
    cursor[group] = at + 1
  }
  return { starts, list }
}
/** Where in a part of a list of steps the first stands that begins at a moment or later. */
export function firstAt(
  steps: Steps,
  list: ArrayLike<number>,
  from: number,
  to: number,
  moment: number,
): number {
  let [low, high] = [from, to]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((steps.begins[list[middle] as number] as number) < moment) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Stretches of a list of steps (by time): each begins at the first step from which on those within the length qualify, holds all of those, and the next begins behind it.
 * So a step is in one stretch at most.
 */
export function stretchesOf(
  steps: Steps,
  list: readonly number[],
  length: number,
  qualifies: (from: number, to: number) => boolean,
): readonly (readonly number[])[] {
  const found: (readonly number[])[] = []
  let to = 0
  for (let from = 0; from < list.length; from += 1) {
    const end = (steps.begins[list[from] as number] as number) + length
    to = Math.max(to, from)
    while (to < list.length && (steps.begins[list[to] as number] as number) <= end) to += 1
    if (!qualifies(from, to)) continue
    found.push(list.slice(from, to))
    from = to - 1
  }
  return found
}
