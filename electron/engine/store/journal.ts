/**
 * Undo below the handlers. TEMP triggers note every row change of the journaled tables; a step of the history keeps the images of the
 * rows it changed, and undo or redo puts the images back by primary key. No handler knows of it, so none can forget it.
 */
import type { Topic } from '../../../shared/contract/events.ts'
import { AppError } from '../../../shared/errors.ts'
import { forgetAuditNotes } from './auditNotes.ts'
import type { ReadDb, WriteDb } from './db.ts'
import { viewColumnsOf } from './viewState.ts'

/** The closed list: what people add. Facts and what is derived from them are never journaled. */
const journaledTables: readonly { readonly table: string; readonly topic: Topic }[] = [
  { table: 'charts', topic: 'charts' },
  { table: 'chart_nodes', topic: 'charts' },
  { table: 'chart_snapshots', topic: 'charts' },
  { table: 'chart_snapshot_states', topic: 'charts' },
  { table: 'chart_layouts', topic: 'charts' },
  { table: 'chart_origins', topic: 'charts' },
  { table: 'chart_assumptions', topic: 'charts' },
  { table: 'chart_groups', topic: 'charts' },
  { table: 'chart_group_members', topic: 'charts' },
  { table: 'entity_notes', topic: 'entities' },
  { table: 'entity_tags', topic: 'entities' },
  { table: 'identity_claims', topic: 'entities' },
  { table: 'identity_members', topic: 'entities' },
  { table: 'collisions', topic: 'collisions' },
  { table: 'pair_decisions', topic: 'records' },
  { table: 'row_edits', topic: 'records' },
  { table: 'tags', topic: 'records' },
  { table: 'row_tags', topic: 'records' },
  { table: 'row_notes', topic: 'records' },
  { table: 'saved_views', topic: 'views' },
  { table: 'statements', topic: 'records' },
  { table: 'attachments', topic: 'entities' },
  { table: 'chart_annotations', topic: 'charts' },
  { table: 'kept_results', topic: 'results' },
  { table: 'case_details', topic: 'case' },
]
/** Their names. */
export const journaledNames: readonly string[] = journaledTables.map(({ table }) => table)
export type RowImage = Readonly<Record<string, string | number | null>>
/** One row before and after; null where it did not exist. */
export interface RowChange {
  readonly table: string
  readonly before: RowImage | null
  readonly after: RowImage | null
}
export interface TableShape {
  readonly columns: readonly string[]
  readonly key: readonly string[]
  /** Columns that belong to no step (`viewState.ts`): recorded when a row is inserted or deleted, never when it changes. */
  readonly view: ReadonlySet<string>
}
export interface Journal {
  /** Forgets what was noted so far; called when a transaction begins. */
  start(): void
  /** Every noted row, first image to last; rows that ended as they began are left out. */
  changes(): readonly RowChange[]
  /** How many single row writes were noted since `start`. */
  noted(): number
  /**
   * Puts back the images of one side. Throws `undo-blocked` when a row is no longer as the step left it. Returns the images with the view
   * state of the rows that were taken out as it was then: the given ones when that changed nothing.
   */
  restore(changes: readonly RowChange[], side: 'before' | 'after'): readonly RowChange[]
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Puts the triggers on the connection. They live in TEMP, so they never reach the file. */
export function openJournal(db: WriteDb): Journal {
  const shapes = new Map(journaledTables.map(({ table }) => [table, shapeOf(db, table)]))
  db.exec(
    'CREATE TEMP TABLE journal_rows (seq INTEGER PRIMARY KEY, tbl TEXT NOT NULL, before TEXT, after TEXT)',
  )
  for (const [table, shape] of shapes) {
    const imageOf = (row: 'old' | 'new', columns: readonly string[]): string =>
      `json_object(${columns.map((column) => `'${column}', ${row}.${quoted(column)}`).join(', ')})`
    const image = (row: 'old' | 'new'): string => imageOf(row, shape.columns)
    const lasting = shape.columns.filter((column) => !shape.view.has(column))
    const trigger = (event: string, before: string, after: string): void => {
      db.exec(`CREATE TEMP TRIGGER journal_${table}_${event.toLowerCase()} AFTER ${event === 'UPDATE' ? `UPDATE OF ${lasting.map(quoted).join(', ')}` : event} ON main.${quoted(table)} BEGIN
        INSERT INTO journal_rows (tbl, before, after) VALUES ('${table}', ${before}, ${after}); END`)
    }
    trigger('INSERT', 'NULL', image('new'))
    trigger('UPDATE', imageOf('old', lasting), imageOf('new', lasting))
    trigger('DELETE', image('old'), 'NULL')
  }
  const forget = db.prepare('DELETE FROM temp.journal_rows')
  const count = db.prepare<[], number>('SELECT count(*) FROM temp.journal_rows').pluck()
  return {
    start: () => {
      forgetAuditNotes(db)
      forget.run()
    },
    noted: () => count.get() ?? 0,
    changes: () => mergeChanges(db, readNoted(db, shapes)),
    restore: (changes, side) => restoreImages(db, shapes, changes, side),
  }
}

/** Which lists of a page are stale after these changes. */
export function topicsOf(changes: readonly RowChange[]): readonly Topic[] {
  const tables = new Set(changes.map((change) => change.table))
  return [...new Set(journaledTables.filter(({ table }) => tables.has(table)).map(({ topic }) => topic))]
}

/** Joins changes that follow each other into one per row (table and primary key); drops those that lead back to the beginning. */
export function mergeChanges(db: ReadDb, changes: Iterable<RowChange>): readonly RowChange[] {
  const shapes = new Map(journaledTables.map(({ table }) => [table, shapeOf(db, table)]))
  const rows = new Map<string, RowChange>()
  for (const change of changes) {
    const id = keyOf(shapes, change.table, change.before ?? change.after)
    const earlier = rows.get(id)
    rows.set(
      id,
      earlier === undefined
        ? change
        : {
            table: change.table,
            before: completed(earlier.before, change.before),
            after: completed(change.after, earlier.after),
          },
    )
  }
  return [...rows.values()].filter((change) => !sameImage(change.before, change.after))
}

/** An image with the columns of another one of the same row where it has none of its own. */
function completed(image: RowImage | null, other: RowImage | null): RowImage | null {
  return image === null ? null : { ...other, ...image }
}

function* readNoted(db: ReadDb, shapes: ReadonlyMap<string, TableShape>): Iterable<RowChange> {
  const noted = db.prepare<[], { tbl: string; before: string | null; after: string | null }>(
    'SELECT tbl, before, after FROM temp.journal_rows ORDER BY seq',
  )
  for (const row of noted.all()) {
    const before = parseImage(row.before)
    const after = parseImage(row.after)
    const moved =
      before !== null && after !== null && keyOf(shapes, row.tbl, before) !== keyOf(shapes, row.tbl, after)
    // An update that changes the key is the end of one row and the beginning of another.
    if (moved)
      yield* [
        { table: row.tbl, before, after: null },
        { table: row.tbl, before: null, after },
      ]
    else yield { table: row.tbl, before, after }
  }
}

/** The image in a history row's text. */
export function parseImage(text: string | null): RowImage | null {
  // Written by json_object above or by JSON.stringify of a RowImage, and protected by the page MAC of the case file.
  return text === null ? null : (JSON.parse(text) as RowImage)
}

function sameImage(one: RowImage | null, other: RowImage | null): boolean {
  if (one === null || other === null) return one === other
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every((name) => (one[name] ?? null) === (other[name] ?? null))
}

/** Columns, key and view columns of a journaled table. */
export function shapeOf(db: ReadDb, table: string): TableShape {
  const columns = db
    .prepare<[string], { name: string; pk: number }>(
      "SELECT name, pk FROM pragma_table_info(?, 'main') ORDER BY cid",
    )
    .all(table)
  const key = columns
    .filter((column) => column.pk > 0)
    .sort((one, other) => one.pk - other.pk)
    .map((column) => column.name)
  return { columns: columns.map((column) => column.name), key, view: new Set(viewColumnsOf(table)) }
}

function shapeFor(shapes: ReadonlyMap<string, TableShape>, table: string): TableShape {
  const shape = shapes.get(table)
  if (shape === undefined) throw new AppError('internal', `not a journaled table: ${table}`)
  return shape
}

function keyOf(shapes: ReadonlyMap<string, TableShape>, table: string, image: RowImage | null): string {
  return JSON.stringify([table, ...shapeFor(shapes, table).key.map((column) => image?.[column] ?? null)])
}

function restoreImages(
  db: WriteDb,
  shapes: ReadonlyMap<string, TableShape>,
  changes: readonly RowChange[],
  side: 'before' | 'after',
): readonly RowChange[] {
  db.pragma('defer_foreign_keys = ON')
  const target = (change: RowChange): RowImage | null => (side === 'before' ? change.before : change.after)
  const present = (change: RowChange): RowImage | null => (side === 'before' ? change.after : change.before)
  for (const change of changes)
    checkPresent(db, shapeFor(shapes, change.table), change.table, target(change), present(change))
  const taken = changes.map((change) =>
    target(change) === null ? withViewNow(db, shapeFor(shapes, change.table), change) : change,
  )
  // Deletes first, so that a unique value is free again when the row that should have it comes back.
  for (const change of changes)
    if (target(change) === null)
      writeRow(db, shapeFor(shapes, change.table), change.table, present(change), null)
  for (const change of changes)
    if (target(change) !== null && present(change) !== null)
      writeRow(db, shapeFor(shapes, change.table), change.table, present(change), target(change))
  for (const change of changes)
    if (present(change) === null)
      writeRow(db, shapeFor(shapes, change.table), change.table, null, target(change))
  return taken.every((change, at) => change === changes[at]) ? changes : taken
}

/** The change of a row that is about to go, its one image with the view state that the row has now. */
function withViewNow(db: ReadDb, shape: TableShape, change: RowChange): RowChange {
  const image = change.before ?? change.after
  if (image === null || shape.view.size === 0) return change
  const columns = [...shape.view]
  const now = db
    .prepare<(string | number | null)[], RowImage>(
      `SELECT ${columns.map(quoted).join(', ')} FROM main.${quoted(change.table)} WHERE ${where(shape)}`,
    )
    .get(...keyValues(shape, image))
  if (now === undefined || columns.every((column) => now[column] === image[column])) return change
  const renewed = { ...image, ...now }
  return change.before === null ? { ...change, after: renewed } : { ...change, before: renewed }
}

function checkPresent(
  db: WriteDb,
  shape: TableShape,
  table: string,
  target: RowImage | null,
  present: RowImage | null,
): void {
  const image = present ?? target
  if (image === null) return
  const row =
    db
      .prepare<(string | number | null)[], RowImage>(
        `SELECT * FROM main.${quoted(table)} WHERE ${where(shape)}`,
      )
      .get(...keyValues(shape, image)) ?? null
  const expected = present === null ? null : present
  const unchanged =
    row === null || expected === null
      ? row === expected
      : Object.keys(expected).every(
          (name) => !(name in row) || shape.view.has(name) || row[name] === expected[name],
        )
  if (!unchanged)
    throw new AppError('undo-blocked', 'a row of the step was changed by something that came later', {
      table,
    })
}

function writeRow(
  db: WriteDb,
  shape: TableShape,
  table: string,
  present: RowImage | null,
  target: RowImage | null,
): void {
  if (target === null) {
    if (present !== null)
      db.prepare(`DELETE FROM main.${quoted(table)} WHERE ${where(shape)}`).run(...keyValues(shape, present))
    return
  }
  // Columns that a later version of the program added are not in an older image and keep their default. View state of a row that stays is put
  // back only by a step of the time when it was a command, and only where that step changed it.
  const columns = shape.columns.filter(
    (column) =>
      column in target && (present === null || !shape.view.has(column) || target[column] !== present[column]),
  )
  const values = columns.map((column) => target[column] ?? null)
  if (present === null) {
    db.prepare(
      `INSERT INTO main.${quoted(table)} (${columns.map(quoted).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    ).run(...values)
  } else {
    db.prepare(
      `UPDATE main.${quoted(table)} SET ${columns.map((column) => `${quoted(column)} = ?`).join(', ')} WHERE ${where(shape)}`,
    ).run(...values, ...keyValues(shape, present))
  }
}

function where(shape: TableShape): string {
  return shape.key.map((column) => `${quoted(column)} IS ?`).join(' AND ')
}
function keyValues(shape: TableShape, image: RowImage): readonly (string | number | null)[] {
  return shape.key.map((column) => image[column] ?? null)
}
