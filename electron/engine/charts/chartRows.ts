/** What stands on a chart, read in a handful of indexed queries however many nodes there are. */
import type { ChartDelta, ChartEdge, ChartInfo, ChartNode } from '../../../shared/contract/charts.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Db } from '../store/db.ts'
import { hasMerges } from '../records/seenAs.ts'
import { shownNodesSql, standsOnChart } from './shownNodes.ts'
import { sublabelsOf } from './sublabel.ts'

interface ChartRow {
  readonly chart_id: number
  readonly name: string
  readonly settings: string
  readonly updated_at: string
}

/** The chart's own row. Errors: chart-not-found. */
export function chartRow(db: Db, chartId: number): ChartRow {
  const row = db
    .prepare<[number], ChartRow>('SELECT chart_id, name, settings, updated_at FROM charts WHERE chart_id = ?')
    .get(chartId)
  if (row === undefined) throw new AppError('chart-not-found', `no chart ${chartId}`, { chartId })
  return row
}

// Nodes whose entity went with an undone import keep their row, so that a redo brings them back; until then they are not shown.
const infoSql = (db: Db): string => `
  SELECT c.chart_id AS chartId, c.name, c.updated_at AS updatedAt,
    (SELECT count(${hasMerges(db) ? 'DISTINCT e.entity_id' : '*'}) FROM chart_nodes n${hasMerges(db) ? ' LEFT JOIN entity_merges g ON g.entity_id = n.entity_id JOIN entities e ON e.entity_id = COALESCE(g.resolved_id, n.entity_id)' : ' JOIN entities e ON e.entity_id = n.entity_id'} WHERE n.chart_id = c.chart_id) AS nodes
  FROM charts c`

/** Every chart of the case, oldest first. */
export function listCharts(db: Db): readonly ChartInfo[] {
  return db.prepare<[], ChartInfo>(`${infoSql(db)} ORDER BY c.chart_id`).all()
}

/** One chart's name and size. Errors: chart-not-found. */
export function chartInfo(db: Db, chartId: number): ChartInfo {
  const info = db.prepare<[number], ChartInfo>(`${infoSql(db)} WHERE c.chart_id = ?`).get(chartId)
  if (info === undefined) throw new AppError('chart-not-found', `no chart ${chartId}`, { chartId })
  return info
}

interface LinkRow {
  readonly linkId: number
  readonly linkKind: string
  readonly fromId: number
  readonly toId: number
  readonly directed: number
  readonly count: number
  readonly amount: number | null
  readonly quantity: number | null
  readonly firstTime: string | null
  readonly lastTime: string | null
}
const linkColumns = `l.link_id AS linkId, l.kind AS linkKind, l.from_id AS fromId, l.to_id AS toId, l.directed, l.count, l.amount, l.quantity, l.first_time AS firstTime, l.last_time AS lastTime`
const toEdge = (row: LinkRow): ChartEdge => ({ ...row, directed: row.directed === 1 })

/** Every link among the chart's nodes. Links of different kinds between the same two stay apart: each opens its own rows. */
export function allEdges(db: Db, chartId: number): readonly ChartEdge[] {
  if (hasMerges(db)) {
    return db
      .prepare<[object], LinkRow>(
        `WITH shown AS MATERIALIZED (SELECT entity_id FROM (${shownNodesSql(db)}))
      SELECT ${linkColumns} FROM shown a CROSS JOIN links l INDEXED BY links_from ON l.from_id = a.entity_id WHERE l.to_id IN (SELECT entity_id FROM shown) ORDER BY l.link_id`,
      )
      .all({ chartId })
      .map(toEdge)
  }
  return db
    .prepare<[number], LinkRow>(
      `
    SELECT ${linkColumns} FROM chart_nodes a
    CROSS JOIN links l INDEXED BY links_from ON l.from_id = a.entity_id
    CROSS JOIN chart_nodes b ON b.chart_id = a.chart_id AND b.entity_id = l.to_id
    WHERE a.chart_id = ? ORDER BY l.link_id`,
    )
    .all(chartId)
    .map(toEdge)
}

/** The links of some nodes to anything on the chart. */
export function edgesTouching(db: Db, chartId: number, entityIds: readonly number[]): readonly ChartEdge[] {
  const ids = JSON.stringify(entityIds)
  return db
    .prepare<{ chartId: number; ids: string }, LinkRow>(
      `
    SELECT ${linkColumns} FROM json_each(@ids) w
    CROSS JOIN links l INDEXED BY links_from ON l.from_id = w.value
    WHERE ${standsOnChart(db, 'l.to_id')} AND ${standsOnChart(db, 'l.from_id')}
    UNION
    SELECT ${linkColumns} FROM json_each(@ids) w
    CROSS JOIN links l INDEXED BY links_to ON l.to_id = w.value
    WHERE ${standsOnChart(db, 'l.from_id')} AND ${standsOnChart(db, 'l.to_id')}
    ORDER BY linkId`,
    )
    .all({ chartId, ids })
    .map(toEdge)
}

