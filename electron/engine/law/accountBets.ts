/** What each site account bet: the same slips and the same rule as the stakes of the case, so that persons add up to the total. */
import { dividedHalfUp } from '../../../shared/model/exactDecimal.ts'
import type { MeasureRemark } from '../../../shared/contract/measures.ts'
import { countValue } from '../../../shared/model/figureValue.ts'
import { type Minor, minorOf } from '../../../shared/model/minor.ts'
import { recordKind } from '../../../shared/model/recordKinds/index.ts'
import { type Conflict, conflictingRecords, conflictsOf, rangeOver } from '../records/conflicts.ts'
import { oncePerState } from '../records/keptPerState.ts'
import type { Db } from '../store/db.ts'
import { exactly, readSum } from '../store/exactSum.ts'
import { recordTable } from '../store/recordTables.ts'
import { inYuan, remark, standingOnly } from './measure.ts'
import { liveSlips } from './slipAccounts.ts'
import { pointValue, settledSlips, slipNumber, slipPoints } from './slips.ts'

export interface AccountBets {
  /** Slips that were neither cancelled nor void. */
  readonly slips: number
  /** Valid points of settled slips, scaled by 100. */
  readonly points: bigint
  /** 分 of settled slips that tell yuan and no points. */
  readonly yuan: bigint
  /** A slip of the account stands in rows that contradict each other: its sums are withheld, as the total is. */
  readonly conflicting: boolean
}
/** By account; those with a slip that was neither cancelled nor void, and those of whose slips that is not decided (`slips` 0). Kept while the facts stay. */
export const betsByAccount: (db: Db) => ReadonlyMap<number, AccountBets> = oncePerState(readBets)
function readBets(db: Db): ReadonlyMap<number, AccountBets> {
  const table = recordTable('betSlip')
  const conflicting = conflictingAccounts(db)
  const bets = new Map<number, AccountBets>(
    [...conflicting].map((account) => [account, { slips: 0, points: 0n, yuan: 0n, conflicting: true }]),
  )
  for (const [account, slips] of db
    .prepare<[], [number, number]>(
      `SELECT r.e_account, COUNT(DISTINCT ${slipNumber}) FROM ${table} r WHERE ${liveSlips.where} AND r.e_account IS NOT NULL GROUP BY 1`,
    )
    .raw()
    .iterate())
    bets.set(account, { slips, points: 0n, yuan: 0n, conflicting: conflicting.has(account) })
  for (const [account, points, yuan, differing] of exactly((sum) =>
    db
      .prepare<[], [bigint, string | null, string | null, bigint | null]>(
        `SELECT account, ${sum('low')}, ${sum('CASE WHEN low IS NULL THEN yuanLow END')}, SUM(low <> high OR (low IS NULL AND yuanLow <> yuanHigh)) FROM
    (SELECT r.e_account AS account, MIN(${slipPoints}) AS low, MAX(${slipPoints}) AS high, MIN(${inYuan('betSlip', 'validAmount')}) AS yuanLow, MAX(${inYuan('betSlip', 'validAmount')}) AS yuanHigh
    FROM ${table} r WHERE ${settledSlips} AND r.e_account IS NOT NULL GROUP BY r.e_account, ${slipNumber}) GROUP BY 1`,
      )
      .safeIntegers(true)
      .raw()
      .all(),
  )) {
    const known = bets.get(Number(account))
    if (known === undefined) continue
    bets.set(Number(account), {
      slips: known.slips,
      points: readSum(points) ?? 0n,
      yuan: readSum(yuan) ?? 0n,
      conflicting: known.conflicting || (differing ?? 0n) > 0n,
    })
  }
  return bets
}
/** Accounts on any row of a slip about whose contradictions nobody has decided. */
function conflictingAccounts(db: Db): ReadonlySet<number> {
  const kind = recordKind('betSlip')
  const records = kind === undefined ? [] : [...conflictingRecords(db, kind)]
  if (records.length === 0) return new Set()
  return new Set(
    db
      .prepare<[string], number>(
        `SELECT DISTINCT r.e_account FROM ${recordTable('betSlip')} r WHERE r.record_id IN (SELECT value FROM json_each(?)) AND r.e_account IS NOT NULL`,
      )
      .pluck()
      .all(JSON.stringify(records)),
  )
}

