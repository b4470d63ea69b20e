/**
 * When rows are one fact. The rule:
 *
 * 1. Rows fit when no field of the kind's `sameFact` contradicts: an empty field contradicts nothing; a time told less exactly (a minute, a second without its fraction), a serial without its leading zeros or of which a
 *    spreadsheet left 1.2E+18, a number under another header, a masked number that fits and a text in other widths and spaces contradict nothing either.
 * 2. Rows that fit and share a number of the fact (`sameFactNeeds`) are one, within a sheet and across sheets.
 * 3. Other rows of one sheet are never one. Of two sheets as many are one as fit one to one, so that over sheets the largest count holds, not the sum: rows that
 *    are equal in every field with a clock time in any case, all others only where the sheets are exports that overlap (`overlaps.ts`).
 *    What fits and is not joined is told as a finding.
 */
import type { FieldType, RecordKind } from '../../../shared/model/define.ts'
import { destroyedFits, isDestroyed } from '../../../shared/model/destroyedNumber.ts'
import { isKey } from '../../../shared/model/identityKeys.ts'
import { comparedValue, coreOf, type FactValue } from './factHash.ts'
import { FitIndex, type TellingPlace } from './fitIndex.ts'
import { areApart, matchFacts } from './matchFacts.ts'
import { compareTexts } from '../../../shared/model/textOrder.ts'

/** A row as it is compareTexts. */
export interface FactRow {
  readonly recordId: number
  readonly sheetId: number
  readonly fact: number
  /** Values of `Comparison.columns`. */
  readonly values: readonly (string | null)[]
  /** Whether it took effect; null where it does not say. */
  readonly effect: number | null
  /** How much it says: rows that say more come first. */
  readonly filled: number
  /** What it says, as decisions of people name it; null where nobody decided anything about the kind. */
  readonly says: string | null
  readonly duplicateOf: number | null
}
/** What is known of rows that are one, taken together. */
interface Summary {
  readonly values: (string | null)[]
  /** For own numbers that may stand under several headers: all of them. */
  readonly numbers: ReadonlySet<string>[]
  effect: number | null
}
/** Rows of one sheet, or of all, that are one fact. The first is the one that counts. */
export interface Cluster {
  readonly rows: FactRow[]
  readonly summary: Summary
  readonly sheets: Set<number>
  readonly signatures: Set<string>
}
/** What people decided about rows of the kind, by what the rows say. */
export interface FactDecisions {
  readonly same: (one: string, other: string) => boolean
  readonly apart: (one: string, other: string) => boolean
  readonly stands: (says: string) => boolean
  /** The rows that were decided to stand for one that says this. */
  readonly standsFor: (says: string) => readonly string[]
}
export type JoinsSheets = (one: number, other: number) => boolean

const clockLength = 16
const secondLength = 19

