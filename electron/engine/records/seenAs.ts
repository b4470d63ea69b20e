/** How an entity is seen after merges and splits: the reads of `entity_merges` and `entity_parts` that everybody needs. What writes them is `entities/merges.ts`. */
import type { Db } from '../store/db.ts'
import { statement } from '../store/statements.ts'

/** Whether any entity of the case is merged; if none is, readers use the simplest SQL. */
export function hasMerges(db: Db): boolean {
  return db.prepare('SELECT 1 FROM entity_merges LIMIT 1').get() !== undefined
}
/** The entity another is seen as: itself unless it is merged. */
export function resolvedId(db: Db, entityId: number): number {
  return (
    statement<[number], { resolved: number }>(
      db,
      'SELECT resolved_id AS resolved FROM entity_merges WHERE entity_id = ?',
    ).get(entityId)?.resolved ?? entityId
  )
}
/** The members of a merged entity by ascending id; only itself when it is not merged. The id of a member gives all members too. */
export function membersOf(db: Db, entityId: number): readonly number[] {
  const members = statement<[number], { id: number }>(
    db,
    'SELECT entity_id AS id FROM entity_merges WHERE resolved_id = ? ORDER BY entity_id',
  )
    .all(resolvedId(db, entityId))
    .map(({ id }) => id)
  return members.length === 0 ? [entityId] : members
}
/** SQL of the entity that the one in `column` is seen as. Plain when nothing is merged, so that indexes serve. */
export function seenAs(db: Db, column: string): string {
  // Inside the subquery an unqualified name would mean the column of entity_merges, and every row would map to the first merged entity.
  if (column === 'entity_id' || column === 'resolved_id')
    throw new Error(`say whose ${column} is meant, as in t.${column}`)
  return hasMerges(db)
    ? `COALESCE((SELECT m.resolved_id FROM entity_merges m WHERE m.entity_id = ${column}), ${column})`
    : column
}

/** SQL of the entity that the one in `column` was split from: an account that is split is still one account. Plain when nothing is split. */
export function wholeOf(db: Db, column: string): string {
  if (db.prepare('SELECT 1 FROM entity_parts LIMIT 1').get() === undefined) return column
  // When a part was split again, take the original entity.
  return `COALESCE((WITH RECURSIVE whole (id, depth) AS (SELECT p.entity_id, 1 FROM entity_parts p WHERE p.part_id = ${column} UNION ALL SELECT p.entity_id, w.depth + 1 FROM whole w JOIN entity_parts p ON p.part_id = w.id)
    SELECT id FROM whole ORDER BY depth DESC LIMIT 1), ${column})`
}