/** What some accounts bet together; points and stakes null where they are withheld or cannot be told. */
export interface BetSum {
  readonly slips: number
  readonly points: Minor | null
  readonly stakes: Minor | null
  /** Why they are withheld, as the total says it, with between what the points lie; empty where they are not. */
  readonly why: readonly MeasureRemark[]
}
/** Slips in conflict with what each of their rows would add to an account, by the account. */
const contested: (db: Db) => ReadonlyMap<number, readonly Contested[]> = oncePerState((db) => {
  const kind = recordKind('betSlip')
  const conflicts = kind === undefined ? [] : conflictsOf(db, kind)
  const found = new Map<number, Contested[]>()
  if (conflicts.length === 0) return found
  const rows = new Map(
    db
      .prepare<[string], [bigint, bigint | null, bigint | null]>(
        `SELECT r.record_id, r.e_account, CASE WHEN ${settledSlips.slice(standingOnly.length)} THEN r."valid" END FROM ${recordTable('betSlip')} r WHERE r.record_id IN (SELECT value FROM json_each(?))`,
      )
      .safeIntegers(true)
      .raw()
      .all(JSON.stringify(conflicts.flatMap((conflict) => conflict.rows)))
      .map(([id, account, points]) => [Number(id), { account: Number(account ?? 0), points: points ?? 0n }]),
  )
  for (const conflict of conflicts) {
    const told = { conflict, rows }
    for (const account of new Set(conflict.rows.flatMap((id) => rows.get(id)?.account ?? [])))
      found.set(account, [...(found.get(account) ?? []), told])
  }
  return found
})
interface Contested {
  readonly conflict: Conflict
  readonly rows: ReadonlyMap<number, { readonly account: number; readonly points: bigint }>
}
function whyWithheld(db: Db, accounts: readonly number[], points: bigint): readonly MeasureRemark[] {
  const own = new Set(accounts)
  const touching = new Map(
    accounts.flatMap((account) => (contested(db).get(account) ?? []).map((each) => [each.conflict, each])),
  )
  const adds = new Map(
    [...touching.values()].flatMap(({ conflict, rows }) =>
      conflict.rows.flatMap((id) => {
        const row = rows.get(id)
        return row !== undefined && own.has(row.account) ? [[id, row.points] as const] : []
      }),
    ),
  )
  const { less, more } = rangeOver([...touching.keys()], adds)
  const figures = [points - less, points + more].map((sum) => ({
    value: countValue(sum, 2),
    unit: 'point' as const,
  }))
  return [
    remark('conflicting-rows', {
      count: touching.size === 0 ? null : touching.size,
      figures: less === 0n && more === 0n ? [] : figures,
      kinds: ['betSlip'],
    }),
  ]
}
/** Adds up accounts of one person; what a point is worth is read once. */
export function betSums(db: Db): (accounts: readonly number[]) => BetSum {
  const bets = betsByAccount(db)
  const worth = pointValue(db)
  return (accounts) => {
    let [slips, points, yuan, conflicting] = [0, 0n, 0n, false]
    for (const account of accounts) {
      const own = bets.get(account)
      if (own === undefined) continue
      slips += own.slips
      points += own.points
      yuan += own.yuan
      conflicting ||= own.conflicting
    }
    const stakes =
      points === 0n
        ? yuan
        : typeof worth === 'string'
          ? null
          : dividedHalfUp(points * worth.amount, worth.points) + yuan
    return {
      slips,
      points: conflicting ? null : minorOf(points),
      stakes: conflicting || stakes === null ? null : minorOf(stakes),
      why: conflicting ? whyWithheld(db, accounts, points) : [],
    }
  }
}
