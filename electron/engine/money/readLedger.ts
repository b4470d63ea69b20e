/** The ledger of a case: which row is a transfer is decided where links and sums are made (duplicates, counter-entries, what is taken back); here each is read once. */
import { yuan } from '../../../shared/model/currency.ts'
import { useOf } from '../../../shared/model/moneyUse.ts'
import { holderNameFields } from '../entities/holderNames.ts'
import { columnOf, roleColumnOf } from '../records/evidence.ts'
import { oncePerState } from '../records/keptPerState.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { stoppable } from '../store/stopSign.ts'
import { isChannelName } from './channels.ts'
import {
  flowKinds,
  type Ledger,
  LedgerBuilder,
  mark,
  outsideKinds,
  type OutsideKind,
  type TakenBack,
} from './ledger.ts'
import { grainOf, startOf } from './moments.ts'
import { Sums } from './sums.ts'

const table = recordTable('transfer')
const ownRoles = ['own', 'ownPay', 'fromChain'] as const
const counterRoles = ['counter', 'counterPay', 'counterLogin', 'toChain'] as const
/** A table of payers and payees is nobody's statement. */
const third = `(r."ownCard" IS NULL AND (r."payerAccount" IS NOT NULL OR r."payeeAccount" IS NOT NULL OR r."payerPayment" IS NOT NULL OR r."payeePayment" IS NOT NULL))`

/** How much is known of an account: 2 its own statement, 1 only tables of payers and payees, 0 only rows of others. */
export const statedBy = { statement: 2, table: 1 } as const

/** The ledger of a case, made once per state of its facts. */
export const readLedger: (db: Db) => Ledger = oncePerState(makeLedger)

type Row = [
  recordId: number,
  sheetId: number,
  amount: number | null,
  taken: number | null,
  reversalOf: number | null,
  code: number,
  currency: string | null,
  time: string | null,
  words: string | null,
  ...roles: (number | null)[],
]
const firstRole = 9

/** Accounts by the order in which rows name them, seen as merges have it. */
class Nodes {
  readonly ids: number[] = []
  private readonly numbers = new Map<number, number>()
  private readonly seen: ReadonlyMap<number, number>
  constructor(seen: ReadonlyMap<number, number>) {
    this.seen = seen
  }
  of(entityId: number): number {
    const seen = this.seen.size === 0 ? entityId : (this.seen.get(entityId) ?? entityId)
    let number = this.numbers.get(seen)
    if (number === undefined) {
      number = this.ids.push(seen) - 1
      this.numbers.set(seen, number)
    }
    return number
  }
}
/** Outside nodes while the number of accounts is not known yet. */
const provisional = (kind: OutsideKind): number => -1 - outsideKinds.indexOf(kind)

