/**
 * The derived facts of the case, derived again beside it: a connection of its own to the file, for reading, whose TEMP tables stand in for those
 * that are derived. They live in memory and are gone with the connection; the file is not touched.
 */
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { WriteDb } from '../store/db.ts'
import { connectBeside } from '../store/openReader.ts'
import type { ReaderAccess } from '../store/readerAccess.ts'
import { quotedName, recordColumns, recordIndexes, recordTableSql, tableName } from '../store/recordTables.ts'

/** Tables that are derived, or that deriving writes to. */
const shadowed = [
  'entities',
  'identifiers',
  'links',
  'record_entities',
  'entity_merges',
  'entity_parts',
  'merged_entities',
  'merged_identifiers',
  'merged_links',
  'sheets',
  'meta',
] as const

export function openScratch(access: ReaderAccess): WriteDb {
  const db = connectBeside(access)
  try {
    db.pragma('busy_timeout = 5000')
    db.pragma('foreign_keys = OFF')
    // Everything as it is at this moment.
    db.exec('BEGIN')
    for (const table of shadowed) shadow(db, table)
    for (const kind of recordKinds) shadowRecords(db, kind)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}
function shadow(db: WriteDb, table: string): void {
  const objects = db
    .prepare<[string], { type: string; sql: string }>(
      "SELECT type, sql FROM main.sqlite_master WHERE tbl_name = ? AND type IN ('table', 'index') AND sql IS NOT NULL ORDER BY type DESC",
    )
    .all(table)
  for (const { type, sql } of objects) {
    if (type === 'index') {
      db.exec(sql)
      continue
    }
    db.exec(sql.replace(/^CREATE TABLE /, 'CREATE TEMP TABLE '))
    db.exec(`INSERT INTO temp.${quotedName(table)} SELECT * FROM main.${quotedName(table)}`)
  }
}
function shadowRecords(db: WriteDb, kind: (typeof recordKinds)[number]): void {
  const table = quotedName(tableName(kind.id))
  const present = db
    .prepare<[string], string>("SELECT name FROM pragma_table_info(?, 'main')")
    .pluck()
    .all(tableName(kind.id))
  const filled = present.length > 0 && db.prepare(`SELECT 1 FROM main.${table} LIMIT 1`).get() !== undefined
  if (!filled && present.length === recordColumns(kind).length + 1) return
  db.exec(recordTableSql(kind, recordColumns(kind)).replace('CREATE TABLE ', 'CREATE TEMP TABLE '))
  if (!filled) return
  const columns = present.map(quotedName).join(', ')
  db.exec(`INSERT INTO temp.${table} (${columns}) SELECT ${columns} FROM main.${table}`)
  for (const { create } of recordIndexes(kind)) db.exec(create)
}
