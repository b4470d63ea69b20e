/** Points and rates as cells. */

/** Hundredths of a point as points; null beyond what a number holds exactly. */
export function pointsCell(points: bigint | null): number | null {
  const number = Number(points ?? 0n)
  return points === null || !Number.isSafeInteger(number) ? null : number / 100
}
/** Hundredths of a per cent as a share. */
export function rateCell(rate: number | null): number | null {
  return rate === null ? null : rate / 10_000
}
