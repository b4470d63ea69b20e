import type { ErrorEnvelope } from '../errors.ts'
import {
  count,
  fileId,
  flag,
  id,
  job,
  list,
  literal,
  nothing,
  nullable,
  object,
  optional,
  passphrase,
  query,
  returns,
  separator,
  text,
  workspaceJob,
} from './define.ts'

/** Where a field's value comes from: a column of the sheet, or a context the sheet stands in (title, sheet name, file name, preamble). */
export interface ColumnMapping {
  /** Zero-based column, or null for a context value. */
  readonly column: number | null
  /** Of a form: the row of the one cell that is meant. */
  readonly row?: number | undefined
  /** Header as read (cleaned), or the context's name. */
  readonly header: string
  /** Field id of the record kind; null keeps the column as an unmapped value of the row. */
  readonly field: string | null
  /** How sure, 0…1, and why: `exact` header, `phrase` understood word by word, `keyword` (cases of earlier versions), `values` look like it, `context`, `manual`, `saved`, `continued` (a sheet that goes on where the former one ended), `contradicted`: its header names a field that its values cannot be, `none`. */
  readonly confidence: number
  readonly reason: MappingReason
  /** The header spelling or sample value the reason rests on; of a column without a field a value that stands in it, empty where none does. */
  readonly evidence: string
  /** Of a column without a field: the field it might be; left out where it was not looked for. */
  readonly suggests?: string | null
}
/** A column with values that fills no field of its sheet. */
export interface UnusedColumn {
  readonly column: number
  readonly header: string
  readonly sample: string
  /** The field it might be. */
  readonly suggests: string | null
}
/** The unused ones among a sheet's columns; none where the whole row stands in one field. */
export function unusedColumnsOf(columns: readonly ColumnMapping[]): readonly UnusedColumn[] {
  if (columns.some(({ column, header, field }) => column === null && header === wholeRow && field !== null))
    return []
  return columns.flatMap(({ column, header, field, evidence, suggests }) =>
    column === null || field !== null || evidence === ''
      ? []
      : [{ column, header, sample: evidence, suggests: suggests ?? null }],
  )
}
/** In place of a header, with the field `content`: the field holds all that the row says. */
export const wholeRow = 'row'
export type MappingReason =
  | 'exact'
  | 'phrase'
  | 'keyword'
  | 'values'
  | 'context'
  | 'manual'
  | 'saved'
  | 'continued'
  | 'contradicted'
  | 'none'

/** form: a row of a form, whose record stands at its first one. noResult: the source was asked and answers that there is nothing. */
export type RowRole =
  | 'title'
  | 'preamble'
  | 'header'
  | 'data'
  | 'total'
  | 'footer'
  | 'blank'
  | 'repeatedHeader'
  | 'form'
  | 'note'
  | 'noResult'
