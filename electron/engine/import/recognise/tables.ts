/** The tables of a file, sheet by sheet, below and beside each other, each recognised by its own rows. */
import type { ColumnMapping } from '../../../../shared/contract/imports.ts'
import type { SavedMapping } from '../../../../shared/contract/mappings.ts'
import { recordKind, tableKinds } from '../../../../shared/model/recordKinds/index.ts'
import { isBlankRow, type RawRow, type TableSheet } from '../formats/cells.ts'
import { continued, type FormerTable, guessedByValues } from './headerless.ts'
import { isAsItStands } from './asItStands.ts'
import { type Band, bandRow, type Beside, besideTables } from './besideTables.ts'
import { recogniseForm } from './forms.ts'
import { nextTableFinder } from './nextTable.ts'
import type { PlannedSheet } from './plannedSheet.ts'
import { withUnused } from './unusedColumns.ts'
import { type Recognition, recogniseSheet, type SheetAbout } from './recognise.ts'
import { headerKey } from './rowRoles.ts'
import { cutPart, SheetFeed, type TablePart } from '../formats/sheetFeed.ts'
import { looksLikeHeader } from './sheetHeader.ts'
import { wayOfTitle } from '../../../../shared/model/wayWords.ts'

/** So many rows are held back until header, kind and what stands below the table are known. */
export const headRows = 2_000

/** So many rows of tables beside each other are held where a sheet can be walked only once. */
const heldRows = 100_000

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
  /** The plan a person made for the table that begins at this row and, of tables beside each other, this column, if any: its header goes before the recognised one. */
  planned(firstRow: number, firstColumn: number | null): PlannedSheet | null
  /** Looks at the heads alone: nothing is looked for below a table that goes on, and a sheet that may be one table or several beside each other is told as both. */
  readonly heads?: boolean
  /** Its tables are not cut apart from those beside them. */
  readonly whole?: boolean
}

/** The tables of a sheet. The rows of one that were not read are passed over when the next one is asked for. */
export function tablesOfSheet(walk: SheetWalk): AsyncGenerator<SheetTable> {
  return tablesOf(walk, {
    band: null,
    sheet: walk.sheet,
    firstRow: 1,
    common: [],
    seen: true,
    doubtful: false,
  })
}

/** What is walked: a sheet, or of tables beside each other the columns of one. */
interface Walked {
  readonly band: Band | null
  readonly sheet: Pick<TableSheet, 'rows'>
  readonly firstRow: number
  readonly common: readonly RawRow[]
  readonly seen: boolean
  /** Whether it is a table of its own at all is open. */
  readonly doubtful: boolean
}

async function* tablesOf(walk: SheetWalk, walked: Walked): AsyncGenerator<SheetTable> {
  const { about, saved, wanted } = walk
  const { band } = walked
  const former = band === null ? walk.former : null
  const feed = new SheetFeed(walked.sheet)
  let { common, seen } = walked
  for (let place = 0; ; place += 1) {
    let { rows, complete } = await feed.take(wanted)
    if (place > 0 && rows.every((row) => isBlankRow(row.cells))) return
    const firstRow = place === 0 ? walked.firstRow : (rows[0]?.row ?? 1)
    const info = (whole: boolean): SheetAbout => ({ ...about, complete: whole, common })
    const first = recogniseSheet(rows, info(complete), tableKinds, saved)
    const mayBeForm = place === 0 && band === null
    const form = mayBeForm ? recogniseForm(rows, info(complete)) : null
    const plan = walk.planned(firstRow, band?.from ?? null)
    const besideIn = (some: readonly RawRow[]): Beside | null =>
      besideTables(
        some,
        first,
        (part) => recogniseSheet(part, info(true), tableKinds, saved),
        tableKinds,
        saved,
      )
    let beside =
      band !== null || form !== null || plan !== null || walk.whole === true ? null : besideIn(rows)
    let walkable = true
    if (beside !== null && !complete && beside.end >= rows.length && walk.sheet.once === true) {
      // What was walked past is gone: its rows are held, or the sheet stays one and waits for a person.
      const more = await feed.take(heldRows)
      if (more.complete) {
        rows = [...rows, ...more.rows]
        complete = true
        beside = besideIn(rows)
      } else {
        feed.giveBack(more.rows)
        walkable = false
      }
    }
    const apart =
      beside !== null &&
      walkable &&
      (beside.sure || beside.bands.some(({ from }) => walk.planned(firstRow, from) !== null))
    if (beside !== null && apart) {
      yield* bandsOf(walk, { rows, complete, beside, firstRow, common, seen })
      if (beside.end >= rows.length) return
      feed.giveBack(rows.slice(beside.end))
      continue
    }
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
        ? recogniseSheet(part.head, info(part.complete), tableKinds, saved)
        : first
    const inForm =
      !mayBeForm || part.head.length === rows.length ? form : recogniseForm(part.head, info(part.complete))
    const recognition =
      inForm !== null
        ? inForm
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
        ...(beside !== null || walked.doubtful ? inDoubt(recognition, beside) : recognition),
        columns: within(
          band,
          withUnused(
            recognition.columns,
            recognition.kind,
            recognition.headerRow === null ? part.head : part.head.slice(headerEnd(part.head, recognition)),
          ),
        ),
        firstRow,
        lastRow: part.complete ? (part.head.at(-1)?.row ?? null) : null,
        ...(band === null ? {} : { name: `${about.name} · ${band.shown}`, firstColumn: band.from }),
      },
      about: info(part.complete),
      part: { ...part, rest },
      seen,
    }
    if (beside !== null && walkable && walk.heads === true)
      yield* bandsOf(walk, { rows, complete, beside, firstRow, common, seen })
    if (walk.heads === true && !part.complete) return
    if (!read) for await (const passed of part.rest()) void passed
    if (place === 0)
      common = [...common, ...part.head.slice(0, Math.max(0, headerIndex(part.head, plan ?? own)))]
    seen = seen && part.complete
  }
}

