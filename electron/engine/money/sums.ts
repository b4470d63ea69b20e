/** Sums of money by number, exact however large: plain numbers while they are safe, what goes beyond them beside. */
import { minorOf, type Minor } from '../../../shared/model/minor.ts'

export class Sums {
  private readonly values: Float64Array
  private beyond: Map<number, bigint> | null = null
  constructor(size: number) {
    this.values = new Float64Array(size)
  }
  /** Adds a whole number that is safe by itself. */
  add(place: number, value: number): void {
    const sum = (this.values[place] as number) + value
    if (Number.isSafeInteger(sum)) {
      this.values[place] = sum
      return
    }
    this.beyond ??= new Map()
    this.beyond.set(place, (this.beyond.get(place) ?? 0n) + BigInt(this.values[place] as number))
    this.values[place] = value
  }
  big(place: number): bigint {
    return BigInt(this.values[place] as number) + (this.beyond?.get(place) ?? 0n)
  }
  at(place: number): Minor {
    return this.beyond === null ? (this.values[place] as number) : minorOf(this.big(place))
  }
  /** For order and shares, where the last figure does not matter. */
  size(place: number): number {
    return this.beyond === null ? (this.values[place] as number) : Number(this.big(place))
  }
}
/** The exact sum of safe whole numbers. */
export function sumOf(values: Iterable<number>): Minor {
  const sums = new Sums(1)
  for (const value of values) sums.add(0, value)
  return sums.at(0)
}
