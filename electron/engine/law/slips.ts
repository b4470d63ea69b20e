/** What bet slips are worth: valid points and yuan, each slip number once, and what a point stands for. */
import type { MeasureRemark } from '../../../shared/contract/measures.ts'
import { dividedHalfUp } from '../../../shared/model/exactDecimal.ts'
import { numberSql } from '../../../shared/model/destroyedNumber.ts'
import { countValue, moneyValue } from '../../../shared/model/figureValue.ts'
import { minorOf } from '../../../shared/model/minor.ts'
import { decimalText } from '../../../shared/model/numberText.ts'
import type { Subject } from '../../../shared/model/subject.ts'
import { conflictingRecords } from '../records/conflicts.ts'
import { recordKind } from '../../../shared/model/recordKinds/index.ts'
import type { Db } from '../store/db.ts'
import { exactly, readSum } from '../store/exactSum.ts'
import { recordTable } from '../store/recordTables.ts'
import {
  hasMaterial,
  inYuan as yuanSql,
  isYuan,
  otherCurrenciesRemark,
  remark,
  rowsOf,
  rowsWithin,
  standingOnly,
  told,
  untold,
  type Figure,
  type MeasureScope,
} from './measure.ts'

export const settled = rowsOf('betSlip', `r."status" = 'settled' OR (r."status" IS NULL AND r."valid" > 0)`)
/** SQL over `r` of the slips that stakes are made of. */
export const settledSlips = settled.where
const ownNumber = numberSql('r."number"', 'r.record_id')
/** The same rows, each with the yuan it adds to the stakes: its points at what a point is worth, or what it tells in yuan. */
export const staked: MeasureScope = {
  ...settled,
  parts(db, recordIds) {
    const worth = pointValue(db)
    if (typeof worth === 'string') return null
    const rows = db
      .prepare<[string], [bigint, bigint | null, bigint | null]>(
        `SELECT r.record_id, r."valid", ${yuanSql('betSlip', 'validAmount')} FROM ${recordTable('betSlip')} r WHERE r.record_id IN (SELECT value FROM json_each(?)) AND (${settledSlips.slice(standingOnly.length)})`,
      )
      .safeIntegers(true)
      .raw()
      .all(JSON.stringify(recordIds))
    // Where a point is no whole number of 分 the sum is rounded once, not row by row.
    if (rows.some(([, points]) => points !== null && (points * worth.amount) % worth.points !== 0n))
      return null
    return new Map(
      rows.map(([recordId, points, yuan]) => [
        Number(recordId),
        points === null ? (yuan ?? 0n) : (points * worth.amount) / worth.points,
      ]),
    )
  },
}
/** SQL over `r` of what a slip is known by: its number within its site. */
export const slipNumber = `coalesce(r."site", '') || char(31) || ${ownNumber}`
/** SQL over `r` of deposits and withdrawals that took effect. */
export const tookEffect = `(r."result" = 'success' OR r."result" IS NULL)`

