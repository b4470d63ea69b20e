/** What nobody has decided about what stands on a chart. */
import type { ChartContent, ChartUndecided } from '../../../shared/contract/charts.ts'
import { doubtfulLinks } from '../entities/doubtfulLinks.ts'
import { mentionsOf } from '../entities/namesakes.ts'
import type { Db } from '../store/db.ts'
import { shownNodesSql } from './shownNodes.ts'

/** Errors: none; a chart that is not there has nothing on it. */
export function undecidedOnChart(db: Db, chartId: number): ChartUndecided {
  const shown = new Set(
    db
      .prepare<[object], number>(`SELECT entity_id FROM (${shownNodesSql(db)})`)
      .pluck()
      .all({ chartId }),
  )
  const links = [...doubtfulLinks(db)].flatMap(([linkId, { fromId, toId, doubts }]) =>
    shown.has(fromId) && shown.has(toId) ? [{ linkId, doubts }] : [],
  )
  return { links, mentions: mentionsOf(db, shown) }
}
/** The chart with what is undecided at its lines. */
export function withUndecided(db: Db, content: ChartContent): ChartContent {
  const doubtful = doubtfulLinks(db)
  if (doubtful.size === 0) return content
  return {
    ...content,
    edges: content.edges.map((edge) => {
      const doubts = doubtful.get(edge.linkId)?.doubts
      return doubts === undefined ? edge : { ...edge, doubts }
    }),
  }
}
