/**
 * The single facts behind links (a transfer, a call) in typed arrays, for questions that ask when and how much: paths in time order, flows, tracing, a part of
 * time. Only rows that count are here, as links count them (`countsForRule`), between the entities as they are seen.
 */
import type { Span } from '../../../shared/contract/span.ts'
import type { LinkKindId } from '../../../shared/model/define.ts'
import { yuan } from '../../../shared/model/currency.ts'
import type { Minor } from '../../../shared/model/minor.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import { momentAt } from '../../../shared/model/time/moments.ts'
import { allTime } from '../../../shared/model/time/span.ts'
import { countsForRule, duringOfRule, type KindRule, rowLinks, rulesOf } from '../entities/linkRows.ts'
import {
  columnOf,
  currencyColumn,
  foreignCondition,
  literalText,
  netColumn,
  roleInUse,
} from '../records/evidence.ts'
import { factsVersion } from '../records/factsVersion.ts'
import { keptValues } from '../records/keptPerState.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { IdNumbers, type NumberOf } from './idNumbers.ts'
import { type Adjacency, goOn, offsetsOf, type StopCheck } from './network/graph.ts'
import { gathered, rowChunks } from './rowChunks.ts'

export interface CaseEvents {
  /** Node number → entity id as it is seen, ascending. */
  readonly entityIds: Float64Array
  readonly numberOf: NumberOf
  readonly count: number
  /** By event its nodes; where `directed` is 0 the row does not say which way it went. */
  readonly from: Int32Array
  readonly to: Int32Array
  readonly directed: Uint8Array
  /** Where its time begins (`momentAt`), NaN for none; and how many signs of it are written. */
  readonly at: Float64Array
  readonly written: Uint8Array
  /** Minor units less what was taken back, NaN for none; what is no safe integer stands in `largeAmounts` by event. */
  readonly amount: Float64Array
  readonly largeAmounts: ReadonlyMap<number, string>
  /** Stored units of the rule's quantity, NaN for none. */
  readonly quantity: Float64Array
  readonly currency: Uint8Array
  /** ISO 4217 and the like, yuan first; `unknownCurrency` where nobody says. */
  readonly currencies: readonly string[]
  /** The row, in the table of its rule. */
  readonly record: Float64Array
  readonly rule: Uint8Array
  readonly rules: readonly KindRule[]
}
const kept = keptValues<CaseEvents>(1)