/** Yuan a point, as amount over points (both with two decimals). `balance`: no row tells points, but balances of the accounts move by the yuan paid. */
export interface PointWorth {
  readonly amount: bigint
  readonly points: bigint
  readonly basis: 'points' | 'balance'
}
export type PointValue = PointWorth | 'point-value-unknown' | 'point-value-differs'
interface Ratio {
  readonly amount: bigint
  readonly points: bigint
  readonly rows: bigint
}
/** Amount and points of the deposits and withdrawals that took effect, by their ratio, the most frequent first. */
function ratios(db: Db): readonly Ratio[] {
  const kind = recordKind('deposit')
  // Of a deposit in conflict any row may be the one that stands.
  const contested = kind === undefined ? [] : [...conflictingRecords(db, kind)]
  const pairs = db
    .prepare(
      `SELECT r."amount" AS amount, r."points" AS points, COUNT(*) AS rows FROM ${recordTable('deposit')} r
    WHERE (r.duplicate_of IS NULL OR r.record_id IN (SELECT value FROM json_each(?))) AND r."type" IN ('deposit', 'withdraw') AND ${tookEffect} AND ${isYuan('deposit')} AND r."amount" > 0 AND r."points" > 0 GROUP BY 1, 2`,
    )
    .safeIntegers(true)
    .all(JSON.stringify(contested)) as readonly Ratio[]
  const found: { amount: bigint; points: bigint; rows: bigint }[] = []
  for (const { amount, points, rows } of pairs) {
    const same = found.find((known) => known.amount * points === amount * known.points)
    if (same === undefined) found.push({ amount, points, rows })
    else same.rows += rows
  }
  return found.toSorted((one, other) => Number(other.rows - one.rows))
}
/** Whether the balances of accounts move by exactly the yuan that were paid in or out; null where no row tells balances. */
function balancesMoveByYuan(db: Db): boolean | null {
  const row = db
    .prepare<[], { rows: number; alike: number | null }>(
      `SELECT COUNT(*) AS rows, SUM(r."balanceAfter" - r."balanceBefore" = CASE r."type" WHEN 'withdraw' THEN -r."amount" ELSE r."amount" END) AS alike
    FROM ${recordTable('deposit')} r WHERE r.duplicate_of IS NULL AND r."type" IN ('deposit', 'withdraw') AND ${tookEffect} AND ${isYuan('deposit')} AND r."amount" > 0
    AND r."balanceBefore" IS NOT NULL AND r."balanceAfter" IS NOT NULL`,
    )
    .get()
  return row === undefined || row.rows === 0 ? null : row.alike === row.rows
}
/** What a point is worth by the deposits and withdrawals that took effect, where all of them agree. */
export function pointValue(db: Db): PointValue {
  const [first, ...others] = ratios(db)
  if (others.length > 0) return 'point-value-differs'
  if (first !== undefined) return { amount: first.amount, points: first.points, basis: 'points' }
  return balancesMoveByYuan(db) === true
    ? { amount: 100n, points: 100n, basis: 'balance' }
    : 'point-value-unknown'
}

/** SQL over `r`: a slip that names another currency counts neither points nor yuan. */
export const slipPoints = `CASE WHEN ${isYuan('betSlip')} THEN r."valid" END`
/** Settled slips that name another currency, and how much of it they say is valid. */
function foreignSlips(db: Db, within: Subject): MeasureRemark | null {
  const rows = rowsWithin(db, settled, within)
  const lines = exactly((sum) =>
    db
      .prepare<[object], [currency: string, count: number, sum: string | null]>(
        `SELECT r."currency", COUNT(*), ${sum('coalesce(r."validAmount", r."valid")')} FROM ${recordTable('betSlip')} r WHERE (${rows.where}) AND NOT ${isYuan('betSlip')} GROUP BY 1 ORDER BY 1`,
      )
      .raw()
      .all(rows.params),
  )
  return otherCurrenciesRemark(
    lines.reduce((all, [, count]) => all + count, 0),
    lines.map(([currency, , sum]) => ({ currency, sum: minorOf(readSum(sum) ?? 0n) })),
  )
}

interface SlipSums {
  /** Slips with points, and those that only tell yuan. */
  readonly pointed: bigint
  readonly inYuan: bigint
  /** Slips that tell neither. */
  readonly empty: bigint
  /** Slip numbers whose rows tell different figures. */
  readonly differing: bigint
  readonly points: readonly [low: bigint, high: bigint]
  readonly yuan: readonly [low: bigint, high: bigint]
  /** Of the slips with points: how many tell yuan too, and how much. */
  readonly bothCount: bigint
  readonly bothYuan: bigint
}
/** Settled slips, each number once. */
function slipSums(db: Db, within: Subject): SlipSums {
  const rows = rowsWithin(db, settled, within)
  const [pointed, inYuan, empty, differing, low, high, yuanLow, yuanHigh, bothCount, bothYuan] = exactly(
    (sum) =>
      db
        .prepare<[object], (bigint | string | null)[]>(
          `SELECT COUNT(low), SUM(low IS NULL AND yuanLow IS NOT NULL), SUM(low IS NULL AND yuanLow IS NULL), SUM(low <> high OR (low IS NULL AND yuanLow <> yuanHigh)),
    ${['low', 'high', 'CASE WHEN low IS NULL THEN yuanLow END', 'CASE WHEN low IS NULL THEN yuanHigh END'].map(sum).join(', ')}, SUM(low IS NOT NULL AND yuanLow = yuanHigh), ${sum('CASE WHEN low IS NOT NULL THEN yuanLow END')} FROM
    (SELECT MIN(${slipPoints}) AS low, MAX(${slipPoints}) AS high, MIN(${yuanSql('betSlip', 'validAmount')}) AS yuanLow, MAX(${yuanSql('betSlip', 'validAmount')}) AS yuanHigh FROM ${recordTable('betSlip')} r WHERE ${rows.where} GROUP BY r."site", ${ownNumber})`,
        )
        .safeIntegers(true)
        .raw()
        .get(rows.params),
  )?.map((value) => (typeof value === 'string' ? readSum(value) : (value ?? 0n))) as [
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
  ]
  return {
    pointed,
    inYuan,
    empty,
    differing,
    points: [low, high],
    yuan: [yuanLow, yuanHigh],
    bothCount,
    bothYuan,
  }
}
const withoutFigure = ({ empty }: SlipSums): MeasureRemark | null =>
  empty === 0n ? null : remark('rows-without-value', { count: Number(empty) })

