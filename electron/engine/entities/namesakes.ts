/** Mentions of a name that may be somebody who is registered under it. A name alone joins nobody, so they stand apart until a person decides; this says that there is something to decide. */
import type { Db } from '../store/db.ts'

/** A row of a register without any number is somebody registered, though known by the name only. */
const registered = "(o.name_only = 0 OR o.key LIKE 'row:%')"
const mention = "(e.kind = 'person' AND e.name_only = 1 AND e.key NOT LIKE 'row:%')"

/** How many people that files mention by their name only have a namesake whom a file registers. */
export function countPossiblyRegistered(db: Db): number {
  return (
    db
      .prepare<[], number>(
        `SELECT COUNT(*) FROM entities e WHERE ${mention} AND e.records > 0 AND e.label IN (SELECT o.label FROM entities o WHERE o.kind = 'person' AND ${registered} AND o.records > 0)`,
      )
      .pluck()
      .get() ?? 0
  )
}
/** Those of the entities. */
export function possiblyRegistered(db: Db, entityIds: readonly number[]): ReadonlySet<number> {
  return new Set(
    db
      .prepare<[string], number>(
        `SELECT e.entity_id FROM json_each(?) w CROSS JOIN entities e ON e.entity_id = w.value
        WHERE ${mention} AND e.label IN (SELECT o.label FROM entities o WHERE o.kind = 'person' AND ${registered})`,
      )
      .pluck()
      .all(JSON.stringify(entityIds)),
  )
}
/**
 * Mentions by name only that are none of these entities, but bear the name of a registered person who is one of them; how many links they have with these entities or with each other,
 * which would stand on a chart of these entities if it were decided that they are one.
 */
export function mentionsOf(
  db: Db,
  shown: ReadonlySet<number>,
): { readonly count: number; readonly links: number; readonly entityIds: readonly number[] } {
  const ids = JSON.stringify([...shown])
  const found = db
    .prepare<[string], number>(
      `SELECT e.entity_id FROM entities e WHERE ${mention} AND e.label IN (
        SELECT o.label FROM json_each(?) w CROSS JOIN entities o ON o.entity_id = w.value WHERE o.kind = 'person' AND ${registered}) ORDER BY e.entity_id`,
    )
    .pluck()
    .all(ids)
    .filter((entityId) => !shown.has(entityId))
  const links =
    found.length === 0
      ? 0
      : (db
          .prepare<{ found: string; all: string }, number>(
            `SELECT COUNT(*) FROM (
            SELECT l.link_id FROM json_each(@found) w CROSS JOIN links l INDEXED BY links_from ON l.from_id = w.value WHERE l.to_id IN (SELECT value FROM json_each(@all))
            UNION SELECT l.link_id FROM json_each(@found) w CROSS JOIN links l INDEXED BY links_to ON l.to_id = w.value WHERE l.from_id IN (SELECT value FROM json_each(@all)))`,
          )
          .pluck()
          .get({ found: JSON.stringify(found), all: JSON.stringify([...shown, ...found]) }) ?? 0)
  return { count: found.length, links, entityIds: found }
}
