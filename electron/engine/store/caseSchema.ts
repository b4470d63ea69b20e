/**
 * Whether the tables, indexes and triggers of a case file are those that this program, or an older one, makes. Looked at before anything else
 * is read or written: a trigger of somebody else's would run with the first audit row, and a column whose name was damaged would count as
 * missing.
 */
import { AppError } from '../../../shared/errors.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { ReadDb, WriteDb } from './db.ts'
import { laterColumns } from './laterColumns.ts'
import { fileVersion, migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import {
  quotedName,
  recordColumns,
  recordIndexes,
  recordTable,
  recordTableSql,
  roleColumn,
  tableName,
} from './recordTables.ts'
import { Database } from './sqlite.ts'

interface SchemaObject {
  readonly type: string
  readonly name: string
  readonly table: string
  readonly sql: string | null
}
/** A part of the schema that is not as the program makes it. */
export interface ForeignPart {
  readonly how: 'unknown' | 'different' | 'missing'
  /** `table`, `index`, `trigger`, `view` or `column`. */
  readonly part: string
  readonly name: string
}

/** The first part of the case's schema that no program of ours makes at its version; null when there is none. Errors: `case-damaged` when the schema cannot be read. */
export function foreignPart(db: ReadDb): ForeignPart | null {
  const made = madeAt(fileVersion(db))
  const open = new Map(made)
  const tables = new Map(recordKinds.map((kind) => [tableName(kind.id), kind]))
  const recordObjects: SchemaObject[] = []
  for (const found of objectsOf(db)) {
    if (tables.has(found.table) && made.size > 0) {
      recordObjects.push(found)
      continue
    }
    const key = `${found.type} ${found.name}`
    const known = made.get(key)
    if (known === undefined) return { how: 'unknown', part: found.type, name: found.name }
    if (known.sql !== found.sql || known.table !== found.table)
      return { how: 'different', part: found.type, name: found.name }
    open.delete(key)
  }
  for (const { type, name } of open.values()) return { how: 'missing', part: type, name }
  for (const [name, kind] of tables) {
    const foreign = foreignRecordPart(
      kind,
      recordObjects.filter(({ table }) => table === name),
    )
    if (foreign !== null) return foreign
  }
  return null
}
/** Throws `case-foreign` with the part that is not the program's. */
export function refuseForeign(db: ReadDb): void {
  const found = foreignPart(db)
  if (found !== null)
    throw new AppError('case-foreign', 'the case has a part that this program does not make', {
      part: partText(found),
      reason: `schema-${found.how}`,
    })
}

/** The part with its name, which somebody else may have chosen. */
export function partText({ part, name }: ForeignPart): string {
  return `${part} ${name.replaceAll(/[\u0000-\u001f\u007f-\u009f]/gu, '\ufffd').slice(0, 100)}`
}

function objectsOf(db: ReadDb): readonly SchemaObject[] {
  return db
    .prepare<[], SchemaObject>(
      'SELECT type, name, tbl_name AS "table", sql FROM main.sqlite_master ORDER BY rowid',
    )
    .all()
}

const kept = new Map<number, ReadonlyMap<string, SchemaObject>>()
/** What a case of this version has besides evidence tables. */
function madeAt(version: number): ReadonlyMap<string, SchemaObject> {
  let made = kept.get(version)
  if (made === undefined) {
    const db: WriteDb = new Database(':memory:')
    try {
      migrate(db, migrations.slice(0, version))
      made = new Map(objectsOf(db).map((object) => [`${object.type} ${object.name}`, object]))
    } finally {
      db.close()
    }
    kept.set(version, made)
  }
  return made
}

/** The same of the evidence table of a kind with its indexes: columns stand in the order in which programs added them, and indexes may be missing. */
function foreignRecordPart(kind: RecordKind, found: readonly SchemaObject[]): ForeignPart | null {
  const indexes = allowedIndexes(kind)
  const name = tableName(kind.id)
  const table = found.find((object) => object.type === 'table' && object.name === name)
  for (const object of found) {
    if (object === table) continue
    if (object.type !== 'index' || !indexes.has(object.name))
      return { how: 'unknown', part: object.type, name: object.name }
    if (object.sql === null || indexes.get(object.name)?.includes(object.sql) !== true)
      return { how: 'different', part: 'index', name: object.name }
  }
  if (table === undefined) {
    const index = found[0]
    return index === undefined ? null : { how: 'missing', part: 'table', name }
  }
  const known = new Map(recordColumns(kind).map((column) => [column.name, column]))
  const names = columnNames(table.sql ?? '')
  for (const column of names)
    if (!known.has(column)) return { how: 'unknown', part: 'column', name: `${name}.${column}` }
  const later = new Set(laterColumns[kind.id])
  for (const column of known.keys())
    if (!names.includes(column) && !later.has(column))
      return { how: 'missing', part: 'column', name: `${name}.${column}` }
  const columns = names.flatMap((column) => known.get(column) ?? [])
  if (table.sql !== recordTableSql(kind, columns)) return { how: 'different', part: 'table', name }
  return null
}
/** The names that stand where a name begins a column; text that is none is told by the comparison of the whole. */
function columnNames(sql: string): readonly string[] {
  return [...sql.matchAll(/, "((?:[^"]|"")*)" /gu)].map(([, name]) => name?.replaceAll('""', '"') ?? '')
}
/** By name what each index may say: those of today (two of a kind may share a name), and those of single roles that older programs made. */
function allowedIndexes(kind: RecordKind): ReadonlyMap<string, readonly string[]> {
  const allowed = new Map<string, string[]>()
  const allow = (name: string, sql: string): void => {
    allowed.set(name, [...(allowed.get(name) ?? []), sql])
  }
  for (const { role, multi } of kind.roles) {
    const column = quotedName(roleColumn(role))
    const name = `r_${kind.id}_by_${roleColumn(role)}`
    if (multi !== true)
      allow(
        name,
        `CREATE INDEX ${quotedName(name)} ON ${recordTable(kind.id)} (${column}) WHERE ${column} IS NOT NULL`,
      )
  }
  for (const { name, create } of recordIndexes(kind))
    allow(name.slice(1, -1), create.replace(' IF NOT EXISTS', ''))
  return allowed
}
