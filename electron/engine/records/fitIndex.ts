/**
 * Which of many facts can fit one at all: an index over the values that facts which fit cannot differ in. It gives more than fit, never less;
 * whoever asks compares what it gives. Without it, thousands of equal amounts of a day would be compared each with each.
 */
import { isDestroyed } from '../../../shared/model/destroyedNumber.ts'

/** A value by which facts are told apart, and how two different ones can still fit: never; one told less exactly (a time); masked or rounded (a number). */
export interface TellingPlace {
  readonly place: number
  readonly how: 'exact' | 'time' | 'number'
  /** Places of which a value may stand in for this one; a fact that has one is told by none of them. */
  readonly sources: readonly number[]
}
type Values = readonly (string | null)[]

/** Whether a number may fit one that is written otherwise. */
export function isIrregular(value: string): boolean {
  return isDestroyed(value) || value.includes('*') || (value.length > 15 && /^0+$/.test(value.slice(15)))
}

/** Facts by number, in the order they are added. A value that is filled in or told more exactly later may stay as it was added, unless it may stand in for others (`again`). */
export class FitIndex {
  private readonly columns: readonly Column[]
  private size = 0
  private isInOrder = true
  constructor(places: readonly TellingPlace[]) {
    this.columns = places.map((place) => new Column(place))
  }

  add(values: Values): void {
    for (const column of this.columns) column.add(values, this.size)
    this.size += 1
  }
  /** A fact that was added has more values by now. */
  again(fact: number, values: Values): void {
    for (const column of this.columns) if (column.loosen(values, fact)) this.isInOrder = false
  }
  /** The facts that may fit, in the order they were added. */
  mayFit(values: Values): Iterable<number> {
    let best: readonly (readonly number[])[] | null = null
    let least = this.size
    for (const column of this.columns) {
      const lists = column.lists(values)
      if (lists === null) continue
      const count = lists.reduce((sum, { length }) => sum + length, 0)
      if (count >= least) continue
      best = lists
      least = count
    }
    if (best === null) return Array.from({ length: this.size }, (_, index) => index)
    const [only, ...others] = best.filter(({ length }) => length > 0)
    return others.length === 0 && this.isInOrder
      ? (only ?? [])
      : [...new Set(best.flat())].toSorted((one, other) => one - other)
  }
}

const nothing: readonly number[] = []
/** One place of all facts. */
class Column {
  private readonly place: number
  private readonly how: TellingPlace['how']
  private readonly sources: readonly number[]
  private readonly byValue = new Map<string, number[]>()
  /** Facts that fit whatever stands there. */
  private readonly loose: number[] = []
  private readonly isLoose = new Set<number>()
  private readonly lengths = new Set<number>()
  /** By the length of what is asked for: facts with more to say, by what they begin with. */
  private readonly byBeginning = new Map<number, Map<string, number[]>>()
  constructor({ place, how, sources }: TellingPlace) {
    this.place = place
    this.how = how
    this.sources = sources
  }

  /** The value that tells the fact; null where it fits others. */
  private telling(values: Values): string | null {
    const value = values[this.place] ?? null
    if (value === null || (this.how === 'number' && isIrregular(value))) return null
    return this.sources.some((source) => (values[source] ?? null) !== null) ? null : value
  }
  add(values: Values, fact: number): void {
    const value = this.telling(values)
    if (value === null) {
      this.putLoose(fact)
      return
    }
    put(this.byValue, value, fact)
    if (this.how !== 'time') return
    this.lengths.add(value.length)
    for (const [length, beginnings] of this.byBeginning)
      if (value.length > length) put(beginnings, value.slice(0, length), fact)
  }
  /** Makes a fact fit others when it has more values than before; whether the order of facts suffered. */
  loosen(values: Values, fact: number): boolean {
    if (this.sources.length === 0 || this.telling(values) !== null || this.isLoose.has(fact)) return false
    this.putLoose(fact)
    return true
  }
  private putLoose(fact: number): void {
    this.isLoose.add(fact)
    this.loose.push(fact)
  }
  /** Together every fact that may fit; null for all of them. */
  lists(values: Values): readonly (readonly number[])[] | null {
    const value = this.telling(values)
    if (value === null) return null
    if (this.how !== 'time') return [this.loose, this.byValue.get(value) ?? nothing]
    return [
      this.loose,
      ...[...this.lengths]
        .filter((length) => length <= value.length)
        .map((length) => this.byValue.get(value.slice(0, length)) ?? nothing),
      this.beginnings(value.length).get(value) ?? nothing,
    ]
  }
  private beginnings(length: number): ReadonlyMap<string, readonly number[]> {
    let known = this.byBeginning.get(length)
    if (known !== undefined) return known
    this.byBeginning.set(length, (known = new Map()))
    for (const [value, facts] of this.byValue)
      if (value.length > length) for (const fact of facts) put(known, value.slice(0, length), fact)
    for (const facts of known.values()) facts.sort((one, other) => one - other)
    return known
  }
}
function put(lists: Map<string, number[]>, key: string, fact: number): void {
  const known = lists.get(key)
  if (known === undefined) lists.set(key, [fact])
  else known.push(fact)
}
