/** Evidence tables `r_<kind>`, made from the record kinds. New kinds and new fields are added to older files when they are opened. */
import type { Field, FieldType, RecordKind } from '../../../shared/model/define.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { Db, WriteDb } from './db.ts'

export interface RecordColumn {
  readonly name: string
  readonly type: 'INTEGER' | 'TEXT'
}
/**
 * Columns every kind has before its fields. `fact` is a 53-bit hash of the kind's `sameFact` values, written together with the record
 * (null where the kind or the row has none); it finds candidates for the same fact, equality is checked field by field.
 */
const ownColumns: readonly RecordColumn[] = [
  { name: 'sheet_id', type: 'INTEGER' },
  { name: 'row', type: 'INTEGER' },
  { name: 'duplicate_of', type: 'INTEGER' },
  { name: 'mirror_of', type: 'INTEGER' },
  { name: 'fact', type: 'INTEGER' },
]
/** Of kinds whose rows may take others back: the row that is taken back, and how much of the amount is taken back, of either row. */
const reversalColumns: readonly RecordColumn[] = [
  { name: 'reversal_of', type: 'INTEGER' },
  { name: 'taken_back', type: 'INTEGER' },
]
const integerTypes: ReadonlySet<FieldType> = new Set<FieldType>(['money', 'decimal', 'integer', 'percent'])

/** How a name stands in SQL; field ids may be words of SQL. */
export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
/** The name of the kind's table. */
export function tableName(kindId: string): string {
  return `r_${kindId}`
}
/** The kind's table, quoted. */
export function recordTable(kindId: string): string {
  return quotedName(tableName(kindId))
}
/** The column type of a field: INTEGER for money, decimals, integers and percents, otherwise TEXT. */
export function fieldColumnType(field: Field): RecordColumn['type'] {
  // Several values of one cell are kept as lines of text, whatever they are.
  return integerTypes.has(field.type) && field.multi !== true ? 'INTEGER' : 'TEXT'
}
/** The column of an entity role. */
export function roleColumn(role: string): string {
  return `e_${role}`
}
/** All columns but `record_id`, in order: own ones, fields in the kind's order, then one per single role. Unquoted. */
export function recordColumns(kind: RecordKind): readonly RecordColumn[] {
  const fields = kind.fields.map((field): RecordColumn => ({ name: field.id, type: fieldColumnType(field) }))
  const roles = kind.roles
    .filter((role) => role.multi !== true)
    .map((role): RecordColumn => ({ name: roleColumn(role.role), type: 'INTEGER' }))
  return [...ownColumns, ...(kind.reversal === undefined ? [] : reversalColumns), ...fields, ...roles]
}

export interface RecordIndex {
  readonly name: string
  readonly create: string
  readonly drop: string
  /** A row stands in the index only when these columns have a value. */
  readonly filled: readonly string[]
  /** The rows of an import come in its order. */
  readonly ascends?: boolean
}
/** The indexes of a kind. A large import into an empty table may drop and create them again inside its transaction. */
export function recordIndexes(kind: RecordKind): readonly RecordIndex[] {
  const index = (
    suffix: string,
    columns: readonly string[],
    options: { readonly unique?: boolean; readonly filled?: readonly string[] } = {},
  ): RecordIndex => {
    const name = quotedName(`r_${kind.id}_by_${suffix}`)
    const target = `${recordTable(kind.id)} (${columns.map(quotedName).join(', ')})`
    const filled = options.filled ?? []
    const where =
      filled.length === 0
        ? ''
        : ` WHERE ${filled.map((column) => `${column.startsWith('e_') ? quotedName(column) : column} IS NOT NULL`).join(' AND ')}`
    return {
      name,
      filled,
      create: `CREATE ${options.unique === true ? 'UNIQUE ' : ''}INDEX IF NOT EXISTS ${name} ON ${target}${where}`,
      drop: `DROP INDEX IF EXISTS ${name}`,
    }
  }
  return [
    { ...index('source', ['sheet_id', 'row'], { unique: true }), ascends: true },
    index('duplicate', ['duplicate_of'], { filled: ['duplicate_of'] }),
    index('mirror', ['mirror_of'], { filled: ['mirror_of'] }),
    ...(kind.reversal === undefined
      ? []
      : [
          index('reversal_of', ['reversal_of'], { filled: ['reversal_of'] }),
          index('taken_back', ['taken_back'], { filled: ['taken_back'] }),
          index(kind.reversal.mark, [kind.reversal.mark], { filled: [kind.reversal.mark] }),
          ...kind.reversal.numbers
            .filter((field) => !(kind.indexes ?? []).some(([first]) => first === field))
            .map((field) => index(field, [field], { filled: [field] })),
        ]),
    ...(kind.sameFact === undefined ? [] : [index('fact', ['fact'], { filled: ['fact'] })]),
    ...(kind.timeField === undefined ? [] : [index(kind.timeField, [kind.timeField])]),
    ...roleIndexes(kind).map(({ columns, where }) => index(columns.join('_'), columns, { filled: where })),
    ...(kind.indexes ?? []).map((columns) => index(columns.join('_'), columns)),
  ]
}