/** How rows of a kind are compareTexts. */
export class Comparison {
  readonly kind: RecordKind
  /** Fields and entity columns that are read of a row. */
  readonly columns: readonly string[]
  private readonly types: readonly (FieldType | undefined)[]
  private readonly told: readonly number[]
  private readonly soft: ReadonlySet<number>
  /** Fields of which one number may stand under any. */
  private readonly anyOf: readonly (readonly number[])[]
  private readonly numbers: readonly number[]
  /** Of a field that takes another's value when it has none: those others. */
  private readonly sources: ReadonlyMap<number, readonly number[]>
  private readonly core: readonly (readonly number[])[]
  private readonly time: number
  /** Places in which facts that fit cannot say two things, whatever else they say. */
  readonly tellingPlaces: readonly TellingPlace[]
  constructor(kind: RecordKind) {
    this.kind = kind
    const accounts = kind.roles.filter(
      (role) =>
        role.kind === 'siteAccount' &&
        role.multi !== true &&
        role.keys.some(({ fields }) => fields.some((field) => kind.sameFact?.includes(field) === true)),
    )
    const sources = (kind.derive ?? []).flatMap((rule) =>
      rule.how === 'fallback' && kind.sameFact?.includes(rule.into) === true ? [rule] : [],
    )
    // An account of another site is another account, though it is written alike.
    this.columns = [
      ...new Set([
        ...(kind.sameFact ?? []),
        ...coreOf(kind).flat(),
        ...(kind.sameFactNeeds ?? []),
        ...(kind.contradicts?.key ?? []),
        ...(kind.contradicts?.differ ?? []),
        ...accounts.map(({ role }) => `e_${role}`),
        ...sources.flatMap(({ from }) => from),
      ]),
    ]
    const at = (field: string): number => this.columns.indexOf(field)
    const typeOf = new Map(kind.fields.map(({ id, type }) => [id, type]))
    this.types = this.columns.map((column) => typeOf.get(column))
    this.core = coreOf(kind).map((alternatives) => alternatives.map(at))
    this.anyOf = this.core.filter(
      (alternatives) =>
        alternatives.length > 1 && alternatives.every((place) => this.types[place] !== 'money'),
    )
    const loose = new Set(this.anyOf.flat())
    this.told = [...(kind.sameFact ?? []), ...accounts.map(({ role }) => `e_${role}`)]
      .map(at)
      .filter((place) => !loose.has(place))
    this.soft = new Set((kind.sameFactSoft ?? []).map(at))
    this.sources = new Map(sources.map(({ into, from }) => [at(into), from.map(at)]))
    this.numbers = (kind.sameFactNeeds ?? []).map(at)
    this.time = kind.timeField === undefined ? -1 : at(kind.timeField)
    this.tellingPlaces = this.told
      .filter((place) => !this.soft.has(place))
      .map((place) => ({ place, how: howTold(this.types[place]), sources: this.sources.get(place) ?? [] }))
  }

  valuesOf(raw: readonly FactValue[]): (string | null)[] {
    return raw.map((value, place) => comparedValue(value, this.types[place]))
  }
  value(row: { readonly values: readonly (string | null)[] }, field: string): string | null {
    return row.values[this.columns.indexOf(field)] ?? null
  }
  clusterOf(row: FactRow): Cluster {
    return {
      rows: [row],
      summary: {
        values: [...row.values],
        numbers: this.anyOf.map((places) => new Set(places.flatMap((place) => row.values[place] ?? []))),
        effect: row.effect,
      },
      sheets: new Set([row.sheetId]),
      signatures: new Set([this.signature(row)]),
    }
  }
  join(into: Cluster, added: Cluster): void {
    into.rows.push(...added.rows)
    for (const sheet of added.sheets) into.sheets.add(sheet)
    for (const signature of added.signatures) into.signatures.add(signature)
    const { values } = into.summary
    added.summary.values.forEach((value, place) => {
      const known = values[place] ?? null
      if (value !== null && (known === null || saysMore(value, known))) values[place] = value
    })
    into.summary.numbers.forEach((known, index) => {
      into.summary.numbers[index] = new Set([...known, ...(added.summary.numbers[index] ?? [])])
    })
    into.summary.effect ??= added.summary.effect
  }

