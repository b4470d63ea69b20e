/** Calls summed by pairs of phones. */
import { type EntityNames } from '../entities/answers.ts'
import type { CallRow } from './callTable.ts'
import { compareTexts } from '../../../shared/model/textOrder.ts'

/** What two phones had to do with one another; `one` has a list of its own where only one of them has. */
export interface CallPair {
  readonly one: number
  readonly other: number
  calls: number
  messages: number
  seconds: number
  /** Calls that tell no length. */
  withoutLength: number
  oneToOther: number
  otherToOne: number
  night: number
  first: string | null
  last: string | null
  readonly days: Set<string>
  readonly recordIds: number[]
  /** Calls and messages by hour of the day. */
  readonly hours: Uint32Array
  readonly hourSeconds: Float64Array
}
/** The pairs of rows that count, in no order; a phone with itself is none. */
export function pairsOf(
  rows: Iterable<CallRow>,
  listed: ReadonlySet<number>,
  named: EntityNames,
): readonly CallPair[] {
  const pairs = new Map<string, CallPair>()
  for (const row of rows) {
    const { own, counter } = row
    if (own === null || counter === null || own === counter) continue
    const key = own < counter ? `${own}/${counter}` : `${counter}/${own}`
    const pair = pairs.get(key) ?? emptyPair(...ends(own, counter, listed, named))
    pairs.set(key, pair)
    addRow(pair, row, own)
  }
  return [...pairs.values()]
}
function ends(
  own: number,
  counter: number,
  listed: ReadonlySet<number>,
  named: EntityNames,
): readonly [number, number] {
  if (!listed.has(counter)) return [own, counter]
  return compareTexts(named.key(own), named.key(counter)) <= 0 ? [own, counter] : [counter, own]
}
function emptyPair(one: number, other: number): CallPair {
  return {
    one,
    other,
    calls: 0,
    messages: 0,
    seconds: 0,
    withoutLength: 0,
    oneToOther: 0,
    otherToOne: 0,
    night: 0,
    first: null,
    last: null,
    days: new Set(),
    recordIds: [],
    hours: new Uint32Array(24),
    hourSeconds: new Float64Array(24),
  }
}
function addRow(pair: CallPair, row: CallRow, own: number): void {
  const { way, time, at, seconds, isMessage } = row
  pair.recordIds.push(row.recordId)
  if (isMessage) pair.messages += 1
  else {
    pair.calls += 1
    pair.seconds += seconds ?? 0
    if (seconds === null) pair.withoutLength += 1
    if (way !== 'unknown') {
      if ((way === 'out') === (own === pair.one)) pair.oneToOther += 1
      else pair.otherToOne += 1
    }
  }
  if (time === null) return
  if (pair.first === null || time < pair.first) pair.first = time
  if (pair.last === null || time > pair.last) pair.last = time
  if (time.length >= 10) pair.days.add(time.slice(0, 10))
  if (at === null) return
  const hour = Number(time.slice(11, 13))
  pair.hours[hour] = (pair.hours[hour] ?? 0) + 1
  if (!isMessage) pair.hourSeconds[hour] = (pair.hourSeconds[hour] ?? 0) + (seconds ?? 0)
  if (hour >= 22 || hour < 6) pair.night += 1
}
