/** Mentions of a name that may be somebody who is registered under it. A name alone joins nobody, so they stand apart until a person decides; this says that there is something to decide. */
import type { Db } from '../store/db.ts'

/** A row of a register without any number is somebody registered, though known by the name only. */
const registered = "(o.name_only = 0 OR o.key LIKE 'row:%')"
const mention = "(e.kind = 'person' AND e.name_only = 1 AND e.key NOT LIKE 'row:%')"

/** How many people known by a mention of their name only have a namesake who is registered. */
export function countPossiblyRegistered(db: Db): number {
  return (
    db
      .prepare<[], number>(
        `SELECT COUNT(*) FROM entities e WHERE ${mention} AND e.label IN (SELECT o.label FROM entities o WHERE o.kind = 'person' AND ${registered})`,
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
