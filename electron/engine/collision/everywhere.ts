/** The values of a list in every cell of every imported row: what stands in remarks, unmapped columns and rejected rows is in the case too. */
import type { ValuePlace } from '../../../shared/contract/collision.ts'
import type { ReadingJobContext } from '../core/context.ts'
import type { Db } from '../store/db.ts'
import { eachOriginalLines, unrecordedRows } from '../records/originalRows.ts'
import type { BlockLine } from '../records/rowBlocks.ts'
import { recordTable } from '../store/recordTables.ts'
import { createCellMatcher } from './cellMatcher.ts'
import { yieldToOthers } from '../core/stepByStep.ts'
import type { ListResult } from './list.ts'
import { holdResult } from './results.ts'

const rowsAtOnce = 4_000
const keptSamples = 20

interface SheetColumns {
  readonly sheetId: number
  readonly kind: string | null
  readonly headers: ReadonlyMap<
    number,
    { readonly header: string; readonly field: string | null; readonly key: string }
  >
}
interface OpenPlace {
  readonly kind: string | null
  readonly field: string | null
  readonly header: string
  rows: number
  readonly samples: ValuePlace['samples'][number][]
  last: number
}

/** Looks through all rows of the imports that are in the case and holds the completed result. Errors: `cancelled`. */
export async function lookEverywhere(context: ReadingJobContext, result: ListResult): Promise<ListResult> {
  const matcher = createCellMatcher(result.groups)
  const places = result.groups.map(() => new Map<string, OpenPlace>())
  const total =
    context
      .db()
      .prepare<[], number>(
        "SELECT coalesce(sum(s.read), 0) FROM sheets s JOIN batches b ON b.batch_id = s.batch_id AND b.status = 'active'",
      )
      .pluck()
      .get() ?? 0
  let done = 0
  let told = 0
  for (const sheet of activeSheets(context.db())) {
    const headers = new Set(
      unrecordedRows(context.db(), sheet.sheetId).flatMap(({ row, outcome }) =>
        outcome === 'header' ? [row] : [],
      ),
    )
    // Which record a row became is asked of the few rows that are shown as samples.
    const recordOf = recordsOf(context.db(), sheet)
    for (const rows of eachOriginalLines(context.db(), sheet.sheetId)) {
      for (const line of rows)
        if (!headers.has(line[0])) noteRow(sheet, line, matcher.match, places, recordOf)
      done += rows.length
      if (done - told < rowsAtOnce) continue
      told = done
      context.progress('cells', Math.min(done, total), total)
      await yieldToOthers(context)
    }
  }
  const completed: ListResult = {
    ...result,
    orders: new Map(),
    places: places.map((of) =>
      [...of.values()]
        .map(({ kind, field, header, rows, samples }): ValuePlace => ({ kind, field, header, rows, samples }))
        .sort((one, other) => other.rows - one.rows),
    ),
  }
  holdResult(context, completed)
  return completed
}

function activeSheets(db: Db): readonly SheetColumns[] {
  return db
    .prepare<[], { sheetId: number; kind: string | null; columns: string }>(
      "SELECT s.sheet_id AS sheetId, s.kind, s.columns FROM sheets s JOIN batches b ON b.batch_id = s.batch_id AND b.status = 'active' ORDER BY s.sheet_id",
    )
    .all()
    .map(({ sheetId, kind, columns }) => ({
      sheetId,
      kind,
      // Written by the import.
      headers: new Map(
        (
          JSON.parse(columns) as readonly {
            readonly column: number | null
            readonly header: string
            readonly field: string | null
          }[]
        ).flatMap((entry) =>
          entry.column === null
            ? []
            : [
                [
                  entry.column,
                  { ...entry, key: `${kind ?? ''}/${entry.field ?? `·${entry.header}`}` },
                ] as const,
              ],
        ),
      ),
    }))
}
function recordsOf(db: Db, { sheetId, kind }: SheetColumns): (row: number) => number | null {
  if (kind === null) return () => null
  const read = db
    .prepare<[number, number], number>(
      `SELECT record_id FROM ${recordTable(kind)} WHERE sheet_id = ? AND row = ?`,
    )
    .pluck()
  return (row) => read.get(sheetId, row) ?? null
}
function noteRow(
  sheet: SheetColumns,
  line: BlockLine,
  match: (cell: string) => readonly number[],
  places: readonly Map<string, OpenPlace>[],
  recordOf: (row: number) => number | null,
): void {
  const [row] = line
  const mark = sheet.sheetId * 2 ** 21 + row
  for (let at = 1; at < line.length; at += 1) {
    const cell = line[at] as string
    if (cell === '') continue
    const column = at - 1
    for (const group of match(cell)) {
      const about = sheet.headers.get(column)
      const header = about?.header ?? ''
      const key = about?.key ?? `${sheet.kind ?? ''}/·`
      const of = places[group]
      if (of === undefined) continue
      const place = of.get(key) ?? {
        kind: sheet.kind,
        field: about?.field ?? null,
        header,
        rows: 0,
        samples: [],
        last: -1,
      }
      of.set(key, place)
      // Several columns of one field, or two mentions in one row, are one row.
      if (place.last === mark) continue
      place.last = mark
      place.rows += 1
      if (place.samples.length < keptSamples)
        place.samples.push({ sheetId: sheet.sheetId, row, recordId: recordOf(row) })
    }
  }
}