function makeLedger(db: Db): Ledger {
  const nodes = new Nodes(
    new Map(db.prepare<[], [number, number]>('SELECT entity_id, resolved_id FROM entity_merges').raw().all()),
  )
  const paired = new Set(
    db.prepare<[], number>(`SELECT mirror_of FROM ${table} WHERE mirror_of IS NOT NULL`).pluck().all(),
  )
  const { byOwner, stated } = readStated(db, nodes)
  const channelIds = readChannels(db, nodes, byOwner)
  const count = db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0
  const reading = new Reading(count, nodes, paired, channelIds)
  for (const row of rowsOf(db)) reading.add(row)
  return reading.done(stated, takenBackOf(db))
}
function rowsOf(db: Db): IterableIterator<Row> {
  const roles = [...ownRoles, ...counterRoles].map((role) => roleColumnOf('r', role))
  const counters = counterRoles.map((role) => roleColumnOf('r', role))
  const code = `(r."direction" IS 'in') + 2 * (r."direction" IS 'out') + 4 * (r."result" IS 'failed') + 8 * (r."result" IS 'unknown') + 16 * ${third}`
  const words = `CASE WHEN ${counters.map((column) => `${column} IS NULL`).join(' AND ')} THEN coalesce(r."summary", '') || ' ' || coalesce(r."tradeType", '') || char(10) || coalesce(r."counterName", '') END`
  const columns = `r.record_id, r.sheet_id, ${columnOf('r', 'amount')}, r.taken_back, r.reversal_of, ${code}, r."currency", r."time", ${words}, ${roles.join(', ')}`
  return db
    .prepare<[], Row>(
      `SELECT ${columns} FROM ${table} r NOT INDEXED WHERE ${stoppable(db, 'r.duplicate_of IS NULL AND r.mirror_of IS NULL')}`,
    )
    .raw()
    .iterate()
}
/** Which accounts have a statement of their own in the case, rows that repeat others included; also which only tables of payers and payees name. */
function readStated(
  db: Db,
  nodes: Nodes,
): { readonly byOwner: ReadonlySet<number>; readonly stated: ReadonlyMap<number, number> } {
  const stated = new Map<number, number>()
  const put = (entityId: number | null, level: number): void => {
    if (entityId === null) return
    const node = nodes.of(entityId)
    if ((stated.get(node) ?? 0) < level) stated.set(node, level)
  }
  for (const role of ownRoles)
    for (const [entityId, isThird] of db
      .prepare<[], [number, number]>(
        `SELECT ${roleColumnOf('r', role)}, min(${third}) FROM ${table} r WHERE ${roleColumnOf('r', role)} IS NOT NULL GROUP BY 1`,
      )
      .raw()
      .iterate())
      put(entityId, isThird === 1 ? statedBy.table : statedBy.statement)
  for (const role of counterRoles)
    for (const entityId of db
      .prepare<[], number>(
        `SELECT DISTINCT ${roleColumnOf('r', role)} FROM ${table} r WHERE ${roleColumnOf('r', role)} IS NOT NULL AND ${third}`,
      )
      .pluck()
      .iterate())
      put(entityId, statedBy.table)
  return {
    stated,
    byOwner: new Set([...stated].flatMap(([node, level]) => (level === statedBy.statement ? [node] : []))),
  }
}
/** Accounts whose most written name is that of a third-party payer, and whose own statement is not in the case. */
function readChannels(db: Db, nodes: Nodes, stated: ReadonlySet<number>): ReadonlySet<number> {
  const best = new Map<number, { readonly name: string; readonly records: number }>()
  for (const [entityId, name, records] of db
    .prepare<[string], [number, string, number]>(
      `SELECT i.entity_id, i.value, i.records FROM identifiers i JOIN entities e ON e.entity_id = i.entity_id
      WHERE i.attribute = 1 AND i.value <> '' AND i.field IN (SELECT value FROM json_each(?)) AND e.kind IN ('bankAccount', 'paymentAccount')`,
    )
    .raw()
    .iterate(JSON.stringify(holderNameFields))) {
    const known = best.get(entityId)
    if (known === undefined || records > known.records || (records === known.records && name < known.name))
      best.set(entityId, { name, records })
  }
  const found = new Set<number>()
  for (const [entityId, { name }] of best) {
    if (!isChannelName(name)) continue
    const node = nodes.of(entityId)
    if (!stated.has(node)) found.add(node)
  }
  return found
}
interface Refund {
  readonly of: number
  readonly amount: number
  readonly time: string | null
  readonly recordId: number
}
/** What took transfers back, each once, by the row that counts of what it takes back. */
function takenBackOf(db: Db): readonly Refund[] {
  return db
    .prepare<[], [number, number, number, string | null]>(
      `SELECT r.record_id, COALESCE(m.record_id, d.record_id, p.record_id), abs(r.taken_back), r."time" FROM ${table} r
      JOIN ${table} p ON p.record_id = r.reversal_of LEFT JOIN ${table} d ON d.record_id = p.duplicate_of LEFT JOIN ${table} m ON m.record_id = COALESCE(d.mirror_of, p.mirror_of)
      WHERE r.reversal_of IS NOT NULL AND r.duplicate_of IS NULL AND r.mirror_of IS NULL AND r.taken_back <> 0`,
    )
    .raw()
    .all()
    .map(([recordId, of, amount, time]) => ({ of, amount, time, recordId }))
}

/** Goes over the rows once and puts transfers in. */
class Reading {
  private readonly builder: LedgerBuilder
  private readonly nodes: Nodes
  private readonly paired: ReadonlySet<number>
  private readonly channelIds: ReadonlySet<number>
  /** As put in: the sheet of each, for the order of equal times. */
  private readonly sheets: Int32Array
  private readonly records: Float64Array
  private readonly placeOf = new Map<number, number>()
  /** Sheet → how often its times go up less how often they go down. */
  private readonly ways = new Map<number, number>()
  private lastSheet = -1
  private lastTime = Number.NaN
  private way = 0
  private withoutAmount = 0
  private withoutAccounts = 0
  private twoOnOneSide = 0
  private readonly alone = new Map<string, Sums>()
  constructor(expected: number, nodes: Nodes, paired: ReadonlySet<number>, channelIds: ReadonlySet<number>) {
    this.builder = new LedgerBuilder(0, expected)
    this.nodes = nodes
    this.paired = paired
    this.channelIds = channelIds
    this.sheets = new Int32Array(expected)
    this.records = new Float64Array(expected)
  }

