/** Tags that people put on entities. One that is made of several has the tags of all of them. */
import type { TagColour } from '../../../shared/contract/marks.ts'
import { AppError } from '../../../shared/errors.ts'
import type { CommandContext } from '../core/context.ts'
import { hasMerges, membersOf, resolvedId } from '../records/seenAs.ts'
import type { Db } from '../store/db.ts'

interface TagOf {
  readonly name: string
  readonly colour: TagColour
}
/** Tags by name of each of these entities, as a part of it; nothing for one that has none. */
export function entityTags(
  db: Db,
  entityIds: readonly number[],
): (entityId: number) => { readonly tags?: readonly TagOf[] } {
  if (db.prepare('SELECT 1 FROM entity_tags WHERE entity_id > 0 LIMIT 1').get() === undefined)
    return () => ({})
  const seen = hasMerges(db) ? 'COALESCE(g.resolved_id, e.entity_id)' : 'e.entity_id'
  const found = Map.groupBy(
    db
      .prepare<[string], TagOf & { readonly entityId: number }>(
        `SELECT DISTINCT ${seen} AS entityId, t.name, t.colour FROM entity_tags e JOIN tags t USING (tag_id)
        ${hasMerges(db) ? 'LEFT JOIN entity_merges g ON g.entity_id = e.entity_id' : ''} WHERE ${seen} IN (SELECT value FROM json_each(?)) ORDER BY 1, t.name`,
      )
      .all(JSON.stringify(entityIds)),
    ({ entityId }) => entityId,
  )
  return (entityId) => {
    const tags = found.get(entityId)
    return tags === undefined ? {} : { tags: tags.map(({ name, colour }) => ({ name, colour })) }
  }
}
/** The tags of one entity, those of all that it is made of, by name. */
export function tagsOfEntity(db: Db, entityId: number): readonly (TagOf & { readonly tagId: number })[] {
  return db
    .prepare<[string], TagOf & { readonly tagId: number }>(
      'SELECT t.tag_id AS tagId, t.name, t.colour FROM tags t WHERE EXISTS (SELECT 1 FROM entity_tags e WHERE e.tag_id = t.tag_id AND e.entity_id IN (SELECT value FROM json_each(?))) ORDER BY t.name, t.tag_id',
    )
    .all(JSON.stringify([...new Set([entityId, ...membersOf(db, entityId)])]))
}
/** Puts a tag on entities or takes it off; returns how many changed. Errors: `tag-not-found`, `entity-not-found`. */
export function tagEntities(
  { db, at, operator }: Pick<CommandContext, 'db' | 'at' | 'operator'>,
  entityIds: readonly number[],
  tagId: number,
  on: boolean,
): { readonly name: string; readonly entities: number } {
  const name = db.prepare<[number], string>('SELECT name FROM tags WHERE tag_id = ?').pluck().get(tagId)
  if (name === undefined) throw new AppError('tag-not-found', `no tag ${tagId}`, { tagId })
  const put = db.prepare(
    'INSERT INTO entity_tags (entity_id, tag_id, at, operator) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const has = db.prepare<[string, number], number>(
    'SELECT count(*) FROM entity_tags WHERE entity_id IN (SELECT value FROM json_each(?)) AND tag_id = ?',
  )
  const drop = db.prepare(
    'DELETE FROM entity_tags WHERE entity_id IN (SELECT value FROM json_each(?)) AND tag_id = ?',
  )
  let entities = 0
  for (const entityId of new Set(entityIds.map((each) => resolvedId(db, each)))) {
    if (db.prepare('SELECT 1 FROM entities WHERE entity_id = ?').get(entityId) === undefined)
      throw new AppError('entity-not-found', `no entity ${entityId}`, { entityId })
    const all = JSON.stringify([...new Set([entityId, ...membersOf(db, entityId)])])
    const had = (has.pluck().get(all, tagId) ?? 0) > 0
    if (had === on) continue
    if (on) put.run(entityId, tagId, at, operator)
    else drop.run(all, tagId)
    entities += 1
  }
  return { name, entities }
}
