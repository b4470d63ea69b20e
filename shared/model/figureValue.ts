/** The exact value of a figure: an integer, and what one of it is. No amount passes through a float between the case and the printed text. */

/** Currencies money is counted in, with the decimals of their minor unit. */
export const currencies = { CNY: { decimals: 2 } } as const satisfies Readonly<
  Record<string, { readonly decimals: number }>
>
export type Currency = keyof typeof currencies

/** Money in minor units of its currency (分). */
export interface MoneyValue {
  readonly minor: number
  readonly currency: Currency
}
/** Everything else: an integer of whose figures `scale` stand behind the point; 12050 with scale 2 is 120.50. */
export interface CountValue {
  readonly count: number
  readonly scale: number
}
/** Always a safe integer; what is beyond is refused where it is made (`safeInteger`), never rounded. */
export type FigureValue = MoneyValue | CountValue

/** A figure is larger than what is told exactly. */
export class FigureTooLarge extends Error {
  constructor() {
    super('a figure is beyond the integers that are told exactly')
    this.name = 'FigureTooLarge'
  }
}
/** The number of an exact integer. Throws FigureTooLarge beyond ±(2^53 − 1). */
export function safeInteger(value: bigint): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new FigureTooLarge()
  return number
}
/** Money of so many minor units. Throws FigureTooLarge. */
export function moneyValue(minor: bigint, currency: Currency = 'CNY'): MoneyValue {
  return { minor: safeInteger(minor), currency }
}
/** A count or a measured quantity. Throws FigureTooLarge. */
export function countValue(count: bigint, scale = 0): CountValue {
  return { count: safeInteger(count), scale }
}

/** The integer of a value and how many of its figures stand behind the point. */
export function scaledOf(value: FigureValue): { readonly scaled: number; readonly scale: number } {
  return 'minor' in value
    ? { scaled: value.minor, scale: currencies[value.currency].decimals }
    : { scaled: value.count, scale: value.scale }
}
