/** Writes what the parser sends into the case: sheets, rows as read, records, entities, issues. One instance per import, inside its transaction. */
import type { RecordKind } from '../../../../shared/model/define.ts'
import { recordKind } from '../../../../shared/model/recordKinds/index.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { WriteDb } from '../../store/db.ts'
import { FactStream } from '../../entities/factStream.ts'
import { entityInserter, type InsertEntity } from '../../entities/insertEntities.ts'
import { originalRowsWriter } from '../../records/originalRows.ts'
import { noteImported, SheetDigester } from '../../records/sheetDigests.ts'
import type { Steps } from '../../store/steps.ts'
import { dropIndexes, manyRows } from '../../store/bulkRows.ts'
import { type RecordIndex, recordIndexes, recordTable, roleColumn } from '../../store/recordTables.ts'
import { type PutRows, rowsInsert } from '../../store/rowsInsert.ts'
import type { SheetEnd, SheetStart } from '../process/parserProtocol.ts'
import type { Batch, StoredValue } from '../convert/batch.ts'

interface OpenSheet {
  readonly sheetId: number
  readonly kind: RecordKind | null
  /** Columns of the kind's table that the sheet may fill, by the numbers its batches use. */
  readonly columns: readonly string[]
  readonly digester: SheetDigester
  /** How rows are put in for the columns of the last batch; a sheet meets all its columns soon. */
  insert: { readonly columns: string; readonly put: PutRows } | null
  read: number
  accepted: number
  rejected: number
  skipped: number
  warnings: number
}
export interface WrittenImport {
  readonly kinds: readonly string[]
  readonly sheetIds: readonly number[]
  readonly rows: number
  readonly warnings: number
}

interface RecordTable {
  readonly kind: RecordKind
  next: number
  /** Rows that were there before; counted when so many are added that it plays a part, since counting goes over the whole table. */
  before: number | null
  added: number
  /** Indexes not dropped so far; null while all are kept up row by row. */
  kept: readonly RecordIndex[] | null
  readonly dropped: RecordIndex[]
}

export class ImportWriter {
  private readonly db: WriteDb
  private readonly batchId: number
  private readonly sheets = new Map<number, OpenSheet>()
  private readonly tables = new Map<string, RecordTable>()
  /** What the rows say of entities and links, by kind. */
  readonly counted = new Map<string, FactStream>()
  private readonly statements
  private readonly putEntity: InsertEntity
  private readonly originals: ReturnType<typeof originalRowsWriter>
  private readonly putIssues: PutRows
  private issues = 0
  /** The indexes of the issues, while they are left out. */
  private issueIndexes: readonly string[] = []
  private nextSheet: number
  /** Sheet ids of an earlier run of the same batch, by index: a redo uses them again. */
  private readonly known: ReadonlyMap<number, number>
  /** Rows read so far, without the headers, as every count of an import is. */
  rows = 0

  constructor(db: WriteDb, batchId: number) {
    this.db = db
    this.batchId = batchId
    this.known = new Map(
      db
        .prepare<[number], { idx: number; sheetId: number }>(
          'SELECT idx, sheet_id AS sheetId FROM sheets WHERE batch_id = ?',
        )
        .all(batchId)
        .map((row) => [row.idx, row.sheetId]),
    )
    this.nextSheet =
      1 + (db.prepare<[], number>('SELECT coalesce(max(sheet_id), 0) FROM sheets').pluck().get() ?? 0)
    this.putEntity = entityInserter(db)
    this.originals = originalRowsWriter(db)
    this.putIssues = rowsInsert(db, 'row_issues', [
      'sheet_id',
      'row',
      'record_id',
      'kind',
      'field',
      'col',
      'code',
      'severity',
      'raw',
    ])
    this.statements = {
      sheet:
        db.prepare(`INSERT INTO sheets (sheet_id, batch_id, idx, name, hidden, kind, format, skip, header_row, header_rows, columns) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (sheet_id) DO UPDATE SET kind = excluded.kind, format = excluded.format, skip = excluded.skip, header_row = excluded.header_row, header_rows = excluded.header_rows, columns = excluded.columns`),
      role: db.prepare(
        'INSERT OR IGNORE INTO record_entities (kind, role, record_id, entity_id) VALUES (?, ?, ?, ?)',
      ),
      counts: db.prepare(
        'UPDATE sheets SET row_count = ?, read = ?, accepted = ?, duplicate = 0, rejected = ?, skipped = ?, basis = ? WHERE sheet_id = ?',
      ),
    }
  }

