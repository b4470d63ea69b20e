/**
 * Digests of what is derived from the records, in the audit row of each transaction that changed it, so that a change from outside is found
 * without deriving everything again. TEMP triggers note where a transaction wrote; no handler knows of it, so none can forget it. A table is
 * digested in buckets of its ids, and its root is the digest of these. A row of the log says the root before and after: what somebody changed
 * between two transactions breaks the sequence for good, also where the later one wrote the same bucket again.
 */
import { createHash, type Hash } from 'node:crypto'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import { auditHead } from './audit.ts'
import { giveStandingNote } from './auditNotes.ts'
import type { Db, ReadDb, WriteDb } from './db.ts'
import { recordTable, tableName } from './recordTables.ts'

/** The name in the audit row's parameters; JSON, table → [root before, root after]. */
export const derivedParam = 'derivedDigests'
/** The root of a table without rows. */
export const emptyRoot = 'none'
/** Stands for the root before where everything was derived anew, whatever was there. */
export const derivedAnew = 'anew'
/** What a row of the log says of each table that its transaction changed. */
export type LoggedRoots = Readonly<Record<string, readonly [before: string, after: string]>>

/** Ids are hashes of 53 bits: so many of them are left out to get 1,024 buckets, few enough rows each that one is read at once. */
const bucketBits = 43
/** Rows of a sheet lie together, so many in a bucket. */
const rowBits = 11

interface Digested {
  /** What the log calls it. */
  readonly name: string
  /** SQL of rows [bucket, text] in an order that is always the same, buckets together; `where` is given the condition. */
  rows(where: string): string
  /** SQL that is true for rows of the bucket `@bucket`, by an index. */
  readonly inBucket: string
  /** SQL of the bucket of a row that is written, by its alias (`new`, `old`). */
  bucketOf(alias: string): string
  readonly table: string
  /** Columns that play a part; null: any write does. Rows that come or go are then told by `touchMarks`. */
  readonly marks: readonly string[] | null
}
function byId(table: string, id: string, key: readonly string[], others: readonly string[]): Digested {
  const columns = [...key, ...others].map((column) => `x.${column}`).join(', ')
  return {
    name: table,
    table,
    rows: (where) =>
      `SELECT x.${id} >> ${bucketBits}, json_array(${columns}) FROM main.${table} x WHERE ${where} ORDER BY ${key.map((column) => `x.${column}`).join(', ')}`,
    inBucket: `x.${id} >= (@bucket << ${bucketBits}) AND x.${id} < ((@bucket + 1) << ${bucketBits})`,
    bucketOf: (alias) => `${alias}.${id} >> ${bucketBits}`,
    marks: null,
  }
}
const entityColumns = ['kind', 'key', 'label', 'name_only', 'records', 'links']
const identifierKey = ['entity_id', 'attribute', 'kind', 'field', 'value']
const linkColumns = [
  'rule',
  'kind',
  'from_id',
  'to_id',
  'directed',
  'count',
  'amount',
  'quantity',
  'first_time',
  'last_time',
  'others',
]
/** Which row a row repeats, pairs with or takes back. Rows are told by their place, since a record id says nothing by itself. */
function marksOf(kind: RecordKind): Digested {
  const table = recordTable(kind.id)
  const marks = [
    'duplicate_of',
    'mirror_of',
    ...(kind.reversal === undefined ? [] : ['reversal_of', 'taken_back']),
  ]
  const place = (column: string): string =>
    `(SELECT t.sheet_id || ':' || t.row FROM main.${table} t WHERE t.record_id = x.${column})`
  const columns = marks.flatMap((mark) =>
    mark === 'taken_back' ? [`x.${mark}`] : [`x.${mark} IS NULL`, place(mark)],
  )
  const bucketOf = (alias: string): string => `(${alias}.sheet_id << 32) | (${alias}.row >> ${rowBits})`
  return {
    name: tableName(kind.id),
    table: tableName(kind.id),
    rows: (where) =>
      `SELECT ${bucketOf('x')}, json_array(x.sheet_id, x.row, ${columns.join(', ')}) FROM main.${table} x WHERE (${where}) AND (${marks.map((mark) => `x.${mark} IS NOT NULL`).join(' OR ')}) ORDER BY x.sheet_id, x.row`,
    inBucket: `x.sheet_id = (@bucket >> 32) AND x.row >= ((@bucket & 4294967295) << ${rowBits}) AND x.row < (((@bucket & 4294967295) + 1) << ${rowBits})`,
    bucketOf,
    marks,
  }
}
const digestedTables: readonly Digested[] = [
  byId('entities', 'entity_id', ['entity_id'], entityColumns),
  byId('identifiers', 'entity_id', identifierKey, ['records']),
  byId('links', 'link_id', ['link_id'], linkColumns),
  byId('record_entities', 'entity_id', ['entity_id', 'kind', 'role', 'record_id'], []),
  byId('entity_merges', 'entity_id', ['entity_id'], ['resolved_id']),
  byId('entity_parts', 'part_id', ['part_id'], ['entity_id', 'claim_id']),
  byId('merged_entities', 'entity_id', ['entity_id'], entityColumns),
  byId('merged_identifiers', 'entity_id', identifierKey, ['records']),
  byId('merged_links', 'link_id', ['link_id'], linkColumns),
  ...recordKinds.map(marksOf),
]

