import type { Db } from '../store/db.ts'

/** The entity's label for a line of the history; null when it is gone. */
export function labelOf(db: Db, entityId: number): string | null {
  return (
    db.prepare<[number], string>('SELECT label FROM entities WHERE entity_id = ?').pluck().get(entityId) ??
    null
  )
}
