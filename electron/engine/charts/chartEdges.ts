/** The links among the nodes of a chart, by the two link indexes. */
import type { ChartEdge } from '../../../shared/contract/charts.ts'
import { linkColumns, type LinkRow, linkSummaryOf } from '../entities/entityRows.ts'
import { statement as statementKind } from '../../../shared/model/recordKinds/statement.ts'
import { linkScopes } from '../entities/factScopes.ts'
import { recordTable } from '../store/recordTables.ts'
import type { Db } from '../store/db.ts'
import { hasMerges } from '../records/seenAs.ts'
import { shownNodesSql, standsOnChart } from './shownNodes.ts'

interface EdgeRow extends LinkRow {
  readonly rule: string
}
const chartEdgeColumns = `${linkColumns}, l.rule`
/** Nearly all are in yuan alone, and there may be tens of thousands: those are not copied twice. */
function edgeOf(row: EdgeRow): ChartEdge {
  const { rule, others, large, ...plain } = row
  return others === null && large === null
    ? { ...plain, directed: row.directed === 1, rule }
    : { ...linkSummaryOf(row), rule }
}
/** Lines with what was entered by hand say so in the words it was entered in. */
function withWords(db: Db, edges: readonly ChartEdge[]): readonly ChartEdge[] {
  return edges.map((edge) => {
    if (edge.rule?.startsWith(`${statementKind.id}.`) !== true) return edge
    const says = linkScopes(db, edge.linkId).flatMap(({ kind, where, params }) =>
      db
        .prepare<[object], string>(
          `SELECT says FROM ${recordTable(kind.id)} r WHERE (${where}) AND says IS NOT NULL GROUP BY says ORDER BY min(record_id)`,
        )
        .pluck()
        .all(params),
    )
    return says.length === 0 ? edge : { ...edge, says }
  })
}

/** Every link among the chart's nodes. Links of different kinds between the same two stay apart: each opens its own rows. */
export function allEdges(db: Db, chartId: number): readonly ChartEdge[] {
  if (hasMerges(db)) {
    return withWords(
      db,
      db
        .prepare<[object], EdgeRow>(
          `WITH shown AS MATERIALIZED (SELECT entity_id FROM (${shownNodesSql(db)}))
      SELECT ${chartEdgeColumns} FROM shown a CROSS JOIN links l INDEXED BY links_from ON l.from_id = a.entity_id WHERE +l.to_id IN (SELECT entity_id FROM shown) ORDER BY l.link_id`,
        )
        .all({ chartId })
        .map(edgeOf),
    )
  }
  return withWords(
    db,
    db
      .prepare<[number], EdgeRow>(
        `
    SELECT ${chartEdgeColumns} FROM chart_nodes a
    CROSS JOIN links l INDEXED BY links_from ON l.from_id = a.entity_id
    CROSS JOIN chart_nodes b ON b.chart_id = a.chart_id AND b.entity_id = l.to_id
    WHERE a.chart_id = ? ORDER BY l.link_id`,
      )
      .all(chartId)
      .map(edgeOf),
  )
}

/** The links of some nodes to anything on the chart, each once. */
export function edgesTouching(db: Db, chartId: number, entityIds: readonly number[]): readonly ChartEdge[] {
  const ids = JSON.stringify(entityIds)
  const others = `SELECT n.entity_id FROM (${shownNodesSql(db)}) n WHERE n.entity_id NOT IN (SELECT entity_id FROM asked)`
  const standing =
    db
      .prepare<[object], number>(
        `WITH asked AS MATERIALIZED (SELECT value AS entity_id FROM json_each(@ids)) SELECT count(*) FROM (${others})`,
      )
      .pluck()
      .get({ chartId, ids }) ?? 0
  // What comes from the others is found from their side where they are fewer: of newcomers on an empty chart there are none.
  const fromOthers =
    standing < entityIds.length
      ? `SELECT ${chartEdgeColumns} FROM (${others}) o CROSS JOIN links l INDEXED BY links_from ON l.from_id = o.entity_id WHERE +l.to_id IN (SELECT entity_id FROM wanted WHERE stands)`
      : `SELECT ${chartEdgeColumns} FROM wanted w CROSS JOIN links l INDEXED BY links_to ON l.to_id = w.entity_id WHERE w.stands AND ${standsOnChart(db, 'l.from_id')} AND l.from_id NOT IN (SELECT entity_id FROM wanted WHERE stands)`
  return withWords(
    db,
    db
      .prepare<{ chartId: number; ids: string }, EdgeRow>(
        `WITH asked AS MATERIALIZED (SELECT DISTINCT value AS entity_id FROM json_each(@ids)),
    wanted AS MATERIALIZED (SELECT a.entity_id, ${standsOnChart(db, 'a.entity_id')} AS stands FROM asked a)
    SELECT ${chartEdgeColumns} FROM wanted w CROSS JOIN links l INDEXED BY links_from ON l.from_id = w.entity_id WHERE w.stands AND ${standsOnChart(db, 'l.to_id')}
    UNION ALL
    ${fromOthers}
    ORDER BY linkId`,
      )
      .all({ chartId, ids })
      .map(edgeOf),
  )
}
