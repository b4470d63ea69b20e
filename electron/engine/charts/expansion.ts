/** Which neighbours an expansion brings: one pass over the node's own links in the two link indexes. */
import type { Db } from '../store/db.ts'
import { standsOnChart } from './shownNodes.ts'

interface Candidate {
  readonly entityId: number
  readonly total: number
}

const both = (kinds: boolean): string => `
  SELECT l.kind, l.to_id AS other, l.count, l.amount FROM links l INDEXED BY links_from WHERE l.from_id = @entityId AND l.to_id <> @entityId${kinds ? ' AND l.kind IN (SELECT value FROM json_each(@kinds))' : ''}
  UNION ALL
  SELECT l.kind, l.from_id, l.count, l.amount FROM links l INDEXED BY links_to WHERE l.to_id = @entityId AND l.from_id <> @entityId${kinds ? ' AND l.kind IN (SELECT value FROM json_each(@kinds))' : ''}`

/**
 * Neighbours that are not on the chart yet, strongest first: by the sum of amounts of all links with the node, then by the number of facts,
 * then by id so that the same case gives the same chart. `omitted` is how many the limit leaves out.
 */
export function strongestNeighbours(
  db: Db,
  chartId: number,
  entityId: number,
  linkKinds: readonly string[] | null,
  limit: number,
): { readonly entityIds: readonly number[]; readonly omitted: number } {
  const rows = db
    .prepare<{ chartId: number; entityId: number; kinds: string; limit: number }, Candidate>(
      `
    SELECT other AS entityId, count(*) OVER () AS total FROM (${both(linkKinds !== null)})
    WHERE NOT ${standsOnChart(db, 'other')}
    GROUP BY other ORDER BY total(amount) DESC, sum(count) DESC, other LIMIT @limit`,
    )
    .all({ chartId, entityId, kinds: JSON.stringify(linkKinds ?? []), limit: Math.max(limit, 1) })
  const entityIds = rows.slice(0, limit).map((row) => row.entityId)
  return { entityIds, omitted: (rows[0]?.total ?? 0) - entityIds.length }
}

/** By link kind: how many neighbours the entity has, and how many of them are not on the chart. Most first. */
export function expandable(
  db: Db,
  chartId: number,
  entityId: number,
): readonly { readonly linkKind: string; readonly neighbours: number; readonly hidden: number }[] {
  return db
    .prepare<{ chartId: number; entityId: number }, { linkKind: string; neighbours: number; hidden: number }>(
      `
    SELECT kind AS linkKind, count(*) AS neighbours,
      count(*) FILTER (WHERE NOT ${standsOnChart(db, 'other')}) AS hidden
    FROM (SELECT DISTINCT kind, other FROM (${both(false)})) GROUP BY kind ORDER BY neighbours DESC, kind`,
    )
    .all({ chartId, entityId })
}