  /** Sheets that an earlier run of the batch left out, by name: a redo counts their tables as that run did. */
  get leftOut(): readonly string[] {
    return this.db
      .prepare<[number], string>("SELECT name FROM sheets WHERE batch_id = ? AND skip = 'not-chosen'")
      .pluck()
      .all(this.batchId)
  }
  startSheet(sheet: SheetStart): void {
    const sheetId = this.known.get(sheet.index) ?? this.nextSheet++
    const kind = sheet.plan === null ? null : (recordKind(sheet.plan.kind) ?? null)
    this.statements.sheet.run(
      sheetId,
      this.batchId,
      sheet.index,
      sheet.name,
      sheet.hidden ? 1 : 0,
      kind?.id ?? null,
      sheet.format,
      sheet.skip,
      sheet.plan?.headerRow ?? null,
      sheet.plan?.headerRows ?? 1,
      JSON.stringify(sheet.mapping),
    )
    this.sheets.set(sheet.index, {
      sheetId,
      kind,
      columns:
        kind === null
          ? []
          : [
              ...sheet.fields,
              ...kind.roles.filter((role) => role.multi !== true).map(({ role }) => roleColumn(role)),
            ],
      digester: new SheetDigester(kind),
      insert: null,
      read: 0,
      accepted: 0,
      rejected: 0,
      skipped: 0,
      warnings: 0,
    })
  }

  write(batch: Batch): void {
    const sheet = this.sheets.get(batch.index)
    if (sheet === undefined || (sheet.kind === null && batch.records.length > 0))
      throw new AppError('parser-stopped', 'the parser sent rows of no sheet')
    const { sheetId, kind } = sheet
    const width = batch.columns.length + 2
    const recordId = kind === null ? () => null : this.writeRecords(sheet, kind, batch)
    for (const block of batch.blocks) {
      this.originals.putBlock(sheetId, block)
      sheet.digester.block(block)
    }
    const accepted = batch.records.length / width
    sheet.read += accepted
    sheet.accepted += accepted
    this.rows += accepted
    for (const [row, outcome, reason] of batch.unrecorded) {
      this.originals.putUnrecorded(sheetId, row, outcome, reason)
      sheet.digester.unrecorded(row, outcome, reason)
      if (outcome === 'header') continue
      sheet.read += 1
      this.rows += 1
      if (outcome === 'rejected') sheet.rejected += 1
      else sheet.skipped += 1
    }
    const issues: StoredValue[] = []
    for (const [row, record, field, column, code, severity, raw] of batch.issues) {
      issues.push(
        sheetId,
        row,
        record < 0 ? null : recordId(record),
        kind?.id ?? null,
        field,
        column,
        code,
        severity,
        raw,
      )
      sheet.digester.remark(row, field, column, code, severity, raw)
      if (severity === 'warn') sheet.warnings += 1
    }
    this.reserveIssues(batch.issues.length)
    this.putIssues(issues)
  }

  /** Puts the records of a batch in; says which id the batch's record got. */
  private writeRecords(sheet: OpenSheet, kind: RecordKind, batch: Batch): (record: number) => number {
    const width = batch.columns.length + 2
    const names = columnNames(sheet, batch.columns)
    const ids = recordIdsOf(batch, width)
    const first = this.reserve(kind, ids.reserved, names)
    for (const entity of batch.entities) this.putEntity(...entity)
    const records: StoredValue[] = []
    for (let at = 0, record = 0; at < batch.records.length; at += width, record += 1) {
      records.push(first + ids.of(record))
      for (let column = at; column < at + width; column += 1) records.push(batch.records[column] ?? null)
    }
    this.putRecords(sheet, kind, names)(records)
    this.countFacts(kind, names, batch.records)
    sheet.digester.records(names, batch.records)
    for (const [record, role, entityId] of batch.roles)
      this.statements.role.run(kind.id, role, first + ids.of(record), entityId)
    return (record) => first + ids.of(record)
  }
  private countFacts(kind: RecordKind, names: readonly string[], records: readonly StoredValue[]): void {
    let stream = this.counted.get(kind.id)
    if (stream === undefined) this.counted.set(kind.id, (stream = new FactStream(kind)))
    stream.add(names, 2, records)
  }
  private putRecords(sheet: OpenSheet, kind: RecordKind, names: readonly string[]): PutRows {
    const wanted = names.join()
    if (sheet.insert?.columns !== wanted) {
      sheet.insert = {
        columns: wanted,
        put: rowsInsert(this.db, recordTable(kind.id), ['record_id', 'row', 'fact', ...names], {
          sheet_id: String(sheet.sheetId),
        }),
      }
    }
    return sheet.insert.put
  }

