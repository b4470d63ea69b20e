/**
 * The rows behind a chart's dealings, each with its time, in typed arrays: bars, brushes and grids of hours are counted over them in memory. Made once per
 * state of the facts and of what stands on the chart. Only rows that count are here, as links count them (`countsForRule`).
 */
import { yuan } from '../../../shared/model/currency.ts'
import { isDealing, isStated } from '../../../shared/model/chart/during.ts'
import type { Minor } from '../../../shared/model/minor.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import { momentAt } from '../../../shared/model/time/moments.ts'
import { countsForRule, type KindRule, rowLinks, ruleId, rulesOf } from '../entities/linkRows.ts'
import { columnOf, currencyColumn, netColumn, roleColumnOf, roleOf } from '../records/evidence.ts'
import { factsState } from '../records/factsVersion.ts'
import { keptValues } from '../records/keptPerState.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { shownNodesSql } from './shownNodes.ts'

export interface TimedLink {
  readonly linkId: number
  readonly linkKind: string
  readonly fromId: number
  readonly toId: number
}
export interface TimeRows {
  readonly links: readonly TimedLink[]
  /** By row: where it begins (`momentAt`; NaN for no time), how long its time is written, the place of its currency. */
  readonly at: Float64Array
  readonly written: Uint8Array
  readonly currency: Uint8Array
  readonly currencies: readonly string[]
  /** By fact, which is a row behind a link; a row that names a link twice is two. */
  readonly row: Int32Array
  readonly link: Int32Array
  /** NaN where there is none; what is no safe integer stands in `large` by fact. */
  readonly amount: Float64Array
  readonly quantity: Float64Array
  readonly largeAmounts: ReadonlyMap<number, string>
  readonly largeQuantities: ReadonlyMap<number, string>
  /** Times that are finer than a millisecond, by row. */
  readonly fineTimes: ReadonlyMap<number, string>
}
type Fact = [
  recordId: number,
  time: string | null,
  from: number,
  to: number,
  directed: 0 | 1,
  amount: number | string | null,
  quantity: number | string | null,
  currency: string,
]
const kept = keptValues<TimeRows>(2)

/** Errors: none; a chart that is not there has no rows. */
export function timeRows(db: Db, chartId: number): TimeRows {
  const nodes =
    db
      .prepare<[number], string>(
        'SELECT group_concat(entity_id) FROM (SELECT entity_id FROM chart_nodes WHERE chart_id = ? ORDER BY entity_id)',
      )
      .pluck()
      .get(chartId) ?? ''
  return kept.of(db, String(chartId), `${factsState(db)}/${nodes}`, () => readTimeRows(db, chartId))
}

interface StoredLink extends TimedLink {
  readonly rule: string
  readonly directed: 0 | 1
}
function dealingsOf(db: Db, chartId: number): readonly StoredLink[] {
  return db
    .prepare<[object], StoredLink>(
      `WITH shown AS MATERIALIZED (SELECT entity_id FROM (${shownNodesSql(db)}))
      SELECT l.link_id AS linkId, l.kind AS linkKind, l.from_id AS fromId, l.to_id AS toId, l.directed, l.rule
      FROM shown a CROSS JOIN links l INDEXED BY links_from ON l.from_id = a.entity_id WHERE l.to_id IN (SELECT entity_id FROM shown) ORDER BY l.link_id`,
    )
    .all({ chartId })
    .filter((link) => isDealing(link) || isStated(link))
}

function readTimeRows(db: Db, chartId: number): TimeRows {
  const links = dealingsOf(db, chartId)
  const made = new Gathered(links)
  const byRule = Map.groupBy(links.keys(), (place) => links[place]?.rule ?? '')
  const seen = new Map(
    db.prepare<[], [number, number]>('SELECT entity_id, resolved_id FROM entity_merges').raw().all(),
  )
  const membersOf = Map.groupBy(seen.keys(), (member) => seen.get(member) ?? member)
  for (const kind of recordKinds) {
    const entries = rulesOf([kind]).filter((entry) => byRule.has(ruleId(entry)))
    // One rule gives a row once, unless it names several in one role; then rows have to be known again.
    const rowOf =
      entries.length > 1 || entries.some(({ rule }) => isSeveral(kind, rule.from) || isSeveral(kind, rule.to))
        ? new Map<number, number>()
        : null
    for (const entry of entries) {
      const places = new LinkPlaces(links, byRule.get(ruleId(entry)) ?? [])
      for (const [recordId, time, from, to, directed, amount, quantity, currency] of factsOf(
        db,
        entry,
        places.ends(membersOf),
      )) {
        const [one, other] = [seen.get(from) ?? from, seen.get(to) ?? to]
        const turned = directed === 0 && entry.rule.direction !== undefined && one > other
        const place = turned ? places.of(other, one, directed) : places.of(one, other, directed)
        if (place === undefined) continue
        let row = rowOf?.get(recordId)
        if (row === undefined) {
          row = made.addRow(time, currency)
          rowOf?.set(recordId, row)
        }
        made.addFact(row, place, amount, quantity)
      }
    }
  }
  return made.done()
}
const isSeveral = (kind: KindRule['kind'], role: string): boolean => roleOf(kind, role).multi === true

