/**
 * What the audit log keeps of the rows of a sheet, so that a row that somebody changed in the file is found: a digest of the rows as they were
 * read, of how the sheet was read, and of what became of its rows, a thousand rows at a time. What is derived (whom a row names, which row
 * it repeats) has no part in it: it is checked by deriving it again. An edit renews the digests of the thousands it falls into.
 */
import { createHash, type Hash } from 'node:crypto'
import type { RecordKind } from '../../../shared/model/define.ts'
import { recordKind } from '../../../shared/model/recordKinds/index.ts'
import { auditNote, type AuditNote } from '../store/auditNotes.ts'
import type { Db, WriteDb } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { columnOf } from './evidence.ts'
import type { RowBlock } from './rowBlocks.ts'

type Value = string | number | null
/** So many rows have a digest together: few enough that an edit renews it at once, enough that those of a million rows have room in one audit row. */
const portionRows = 1024
/** The portion of a row. */
export function portionOf(row: number): number {
  return Math.floor(row / portionRows)
}
/** Rows of a portion, both included. */
export function rowsOfPortion(portion: number): readonly [from: number, to: number] {
  return [portion * portionRows, (portion + 1) * portionRows - 1]
}

/** The digests of a sheet; of an edit only those it renewed. */
export interface SheetDigests {
  /** Rows as they were read. */
  readonly read?: string
  /** File, sheet and how it was read. */
  readonly about?: string
  /** What the sheet as a whole told (`sheets.basis`). */
  readonly basis?: string
  /** By portion; `noRows` for one without rows. */
  readonly rows: Readonly<Record<string, string>>
}
/** The name in the audit row's parameters; JSON, sheet id → SheetDigests. */
export const digestsParam = 'sheetDigests'

/** Where the value of a field stands in a record. */
interface Place {
  readonly name: string
  readonly at: number
}
/** The digest of a portion that has no rows any more. */
export const noRows = 'none'

function ended(hash: Hash): string {
  return hash.digest('base64url')
}
export function digestOf(text: string): string {
  return ended(createHash('sha256').update(text, 'utf8'))
}

/** The fields of a kind in an order that a later program keeps. */
function digestedFields(kind: RecordKind): readonly string[] {
  return kind.fields.map(({ id }) => id).sort()
}

/** The sign of a length, for lengths that cells have. */
const lengthSigns = Array.from({ length: 0x700 }, (_, length) => String.fromCharCode(length + 0x20))
function lengthSign(length: number): string {
  return lengthSigns[length] ?? `\u0800${length} `
}

/** Lines of a portion; the length of each text is told, so that nothing can pass from one place to the next. */
class Portion {
  private readonly records = createHash('sha256')
  private readonly others = createHash('sha256')
  private readonly remarks = createHash('sha256')
  /** The fields that the last record had; told again only when they change. */
  private shape: readonly string[] = []
  /** Gathered, since many small pieces cost more than a large one. */
  private pending = ''
  record(row: number, values: readonly Value[], begin: number, places: readonly Place[]): void {
    let texts = ''
    let lengths = ''
    let filled = 0
    let alike = true
    for (const { name, at } of places) {
      const value = values[begin + at]
      if (value === null || value === undefined) continue
      const text = typeof value === 'number' ? String(value) : value
      texts += text
      lengths += lengthSign(text.length)
      if (this.shape[filled] !== name) alike = false
      filled += 1
    }
    if (!alike || filled !== this.shape.length) {
      this.shape = places.flatMap(({ name, at }) => ((values[begin + at] ?? null) === null ? [] : [name]))
      this.pending += `@${this.shape.join()};`
    }
    this.pending += `${row};${lengths}${texts}`
    if (this.pending.length > 16_384) this.flush()
  }
  private flush(): void {
    this.records.update(this.pending, 'utf8')
    this.pending = ''
  }
  other(row: number, outcome: string, reason: string | null): void {
    this.others.update(`${row}${told(outcome)}${told(reason)};`, 'utf8')
  }
  remark(...values: readonly Value[]): void {
    this.remarks.update(`${values.map(told).join('')};`, 'utf8')
  }
  end(): string {
    this.flush()
    return ended(
      createHash('sha256')
        .update(this.records.digest())
        .update(this.others.digest())
        .update(this.remarks.digest()),
    )
  }
}
function told(value: Value): string {
  return value === null ? '~' : typeof value === 'number' ? `#${value}` : `${value.length}'${value}`
}

/** Digests of a sheet while it is written; rows come in their order. */
export class SheetDigester {
  private readonly read = createHash('sha256')
  private readonly portions = new Map<number, Portion>()
  private readonly fields: readonly string[]
  private lastPortion: Portion | null = null
  private last = -1
  /** Names that the last records had, with where each field stands. */
  private known = ''
  private places: readonly Place[] = []