  /** The id under which the sheet of this number is written. */
  sheetId(index: number): number {
    const sheet = this.sheets.get(index)
    if (sheet === undefined) throw new AppError('parser-stopped', 'the parser sent the index of no sheet')
    return sheet.sheetId
  }

  endSheet(end: SheetEnd): void {
    const sheet = this.sheets.get(end.index)
    if (sheet === undefined) return
    this.statements.counts.run(
      end.rowCount,
      sheet.read,
      sheet.accepted,
      sheet.rejected,
      sheet.skipped,
      end.basis === null ? null : JSON.stringify(end.basis),
      sheet.sheetId,
    )
    noteImported(this.db, sheet.sheetId, sheet.digester.end())
  }

  /** Completes the tables; says what was written, for deriving facts from it. */
  *finish(): Steps<WrittenImport> {
    for (const table of this.tables.values()) {
      for (const index of table.dropped) {
        this.db.exec(index.create)
        yield
      }
      table.dropped.length = 0
    }
    for (const sql of this.issueIndexes) {
      this.db.exec(sql)
      yield
    }
    this.issueIndexes = []
    const used = [...this.sheets.values()]
    const kinds = [...new Set(used.flatMap(({ kind }) => (kind === null ? [] : [kind.id])))]
    return {
      kinds,
      sheetIds: used.filter(({ kind }) => kind !== null).map(({ sheetId }) => sheetId),
      rows: this.rows,
      warnings: used.reduce((sum, { warnings }) => sum + warnings, 0),
    }
  }

  private reserve(kind: RecordKind, count: number, columns: readonly string[]): number {
    let table = this.tables.get(kind.id)
    if (table === undefined) {
      const last = this.db
        .prepare<[], number>(`SELECT coalesce(max(record_id), 0) FROM ${recordTable(kind.id)}`)
        .pluck()
        .get()
      table = { kind, next: (last ?? 0) + 1, before: null, added: 0, kept: null, dropped: [] }
      this.tables.set(kind.id, table)
    }
    const first = table.next
    table.next += count
    table.added += count
    // Indexes made once over many rows cost a fraction of indexes kept up row by row.
    if (table.kept === null && table.added > manyRows) {
      table.before ??= this.rowsOf(kind) - (table.added - count)
      if (table.added > table.before) table.kept = recordIndexes(kind)
    }
    if (table.kept !== null && table.kept.length > 0) {
      // Keep an index that holds none of the new rows: it costs nothing now, but rebuilding it would read all rows. Rows come in the order of
      // their source: its index only grows at its end, while the engine waits for the parser.
      const written = ['fact', ...columns]
      const gone = table.kept.filter(
        ({ filled, ascends }) => ascends !== true && filled.every((column) => written.includes(column)),
      )
      for (const index of gone) this.db.exec(index.drop)
      table.dropped.push(...gone)
      table.kept = table.kept.filter((index) => !gone.includes(index))
    }
    return first
  }

  private rowsOf(kind: RecordKind): number {
    return (
      this.db
        .prepare<[], number>(`SELECT count(*) FROM ${recordTable(kind.id)}`)
        .pluck()
        .get() ?? 0
    )
  }

  /** The same for the remarks: a sheet of card numbers that do not check has one or more a row. */
  private reserveIssues(count: number): void {
    const before = this.issues
    this.issues += count
    if (before > manyRows || this.issues <= manyRows) return
    const present = this.db.prepare<[], number>('SELECT count(*) FROM row_issues').pluck().get() ?? 0
    if (present - before > this.issues) return
    this.issueIndexes = dropIndexes(this.db, 'row_issues')
  }
}

/**
 * Record ids follow the order of the rows, and a row that is no record leaves its id free: if an edit makes it one, it takes the place it
 * would have had (records/reconvert.ts).
 */
function recordIdsOf(
  { records, unrecorded }: Batch,
  width: number,
): { of(record: number): number; readonly reserved: number } {
  const count = records.length / width
  const lost = unrecorded.filter(([, outcome]) => outcome !== 'header').map(([row]) => row)
  if (lost.length === 0) return { of: (record) => record, reserved: count }
  const places: number[] = []
  let before = 0
  for (let record = 0; record < count; record += 1) {
    while (before < lost.length && (lost[before] ?? 0) < Number(records[record * width])) before += 1
    places.push(record + before)
  }
  return { of: (record) => places[record] ?? record, reserved: count + lost.length }
}
function columnNames(sheet: OpenSheet, columns: readonly number[]): readonly string[] {
  return columns.map((column) => {
    const name = sheet.columns[column]
    if (name === undefined) throw new AppError('parser-stopped', 'the parser sent a column of no sheet')
    return name
  })
}