  add(row: Row): void {
    const [recordId, sheetId, raw, taken, reversalOf, code, currency, time, words] = row
    const at = time === null ? Number.NaN : startOf(time)
    this.follow(sheetId, at)
    if (raw === null) {
      this.withoutAmount += 1
      return
    }
    // All of it takes another row back: no transfer of its own.
    if (reversalOf !== null && taken === raw) return
    const amount = taken === null ? raw : raw - taken
    const own = this.sideOf(row, firstRole, ownRoles.length)
    const counter = this.sideOf(row, firstRole + ownRoles.length, counterRoles.length)
    if (own === null && counter === null) {
      // Failed ones are in no figure anyway: count and sum are of the same rows.
      if ((code & 4) !== 0) return
      this.withoutAccounts += 1
      this.addAlone(currency ?? yuan, amount)
      return
    }
    const kind = this.kindOf(own, counter, words)
    const here = own ?? provisional('unknown')
    const there = counter ?? provisional(kind === 'transfer' || kind === 'self' ? 'unknown' : kind)
    const isIn = (code & 1) !== 0
    const place = this.builder.put(
      isIn ? there : here,
      isIn ? here : there,
      amount,
      at,
      time === null ? 0 : grainOf(time),
      currency ?? yuan,
      flowKinds.indexOf(kind),
      marksOf(code, currency, this.paired.has(recordId)),
      recordId,
    )
    this.sheets[place] = sheetId
    this.records[place] = recordId
    // Only what is taken back is asked for by its row.
    if (taken !== null) this.placeOf.set(recordId, place)
  }
  private follow(sheetId: number, at: number): void {
    if (sheetId !== this.lastSheet) {
      if (this.lastSheet >= 0) this.ways.set(this.lastSheet, (this.ways.get(this.lastSheet) ?? 0) + this.way)
      this.lastSheet = sheetId
      this.lastTime = Number.NaN
      this.way = 0
    }
    if (at > this.lastTime) this.way += 1
    else if (at < this.lastTime) this.way -= 1
    this.lastTime = at
  }
  private sideOf(row: Row, from: number, roles: number): number | null {
    let found: number | null = null
    for (let role = 0; role < roles; role += 1) {
      const entityId = row[from + role] as number | null
      if (entityId === null) continue
      const node = this.nodes.of(entityId)
      if (found === null) found = node
      else if (found !== node) {
        this.twoOnOneSide += 1
        break
      }
    }
    return found
  }
  private kindOf(
    own: number | null,
    counter: number | null,
    words: string | null,
  ): (typeof flowKinds)[number] {
    if (counter === null) {
      const [text = '', name = ''] = (words ?? '').split('\n')
      const use = useOf(text)
      if (isChannelName(name)) return 'channel'
      return use === 'other' ? 'unknown' : (use as OutsideKind)
    }
    if (own === counter) return 'self'
    if (own === null) return 'unknown'
    return this.channelIds.has(counter) || this.channelIds.has(own) ? 'channel' : 'transfer'
  }
  private addAlone(currency: string, amount: number): void {
    let sums = this.alone.get(currency)
    if (sums === undefined) this.alone.set(currency, (sums = new Sums(1)))
    sums.add(0, amount)
  }

  done(stated: ReadonlyMap<number, number>, refunds: readonly Refund[]): Ledger {
    this.follow(-1, Number.NaN)
    const accounts = this.nodes.ids.length
    const entityIds = new Float64Array(accounts + outsideKinds.length)
    entityIds.set(this.nodes.ids)
    const [levels, channels] = [new Uint8Array(entityIds.length), new Uint8Array(entityIds.length)]
    for (const [node, level] of stated) levels[node] = level
    for (const node of this.channelIds) channels[node] = 1
    const takenBack = refunds.flatMap(({ of, amount, time, recordId }): readonly TakenBack[] => {
      const place = this.placeOf.get(of)
      const at = time === null ? Number.NaN : startOf(time)
      return place === undefined || Number.isNaN(at) ? [] : [{ of: place, amount, time: at, recordId }]
    })
    const { sheets, records, ways } = this
    // Statements stand up or down; those of one moment are taken as their sheet goes.
    const order = (one: number, other: number): number => {
      const [sheet, otherSheet] = [sheets[one] as number, sheets[other] as number]
      if (sheet !== otherSheet) return sheet - otherSheet
      const up = (ways.get(sheet) ?? 0) >= 0
      const apart = (records[one] as number) - (records[other] as number)
      return up ? apart : -apart
    }
    return this.builder.build({
      accounts,
      entityIds,
      stated: levels,
      channels,
      takenBack,
      order,
      leftOut: {
        withoutAmount: this.withoutAmount,
        withoutAccounts: this.withoutAccounts,
        withoutAccountsSum: [...this.alone].map(([currency, sums]) => ({ currency, sum: sums.at(0) })),
        twoOnOneSide: this.twoOnOneSide,
      },
    })
  }
}
function marksOf(code: number, currency: string | null, isPaired: boolean): number {
  const isIn = (code & 1) !== 0
  const isOut = (code & 2) !== 0
  const isThird = (code & 16) !== 0
  return (
    ((code & 8) !== 0 ? mark.undecided : 0) |
    (isIn || isOut ? 0 : mark.sideless) |
    (isPaired ? mark.paired : 0) |
    (isPaired || isThird || !isIn ? mark.byPayer : 0) |
    (isPaired || isThird || isIn ? mark.byPayee : 0) |
    (currency === null ? mark.assumed : 0) |
    ((code & 4) !== 0 ? mark.failed : 0)
  )
}
