/**
 * What went through each account, summed from the rows of transfers in one walk. An account's own rows are those of its own statements: each
 * counts for it once, whether another statement shows the same transfer or not. Rows of other accounts that name it count apart.
 */
import type { AccountFlow, AccountMoney } from '../../../shared/contract/analysis.ts'
import { placeOf, yuan } from '../../../shared/model/currency.ts'
import { addMinor, type Minor, sizeOf } from '../../../shared/model/minor.ts'
import { type MoneyUse, moneyUses, useOf } from '../../../shared/model/moneyUse.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'

/** Roles of the side whose statement it is, and of the other side. */
const ownRoles = ['own', 'ownPay'] as const
const counterRoles = ['counter', 'counterPay', 'counterLogin'] as const

interface Sum {
  count: number
  sum: Minor
}
type Flow = { -readonly [name in keyof AccountFlow]: AccountFlow[name] }
const noFlow = (): Flow => ({ inCount: 0, inSum: 0, outCount: 0, outSum: 0 })
const noSum = (): Sum => ({ count: 0, sum: 0 })

/** Sums of one account in one currency. */
class Money {
  readonly flow = noFlow()
  readonly uses = new Map<MoneyUse, Flow>()
  sideless: Sum | null = null
  failed: Sum | null = null
  undecided: Sum | null = null
  assumed = 0

  add(row: TransferRow, way: 'in' | 'out' | null, use: MoneyUse | null): void {
    if (row.result === 'failed') return put((this.failed ??= noSum()), row.amount)
    if (way === null) return put((this.sideless ??= noSum()), row.amount)
    flowInto(this.flow, way, row.amount)
    if (row.result === 'unknown') put((this.undecided ??= noSum()), row.amount)
    if (row.assumed) this.assumed += 1
    if (use === null) return
    let line = this.uses.get(use)
    if (line === undefined) this.uses.set(use, (line = noFlow()))
    flowInto(line, way, row.amount)
  }
  told(currency: string): AccountMoney {
    return {
      currency,
      ...this.flow,
      uses: moneyUses.flatMap((use) => {
        const flow = this.uses.get(use)
        return flow === undefined ? [] : [{ use, ...flow }]
      }),
      sideless: this.sideless ?? noSum(),
      failed: this.failed ?? noSum(),
      undecided: this.undecided ?? noSum(),
      assumed: this.assumed,
    }
  }
}
function put(into: Sum, amount: number): void {
  into.count += 1
  into.sum = addMinor(into.sum, amount)
}
function flowInto(flow: Flow, way: 'in' | 'out', amount: number): void {
  if (way === 'in') {
    flow.inCount += 1
    flow.inSum = addMinor(flow.inSum, amount)
  } else {
    flow.outCount += 1
    flow.outSum = addMinor(flow.outSum, amount)
  }
}

/** One account while it is summed. Most have one currency, and most are only named by others. */
export class AccountSums {
  readonly entityId: number
  private own: Map<string, Money> | null = null
  private beside: Map<string, Money> | null = null
  constructor(entityId: number) {
    this.entityId = entityId
  }
  addOwn(row: TransferRow, use: MoneyUse): void {
    moneyIn((this.own ??= new Map()), row.currency).add(row, row.way, use)
  }
  addNamed(row: TransferRow): void {
    const seen = turned(row)
    moneyIn((this.beside ??= new Map()), row.currency).add(seen, seen.way, null)
  }
  get basis(): 'own' | 'named' {
    return this.own === null ? 'named' : 'own'
  }
  /** Turnover in yuan, for the order: rows of other accounts rank behind own ones only by their sum. */
  get turnover(): number {
    const flow = (this.own ?? this.beside)?.get(yuan)?.flow
    return flow === undefined ? 0 : sizeOf(flow.inSum) + sizeOf(flow.outSum)
  }
  get rows(): number {
    let rows = 0
    for (const { flow } of (this.own ?? this.beside)?.values() ?? []) rows += flow.inCount + flow.outCount
    return rows
  }
  get money(): readonly AccountMoney[] {
    const told = toldOf(this.own ?? this.beside)
    if (this.own === null) return told
    // A currency in which only others name the account has a line too.
    const missing = [...(this.beside ?? [])].filter(([currency]) => this.own?.has(currency) !== true)
    return [...told, ...missing.map(([currency]) => new Money().told(currency))]
  }
  get besides(): readonly AccountMoney[] {
    return this.own === null ? [] : toldOf(this.beside)
  }
}
function moneyIn(by: Map<string, Money>, currency: string): Money {
  let money = by.get(currency)
  if (money === undefined) by.set(currency, (money = new Money()))
  return money
}
function toldOf(by: ReadonlyMap<string, Money> | null): readonly AccountMoney[] {
  return [...(by ?? [])]
    .toSorted(([one], [other]) => placeOf(one) - placeOf(other) || (one < other ? -1 : 1))
    .map(([currency, money]) => money.told(currency))
}