/** The digest of each bucket that has rows. */
type Buckets = ReadonlyMap<number, string>

function bucketsOf(db: Db, digested: Digested): Buckets {
  const buckets = new Map<number, string>()
  let last: number | null = null
  let hash: Hash | null = null
  let pending = ''
  const end = (): void => {
    if (hash === null || last === null) return
    buckets.set(last, hash.update(pending, 'utf8').digest('base64url'))
    pending = ''
  }
  for (const [bucket, text] of db.prepare<[], [number, string]>(digested.rows('1')).raw().iterate()) {
    if (bucket !== last) {
      end()
      last = bucket
      hash = createHash('sha256')
    } else if (pending.length > 65_536) {
      hash?.update(pending, 'utf8')
      pending = ''
    }
    pending += `${text}\n`
  }
  end()
  return buckets
}
function bucketDigest(db: Db, digested: Digested, bucket: number): string | null {
  const texts = db.prepare<[object], [number, string]>(digested.rows(digested.inBucket)).raw().all({ bucket })
  if (texts.length === 0) return null
  return createHash('sha256')
    .update(texts.map(([, text]) => `${text}\n`).join(''), 'utf8')
    .digest('base64url')
}
function rootOf(buckets: Buckets): string {
  if (buckets.size === 0) return emptyRoot
  return createHash('sha256')
    .update(
      [...buckets]
        .sort(([one], [other]) => one - other)
        .map(([bucket, digest]) => `${bucket} ${digest}\n`)
        .join(''),
      'utf8',
    )
    .digest('base64url')
}
/** The names that have a root, in the order they are told. */
export const digestedNames: readonly string[] = digestedTables.map(({ name }) => name)
/** The root that a table has now; of a kind whose table is not there, the empty one. */
export function derivedRoot(db: Db, name: string): string {
  const digested = digestedTables.find((candidate) => candidate.name === name)
  return digested === undefined || !isThere(db, digested) ? emptyRoot : rootOf(bucketsOf(db, digested))
}
function isThere(db: Db, { table }: Digested): boolean {
  return (
    db
      .prepare<[string], number>("SELECT 1 FROM main.sqlite_master WHERE type = 'table' AND name = ?")
      .get(table) !== undefined
  )
}

