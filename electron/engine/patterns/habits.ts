/** How somebody's transfers usually are: round sums, at night. Counts over all of them, so that shares have their whole. Pure. */
import type { Groups } from '../money/holders.ts'
import { type Ledger, moves, outsideOf } from '../money/ledger.ts'
import { Sums } from '../money/sums.ts'
import type { Minor } from '../../../shared/model/minor.ts'

export interface HabitChoice {
  readonly currency: number
  readonly from?: number | undefined
  readonly to?: number | undefined
}
const day = 86_400_000
/**
 * Goes over the transfers of the currency and time by who is behind them: with other people's accounts, third-party payers, and those without an account. Cash (always round,
 * at machines), fees, interest and card payments are nobody's habit; own accounts among themselves are left out.
 */
function eachOf(
  ledger: Ledger,
  groups: Groups,
  { currency, from, to }: HabitChoice,
  put: (group: number, way: 0 | 1, place: number) => void,
): void {
  const isOurs = Uint8Array.from(groups.of, (_, node) => Number(outsideOf(ledger, node) === null))
  const isLeft = Uint8Array.from(groups.of, (_, node) => {
    const kind = outsideOf(ledger, node)
    return Number(kind !== null && kind !== 'channel' && kind !== 'unknown')
  })
  for (let place = 0; place < ledger.count; place += 1) {
    if (!moves(ledger, place, currency) || (ledger.amounts[place] as number) <= 0) continue
    const time = ledger.times[place] as number
    if ((from !== undefined && !(time >= from)) || (to !== undefined && !(time < to))) continue
    const [payer, payee] = [ledger.from[place] as number, ledger.to[place] as number]
    const [paying, paid] = [groups.of[payer] as number, groups.of[payee] as number]
    if (paying === paid || isLeft[payer] === 1 || isLeft[payee] === 1) continue
    if (isOurs[payee] === 1 && ledger.channels[payee] !== 1) put(paid, 0, place)
    if (isOurs[payer] === 1 && ledger.channels[payer] !== 1) put(paying, 1, place)
  }
}

export interface RoundChoice extends HabitChoice {
  /** Minor units. */
  readonly unit: number
  readonly least: number
  readonly share: number
}
export interface RoundSums {
  readonly group: number
  readonly way: 'in' | 'out'
  readonly count: number
  readonly sum: Minor
  readonly round: number
  readonly roundSum: Minor
  /** The commonest amounts among the round ones, most often first, then the larger. */
  readonly common: readonly (readonly [amount: number, times: number])[]
  /** Places of the round ones. */
  readonly places: readonly number[]
}
/** Whose transfers of one way are mostly multiples of a unit. */
export function roundSumsOf(
  ledger: Ledger,
  groups: Groups,
  choice: RoundChoice,
): {
  readonly hits: readonly RoundSums[]
  /** Of all, each once a way. */ readonly count: number
  readonly round: number
} {
  const [counts, rounds] = [new Int32Array(groups.count * 2), new Int32Array(groups.count * 2)]
  const sums = new Sums(groups.count * 2)
  const isRound = (place: number): boolean => (ledger.amounts[place] as number) % choice.unit === 0
  eachOf(ledger, groups, choice, (group, way, place) => {
    const at = group * 2 + way
    counts[at] = (counts[at] as number) + 1
    sums.add(at, ledger.amounts[place] as number)
    if (isRound(place)) rounds[at] = (rounds[at] as number) + 1
  })
  const places = new Map<number, number[]>()
  counts.forEach((count, at) => {
    const round = rounds[at] as number
    if (count >= choice.least && round > 0 && round >= choice.share * count - 1e-9) places.set(at, [])
  })
  if (places.size > 0)
    eachOf(ledger, groups, choice, (group, way, place) => {
      if (isRound(place)) places.get(group * 2 + way)?.push(place)
    })
  const hits = [...places].map(([at, those]): RoundSums => {
    const roundSum = new Sums(1)
    const times = new Map<number, number>()
    for (const place of those) {
      const amount = ledger.amounts[place] as number
      roundSum.add(0, amount)
      times.set(amount, (times.get(amount) ?? 0) + 1)
    }
    return {
      group: at >> 1,
      way: (at & 1) === 0 ? 'in' : 'out',
      count: counts[at] as number,
      sum: sums.at(at),
      round: those.length,
      roundSum: roundSum.at(0),
      common: [...times].toSorted((one, other) => other[1] - one[1] || other[0] - one[0]).slice(0, 5),
      places: those,
    }
  })
  const total = (list: Int32Array): number => list.reduce((sum, count) => sum + count, 0)
  return { hits, count: total(counts), round: total(rounds) }
}

