import * as v from 'valibot'
import type { Doubts } from './doubts.ts'
import type { CurrencySum } from '../model/currency.ts'
import type { Minor } from '../model/minor.ts'
import {
  count,
  flag,
  id,
  job,
  list,
  literal,
  nothing,
  object,
  optional,
  query,
  returns,
  scalar,
  text,
} from './define.ts'
import { type ConditionOp, scope, type ScopePhrase, sortKey } from './scope.ts'

export interface TableInfo {
  readonly kind: string
  readonly count: number
  /** Duplicate rows, and rows that are the counter-entry of a transfer; both are kept and marked. */
  readonly duplicates: number
  readonly mirrored: number
  readonly firstTime: string | null
  readonly lastTime: string | null
}
export interface Provenance {
  readonly originalId: number
  readonly fileName: string
  readonly sha256: string
  readonly sheetId: number
  readonly sheet: string
  readonly row: number
}
/**
 * How a row stands among the facts: counted; repeat of another row; second side of a transfer; failed; unsettled, where only what succeeded counts; reversal, which takes another row back. What
 * is more than one of these is the first of them.
 */
export const rowStandings = ['counted', 'repeat', 'second-side', 'failed', 'unsettled', 'reversal'] as const
export type RowStanding = (typeof rowStandings)[number]
export type Scalar = string | number | null
export interface RecordRow {
  readonly recordId: number
  /** In the order of the kind's fields. Stored units: money in minor units, scaled decimals as integers, times as text. */
  readonly values: readonly Scalar[]
  readonly duplicateOf: number | null
  readonly mirrorOf: number | null
  /** The row that this one takes back (a refund, a reversal); null for all others. */
  readonly reversalOf: number | null
  /** How much of the amount was taken back, or takes back; null where nothing is. */
  readonly takenBack: number | null
  readonly flags: readonly string[]
  /** Fields that people gave another text, with what the file says (null where no column holds the field). */
  readonly edited: readonly { readonly field: string; readonly original: string | null }[]
  readonly tags: readonly number[]
  readonly note: string | null
  readonly source: {
    readonly file: string
    readonly sheet: string
    readonly row: number
    readonly sheetId: number
  }
}
export interface RecordDetail {
  readonly kind: string
  readonly record: RecordRow
  readonly provenance: Provenance
  /** The row as it stands in the original: header over raw text, in column order. */
  readonly original: readonly {
    readonly column: number
    readonly header: string
    readonly raw: string
    readonly field: string | null
  }[]
  /** Texts that people gave fields of this row. */
  readonly edits: readonly {
    readonly field: string
    readonly text: string
    readonly reason: string
    readonly at: string
    readonly operator: string
  }[]
  readonly entities: readonly {
    readonly role: string
    readonly entityId: number
    readonly kind: string
    readonly label: string
  }[]
}
export interface OriginalWindow {
  readonly provenance: Omit<Provenance, 'row'>
  readonly headerRow: number | null
  readonly columns: number
  readonly rowCount: number
  /** The table its rows stand in; null for a sheet that became none. */
  readonly kind: string | null
  readonly rows: readonly {
    readonly row: number
    readonly outcome: 'accepted' | 'duplicate' | 'rejected' | 'skipped' | 'header'
    readonly reason: string | null
    readonly recordId: number | null
    readonly cells: readonly string[]
    /** Remarks of the import on cells of the row, and texts that people gave fields of it, by column (null: no column holds the field). */
    readonly remarks: readonly {
      readonly column: number | null
      readonly code: string
      readonly field: string | null
    }[]
    readonly edits: readonly {
      readonly column: number | null
      readonly field: string
      readonly text: string
    }[]
  }[]
}
export interface Totals {
  readonly count: number
  /** Facts that took effect, each once within the scope: no failed rows, no duplicates or counter-entries of a row that is in it too. What sums are made of. */
  readonly counted: number
  /** Sums of the summable fields over them, in stored units, and how many rows had a value. */
  readonly sums: readonly FieldSum[]
  /** For kinds with a direction: sums split by it. */
  readonly byDirection: readonly {
    readonly direction: string
    readonly count: number
    /** Money: yuan only. */
    readonly sum: Minor
    readonly others?: readonly CurrencySum[]
    readonly doubts?: Doubts
  }[]
  /**
   * What refunds and reversals took back of the rows that are counted (`rows` of them); the sums are without it. `reversals`: rows of the scope that take others
   * back and are not counted themselves. Left out where there is neither.
   */
  readonly takenBack?: {
    readonly rows: number
    readonly reversals: number
    readonly sum: Minor
    readonly others?: readonly CurrencySum[]
  }
  /**
   * For kinds with a direction: how many accounts the rows are of. In and out are what one account received and paid; over several, both together are
   * turnover, and neither is what came in or went out of anything.
   */
  readonly ownAccounts?: number
  /** How many different entities stand in the main roles; the field is the one that names them. */
  readonly distinct: readonly { readonly field: string; readonly count: number }[]
}
/** A sum over a field. Money: yuan only; what is in other currencies, or in unknown ones, stands beside it and is never added. */
export interface FieldSum {
  readonly field: string
  readonly sum: Minor
  readonly others?: readonly CurrencySum[]
  /** What nobody has decided about the rows; swings of a field that is no money are in its own unit. */
  readonly doubts?: Doubts
  /** How many rows have a value. */
  readonly rows: number
}
export interface FacetValue {
  readonly value: Scalar
  readonly count: number
}