/** All events of some kinds of link, kept until the facts change. */
export function caseEvents(db: Db, linkKinds: readonly LinkKindId[], check: StopCheck = goOn): CaseEvents {
  return kept.of(db, [...linkKinds].sort().join(), factsVersion(db), () =>
    readEvents(db, linkKinds, allTime, check),
  )
}
/** The events of some kinds of link in a part of time; kept by nobody. */
export function readEvents(
  db: Db,
  linkKinds: readonly string[],
  span: Span,
  check: StopCheck = goOn,
): CaseEvents {
  const rules = rulesOf(recordKinds).filter(
    ({ kind, rule }) =>
      linkKinds.includes(rule.linkKind) && roleInUse(db, kind, rule.from) && roleInUse(db, kind, rule.to),
  )
  const seen = new Map(
    db.prepare<[], [number, number]>('SELECT entity_id, resolved_id FROM entity_merges').raw().all(),
  )
  const found = new Gathered()
  for (const [place, entry] of rules.entries()) {
    for (const rows of rowsOf(db, entry, span)) {
      check()
      for (const row of rows) found.add(place, row, seen)
    }
  }
  return found.done(db, rules)
}
/** Facts of some kinds of link that tell no time though their rule has one. */
export function undatedFacts(db: Db, linkKinds: readonly string[]): number {
  let facts = 0
  for (const entry of rulesOf(recordKinds)) {
    const { kind, rule } = entry
    if (rule.time === undefined || !linkKinds.includes(rule.linkKind)) continue
    if (!roleInUse(db, kind, rule.from) || !roleInUse(db, kind, rule.to)) continue
    const { joins, linked } = rowLinks(entry)
    const time = columnOf('r', rule.time)
    facts +=
      db
        .prepare<[], number>(
          `SELECT COUNT(*) FROM ${recordTable(kind.id)} r NOT INDEXED ${joins} WHERE ${linked} AND ${countsForRule(entry, 'r')} AND (${time} IS NULL OR ${time} = '')`,
        )
        .pluck()
        .get() ?? 0
  }
  return facts
}
/** How a row says which way it goes: 0 as its roles stand, 1 the other way, 2 not at all. */
type Row = [
  record: number,
  time: string | null,
  from: number,
  to: number,
  way: 0 | 1 | 2,
  amount: number | null,
  /** Null for yuan. */
  currency: string | null,
  quantity: number | null,
]
/** What the rule has none of is not asked for: a million rows pay for each column. */
function rowsOf(db: Db, entry: KindRule, span: Span): Iterable<readonly Row[]> {
  const { kind, rule } = entry
  const { joins, ends, linked } = rowLinks(entry)
  const during = duringOfRule(rule, span)
  const columns = [
    'r.record_id',
    rule.time === undefined ? 'NULL' : columnOf('r', rule.time),
    ends.from,
    ends.to,
    ends.direction === null ? '0' : `CASE ${ends.direction} WHEN 'out' THEN 0 WHEN 'in' THEN 1 ELSE 2 END`,
    rule.amount === undefined ? 'NULL' : netColumn(kind, rule.amount, 'r'),
  ]
  const foreign = rule.amount === undefined ? null : foreignCondition(kind, 'r')
  const hasForeign =
    foreign !== null &&
    db.prepare(`SELECT 1 FROM ${recordTable(kind.id)} r WHERE ${foreign} LIMIT 1`).get() !== undefined
  if (hasForeign || rule.quantity !== undefined)
    columns.push(hasForeign ? `nullif(${currencyColumn(kind, 'r')}, ${literalText(yuan)})` : 'NULL')
  if (rule.quantity !== undefined) columns.push(`CAST(${columnOf('r', rule.quantity)} AS REAL)`)
  const sql = (condition: string, end: string): string =>
    `SELECT ${columns.join(', ')} FROM ${recordTable(kind.id)} r NOT INDEXED ${joins} WHERE ${linked} AND ${countsForRule(entry, 'r')} AND ${during.where} AND ${condition} ${end}`
  // A row that names several in a role comes several times: no piece may end in the midst of them.
  return joins === ''
    ? rowChunks<Row>(db, { table: recordTable(kind.id), key: 'r.record_id' }, sql, during.params)
    : gathered(db.prepare<[object], Row>(sql('1', '')).raw().iterate(during.params))
}
/** An amount that is no safe integer, as text; there are few, if any. */
function exactAmount(db: Db, { kind, rule }: KindRule, record: number): string {
  const net = rule.amount === undefined ? 'NULL' : netColumn(kind, rule.amount, 'r')
  return (
    db
      .prepare<[number], string>(
        `SELECT CAST(${net} AS TEXT) FROM ${recordTable(kind.id)} r WHERE r.record_id = ?`,
      )
      .pluck()
      .get(record) ?? ''
  )
}
/** The amount of an event, exact. */
export function eventAmount(events: CaseEvents, event: number): Minor | null {
  const amount = events.amount[event] as number
  return Number.isNaN(amount) ? (events.largeAmounts.get(event) ?? null) : amount
}

/** The events of each node that go out and come in, the earliest first (those without a time last, of one moment the lower row first). */
export function eventsByNode(events: CaseEvents): { readonly out: Adjacency; readonly into: Adjacency } {
  const { at, record, rule } = events
  const order = Int32Array.from({ length: events.count }, (_, event) => event)
  const moment = (event: number): number => {
    const time = at[event] as number
    return Number.isNaN(time) ? Infinity : time
  }
  order.sort((one, other) => {
    const [first, second] = [moment(one), moment(other)]
    if (first !== second) return first < second ? -1 : 1
    return (
      (rule[one] as number) - (rule[other] as number) || (record[one] as number) - (record[other] as number)
    )
  })
  const side = (ends: Int32Array, others: Int32Array): Adjacency => {
    const offsets = offsetsOf(events.entityIds.length, [ends])
    const next = offsets.slice()
    const targets = new Int32Array(events.count)
    const edges = new Int32Array(events.count)
    for (const event of order) {
      const node = ends[event] as number
      const place = next[node] as number
      next[node] = place + 1
      targets[place] = others[event] as number
      edges[place] = event
    }
    return { offsets, targets, edges }
  }
  return { out: side(events.from, events.to), into: side(events.to, events.from) }
}

