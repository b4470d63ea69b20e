/** What engine and parser say to each other. Plain values only: they go from one process to another. */
import type { SavedMapping } from '../../../../shared/contract/mappings.ts'
import type {
  BatchSheet,
  ColumnMapping,
  FileInspection,
  SheetPreview,
  TextEncoding,
} from '../../../../shared/contract/imports.ts'
import type { SafeError } from '../../../../shared/diagnostics.ts'
import type { ErrorEnvelope } from '../../../../shared/errors.ts'
import type { PackedEntry, PackedFormat } from '../formats/archive/sevenZip.ts'
import type { Batch } from '../convert/batch.ts'
import type { PlannedSheet } from '../recognise/plannedSheet.ts'
import type { ConversionBasis } from '../convert/conversionBasis.ts'
import type { IndexPart } from '../../search/indexBuilder.ts'

export interface ParserFile {
  readonly fileName: string
  readonly path: string
  readonly size: number
  readonly encoding: TextEncoding | null
  /** Of a text, where a person named it; empty for one column. Null: to be found. */
  readonly separator: string | null
  /** Of a protected workbook, as a person gave it. Lives in memory only. */
  readonly password: string | null
  /** What opens the workbook without its password, from an earlier reading. */
  readonly fileKey: string | null
  /** Local time, to tell dates in the future. */
  readonly now: string
  /** SHA-256 of the file, by which its sheets have the same mark in every case; left out where nothing is kept of it. */
  readonly sha256?: string
  /** Mappings people saved for headers, to be applied where a sheet has the same. */
  readonly mappings?: readonly SavedMapping[]
}
export type ParserRequest =
  /** What is in a RAR or 7z archive, or the bytes of some of its files. */
  | {
      readonly what: 'unpack'
      readonly file: ParserFile
      readonly format: PackedFormat
      /** Null: the list alone. */
      readonly wanted: readonly PackedEntry[] | null
    }
  | { readonly what: 'inspect'; readonly file: ParserFile }
  | {
      readonly what: 'preview'
      readonly file: ParserFile
      readonly sheet: PlannedSheet
      readonly limit: number
    }
  /** All recognised sheets when `sheets` is null. */
  | {
      readonly what: 'convert'
      readonly file: ParserFile
      readonly sheets: readonly PlannedSheet[] | null
      /** A sheet in doubt is read as it most likely is; otherwise it is kept as it stands. */
      readonly accept: boolean
      /** Of a redo: sheets that were left out as one table, by name. They are no tables beside each other, whatever is known of such by now. */
      readonly leftOut?: readonly string[]
    }
  /** The texts of one column, blank cells left out; no more than `limit`. */
  | {
      readonly what: 'column'
      readonly file: ParserFile
      readonly sheet: number
      readonly column: number
      readonly fromRow: number
      readonly limit: number
    }

/** Of the file as a whole, without what only the engine knows. */
export type FileReading = Pick<
  FileInspection,
  'container' | 'encoding' | 'separator' | 'encrypted' | 'sheets'
>

/** How the bytes were read, so that they can be read the same way again without asking. */
export interface FileAccess {
  readonly encoding: TextEncoding | null
  readonly separator: string | null
  readonly fileKey: string | null
}

/** Announces a sheet; its batches follow when `plan` is given. */
export interface SheetStart {
  readonly index: number
  readonly name: string
  readonly hidden: boolean
  readonly skip: BatchSheet['skip']
  readonly format: string | null
  readonly plan: PlannedSheet | null
  readonly mapping: readonly ColumnMapping[]
  /** Fields that a row of this sheet can have a value in; records carry these only. */
  readonly fields: readonly string[]
}
/** `basis`: null for a sheet that was not converted. */
export interface SheetEnd {
  readonly index: number
  readonly rowCount: number
  readonly basis: ConversionBasis | null
}

export type FromParser =
  | { readonly type: 'pull' }
  /** A piece of the file that stands at `entry` of those wanted. */
  | { readonly type: 'unpackedPiece'; readonly entry: number; readonly bytes: Uint8Array }
  /** `entries`: all files of the archive, where they were asked for. */
  | { readonly type: 'unpacked'; readonly entries: readonly PackedEntry[] | null }
  | { readonly type: 'sheet'; readonly sheet: SheetStart }
  /** `share`: how much of the file was read so far, 0…1; null where unknown. */
  | { readonly type: 'batch'; readonly batch: Batch; readonly share?: number | null }
  /** Of the sheet's rows so far a further part of what the search looks them up in; made here, where their texts are at hand. */
  | { readonly type: 'indexPart'; readonly index: number; readonly part: IndexPart }
  | { readonly type: 'sheetEnd'; readonly end: SheetEnd }
  /** No further sheet, batch or end of a sheet comes, so that facts may be derived; parts of the index may. */
  | { readonly type: 'rowsEnd' }
  | { readonly type: 'inspected'; readonly reading: FileReading }
  | { readonly type: 'previewed'; readonly preview: SheetPreview }
  | ({ readonly type: 'converted' } & FileAccess)
  /** `numeric`: places of values whose cell held a number; `more`: the column holds more than the limit. */
  | {
      readonly type: 'column'
      readonly sheet: string
      readonly values: readonly string[]
      readonly numeric: readonly number[]
      readonly more: boolean
    }
  /** `places`: class and frames of what was not expected, for the diagnostics log. */
  | { readonly type: 'failed'; readonly error: ErrorEnvelope; readonly places?: SafeError }
  /** Said before anything else than the readers of text and xlsx sees a byte of the file: this parser reads no other file after it. */
  | { readonly type: 'spent' }
  /** What it says of our own files, and whether what is built in is as it was. */
  | { readonly type: 'proved'; readonly answer: string }
export type ToParser =
  /** The next comes when the answer to this one is there, and only to a parser that has proved itself since. */
  | { readonly type: 'request'; readonly request: ParserRequest }
  /** Tell what you say of our own files. */
  | { readonly type: 'prove' }
  | { readonly type: 'bytes'; readonly bytes: Uint8Array | null }
  /** A batch was taken; more may come. */
  | { readonly type: 'taken' }
