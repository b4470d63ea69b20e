/** Writes what the parser sends into the case: sheets, rows as read, records, entities, issues. One instance per import, inside its transaction. */
import type { RecordKind } from '../../../shared/model/define.ts'
import { recordKind } from '../../../shared/model/recordKinds/index.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Db } from '../context.ts'
import { quotedName, recordIndexes, recordTable, roleColumn } from '../store/recordTables.ts'
import type { Batch, SheetEnd, SheetStart } from './parserProtocol.ts'

interface OpenSheet {
  readonly sheetId: number
  readonly kind: RecordKind | null
  readonly insert: ((values: readonly (string | number | null)[]) => void) | null
  read: number
  accepted: number
  rejected: number
  skipped: number
  warnings: number
}
export interface WrittenImport { readonly kinds: readonly string[]; readonly sheetIds: readonly number[]; readonly rows: number; readonly warnings: number }

interface RecordTable { readonly kind: RecordKind; next: number; readonly before: number; added: number; bare: boolean }
const bulkRows = 20_000

export class ImportWriter {
  private readonly db: Db
  private readonly batchId: number
  private readonly sheets = new Map<number, OpenSheet>()
  private readonly tables = new Map<string, RecordTable>()
  private readonly statements
  private nextSheet: number
  /** Sheet ids of an earlier run of the same batch, by index: a redo uses them again. */
  private readonly known: ReadonlyMap<number, number>
  rows = 0

  constructor(db: Db, batchId: number) {
    this.db = db
    this.batchId = batchId
    this.known = new Map(db.prepare<[number], { idx: number; sheetId: number }>('SELECT idx, sheet_id AS sheetId FROM sheets WHERE batch_id = ?').all(batchId).map((row) => [row.idx, row.sheetId]))
    this.nextSheet = 1 + (db.prepare<[], number>('SELECT coalesce(max(sheet_id), 0) FROM sheets').pluck().get() ?? 0)
    this.statements = {
      sheet: db.prepare(`INSERT INTO sheets (sheet_id, batch_id, idx, name, hidden, kind, format, skip, header_row, header_rows, columns) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (sheet_id) DO UPDATE SET kind = excluded.kind, format = excluded.format, skip = excluded.skip, header_row = excluded.header_row, header_rows = excluded.header_rows, columns = excluded.columns`),
      row: db.prepare('INSERT INTO original_rows (sheet_id, row, outcome, reason, record_id, cells) VALUES (?, ?, ?, ?, ?, ?)'),
      issue: db.prepare('INSERT INTO row_issues (sheet_id, row, record_id, kind, field, col, code, severity, raw) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)'),
      entity: db.prepare('INSERT INTO entities (entity_id, kind, key, label, name_only) VALUES (?, ?, ?, ?, ?) ON CONFLICT (entity_id) DO NOTHING'),
      clash: db.prepare<[number], { kind: string; key: string }>('SELECT kind, key FROM entities WHERE entity_id = ?'),
      role: db.prepare('INSERT OR IGNORE INTO record_entities (kind, role, record_id, entity_id) VALUES (?, ?, ?, ?)'),
      counts: db.prepare('UPDATE sheets SET row_count = ?, read = ?, accepted = ?, duplicate = 0, rejected = ?, skipped = ? WHERE sheet_id = ?'),
    }
  }

  startSheet(sheet: SheetStart): void {
    const sheetId = this.known.get(sheet.index) ?? this.nextSheet++
    const kind = sheet.plan === null ? null : recordKind(sheet.plan.kind) ?? null
    this.statements.sheet.run(sheetId, this.batchId, sheet.index, sheet.name, sheet.hidden ? 1 : 0, kind?.id ?? null, sheet.format, sheet.skip,
      sheet.plan?.headerRow ?? null, sheet.plan?.headerRows ?? 1, JSON.stringify(sheet.mapping))
    this.sheets.set(sheet.index, { sheetId, kind, insert: kind === null ? null : recordInsert(this.db, kind, sheet.fields), read: 0, accepted: 0, rejected: 0, skipped: 0, warnings: 0 })
  }

