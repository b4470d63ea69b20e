/** A case filled by rows, for tests of what is derived from records and read back; the import has tests of its own. */
import Database from 'better-sqlite3-multiple-ciphers'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { deriveFacts } from '../../electron/engine/entities/derive.ts'
import { FactStream } from '../../electron/engine/entities/factStream.ts'
import { originalRowsWriter } from '../../electron/engine/records/originalRows.ts'
import { BlockPacker } from '../../electron/engine/records/rowBlocks.ts'
import {
  ensureRecordTables,
  recordColumns,
  recordTable,
  quotedName,
} from '../../electron/engine/store/recordTables.ts'
import { applyStep } from '../../electron/engine/store/migrate.ts'
import { migrations } from '../../electron/engine/store/migrations/index.ts'
import type { RecordKind } from '../../shared/model/define.ts'
import { entityIdOf, hash53 } from '../../shared/model/entityId.ts'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'
import { rolesOf, sheetMark } from '../../shared/model/resolve.ts'

export type Values = Readonly<Record<string, string | number | null>>
/** An open case in memory with the schema and the evidence tables of the model. */
export function emptyCase(model: readonly RecordKind[] = recordKinds): WriteDb {
  const db = new Database(':memory:')
  db.pragma('foreign_keys = ON')
  for (const migration of migrations) applyStep(db, migration)
  ensureRecordTables(db, model)
  return db
}

export interface SheetRows {
  readonly kind: string
  readonly rows: readonly Values[]
}
/** One file with its sheets as an import would leave it, facts derived. Returns the batch's id. */
export function addBatch(
  db: WriteDb,
  sheets: readonly SheetRows[],
  model: readonly RecordKind[] = recordKinds,
): number {
  return db.transaction(() => {
    const originals = db.prepare<[], number>('SELECT COUNT(*) FROM originals').pluck().get() ?? 0
    // Known by what is in it, as real files are: a name that a sheet mentions is the same in whatever order files come.
    const content = hash53(JSON.stringify(sheets)).toString(36).padStart(11, '0')
    const alike = db
      .prepare<[string], number>("SELECT COUNT(*) FROM originals WHERE sha256 LIKE ? || '%'")
      .pluck()
      .get(content)
    const sha256 = `${content}${(alike ?? 0).toString(36)}`
    const original = Number(
      db
        .prepare(
          "INSERT INTO originals (sha256, file_name, path, size, added_at) VALUES (?, ?, '', 0, '2026-01-01')",
        )
        .run(sha256, `文件${originals + 1}.xlsx`).lastInsertRowid,
    )
    const batch = Number(
      db
        .prepare(
          "INSERT INTO batches (original_id, status, at, operator, plan, program) VALUES (?, 'active', '2026-01-01', '承办人', '[]', 'test')",
        )
        .run(original).lastInsertRowid,
    )
    // Counted as the import counts them, while rows are written; rebuildFacts goes over the tables instead.
    const counted = new Map(sheets.map((sheet) => [sheet.kind, new FactStream(kindIn(model, sheet.kind))]))
    const sheetIds = sheets.map((sheet, index) =>
      insertSheet(
        db,
        kindIn(model, sheet.kind),
        { batch, index, mark: sheetMark(sha256, index) },
        sheet.rows,
        counted.get(sheet.kind),
      ),
    )
    deriveFacts(db, { kinds: [...new Set(sheets.map((sheet) => sheet.kind))], sheetIds, counted }, model)
    return batch
  })()
}
export function kindIn(model: readonly RecordKind[], id: string): RecordKind {
  const kind = model.find((candidate) => candidate.id === id)
  if (kind === undefined) throw new Error(`no kind ${id}`)
  return kind
}

function insertSheet(
  db: WriteDb,
  kind: RecordKind,
  { batch, index, mark }: { readonly batch: number; readonly index: number; readonly mark: string },
  rows: readonly Values[],
  counted: FactStream | undefined,
): number {
  const columns = JSON.stringify(
    kind.fields.map((field, column) => ({ column, header: field.nameZh, field: field.id })),
  )
  const sheet = Number(
    db
      .prepare(
        'INSERT INTO sheets (batch_id, idx, name, hidden, kind, header_row, columns, row_count, read, accepted) VALUES (?, ?, ?, 0, ?, 1, ?, ?, ?, ?)',
      )
      .run(batch, index, `表${index + 1}`, kind.id, columns, rows.length + 1, rows.length, rows.length)
      .lastInsertRowid,
  )
  const names = recordColumns(kind).map((column) => column.name)
  const insert = db.prepare(
    `INSERT INTO ${recordTable(kind.id)} (${names.map(quotedName).join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`,
  )
  const original = originalRowsWriter(db)
  const packer = new BlockPacker()
  const entity = db.prepare(
    'INSERT OR IGNORE INTO entities (entity_id, kind, key, label, name_only) VALUES (?, ?, ?, ?, ?)',
  )
  const several = db.prepare(
    'INSERT OR IGNORE INTO record_entities (kind, role, record_id, entity_id) VALUES (?, ?, ?, ?)',
  )
  rows.forEach((values, place) => {
    const row: Record<string, string | number | null> = {
      ...Object.fromEntries(names.map((name) => [name, null])),
      ...values,
      sheet_id: sheet,
      row: place + 2,
    }
    const entities = rolesOf(kind, values, { sheet: mark, row: place + 2 }).map((found) => ({
      ...found,
      id: entityIdOf(found.entityKind, found.key),
      multi: kind.roles.some((role) => role.role === found.role && role.multi === true),
    }))
    for (const found of entities) {
      entity.run(found.id, found.entityKind, found.key, found.label, found.nameOnly ? 1 : 0)
      if (!found.multi) row[`e_${found.role}`] = found.id
    }
    const recordId = Number(insert.run(row).lastInsertRowid)
    counted?.add(names, 1, [place, ...names.map((name) => row[name] ?? null)])
    for (const found of entities) if (found.multi) several.run(kind.id, found.role, recordId, found.id)
    packer.add(
      place + 2,
      kind.fields.map((field) => String(values[field.id] ?? '')),
    )
  })
  for (const block of packer.take()) original.putBlock(sheet, block)
  return sheet
}

/**
 * Everything that is derived, told without record ids: rows are named by file and place, so that cases filled in another order compare.
 * What a mark points at is told by the fact it points at (all equal rows of one fact are the same answer).
 */
export function derivedFacts(db: WriteDb, model: readonly RecordKind[] = recordKinds): unknown {
  return {
    entities: db
      .prepare('SELECT entity_id, kind, key, label, name_only, records, links FROM entities ORDER BY 1')
      .raw()
      .all(),
    identifiers: db.prepare('SELECT * FROM identifiers ORDER BY 1, 4, 2, 5, 3').raw().all(),
    links: db.prepare('SELECT * FROM links ORDER BY 1').raw().all(),
    marks: model.map((kind) => [
      kind.id,
      db
        .prepare(`SELECT COUNT(*), COUNT(duplicate_of), COUNT(mirror_of) FROM ${recordTable(kind.id)}`)
        .raw()
        .get(),
    ]),
  }
}