interface TransferRow {
  way: 'in' | 'out' | null
  currency: string
  assumed: boolean
  amount: number
  result: string | null
}
/** The row as the other side sees it. */
function turned(row: TransferRow): TransferRow {
  return { ...row, way: row.way === null ? null : row.way === 'in' ? 'out' : 'in' }
}
/**
 * The sums of every account that transfers name; with `among` of these accounts only (members of merged ones too), found by their indexes.
 * An account that claims have made of several is one, and what moved between its members moved within it.
 */
export function sumAccounts(
  db: Db,
  among: readonly number[] | null = null,
): ReadonlyMap<number, AccountSums> {
  const seen = new Map(
    db.prepare<[], [number, number]>('SELECT entity_id, resolved_id FROM entity_merges').raw().all(),
  )
  const wanted = among === null ? null : new Set(among.map((id) => seen.get(id) ?? id))
  const accounts = new Map<number, AccountSums>()
  const of = (entityId: number): AccountSums | null => {
    if (wanted !== null && !wanted.has(entityId)) return null
    let account = accounts.get(entityId)
    if (account === undefined) accounts.set(entityId, (account = new AccountSums(entityId)))
    return account
  }
  const table = recordTable('transfer')
  // Rows that another row is the counter-entry of: both sides stand in a statement of their own.
  const paired = new Set(
    db.prepare<[], number>(`SELECT mirror_of FROM ${table} WHERE mirror_of IS NOT NULL`).pluck().all(),
  )
  // A table of payers and payees is nobody's statement: a row of it is one of both sides.
  const third = `(r."ownCard" IS NULL AND (r."payerAccount" IS NOT NULL OR r."payeeAccount" IS NOT NULL OR r."payerPayment" IS NOT NULL OR r."payeePayment" IS NOT NULL))`
  const columns = [...ownRoles, ...counterRoles].map((role) => `r."e_${role}"`)
  const rows = db
    .prepare<object[], [...(number | null)[]]>(
      `SELECT r.record_id, r.mirror_of, ${columns.join(', ')}, r."amount", r."direction", r."currency", r."result",
       CASE WHEN ${columns
         .slice(ownRoles.length)
         .map((column) => `${column} IS NULL`)
         .join(' AND ')} THEN coalesce(r."summary", '') || ' ' || coalesce(r."tradeType", '') END, ${third}
       FROM ${table} r ${among === null ? 'NOT INDEXED' : ''} WHERE r.duplicate_of IS NULL AND r."amount" IS NOT NULL${
         among === null
           ? ''
           : ` AND (${columns.map((column) => `${column} IN (SELECT value FROM json_each(@among))`).join(' OR ')})`
       }`,
    )
    .raw()
  const [firstCounter, firstValue] = [2 + ownRoles.length, 2 + ownRoles.length + counterRoles.length]
  const at = (row: readonly unknown[], place: number): number | null => {
    const id = row[place]
    return typeof id !== 'number' ? null : seen.size === 0 ? id : (seen.get(id) ?? id)
  }
  const told: TransferRow = { way: null, currency: yuan, assumed: false, amount: 0, result: null }
  for (const row of rows.iterate(...(among === null ? [] : [{ among: JSON.stringify(among) }]))) {
    const [amount, direction, currency, result, text, both] = row.slice(firstValue) as unknown as readonly [
      number,
      string | null,
      string | null,
      string | null,
      string | null,
      number,
    ]
    told.amount = amount
    told.way = direction === 'in' || direction === 'out' ? direction : null
    told.currency = currency ?? yuan
    told.assumed = currency === null
    told.result = result
    const own = [at(row, 2), at(row, 3)]
    for (let place = 0; place < own.length; place += 1) {
      const id = own[place] ?? null
      if (id === null || (place > 0 && id === own[0])) continue
      let use: MoneyUse = text === null ? 'counterparty' : useOf(text)
      for (let counter = firstCounter; counter < firstValue; counter += 1)
        if (at(row, counter) === id) use = 'self'
      of(id)?.addOwn(told, use)
    }
    if (row[1] !== null || paired.has(row[0] as number)) continue
    for (let counter = firstCounter; counter < firstValue; counter += 1) {
      const id = at(row, counter)
      if (id === null || own.includes(id)) continue
      if (both === 1) of(id)?.addOwn(turned(told), 'counterparty')
      else of(id)?.addNamed(told)
    }
  }
  return accounts
}
