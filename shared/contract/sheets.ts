import * as v from 'valibot'
import { settingAbouts, type SheetSetting } from '../model/sheetSettings.ts'
import type { DateOrder } from '../model/times.ts'
import type { Minor } from '../model/minor.ts'
import {
  command,
  id,
  job,
  list,
  literal,
  nullable,
  object,
  optional,
  query,
  returns,
  text,
} from './define.ts'
import { cellText } from './edits.ts'
import type { RowOutcome } from './imports.ts'
import type { Scalar } from './records.ts'

/** What a person settled about a sheet, with who, when and why. `value` of `rules`: the number of the rules it was read by since. */
export interface SettledBy extends SheetSetting {
  readonly reason: string
  readonly at: string
  readonly operator: string
}
/** A sheet that people settled something about. */
export interface SettledSheet {
  readonly sheetId: number
  readonly batchId: number
  readonly file: string
  readonly sheet: string
  readonly kind: string
  readonly settings: readonly SettledBy[]
}
/** A column of dates that are written in three numbers. */
export interface DateColumn {
  readonly field: string
  readonly header: string
  /** Cells that can only be day first, only month first, and that can be both (or have a year of two figures). */
  readonly dayFirst: number
  readonly monthFirst: number
  readonly either: number
  /** Cells of dates that need no order: written year first, or dates of the spreadsheet. */
  readonly plain: number
  /** What the column itself proves; null: nothing, or both. */
  readonly decided: DateOrder | null
  readonly samples: readonly string[]
  readonly settled: SettledBy | null
}
/** A column of dates of which some have no year. */
export interface YearColumn {
  readonly field: string
  readonly header: string
  /** Cells without a year, and how many of them nothing gives one. */
  readonly cells: number
  readonly open: number
  /** Where the year comes from without a person: the header, a line above, the name of the sheet or the file, or rows of the column; with the text. Null: nothing says it. */
  readonly from: {
    readonly where: 'header' | 'above' | 'sheet' | 'file' | 'rows'
    readonly text: string
  } | null
  /** The first years and the last that the cells are given. */
  readonly years: readonly [first: string, last: string] | null
  readonly samples: readonly string[]
  readonly settled: SettledBy | null
}
/** A column of WeChat: how many of its values are shaped as ids, how many are not, and what they are taken for without a person. */
export interface WeChatColumn {
  readonly field: string
  readonly header: string
  readonly ids: number
  readonly nicknames: number
  /** `cells`: each cell by itself. */
  readonly taken: 'cells' | 'nicknames'
  readonly settled: SettledBy | null
}
/** One word of a column of results or states. */
export interface ResultWord {
  /** As it is compared; `text`: as the first cell has it. */
  readonly code: string
  readonly text: string
  readonly rows: number
  /** Rows in which the balance moved by the amount, and stood still; of neither, nothing was to be seen. */
  readonly moved: number
  readonly stood: number
  /** What it is taken for without a person: stored value; null where it says nothing. */
  readonly means: string | null
  /** Whether the balances decided it, or the word (or its header). */
  readonly by: 'balances' | 'word' | 'open'
  readonly settled: SettledBy | null
}
export interface ResultColumn {
  readonly field: string
  readonly header: string
  /** What a word may be said to mean. */
  readonly meanings: readonly string[]
  readonly words: readonly ResultWord[]
  /** Further words that are not listed: a column of so many is hardly one of results. */
  readonly further: number
}
/** Amounts for which nothing names a currency. */
export interface OpenCurrency {
  readonly rows: number
  /** Rows whose amount has a currency by itself. */
  readonly named: number
  readonly settled: SettledBy | null
}
/** A field that says whose sheet it is, or where: in so many rows nothing fills it. */
export interface OwnField {
  readonly field: string
  readonly empty: number
  /** What stands in the rows that have it: the first of them. */
  readonly sample: string
  readonly settled: SettledBy | null
}
/** How a sheet is read: what was decided, on what evidence, and what a person said. */
export interface SheetReadingNow extends Omit<SettledSheet, 'settings'> {
  readonly rows: number
  /** How many rules of reading have changed since it was read; 0: none. */
  readonly older: number
  readonly dates: readonly DateColumn[]
  readonly years: readonly YearColumn[]
  readonly results: readonly ResultColumn[]
  readonly weChat: readonly WeChatColumn[]
  /** Null for a kind that knows yuan only. */
  readonly currency: OpenCurrency | null
  readonly own: readonly OwnField[]
  readonly settings: readonly SettledBy[]
}

/** The rows of a sheet in one way of reading; duplicates and what did not come about are not in the sums. */
export interface SheetFigures {
  readonly outcomes: Readonly<Record<RowOutcome, number>>
  /** Of summed fields, by direction where the kind has one, and by currency; in stored units. */
  readonly sums: readonly {
    readonly field: string
    readonly side: string
    readonly currency: string
    readonly sum: Minor
  }[]
  /** First and last time. */
  readonly from: string | null
  readonly to: string | null
}
export interface SettingPreview {
  readonly sheetId: number
  readonly kind: string
  /** Rows that become something else. */
  readonly changed: number
  /** Of these, rows that would count, but may turn out to repeat a row of another sheet; that is known when it is done. */
  readonly open: number
  readonly before: SheetFigures
  readonly after: SheetFigures
  /** Some of them: field, what it is and what it becomes, as stored. */
  readonly examples: readonly {
    readonly row: number
    readonly outcome: RowOutcome
    readonly becomes: RowOutcome
    readonly fields: readonly { readonly field: string; readonly before: Scalar; readonly after: Scalar }[]
  }[]
  /** Sheets that hold the same rows and would be read otherwise: to be settled alike. */
  readonly copies: readonly {
    readonly sheetId: number
    readonly file: string
    readonly sheet: string
    /** Rows that stand in both. */
    readonly rows: number
  }[]
}

const setting = object({
  about: literal(settingAbouts),
  field: optional(text, ''),
  code: optional(text, ''),
  /** Null takes the setting back. Of `rules`: anything. */
  value: nullable(cellText),
})
const settings = v.pipe(list(setting), v.minLength(1), v.maxLength(200))

export const sheetContract = {
  /** How a sheet is read and what of it a person may settle. Errors: `sheet-not-found`, `sheet-not-settable`, `sheet-too-large`. */
  'sheets.reading': job(object({ sheetId: id }), returns<SheetReadingNow>(), { reads: true }),
  /** What settings would change, without doing it. Errors: those of `sheets.settle`. */
  'sheets.preview': job(object({ sheetId: id, settings }), returns<SettingPreview>(), { reads: true }),
  /**
   * Settles how sheets are read, or takes it back; their rows are converted again from the rows as read, with the edits people made of them. One step, for all of the
   * sheets alike. Errors: `sheet-not-found`, `sheet-not-settable` (details.reason: undone, older-import, no-table), `sheet-too-large`, `sheet-reading-older` (its rows
   * were read by older rules: `rules` first), `sheet-reading-current` (`rules` where none has changed), `sheet-settled-since` (`rules` taken back
   * beneath later settings or edits), `setting-not-possible` (details: about, field, value).
   */
  'sheets.settle': command(
    object({
      sheetIds: v.pipe(list(id), v.minLength(1), v.maxLength(50)),
      settings,
      reason: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(1_000)),
    }),
    returns<{ readonly sheets: number }>(),
  ),
  /** Every sheet of the case that people settled something about, or of one import. */
  'sheets.settled': query(object({ batchId: optional(id) }), returns<readonly SettledSheet[]>()),
} as const
