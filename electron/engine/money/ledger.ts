/**
 * Every transfer of a case once, as typed arrays in the order of time. Accounts are numbers; what has no account (cash, a bank's fee, somebody without a number) is an outside node behind
 * them. Pure: who reads the rows is `readLedger.ts`.
 */
import type { CurrencySum } from '../../../shared/model/currency.ts'
import { dayOf, type Grain } from './moments.ts'

/**
 * What a transfer is. transfer: between two accounts. channel: with a third-party payer (通道户). cash, fee, interest, pos: by the words of a row without an account at the other end. unknown: no
 * account at the other end, and no word tells. self: within one account.
 */
export const flowKinds = ['transfer', 'channel', 'cash', 'fee', 'interest', 'pos', 'unknown', 'self'] as const
export type FlowKind = (typeof flowKinds)[number]
/** Outside nodes, in the order of their numbers behind the accounts. */
export const outsideKinds = ['channel', 'cash', 'fee', 'interest', 'pos', 'unknown'] as const
export type OutsideKind = (typeof outsideKinds)[number]

/** Marks of a transfer, one bit each. */
export const mark = {
  /** Nobody knows whether it came about; it is counted. */ undecided: 1,
  /** The row says neither in nor out: in no directed sum. */ sideless: 2,
  /** Both parties' statements tell it. */ paired: 4,
  /** Told by the payer's own statement. */ byPayer: 8,
  /** Told by the payee's own statement. */ byPayee: 16,
  /** Its currency is assumed. */ assumed: 32,
  /** Failed: in no sum. */ failed: 64,
} as const

/** Something that took a transfer back, in whole or in part. */
export interface TakenBack {
  /** The transfer, by its place. */
  readonly of: number
  readonly amount: number
  readonly time: number
  readonly recordId: number
}
export interface Ledger {
  /** Accounts are the nodes below this; outside nodes follow. */
  readonly accounts: number
  /** Node → entity id; 0 for outside nodes. */
  readonly entityIds: Float64Array
  readonly count: number
  readonly from: Int32Array
  readonly to: Int32Array
  /** Minor units, net of what was taken back; below zero for red entries that belong to nothing. Each is a safe whole number. */
  readonly amounts: Float64Array
  readonly currencies: Uint8Array
  readonly currencyNames: readonly string[]
  /** Milliseconds; NaN where the row tells no time (those stand last). */
  readonly times: Float64Array
  readonly grains: Uint8Array
  readonly kinds: Uint8Array
  readonly marks: Uint8Array
  readonly records: Float64Array
  /** What took transfers back, by time; `amounts` is already without it. */
  readonly takenBack: readonly TakenBack[]
  /** Node → 2: its own statement is in the case; 1: only tables of payers and payees name it; 0: only rows of others. */
  readonly stated: Uint8Array
  /** Node → 1: a third-party payer. */
  readonly channels: Uint8Array
  /** What could not stand in it. */
  readonly leftOut: LeftOut
}
export interface LeftOut {
  /** Rows without an amount (tokens of a chain, notes). */
  readonly withoutAmount: number
  /** Rows that name no account on either side. */
  readonly withoutAccounts: number
  readonly withoutAccountsSum: readonly CurrencySum[]
  /** Rows that name two accounts on one side, by which the first counts. */
  readonly twoOnOneSide: number
}
export const nothingLeftOut: LeftOut = {
  withoutAmount: 0,
  withoutAccounts: 0,
  withoutAccountsSum: [],
  twoOnOneSide: 0,
}
export function outsideNode(ledger: Pick<Ledger, 'accounts'>, kind: OutsideKind): number {
  return ledger.accounts + outsideKinds.indexOf(kind)
}
/** The outside kind of a node; null for an account. */
export function outsideOf(ledger: Pick<Ledger, 'accounts'>, node: number): OutsideKind | null {
  // A place before the list is looked for by its name, ten times as slowly; this is asked of a million transfers.
  return node < ledger.accounts ? null : (outsideKinds[node - ledger.accounts] ?? null)
}
export function nodesOf(ledger: Pick<Ledger, 'accounts'>): number {
  return ledger.accounts + outsideKinds.length
}
/** Whether a transfer moves money one way in the currency: neither failed, nor without a direction, nor within one account. */
export function moves(ledger: Ledger, place: number, currency: number): boolean {
  return (
    ledger.currencies[place] === currency &&
    ((ledger.marks[place] as number) & (mark.failed | mark.sideless)) === 0 &&
    ledger.from[place] !== ledger.to[place]
  )
}

