/** What each site account bet: the same slips and the same rule as the stakes of the case, so that persons add up to the total. */
import { dividedHalfUp } from '../../../shared/model/exactDecimal.ts'
import { type Minor, minorOf } from '../../../shared/model/minor.ts'
import { recordKind } from '../../../shared/model/recordKinds/index.ts'
import { conflictingRecords } from '../records/conflicts.ts'
import { oncePerState } from '../records/keptPerState.ts'
import type { Db } from '../store/db.ts'
import { exactly, readSum } from '../store/exactSum.ts'
import { recordTable } from '../store/recordTables.ts'
import { inYuan } from './measure.ts'
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
    }
  }
}