  write(batch: Batch): void {
    const sheet = this.sheets.get(batch.index)
    if (sheet?.kind === undefined || sheet.kind === null || sheet.insert === null) throw new AppError('parser-stopped', 'the parser sent rows of no sheet')
    const { sheetId, kind } = sheet
    const first = this.reserve(kind, batch.records.length)
    for (const [entityId, entityKind, key, label, nameOnly] of batch.entities) {
      if (this.statements.entity.run(entityId, entityKind, key, label, nameOnly).changes === 1) continue
      const known = this.statements.clash.get(entityId)
      // 53 bits: not to be expected, but two entities must never become one in silence.
      if (known?.kind !== entityKind || known.key !== key) throw new AppError('internal', 'two entities have one id')
    }
    for (const [index, record] of batch.records.entries()) sheet.insert([first + index, sheetId, ...record])
    for (const [record, role, entityId] of batch.roles) this.statements.role.run(kind.id, role, first + record, entityId)
    for (const [row, outcome, reason, cells, record] of batch.rows) {
      this.statements.row.run(sheetId, row, outcome, reason, record < 0 ? null : first + record, cells)
      if (outcome === 'header') continue
      sheet.read += 1
      if (outcome === 'accepted') sheet.accepted += 1
      else if (outcome === 'rejected') sheet.rejected += 1
      else sheet.skipped += 1
    }
    for (const [row, record, field, column, code, severity, raw] of batch.issues) {
      this.statements.issue.run(sheetId, row, record < 0 ? null : first + record, kind.id, field, column, code, severity, raw)
      if (severity === 'warn') sheet.warnings += 1
    }
    this.rows += batch.rows.length
  }

  endSheet(end: SheetEnd): void {
    const sheet = this.sheets.get(end.index)
    if (sheet === undefined) return
    this.statements.counts.run(end.rowCount, sheet.read, sheet.accepted, sheet.rejected, sheet.skipped, sheet.sheetId)
  }

  /** Completes the tables; says what was written, for deriving facts from it. */
  finish(): WrittenImport {
    for (const table of this.tables.values()) {
      if (table.bare) for (const index of recordIndexes(table.kind)) this.db.exec(index.create)
      table.bare = false
    }
    const used = [...this.sheets.values()]
    const kinds = [...new Set(used.flatMap(({ kind }) => (kind === null ? [] : [kind.id])))]
    return { kinds, sheetIds: used.filter(({ kind }) => kind !== null).map(({ sheetId }) => sheetId), rows: this.rows, warnings: used.reduce((sum, { warnings }) => sum + warnings, 0) }
  }

  private reserve(kind: RecordKind, count: number): number {
    let table = this.tables.get(kind.id)
    if (table === undefined) {
      const [last, rows] = this.db.prepare<[], [number, number]>(`SELECT coalesce(max(record_id), 0), count(*) FROM ${recordTable(kind.id)}`).raw().get() ?? [0, 0]
      table = { kind, next: last + 1, before: rows, added: 0, bare: false }
      this.tables.set(kind.id, table)
    }
    const first = table.next
    table.next += count
    table.added += count
    // Indexes made once over many rows cost a fraction of indexes kept up row by row.
    if (!table.bare && table.added > bulkRows && table.added > table.before) {
      for (const index of recordIndexes(kind)) this.db.exec(index.drop)
      table.bare = true
    }
    return first
  }
}

/** Takes record_id, sheet_id, then a record of the batch: row, fact, the sheet's fields, single roles. */
function recordInsert(db: Db, kind: RecordKind, fields: readonly string[]): (values: readonly (string | number | null)[]) => void {
  const columns = ['record_id', 'sheet_id', 'row', 'fact', ...fields, ...kind.roles.filter((role) => role.multi !== true).map(({ role }) => roleColumn(role))]
  const statement = db.prepare(`INSERT INTO ${recordTable(kind.id)} (${columns.map(quotedName).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
  return (values) => { statement.run(values) }
}