/** Arrays that grow: nobody knows before how many rows count. */
class Gathered {
  private size = 0
  private room = 1 << 12
  private from = new Int32Array(this.room)
  private to = new Int32Array(this.room)
  private directed = new Uint8Array(this.room)
  private at = new Float64Array(this.room)
  private written = new Uint8Array(this.room)
  private amount = new Float64Array(this.room)
  private quantity = new Float64Array(this.room)
  private currency = new Uint8Array(this.room)
  private record = new Float64Array(this.room)
  private rule = new Uint8Array(this.room)
  private readonly nodes = new IdNumbers()
  private readonly currencies: string[] = [yuan]
  /** Events whose amount is no safe integer. */
  private readonly large: number[] = []

  add(rule: number, row: Row, seen: ReadonlyMap<number, number>): void {
    const time = row[1]
    const first = row[2]
    const second = row[3]
    const way = row[4]
    const amount = row[5]
    // Where no way is known the lower entity stands first, as in links.
    const turned = way === 1 || (way === 2 && first > second)
    let from = turned ? second : first
    let to = turned ? first : second
    if (seen.size > 0) {
      from = seen.get(from) ?? from
      to = seen.get(to) ?? to
      // Two members of one are one by now: nothing went between them.
      if (from === to) return
    }
    if (this.size === this.room) this.grow()
    const event = this.size++
    this.from[event] = this.nodes.of(from)
    this.to[event] = this.nodes.of(to)
    this.directed[event] = way === 2 ? 0 : 1
    const isTimed = time !== null && time !== ''
    this.at[event] = isTimed ? momentAt(time) : Number.NaN
    this.written[event] = isTimed ? time.length : 0
    this.amount[event] = amount ?? Number.NaN
    if (amount !== null && !Number.isSafeInteger(amount)) this.large.push(event)
    this.quantity[event] = row[7] ?? Number.NaN
    const currency = row[6] ?? null
    if (currency !== null) {
      const known = this.currencies.indexOf(currency)
      this.currency[event] = known === -1 ? this.currencies.push(currency) - 1 : known
    }
    this.record[event] = row[0]
    this.rule[event] = rule
  }
  private grow(): void {
    this.room *= 2
    const wider = <A extends Int32Array | Uint8Array | Float64Array>(array: A, made: A): A => {
      made.set(array)
      return made
    }
    this.from = wider(this.from, new Int32Array(this.room))
    this.to = wider(this.to, new Int32Array(this.room))
    this.directed = wider(this.directed, new Uint8Array(this.room))
    this.at = wider(this.at, new Float64Array(this.room))
    this.written = wider(this.written, new Uint8Array(this.room))
    this.amount = wider(this.amount, new Float64Array(this.room))
    this.quantity = wider(this.quantity, new Float64Array(this.room))
    this.currency = wider(this.currency, new Uint8Array(this.room))
    this.record = wider(this.record, new Float64Array(this.room))
    this.rule = wider(this.rule, new Uint8Array(this.room))
  }
  /** Nodes are numbered by ascending entity id, so that the order of rows does not matter. */
  done(db: Db, rules: readonly KindRule[]): CaseEvents {
    const { ids: entityIds, placeOf: numbers, numberOf } = this.nodes.ascending()
    const { size } = this
    const largeAmounts = new Map<number, string>()
    for (const event of this.large) {
      const entry = rules[this.rule[event] as number]
      if (entry !== undefined) largeAmounts.set(event, exactAmount(db, entry, this.record[event] as number))
      this.amount[event] = Number.NaN
    }
    return {
      entityIds,
      numberOf,
      count: size,
      from: this.from.slice(0, size).map((node) => numbers[node] as number),
      to: this.to.slice(0, size).map((node) => numbers[node] as number),
      directed: this.directed.slice(0, size),
      at: this.at.slice(0, size),
      written: this.written.slice(0, size),
      amount: this.amount.slice(0, size),
      largeAmounts,
      quantity: this.quantity.slice(0, size),
      currency: this.currency.slice(0, size),
      currencies: this.currencies,
      record: this.record.slice(0, size),
      rule: this.rule.slice(0, size),
      rules,
    }
  }
}
