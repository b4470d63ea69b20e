/** Accounts and wallets without a statement of their own, by what others' rows say went through them. */
import { othersOf, toldSums, yuan } from '../../../shared/model/currency.ts'
import { addMinor, type Minor, sizeOf } from '../../../shared/model/minor.ts'
import { holdersOf } from '../analysis/accounts.ts'
import { doubtfulLinks } from '../entities/doubtfulLinks.ts'
import { isChannelName } from '../money/channels.ts'
import { seenAs } from '../records/seenAs.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'

/** What went one way, told by rows of one sort. */
export interface Way {
  count: number
  /** By currency, exact. */
  readonly sums: Map<string, Minor>
}
export interface WantedAccount {
  readonly entityId: number
  readonly kind: string
  readonly label: string
  readonly key: string
  readonly holder: string
  /** Into it and out of it, by transfers; by deposits, orders and other tables apart. */
  readonly in: Way
  readonly out: Way
  readonly otherIn: Way
  readonly otherOut: Way
  /** Transfers of which nobody says the way. */
  readonly sideless: Way
  /** Accounts with a statement it deals with. */
  readonly stated: Set<number>
  /** Record kinds whose rows name it. */
  readonly kinds: Set<string>
  first: string | null
  last: string | null
  /** People of the case it is registered of. */
  readonly registered: readonly number[]
  readonly isChannel: boolean
  /** A sum hangs on what nobody has decided. */
  isDoubtful: boolean
}
const moneyLinks = [
  'transfer',
  'deposits',
  'withdraws',
  'takesOrders',
  'paysOrder',
  'buys',
  'collects',
  'buysCoins',
]
const noWay = (): Way => ({ count: 0, sums: new Map() })

/** Accounts whose own statement is in the case; a table of payers and payees is nobody's statement. */
export function statedAccounts(db: Db): ReadonlySet<number> {
  const table = recordTable('transfer')
  const third = `(r."ownCard" IS NULL AND (r."payerAccount" IS NOT NULL OR r."payeeAccount" IS NOT NULL OR r."payerPayment" IS NOT NULL OR r."payeePayment" IS NOT NULL))`
  const own = (role: string): string =>
    `SELECT DISTINCT ${seenAs(db, `r."${role}"`)} AS id FROM ${table} r WHERE r."${role}" IS NOT NULL AND r.duplicate_of IS NULL AND NOT ${third}`
  return new Set(
    db
      .prepare<[], number>(`${own('e_own')} UNION ${own('e_ownPay')}`)
      .pluck()
      .all(),
  )
}
/** People who stand in a register of the case, by what they hold or use. */
export function registeredThings(
  db: Db,
  linkKinds: readonly string[],
): ReadonlyMap<number, readonly number[]> {
  const rows = db
    .prepare<[string], [number, number]>(
      `SELECT l.to_id, l.from_id FROM links l WHERE l.kind IN (SELECT value FROM json_each(?))
       AND l.from_id IN (SELECT ${seenAs(db, 'r."e_person"')} FROM ${recordTable('personRegister')} r WHERE r."e_person" IS NOT NULL) ORDER BY 1, 2`,
    )
    .raw()
    .all(JSON.stringify(linkKinds))
  const things = new Map<number, number[]>()
  for (const [thing, person] of rows) things.set(thing, [...(things.get(thing) ?? []), person])
  return things
}
type LinkRow = [
  linkId: number,
  kind: string,
  rule: string,
  from: number,
  to: number,
  directed: number,
  count: number,
  amount: number | null,
  others: string | null,
  first: string | null,
  last: string | null,
]
/** Every account without a statement that money links name or that is registered of somebody, in no order. */
export function accountsWithoutStatement(db: Db, stated: ReadonlySet<number>): readonly WantedAccount[] {
  const accounts = new Map<number, Omit<WantedAccount, 'holder' | 'isChannel'>>()
  const registered = registeredThings(db, ['holds'])
  const entity = db.prepare<[number], { entityId: number; kind: string; label: string; key: string }>(
    "SELECT entity_id AS entityId, kind, label, key FROM entities WHERE entity_id = ? AND kind IN ('bankAccount', 'paymentAccount')",
  )
  const of = (id: number): Omit<WantedAccount, 'holder' | 'isChannel'> | null => {
    if (stated.has(id)) return null
    const present = accounts.get(id)
    if (present !== undefined) return present
    const found = entity.get(id)
    if (found === undefined) return null
    const made = {
      ...found,
      in: noWay(),
      out: noWay(),
      otherIn: noWay(),
      otherOut: noWay(),
      sideless: noWay(),
      stated: new Set<number>(),
      kinds: new Set<string>(),
      first: null,
      last: null,
      registered: registered.get(id) ?? [],
      isDoubtful: false,
    }
    accounts.set(id, made)
    return made
  }
  const doubtful = doubtfulLinks(db)
  const rows = db
    .prepare<[string], LinkRow>(
      'SELECT link_id, kind, rule, from_id, to_id, directed, count, amount, others, first_time, last_time FROM links WHERE kind IN (SELECT value FROM json_each(?)) AND from_id <> to_id',
    )
    .raw()
  for (const [linkId, kind, rule, from, to, directed, count, amount, others, first, last] of rows.iterate(
    JSON.stringify(moneyLinks),
  )) {
    const told = toldSums(amount, othersOf(others))
    for (const [id, other, isIn] of [
      [to, from, true],
      [from, to, false],
    ] as const) {
      const account = of(id)
      if (account === null) continue
      const isTransfer = kind === 'transfer'
      const way =
        directed === 0
          ? account.sideless
          : isTransfer
            ? isIn
              ? account.in
              : account.out
            : isIn
              ? account.otherIn
              : account.otherOut
      way.count += count
      if (told.amount !== null) add(way.sums, yuan, told.amount)
      for (const { currency, sum } of told.others ?? []) add(way.sums, currency, sum)
      if (stated.has(other)) account.stated.add(other)
      account.kinds.add(rule.slice(0, rule.indexOf('.')))
      if (doubtful.has(linkId)) account.isDoubtful = true
      if (first !== null && (account.first === null || first < account.first)) account.first = first
      if (last !== null && (account.last === null || last > account.last)) account.last = last
    }
  }
  for (const id of registered.keys()) of(id)
  const holders = holdersOf(db, [...accounts.keys()])
  return [...accounts.values()].map((account): WantedAccount => {
    const holder = holders.get(account.entityId) ?? ''
    return { ...account, holder, isChannel: isChannelName(holder) || isChannelName(account.label) }
  })
}
function add(sums: Map<string, Minor>, currency: string, sum: Minor): void {
  sums.set(currency, addMinor(sums.get(currency) ?? 0, sum))
}
/** What went through it in yuan, for the threshold and the order: the larger of what transfers and what other tables tell, so that nothing is added twice. */
export function turnoverOf({ in: into, out, otherIn, otherOut, sideless }: WantedAccount): number {
  const sum = (...ways: readonly Way[]): number =>
    ways.reduce((total, { sums }) => total + sizeOf(sums.get(yuan) ?? 0), 0)
  return Math.max(sum(into, out, sideless), sum(otherIn, otherOut))
}
/** Whether it holds money of another currency, which no threshold in yuan measures. */
export function hasForeignSums({ in: into, out, otherIn, otherOut, sideless }: WantedAccount): boolean {
  return [into, out, otherIn, otherOut, sideless].some(({ sums }) =>
    [...sums.keys()].some((currency) => currency !== yuan),
  )
}
