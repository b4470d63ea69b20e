import type { RowStanding, Scalar } from './records.ts'
import { count, id, job, literal, nothing, object, optional, query, returns, text } from './define.ts'

/** In the order in which hits come. */
export const hitTypes = ['entity', 'chart', 'sheet', 'note', 'record', 'original'] as const
export type HitType = (typeof hitTypes)[number]
/** What people added to a row: another text for a cell, a note, a tag. */
export type AddedPart = 'edit' | 'note' | 'tag'
/** What of a row holds the word: a cell as the file has it, or what was added. */
export type RowPart = 'cell' | AddedPart
/** Where a row stands in the material. */
export interface HitPlace {
  readonly sheetId: number
  readonly row: number
  readonly part: RowPart
  /** Zero-based column of the first cell in which a word stands, and its header; null for notes and tags. */
  readonly column: number | null
  readonly header: string
  readonly excerpt: string
  readonly file: string
  readonly sheet: string
}
/** What a row says in one line. What it does not say is null; who stands where follows from its direction. */
export interface RecordLine {
  readonly time: string | null
  readonly from: string | null
  readonly to: string | null
  /** From the one to the other; otherwise the row does not say which way. */
  readonly directed: boolean
  /** As the field stores it; `currency` is for money. */
  readonly figure: { readonly field: string; readonly value: Scalar; readonly currency: string } | null
  readonly standing: RowStanding
}
export type SearchHit =
  | {
      readonly type: 'entity'
      readonly entityId: number
      readonly kind: string
      readonly label: string
      readonly matched: string
      readonly records: number
      /** Known by a name alone: two of one name may be two people. */ readonly nameOnly: boolean
    }
  /** A chart by its name, or by what is written on it by hand: then `excerpt` is that. */
  | { readonly type: 'chart'; readonly chartId: number; readonly label: string; readonly excerpt?: string }
  /** A file or a sheet by its name. */
  | {
      readonly type: 'sheet'
      readonly sheetId: number
      readonly batchId: number
      readonly kind: string | null
      readonly label: string
      readonly file: string
      readonly sheet: string
      readonly rows: number
    }
  /** A note on an entity; with `chartId` the one it has on that chart. */
  | {
      readonly type: 'note'
      readonly entityId: number
      readonly chartId: number | null
      readonly kind: string
      readonly label: string
      readonly excerpt: string
    }
  | (HitPlace & {
      readonly type: 'record'
      readonly kind: string
      readonly recordId: number
      readonly field: string | null
      readonly line: RecordLine
    })
  /** A row that became no record: a header, a title, a total, a rejected row. */
  | (HitPlace & { readonly type: 'original'; readonly outcome: 'header' | 'skipped' | 'rejected' })

export interface SearchAnswer {
  /** Hits in all, within what was asked. */
  readonly total: number
  readonly hits: readonly SearchHit[]
  /** Over the whole case, whatever `within` says. */
  readonly counts: Readonly<Record<HitType, number>>
  readonly entityKinds: readonly { readonly kind: string; readonly count: number }[]
  readonly tables: readonly { readonly kind: string; readonly count: number }[]
  /** Rows by the file they stand in. */
  readonly files: readonly { readonly originalId: number; readonly file: string; readonly count: number }[]
  /** Sheets that had to be looked through row by row because they are not indexed; nothing is missing, it only takes longer. */
  readonly unindexed: number
}

export const searchContract = {
  /**
   * Everything in whose texts all words stand: every hit, `total` tells how many. Width, case, traditional and simplified, spaces between
   * Chinese characters and separators inside numbers do not matter; names are found by pinyin too. `each`: at most so many of each type.
   */
  'search.find': query(
    object({
      text,
      limit: count,
      offset: optional(count),
      each: optional(count),
      within: optional(
        object({ type: optional(literal(hitTypes)), kind: optional(text), originalId: optional(id) }),
      ),
    }),
    returns<SearchAnswer>(),
  ),
  /** Makes ready for questions; says how many sheets are not indexed. */
  'search.state': query(nothing, returns<{ readonly unindexed: number }>()),
  /** Indexes what is not (a case of an older program). Returns how many sheets were. Errors: `cancelled`, `case-read-only`. */
  'search.index': job(nothing, returns<{ readonly sheets: number }>(), { reads: false }),
} as const
