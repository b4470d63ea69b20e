/** Exact comparison of a figure with a limit: reached or not (以上含本数), by how much, how many times. */
import type { HeldState } from '../../../../shared/contract/law.ts'
import { countValue, moneyValue, scaledOf, type FigureValue } from '../../../../shared/model/figureValue.ts'
import { bigOf } from '../../../../shared/model/minor.ts'

/** A figure with the ends between which it lies by what is open; null where nothing is known. */
export interface Told {
  readonly value: FigureValue | null
  readonly low: FigureValue | null
  readonly high: FigureValue | null
  /** Something is open of which nobody can tell by how much: less, or more. Left out: nothing is. */
  readonly openBelow?: boolean
  readonly openAbove?: boolean
}
/** A figure of which nothing is open. */
export function surely(value: FigureValue): Told {
  return { value, low: value, high: value }
}

/** Both as integers of one scale. */
function together(one: FigureValue, other: FigureValue): readonly [bigint, bigint, number] {
  if ('minor' in one !== 'minor' in other) throw new Error('money cannot be held against a count')
  const [a, b] = [scaledOf(one), scaledOf(other)]
  const scale = Math.max(a.scale, b.scale)
  const at = ({ scaled, scale: own }: typeof a): bigint => bigOf(scaled) * 10n ** BigInt(scale - own)
  return [at(a), at(b), scale]
}
/** Below zero: less. */
export function compared(one: FigureValue, other: FigureValue): bigint {
  const [a, b] = together(one, other)
  return a - b
}
/** Whether a figure reaches a limit. */
export function stateOf(told: Told | null, limit: FigureValue): HeldState {
  if (told === null) return 'unknown'
  const { value, low, high } = told
  const [least, most] = [low ?? value, high ?? value]
  if (least === null || most === null) return 'unknown'
  if (compared(least, limit) >= 0n) return 'reached'
  return compared(most, limit) < 0n ? 'not-reached' : 'perhaps'
}
/** Whether what nobody can measure may still turn the answer: take from what is reached, or add to what is not. */
export function openOf(told: Told | null, state: HeldState): boolean {
  if (told === null || state === 'unknown') return false
  return (state === 'not-reached' ? told.openAbove : told.openBelow) === true
}
/** How far a figure is above its limit; below zero: how much is missing. */
export function overBy(value: FigureValue, limit: FigureValue): FigureValue {
  const [a, b, scale] = together(value, limit)
  return 'minor' in value ? moneyValue(a - b, value.currency) : countValue(a - b, scale)
}
/** How many times the limit, with two decimals and never rounded up: 1.00 stands only where the limit is reached. Null of a limit of nothing. */
export function timesOf(value: FigureValue, limit: FigureValue): FigureValue | null {
  const [a, b] = together(value, limit)
  if (b <= 0n) return null
  const hundredfold = a * 100n
  const floor = hundredfold < 0n && hundredfold % b !== 0n ? hundredfold / b - 1n : hundredfold / b
  return countValue(floor, 2)
}
/** A limit times a number of the table (a multiple, a half); exact, and an error where it would not be. */
export function multiplied(limit: FigureValue, by: FigureValue): FigureValue {
  const [of, factor] = [scaledOf(limit), scaledOf(by)]
  let product = bigOf(of.scaled) * bigOf(factor.scaled)
  let rest = factor.scale
  while (rest > 0 && product % 10n === 0n) {
    product /= 10n
    rest -= 1
  }
  if ('minor' in limit) {
    if (rest > 0) throw new Error('a limit of less than a 分')
    return moneyValue(product, limit.currency)
  }
  return countValue(product, of.scale + rest)
}
