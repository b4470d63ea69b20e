/** What slips say of each account beyond its stakes: results, and the slips that count for nothing yet. The readings are those of `law`. */
import { inYuan, isYuan, standingOnly } from '../law/measure.ts'
import { settledSlips, slipNumber, slipPoints } from '../law/slips.ts'
import { oncePerState } from '../records/keptPerState.ts'
import type { Db } from '../store/db.ts'
import { exactly, readSum } from '../store/exactSum.ts'
import { recordTable } from '../store/recordTables.ts'

export interface SlipTally {
  /** Slips, each number once. */
  settled: number
  open: number
  dead: number
  /** Their state has no known word, or there is none and nothing valid. */
  unknown: number
  /** Settled, and no valid points are told. */
  withoutPoints: number
  /** Settled with points, and no result is told, or rows of the number tell different ones. */
  withoutResult: number
  /** What the bettor won (below zero: lost) on settled slips with points, in hundredths of a point. */
  result: bigint
}
/** Nothing bet. */
export function noSlips(): SlipTally {
  return { settled: 0, open: 0, dead: 0, unknown: 0, withoutPoints: 0, withoutResult: 0, result: 0n }
}
/** Adds one tally to another. */
export function addTally(to: SlipTally, more: SlipTally): void {
  to.settled += more.settled
  to.open += more.open
  to.dead += more.dead
  to.unknown += more.unknown
  to.withoutPoints += more.withoutPoints
  to.withoutResult += more.withoutResult
  to.result += more.result
}
const isSettled = `(${settledSlips.slice(standingOnly.length)})`
/** SQL over `r` of what a slip is: settled, open, dead (cancelled or void) or unknown. */
export const slipState = `CASE WHEN ${isSettled} THEN 'settled' WHEN r."status" = 'open' THEN 'open' WHEN r."status" IN ('cancelled', 'void') THEN 'dead' ELSE 'unknown' END`

/** By the account's entity in the rows. Cost: one walk over the slips. */
export const slipTallies: (db: Db) => ReadonlyMap<number, SlipTally> = oncePerState((db) => {
  const found = new Map<number, SlipTally>()
  const table = recordTable('betSlip')
  const result = `CASE WHEN ${isYuan('betSlip')} THEN r."winLoss" END`
  for (const [account, state, slips, pointless, untold, sum] of exactly((sum) =>
    db
      .prepare<[], [number, 'settled' | 'open' | 'dead' | 'unknown', number, number, number, string | null]>(
        `SELECT account, state, COUNT(*), SUM(points IS NULL), SUM(points IS NOT NULL AND (low IS NULL OR low <> high)), ${sum('CASE WHEN points IS NOT NULL AND low = high THEN low END')} FROM
        (SELECT r.e_account AS account, ${slipState} AS state, MIN(${slipPoints}) AS points, MIN(${result}) AS low, MAX(${result}) AS high
        FROM ${table} r NOT INDEXED WHERE r.duplicate_of IS NULL AND r.e_account IS NOT NULL GROUP BY r.e_account, 2, ${slipNumber}) GROUP BY 1, 2`,
      )
      .raw()
      .all(),
  )) {
    const tally = found.get(account) ?? noSlips()
    found.set(account, tally)
    tally[state] += slips
    if (state !== 'settled') continue
    tally.withoutPoints += pointless
    tally.withoutResult += untold
    tally.result += readSum(sum) ?? 0n
  }
  return found
})

/** What some accounts bet on one day or one match. */
export interface SlipGroup {
  /** Null: the slips do not tell it. */
  readonly name: string | null
  /** Fields of the slip that tell it, with their values. */
  readonly fields: readonly (readonly [field: string, value: string])[]
  readonly settled: number
  readonly accounts: number
  readonly points: bigint
  readonly yuan: bigint
  readonly withoutPoints: number
  readonly withoutResult: number
  readonly result: bigint
}
type GroupLine = readonly [
  name: string | null,
  event: string | null,
  home: string | null,
  away: string | null,
  issue: string | null,
  settled: number,
  accounts: number,
  points: string | null,
  yuan: string | null,
  withoutPoints: number,
  withoutResult: number,
  result: string | null,
]
/** Settled slips of some accounts by day (in the time of the case) or by match, each number once. Null: of all accounts, and of slips that name none. */
export function slipsBy(
  db: Db,
  by: 'day' | 'match',
  accounts: readonly number[] | null,
): readonly SlipGroup[] {
  const of =
    by === 'day'
      ? 'substr(r."time", 1, 10)'
      : `coalesce(r."event", r."home" || ' VS ' || r."away", r."issue")`
  const result = `CASE WHEN ${isYuan('betSlip')} THEN r."winLoss" END`
  const yuan = inYuan('betSlip', 'validAmount')
  return exactly((sum) =>
    db
      .prepare<[object], GroupLine>(
        `SELECT name, MIN(event), MIN(home), MIN(away), MIN(issue), COUNT(*), COUNT(DISTINCT account), ${sum('points')}, ${sum('CASE WHEN points IS NULL THEN yuan END')},
        SUM(points IS NULL), SUM(points IS NOT NULL AND (low IS NULL OR low <> high)), ${sum('CASE WHEN points IS NOT NULL AND low = high THEN low END')} FROM
        (SELECT MIN(${of}) AS name, MIN(r."event") AS event, MIN(r."home") AS home, MIN(r."away") AS away, MIN(r."issue") AS issue, MIN(r.e_account) AS account,
        MIN(${slipPoints}) AS points, MIN(${yuan}) AS yuan, MIN(${result}) AS low, MAX(${result}) AS high
        FROM ${recordTable('betSlip')} r WHERE ${settledSlips} AND (@accounts IS NULL OR r.e_account IN (SELECT value FROM json_each(@accounts))) GROUP BY ${slipNumber})
        GROUP BY 1 ORDER BY name IS NULL, name`,
      )
      .raw()
      .all({ accounts: accounts === null ? null : JSON.stringify(accounts) }),
  ).map((line): SlipGroup => {
    const [name, , , , , settled, bettors, points, stakedYuan, withoutPoints, withoutResult, won] = line
    return {
      name,
      fields: fieldsOf(by, line),
      settled,
      accounts: bettors,
      points: readSum(points) ?? 0n,
      yuan: readSum(stakedYuan) ?? 0n,
      withoutPoints,
      withoutResult,
      result: readSum(won) ?? 0n,
    }
  })
}
function fieldsOf(by: 'day' | 'match', [name, event, home, away, issue]: GroupLine): SlipGroup['fields'] {
  if (name === null) return []
  if (by === 'day') return [['time', name]]
  if (event !== null) return [['event', name]]
  return home !== null && away !== null
    ? [
        ['home', home],
        ['away', away],
      ]
    : [['issue', issue ?? name]]
}
