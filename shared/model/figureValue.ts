/** The exact value of a figure: an integer, however large, and what one of it is. No amount passes through a float between the case and the printed text. */
import { type Minor, minorOf } from './minor.ts'

/** Currencies money is counted in, with the decimals of their minor unit. */
export const currencies = { CNY: { decimals: 2 } } as const satisfies Readonly<
  Record<string, { readonly decimals: number }>
>
export type Currency = keyof typeof currencies

/** Money in minor units of its currency (分). */
export interface MoneyValue {
  readonly minor: Minor
  readonly currency: Currency
}
/** Everything else: an integer of whose figures `scale` stand behind the point; 12050 with scale 2 is 120.50. */
export interface CountValue {
  readonly count: Minor
  readonly scale: number
}
/** The integer is a number while that is safe and the text of its digits beyond ±(2^53 − 1); never rounded. */
export type FigureValue = MoneyValue | CountValue

/** Money of so many minor units. */
export function moneyValue(minor: bigint, currency: Currency = 'CNY'): MoneyValue {
  return { minor: minorOf(minor), currency }
}
/** A count or a measured quantity. */
export function countValue(count: bigint, scale = 0): CountValue {
  return { count: minorOf(count), scale }
}

/** The integer of a value and how many of its figures stand behind the point. */
export function scaledOf(value: FigureValue): { readonly scaled: Minor; readonly scale: number } {
  return 'minor' in value
    ? { scaled: value.minor, scale: currencies[value.currency].decimals }
    : { scaled: value.count, scale: value.scale }
}