interface NodeRow {
  readonly entityId: number
  readonly kind: string
  readonly key: string
  readonly label: string
  readonly nameOnly: number
  readonly x: number | null
  readonly y: number | null
  readonly pinned: number
  readonly hidden: number
  readonly note: string
  readonly degree: number
  readonly members: number
}
// Neighbours are counted once each, whatever the number of links and their direction; a link to itself is no neighbour.
const nodeSql = (db: Db, where: string): string => `
  SELECT n.entity_id AS entityId, e.kind, e.key, e.label, e.name_only AS nameOnly, n.x, n.y, n.pinned, n.hidden, n.note,
    (SELECT count(*) FROM (
      SELECT to_id AS other FROM links WHERE from_id = n.entity_id AND to_id <> n.entity_id
      UNION SELECT from_id FROM links WHERE to_id = n.entity_id AND from_id <> n.entity_id)) AS degree,
    (SELECT count(*) FROM entity_merges g WHERE g.resolved_id = n.entity_id) AS members
  FROM (${shownNodesSql(db)}) n JOIN entities e ON e.entity_id = n.entity_id WHERE ${where} ORDER BY n.entity_id`

/** Adds to each node how much of it the given edges show; the edges must be all of those nodes' edges on the chart. */
function withEdges(db: Db, rows: readonly NodeRow[], edges: readonly ChartEdge[]): readonly ChartNode[] {
  const neighbours = new Map<number, Set<number>>(rows.map((row) => [row.entityId, new Set()]))
  const amounts = new Map<number, number>()
  for (const edge of edges) {
    for (const end of new Set([edge.fromId, edge.toId]))
      amounts.set(end, (amounts.get(end) ?? 0) + (edge.amount ?? 0))
    if (edge.fromId === edge.toId) continue
    neighbours.get(edge.fromId)?.add(edge.toId)
    neighbours.get(edge.toId)?.add(edge.fromId)
  }
  const sublabels = sublabelsOf(db, rows)
  return rows.map((row) => ({
    entityId: row.entityId,
    kind: row.kind,
    label: row.label,
    // How many are one here stands with the second line, on the page and in every picture.
    sublabel: [sublabels.get(row.entityId) ?? '', row.members > 1 ? `×${row.members}` : '']
      .filter((part) => part !== '')
      .join(' '),
    nameOnly: row.nameOnly === 1,
    x: row.x,
    y: row.y,
    pinned: row.pinned === 1,
    hidden: row.hidden === 1,
    degree: row.degree,
    shown: neighbours.get(row.entityId)?.size ?? 0,
    amount: amounts.get(row.entityId) ?? 0,
    note: row.note,
    ...(row.members > 1 ? { members: row.members } : {}),
  }))
}

/** The whole chart as a delta from nothing. */
export function wholeChart(db: Db, chartId: number): ChartDelta {
  const edges = allEdges(db, chartId)
  const rows = db.prepare<[object], NodeRow>(nodeSql(db, '1')).all({ chartId })
  return { chartId, nodes: withEdges(db, rows, edges), edges, removedNodes: [], omitted: 0 }
}

/** Nodes of the chart by id, complete; ids that are not on the chart are left out. */
export function nodesOf(db: Db, chartId: number, entityIds: readonly number[]): readonly ChartNode[] {
  const rows = db
    .prepare<[object], NodeRow>(nodeSql(db, 'n.entity_id IN (SELECT value FROM json_each(@ids))'))
    .all({ chartId, ids: JSON.stringify(entityIds) })
  return withEdges(db, rows, edgesTouching(db, chartId, entityIds))
}

/** After nodes came: they, their edges, and the nodes they now touch, whose counts changed. */
export function deltaOfAdded(db: Db, chartId: number, added: readonly number[], omitted = 0): ChartDelta {
  const edges = added.length === 0 ? [] : edgesTouching(db, chartId, added)
  const changed = new Set(added)
  for (const edge of edges) changed.add(edge.fromId).add(edge.toId)
  return {
    chartId,
    nodes: changed.size === 0 ? [] : nodesOf(db, chartId, [...changed]),
    edges,
    removedNodes: [],
    omitted,
  }
}

/** After nodes changed in themselves (hidden, pinned, note): they alone. */
export function deltaOfChanged(db: Db, chartId: number, entityIds: readonly number[]): ChartDelta {
  return { chartId, nodes: nodesOf(db, chartId, entityIds), edges: [], removedNodes: [], omitted: 0 }
}

/** After nodes went: their ids, and the nodes they touched, whose counts changed. */
export function deltaOfRemoved(
  db: Db,
  chartId: number,
  removed: readonly number[],
  touched: readonly number[],
): ChartDelta {
  return {
    chartId,
    nodes: touched.length === 0 ? [] : nodesOf(db, chartId, touched),
    edges: [],
    removedNodes: removed,
    omitted: 0,
  }
}
