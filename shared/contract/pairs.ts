import { command, count, flag, id, object, optional, query, returns, text } from './define.ts'

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
  /** Forgets every decision about a row, so that the rule decides again. Errors: `record-not-found`, `pair-unfit` (reason `no-decision`). */
  'pairs.forget': command(object({ kind: text, recordId: id }), returns<null>()),
} as const
