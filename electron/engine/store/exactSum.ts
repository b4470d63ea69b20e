/** Sums in SQL, exact however large: SQLite's own while it holds in 64 bits, and in two halves of each value where it does not. */

/** SQL of a sum as a text that `readSum` reads; null where no row has a value. */
const ownSum = (value: string): string => `CAST(SUM(${value}) AS TEXT)`
const halfSum = (value: string): string =>
  `CAST(SUM((${value}) >> 32) AS TEXT) || ' ' || CAST(SUM((${value}) & 4294967295) AS TEXT)`
/** SQL of the two halves of a sum of integers: `high` times 2^32 and `low` are the whole. Both hold for 2^31 rows of any stored amount. */
export const halvesOf = (value: string): { readonly high: string; readonly low: string } => ({
  high: `SUM((${value}) >> 32)`,
  low: `SUM((${value}) & 4294967295)`,
})

/** Runs a query whose sums are written by the given function, and once more with sums in halves where one of them leaves 64 bits. The query must be read to its end within. */
export function exactly<T>(run: (sum: (value: string) => string) => T): T {
  try {
    return run(ownSum)
  } catch (error) {
    if (!isOverflow(error)) throw error
    return run(halfSum)
  }
}
/** Whether SQLite gave up because a sum left its 64 bits. */
export function isOverflow(error: unknown): boolean {
  return error instanceof Error && error.message === 'integer overflow'
}
/** The sum a text of `exactly` tells. */
export function readSum(text: string): bigint
export function readSum(text: string | null | undefined): bigint | null
export function readSum(text: string | null | undefined): bigint | null {
  if (text === null || text === undefined) return null
  const [high = '0', low] = text.split(' ')
  return low === undefined ? BigInt(high) : wholeOf(BigInt(high), BigInt(low))
}
/** The whole of two halves. */
export function wholeOf(high: bigint, low: bigint): bigint {
  return high * 4_294_967_296n + low
}