/** One transfer as it is put in. */
export interface Transfer {
  readonly from: number
  readonly to: number
  readonly amount: number
  readonly time: number
  readonly grain?: Grain
  readonly currency?: string
  readonly kind?: FlowKind
  readonly marks?: number
  readonly recordId?: number
}
/** Gathers transfers in any order, equal times in the order they are put in. */
export class LedgerBuilder {
  private readonly accounts: number
  private size = 0
  private from: Int32Array
  private to: Int32Array
  private amounts: Float64Array
  private times: Float64Array
  private records: Float64Array
  private currencies: Uint8Array
  private grains: Uint8Array
  private kinds: Uint8Array
  private marks: Uint8Array
  private readonly names: string[] = []
  constructor(accounts: number, expected = 1 << 10) {
    this.accounts = accounts
    const room = Math.max(16, expected)
    this.from = new Int32Array(room)
    this.to = new Int32Array(room)
    this.amounts = new Float64Array(room)
    this.times = new Float64Array(room)
    this.records = new Float64Array(room)
    this.currencies = new Uint8Array(room)
    this.grains = new Uint8Array(room)
    this.kinds = new Uint8Array(room)
    this.marks = new Uint8Array(room)
  }
  /** Its place as it was put in. */
  put(
    from: number,
    to: number,
    amount: number,
    time: number,
    grain: number,
    currency: string,
    kind: number,
    marks: number,
    recordId: number,
  ): number {
    const place = this.size
    if (place === this.from.length) this.grow()
    this.size = place + 1
    this.from[place] = from
    this.to[place] = to
    this.amounts[place] = amount
    this.times[place] = time
    this.grains[place] = grain
    this.currencies[place] = this.currencyNumber(currency)
    this.kinds[place] = kind
    this.marks[place] = marks
    this.records[place] = recordId
    return place
  }
  private currencyNumber(name: string): number {
    const known = this.names.indexOf(name)
    return known >= 0 ? known : this.names.push(name) - 1
  }
  private grow(): void {
    const room = this.from.length * 2
    const wider = <T extends Int32Array | Float64Array | Uint8Array>(made: T, values: T): T => {
      made.set(values)
      return made
    }
    this.from = wider(new Int32Array(room), this.from)
    this.to = wider(new Int32Array(room), this.to)
    this.amounts = wider(new Float64Array(room), this.amounts)
    this.times = wider(new Float64Array(room), this.times)
    this.records = wider(new Float64Array(room), this.records)
    this.currencies = wider(new Uint8Array(room), this.currencies)
    this.grains = wider(new Uint8Array(room), this.grains)
    this.kinds = wider(new Uint8Array(room), this.kinds)
    this.marks = wider(new Uint8Array(room), this.marks)
  }
  /**
   * The ledger, by time, once: nothing can be put in after it. `entityIds`, `stated`, `channels` are by node; `takenBack` names transfers as they were put in. `order`: puts rows of one time in order (below zero: the first comes
   * first); without it they stand as they were put in.
   */
  build({
    accounts = this.accounts,
    entityIds,
    stated,
    channels,
    takenBack = [],
    leftOut = nothingLeftOut,
    order,
  }: {
    readonly accounts?: number
    readonly entityIds?: Float64Array
    readonly stated?: Uint8Array
    readonly channels?: Uint8Array
    readonly takenBack?: readonly TakenBack[]
    readonly leftOut?: LeftOut
    readonly order?: (one: number, other: number) => number
  } = {}): Ledger {
    const count = this.size
    const places = byTime(this.times, count, order)
    const nodes = nodesOf({ accounts })
    // One after the other, each put away when it is in order: both at once would be twice the ledger.
    this.from = inPlaces(this.from, places, new Int32Array(count))
    this.to = inPlaces(this.to, places, new Int32Array(count))
    this.amounts = inPlaces(this.amounts, places, new Float64Array(count))
    this.times = inPlaces(this.times, places, new Float64Array(count))
    this.records = inPlaces(this.records, places, new Float64Array(count))
    this.currencies = inPlaces(this.currencies, places, new Uint8Array(count))
    this.grains = inPlaces(this.grains, places, new Uint8Array(count))
    this.kinds = inPlaces(this.kinds, places, new Uint8Array(count))
    this.marks = inPlaces(this.marks, places, new Uint8Array(count))
    // Outside nodes that were put in as -1, -2 … before the accounts were counted.
    const node = (number: number): number => (number < 0 ? accounts - 1 - number : number)
    const taken =
      takenBack.length === 0
        ? []
        : renumbered(takenBack, places).toSorted((one, other) => one.time - other.time)
    return {
      accounts,
      entityIds: entityIds ?? new Float64Array(nodes).map((_, place) => (place < accounts ? place + 1 : 0)),
      count,
      from: this.from.map(node),
      to: this.to.map(node),
      amounts: this.amounts,
      currencies: this.currencies,
      currencyNames: this.names,
      times: this.times,
      grains: this.grains,
      kinds: this.kinds,
      marks: this.marks,
      records: this.records,
      takenBack: taken,
      stated: stated ?? new Uint8Array(nodes).fill(2, 0, accounts),
      channels: channels ?? new Uint8Array(nodes),
      leftOut,
    }
  }
}
function inPlaces<T extends Int32Array | Float64Array | Uint8Array>(
  values: T,
  places: Uint32Array,
  into: T,
): T {
  for (let place = 0; place < places.length; place += 1)
    into[place] = values[places[place] as number] as number
  return into
}
function renumbered(takenBack: readonly TakenBack[], places: Uint32Array): readonly TakenBack[] {
  const now = new Uint32Array(places.length)
  places.forEach((at, place) => {
    now[at] = place
  })
  return takenBack.map((each) => ({ ...each, of: now[each.of] as number }))
}
/** Places in the order of time, those without one last; equal times by `order`, else as they stand. */
function byTime(
  times: Float64Array,
  count: number,
  order?: (one: number, other: number) => number,
): Uint32Array {
  // Day by day: the moment of a day and the place within it are one safe number, so that plain numbers are sorted.
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let at = 0; at < count; at += 1) {
    const day = dayOf(times[at] as number)
    if (day < first) first = day
    if (day > last) last = day
  }
  const days = last >= first ? last - first + 1 : 0
  const dayAt = (at: number): number => {
    const day = dayOf(times[at] as number)
    return Number.isNaN(day) ? days : day - first
  }
  const starts = new Uint32Array(days + 2)
  for (let at = 0; at < count; at += 1) {
    const next = dayAt(at) + 1
    starts[next] = (starts[next] as number) + 1
  }
  for (let day = 0; day <= days; day += 1)
    starts[day + 1] = (starts[day + 1] as number) + (starts[day] as number)
  const cursor = starts.slice()
  const places = new Uint32Array(count)
  for (let at = 0; at < count; at += 1) {
    const day = dayAt(at)
    const to = cursor[day] as number
    places[to] = at
    cursor[day] = to + 1
  }
  for (let day = 0; day < days; day += 1) {
    const [from, to] = [starts[day] as number, starts[day + 1] as number]
    if (to - from < 2) continue
    const here = places.slice(from, to)
    const base = (day + first) * 86_400_000
    const keys = Float64Array.from(
      here,
      (at, within) => ((times[at] as number) - base) * 2 ** 26 + within,
    ).sort()
    for (const [within, key] of keys.entries()) places[from + within] = here[key % 2 ** 26] as number
    if (order !== undefined) inGroups(places.subarray(from, to), times, order)
  }
  return places
}
/** Puts those of one time in order. */
function inGroups(
  places: Uint32Array,
  times: Float64Array,
  order: (one: number, other: number) => number,
): void {
  for (let from = 0; from < places.length;) {
    let to = from + 1
    while (to < places.length && times[places[to] as number] === times[places[from] as number]) to += 1
    if (to - from > 1) places.subarray(from, to).sort((one, other) => order(one, other) || one - other)
    from = to
  }
}
/** A ledger of transfers, for tests and for material made elsewhere. */
export function ledgerOf(
  accounts: number,
  transfers: readonly Transfer[],
  more: Parameters<LedgerBuilder['build']>[0] = {},
): Ledger {
  const builder = new LedgerBuilder(accounts, transfers.length)
  for (const [place, each] of transfers.entries())
    builder.put(
      each.from,
      each.to,
      each.amount,
      each.time,
      each.grain ?? 2,
      each.currency ?? 'CNY',
      flowKinds.indexOf(each.kind ?? 'transfer'),
      each.marks ?? mark.byPayer,
      each.recordId ?? place + 1,
    )
  return builder.build(more)
}