export interface PreviewRow {
  /** One-based row of the sheet, as a person sees it. */
  readonly row: number
  readonly role: RowRole
  readonly cells: readonly string[]
}
/** One way to read a sheet. */
export interface SheetReading {
  /** One-based row of the header; null without one. */
  readonly headerRow: number | null
  /** Rows the header spans (two-row headers). */
  readonly headerRows: number
  readonly kind: string
  /** The named format it matches best, e.g. bank_tx_ga, or null for a free layout. */
  readonly format: string | null
  readonly confidence: number
  readonly reasons: readonly InspectionReason[]
  readonly columns: readonly ColumnMapping[]
}
export interface SheetInspection {
  /**
   * Place of the sheet in the file. A sheet with several tables below or beside each other is listed part by part: same index, different `firstRow` or
   * `firstColumn`.
   */
  readonly index: number
  /** The sheet's name; of a table beside others with its columns: 汇总 · A–D. */
  readonly name: string
  /** Of tables beside each other the first column of this one, zero-based; left out where the part takes all columns. */
  readonly firstColumn?: number
  /** One-based rows of this part, titles above its header included; 1 for the part at the top. `lastRow` is null when unknown before the end. */
  readonly firstRow: number
  readonly lastRow: number | null
  readonly hidden: boolean
  /** Null when unknown before the end (streams). */
  readonly rowCount: number | null
  /** Why nothing is to be imported from it, or null. `undecided`: it waits for a person, who chooses one of `readings`. */
  readonly skip: 'empty' | 'no-header' | 'hidden' | 'note-only' | 'undecided' | null
  /** One-based row of the header; null without one. */
  readonly headerRow: number | null
  /** Rows the header spans (two-row headers). */
  readonly headerRows: number
  readonly kind: string | null
  /** The named format it matches best, e.g. bank_tx_ga, or null for a free layout. */
  readonly format: string | null
  readonly confidence: number
  readonly reasons: readonly InspectionReason[]
  readonly alternatives: readonly { readonly kind: string; readonly confidence: number }[]
  readonly columns: readonly ColumnMapping[]
  /** Of a sheet in doubt the two or three readings that fit, best first; the best one is what kind, header and columns say. Empty otherwise. */
  readonly readings: readonly SheetReading[]
  readonly preview: readonly PreviewRow[]
}
/** A reason for the recognition, as code and values so that the page can say it in either language. */
export interface InspectionReason {
  readonly code:
    | 'headers-hit'
    | 'signature'
    | 'title'
    | 'file-name'
    | 'total-row'
    | 'signature-footer'
    | 'sheet-name'
    | 'values'
    | 'saved-mapping'
    | 'preamble'
    | 'continues'
    | 'beside'
  readonly values: readonly (string | number)[]
}
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'
export interface FileInspection {
  readonly fileId: string
  readonly fileName: string
  readonly size: number
  /** Null for a large file that no original can equal: its hash is taken when it is imported. */
  readonly sha256: string | null
  readonly container:
    'xlsx' | 'xls' | 'xlsb' | 'ods' | 'text' | 'html' | 'spreadsheetml' | 'docx' | 'pdf' | 'dbf' | 'numbers'
  readonly encoding: TextEncoding | null
  /** What stands between the cells of a text; null for one column and for workbooks. Changeable, as the encoding is. */
  readonly separator: string | null
  /** The workbook is under a password (that was given, or the one everybody knows). */
  readonly encrypted: boolean
  /** The archive it lies in, or null. */
  readonly archive: ArchiveOrigin | null
  readonly alreadyImported: { readonly batchId: number; readonly at: string } | null
  readonly sheets: readonly SheetInspection[]
}

export type ArchiveFormat = 'zip' | 'gzip' | 'tar' | 'rar' | '7z'
/** The archive a file came out of: the outermost one, as it was seized. */
export interface ArchiveOrigin {
  readonly fileName: string
  readonly sha256: string
  /** Where in it the file lies; through archives within it too (`inner.zip/folder/file.csv`). */
  readonly path: string
}
/** A file within an archive, granted like one that was picked: inspected, previewed and imported by its id, unpacked when it is an archive itself. */
export interface ArchiveMember {
  readonly fileId: string
  readonly fileName: string
  /** The archive's own relative path, then the path within it: what `import.run` is to be given as `path`. */
  readonly path: string
  readonly size: number
}
export interface UnpackedArchive {
  readonly format: ArchiveFormat
  readonly fileName: string
  readonly size: number
  readonly sha256: string
  readonly members: readonly ArchiveMember[]
  /** Files that cannot be unpacked, each with its reason. */
  readonly refused: readonly { readonly path: string; readonly error: ErrorEnvelope }[]
  /** Leavings of operating systems (`__MACOSX`, `Thumbs.db`, lock files of Office), by path. */
  readonly ignored: readonly string[]
}

