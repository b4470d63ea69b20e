/**
 * Rows that state the same fact as another row (`duplicate_of`). The row with the most values is the primary, whichever came first, because
 * what it says beyond the fact (an account's holder, points of a deposit) is derived from it alone. The others are kept and marked.
 */
import type { RecordKind } from '../../../shared/model/define.ts'
import type { WriteDb } from '../store/db.ts'
import { quotedName, recordTable } from '../store/recordTables.ts'
import { columnOf, tookEffectCondition } from './evidence.ts'
import { factHasher, type FactValue } from './factHash.ts'
import { allRows, type RowSelection, rowsOfRecords } from './selection.ts'

/** Rows whose mark changed, by record id. */
export type ChangedRows = Set<number>

/** Fills the `fact` hash of selected rows that have none yet. Rows that cannot have one stay null. */
export function fillFactHashes(db: WriteDb, kind: RecordKind, selection: RowSelection): void {
  const fields = kind.sameFact
  if (fields === undefined) return
  const needed = [...new Set([...fields, ...(kind.sameFactNeeds ?? [])])]
  const rows = db
    .prepare<[object], [number, ...FactValue[]]>(
      `SELECT r.record_id, ${needed.map((field) => columnOf('r', field)).join(', ')} FROM ${recordTable(kind.id)} r WHERE r.fact IS NULL AND ${selection.condition('r')}`,
    )
    .raw()
  const found: [number, number][] = []
  const hashOf = factHasher(kind, needed)
  for (const [recordId, ...values] of rows.iterate(selection.params)) {
    const hash = hashOf(values)
    if (hash !== null) found.push([hash, recordId])
  }
  const write = db.prepare(`UPDATE ${recordTable(kind.id)} SET fact = ? WHERE record_id = ?`)
  for (const [hash, recordId] of found) write.run(hash, recordId)
}

/** SQL: the rows `o` and `n` state the same fact, each field compared; what failed and what took effect are two facts. */
function sameFactCondition(kind: RecordKind): string {
  const equal = (kind.sameFact ?? []).map((field) => `${columnOf('o', field)} IS ${columnOf('n', field)}`)
  return `o.fact = n.fact AND ${equal.join(' AND ')} AND (${tookEffectCondition(kind, 'o')}) = (${tookEffectCondition(kind, 'n')})`
}
/** `ORDER BY` of the rows of one fact, its primary first: the row with the most values, then by the values facts are derived from, then the row imported first (also when its import was undone and redone). */
function primaryFirst(kind: RecordKind, alias: string): string {
  const filled = kind.fields.map(({ id }) => `(${columnOf(alias, id)} IS NOT NULL)`).join(' + ')
  const told = new Set(kind.sameFact ?? [])
  const derived = [
    ...kind.fields.filter(({ summed }) => summed === true).map(({ id }) => id),
    kind.timeField,
    kind.amountField,
    kind.resultField,
    ...kind.roles.flatMap((role) => [
      ...role.keys.flatMap(({ fields }) => fields),
      role.label,
      role.only?.field,
      ...(role.identifiers ?? []).map(({ field }) => field),
      ...(role.attributes ?? []),
    ]),
    ...kind.links.flatMap((rule) => [
      rule.amount,
      rule.quantity,
      rule.time,
      rule.direction,
      rule.positive,
      rule.where?.field,
    ]),
  ]
  const ties = [...new Set(derived)]
    .filter((field) => field !== undefined && !told.has(field) && kind.fields.some(({ id }) => id === field))
    .map((field) => columnOf(alias, field ?? ''))
  return [`(${filled}) DESC`, ...ties, `${alias}.sheet_id`, `${alias}.row`].join(', ')
}
/** SQL of the primary of the fact that `n` states. */
function primaryOfFact(kind: RecordKind): string {
  return `SELECT o.record_id FROM ${recordTable(kind.id)} o WHERE ${sameFactCondition(kind)} ORDER BY ${primaryFirst(kind, 'o')} LIMIT 1`
}

/** Marks the selected rows, and rows that they now outrank, as duplicates; returns the rows whose mark changed. Updates the counters of their sheets. */
export function markDuplicates(db: WriteDb, kind: RecordKind, selection: RowSelection): ChangedRows {
  const changed: ChangedRows = new Set()
  if (kind.sameFact === undefined) return changed
  fillFactHashes(db, kind, selection)
  // Both read only the index of hashes: one walks all of it, the other looks up each row.
  const sharedFact =
    selection.count * 4 >= allRows(db, kind).count
      ? `n.fact IN (SELECT fact FROM ${recordTable(kind.id)} WHERE fact IS NOT NULL GROUP BY fact HAVING COUNT(*) > 1)`
      : `EXISTS (SELECT 1 FROM ${recordTable(kind.id)} x WHERE x.fact = n.fact AND x.record_id <> n.record_id)`
  const duplicates = db
    .prepare<[object], { record_id: number; first: number; sheet_id: number }>(
      `SELECT * FROM (SELECT n.record_id, n.sheet_id, (${primaryOfFact(kind)}) AS first FROM ${recordTable(kind.id)} n
      WHERE n.duplicate_of IS NULL AND ${sharedFact} AND ${selection.condition('n')}) WHERE first <> record_id`,
    )
    .all(selection.params)
  const mark = db.prepare(`UPDATE ${recordTable(kind.id)} SET duplicate_of = ? WHERE record_id = ?`)
  const outcomes = outcomeCounter(db)
  for (const duplicate of duplicates) {
    mark.run(duplicate.first, duplicate.record_id)
    outcomes.moved(duplicate.sheet_id, 'duplicate')
    changed.add(duplicate.record_id)
  }
  // A new row that says more becomes the primary; the old primary and its duplicates then point to it.
  const outdone = db
    .prepare<[object], { record_id: number; sheet_id: number; best: number }>(
      `SELECT o.record_id, o.sheet_id, n.record_id AS best FROM ${recordTable(kind.id)} n JOIN ${recordTable(kind.id)} o ON ${sameFactCondition(kind)} AND o.record_id <> n.record_id AND o.duplicate_of IS NULL
      WHERE n.duplicate_of IS NULL AND ${sharedFact} AND ${selection.condition('n')}`,
    )
    .all(selection.params)
  const followers = db
    .prepare<[number], number>(`SELECT record_id FROM ${recordTable(kind.id)} WHERE duplicate_of = ?`)
    .pluck()
  for (const { record_id: old, sheet_id, best } of outdone) {
    for (const follower of followers.all(old)) {
      mark.run(best, follower)
      changed.add(follower)
    }
    mark.run(best, old)
    outcomes.moved(sheet_id, 'duplicate')
    changed.add(old)
  }
  outcomes.finish()
  return changed
}

