/** What nobody has decided about what stands on a chart. */
import type { ChartContent, ChartUndecided } from '../../../shared/contract/charts.ts'
import type { Span } from '../../../shared/contract/span.ts'
import { undecidedParts } from '../../../shared/model/chart/undecided.ts'
import { doubtfulDuring } from '../entities/doubtfulLinks.ts'
import { allTime } from '../../../shared/model/time/span.ts'
import { mentionsOf } from '../entities/namesakes.ts'
import { seenAs } from '../records/seenAs.ts'
import type { Db } from '../store/db.ts'
import { shownNodesSql } from './shownNodes.ts'

/** Of rows in the span only. Errors: none; a chart that is not there has nothing on it. */
export function undecidedOnChart(db: Db, chartId: number, span: Span = allTime): ChartUndecided {
  const shown = new Set(
    db
      .prepare<[object], number>(`SELECT entity_id FROM (${shownNodesSql(db)})`)
      .pluck()
      .all({ chartId }),
  )
  const links = [...doubtfulDuring(db, span)].flatMap(([linkId, { fromId, toId, doubts }]) =>
    shown.has(fromId) && shown.has(toId) ? [{ linkId, doubts }] : [],
  )
  return { links, mentions: mentionsOf(db, shown), doubles: doublesOf(db, chartId) }
}
/** Who on the chart stands in open suggestions that they are one with somebody else. */
export function doublesOf(db: Db, chartId: number): ChartUndecided['doubles'] {
  return db
    .prepare<[object], ChartUndecided['doubles'][number]>(
      `SELECT n.entity_id AS entityId, count(DISTINCT s.suggestion_id) AS suggestions FROM (${shownNodesSql(db)}) n
      JOIN identity_suggestion_members m ON ${seenAs(db, 'm.entity_id')} = n.entity_id JOIN identity_suggestions s ON s.suggestion_id = m.suggestion_id AND s.state = 'open'
      GROUP BY n.entity_id ORDER BY n.entity_id`,
    )
    .all({ chartId })
}
/** The chart with what is undecided at its lines and nodes. */
export function withUndecided(db: Db, content: ChartContent, span: Span = allTime): ChartContent {
  const doubtful = doubtfulDuring(db, span)
  if (doubtful.size === 0) return content
  const nodeOf = new Map(content.nodes.map((node) => [node.entityId, node]))
  const told = undecidedParts(
    (linkId) => doubtful.get(linkId)?.doubts,
    content.edges,
    (entityId) => nodeOf.get(entityId),
  )
  const edges = new Map(told.edges.map((edge) => [edge.linkId, edge]))
  const nodes = new Map(told.nodes.map((node) => [node.entityId, node]))
  return {
    ...content,
    nodes: content.nodes.map((node) => nodes.get(node.entityId) ?? node),
    edges: content.edges.map((edge) => edges.get(edge.linkId) ?? edge),
  }
}