  /** Every field told, with what took effect: equal signatures are equal rows. */
  signature(row: FactRow): string {
    return JSON.stringify([
      row.effect,
      ...this.told.map((place) => row.values[place]),
      ...this.anyOf.map((places) => places.map((place) => row.values[place])),
    ])
  }
  /** How many fields agree; -1 when one contradicts. `within`: both are of one sheet. */
  fit(one: Summary, other: Summary, within: boolean): number {
    if (one.effect !== null && other.effect !== null && one.effect !== other.effect) return -1
    let agree = 0
    const numbered = this.sharedNumber(one, other) !== null
    for (let index = 0; index < this.anyOf.length; index += 1) {
      const left = one.numbers[index]
      const right = other.numbers[index]
      if (left === undefined || right === undefined || left.size === 0 || right.size === 0) continue
      if (![...left].some((value) => right.has(value))) return -1
      agree += 1
    }
    for (const place of this.told) {
      const left = one.values[place] ?? null
      const right = other.values[place] ?? null
      if (left === null || right === null) continue
      if (valuesFit(left, right, this.types[place]) || this.stoodIn(one, other, place)) agree += 1
      else if (within || !numbered || !this.soft.has(place)) return -1
    }
    return numbered ? agree + this.told.length : agree
  }
  /** Whether a field of one is what the other has in the field that stands in for it: the place of a list is its address where the sheet has no name. */
  private stoodIn(one: Summary, other: Summary, place: number): boolean {
    return (this.sources.get(place) ?? []).some((source) => {
      const [left, right] = [one.values[source] ?? null, other.values[source] ?? null]
      return (
        (right !== null && right === one.values[place]) || (left !== null && left === other.values[place])
      )
    })
  }
  /** Whether it carries the numbers that may stand under any of several headers: a statement's own account. */
  namesOwn(summary: Summary): boolean {
    return summary.numbers.every((numbers) => numbers.size > 0)
  }
  /** Whether nothing of the key contradicts, and something told besides it agrees: the same day, the same account. */
  agrees(one: Summary, other: Summary, key: readonly string[]): boolean {
    const inKey = new Set(key.map((field) => this.columns.indexOf(field)))
    for (let index = 0; index < this.anyOf.length; index += 1) {
      const [left, right] = [one.numbers[index], other.numbers[index]]
      if (left === undefined || right === undefined || left.size === 0 || right.size === 0) continue
      if (![...left].some((value) => right.has(value))) return false
    }
    const loose = new Set(this.anyOf.flat())
    let found = false
    for (const place of new Set([...this.told, ...inKey])) {
      const [left, right] = [one.values[place] ?? null, other.values[place] ?? null]
      if (left === null || right === null || loose.has(place)) continue
      const type = this.types[place]
      const day = (value: string): string => (type === 'time' || type === 'date' ? value.slice(0, 10) : value)
      const same = valuesFit(day(left), day(right), type)
      if (!same && inKey.has(place)) return false
      if (same && !inKey.has(place)) found = true
    }
    return found
  }
  /** Whether they say two things in one of these fields; clocks of two systems do not. */
  differsIn(one: Summary, other: Summary, fields: readonly string[]): boolean {
    return fields.some((field) => {
      const place = this.columns.indexOf(field)
      const [left, right] = [one.values[place] ?? null, other.values[place] ?? null]
      const type = this.types[place]
      return left !== null && right !== null && type !== 'time' && !valuesFit(left, right, type)
    })
  }
  /** The number of the fact that both carry, as a key; null when they share none. */
  sharedNumber(one: Summary, other: Summary): string | null {
    for (const place of this.numbers) {
      const left = this.numberAt(one, place)
      if (left !== null && left === this.numberAt(other, place)) return `${place}:${left}`
    }
    return null
  }
  /** The keys under which a row may share its number with another. */
  numberKeys(
    row: { readonly values: readonly (string | null)[] },
    fields: readonly string[] = this.columns,
  ): readonly string[] {
    return this.numbers.flatMap((place) => {
      if (!fields.includes(this.columns[place] ?? '')) return []
      const value = this.numberAt(row, place)
      return value === null ? [] : [`${place}:${value}`]
    })
  }
  private numberAt(row: { readonly values: readonly (string | null)[] }, place: number): string | null {
    const value = row.values[place] ?? null
    if (value === null) return null
    // A balance numbers an entry only to the second: in between, the same one may come again. Rows of one second are told apart by what the other fields say.
    if (this.types[place] === 'money') {
      const second = (row.values[this.time] ?? '').slice(0, secondLength)
      return second.length === secondLength ? `${second} ${value}` : null
    }
    return isNumber(value, this.types[place]) ? value : null
  }
  /** Whether a row says so much that an equal one in another sheet is the same fact whatever else the sheets hold. */
  isCertain(row: FactRow): boolean {
    return this.time >= 0 && (row.values[this.time] ?? '').length >= clockLength && this.hasCore(row)
  }
  /** Whether two facts have rows that are equal in everything and say enough for that. */
  isCertainPair(one: Cluster, other: Cluster): boolean {
    return (
      [...other.signatures].some((signature) => one.signatures.has(signature)) &&
      other.rows.some((row) => this.isCertain(row) && one.signatures.has(this.signature(row)))
    )
  }
  /** Whether it says everything by which rows of the kind are looked up. */
  hasCore(row: FactRow): boolean {
    return this.core.every((alternatives) =>
      alternatives.some((place) => (row.values[place] ?? null) !== null),
    )
  }
  /** Whether the kind's rows are looked up by who and when, so that few of them tell that two sheets overlap. */
  get addressed(): boolean {
    return this.core.length > 2 && this.core.some((places) => places.includes(this.time))
  }
}

