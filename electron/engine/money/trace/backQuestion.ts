/** What a tracing back to the sources is asked with. */
import type { TraceQuestion } from './question.ts'

export interface Balance {
  /** The account, by its node. */
  readonly node: number
  /** How much of it, as a payment of so much at that moment would take it; all of it when left out. */
  readonly amount?: number
}
/** `seeds` are the payments whose money is asked about. For `specific`, `named` are those by which the money is taken to have come. */
export interface BackQuestion extends TraceQuestion {
  /** Balances at the end of what is looked at (`until`). */
  readonly held?: readonly Balance[]
}
/** A piece that no transfer moved: what an account held before all, of which nothing went. */
export const noEvent = -(2 ** 31)