/** Valid points of settled slips. */
export function validPoints(db: Db, within: Subject): Figure {
  if (!hasMaterial(db, 'betSlip')) return untold('no-material')
  const sums = slipSums(db, within)
  if (sums.differing > 0n)
    return untold(
      remark('conflicting-rows', {
        count: Number(sums.differing),
        figures: sums.points.map((value) => ({ value: countValue(value, 2), unit: 'point' as const })),
      }),
    )
  if (sums.pointed === 0n) return untold(remark('no-value', { count: Number(sums.inYuan + sums.empty) }))
  return told(countValue(sums.points[0], 2), [withoutFigure(sums), foreignSlips(db, within)])
}
/** Stakes in yuan: points at what a point is worth, and slips that tell yuan by themselves. */
export function stakes(db: Db, within: Subject): Figure {
  if (!hasMaterial(db, 'betSlip')) return untold('no-material')
  const sums = slipSums(db, within)
  if (sums.pointed === 0n && sums.inYuan === 0n)
    return untold(remark('no-value', { count: Number(sums.empty) }))
  const foreign = foreignSlips(db, within)
  const worth = sums.pointed === 0n ? null : pointValue(db)
  // Points × (yuan / points), in 分, half up; exact whenever a point is worth a whole number of 分.
  const worthOf = (points: bigint): bigint =>
    worth === null || typeof worth === 'string' ? 0n : dividedHalfUp(points * worth.amount, worth.points)
  if (sums.differing > 0n)
    return untold(
      remark('conflicting-rows', {
        count: Number(sums.differing),
        figures:
          typeof worth === 'string'
            ? []
            : ([0, 1] as const).map((end) => ({
                value: moneyValue(worthOf(sums.points[end]) + sums.yuan[end]),
                unit: 'yuan' as const,
              })),
      }),
    )
  if (typeof worth !== 'string')
    return told(moneyValue(worthOf(sums.points[0]) + sums.yuan[0]), [
      withoutFigure(sums),
      foreign,
      worth?.basis === 'balance' ? remark('counted-in-yuan') : null,
    ])
  // Every slip that tells points tells yuan too: what a point is worth need not be known.
  if (sums.bothCount === sums.pointed)
    return told(moneyValue(sums.bothYuan + sums.yuan[0]), [withoutFigure(sums), foreign])
  return untold(unknownWorth(db, worth, sums))
}
function unknownWorth(
  db: Db,
  reason: 'point-value-unknown' | 'point-value-differs',
  sums: SlipSums,
): MeasureRemark {
  const known = reason === 'point-value-differs' ? ratios(db) : []
  return remark(reason, {
    count: known.length === 0 ? null : known.length,
    figures: [{ value: countValue(sums.points[0], 2), unit: 'point' }],
    names: known.map(
      ({ amount, points, rows }) =>
        `${decimalText(minorOf(dividedHalfUp(amount * 10_000n, points)), 4)}×${rows}`,
    ),
  })
}