export type IssueCode =
  | 'required-empty'
  | 'not-a-number'
  | 'not-a-date'
  | 'date-without-year'
  | 'year-assumed'
  | 'damaged-number'
  | 'bad-check-digit'
  | 'bad-phone'
  | 'unknown-direction'
  | 'unknown-result'
  | 'currency-conflict'
  | 'unknown-currency'
  | 'foreign-currency'
  | 'precision'
  | 'future-date'
  | 'masked'
  | 'too-many-cells'
  | 'no-key'
  | 'value-too-long'
  | 'no-result'
  | 'disguised'
  | 'formula-failed'
export interface RowIssue {
  readonly row: number
  readonly column: number | null
  readonly field: string | null
  readonly code: IssueCode
  readonly severity: 'reject' | 'warn'
  readonly raw: string
}
export interface ConvertedRow {
  readonly row: number
  readonly outcome: RowOutcome
  readonly cells: readonly string[]
  /** Display texts by field id after conversion. */
  readonly values: Readonly<Record<string, string>>
  readonly issues: readonly RowIssue[]
}
export type RowOutcome = 'accepted' | 'duplicate' | 'rejected' | 'skipped'
export interface SheetPreview {
  /** The first rows, and of each problem the first twenty wherever they stand. */
  readonly rows: readonly ConvertedRow[]
  /** Over the rows looked at (all of the sheet up to `lookedAt`). */
  readonly counts: Readonly<Record<RowOutcome, number>>
  readonly lookedAt: number
  readonly issues: readonly {
    readonly code: IssueCode
    readonly field: string | null
    readonly severity: 'reject' | 'warn'
    readonly count: number
    readonly firstRow: number
    readonly sample: string
  }[]
}
export interface Reconciliation {
  readonly read: number
  readonly accepted: number
  readonly duplicate: number
  readonly rejected: number
  readonly skipped: number
}
export interface BatchSheet {
  readonly sheetId: number
  readonly name: string
  readonly kind: string | null
  readonly format: string | null
  readonly hidden: boolean
  readonly headerRow: number | null
  readonly reconciliation: Reconciliation
  /** `not-chosen`: the person left it out of the import. */
  readonly skip: SheetInspection['skip'] | 'not-chosen'
  /** Columns with values that fill no field: the text is kept with its row and in no figure. */
  readonly unused: readonly UnusedColumn[]
}
export interface ImportBatch {
  readonly batchId: number
  readonly status: 'active' | 'undone'
  readonly at: string
  readonly operator: string
  readonly fileName: string
  readonly sha256: string
  readonly size: number
  readonly encoding: TextEncoding | null
  /** The archive the original lay in, or null. */
  readonly archive: ArchiveOrigin | null
  readonly reconciliation: Reconciliation
  readonly warnings: number
  readonly sheets: readonly BatchSheet[]
}
export interface BatchIssue {
  readonly sheetId: number
  readonly sheet: string
  readonly row: number
  /** Zero-based column of the cell at fault; null for the row as a whole. */
  readonly column: number | null
  readonly outcome: RowOutcome
  /** Why a row was skipped (its role), duplicated (`duplicate`) or rejected (issue code). */
  readonly reason: string
  readonly field: string | null
  readonly raw: string
  /** For a duplicate: the record it is a duplicate of, and where that stands. */
  readonly recordId: number | null
  readonly repeats: {
    readonly batchId: number
    readonly at: string
    readonly file: string
    readonly sheet: string
    readonly row: number
  } | null
  readonly kind: string | null
}

/** Rows not accepted for one reason, or remarks of one kind (`outcome` accepted: the row is in, a cell of it is remarked on). */
export interface IssueGroup {
  readonly outcome: RowOutcome
  readonly reason: string
  readonly field: string | null
  readonly kind: string | null
  readonly count: number
}

const issueOutcome = literal(['accepted', 'duplicate', 'rejected', 'skipped'])
export const mappedColumn = object({
  column: nullable(count),
  header: text,
  field: nullable(text),
  /** Of a form: the row of the one cell that is meant. */
  row: optional(id),
  /** With `column: null`: this text is the field's value in every row of the sheet, regardless of the text around the table. */
  value: optional(text),
})
/** `firstRow` and `firstColumn` tell the parts of a sheet apart (see SheetInspection); without them the part at the top over all columns is meant. */
export const sheetPlan = object({
  index: count,
  kind: text,
  headerRow: nullable(id),
  headerRows: optional(count),
  firstRow: optional(id),
  firstColumn: optional(count),
  columns: list(mappedColumn),
})

