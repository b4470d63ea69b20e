/** Stores the row index in the case: parts of sheets, and their pages. Written in the transaction that writes the rows. */
import type { Db, WriteDb } from '../store/db.ts'
import { eachOriginalLines } from '../records/originalRows.ts'
import type { IndexPart, IndexSizes } from './indexBuilder.ts'
import { SheetIndexer } from './indexBuilder.ts'
import { entriesOf, type PageEntry } from './indexPages.ts'
import { statement } from '../store/statements.ts'

/** Number of the form the index is written in; sheets in another form count as not indexed. */
export const indexForm = 2
const pieceSpan = 2 ** 33
const partSpan = pieceSpan * 8
const mostParts = 131_071

/** Writes the index of sheets, inside the transaction that is open. */
export interface IndexWriter {
  /** A part of a sheet's index; parts come in the order of their rows. */
  put(sheetId: number, part: IndexPart): void
  /** Marks the sheets as indexed, those without rows too. */
  end(sheetIds: readonly number[]): void
}
export function indexWriter(db: WriteDb): IndexWriter {
  const done = db.prepare('INSERT OR REPLACE INTO search_sheets (sheet_id, form) VALUES (?, ?)')
  return {
    put: partWriter(db),
    end: (sheetIds) => {
      for (const sheetId of sheetIds) done.run(sheetId, indexForm)
    },
  }
}

