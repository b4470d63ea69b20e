/**
 * The rows of imported sheets as they were read, and what became of each. The only place that knows how they are kept: blocks of rows
 * (`original_blocks`), and a line for each row that became no record (`unrecorded_rows`). Whether a row became a record, and whether that
 * record is a duplicate, is stored in the record alone, so that two places can never disagree.
 */
import type { OriginalWindow } from '../../../shared/contract/records.ts'
import type { Db, WriteDb } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { statement } from '../store/statements.ts'
import { type BlockLine, type RowBlock, unpackBlock, unpackMarks } from './rowBlocks.ts'

export type OriginalOutcome = OriginalWindow['rows'][number]['outcome']
export interface OriginalRow {
  /** One-based, as a person sees it. */
  readonly row: number
  readonly outcome: OriginalOutcome
  /** Role of a skipped row, first reject code of a rejected one, `duplicate` for a duplicate row. */
  readonly reason: string | null
  readonly recordId: number | null
  /** Raw texts, without blank ones at the end. */
  readonly cells: readonly string[]
}

/** Puts blocks of a sheet and the rows that became no record into the case. For the import. */
export function originalRowsWriter(db: WriteDb): {
  putBlock(sheetId: number, block: RowBlock): void
  putUnrecorded(
    sheetId: number,
    row: number,
    outcome: 'rejected' | 'skipped' | 'header',
    reason: string | null,
  ): void
} {
  const block = db.prepare(
    'INSERT INTO original_blocks (sheet_id, first_row, last_row, cells, marks) VALUES (?, ?, ?, ?, ?)',
  )
  const unrecorded = db.prepare(
    'INSERT INTO unrecorded_rows (sheet_id, row, outcome, reason) VALUES (?, ?, ?, ?)',
  )
  return {
    putBlock: (sheetId, { first, last, cells, marks }) => {
      block.run(sheetId, first, last, cells, marks)
    },
    putUnrecorded: (sheetId, row, outcome, reason) => {
      unrecorded.run(sheetId, row, outcome, reason)
    },
  }
}
/** Removes the rows of some sheets. */
export function removeOriginalRows(db: WriteDb, sheetIds: readonly number[]): void {
  const sheets = JSON.stringify(sheetIds)
  for (const table of ['original_blocks', 'unrecorded_rows'])
    db.prepare(`DELETE FROM ${table} WHERE sheet_id IN (SELECT value FROM json_each(?))`).run(sheets)
}

interface LastBlock {
  readonly sheetId: number
  readonly cells: Uint8Array
  readonly lines: readonly BlockLine[]
}
/** The block read last, by connection: neighbouring rows are asked for one after the other. Compared by its bytes, so that it is never a stale one. */
const lastBlocks = new WeakMap<Db, LastBlock>()
function linesOf(db: Db, sheetId: number, { cells }: RowBlock): readonly BlockLine[] {
  const known = lastBlocks.get(db)
  if (known?.sheetId === sheetId && Buffer.compare(known.cells, cells) === 0) return known.lines
  const lines = unpackBlock(cells)
  lastBlocks.set(db, { sheetId, cells, lines })
  return lines
}
/** Blocks that may hold rows `from` to `to`. */
function blocksBetween(db: Db, sheetId: number, from: number, to: number): readonly RowBlock[] {
  return statement<object, RowBlock>(
    db,
    `SELECT first_row AS first, last_row AS last, cells, marks FROM original_blocks
    WHERE sheet_id = @sheetId AND first_row >= coalesce((SELECT max(first_row) FROM original_blocks WHERE sheet_id = @sheetId AND first_row <= @from), 0) AND first_row <= @to ORDER BY first_row`,
  ).all({ sheetId, from, to })
}

