/** Ranges of histogram bars as conditions. A bar holds its lower end, the last one both; conditions hold both ends. */
import type { Scalar } from '../../../shared/contract/index.ts'
import type { Field } from '../../../shared/model/define.ts'
import { isTime } from '../../words/cellText.ts'

export interface Bin {
  readonly from: Scalar
  readonly to: Scalar
  readonly count: number
}

/** The moment a second before a time text. */
function secondBefore(time: string): string {
  return new Date(Date.parse(`${time.replace(' ', 'T')}Z`) - 1_000)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ')
}
/** First and last value of a bar, both inside. */
function endsOf(field: Field, bin: Bin, isLast: boolean): readonly [Scalar, Scalar] {
  if (isTime(field)) return [bin.from, isLast || typeof bin.to !== 'string' ? bin.to : secondBefore(bin.to)]
  const low = Math.ceil(Number(bin.from))
  const high = Number(bin.to)
  return [low, isLast ? Math.floor(high) : Math.ceil(high) - 1]
}
/** The range of the bars from one to another, both included; null when there are none. */
export function binEnds(
  field: Field,
  bins: readonly Bin[],
  first: number,
  last: number,
): readonly [Scalar, Scalar] | null {
  const one = bins[first]
  const other = bins[last]
  return one === undefined || other === undefined
    ? null
    : [endsOf(field, one, false)[0], endsOf(field, other, last === bins.length - 1)[1]]
}
/** Whether any value of the bar is in the range. */
export function isInRange(
  field: Field,
  bin: Bin,
  isLast: boolean,
  [low, high]: readonly [Scalar, Scalar],
): boolean {
  const [first, last] = endsOf(field, bin, isLast)
  if (isTime(field))
    return (low === null || String(last) >= String(low)) && (high === null || String(first) <= `${high}~`)
  return (low === null || Number(last) >= Number(low)) && (high === null || Number(first) <= Number(high))
}
