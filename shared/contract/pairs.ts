import type { Minor } from '../model/minor.ts'
import { command, count, flag, id, literal, object, optional, query, returns, text } from './define.ts'

/** One side of a transfer that stands in two statements, as much of it as tells the two apart. */
export interface PairSide {
  readonly recordId: number
  readonly time: string
  /** Minor units. */
  readonly amount: number | null
  readonly direction: string
  readonly own: string
  readonly counter: string
  readonly file: string
  readonly sheet: string
  readonly sheetId: number
  readonly row: number
}
/** Two rows counted as one transfer: the payer's row counts, the payee's is its counter-entry. */
export interface TransferPair {
  readonly payer: PairSide
  readonly payee: PairSide
  /** Seconds between the two clocks; null when a row has no clock. */
  readonly seconds: number | null
  /** `hand`: a person put the two together; `rule`: accounts crosswise, equal amount and outcome, clocks close together. */
  readonly by: 'rule' | 'hand'
}
/** What a person decided about two rows, whether or not both are there now. */
export interface PairDecisionInfo {
  readonly decision: 'together' | 'apart'
  readonly at: string
  readonly operator: string
  /** The other row; null while the material it stands in is out. */
  readonly other: PairSide | null
}
export interface RecordPairing {
  readonly pair: TransferPair | null
  readonly decisions: readonly PairDecisionInfo[]
  /** Rows of the other account that could be the counter-entry: equal amount, within three days, nearest first. */
  readonly candidates: readonly (PairSide & { readonly seconds: number | null })[]
}

export const pairContract = {
  /** Pairs of a kind by time; `decidedOnly` leaves those the rule made by itself out. */
  'pairs.list': query(
    object({ kind: text, decidedOnly: optional(flag, false), offset: count, limit: count }),
    returns<{ readonly total: number; readonly rows: readonly TransferPair[] }>(),
  ),
  /** The counter-entry of one record, decisions and candidates. Errors: `record-not-found`. */
  'pairs.read': query(object({ kind: text, recordId: id }), returns<RecordPairing>()),
  /** Takes the pair of a row apart: both rows count, and the rule never pairs them again. Errors: `record-not-found`, `pair-unfit` (reason `not-paired`). */
  'pairs.takeApart': command(object({ kind: text, recordId: id }), returns<null>()),
  /**
   * Counts two rows as one transfer. They must have equal amounts and the same outcome, not both say in or both out, be no duplicates, and stand in no
   * pair made by hand. Errors: `record-not-found`, `pair-unfit` (reason `same-row`, `repeat`, `amount`, `direction`, `outcome`, `taken`).
   */
  'pairs.join': command(object({ kind: text, recordId: id, otherId: id }), returns<null>()),
  /** Says that two rows which may be one transfer are two, so that they are no longer proposed. Errors: `record-not-found`. */
  'pairs.keepApart': command(object({ kind: text, recordId: id, otherId: id }), returns<null>()),
  /**
   * Counts every pair of rows that may be one transfer (finding `possible-mirror`) and whose clocks are at most so many minutes apart as one; a row without a clock counts as
   * a day. One step. Gives how many pairs, and what their amounts come to in minor units.
   */
  'pairs.acceptCandidates': command(
    object({ kind: text, minutes: optional(count, 1_440) }),
    returns<{ readonly pairs: number; readonly amount: Minor }>(),
  ),
  /**
   * Decides about two rows whether they are one fact: `stands`: they are, and the first is the one that counts; `apart`: they are two. Or whether the first takes the other
   * back (a refund, a reversal): `takes-back`, `no-reversal`. Errors: `record-not-found`, `pair-unfit` (reason `same-row`, `kind`).
   */
  'facts.decide': command(
    object({
      kind: text,
      recordId: id,
      otherId: id,
      decision: literal(['stands', 'apart', 'takes-back', 'no-reversal']),
    }),
    returns<null>(),
  ),
  /**
   * Decides everything of a finding as the rule proposes: the row that is counted stands, the later row is a duplicate of the earlier, or takes it back (of these only
   * those at most so many days apart). One step.
   */
  'facts.decideAll': command(
    object({
      kind: text,
      finding: literal(['conflict', 'possible-repeat', 'possible-reversal']),
      days: optional(count),
    }),
    returns<{ readonly decisions: number }>(),
  ),
  /** Forgets every decision about whether a row is one fact with others, takes another back or is taken back. Errors: `record-not-found`, `pair-unfit` (reason `no-decision`). */
  'facts.forget': command(object({ kind: text, recordId: id }), returns<null>()),
  /** Forgets every decision about a row, so that the rule decides again. Errors: `record-not-found`, `pair-unfit` (reason `no-decision`). */
  'pairs.forget': command(object({ kind: text, recordId: id }), returns<null>()),
} as const
