/** What nobody has decided about the rows of a figure, and how far the figure moves with it: with and without. */
import type { Minor } from '../model/minor.ts'

/**
 * possible-mirror: rows of two accounts that may be one transfer, both counted. possible-repeat: rows of two sheets that may be one fact, both counted. conflict: numbers whose rows
 * contradict each other, counted by the row that stands. unknown-result: rows whose result is not known, counted. possible-reversal: rows of which one may take the other back, both counted. open-reversal: rows that say they take something back which is
 * not found, counted.
 */
export const doubtReasons = [
  'conflict',
  'possible-mirror',
  'possible-repeat',
  'possible-reversal',
  'open-reversal',
  'unknown-result',
] as const
export type DoubtReason = (typeof doubtReasons)[number]
/** By how much a sum of one currency may be less or more than it is told, in stored units. */
export interface Swing {
  readonly currency: string
  readonly less: Minor
  readonly more: Minor
}
export interface Doubt {
  readonly reason: DoubtReason
  /** Pairs, rows or numbers. */
  readonly count: number
  readonly swings: readonly Swing[]
}
/** Everything undecided behind one figure. */
export interface Doubts {
  readonly each: readonly Doubt[]
  /** All of it together; a row that two of them may take away goes once. Yuan first. */
  readonly swings: readonly Swing[]
  /** By how many the number of facts may be less. */
  readonly fewer: number
}