/** The longer time is the more exact one, and the number that is neither masked nor destroyed says more. */
function saysMore(value: string, known: string): boolean {
  if (isDestroyed(value) !== isDestroyed(known)) return isDestroyed(known)
  return value.length > known.length || known.includes('*')
}
/** Placeholders, repeated digits and what a spreadsheet left of a number number nothing, nor does what is no key of a person or an account (`identityKeys.ts`). */
export function isNumber(value: string, type: FieldType | undefined): boolean {
  if (type === 'serial' && isDestroyed(value)) return false
  if (/^(.)\1*$/u.test(value) && value.length > 1) return false
  return type === 'idNumber' || type === 'siteAccount' ? isKey(type, value) : /[0-9A-Za-z.]/.test(value)
}
/** Whether two values of a field do not contradict each other, both filled. */
export function valuesFit(left: string, right: string, type: FieldType | undefined): boolean {
  if (left === right) return true
  if (type === 'time' || type === 'date')
    return left.length < right.length ? right.startsWith(left) : left.startsWith(right)
  if (type === 'serial' && (isDestroyed(left) || isDestroyed(right))) return destroyedFits(left, right)
  if (type === 'serial' || type === 'card' || type === 'account')
    return (
      left.length === right.length &&
      (maskFits(left, right) || maskFits(right, left) || lostDigits(left, right) || lostDigits(right, left))
    )
  return false
}
function howTold(type: FieldType | undefined): TellingPlace['how'] {
  if (type === 'time' || type === 'date') return 'time'
  return type === 'serial' || type === 'card' || type === 'account' ? 'number' : 'exact'
}
function maskFits(masked: string, full: string): boolean {
  if (!masked.includes('*') || full.includes('*')) return false
  for (let place = 0; place < masked.length; place += 1)
    if (masked[place] !== '*' && masked[place] !== full[place]) return false
  return true
}
/** A number of more than fifteen digits that a spreadsheet has rounded. */
function lostDigits(rounded: string, full: string): boolean {
  return (
    rounded.length > 15 &&
    /^\d+$/.test(rounded) &&
    /^0+$/.test(rounded.slice(15)) &&
    rounded.slice(0, 15) === full.slice(0, 15)
  )
}

