/** What each site account bet: the same slips and the same rule as the stakes of the case, so that persons add up to the total. */
import { dividedHalfUp } from '../../../shared/model/exactDecimal.ts'
import type { MeasureRemark } from '../../../shared/contract/measures.ts'
import { countValue, moneyValue } from '../../../shared/model/figureValue.ts'
import { type Minor, minorOf } from '../../../shared/model/minor.ts'
import { recordKind } from '../../../shared/model/recordKinds/index.ts'
import { type Conflict, conflictingRecords, conflictsOf, rangeOver } from '../records/conflicts.ts'
import { oncePerState } from '../records/keptPerState.ts'
import type { Db } from '../store/db.ts'
import { exactly, readSum } from '../store/exactSum.ts'
import { recordTable } from '../store/recordTables.ts'
import { inYuan, remark, standingOnly } from './measure.ts'
import { liveSlips } from './slipAccounts.ts'
import { pointValue, type PointValue, settledSlips, slipNumber, slipPoints } from './slips.ts'

export interface AccountBets {
  /** Slips that were neither cancelled nor void. */
  readonly slips: number
  /** Valid points of settled slips, scaled by 100. */
  readonly points: bigint
  /** 分 of settled slips that tell yuan and no points. */
  readonly yuan: bigint
  /** The same by the highest of the rows of a number that tell different figures and each count. */
  readonly highest: { readonly points: bigint; readonly yuan: bigint }
  /** A slip of the account stands in rows that contradict each other: its sums are withheld, as the total is. */
  readonly conflicting: boolean
}
const nothing: Omit<AccountBets, 'conflicting'> = {
  slips: 0,
  points: 0n,
  yuan: 0n,
  highest: { points: 0n, yuan: 0n },
}
/** By account; those with a slip that was neither cancelled nor void, and those of whose slips that is not decided (`slips` 0). Kept while the facts stay. */
export const betsByAccount: (db: Db) => ReadonlyMap<number, AccountBets> = oncePerState(readBets)
function readBets(db: Db): ReadonlyMap<number, AccountBets> {
  const table = recordTable('betSlip')
  const conflicting = conflictingAccounts(db)
  const bets = new Map<number, AccountBets>(
    [...conflicting].map((account) => [account, { ...nothing, conflicting: true }]),
  )
  for (const [account, slips] of db
    .prepare<[], [number, number]>(
      `SELECT r.e_account, COUNT(DISTINCT ${slipNumber}) FROM ${table} r WHERE ${liveSlips.where} AND r.e_account IS NOT NULL GROUP BY 1`,
    )
    .raw()
    .iterate())
    bets.set(account, { ...nothing, slips, conflicting: conflicting.has(account) })
  for (const [account, points, yuan, high, yuanHigh, differing] of exactly((sum) =>
    db
      .prepare<[], [bigint, string | null, string | null, string | null, string | null, bigint | null]>(
        `SELECT account, ${['low', 'CASE WHEN low IS NULL THEN yuanLow END', 'high', 'CASE WHEN low IS NULL THEN yuanHigh END'].map(sum).join(', ')}, SUM(low <> high OR (low IS NULL AND yuanLow <> yuanHigh)) FROM
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
      highest: { points: readSum(high) ?? 0n, yuan: readSum(yuanHigh) ?? 0n },
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
  const counted = `(${settledSlips.slice(standingOnly.length)})`
  const rows = new Map(
    db
      .prepare<[string], [bigint, bigint | null, bigint | null, bigint | null]>(
        `SELECT r.record_id, r.e_account, CASE WHEN ${counted} THEN ${slipPoints} END, CASE WHEN ${counted} AND ${slipPoints} IS NULL THEN ${inYuan('betSlip', 'validAmount')} END
        FROM ${recordTable('betSlip')} r WHERE r.record_id IN (SELECT value FROM json_each(?))`,
      )
      .safeIntegers(true)
      .raw()
      .all(JSON.stringify(conflicts.flatMap((conflict) => conflict.rows)))
      .map(([id, account, points, yuan]) => [
        Number(id),
        { account: Number(account ?? 0), points: points ?? 0n, yuan: yuan ?? 0n },
      ]),
  )
  for (const conflict of conflicts) {
    const told = { conflict, rows }
    for (const account of new Set(conflict.rows.flatMap((id) => rows.get(id)?.account ?? [])))
      found.set(account, [...(found.get(account) ?? []), told])
  }
  return found
})
interface Bets {
  readonly points: bigint
  readonly yuan: bigint
}
interface Contested {
  readonly conflict: Conflict
  readonly rows: ReadonlyMap<number, Bets & { readonly account: number }>
}
/** What points and yuan come to together, exactly, in parts of a 分; null where nobody knows what a point is worth. */
type Staked = { readonly of: (bets: Bets) => bigint; readonly parts: bigint } | null
function stakedAt(worth: PointValue, points: bigint): Staked {
  if (points === 0n) return { of: ({ yuan }) => yuan, parts: 1n }
  if (typeof worth === 'string') return null
  return { of: (bets) => bets.points * worth.amount + bets.yuan * worth.points, parts: worth.points }
}
/** Why the sums of some accounts are withheld: on how many slips that hangs, and between what their points and stakes lie. */
function whyWithheld(
  db: Db,
  accounts: readonly number[],
  least: Bets,
  most: Bets,
  worth: PointValue,
): readonly MeasureRemark[] {
  const own = new Set(accounts)
  const touching = new Map(
    accounts.flatMap((account) => (contested(db).get(account) ?? []).map((each) => [each.conflict, each])),
  )
  const rows = [...touching.values()].flatMap(({ conflict, rows: all }) =>
    conflict.rows.flatMap((id) => {
      const row = all.get(id)
      return row !== undefined && own.has(row.account) ? [[id, row] as const] : []
    }),
  )
  const between = (of: (bets: Bets) => bigint): readonly [low: bigint, high: bigint] => {
    const { less, more } = rangeOver([...touching.keys()], new Map(rows.map(([id, bets]) => [id, of(bets)])))
    return [of(least) - less, of(most) + more]
  }
  const points = between((bets) => bets.points)
  const staked = stakedAt(
    worth,
    rows.reduce((sum, [, bets]) => sum + bets.points, most.points),
  )
  const stakes = staked === null ? null : between(staked.of)
  const [pointed, inYuan] = [points[0] < points[1], stakes !== null && stakes[0] < stakes[1]]
  return [
    remark('conflicting-rows', {
      count: touching.size === 0 ? null : touching.size,
      figures: [
        ...(pointed ? points.map((sum) => ({ value: countValue(sum, 2), unit: 'point' as const })) : []),
        ...(inYuan
          ? (stakes ?? []).map((sum) => ({
              value: moneyValue(dividedHalfUp(sum, staked?.parts ?? 1n)),
              unit: 'yuan' as const,
            }))
          : []),
      ],
      kinds: ['betSlip'],
    }),
  ]
}
/** Adds up accounts of one person; what a point is worth is read once. */
export function betSums(db: Db): (accounts: readonly number[]) => BetSum {
  const bets = betsByAccount(db)
  const worth = pointValue(db)
  return (accounts) => {
    let [slips, conflicting] = [0, false]
    const [least, most] = [
      { points: 0n, yuan: 0n },
      { points: 0n, yuan: 0n },
    ]
    for (const account of accounts) {
      const own = bets.get(account)
      if (own === undefined) continue
      slips += own.slips
      least.points += own.points
      least.yuan += own.yuan
      most.points += own.highest.points
      most.yuan += own.highest.yuan
      conflicting ||= own.conflicting
    }
    const staked = stakedAt(worth, least.points)
    return {
      slips,
      points: conflicting ? null : minorOf(least.points),
      stakes: conflicting || staked === null ? null : minorOf(dividedHalfUp(staked.of(least), staked.parts)),
      why: conflicting ? whyWithheld(db, accounts, least, most, worth) : [],
    }
  }
}
