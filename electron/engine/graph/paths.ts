/** Paths between two entities over the links of the case or of one chart. */
import type { PathResult } from '../../../shared/contract/graph.ts'
import { contentOf } from '../../../shared/model/chart/content.ts'
import { linesByLink } from '../../../shared/model/chart/during.ts'
import { isAllTime } from '../../../shared/model/time/span.ts'
import { linkKinds, type LinkKind } from '../../../shared/model/define.ts'
import { visibleChart } from '../../../shared/model/chart/visible.ts'
import { chartRow, wholeChart } from '../charts/chartRows.ts'
import { readSettings } from '../charts/settings.ts'
import { timeRows } from '../charts/timeRows.ts'
import { linesDuring } from '../charts/timeSums.ts'
import type { Db } from '../store/db.ts'
import { readEntities, readEntity, readLinks } from '../entities/entityRows.ts'
import { type LinkGraph, linkGraph } from './linkGraph.ts'
import { type PathLimits, shortestPath } from './shortestPath.ts'

export interface PathQuestion {
  readonly from: number
  readonly to: number
  readonly within?:
    | {
        readonly linkKinds?: readonly string[] | undefined
        readonly minAmount?: number | undefined
        readonly maxHops?: number | undefined
      }
    | undefined
  readonly chartId?: number | null | undefined
}
/**
 * The path of fewest links, direction ignored; nothing when there is none. A least amount (minor units) leaves links without an amount
 * alone, as on the chart. With `chartId` only what that chart shows is walked; without it what people entered by hand is walked only when its kind
 * is asked for. Errors: `entity-not-found`, `chart-not-found`.
 */
export function findPath(db: Db, question: PathQuestion): PathResult {
  const [one, other] = [readEntity(db, question.from).entityId, readEntity(db, question.to).entityId]
  const graph = linkGraph(db)
  const from = graph.numberOf.get(one)
  const to = graph.numberOf.get(other)
  if (one === other) return resultOf(db, [one], [])
  if (from === undefined || to === undefined) return resultOf(db, [], [])
  const found = shortestPath(graph, from, to, limitsOf(db, graph, question))
  if (found === null) return resultOf(db, [], [])
  return resultOf(
    db,
    found.nodes.map((node) => graph.entityIds[node] ?? 0),
    found.links.map((link) => graph.linkIds[link] ?? 0),
  )
}
/** The numbers of the kinds that are walked over the case: those asked for, else all that files say; null: all. On a chart one sees which lines a path goes along. */
export function kindsWalked(
  graph: LinkGraph,
  asked: readonly string[] | undefined,
): ReadonlySet<number> | null {
  if (asked !== undefined) return new Set(asked.map((kind) => graph.kindNames.indexOf(kind)))
  if (!graph.kindNames.some((kind) => byHand.has(kind))) return null
  return new Set(graph.kindNames.flatMap((kind, index) => (byHand.has(kind) ? [] : [index])))
}
const byHand: ReadonlySet<string> = new Set(
  (linkKinds as readonly LinkKind[]).flatMap((kind) => (kind.byHand === true ? [kind.id] : [])),
)
function limitsOf(db: Db, graph: LinkGraph, { within, chartId }: PathQuestion): PathLimits {
  const kinds =
    typeof chartId === 'number' && within?.linkKinds === undefined
      ? null
      : kindsWalked(graph, within?.linkKinds)
  const least = within?.minAmount ?? null
  const shown = chartId === undefined || chartId === null ? null : shownOn(db, chartId)
  return {
    linkAllowed: (link) =>
      (kinds === null || kinds.has(graph.kinds[link] ?? 0)) &&
      (least === null || !((graph.amounts[link] ?? 0) < least)) &&
      (shown === null || shown.edges.has(graph.linkIds[link] ?? 0)),
    nodeAllowed: (node) => shown === null || shown.nodes.has(graph.entityIds[node] ?? 0),
    ...(within?.maxHops === undefined ? {} : { maxHops: within.maxHops }),
  }
}
function shownOn(
  db: Db,
  chartId: number,
): { readonly nodes: ReadonlySet<number>; readonly edges: ReadonlySet<number> } {
  // What is drawn inside of somebody stands on the chart all the same, and so do the links within.
  const settings = {
    ...readSettings(chartRow(db, chartId).settings),
    foldBy: 'none' as const,
    closedGroups: [],
  }
  const during = isAllTime(settings)
    ? undefined
    : linesByLink(linesDuring(timeRows(db, chartId), settings).lines)
  const visible = visibleChart(contentOf(wholeChart(db, chartId)), settings, undefined, during)
  return {
    nodes: new Set(visible.nodes.map(({ entityId }) => entityId)),
    edges: new Set(visible.edges.flatMap(({ parts }) => parts)),
  }
}
function resultOf(db: Db, nodes: readonly number[], links: readonly number[]): PathResult {
  const entities = readEntities(db, nodes)
  const summaries = readLinks(db, links)
  return {
    nodes,
    entities: nodes.flatMap((node) => entities.get(node) ?? []),
    links: links.flatMap((link) => summaries.get(link) ?? []),
  }
}