/** Facts of one number, in the order they were found. */
class NumberedFacts {
  private readonly facts: Cluster[] = []
  private readonly placeOf = new Map<Cluster, number>()
  private readonly places: readonly TellingPlace[]
  private index: FitIndex | null = null
  constructor(places: readonly TellingPlace[]) {
    this.places = places
  }
  add(fact: Cluster): void {
    const place = this.placeOf.get(fact)
    if (place !== undefined) {
      this.index?.again(place, fact.summary.values)
      return
    }
    this.placeOf.set(fact, this.facts.length)
    this.facts.push(fact)
    this.index?.add(fact.summary.values)
    // Most numbers have one fact, a number that somebody only filled in has thousands.
    if (this.index !== null || this.facts.length < 16) return
    this.index = new FitIndex(this.places)
    for (const { summary } of this.facts) this.index.add(summary.values)
  }
  find(row: Cluster, isOne: (fact: Cluster) => boolean): Cluster | undefined {
    if (this.index === null) return this.facts.find(isOne)
    for (const place of this.index.mayFit(row.summary.values)) {
      const fact = this.facts[place]
      if (fact !== undefined && isOne(fact)) return fact
    }
    return undefined
  }
}
/** Rows of one sheet (in the order of how much they say) as facts: those that share a number and fit are one. */
export function factsOfSheet(
  comparison: Comparison,
  rows: readonly FactRow[],
  decisions: FactDecisions | null,
): Cluster[] {
  const found: Cluster[] = []
  const byNumber = new Map<string, NumberedFacts>()
  for (const row of rows) {
    const single = comparison.clusterOf(row)
    const keys = comparison.numberKeys(row)
    const isOne = (fact: Cluster): boolean =>
      comparison.fit(fact.summary, single.summary, true) >= 0 && !areApart(fact, single, decisions)
    let home: Cluster | undefined
    for (const key of keys) home ??= byNumber.get(key)?.find(single, isOne)
    if (home === undefined) found.push(single)
    else comparison.join(home, single)
    for (const key of keys) {
      const known = byNumber.get(key) ?? new NumberedFacts(comparison.tellingPlaces)
      byNumber.set(key, known)
      known.add(home ?? single)
    }
  }
  return found
}

/** The facts that rows with one hash state, each with its rows in the order of how much they say. `rows` come in that order. */
export function factsOfRows(
  comparison: Comparison,
  rows: readonly FactRow[],
  overlaps: JoinsSheets,
  decisions: FactDecisions | null,
): readonly Cluster[] {
  const bySheet = new Map<number, FactRow[]>()
  for (const row of rows) {
    const known = bySheet.get(row.sheetId)
    if (known === undefined) bySheet.set(row.sheetId, [row])
    else known.push(row)
  }
  const sheets = [...bySheet.values()].map((own) => factsOfSheet(comparison, own, decisions))
  const [only] = sheets
  if (sheets.length < 2) return only ?? []
  // By what the sheets say here and not by when they came.
  const order = sheets
    .map((clusters) => ({
      clusters,
      filled: Math.max(...clusters.map(({ rows: [first] }) => first?.filled ?? 0)),
      says: clusters
        .flatMap(({ signatures }) => [...signatures])
        .toSorted()
        .join('\n'),
    }))
    .toSorted((one, other) => other.filled - one.filled || compareTexts(one.says, other.says))
  const facts: Cluster[] = []
  const joins = (known: Cluster, added: Cluster): boolean =>
    comparison.isCertainPair(known, added) ||
    [...added.sheets].some((sheet) => [...known.sheets].some((other) => overlaps(other, sheet)))
  for (const { clusters } of order) {
    const partner = matchFacts(comparison, facts, clusters, joins, decisions)
    const fresh: Cluster[] = []
    clusters.forEach((cluster, index) => {
      const home = facts[partner.get(index) ?? -1]
      if (home === undefined) fresh.push(cluster)
      else comparison.join(home, cluster)
    })
    facts.push(...fresh)
  }
  const place = new Map(rows.map((row, index) => [row.recordId, index]))
  for (const { rows: own } of facts)
    own.sort((one, other) => (place.get(one.recordId) ?? 0) - (place.get(other.recordId) ?? 0))
  return facts
}
/** Whether two facts have no sheet in common. */
export function areDisjoint(one: ReadonlySet<number>, other: ReadonlySet<number>): boolean {
  for (const sheet of one) if (other.has(sheet)) return false
  return true
}
