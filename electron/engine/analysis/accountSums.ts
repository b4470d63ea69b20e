/**
 * What went through each account, summed from the rows of transfers in one walk. An account's own rows are those of its own statements: each
 * counts for it once, whether another statement shows the same transfer or not. Rows of other accounts that name it count apart. Amounts are net of what
 * refunds and reversals took back; those are no rows of their own.
 */
import type { AccountFlow, AccountMoney } from '../../../shared/contract/analysis.ts'
import type { Doubts } from '../../../shared/contract/doubts.ts'
import { placeOf, yuan } from '../../../shared/model/currency.ts'
import { DoubtSum, joinedDoubts } from '../../../shared/model/doubts.ts'
import { addMinor, type Minor, sizeOf } from '../../../shared/model/minor.ts'
import { type MoneyUse, moneyUses, useOf } from '../../../shared/model/moneyUse.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import { kindOf, netColumn, standsCondition } from '../records/evidence.ts'
import { doubtfulTransfers, type RowDoubt } from '../records/transferDoubts.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'

const transfer = kindOf(recordKinds, 'transfer')
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
  undecided: Flow | null = null
  doubts: { in: DoubtSum; out: DoubtSum } | null = null
  takenBack: Sum | null = null
  assumed = 0

  add(row: TransferRow, use: MoneyUse | null): void {
    const { way } = row
    if (row.failed) return put((this.failed ??= noSum()), row.amount)
    if (way === null) return put((this.sideless ??= noSum()), row.amount)
    flowInto(this.flow, way, row.amount)
    if (row.undecided) flowInto((this.undecided ??= noFlow()), way, row.amount)
    if (row.assumed) this.assumed += 1
    if (row.takenBack > 0) put((this.takenBack ??= noSum()), row.takenBack)
    if (use === null) return
    let line = this.uses.get(use)
    if (line === undefined) this.uses.set(use, (line = noFlow()))
    flowInto(line, way, row.amount)
  }
  /** What is in doubt about a row that was added: by how much it may be less or more. */
  doubt(row: TransferRow, doubts: readonly RowDoubt[]): void {
    if (row.failed || row.way === null) return
    const sum = (this.doubts ??= { in: new DoubtSum(), out: new DoubtSum() })[row.way]
    let alone = !row.undecided
    for (const { reason, less, more } of doubts) {
      sum.add(reason, { currency: row.currency, less, more }, { alone, gone: less === row.amount ? 1 : 0 })
      alone = false
    }
  }
  /** Made anew each time: the sums are kept and read by many, and telling must not add to them. */
  private toldDoubts(currency: string): AccountMoney['doubts'] {
    const { undecided } = this
    if (undecided === null && this.doubts === null) return undefined
    const side = (way: 'in' | 'out', count: number, less: Minor): Doubts | undefined => {
      const unknown = new DoubtSum()
      if (count > 0) unknown.add('unknown-result', { currency, less }, { count, gone: count })
      return joinedDoubts([this.doubts?.[way].told(), unknown.told()])
    }
    const into = side('in', undecided?.inCount ?? 0, undecided?.inSum ?? 0)
    const out = side('out', undecided?.outCount ?? 0, undecided?.outSum ?? 0)
    return { ...(into === undefined ? {} : { in: into }), ...(out === undefined ? {} : { out }) }
  }
  told(currency: string): AccountMoney {
    const doubts = this.toldDoubts(currency)
    const undecided = this.undecided ?? noFlow()
    return {
      currency,
      ...this.flow,
      uses: moneyUses.flatMap((use) => {
        const flow = this.uses.get(use)
        return flow === undefined ? [] : [{ use, ...flow }]
      }),
      sideless: this.sideless ?? noSum(),
      failed: this.failed ?? noSum(),
      undecided: {
        count: undecided.inCount + undecided.outCount,
        sum: addMinor(undecided.inSum, undecided.outSum),
      },
      ...(doubts === undefined ? {} : { doubts }),
      ...(this.takenBack === null ? {} : { takenBack: this.takenBack }),
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
  addOwn(row: TransferRow, use: MoneyUse, doubts: readonly RowDoubt[]): void {
    const money = moneyIn((this.own ??= new Map()), row.currency)
    money.add(row, use)
    if (doubts.length > 0) money.doubt(row, doubts)
  }
  /** The row as this account sees it. */
  addNamed(row: TransferRow, doubts: readonly RowDoubt[]): void {
    const money = moneyIn((this.beside ??= new Map()), row.currency)
    money.add(row, null)
    if (doubts.length > 0) money.doubt(row, doubts)
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
  failed: boolean
  undecided: boolean
  /** What was taken back of it; `amount` is without it. */
  takenBack: number
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
  const roles = [...ownRoles, ...counterRoles].map((role) => `r."e_${role}"`)
  const counters = roles.slice(ownRoles.length)
  // Small numbers instead of words: a million rows are walked.
  const code = `(r."direction" IS 'in') + 2 * (r."direction" IS 'out') + 4 * (r."result" IS 'failed') + 8 * (r."result" IS 'unknown') + 16 * (r."currency" IS NULL) + 32 * ${third}`
  const rows = db
    .prepare<object[], SumRow>(
      `SELECT ${netColumn(transfer, 'amount', 'r')}, ${code}, nullif(r."currency", '${yuan}'),
       CASE WHEN ${counters.map((column) => `${column} IS NULL`).join(' AND ')} THEN coalesce(r."summary", '') || ' ' || coalesce(r."tradeType", '') END,
       CASE WHEN r.mirror_of IS NULL THEN r.record_id END, ${roles.join(', ')}, r.record_id, CASE WHEN r.reversal_of IS NULL THEN r.taken_back END
       FROM ${table} r ${among === null ? 'NOT INDEXED' : ''} WHERE r.duplicate_of IS NULL AND r."amount" IS NOT NULL AND ${standsCondition(transfer, 'r')}${
         among === null
           ? ''
           : ` AND (${roles.map((column) => `${column} IN (SELECT value FROM json_each(@among))`).join(' OR ')})`
       }`,
    )
    .raw()
  const merged = seen.size > 0
  const doubtful = doubtfulTransfers(db)
  const seenAs = (id: number | null): number | null => (id === null || !merged ? id : (seen.get(id) ?? id))
  const told: TransferRow = {
    way: null,
    currency: yuan,
    assumed: false,
    amount: 0,
    failed: false,
    undecided: false,
    takenBack: 0,
  }
  const other: TransferRow = { ...told }
  for (const row of rows.iterate(...(among === null ? [] : [{ among: JSON.stringify(among) }]))) {
    const [amount, marks, currency, text, unpaired] = row
    told.amount = amount
    told.way = (marks & 1) !== 0 ? 'in' : (marks & 2) !== 0 ? 'out' : null
    told.currency = currency ?? yuan
    told.failed = (marks & 4) !== 0
    told.undecided = (marks & 8) !== 0
    told.assumed = (marks & 16) !== 0
    told.takenBack = row[11] ?? 0
    const [own, ownPay] = [seenAs(row[5]), seenAs(row[6])]
    const [bank, pay, login] = [seenAs(row[7]), seenAs(row[8]), seenAs(row[9])]
    const use = text === null ? 'counterparty' : useOf(text)
    const isSelf = (id: number): boolean => id === bank || id === pay || id === login
    const found = doubtful.get(row[10])
    const doubts = found?.own ?? none
    if (own !== null) of(own)?.addOwn(told, isSelf(own) ? 'self' : use, doubts)
    if (ownPay !== null && ownPay !== own) of(ownPay)?.addOwn(told, isSelf(ownPay) ? 'self' : use, doubts)
    if (text !== null || unpaired === null || paired.has(unpaired)) continue
    Object.assign(other, told)
    other.way = told.way === null ? null : told.way === 'in' ? 'out' : 'in'
    for (let place = firstCounter; place < lastCounter; place += 1) {
      const id = seenAs(row[place] as number | null)
      if (id === null || id === own || id === ownPay) continue
      if ((marks & 32) !== 0) of(id)?.addOwn(other, 'counterparty', found?.named ?? none)
      else of(id)?.addNamed(other, found?.named ?? none)
    }
  }
  return accounts
}
const firstCounter = 5 + ownRoles.length
const lastCounter = firstCounter + counterRoles.length
const none: readonly RowDoubt[] = []
type SumRow = [
  amount: number,
  marks: number,
  currency: string | null,
  text: string | null,
  unpaired: number | null,
  own: number | null,
  ownPay: number | null,
  bank: number | null,
  pay: number | null,
  login: number | null,
  recordId: number,
  takenBack: number | null,
]
