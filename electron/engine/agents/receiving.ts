/** Accounts that take deposits or pay withdrawals out: what came in, what was paid, from and to how many accounts, and where the rest went. */
import { conflictRange, type ConflictRange } from '../records/conflicts.ts'
import { countedCondition, netColumn } from '../records/evidence.ts'
import { oncePerState } from '../records/keptPerState.ts'
import { wholeOf } from '../records/seenAs.ts'
import { inYuan, isYuan } from '../law/measure.ts'
import { tookEffect } from '../law/slips.ts'
import type { Db } from '../store/db.ts'
import { exactly, readSum } from '../store/exactSum.ts'
import { recordTable } from '../store/recordTables.ts'
import { recordKind } from '../../../shared/model/recordKinds/index.ts'

/** Rows of one sort and what they come to in yuan. */
export interface Paid {
  rows: number
  /** 分. */
  sum: bigint
  /** Rows without an amount, and rows in another currency; they are in no sum. */
  withoutAmount: number
  foreign: number
}
const nothing = (): Paid => ({ rows: 0, sum: 0n, withoutAmount: 0, foreign: 0 })
function add(to: Paid, more: Paid): void {
  to.rows += more.rows
  to.sum += more.sum
  to.withoutAmount += more.withoutAmount
  to.foreign += more.foreign
}
export interface PassedTo {
  readonly account: number
  readonly paid: Paid
  /** It takes deposits itself. */
  readonly receives: boolean
}
export interface ReceivingAccount {
  readonly id: number
  readonly deposits: Paid
  readonly withdrawals: Paid
  /** Of deposits and withdrawals: those that failed, and those whose result no known word tells. */
  readonly failed: Paid
  readonly unknown: Paid
  /** Bank accounts of bettors that paid in or were paid, and between when. */
  readonly counterparts: ReadonlySet<number>
  readonly first: string | null
  readonly last: string | null
  /** Whether a statement of the account itself is among the material. */
  readonly hasStatement: boolean
  /** By transfers: from and to accounts of bettors, from and to other receiving accounts, from and to everybody else; each transfer once. */
  readonly fromBettors: Paid
  readonly toBettors: Paid
  readonly fromReceiving: Paid
  readonly toReceiving: Paid
  readonly fromOthers: Paid
  readonly toOthers: Paid
  /** Where money went that was no withdrawal, the most first. */
  readonly passedTo: readonly PassedTo[]
  /** Agents whose list gives it as their card. */
  readonly agents: readonly number[]
}
export interface Receiving {
  /** By deposits, the most first. */
  readonly accounts: readonly ReceivingAccount[]
  readonly counterparts: ReadonlySet<number>
  /** Deposits and withdrawals that took effect and name no account of the house. */
  readonly unnamed: Paid
  /** Those that failed or are of unknown result and stand with none of the accounts: they name no account of the house, or one that nothing else names. */
  readonly failedElsewhere: Paid
  readonly unknownElsewhere: Paid
  /** Rows of no known type or of none. */
  readonly otherTypes: number
  /** By how much conflicts may move deposits and withdrawals together. */
  readonly range: ConflictRange
  /** Cards of the agent list that no deposit and no withdrawal names. */
  readonly idleCards: number
}
const result = `CASE WHEN ${tookEffect} THEN 'done' WHEN r."result" = 'failed' THEN 'failed' ELSE 'unknown' END`
/** SQL over `r` of a row of the back office: the account of the house in it. */
export const houseSide = `CASE r."type" WHEN 'deposit' THEN r.e_payee WHEN 'withdraw' THEN r.e_payer END`
/** And that of the bettor. */
export const bettorSide = `CASE r."type" WHEN 'deposit' THEN r.e_payer WHEN 'withdraw' THEN r.e_payee END`

