/** Inserts entities by their hashed ids; existing ones are not changed. */
import { AppError } from '../../../shared/errors.ts'
import type { WriteDb } from '../store/db.ts'

export type InsertEntity = (
  entityId: number,
  kind: string,
  key: string,
  label: string,
  nameOnly: 0 | 1,
) => void

export function entityInserter(db: WriteDb): InsertEntity {
  const insert = db.prepare(
    'INSERT INTO entities (entity_id, kind, key, label, name_only) VALUES (?, ?, ?, ?, ?) ON CONFLICT (entity_id) DO NOTHING',
  )
  const clash = db.prepare<[number], { kind: string; key: string }>(
    'SELECT kind, key FROM entities WHERE entity_id = ?',
  )
  return (entityId, kind, key, label, nameOnly) => {
    if (insert.run(entityId, kind, key, label, nameOnly).changes === 1) return
    const known = clash.get(entityId)
    // 53 bits: a collision is not expected, but two entities must never become one unnoticed.
    if (known?.kind !== kind || known.key !== key) throw new AppError('internal', 'two entities have one id')
  }
}
