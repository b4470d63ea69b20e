/** What could be expanded: one pass over the node's own links in the two link indexes. */
import type { Db } from '../store/db.ts'
import { standsOnChart } from './shownNodes.ts'

const both = `
  SELECT l.kind, l.to_id AS other FROM links l INDEXED BY links_from WHERE l.from_id = @entityId AND l.to_id <> @entityId
  UNION ALL
  SELECT l.kind, l.from_id FROM links l INDEXED BY links_to WHERE l.to_id = @entityId AND l.from_id <> @entityId`

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
    FROM (SELECT DISTINCT kind, other FROM (${both})) GROUP BY kind ORDER BY neighbours DESC, kind`,
    )
    .all({ chartId, entityId })
}