  constructor(kind: RecordKind | null) {
    this.fields = kind === null ? [] : digestedFields(kind)
  }
  block(block: RowBlock): void {
    addBlock(this.read, block)
  }
  /** Record after record: row, fact, then a value for each name; `width` of them each. */
  records(names: readonly string[], records: readonly Value[], width = names.length + 2): void {
    const wanted = names.join()
    if (wanted !== this.known) {
      this.known = wanted
      this.places = this.fields.flatMap((name) => {
        const at = names.indexOf(name)
        return at < 0 ? [] : [{ name, at: at + 2 }]
      })
    }
    for (let begin = 0; begin < records.length; begin += width) {
      const row = Number(records[begin])
      this.portion(row).record(row, records, begin, this.places)
    }
  }
  unrecorded(row: number, outcome: string, reason: string | null): void {
    this.portion(row).other(row, outcome, reason)
  }
  remark(
    row: number,
    field: string | null,
    column: number | null,
    code: string,
    severity: string,
    raw: string,
  ): void {
    this.portion(row).remark(row, field, column, code, severity, raw)
  }
  private portion(row: number): Portion {
    const number = portionOf(row)
    if (number === this.last && this.lastPortion !== null) return this.lastPortion
    let found = this.portions.get(number)
    if (found === undefined) this.portions.set(number, (found = new Portion()))
    this.last = number
    this.lastPortion = found
    return found
  }
  end(): { readonly read: string; readonly rows: Readonly<Record<string, string>> } {
    return {
      read: ended(this.read),
      rows: Object.fromEntries(
        [...this.portions].map(([number, portion]) => [String(number), portion.end()]),
      ),
    }
  }
}
function addBlock(hash: Hash, { first, last, cells, marks }: RowBlock): void {
  hash.update(`${first} ${last} ${cells.length} ${marks?.length ?? -1};`, 'utf8').update(cells)
  if (marks !== null) hash.update(marks)
}

/** The digest of the rows as read that a sheet has now. */
export function readDigest(db: Db, sheetId: number): string {
  const hash = createHash('sha256')
  const next = db.prepare<[number, number], RowBlock>(
    'SELECT first_row AS first, last_row AS last, cells, marks FROM original_blocks WHERE sheet_id = ? AND first_row > ? ORDER BY first_row LIMIT 1',
  )
  for (let block = next.get(sheetId, -1); block !== undefined; block = next.get(sheetId, block.first))
    addBlock(hash, block)
  return ended(hash)
}
/** The fields that any of these rows has a value in: a kind has many, a sheet fills few. */
function filledFields(db: Db, kind: RecordKind, range: [number, number, number]): readonly string[] {
  const names = digestedFields(kind)
  const counts = db
    .prepare<[number, number, number], number[]>(
      `SELECT ${names.map((name) => `count(${columnOf('r', name)})`).join(', ')} FROM ${recordTable(kind.id)} r WHERE r.sheet_id = ? AND r.row BETWEEN ? AND ?`,
    )
    .raw()
    .get(...range)
  return names.filter((_, at) => (counts?.[at] ?? 0) > 0)
}
/** What else is looked at while rows are read for their digests, so that a large table is read once. */
export interface BesideDigests {
  /** Columns that it needs besides the fields. */
  readonly columns: readonly string[]
  /** A record: its row, a value that says nothing, the values of the fields `names`, then those of `columns`. May be called again for a record. */
  take(names: readonly string[], record: readonly Value[]): void
}
/** The fields that rows of a sheet had a value in so far: those of the next rows as a rule. */
export interface FilledSoFar {
  names: readonly string[] | null
}
/** SQL that is null where all of the fields are. */
function anyOf(names: readonly string[]): string {
  const columns = names.map((name) => columnOf('r', name))
  // A function takes so many arguments and needs two.
  const parts: string[] = []
  for (let at = 0; at < columns.length; at += 60)
    parts.push(`coalesce(${['NULL', ...columns.slice(at, at + 60), 'NULL'].join(', ')})`)
  return parts.length === 0 ? 'NULL' : `coalesce(NULL, ${parts.join(', ')})`
}
/** Digests records by the fields that are expected to be filled; false, with nothing to go by, where others are filled too. */
function digestRecords(
  db: Db,
  kind: RecordKind,
  range: [number, number, number],
  names: readonly string[],
  whole: boolean,
  digester: SheetDigester,
  beside: BesideDigests | null,
): boolean {
  const others = whole ? 'NULL' : anyOf(digestedFields(kind).filter((name) => !names.includes(name)))
  const columns = [...names, ...(beside?.columns ?? [])].map((name) => columnOf('r', name))
  const width = columns.length + 3
  for (const record of db
    .prepare<[number, number, number], Value[]>(
      `SELECT ${['r.row', 'NULL', ...columns, others].join(', ')} FROM ${recordTable(kind.id)} r WHERE r.sheet_id = ? AND r.row BETWEEN ? AND ? ORDER BY r.row`,
    )
    .raw()
    .iterate(...range)) {
    if (record[width - 1] !== null) return false
    digester.records(names, record, width)
    beside?.take(names, record)
  }
  return true
}
/** The digests that rows of a sheet have now, from the portion on up to the other, both included. */
export function rowsDigests(
  db: Db,
  sheetId: number,
  kindId: string | null,
  from: number,
  to: number,
  soFar: FilledSoFar = { names: null },
  beside: BesideDigests | null = null,
): Readonly<Record<string, string>> {
  const kind = kindId === null ? null : (recordKind(kindId) ?? null)
  let digester = new SheetDigester(kind)
  const range: [number, number, number] = [sheetId, rowsOfPortion(from)[0], rowsOfPortion(to)[1]]
  if (kind !== null) {
    const expected = soFar.names
    if (expected === null || !digestRecords(db, kind, range, expected, false, digester, beside)) {
      const filled = filledFields(db, kind, range)
      digester = new SheetDigester(kind)
      digestRecords(db, kind, range, filled, true, digester, beside)
      soFar.names = [...new Set([...(expected ?? []), ...filled])].sort()
    }
  }
  for (const { row, outcome, reason } of db
    .prepare<[number, number, number], { row: number; outcome: string; reason: string | null }>(
      'SELECT row, outcome, reason FROM unrecorded_rows WHERE sheet_id = ? AND row BETWEEN ? AND ? ORDER BY row',
    )
    .iterate(...range))
    digester.unrecorded(row, outcome, reason)
  for (const [row, field, column, code, severity, raw] of db
    .prepare<[number, number, number], [number, string | null, number | null, string, string, string]>(
      'SELECT row, field, col, code, severity, raw FROM row_issues WHERE sheet_id = ? AND row BETWEEN ? AND ? ORDER BY row, issue_id',
    )
    .raw()
    .iterate(...range))
    digester.remark(row, field, column, code, severity, raw)
  return digester.end().rows
}