/** How the bytes are to be read, where the person knows better than what was found; left out, it is found. */
export const reading = {
  encoding: optional(literal(['utf-8', 'utf-16le', 'utf-16be', 'gb18030'])),
  /** Between the cells of a text: one to eight characters, or empty for one column. */
  separator: optional(separator),
  /** Of a protected workbook. Used for this call; never kept, never logged. */
  password: optional(passphrase),
}

export const importContract = {
  /** Reads the head of every sheet; needs no decision. Errors: file-* codes; `file-is-archive` asks for `import.unpack`, `file-encrypted` for a password. */
  'import.inspect': job(object({ fileId, ...reading }), returns<FileInspection>(), { reads: true }),
  /** The files within an archive (zip, gzip, tar), each granted an id of its own; nothing is written to the disk. Errors: `file-encrypted` asks for a password, `file-password-wrong`, file-* codes. */
  'import.unpack': job(
    object({ fileId, password: optional(passphrase), path: optional(text) }),
    returns<UnpackedArchive>(),
    { reads: true },
  ),
  /** What one sheet becomes under a plan, first rows and counts of the rows looked at. */
  'import.preview': job(
    object({ fileId, sheet: sheetPlan, limit: optional(count), ...reading }),
    returns<SheetPreview>(),
    { reads: true },
  ),
  /**
   * Imports the given sheets, or all recognised ones when `sheets` is left out, in one transaction. A sheet in doubt (`undecided`) is then kept as it
   * stands, unless `accept` takes the first of its readings.
   */
  'import.run': job(
    object({
      fileId,
      sheets: optional(list(sheetPlan)),
      ...reading,
      path: optional(text),
      accept: optional(flag),
    }),
    returns<ImportBatch>(),
    { reads: false },
  ),
  /** Holds the import under way before its next rows, or lets it go on; says whether it is held now. Its transaction stays open: commands wait. */
  'import.pause': job(object({ paused: flag }), returns<{ readonly paused: boolean }>(), { reads: true }),
  /** Files that are given up: what was uploaded of them is taken off the disk. An archive stays while files in it are waiting. */
  'import.letGo': workspaceJob(object({ fileIds: list(fileId) }), returns<null>()),
  /** What a sheet of a batch was imported as: its kind, and which field each column filled. Errors: `sheet-not-found`. */
  'import.sheet': query(
    object({ sheetId: id }),
    returns<{
      readonly kind: string | null
      readonly headerRow: number | null
      readonly columns: readonly ColumnMapping[]
    }>(),
  ),
  /** Every import of the case, the newest first, with its counts and whether it is in. */
  'import.batches': query(nothing, returns<readonly ImportBatch[]>()),
  /** What the rows not accepted and the remarks of a batch come to, by reason and field, most first. */
  'import.issueGroups': query(object({ batchId: id }), returns<readonly IssueGroup[]>()),
  /** One group of `import.issueGroups` with `reason` (and `field`, null for a row as a whole); else rows by outcome, see the engine. */
  'import.issues': query(
    object({
      batchId: id,
      outcome: optional(issueOutcome),
      reason: optional(text),
      field: optional(nullable(text)),
      offset: count,
      limit: count,
    }),
    returns<{ readonly total: number; readonly rows: readonly BatchIssue[] }>(),
  ),
  /** Takes every record of the batch out again, in any order of batches; the original stays for a later redo. */
  'import.undo': job(object({ batchId: id }), returns<ImportBatch>(), { reads: false }),
  /** Runs an undone batch again from the kept original with the kept mapping. */
  'import.redo': job(object({ batchId: id }), returns<ImportBatch>(), { reads: false }),
} as const