/** Rows with the same value of a field, or with times of the same day, month or year. */
export const groupKey = object({ field: text, unit: optional(literal(['day', 'month', 'year'])) })
const groupOrder = literal(['value', 'count', 'sum'])
export interface GroupKey {
  readonly field: string
  readonly unit?: 'day' | 'month' | 'year' | undefined
}
export interface Group {
  readonly value: Scalar
  readonly count: number
  /** Facts that took effect, each once within the group; what the sums are made of. */
  readonly counted: number
  readonly sums: readonly {
    readonly field: string
    readonly sum: Minor
    readonly others?: readonly CurrencySum[]
    /** What nobody has decided about its rows. */
    readonly doubts?: Doubts
  }[]
  /** For kinds with a direction: the amount that came in and went out, in yuan; in other currencies beside it. */
  readonly flow: {
    readonly in: Minor
    readonly out: Minor
    readonly others?: readonly { readonly currency: string; readonly in: Minor; readonly out: Minor }[]
    readonly doubts?: { readonly in?: Doubts; readonly out?: Doubts }
  } | null
  readonly first: string | null
  readonly last: string | null
}
/** The condition that narrows a scope to one group. */
export function groupCondition(
  { field, unit }: GroupKey,
  value: Scalar,
): { field: string; op: ConditionOp; values: Scalar[] } {
  if (value === null) return { field, op: 'empty', values: [] }
  // Both ends of a range of times take in everything that begins with them.
  return unit === undefined
    ? { field, op: 'is', values: [value] }
    : { field, op: 'between', values: [value, value] }
}

const window = object({ scope, sort: optional(list(sortKey), []), offset: count, limit: count })

export const recordContract = {
  /** The evidence tables with their rows, duplicates, paired transfers and the time they cover. */
  'tables.list': query(nothing, returns<readonly TableInfo[]>()),
  /** Ids of the fields of a table that any row has a value in, in its order. Errors: `kind-not-found`. */
  'tables.filled': query(object({ kind: text }), returns<readonly string[]>()),
  /** Rows of a table from `offset`, at most `limit`, in the order asked for, and how many there are. */
  'records.window': query(window, returns<{ readonly total: number; readonly rows: readonly RecordRow[] }>()),
  /** What the parts of a scope are called, the filter left out. Errors: those of the scope. */
  'records.scopePhrases': query(object({ scope }), returns<readonly ScopePhrase[]>()),
  /** Count, sums and distinct values over all rows of the scope; sums are minor units and count each transfer once. */
  'records.totals': query(object({ scope }), returns<Totals>()),
  /** `contains` narrows the values by a text that stands in them; `distinct` then counts those. */
  'records.facet': query(
    object({ scope, field: text, limit: count, contains: optional(text) }),
    returns<{ readonly values: readonly FacetValue[]; readonly distinct: number }>(),
  ),
  /** The groups of one level: of the first key for an empty `path`, else within the groups whose values `path` tells. Figures are the totals of the scope narrowed to each. */
  'records.groups': query(
    object({
      scope,
      by: list(groupKey),
      path: optional(list(scalar), []),
      order: optional(groupOrder, 'value'),
      descending: optional(flag, false),
      offset: count,
      limit: count,
    }),
    returns<{ readonly total: number; readonly rows: readonly Group[] }>(),
  ),
  /** Equal-width bins over a number or time field. */
  'records.histogram': query(
    object({ scope, field: text, bins: count }),
    returns<{
      readonly bins: readonly { readonly from: Scalar; readonly to: Scalar; readonly count: number }[]
      readonly empty: number
    }>(),
  ),
  /** One row of a table with its source, what stands in its cells and what it is in the case. */
  'records.read': query(object({ kind: text, recordId: id }), returns<RecordDetail>()),
  /** Rows of an original sheet around one row, with what became of each. */
  'records.original': query(
    object({ sheetId: id, row: id, before: optional(count, 50), after: optional(count, 50) }),
    returns<OriginalWindow>(),
  ),
  /**
   * The next cell of an original sheet that holds the text (folded as in search), after a place or before it with `backwards`; null when
   * there is none up to the end of the sheet. Reports progress. Errors: `sheet-not-found`, `cancelled`.
   */
  'records.findInSheet': job(
    object({
      sheetId: id,
      text,
      row: count,
      column: v.pipe(v.number(), v.safeInteger(), v.minValue(-1)),
      backwards: optional(flag, false),
    }),
    returns<{ readonly row: number; readonly column: number } | null>(),
    { reads: true },
  ),
  /**
   * Where in the sorted, filtered table a record stands; null when the filter hides it. In a grouped table the offset counts within the innermost
   * group, and `groups` leads there from the outermost: each with its place among its siblings in the `orders` given for the levels (by value without).
   */
  'records.locate': query(
    object({
      scope,
      sort: optional(list(sortKey), []),
      recordId: id,
      by: optional(list(groupKey), []),
      orders: optional(list(object({ order: groupOrder, descending: optional(flag, false) })), []),
    }),
    returns<{
      readonly offset: number | null
      readonly groups: readonly { readonly value: Scalar; readonly place: number; readonly count: number }[]
    }>(),
  ),
} as const
