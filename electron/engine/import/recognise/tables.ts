/** The tables of a file, sheet by sheet and one below the other, each recognised by its own rows. */
import type { ColumnMapping } from '../../../../shared/contract/imports.ts'
import type { SavedMapping } from '../../../../shared/contract/mappings.ts'
import { recordKind, recordKinds } from '../../../../shared/model/recordKinds/index.ts'
import { isBlankRow, type RawRow, type TableSheet } from '../formats/cells.ts'
import { continued, type FormerTable, guessedByValues } from './headerless.ts'
import { isAsItStands } from './asItStands.ts'
import { recogniseForm } from './forms.ts'
import { nextTableFinder } from './nextTable.ts'
import type { PlannedSheet } from './plannedSheet.ts'
import { withUnused } from './unusedColumns.ts'
import { type Recognition, recogniseSheet, type SheetAbout } from './recognise.ts'
import { headerKey } from './rowRoles.ts'
import { cutPart, SheetFeed, type TablePart } from '../formats/sheetFeed.ts'

/** So many rows are held back until header, kind and what stands below the table are known. */
export const headRows = 2_000

export interface SheetTable {
  readonly recognition: Recognition
  readonly about: SheetAbout
  readonly part: TablePart
  /** False for a table that an inspection could not see, because the one above it goes on beyond the rows it looks at. */
  readonly seen: boolean
}
export interface SheetWalk {
  readonly sheet: TableSheet
  readonly about: Omit<SheetAbout, 'complete' | 'common'>
  readonly saved: readonly SavedMapping[]
  /** The last table of the sheet before, which this one may go on. */
  readonly former: FormerTable | null
  /** How many rows of a table are held back. */
  readonly wanted: number
  /** The plan a person made for the table that begins at this row, if any: its header goes before the recognised one. */
  planned(firstRow: number): PlannedSheet | null
}

/** The tables of a sheet. The rows of one that were not read are passed over when the next one is asked for. */
export async function* tablesOfSheet({
  sheet,
  about,
  saved,
  former,
  wanted,
  planned,
}: SheetWalk): AsyncGenerator<SheetTable> {
  const feed = new SheetFeed(sheet)
  let common: readonly RawRow[] = []
  let seen = true
  for (let place = 0; ; place += 1) {
    const { rows, complete } = await feed.take(wanted)
    if (place > 0 && rows.every((row) => isBlankRow(row.cells))) return
    const firstRow = place === 0 ? 1 : (rows[0]?.row ?? 1)
    const info = (whole: boolean): SheetAbout => ({ ...about, complete: whole, common })
    const first = recogniseSheet(rows, info(complete), recordKinds, saved)
    const plan = planned(firstRow)
    const part = cutPart(
      feed,
      rows,
      complete,
      headerEnd(rows, plan ?? first),
      finderOf(rows, plan ?? first, first.columns, saved),
    )
    // What it is was told together with the rows of the next table; its own rows decide.
    const own =
      part.head.length < rows.length
        ? recogniseSheet(part.head, info(part.complete), recordKinds, saved)
        : first
    const form = place > 0 ? null : recogniseForm(part.head, info(part.complete))
    const recognition =
      form !== null
        ? form
        : place > 0 || own.skip !== 'no-header'
          ? own
          : (continued(part.head, own, former) ?? guessedByValues(part.head, own))
    let read = false
    const rest = async function* rest(): AsyncGenerator<readonly RawRow[]> {
      read = true
      yield* part.rest()
    }
    yield {
      recognition: {
        ...recognition,
        columns: withUnused(
          recognition.columns,
          recognition.kind,
          recognition.headerRow === null ? part.head : part.head.slice(headerEnd(part.head, recognition)),
        ),
        firstRow,
        lastRow: part.complete ? (part.head.at(-1)?.row ?? null) : null,
      },
      about: info(part.complete),
      part: { ...part, rest },
      seen,
    }
    if (!read) for await (const passed of part.rest()) void passed
    if (place === 0) common = part.head.slice(0, Math.max(0, headerIndex(part.head, plan ?? own)))
    seen = seen && part.complete
  }
}

type Read = Pick<PlannedSheet, 'headerRow' | 'headerRows' | 'columns'> & { readonly kind: string | null }
function headerIndex(rows: readonly RawRow[], { headerRow }: Read): number {
  return headerRow === null ? -1 : rows.findIndex(({ row }) => row === headerRow)
}
function headerEnd(rows: readonly RawRow[], read: Read): number {
  const at = headerIndex(rows, read)
  return at < 0 ? 0 : at + read.headerRows
}
function finderOf(
  rows: readonly RawRow[],
  read: Read,
  columns: readonly ColumnMapping[],
  saved: readonly SavedMapping[],
): ReturnType<typeof nextTableFinder> | null {
  const kind =
    read.kind === null || isAsItStands({ kind: read.kind, columns: read.columns })
      ? undefined
      : recordKind(read.kind)
  const at = headerIndex(rows, read)
  if (kind === undefined || at < 0) return null
  const contexts = new Map(
    columns.flatMap(({ column, field, evidence }) =>
      column === null && field !== null ? [[field, evidence] as const] : [],
    ),
  )
  return nextTableFinder({ kind, header: headerKey(rows[at]?.cells ?? []), contexts }, recordKinds, saved)
}
