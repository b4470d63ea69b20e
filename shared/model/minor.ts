/** Sums of money, exact however large: a number while it is safe, the digits of the integer beyond ±(2^53 − 1). */

export type Minor = number | string

/** The integer of a sum. */
export function bigOf(sum: Minor): bigint {
  return BigInt(sum)
}
/** A sum of an exact integer. */
export function minorOf(value: bigint): Minor {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : String(value)
}
/** Two sums together. */
export function addMinor(one: Minor, other: Minor): Minor {
  if (typeof one === 'number' && typeof other === 'number') {
    const sum = one + other
    if (Number.isSafeInteger(sum)) return sum
  }
  return minorOf(bigOf(one) + bigOf(other))
}
/** For order and for the length of a bar, where the last figure does not matter. */
export function sizeOf(sum: Minor): number {
  return Number(sum)
}
