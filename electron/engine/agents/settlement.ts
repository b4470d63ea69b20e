/** What an agent owes the one above by share and rebate. Pure and exact: fractions until the end, rounded once, half up. */
import type { PointValue } from '../law/slips.ts'
import { dividedHalfUp } from '../../../shared/model/exactDecimal.ts'

/** Why there is no settlement. */
export type Unsettled =
  | 'no-rates'
  | 'rates-differ'
  | 'rates-out-of-range'
  | 'conflicting-slips'
  | 'results-missing'
  | 'points-missing'
  | 'point-value'
  | 'in-circle'
export interface Line {
  /** What the bettors of the line won (below zero: lost) and bet, in hundredths of a point. */
  readonly result: bigint
  readonly points: bigint
}
/** Share and rebate in hundredths of a per cent. */
export interface Rates {
  readonly share: number
  readonly rebate: number
}
const whole = 10_000n
/**
 * 分 that go from an agent to the one above: (lost × (1 − share) − valid × rebate) × yuan a point; below zero it is the one above who pays. Of the agent's whole line, as
 * though the rates applied to all of it.
 */
export function settledUp(line: Line, { share, rebate }: Rates, worth: Exclude<PointValue, string>): bigint {
  const parts = -line.result * (whole - BigInt(share)) - line.points * BigInt(rebate)
  return dividedHalfUp(parts * worth.amount, whole * worth.points)
}
/** 分 of so many hundredths of a point. */
export function yuanOf(points: bigint, worth: Exclude<PointValue, string>): bigint {
  return dividedHalfUp(points * worth.amount, worth.points)
}
/** Whether a rate can be one: from nothing to all. */
export function isRate(rate: number): boolean {
  return rate >= 0 && rate <= 10_000
}