interface Standing {
  readonly outcome: OriginalOutcome
  readonly reason: string | null
  readonly recordId: number | null
}
/** Those of the rows `from` to `to` of a sheet that became no record. */
export function unrecordedBetween(
  db: Db,
  sheetId: number,
  from: number,
  to: number,
): readonly { readonly row: number; readonly outcome: OriginalOutcome; readonly reason: string | null }[] {
  return statement<
    [number, number, number],
    { row: number; outcome: OriginalOutcome; reason: string | null }
  >(db, 'SELECT row, outcome, reason FROM unrecorded_rows WHERE sheet_id = ? AND row BETWEEN ? AND ?').all(
    sheetId,
    from,
    to,
  )
}
/** What became of the rows `from` to `to` of a sheet. */
function standingBetween(
  db: Db,
  sheetId: number,
  kind: string | null,
  from: number,
  to: number,
): ReadonlyMap<number, Standing> {
  const standing = new Map<number, Standing>()
  for (const { row, outcome, reason } of unrecordedBetween(db, sheetId, from, to))
    standing.set(row, { outcome, reason, recordId: null })
  if (kind === null) return standing
  for (const { row, recordId, repeats } of statement<
    [number, number, number],
    { row: number; recordId: number; repeats: number | null }
  >(
    db,
    `SELECT row, record_id AS recordId, duplicate_of AS repeats FROM ${recordTable(kind)} WHERE sheet_id = ? AND row BETWEEN ? AND ?`,
  ).all(sheetId, from, to)) {
    standing.set(
      row,
      repeats === null
        ? { outcome: 'accepted', reason: null, recordId }
        : { outcome: 'duplicate', reason: 'duplicate', recordId },
    )
  }
  return standing
}
function kindOfSheet(db: Db, sheetId: number): string | null {
  return (
    statement<[number], { kind: string | null }>(db, 'SELECT kind FROM sheets WHERE sheet_id = ?').get(
      sheetId,
    )?.kind ?? null
  )
}
function rowsOfBlock(
  db: Db,
  sheetId: number,
  kind: string | null,
  block: RowBlock,
  from: number,
  to: number,
): OriginalRow[] {
  const standing = standingBetween(db, sheetId, kind, Math.max(from, block.first), Math.min(to, block.last))
  const rows: OriginalRow[] = []
  for (const [row, ...cells] of linesOf(db, sheetId, block)) {
    if (row < from || row > to) continue
    const found = standing.get(row)
    // A row that is neither a record nor listed has no outcome; verification of the case reports it.
    rows.push({
      row,
      outcome: found?.outcome ?? 'skipped',
      reason: found?.reason ?? null,
      recordId: found?.recordId ?? null,
      cells,
    })
  }
  return rows
}

/** The rows `from` to `to` (both included) of a sheet that are kept, in their order. */
export function originalRowsBetween(
  db: Db,
  sheetId: number,
  from: number,
  to: number,
): readonly OriginalRow[] {
  const kind = kindOfSheet(db, sheetId)
  return blocksBetween(db, sheetId, from, to).flatMap((block) =>
    rowsOfBlock(db, sheetId, kind, block, from, to),
  )
}
/** One row with what became of it; null when the sheet has no such row. */
export function originalRow(db: Db, sheetId: number, row: number): OriginalRow | null {
  return originalRowsBetween(db, sheetId, row, row)[0] ?? null
}
/** The raw cells of one row; null when the sheet has no such row. Quicker than `originalRow` where only the texts matter. */
export function originalCells(db: Db, sheetId: number, row: number): readonly string[] | null {
  for (const block of blocksBetween(db, sheetId, row, row)) {
    const line = linesOf(db, sheetId, block).find(([number]) => number === row)
    if (line !== undefined) return line.slice(1) as string[]
  }
  return null
}

/** A digit a cell of one row where a cell was more than text (import/cells.ts); '' when all were text. */
export function originalMarks(db: Db, sheetId: number, row: number): string {
  for (const block of blocksBetween(db, sheetId, row, row)) {
    const place =
      block.marks === null ? -1 : linesOf(db, sheetId, block).findIndex(([number]) => number === row)
    if (place >= 0) return unpackMarks(block.marks)[place] ?? ''
  }
  return ''
}

/** What `sheets.columns` says of the columns, as far as it tells which field each holds. */
export type MappedColumns = readonly {
  readonly column: number | null
  readonly field: string | null
  /** Of a form: the row of the one cell that holds it. */
  readonly row?: number | undefined
}[]
/** What the file says for a field of a row; null where none of the sheet's columns holds it. The cells of a form stand in rows of their own. */
export function originalText(
  db: Db,
  { sheetId, row }: { readonly sheetId: number; readonly row: number },
  columns: MappedColumns,
  field: string,
): string | null {
  const held = columns
    .filter((column) => column.field === field && column.column !== null)
    .map(({ column, row: own }) => originalCells(db, sheetId, own ?? row)?.[column ?? 0] ?? '')
  return held.length === 0 ? null : (held.find((cell) => cell !== '') ?? '')
}

/** The blocks of a sheet in their order; nothing is held open between two, so the case may be written to on the way. Marks are read where they are wanted. */
function* eachBlock(db: Db, sheetId: number, withMarks = false): Generator<RowBlock> {
  const next = db.prepare<[number, number], RowBlock>(
    `SELECT first_row AS first, last_row AS last, cells, ${withMarks ? 'marks' : 'NULL AS marks'} FROM original_blocks WHERE sheet_id = ? AND first_row > ? ORDER BY first_row LIMIT 1`,
  )
  for (let block = next.get(sheetId, -1); block !== undefined; block = next.get(sheetId, block.first))
    yield block
}
/** All rows of a sheet in their order, a block at a time. */
export function* eachOriginalBlock(db: Db, sheetId: number): Generator<readonly OriginalRow[]> {
  const kind = kindOfSheet(db, sheetId)
  for (const block of eachBlock(db, sheetId))
    yield rowsOfBlock(db, sheetId, kind, block, block.first, block.last)
}
/** All rows of a sheet in their order. */
export function* eachOriginalRow(db: Db, sheetId: number): Generator<OriginalRow> {
  for (const rows of eachOriginalBlock(db, sheetId)) yield* rows
}

