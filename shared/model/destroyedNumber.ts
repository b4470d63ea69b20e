/**
 * Numbers that a spreadsheet has destroyed: 1.20303E+18 stands where nineteen digits stood. Such a text numbers nothing, because many numbers are written the same
 * way, but it still tells which numbers it may have been.
 */
const scientific = /^(\d)(?:\.(\d+))?[eE]\+(\d{2,3})$/
/** SQL: whether a column holds such a text. */
export const isDestroyedSql = (column: string): string =>
  `(${column} GLOB '[0-9]*[eE]+[0-9][0-9]*' AND ${column} NOT GLOB '*[^0-9.eE+]*')`

/** Whether the digits of a number are gone. */
export function isDestroyed(value: string): boolean {
  return value.length < 40 && scientific.test(value)
}
/** Whether two texts may stand for one number; at least one of them is destroyed. */
export function destroyedFits(one: string, other: string): boolean {
  const [left, right] = [rangeOf(one), rangeOf(other)]
  return left !== null && right !== null && left.from <= right.to && right.from <= left.to
}
/** What the number may have been. Up to six figures are what a cell shows, more are what a double holds. */
function rangeOf(text: string): { readonly from: bigint; readonly to: bigint } | null {
  const found = scientific.exec(text)
  if (found === null) return /^\d{1,60}$/.test(text) ? { from: BigInt(text), to: BigInt(text) } : null
  const [, first = '', fraction = '', exponent = ''] = found
  const power = Number(exponent)
  const lost = power - fraction.length
  if (lost < 0) return null
  const value = BigInt(first + fraction) * 10n ** BigInt(lost)
  const shown = fraction.length <= 5 ? 10n ** BigInt(lost) / 2n : 10n ** BigInt(Math.max(0, power - 14))
  return { from: value - shown, to: value + shown }
}
/** How a number may be written when its digits are gone, each as `toExponential` of the number that is left. */
export function destroyedSpellings(digits: string): readonly string[] {
  if (!/^\d{1,60}$/.test(digits)) return []
  const number = Number(digits)
  return [
    ...new Set(
      [0, 1, 2, 3, 4, 5, 14].map((places) => Number(number.toExponential(places)).toExponential()),
    ).add(number.toExponential()),
  ]
}
/** SQL: a number by which rows are told apart; where its digits are gone, each row is its own. `row`: what is unlike in every row. */
export const numberSql = (column: string, row: string): string =>
  `(CASE WHEN ${isDestroyedSql(column)} THEN ${column} || char(30) || ${row} ELSE ${column} END)`