interface AboutSheet {
  readonly about: string
  readonly basis: string | null
  readonly kind: string | null
}
/** How a sheet was read, as a text whose digest stands in the log, and its basis. */
export function aboutSheet(
  db: Db,
  sheetId: number,
): { readonly about: string; readonly basis: string; readonly kind: string | null } {
  const row = db
    .prepare<[number], AboutSheet>(
      `SELECT json_array(o.sha256, b.at, b.operator, b.encoding, b.plan, b.program, s.idx, s.name, s.hidden, s.kind, s.format, s.skip, s.header_row, s.header_rows, s.columns, s.row_count, s.read) AS about,
        s.basis, s.kind FROM sheets s JOIN batches b USING (batch_id) JOIN originals o USING (original_id) WHERE s.sheet_id = ?`,
    )
    .get(sheetId)
  return { about: digestOf(row?.about ?? ''), basis: digestOf(row?.basis ?? ''), kind: row?.kind ?? null }
}

/** What an audit row will say of sheets: those that an import wrote, and the portions of others that were written again. */
class DueDigests implements AuditNote {
  readonly imported = new Map<number, ReturnType<SheetDigester['end']>>()
  readonly touched = new Map<number, Set<number>>()
  private readonly db: WriteDb
  constructor(db: WriteDb) {
    this.db = db
  }
  params(): Readonly<Record<string, string>> {
    const digests: Record<string, SheetDigests> = {}
    for (const sheetId of new Set([...this.imported.keys(), ...this.touched.keys()])) {
      const { about, basis, kind } = aboutSheet(this.db, sheetId)
      const written = this.imported.get(sheetId)
      const rows: Record<string, string> = { ...written?.rows }
      for (const portion of this.touched.get(sheetId) ?? [])
        rows[portion] = rowsDigests(this.db, sheetId, kind, portion, portion)[portion] ?? noRows
      digests[sheetId] = { ...(written === undefined ? {} : { read: written.read, about }), basis, rows }
    }
    return { [digestsParam]: JSON.stringify(digests) }
  }
}
const mark = Symbol('sheets')
const dueOf = (db: WriteDb): DueDigests => auditNote(db, mark, () => new DueDigests(db))

/** The rows of a sheet as an import has just written them: the audit row of the transaction keeps their digests. */
export function noteImported(db: WriteDb, sheetId: number, digests: ReturnType<SheetDigester['end']>): void {
  dueOf(db).imported.set(sheetId, digests)
}
/** Rows of a sheet, or its basis alone, were written again: the audit row of the transaction keeps what their digests are then. */
export function noteRewritten(db: WriteDb, sheetId: number, rows: Iterable<number>): void {
  const { touched } = dueOf(db)
  const portions = touched.get(sheetId) ?? new Set()
  for (const row of rows) portions.add(portionOf(row))
  touched.set(sheetId, portions)
}
