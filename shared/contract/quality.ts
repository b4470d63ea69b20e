import type { Minor } from '../model/minor.ts'
import { count, id, job, nothing, object, optional, query, returns, text } from './define.ts'
import type { Scalar } from './records.ts'

/**
 * damaged-number … masked, bad-check-digit, date-without-year: remarks on cells. year-assumed: a column whose dates took their year from around. wechat-names: a column of WeChat with nicknames. rejected: rows that are no records. mirrored, duplicates: facts recorded twice.
 * identical: rows that say the same and have no key to tell whether they are one (kept, each counted). contradictory: rows of one key whose figures
 * differ. overlap: two imports that share rows. balance-break: a balance that does not follow from the one before. direction-reversed: a
 * statement whose balances fit only when in and out change places. missing-period: whole months without rows inside an account's span.
 * conflict: rows of one number that contradict each other, counted once by the row that stands until a person chooses. possible-repeat: rows of two sheets that fit
 * and may be one fact (each counted). possible-mirror: rows of two accounts that may be one transfer, but stand further apart than the rule allows (both counted). reversed: refunds and reversals tied to what they take back (sums are net).
 * possible-reversal: rows that may take another one back (both counted). open-reversal: rows that say they take something back which is not found (counted). repeated-total: lines of an order that may each carry the order's total (each counted). no-number: what stands in a column of numbers and tells nobody
 * (words, patterns of digits, failed check digits): it joins no rows, a place a word. party-by-name: rows of money that give nothing but the name of a party (counted; on no chart), a place a sheet, field and name. names-differ: persons that one ID number makes one, and bank accounts, that go by quite different names. site-unnamed: sheets whose accounts name no site; they are one site of the case. unrecognised-sheet: no kind fits it, it is kept as it stands. unused-column: a column with values that fills no field. older-reading: a sheet whose cells were read by rules that have changed since. read-otherwise: rows of two sheets that hold the same and are read differently, because a person settled the sheets differently (each counted, or one of them stands). time-zone: columns of times whose header, or a line above, names another zone than that of the case (brought to it, or left as they stand where the zone is not certain). declared-period: a title names a longer period than the rows have. no-result: the source was asked and answered that there is nothing.
 */
export type QualityCode =
  | 'damaged-number'
  | 'bad-check-digit'
  | 'duplicates'
  | 'mirrored'
  | 'rejected'
  | 'unknown-direction'
  | 'unknown-result'
  | 'unknown-currency'
  | 'foreign-currency'
  | 'currency-conflict'
  | 'precision'
  | 'result-codes'
  | 'time-zone'
  | 'future-date'
  | 'name-only'
  | 'formula-failed'
  | 'not-a-number'
  | 'not-a-date'
  | 'date-without-year'
  | 'year-assumed'
  | 'wechat-names'
  | 'masked'
  | 'failed'
  | 'reconciled'
  | 'hidden-sheet'
  | 'unrecognised-sheet'
  | 'unused-column'
  | 'older-reading'
  | 'read-otherwise'
  | 'balance-break'
  | 'direction-reversed'
  | 'missing-period'
  | 'declared-period'
  | 'no-result'
  | 'contradictory'
  | 'overlap'
  | 'identical'
  | 'conflict'
  | 'possible-repeat'
  | 'possible-mirror'
  | 'possible-reversal'
  | 'open-reversal'
  | 'reversed'
  | 'repeated-total'
  | 'no-number'
  | 'party-by-name'
  | 'site-unnamed'
  | 'names-differ'