/** The rows of a rule of which one end is among these. Rows are walked once each, whatever the number of links. */
function* factsOf(
  db: Db,
  entry: KindRule,
  ends: { readonly from: readonly number[]; readonly to: readonly number[] },
): Generator<Fact> {
  const { kind, rule } = entry
  const { joins, fromId, toId, directed, linked } = rowLinks(entry)
  const table = recordTable(kind.id)
  const whole = (value: string): string =>
    `CASE WHEN abs(${value}) > 9007199254740991 THEN CAST(${value} AS TEXT) ELSE ${value} END`
  const value = (field: string | undefined, sql: (name: string) => string): string =>
    field === undefined ? 'NULL' : whole(sql(field))
  const columns = `r.record_id, ${rule.time === undefined ? 'NULL' : columnOf('r', rule.time)}, ${fromId}, ${toId}, ${directed},
    ${value(rule.amount, (name) => netColumn(kind, name, 'r'))}, ${value(rule.quantity, (name) => columnOf('r', name))}, ${currencyColumn(kind, 'r')}`
  const roleIn = (role: string, alias: string, list: string): string =>
    `${isSeveral(kind, role) ? `${alias}.entity_id` : roleColumnOf('r', role)} IN (SELECT value FROM json_each(@${list}))`
  const either = rule.direction !== undefined
  const all = JSON.stringify(either ? [...new Set([...ends.from, ...ends.to])] : ends.from)
  const params = { from: all, to: either ? all : JSON.stringify(ends.to) }
  const counts = db.prepare<[], number>(`SELECT max(record_id) FROM ${table}`).pluck().get() ?? 0
  // Few on the chart: by the index of the first role. Many: walking the table is quicker than looking up each.
  const hint = ends.from.length * 20 > counts ? 'NOT INDEXED' : ''
  yield* db
    .prepare<[object], Fact>(
      `SELECT ${columns} FROM ${table} r ${hint} ${joins} WHERE ${roleIn(rule.from, 'f', 'from')} AND ${roleIn(rule.to, 't', 'to')} AND ${linked} AND ${countsForRule(entry, 'r')}`,
    )
    .raw()
    .iterate(params)
}

/** Where links of one rule stand, by their ends. */
class LinkPlaces {
  private readonly places = new Map<number, Map<number, number>>()
  private readonly froms = new Set<number>()
  private readonly tos = new Set<number>()
  constructor(links: readonly StoredLink[], of: readonly number[]) {
    for (const place of of) {
      const link = links[place]
      if (link === undefined) continue
      this.froms.add(link.fromId)
      this.tos.add(link.toId)
      const known = this.places.get(link.fromId)
      const key = link.toId * 2 + link.directed
      if (known === undefined) this.places.set(link.fromId, new Map([[key, place]]))
      else known.set(key, place)
    }
  }
  of(from: number, to: number, directed: 0 | 1): number | undefined {
    return this.places.get(from)?.get(to * 2 + directed)
  }
  /** Entities that rows name at the ends, members in place of what they are merged to. */
  ends(membersOf: ReadonlyMap<number, readonly number[]>): {
    readonly from: readonly number[]
    readonly to: readonly number[]
  } {
    const named = (ids: Iterable<number>): readonly number[] =>
      [...ids].flatMap((id) => membersOf.get(id) ?? [id])
    return { from: named(this.froms), to: named(this.tos) }
  }
}

class Gathered {
  private readonly links: readonly TimedLink[]
  private readonly at: number[] = []
  private readonly written: number[] = []
  private readonly currency: number[] = []
  private readonly currencies: string[] = [yuan]
  private readonly row: number[] = []
  private readonly link: number[] = []
  private readonly amount: number[] = []
  private readonly quantity: number[] = []
  private readonly largeAmounts = new Map<number, string>()
  private readonly largeQuantities = new Map<number, string>()
  private readonly fineTimes = new Map<number, string>()
  constructor(links: readonly TimedLink[]) {
    this.links = links
  }
  addRow(time: string | null, currency: string): number {
    const isTimed = time !== null && time !== ''
    let place = this.currencies.indexOf(currency)
    if (place === -1) place = this.currencies.push(currency) - 1
    this.written.push(isTimed ? time.length : 0)
    this.currency.push(place)
    const row = this.at.push(isTimed ? momentAt(time) : Number.NaN) - 1
    if (isTimed && time.length > 23) this.fineTimes.set(row, time)
    return row
  }
  addFact(row: number, link: number, amount: number | string | null, quantity: number | string | null): void {
    const fact = this.row.push(row) - 1
    this.link.push(link)
    this.amount.push(typeof amount === 'number' ? amount : Number.NaN)
    this.quantity.push(typeof quantity === 'number' ? quantity : Number.NaN)
    if (typeof amount === 'string') this.largeAmounts.set(fact, amount)
    if (typeof quantity === 'string') this.largeQuantities.set(fact, quantity)
  }
  done(): TimeRows {
    return {
      links: this.links,
      at: Float64Array.from(this.at),
      written: Uint8Array.from(this.written),
      currency: Uint8Array.from(this.currency),
      currencies: this.currencies,
      row: Int32Array.from(this.row),
      link: Int32Array.from(this.link),
      amount: Float64Array.from(this.amount),
      quantity: Float64Array.from(this.quantity),
      largeAmounts: this.largeAmounts,
      largeQuantities: this.largeQuantities,
      fineTimes: this.fineTimes,
    }
  }
}

/** The amount of a fact. */
export function amountOf(rows: TimeRows, fact: number): Minor | null {
  const amount = rows.amount[fact] as number
  return Number.isNaN(amount) ? (rows.largeAmounts.get(fact) ?? null) : amount
}
/** The quantity of a fact. */
export function quantityOf(rows: TimeRows, fact: number): Minor | null {
  const quantity = rows.quantity[fact] as number
  return Number.isNaN(quantity) ? (rows.largeQuantities.get(fact) ?? null) : quantity
}
/** The time of a row as it is written. */
export function timeOfRow({ at, written, fineTimes }: TimeRows, row: number): string | null {
  const moment = at[row] as number
  if (Number.isNaN(moment)) return null
  return fineTimes.get(row) ?? new Date(moment).toISOString().replace('T', ' ').slice(0, written[row])
}