/** Indexes sheets whose rows stand in the case, inside the transaction that is open. `look` is awaited now and then with the rows so far; it may throw to stop. */
export async function indexSheets(
  db: WriteDb,
  sheetIds: readonly number[],
  look: (rows: number) => Promise<void> = () => Promise.resolve(),
  sizes?: IndexSizes,
): Promise<void> {
  forgetSheets(db, sheetIds)
  const writer = indexWriter(db)
  let rows = 0
  for (const sheetId of sheetIds) {
    const indexer = new SheetIndexer(sizes)
    for (const lines of eachOriginalLines(db, sheetId)) {
      for (const [row, ...cells] of lines) {
        const part = indexer.add(row, cells)
        if (part !== null) writer.put(sheetId, part)
      }
      const before = rows
      rows += lines.length
      if (Math.floor(rows / 5_000) > Math.floor(before / 5_000)) await look(rows)
    }
    const last = indexer.end()
    if (last !== null) writer.put(sheetId, last)
  }
  writer.end(sheetIds)
}
function partWriter(db: WriteDb): (sheetId: number, part: IndexPart) => void {
  const part = db.prepare(
    'INSERT INTO search_parts (part_id, sheet_id, first_row, last_row, loose, loose_names) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const page = db.prepare('INSERT INTO search_pages (page_id, bytes) VALUES (?, ?)')
  const last = db.prepare<[], number>('SELECT coalesce(max(part_id), 0) FROM search_parts').pluck()
  return (sheetId, made) => {
    const partId = nextPart(db, last.get() ?? 0)
    part.run(
      partId,
      sheetId,
      made.firstRow,
      made.lastRow,
      JSON.stringify(made.loose),
      made.looseNames ? 1 : 0,
    )
    for (const { piece, first, bytes } of made.pages)
      page.run(partId * partSpan + piece * pieceSpan + first, bytes)
  }
}
/** The bytes of a part's pages, in their order. */
export function pagesOfPart(db: Db, partId: number): readonly Uint8Array[] {
  return db
    .prepare<[number, number], Uint8Array>(
      'SELECT bytes FROM search_pages WHERE page_id >= ? AND page_id < ? ORDER BY page_id',
    )
    .pluck()
    .all(partId * partSpan, (partId + 1) * partSpan)
}
/** How many parts of a sheet's index have no page. */
export function emptyPartsOf(db: Db, sheetId: number): number {
  return (
    db
      .prepare<[number], number>(
        `SELECT count(*) FROM search_parts p WHERE sheet_id = ? AND NOT EXISTS (SELECT 1 FROM search_pages WHERE page_id >= p.part_id * ${partSpan} AND page_id < (p.part_id + 1) * ${partSpan})`,
      )
      .pluck()
      .get(sheetId) ?? 0
  )
}
/** After very many imports and undos the part numbers start again. */
function nextPart(db: Db, last: number): number {
  if (last < mostParts) return last + 1
  return (
    db
      .prepare<[], number>(
        'SELECT min(part_id) + 1 FROM search_parts p WHERE NOT EXISTS (SELECT 1 FROM search_parts n WHERE n.part_id = p.part_id + 1)',
      )
      .pluck()
      .get() ?? 1
  )
}

/** Takes the index of sheets out. */
export function forgetSheets(db: WriteDb, sheetIds: readonly number[]): void {
  const sheets = JSON.stringify(sheetIds)
  const pages = db.prepare('DELETE FROM search_pages WHERE page_id >= ? AND page_id < ?')
  for (const partId of db
    .prepare<[string], number>(
      'SELECT part_id FROM search_parts WHERE sheet_id IN (SELECT value FROM json_each(?))',
    )
    .pluck()
    .all(sheets))
    pages.run(partId * partSpan, (partId + 1) * partSpan)
  for (const table of ['search_parts', 'search_sheets'])
    db.prepare(`DELETE FROM ${table} WHERE sheet_id IN (SELECT value FROM json_each(?))`).run(sheets)
}
/** Sheets of the case that have rows and no index in the present form. */
export function sheetsWithoutIndex(db: Db): readonly { readonly sheetId: number; readonly rows: number }[] {
  return db
    .prepare<[number], { sheetId: number; rows: number }>(
      `SELECT s.sheet_id AS sheetId, s.row_count AS rows FROM sheets s JOIN batches b ON b.batch_id = s.batch_id AND b.status = 'active'
    WHERE s.kind IS NOT NULL AND NOT EXISTS (SELECT 1 FROM search_sheets i WHERE i.sheet_id = s.sheet_id AND i.form = ?) ORDER BY s.sheet_id`,
    )
    .all(indexForm)
}

export interface StoredPart {
  readonly partId: number
  readonly sheetId: number
  readonly firstRow: number
  readonly lastRow: number
  readonly loose: readonly number[]
  readonly looseNames: boolean
}
/** The parts of a sheet in the order of their rows. */
export function partsOf(db: Db, sheetId: number): readonly StoredPart[] {
  return statement<
    [number],
    { partId: number; sheetId: number; firstRow: number; lastRow: number; loose: string; looseNames: number }
  >(
    db,
    'SELECT part_id AS partId, sheet_id AS sheetId, first_row AS firstRow, last_row AS lastRow, loose, loose_names AS looseNames FROM search_parts WHERE sheet_id = ? ORDER BY first_row',
  )
    .all(sheetId)
    .map((part) => ({
      ...part,
      loose: JSON.parse(part.loose) as readonly number[],
      looseNames: part.looseNames === 1,
    }))
}

/** Reads pages of the index; one for each question. */
export class PageReader {
  private readonly at
  private readonly between
  constructor(db: Db) {
    this.at = statement<[number, number], { id: number; bytes: Uint8Array }>(
      db,
      'SELECT page_id AS id, bytes FROM search_pages WHERE page_id >= ? AND page_id <= ? ORDER BY page_id DESC LIMIT 1',
    )
    this.between = statement<[number, number], { id: number; bytes: Uint8Array }>(
      db,
      'SELECT page_id AS id, bytes FROM search_pages WHERE page_id > ? AND page_id <= ? ORDER BY page_id',
    )
  }

  /** What belongs to a key; null when the part does not know it. */
  entry(part: StoredPart, piece: number, key: number): PageEntry | null {
    const base = part.partId * partSpan + piece * pieceSpan
    const page = this.at.get(base, base + key)
    return page === undefined ? null : (entriesOf(page.bytes, page.id - base, key, key)[0] ?? null)
  }
  /** What belongs to the keys `from` to `to`, both included, in their order. */
  entries(part: StoredPart, piece: number, from: number, to: number): readonly PageEntry[] {
    const base = part.partId * partSpan + piece * pieceSpan
    const first = this.at.get(base, base + from)
    const pages = [...(first === undefined ? [] : [first]), ...this.between.all(base + from, base + to)]
    return pages.flatMap((page) => entriesOf(page.bytes, page.id - base, from, to))
  }
  /** A page that is a whole by itself; null when there is none of the number. */
  whole(part: StoredPart, piece: number, number: number): Uint8Array | null {
    const id = part.partId * partSpan + piece * pieceSpan + number
    return this.at.get(id, id)?.bytes ?? null
  }
  /** All such pages of a part from `from` to `to`, both included. */
  wholes(
    part: StoredPart,
    piece: number,
    from: number,
    to: number,
  ): readonly { readonly number: number; readonly bytes: Uint8Array }[] {
    const base = part.partId * partSpan + piece * pieceSpan
    return this.between.all(base + from - 1, base + to).map(({ id, bytes }) => ({ number: id - base, bytes }))
  }
}