export interface QualityFinding {
  /** The code, with `.kind` where it is told by table: `balance-break.transfer`. `quality.rows` and `scope.finding` take it. */
  readonly id: string
  readonly code: QualityCode
  readonly tone: 'bad' | 'warn' | 'info' | 'ok'
  readonly count: number
  readonly kind: string | null
  /** What hangs on it: a summed field of the kind and by how much its sum may be wrong, in stored units; money a currency at a time, yuan where none is named. */
  readonly hangs: readonly { readonly field: string; readonly value: Minor; readonly currency?: string }[]
  /**
   * What shows it best: rows of a table (by a condition: a field with value null means rows in which the field has a value, field `flag` asks for remarks
   * of the import; without a field by `scope.finding`), the imports, the chart, or only the rows of the finding itself.
   */
  readonly opens: {
    readonly screen: 'tables' | 'import' | 'chart' | 'quality'
    readonly kind: string | null
    readonly field: string | null
    readonly value: Scalar
  } | null
}
/** One place a finding speaks of. */
export interface QualityRow {
  readonly kind: string | null
  /** The record, when the row became one. */
  readonly recordId: number | null
  readonly batchId: number | null
  readonly sheetId: number | null
  readonly file: string
  readonly sheet: string
  /** Null for what concerns a whole sheet, import or account. */
  readonly row: number | null
  readonly field: string | null
  /** The cell's own text, or what the row says. */
  readonly raw: string
  /** The account or phone it is about. */
  readonly entityId: number | null
  readonly label: string
  /**
   * Figures, in stored units (money in minor units, times as text). balance-break: time, amount, direction, expected, found, gap. direction-reversed: steps,
   * fitting. unrecognised-sheet: rows. year-assumed: header, rows, years, where (header, above, sheet, file, rows, person), source. wechat-names: header, nicknames, ids, taken (ids, nicknames), by (cells, column, person). older-reading: rows, changed (rules since). time-zone: header, said (as it is written), rows, by (offset, summer, open), zone. unused-column: column (zero-based), header, suggests (`kind.field` it might be, or null). missing-period: from, to (months), months. declared-period: declaredFrom, declaredTo, foundFrom, foundTo. overlap: otherBatchId, otherFile,
   * rows, from, to. contradictory, identical: rows, time, amount. site-unnamed: rows. names-differ: number, names. party-by-name: rows, amount (of those rows). no-number: rows, amount (of those rows), why (a flaw of identityKeys). failed: time, amount. duplicates, mirrored: time, amount, otherRecordId, otherBatchId, otherFile,
   * otherSheet, otherRow; possible-repeat (where the clocks of two sheets differ also shift: by how many seconds its time is later), read-otherwise (also twice: whether both are counted) and conflict the same (the row it is a duplicate of, or the payer’s row); conflict also reason, by which rule the counted row stands (state, export, fuller, order), and for export exported, exportedBy, otherExported, otherExportedBy (moments, and above, below, sheet or file). possible-reversal, open-reversal, reversed: time, amount, takenBack and the row that is taken back the
   * same way; possible-reversal also days and by (serial, amount-and-side, amount, part); reversed also gross and net (of that row). rejected: code.
   */
  readonly values: Readonly<Record<string, Scalar>>
}

/** Where the places of a finding are, most first; of accounts at most 200. */
export interface QualityFacets {
  readonly files: readonly { readonly batchId: number; readonly file: string; readonly count: number }[]
  readonly accounts: readonly {
    readonly entityId: number
    readonly kind: string
    readonly label: string
    readonly count: number
  }[]
  readonly accountsInAll: number
}

export const qualityContract = {
  /** Every finding, worst first; none is left out because it opens nothing. Made once per state of the facts, with other calls in between; reports how many rows were looked at. Errors: `cancelled`. */
  'quality.list': job(nothing, returns<readonly QualityFinding[]>(), { reads: true }),
  /** The places of one finding, of one import or about one account alone where asked, windowed. Errors: `finding-not-found`. */
  'quality.rows': query(
    object({ finding: text, batch: optional(id), entity: optional(id), offset: count, limit: count }),
    returns<{ readonly total: number; readonly rows: readonly QualityRow[] }>(),
  ),
  /** Errors: `finding-not-found`. */
  'quality.facets': query(object({ finding: text }), returns<QualityFacets>()),
} as const