/**
 * Rows are looked up by one entity and by a pair of linked ones; one index per role serves both where it can. Kinds whose transfers are
 * stated by both sides are looked up by the pair and the time.
 */
function roleIndexes(
  kind: RecordKind,
): readonly { readonly columns: readonly string[]; readonly where: readonly string[] }[] {
  const single = new Set(kind.roles.filter((role) => role.multi !== true).map((role) => role.role))
  const time = kind.mirror === undefined ? [] : [kind.mirror.time]
  const indexes = new Map<
    string,
    { readonly columns: readonly string[]; readonly where: readonly string[] }
  >()
  const paired = new Set<string>()
  for (const { from, to, direction } of kind.links) {
    if (from === to || !single.has(from) || !single.has(to)) continue
    const columns = [roleColumn(from), roleColumn(to), ...(direction === undefined ? [] : time)]
    const first = !paired.has(from)
    // Several rules of a pair share the index of the first, which serves the role alone too.
    if (indexes.has(`${from}/${to}`)) continue
    // Further pairs of a role matter where one of them may be in a million rows.
    if (first || direction !== undefined)
      indexes.set(`${from}/${to}`, { columns, where: first ? columns.slice(0, 1) : columns.slice(0, 2) })
    paired.add(from)
  }
  for (const role of single)
    if (!paired.has(role)) indexes.set(role, { columns: [roleColumn(role)], where: [roleColumn(role)] })
  return [...indexes.values()]
}

/** Makes what is missing: tables of new kinds, columns of new fields and roles, indexes. Changes nothing when all is there. Call in a transaction. */
export function ensureRecordTables(db: WriteDb, kinds: readonly RecordKind[] = recordKinds): void {
  const indexNames = new Set(
    db.prepare<[], string>("SELECT name FROM main.sqlite_master WHERE type = 'index'").pluck().all(),
  )
  for (const kind of kinds) {
    const present = presentColumns(db, kind.id)
    if (present.size === 0)
      db.exec(recordTableSql(kind, recordColumns(kind)).replace('CREATE TABLE ', 'CREATE TABLE main.'))
    else
      for (const column of recordColumns(kind))
        if (!present.has(column.name))
          db.exec(
            `ALTER TABLE main.${recordTable(kind.id)} ADD COLUMN ${quotedName(column.name)} ${column.type}`,
          )
    for (const index of recordIndexes(kind))
      if (!indexNames.has(index.name.slice(1, -1))) db.exec(index.create)
  }
}

/** The statement by which a kind's table with these columns is made, as the file keeps it. */
export function recordTableSql(kind: RecordKind, columns: readonly RecordColumn[]): string {
  return `CREATE TABLE ${recordTable(kind.id)} (${['record_id INTEGER PRIMARY KEY', ...columns.map(columnDefinition)].join(', ')}) STRICT`
}

/**
 * For a case opened read-only, where nothing can be added: TEMP stand-ins over tables that are older than the program, so that reading
 * finds every kind and field, empty where the file has none.
 */
export function standInRecordTables(db: WriteDb, kinds: readonly RecordKind[] = recordKinds): void {
  for (const kind of kinds) {
    const present = presentColumns(db, kind.id)
    const missing = recordColumns(kind).filter((column) => !present.has(column.name))
    if (present.size === 0)
      db.exec(
        `CREATE TEMP TABLE ${recordTable(kind.id)} (${['record_id INTEGER PRIMARY KEY', ...recordColumns(kind).map(columnDefinition)].join(', ')}) STRICT`,
      )
    else if (missing.length > 0) {
      db.exec(
        `CREATE TEMP VIEW ${recordTable(kind.id)} AS SELECT *, ${missing.map((column) => `NULL AS ${quotedName(column.name)}`).join(', ')} FROM main.${recordTable(kind.id)}`,
      )
    }
  }
}

function presentColumns(db: Db, kindId: string): ReadonlySet<string> {
  return new Set(
    db.prepare<[string], string>("SELECT name FROM pragma_table_info(?, 'main')").pluck().all(`r_${kindId}`),
  )
}
function columnDefinition(column: RecordColumn): string {
  const required = column.name === 'sheet_id' || column.name === 'row'
  return `${quotedName(column.name)} ${column.type}${required ? ' NOT NULL' : ''}`
}