/** Every account that took a deposit or paid a withdrawal that took effect. Once per state of the facts. */
export const receivingAccounts: (db: Db) => Receiving = oncePerState((db) => {
  const made = new Map<number, Making>()
  const counterparts = new Set<number>()
  const unnamed = nothing()
  const elsewhere = { failed: nothing(), unknown: nothing() }
  for (const { house, other, type, state, paid, first, last } of backOffice(db)) {
    if (house === null) {
      add(state === 'done' ? unnamed : elsewhere[state], paid)
      continue
    }
    const account = made.get(house) ?? making(house)
    made.set(house, account)
    if (state !== 'done') {
      add(account[state], paid)
      continue
    }
    add(type === 'deposit' ? account.deposits : account.withdrawals, paid)
    account.first = earlier(account.first, first)
    account.last = later(account.last, last)
    if (other === null) continue
    account.counterparts.add(other)
    counterparts.add(other)
  }
  // An account of which only failed payments are told received nothing.
  for (const [id, account] of made)
    if (account.deposits.rows + account.withdrawals.rows === 0) {
      made.delete(id)
      add(elsewhere.failed, account.failed)
      add(elsewhere.unknown, account.unknown)
    }
  readTransfers(db, made, counterparts)
  const cards = agentCards(db)
  for (const [card, agents] of cards) made.get(card)?.agents.push(...agents)
  const kind = recordKind('deposit')
  return {
    accounts: [...made.values()]
      .map(({ passed, ...account }): ReceivingAccount => ({
        ...account,
        passedTo: [...passed]
          .map(([to, paid]) => ({ account: to, paid, receives: made.has(to) }))
          .toSorted((one, other) => bigger(one.paid.sum, other.paid.sum) || one.account - other.account),
      }))
      .toSorted((one, other) => bigger(one.deposits.sum, other.deposits.sum) || one.id - other.id),
    counterparts,
    unnamed,
    failedElsewhere: elsewhere.failed,
    unknownElsewhere: elsewhere.unknown,
    otherTypes: otherTypes(db),
    range:
      kind === undefined
        ? { less: 0n, more: 0n, numbers: 0 }
        : conflictRange(
            db,
            kind,
            'amount',
            `r."type" IN ('deposit', 'withdraw') AND ${tookEffect} AND ${isYuan('deposit')}`,
          ),
    idleCards: [...cards.keys()].filter((card) => !made.has(card)).length,
  }
})
const bigger = (one: bigint, other: bigint): number => (one === other ? 0 : one < other ? 1 : -1)
const earlier = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && other < one) ? other : one
const later = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && other > one) ? other : one
interface Making extends Omit<ReceivingAccount, 'passedTo' | 'counterparts' | 'first' | 'last' | 'agents'> {
  readonly counterparts: Set<number>
  readonly passed: Map<number, Paid>
  readonly agents: number[]
  first: string | null
  last: string | null
  hasStatement: boolean
}
function making(id: number): Making {
  return {
    id,
    deposits: nothing(),
    withdrawals: nothing(),
    failed: nothing(),
    unknown: nothing(),
    counterparts: new Set(),
    first: null,
    last: null,
    hasStatement: false,
    fromBettors: nothing(),
    toBettors: nothing(),
    fromReceiving: nothing(),
    toReceiving: nothing(),
    fromOthers: nothing(),
    toOthers: nothing(),
    passed: new Map(),
    agents: [],
  }
}
interface OfficeLine {
  readonly house: number | null
  readonly other: number | null
  readonly type: 'deposit' | 'withdraw'
  readonly state: 'done' | 'failed' | 'unknown'
  readonly paid: Paid
  readonly first: string | null
  readonly last: string | null
}
function backOffice(db: Db): readonly OfficeLine[] {
  const yuan = inYuan('deposit', 'amount')
  return exactly((sum) =>
    db
      .prepare<
        [],
        [
          number | null,
          number | null,
          OfficeLine['type'],
          OfficeLine['state'],
          number,
          string | null,
          number,
          number,
          string | null,
          string | null,
        ]
      >(
        `SELECT ${wholeOf(db, 'house')}, ${wholeOf(db, 'other')}, type, state, COUNT(*), ${sum('yuan')}, SUM(amount IS NULL), SUM(amount IS NOT NULL AND yuan IS NULL), MIN(time), MAX(time) FROM
        (SELECT ${houseSide} AS house, ${bettorSide} AS other, r."type" AS type, ${result} AS state, r."amount" AS amount, ${yuan} AS yuan, r."time" AS time
        FROM ${recordTable('deposit')} r WHERE r.duplicate_of IS NULL AND r."type" IN ('deposit', 'withdraw')) GROUP BY 1, 2, 3, 4`,
      )
      .raw()
      .all(),
  ).map(([house, other, type, state, rows, sum, withoutAmount, foreign, first, last]): OfficeLine => ({
    house,
    other,
    type,
    state,
    paid: { rows, sum: readSum(sum) ?? 0n, withoutAmount, foreign },
    first,
    last,
  }))
}
/** What one account of a bettor paid into a receiving account and got from it. */
export interface CounterpartSum {
  readonly account: number
  readonly deposits: Paid
  readonly withdrawals: Paid
}
/** The counterparts of a receiving account, the most deposits first. */
export function counterpartsOf(db: Db, account: number): readonly CounterpartSum[] {
  const found = new Map<number, CounterpartSum>()
  for (const { house, other, type, state, paid } of backOffice(db)) {
    if (house !== account || other === null || state !== 'done') continue
    const one = found.get(other) ?? { account: other, deposits: nothing(), withdrawals: nothing() }
    found.set(other, one)
    add(type === 'deposit' ? one.deposits : one.withdrawals, paid)
  }
  return [...found.values()].toSorted(
    (one, other) =>
      bigger(one.deposits.sum, other.deposits.sum) ||
      bigger(one.withdrawals.sum, other.withdrawals.sum) ||
      one.account - other.account,
  )
}
/** Transfers of these accounts, each once: by their own statements and by those of the other side. */
function readTransfers(db: Db, made: ReadonlyMap<number, Making>, counterparts: ReadonlySet<number>): void {
  const kind = recordKind('transfer')
  if (kind === undefined || made.size === 0) return
  const ids = JSON.stringify(
    db
      .prepare<[string], number>(
        `SELECT e.id FROM (SELECT entity_id AS id FROM entities WHERE kind = 'bankAccount' UNION SELECT entity_id FROM merged_entities WHERE kind = 'bankAccount') e
        WHERE ${wholeOf(db, 'e.id')} IN (SELECT value FROM json_each(?))`,
      )
      .pluck()
      .all(JSON.stringify([...made.keys()])),
  )
  const net = netColumn(kind, 'amount', 'r')
  const side = (here: 'own' | 'counter'): string =>
    `SELECT r.e_${here} AS here, r.e_${here === 'own' ? 'counter' : 'own'} AS there, CASE WHEN r."direction" = '${here === 'own' ? 'out' : 'in'}' THEN 'out' WHEN r."direction" IS NULL THEN NULL ELSE 'in' END AS way,
    r."amount" AS amount, CASE WHEN ${isYuan('transfer')} THEN ${net} END AS yuan FROM ${recordTable('transfer')} r
    WHERE ${countedCondition(kind, 'r')} AND r.e_${here} IN (SELECT value FROM json_each(@ids))`
  const lines = exactly((sum) =>
    db
      .prepare<[object], [number, number | null, 'in' | 'out' | null, number, string | null, number, number]>(
        `SELECT ${wholeOf(db, 'here')}, ${wholeOf(db, 'there')}, way, COUNT(*), ${sum('yuan')}, SUM(amount IS NULL), SUM(amount IS NOT NULL AND yuan IS NULL) FROM (${side('own')} UNION ALL ${side('counter')}) GROUP BY 1, 2, 3`,
      )
      .raw()
      .all({ ids }),
  )
  // A statement whose every row stands in that of the other side too is one all the same.
  for (const here of db
    .prepare<[object], number>(
      `SELECT DISTINCT ${wholeOf(db, 'r.e_own')} FROM ${recordTable('transfer')} r WHERE r.duplicate_of IS NULL AND r.e_own IN (SELECT value FROM json_each(@ids))`,
    )
    .pluck()
    .iterate({ ids })) {
    const account = made.get(here)
    if (account !== undefined) account.hasStatement = true
  }
  for (const [here, there, way, rows, sum, withoutAmount, foreign] of lines) {
    const account = made.get(here)
    if (account === undefined) continue
    if (way === null) continue
    const paid: Paid = { rows, sum: readSum(sum) ?? 0n, withoutAmount, foreign }
    const who =
      there !== null && made.has(there)
        ? 'Receiving'
        : there !== null && counterparts.has(there)
          ? 'Bettors'
          : 'Others'
    add(account[`${way === 'in' ? 'from' : 'to'}${who}`], paid)
    if (way !== 'out' || who === 'Bettors' || there === null) continue
    const passed = account.passed.get(there) ?? nothing()
    account.passed.set(there, passed)
    add(passed, paid)
  }
}
/** Agents by the card their list gives. */
function agentCards(db: Db): ReadonlyMap<number, readonly number[]> {
  const cards = new Map<number, number[]>()
  for (const [card, agent] of db
    .prepare<[], [number, number]>(
      `SELECT DISTINCT ${wholeOf(db, 'r.e_card')}, ${wholeOf(db, 'r.e_account')} FROM ${recordTable('agentAccount')} r WHERE r.duplicate_of IS NULL AND r.e_card IS NOT NULL AND r.e_account IS NOT NULL`,
    )
    .raw()
    .iterate())
    cards.set(card, [...(cards.get(card) ?? []), agent])
  return cards
}
function otherTypes(db: Db): number {
  return (
    db
      .prepare<[], number>(
        `SELECT COUNT(*) FROM ${recordTable('deposit')} r WHERE r.duplicate_of IS NULL AND (r."type" IS NULL OR r."type" NOT IN ('deposit', 'withdraw'))`,
      )
      .pluck()
      .get() ?? 0
  )
}
