/** Pictures that stand for entities in charts: small ones kept beside what is attached to them. */
import { hasMerges } from '../records/seenAs.ts'
import type { Db } from '../store/db.ts'

/** The icons of these entities, as a part of each: PNG in base64. Of several that are one the first that was attached. */
export function iconsOf(
  db: Db,
  entityIds: readonly number[],
): (entityId: number) => { readonly picture?: string } {
  const any = db.prepare("SELECT 1 FROM attachments WHERE holder = 'entity' AND icon = 1 LIMIT 1").get()
  if (any === undefined) return () => ({})
  const merges = hasMerges(db)
  const seen = merges ? 'COALESCE(g.resolved_id, a.holder_id)' : 'a.holder_id'
  const found = new Map<number, string>()
  for (const { entityId, small } of db
    .prepare<[string], { readonly entityId: number; readonly small: string }>(
      `SELECT ${seen} AS entityId, a.small FROM attachments a ${merges ? 'LEFT JOIN entity_merges g ON g.entity_id = a.holder_id' : ''}
      WHERE a.icon = 1 AND a.holder = 'entity' AND ${seen} IN (SELECT value FROM json_each(?)) ORDER BY a.attachment_id`,
    )
    .all(JSON.stringify(entityIds)))
    if (!found.has(entityId)) found.set(entityId, small)
  return (entityId) => {
    const picture = found.get(entityId)
    return picture === undefined ? {} : { picture }
  }
}