export interface NightChoice extends HabitChoice {
  /** Hours of the day: from the first, up to the second, which is left out; over midnight where the first is the larger. */
  readonly fromHour: number
  readonly toHour: number
  readonly least: number
  readonly share: number
}
export interface NightTransfers {
  readonly group: number
  /** With a time of the day. */
  readonly told: number
  readonly night: number
  readonly nightSum: Minor
  /** At 00:00:00 to the second, as runs of a bank's machines are booked. */
  readonly midnight: number
  /** That tell only a day, or no time. */
  readonly untold: number
  readonly places: readonly number[]
}
export interface Nights {
  readonly hits: readonly NightTransfers[]
  /** Who has enough transfers, of too few of which the hour is told. */
  readonly undecidable: number
  /** Of all transfers that tell an hour, each once for every party. */
  readonly told: number
  readonly night: number
}
export function isNight(time: number, fromHour: number, toHour: number): boolean {
  const hour = (((time % day) + day) % day) / 3_600_000
  return fromHour <= toHour ? hour >= fromHour && hour < toHour : hour >= fromHour || hour < toHour
}
/** Whose transfers are mostly at night. */
export function nightsOf(ledger: Ledger, groups: Groups, choice: NightChoice): Nights {
  const { fromHour, toHour, least, share } = choice
  const size = groups.count
  const [told, night, midnight, untold] = Array.from({ length: 4 }, () => new Int32Array(size)) as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ]
  const listOf = (place: number): 'told' | 'night' | 'midnight' | 'untold' => {
    const time = ledger.times[place] as number
    if (Number.isNaN(time) || ledger.grains[place] === 0) return 'untold'
    if (time % day === 0) return 'midnight'
    return isNight(time, fromHour, toHour) ? 'night' : 'told'
  }
  const lists = { told, night, midnight, untold }
  eachOf(ledger, groups, choice, (group, _, place) => {
    const list = lists[listOf(place)]
    list[group] = (list[group] as number) + 1
  })
  const places = new Map<number, number[]>()
  let [undecidable, allTold, allNight] = [0, 0, 0]
  for (let group = 0; group < size; group += 1) {
    const atNight = night[group] as number
    const counted = (told[group] as number) + atNight
    allTold += counted
    allNight += atNight
    if (counted < least) {
      if (counted + (midnight[group] as number) + (untold[group] as number) >= least) undecidable += 1
    } else if (atNight > 0 && atNight >= share * counted - 1e-9) places.set(group, [])
  }
  if (places.size > 0)
    eachOf(ledger, groups, choice, (group, _, place) => {
      if (listOf(place) === 'night') places.get(group)?.push(place)
    })
  const hits = [...places].map(([group, those]) => {
    const sum = new Sums(1)
    for (const place of those) sum.add(0, ledger.amounts[place] as number)
    return {
      group,
      told: (told[group] as number) + those.length,
      night: those.length,
      nightSum: sum.at(0),
      midnight: midnight[group] as number,
      untold: untold[group] as number,
      places: those,
    }
  })
  return { hits, undecidable, told: allTold, night: allNight }
}
