/**
 * Which node of a chart stands for which entity. A chart keeps the entities that were put on it; those that are one by now share a node,
 * and come apart again at their own places when they are told apart. The node stands where the first of them was placed.
 */
import type { Db } from '../store/db.ts'
import { hasMerges } from '../records/seenAs.ts'

/** SQL of the chart's nodes as they are seen, with its parameter `@chartId`: `entity_id` is the entity seen, `row_id` the one whose row of `chart_nodes` says where and how. */
export function shownNodesSql(db: Db): string {
  if (!hasMerges(db))
    return 'SELECT n.entity_id, n.entity_id AS row_id, n.x, n.y, n.pinned, n.hidden, n.note, n.colour, n.flag FROM chart_nodes n WHERE n.chart_id = @chartId'
  // What a hand put on any of them stays to be seen: the node has it where the row that it stands at has none.
  const anyOf = (column: string): string =>
    `CASE WHEN ${column} <> '' THEN ${column} ELSE COALESCE((SELECT m.${column} FROM entity_merges o CROSS JOIN chart_nodes m ON m.chart_id = @chartId AND m.entity_id = o.entity_id WHERE o.resolved_id = seen AND m.${column} <> '' ORDER BY m.entity_id LIMIT 1), '') END AS ${column}`
  return `SELECT seen AS entity_id, row_id, x, y, pinned, hidden, ${anyOf('note')}, ${anyOf('colour')}, ${anyOf('flag')} FROM (
    SELECT COALESCE(g.resolved_id, n.entity_id) AS seen, n.entity_id AS row_id, n.x, n.y, n.pinned, n.hidden, n.note, n.colour, n.flag,
      row_number() OVER (PARTITION BY COALESCE(g.resolved_id, n.entity_id) ORDER BY n.x IS NULL, n.entity_id <> COALESCE(g.resolved_id, n.entity_id), n.entity_id) AS place
    FROM chart_nodes n LEFT JOIN entity_merges g ON g.entity_id = n.entity_id WHERE n.chart_id = @chartId) WHERE place = 1`
}
/** The rows of `chart_nodes` that say where and how these entities stand on the chart, by entity. */
export function rowsStandingFor(
  db: Db,
  chartId: number,
  entityIds: readonly number[],
): ReadonlyMap<number, number> {
  if (!hasMerges(db)) return new Map(entityIds.map((entityId) => [entityId, entityId]))
  const wanted = new Set(entityIds)
  const rows = db
    .prepare<[object], { entity_id: number; row_id: number }>(
      `SELECT entity_id, row_id FROM (${shownNodesSql(db)})`,
    )
    .all({ chartId })
  return new Map(rows.filter((row) => wanted.has(row.entity_id)).map((row) => [row.entity_id, row.row_id]))
}
/** Every row of `chart_nodes` whose entity is seen as one of these. */
export function rowsSeenAs(db: Db, entityIds: readonly number[]): readonly number[] {
  if (!hasMerges(db)) return entityIds
  return db
    .prepare<[string], number>(
      'SELECT g.entity_id FROM json_each(?) w CROSS JOIN entity_merges g ON g.resolved_id = w.value',
    )
    .pluck()
    .all(JSON.stringify(entityIds))
    .concat(entityIds)
}
/** SQL that is true when the entity in `column` is on the chart `@chartId`, itself or through somebody it is one with. */
export function standsOnChart(db: Db, column: string): string {
  const plain = `EXISTS (SELECT 1 FROM chart_nodes n WHERE n.chart_id = @chartId AND n.entity_id = ${column})`
  return hasMerges(db)
    ? `(${plain} OR EXISTS (SELECT 1 FROM entity_merges g JOIN chart_nodes n ON n.chart_id = @chartId AND n.entity_id = g.entity_id WHERE g.resolved_id = ${column}))`
    : plain
}