/**
 * Whether every kept row of a sheet stands there once, as a record or in the list of those that became none, and none of them stands there
 * without having been kept. Says how many rows of each outcome there are, and the first row that does not agree (null: all do).
 */
export function auditOriginalRows(
  db: Db,
  sheetId: number,
): { readonly outcomes: ReadonlyMap<OriginalOutcome, number>; readonly wrong: number | null } {
  const kind = kindOfSheet(db, sheetId)
  const outcomes = new Map<OriginalOutcome, number>()
  const standing = standingInOrder(db, sheetId, kind)
  let wrong: number | null = null
  for (const block of eachBlock(db, sheetId))
    for (const row of rowNumbersOf(block)) {
      if (standing.row() !== row) {
        wrong ??= row
        continue
      }
      const outcome = standing.outcome()
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      standing.next()
    }
  return { outcomes, wrong: wrong ?? standing.row() }
}
/** What became of the rows of a sheet, in their order. A million rows are held as numbers, not as objects. */
function standingInOrder(
  db: Db,
  sheetId: number,
  kind: string | null,
): {
  /** The row it stands at; null at the end. */
  row(): number | null
  outcome(): OriginalOutcome
  next(): void
} {
  const others = db
    .prepare<[number], { row: number; outcome: OriginalOutcome }>(
      'SELECT row, outcome FROM unrecorded_rows WHERE sheet_id = ? ORDER BY row',
    )
    .all(sheetId)
  // Twice the row, and one more where it repeats another.
  const records =
    kind === null
      ? []
      : db
          .prepare<[number], number>(
            `SELECT row * 2 + (duplicate_of IS NOT NULL) FROM ${recordTable(kind)} WHERE sheet_id = ? ORDER BY row`,
          )
          .pluck()
          .all(sheetId)
  let [record, other] = [0, 0]
  const recordRow = (): number => Math.floor((records[record] ?? Infinity) / 2)
  const otherRow = (): number => others[other]?.row ?? Infinity
  return {
    row() {
      const row = Math.min(recordRow(), otherRow())
      return row === Infinity ? null : row
    },
    outcome() {
      if (otherRow() < recordRow()) return others[other]?.outcome ?? 'skipped'
      return (records[record] ?? 0) % 2 === 0 ? 'accepted' : 'duplicate'
    },
    next() {
      if (otherRow() < recordRow()) other += 1
      else record += 1
    },
  }
}
/** The rows of a block; of one that cannot be unpacked, a row that no sheet has. */
function rowNumbersOf({ cells }: RowBlock): readonly number[] {
  try {
    return unpackBlock(cells).map(([row]) => row)
  } catch {
    return [0]
  }
}

/** The rows of a sheet in their order as [row, cell, cell …], without what became of them; quicker where only the texts matter. */
export function* eachOriginalLine(db: Db, sheetId: number): Generator<BlockLine> {
  for (const lines of eachOriginalLines(db, sheetId)) yield* lines
}
/** The same, a block at a time. */
export function* eachOriginalLines(db: Db, sheetId: number): Generator<readonly BlockLine[]> {
  for (const { cells } of eachBlock(db, sheetId)) yield unpackBlock(cells)
}
/** The rows of a sheet in their order with the kinds of their cells (`import/formats/cells.ts`), a block at a time. */
export function* eachMarkedBlock(
  db: Db,
  sheetId: number,
): Generator<readonly { readonly row: number; readonly cells: readonly string[]; readonly marks: string }[]> {
  for (const block of eachBlock(db, sheetId, true)) {
    const kinds = unpackMarks(block.marks)
    yield unpackBlock(block.cells).map(([row, ...cells], at) => ({ row, cells, marks: kinds[at] ?? '' }))
  }
}
/** The rows of a sheet that became no record, with what became of them. */
export function unrecordedRows(
  db: Db,
  sheetId: number,
): readonly { readonly row: number; readonly outcome: 'rejected' | 'skipped' | 'header' }[] {
  return db
    .prepare<[number], { row: number; outcome: 'rejected' | 'skipped' | 'header' }>(
      'SELECT row, outcome FROM unrecorded_rows WHERE sheet_id = ? ORDER BY row',
    )
    .all(sheetId)
}