/** Transfers by the node they leave and reach, each list by time. */
export interface LedgerIndex {
  readonly outStarts: Int32Array
  readonly outs: Int32Array
  readonly inStarts: Int32Array
  readonly ins: Int32Array
}
const indexes = new WeakMap<Ledger, LedgerIndex>()
export function indexOf(ledger: Ledger): LedgerIndex {
  const known = indexes.get(ledger)
  if (known !== undefined) return known
  const nodes = nodesOf(ledger)
  const out = byNode(ledger.from, ledger.count, nodes)
  const into = byNode(ledger.to, ledger.count, nodes)
  const index = { outStarts: out.starts, outs: out.list, inStarts: into.starts, ins: into.list }
  indexes.set(ledger, index)
  return index
}
function byNode(
  ends: Int32Array,
  count: number,
  nodes: number,
): { readonly starts: Int32Array; readonly list: Int32Array } {
  const starts = new Int32Array(nodes + 1)
  for (let place = 0; place < count; place += 1) {
    const next = (ends[place] as number) + 1
    starts[next] = (starts[next] as number) + 1
  }
  for (let node = 0; node < nodes; node += 1)
    starts[node + 1] = (starts[node + 1] as number) + (starts[node] as number)
  const cursor = starts.slice(0, nodes)
  const list = new Int32Array(count)
  for (let place = 0; place < count; place += 1) {
    const node = ends[place] as number
    const at = cursor[node] as number
    list[at] = place
    cursor[node] = at + 1
  }
  return { starts, list }
}