/** The tables that stand beside each other, one after the other; those of a long sheet each in a walk of its own. */
async function* bandsOf(
  walk: SheetWalk,
  {
    rows,
    complete,
    beside,
    firstRow,
    common,
    seen,
  }: {
    readonly rows: readonly RawRow[]
    readonly complete: boolean
    readonly beside: Beside
    readonly firstRow: number
    readonly common: readonly RawRow[]
    readonly seen: boolean
  },
): AsyncGenerator<SheetTable> {
  const known = complete || beside.end < rows.length ? rows.slice(0, beside.end) : null
  const above = linesAbove(rows.slice(0, beside.end), beside.bands)
  for (const [at, band] of beside.bands.entries())
    yield* tablesOf(walk, {
      band,
      sheet: {
        async *rows() {
          if (known !== null) {
            yield await Promise.resolve(withoutBlankEnd(known.map((row) => bandRow(row, band))))
            return
          }
          for await (const some of walk.sheet.rows())
            yield some.filter(({ row }) => row >= firstRow).map((row) => bandRow(row, band))
        },
      },
      firstRow,
      common: at === 0 ? common : [...common, ...above],
      seen,
      doubtful: !beside.sure,
    })
}
/** Lines at the top that stand in the first table's columns alone are about all of them: what the sheet is called, whose it is, its unit. Which way the rows of one went is not. */
function linesAbove(rows: readonly RawRow[], bands: readonly Band[]): readonly RawRow[] {
  const [first, ...others] = bands
  if (first === undefined) return []
  const lines: RawRow[] = []
  for (const row of rows) {
    const own = bandRow(row, first)
    if (isBlankRow(own.cells)) {
      if (isBlankRow(row.cells)) continue
      break
    }
    if (others.some((band) => !isBlankRow(bandRow(row, band).cells)) || looksLikeHeader(own)) break
    if (own.cells.every((cell) => wayOfTitle(cell) === null)) lines.push(own)
  }
  return lines
}
function withoutBlankEnd(rows: readonly RawRow[]): readonly RawRow[] {
  return rows.slice(0, rows.findLastIndex(({ cells }) => !isBlankRow(cells)) + 1)
}
/** The mapping without the columns that are blank in the table's own: those of its neighbours, and the blank one between. */
function within(band: Band | null, columns: readonly ColumnMapping[]): readonly ColumnMapping[] {
  return band === null
    ? columns
    : columns.filter(
        ({ column, header, field, evidence }) =>
          column === null || field !== null || header.trim() !== '' || evidence !== '',
      )
}
/** A sheet that may be one wide table or several waits for a person, in either reading. */
function inDoubt(recognition: Recognition, beside: Beside | null): Recognition {
  const { skip, kind, headerRow, headerRows, format, confidence, columns } = recognition
  const told = (beside?.bands ?? []).map(({ shown }) => shown).join('、')
  const reasons = [
    ...recognition.reasons,
    ...(told === '' ? [] : [{ code: 'beside' as const, values: [told] }]),
  ]
  if (kind === null || skip !== null) return { ...recognition, reasons }
  return {
    ...recognition,
    reasons,
    skip: 'undecided',
    readings: [{ headerRow, headerRows, kind, format, confidence, reasons, columns }],
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
  return nextTableFinder({ kind, header: headerKey(rows[at]?.cells ?? []), contexts }, tableKinds, saved)
}