/**
 * After rows were removed: where a primary is gone, the duplicate that says most becomes the primary of the rest. Returns the promoted rows.
 */
export function promoteDuplicates(db: WriteDb, kind: RecordKind): ChangedRows {
  const table = recordTable(kind.id)
  const promoted: ChangedRows = new Set()
  const orphans = db
    .prepare<[], { record_id: number; duplicate_of: number; sheet_id: number }>(
      `SELECT record_id, duplicate_of, sheet_id FROM ${table} r WHERE duplicate_of IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ${table} p WHERE p.record_id = r.duplicate_of) ORDER BY r.duplicate_of, ${primaryFirst(kind, 'r')}`,
    )
    .all()
  const heirs = new Map<number, number>()
  const mark = db.prepare(`UPDATE ${table} SET duplicate_of = ? WHERE record_id = ?`)
  const outcomes = outcomeCounter(db)
  for (const orphan of orphans) {
    const heir = heirs.get(orphan.duplicate_of)
    mark.run(heir ?? null, orphan.record_id)
    if (heir !== undefined) continue
    heirs.set(orphan.duplicate_of, orphan.record_id)
    promoted.add(orphan.record_id)
    outcomes.moved(orphan.sheet_id, 'accepted')
  }
  outcomes.finish()
  return promoted
}

/**
 * Finds again which of these rows are duplicates, after rows of their facts were added, removed or changed. Call it with all rows of a fact.
 * Returns the rows whose `duplicate_of` changed.
 */
export function recheckDuplicates(db: WriteDb, kind: RecordKind, rows: readonly number[]): ChangedRows {
  const table = recordTable(kind.id)
  const marked = (): ReadonlyMap<number, { readonly sheet_id: number; readonly duplicate_of: number }> =>
    new Map(
      db
        .prepare<[string], { record_id: number; sheet_id: number; duplicate_of: number }>(
          `SELECT record_id, sheet_id, duplicate_of FROM ${table} WHERE duplicate_of IS NOT NULL AND record_id IN (SELECT value FROM json_each(?))`,
        )
        .all(JSON.stringify(rows))
        .map((entry) => [entry.record_id, entry]),
    )
  const before = marked()
  const outcomes = outcomeCounter(db)
  for (const { sheet_id } of before.values()) outcomes.moved(sheet_id, 'accepted')
  outcomes.finish()
  db.prepare(
    `UPDATE ${table} SET duplicate_of = NULL WHERE duplicate_of IS NOT NULL AND record_id IN (SELECT value FROM json_each(?))`,
  ).run(JSON.stringify(rows))
  markDuplicates(db, kind, rowsOfRecords(rows))
  const after = marked()
  return new Set(
    rows.filter((recordId) => before.get(recordId)?.duplicate_of !== after.get(recordId)?.duplicate_of),
  )
}

/** Updates the counters of the sheets with the marks of their records, so that rows read stays the sum of its parts. */
function outcomeCounter(db: WriteDb): {
  moved(sheetId: number, to: 'accepted' | 'duplicate'): void
  finish(): void
} {
  const moved = new Map<number, number>()
  return {
    moved(sheetId, to) {
      moved.set(sheetId, (moved.get(sheetId) ?? 0) + (to === 'duplicate' ? 1 : -1))
    },
    finish() {
      const count = db.prepare(
        'UPDATE sheets SET accepted = accepted - @moved, duplicate = duplicate + @moved WHERE sheet_id = @sheetId',
      )
      for (const [sheetId, amount] of moved) count.run({ moved: amount, sheetId })
    },
  }
}
/** For a whole rebuild: forgets every mark of the kind. */
export function forgetDuplicates(db: WriteDb, kind: RecordKind): void {
  const marked = db
    .prepare<[], { sheet_id: number }>(
      `SELECT sheet_id FROM ${recordTable(kind.id)} WHERE duplicate_of IS NOT NULL`,
    )
    .all()
  const outcomes = outcomeCounter(db)
  for (const row of marked) outcomes.moved(row.sheet_id, 'accepted')
  outcomes.finish()
  db.exec(
    `UPDATE ${recordTable(kind.id)} SET duplicate_of = NULL WHERE ${quotedName('duplicate_of')} IS NOT NULL`,
  )
}