interface Pending {
  /** The row of the log that says it, if it was committed. */
  readonly seq: number
  readonly text: string
  readonly buckets: ReadonlyMap<string, Buckets>
}
class DerivedDigests {
  private readonly db: WriteDb
  private readonly committed: () => ReadDb | null
  private readonly tables: readonly Digested[]
  /** As the last transaction that said so left them; read when first needed. */
  private readonly known = new Map<string, Buckets>()
  private pending: Pending | null = null
  private anew = false
  constructor(db: WriteDb, committed: () => ReadDb | null) {
    this.db = db
    this.committed = committed
    this.tables = digestedTables.filter((digested) => isThere(db, digested))
    this.putTriggers()
  }
  private putTriggers(): void {
    this.db.exec(
      'CREATE TEMP TABLE derived_touched (name TEXT NOT NULL, bucket INTEGER NOT NULL, PRIMARY KEY (name, bucket)) WITHOUT ROWID',
    )
    for (const { name, table, marks, bucketOf } of this.tables) {
      // Not OR IGNORE: a conflict clause of the statement that fires the trigger would be used instead.
      const put = (alias: string): string =>
        `INSERT INTO derived_touched SELECT '${name}', ${bucketOf(alias)} WHERE NOT EXISTS (SELECT 1 FROM derived_touched WHERE name = '${name}' AND bucket = ${bucketOf(alias)});`
      const trigger = (event: string, what: string, body: string): void => {
        this.db.exec(
          `CREATE TEMP TRIGGER "derived_${table}_${event}" AFTER ${what} ON main."${table}" BEGIN ${body} END`,
        )
      }
      if (marks !== null) trigger('update', `UPDATE OF ${marks.join(', ')}`, put('new'))
      else {
        trigger('insert', 'INSERT', put('new'))
        trigger('update', 'UPDATE', put('old') + put('new'))
        trigger('delete', 'DELETE', put('old'))
      }
    }
  }
  /** Rows that go, with their marks. */
  touch(table: string, where: string, params: object): void {
    const digested = this.tables.find((candidate) => candidate.table === table)
    if (digested?.marks == null) return
    this.db
      .prepare(
        `INSERT OR IGNORE INTO temp.derived_touched SELECT DISTINCT '${digested.name}', ${digested.bucketOf('x')} FROM main."${table}" x WHERE (${where}) AND (${digested.marks.map((mark) => `x.${mark} IS NOT NULL`).join(' OR ')})`,
      )
      .run(params)
  }
  /** Everything is derived from the records in this transaction, whatever was there before. */
  startAnew(): void {
    this.anew = true
  }
  params(): Readonly<Record<string, string>> {
    this.settle()
    const touched = this.touched()
    const whole = this.anew
    this.anew = false
    if (touched.size === 0 && !whole) return {}
    const roots: Record<string, readonly [string, string]> = {}
    const buckets = new Map<string, Buckets>()
    for (const digested of this.tables) {
      const { name } = digested
      const own = touched.get(name)
      if (whole) {
        buckets.set(name, bucketsOf(this.db, digested))
        roots[name] = [derivedAnew, rootOf(buckets.get(name) ?? new Map())]
      } else if (own !== undefined) {
        const before = this.before(digested)
        const after = before === null ? bucketsOf(this.db, digested) : this.renewed(digested, before, own)
        buckets.set(name, after)
        // Without a second connection nobody can say what was there before: the sequence ends here.
        roots[name] = [before === null ? '' : rootOf(before), rootOf(after)]
      }
    }
    const text = JSON.stringify(roots)
    this.pending = { seq: auditHead(this.db).seq + 1, text, buckets }
    return { [derivedParam]: text }
  }
  private touched(): ReadonlyMap<string, readonly number[]> {
    const rows = this.db
      .prepare<[], { name: string; bucket: number }>('SELECT name, bucket FROM temp.derived_touched')
      .all()
    if (rows.length > 0) this.db.exec('DELETE FROM temp.derived_touched')
    return new Map(
      [...Map.groupBy(rows, ({ name }) => name)].map(([name, own]) => [
        name,
        own.map(({ bucket }) => bucket),
      ]),
    )
  }
  /** The buckets as they are committed, before this transaction. */
  private before(digested: Digested): Buckets | null {
    const known = this.known.get(digested.name)
    if (known !== undefined) return known
    const db = this.committed()
    if (db === null) return null
    const read = isThere(db, digested) ? bucketsOf(db, digested) : new Map<number, string>()
    this.known.set(digested.name, read)
    return read
  }
  private renewed(digested: Digested, before: Buckets, touched: readonly number[]): Buckets {
    // Many buckets are read at once, in one go over the table.
    if (touched.length > 64) return bucketsOf(this.db, digested)
    const after = new Map(before)
    for (const bucket of touched) {
      const digest = bucketDigest(this.db, digested, bucket)
      if (digest === null) after.delete(bucket)
      else after.set(bucket, digest)
    }
    return after
  }
  /** What the last transaction made of it holds only if that was committed. */
  private settle(): void {
    const { pending } = this
    this.pending = null
    if (pending === null) return
    const said = this.db
      .prepare<[string, number], string>(`SELECT json_extract(params, ?) FROM main.audit WHERE seq = ?`)
      .pluck()
      .get(`$.${derivedParam}`, pending.seq)
    if (said === pending.text) for (const [name, buckets] of pending.buckets) this.known.set(name, buckets)
  }
}

const open = new WeakMap<Db, DerivedDigests>()
/**
 * From here on each audit row of the connection says what its transaction made of the derived tables. `committed`: a connection that reads
 * what was there before the transaction that is open; null where there is none.
 */
export function openDerivedDigests(db: WriteDb, committed: () => ReadDb | null): void {
  if (open.has(db)) return
  const digests = new DerivedDigests(db, committed)
  open.set(db, digests)
  giveStandingNote(db, digests)
}
/** To be called before rows of an evidence table go, which no trigger watches: `where` says which, by the alias x. */
export function touchMarks(db: WriteDb, table: string, where: string, params: object): void {
  open.get(db)?.touch(table, where, params)
}
/** To be called in a transaction that derives everything from the records again. */
export function deriveAnew(db: WriteDb): void {
  open.get(db)?.startAnew()
}
