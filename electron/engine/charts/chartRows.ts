/** What stands on a chart, read in a handful of indexed queries however many nodes there are. */
import type {
  ChartContent,
  ChartDelta,
  ChartEdge,
  ChartInfo,
  ChartNode,
} from '../../../shared/contract/charts.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Db } from '../store/db.ts'
import { hasMerges } from '../records/seenAs.ts'
import { allEdges, edgesTouching } from './chartEdges.ts'
import { placesNobodyGave } from './places.ts'
import { iconsOf } from '../entities/entityIcons.ts'
import { entityTags } from '../entities/entityTags.ts'
import type { HandColour } from '../../../shared/model/chart/colours.ts'
import type { NodeFlag } from '../../../shared/model/chart/nodeColours.ts'
import { groupsOn } from './groupRows.ts'
import { shownNodesSql } from './shownNodes.ts'
import { sumMayRepeat } from '../../../shared/model/chart/sharedRows.ts'
import { possiblyRegistered } from '../entities/namesakes.ts'
import { sublabelsOf } from './sublabel.ts'
import { type CurrencySum, sumsByCurrency, yuan } from '../../../shared/model/currency.ts'
import { addMinor, type Minor } from '../../../shared/model/minor.ts'

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

// Nodes whose entity went with an undone import, or is another by newer rules, keep their row, so that a redo brings them back; until then they are counted, not shown.
const infoSql = (db: Db): string => `
  SELECT c.chart_id AS chartId, c.name, c.updated_at AS updatedAt,
    (SELECT count(${hasMerges(db) ? 'DISTINCT e.entity_id' : '*'}) FROM chart_nodes n${hasMerges(db) ? ' LEFT JOIN entity_merges g ON g.entity_id = n.entity_id JOIN entities e ON e.entity_id = COALESCE(g.resolved_id, n.entity_id)' : ' JOIN entities e ON e.entity_id = n.entity_id'} WHERE n.chart_id = c.chart_id) AS nodes,
    (SELECT count(*) FROM chart_nodes n WHERE n.chart_id = c.chart_id AND NOT EXISTS (SELECT 1 FROM entities e WHERE e.entity_id = n.entity_id)
      AND NOT EXISTS (SELECT 1 FROM entity_merges g WHERE g.entity_id = n.entity_id)) AS absent,
    (SELECT count(*) FROM chart_annotations a WHERE a.chart_id = c.chart_id) AS drawn,
    o.origin_id AS originId, o.origin_name AS originName, o.hypothesis
  FROM charts c LEFT JOIN chart_origins o ON o.chart_id = c.chart_id`
interface InfoRow extends Omit<ChartInfo, 'origin' | 'hypothesis' | 'drawn'> {
  readonly drawn: number
  readonly originId: number | null
  readonly originName: string | null
  readonly hypothesis: number | null
}
const infoOf = ({ originId, originName, hypothesis, drawn, ...info }: InfoRow): ChartInfo => ({
  ...info,
  ...(drawn === 0 ? {} : { drawn }),
  ...(originId === null ? {} : { origin: { chartId: originId, name: originName ?? '' } }),
  ...(hypothesis === 1 ? { hypothesis: true } : {}),
})

/** Every chart of the case, oldest first. */
export function listCharts(db: Db): readonly ChartInfo[] {
  return db
    .prepare<[], InfoRow>(`${infoSql(db)} ORDER BY c.chart_id`)
    .all()
    .map(infoOf)
}

/** One chart's name and size. Errors: chart-not-found. */
export function chartInfo(db: Db, chartId: number): ChartInfo {
  const info = db.prepare<[number], InfoRow>(`${infoSql(db)} WHERE c.chart_id = ?`).get(chartId)
  if (info === undefined) throw new AppError('chart-not-found', `no chart ${chartId}`, { chartId })
  return infoOf(info)
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
  readonly colour: HandColour | ''
  readonly flag: NodeFlag | ''
  readonly degree: number
  readonly members: number
}
// Neighbours are counted once each, whatever the number of links and their direction; a link to itself is no neighbour.
const nodeSql = (db: Db, where: string): string => `
  SELECT n.entity_id AS entityId, e.kind, e.key, e.label, e.name_only AS nameOnly, n.x, n.y, n.pinned, n.hidden, n.note, n.colour, n.flag,
    (SELECT count(*) FROM (
      SELECT to_id AS other FROM links WHERE from_id = n.entity_id AND to_id <> n.entity_id
      UNION SELECT from_id FROM links WHERE to_id = n.entity_id AND from_id <> n.entity_id)) AS degree,
    (SELECT count(*) FROM entity_merges g WHERE g.resolved_id = n.entity_id) AS members
  FROM (${shownNodesSql(db)}) n JOIN entities e ON e.entity_id = n.entity_id WHERE ${where} ORDER BY n.entity_id`

/** Adds to each node where it stands and how much of it the given edges show; the edges must be all of those nodes' edges on the chart. */
function withEdges(
  db: Db,
  chartId: number,
  rows: readonly NodeRow[],
  edges: readonly ChartEdge[],
): readonly ChartNode[] {
  const neighbours = new Map<number, Set<number>>(rows.map((row) => [row.entityId, new Set()]))
  const amounts = new Map<number, Map<string, Minor>>()
  // Of each node the first two links by each rule tell whether rows may be in its sum twice.
  const summed = new Map<number, ChartEdge[]>()
  const count = (end: number, edge: ChartEdge): void => {
    let sums = amounts.get(end)
    if (sums === undefined) amounts.set(end, (sums = new Map<string, Minor>()))
    addAmounts(sums, edge)
    const known = summed.get(end)
    if (known === undefined) summed.set(end, [edge])
    else if (!hasTwo(known, edge.rule)) known.push(edge)
  }
  for (const edge of edges) {
    const { fromId, toId } = edge
    count(fromId, edge)
    if (fromId === toId) continue
    count(toId, edge)
    neighbours.get(fromId)?.add(toId)
    neighbours.get(toId)?.add(fromId)
  }
  const sublabels = sublabelsOf(db, rows)
  const lone = rows.filter(({ kind, nameOnly }) => kind === 'person' && nameOnly === 1)
  const unsure =
    lone.length === 0
      ? new Set<number>()
      : possiblyRegistered(
          db,
          lone.map(({ entityId }) => entityId),
        )
  const pictureOf = iconsOf(
    db,
    rows.map(({ entityId }) => entityId),
  )
  const tagsOf = entityTags(
    db,
    rows.map(({ entityId }) => entityId),
  )
  const places = rows.some(({ x, y }) => x === null || y === null) ? placesNobodyGave(db, chartId) : null
  return rows.map((row) => ({
    entityId: row.entityId,
    kind: row.kind,
    label: row.label,
    // How many are one here stands with the second line, on the page and in every picture; so does that a mention may be somebody registered.
    sublabel: [
      sublabels.get(row.entityId) ?? '',
      row.members > 1 ? `×${row.members}` : '',
      unsure.has(row.entityId) ? '？' : '',
    ]
      .filter((part) => part !== '')
      .join(' '),
    nameOnly: row.nameOnly === 1,
    x: row.x ?? places?.get(row.entityId)?.x ?? 0,
    y: row.y ?? places?.get(row.entityId)?.y ?? 0,
    pinned: row.pinned === 1,
    hidden: row.hidden === 1,
    degree: row.degree,
    shown: neighbours.get(row.entityId)?.size ?? 0,
    ...nodeAmounts(amounts.get(row.entityId)),
    ...(sumMayRepeat(summed.get(row.entityId) ?? []) ? { atMost: true as const } : {}),
    note: row.note,
    ...(row.colour === '' ? {} : { colour: row.colour }),
    ...(row.flag === '' ? {} : { flag: row.flag }),
    ...tagsOf(row.entityId),
    ...pictureOf(row.entityId),
    ...(row.members > 1 ? { members: row.members } : {}),
    ...(unsure.has(row.entityId) ? { possiblyRegistered: true } : {}),
  }))
}

function hasTwo(edges: readonly ChartEdge[], rule: string | undefined): boolean {
  let found = 0
  for (const edge of edges) if (edge.rule === rule && ++found === 2) return true
  return false
}
function addAmounts(
  sums: Map<string, Minor>,
  { amount, others }: Pick<ChartEdge, 'amount' | 'others'>,
): void {
  const add = (currency: string, sum: Minor) => sums.set(currency, addMinor(sums.get(currency) ?? 0, sum))
  if (amount !== null) add(yuan, amount)
  if (others !== undefined) for (const { currency, sum } of others) add(currency, sum)
}
function nodeAmounts(
  byCurrency: ReadonlyMap<string, Minor> = new Map(),
): Pick<ChartNode, 'amount' | 'others'> {
  const sums = sumsByCurrency([...byCurrency].map(([currency, sum]): CurrencySum => ({ currency, sum })))
  const others = sums.filter(({ currency }) => currency !== yuan)
  return {
    amount: sums.find(({ currency }) => currency === yuan)?.sum ?? 0,
    ...(others.length === 0 ? {} : { others }),
  }
}
/** Everything that stands on the chart. */
export function wholeChart(db: Db, chartId: number): ChartContent {
  const edges = allEdges(db, chartId)
  const rows = db.prepare<[object], NodeRow>(nodeSql(db, '1')).all({ chartId })
  const groups = groupsOn(db, chartId)
  return {
    chartId,
    nodes: withEdges(db, chartId, rows, edges),
    edges,
    ...(groups.length === 0 ? {} : { groups }),
  }
}

/** Nodes of the chart by id, complete; ids that are not on the chart are left out. */
export function nodesOf(db: Db, chartId: number, entityIds: readonly number[]): readonly ChartNode[] {
  return withEdges(db, chartId, rowsOf(db, chartId, entityIds), edgesTouching(db, chartId, entityIds))
}
function rowsOf(db: Db, chartId: number, entityIds: readonly number[]): readonly NodeRow[] {
  return db
    .prepare<[object], NodeRow>(nodeSql(db, 'n.entity_id IN (SELECT value FROM json_each(@ids))'))
    .all({ chartId, ids: JSON.stringify(entityIds) })
}

const delta = (chartId: number, change: Partial<ChartDelta>): ChartDelta => ({
  chartId,
  nodes: [],
  edges: [],
  removedNodes: [],
  omitted: 0,
  seq: null,
  ...change,
})

/** After nodes came: they, their edges (`edgesTouching`), and the nodes they now touch, whose counts changed. */
export function deltaOfAdded(
  db: Db,
  chartId: number,
  added: readonly number[],
  edges: readonly ChartEdge[],
  omitted = 0,
): ChartDelta {
  const isNew = new Set(added)
  const touched = new Set<number>()
  for (const { fromId, toId } of edges)
    for (const end of [fromId, toId]) if (!isNew.has(end)) touched.add(end)
  // What the touched have among each other; the rest of theirs is given.
  const others =
    touched.size === 0
      ? []
      : edgesTouching(db, chartId, [...touched]).filter(
          ({ fromId, toId }) => !isNew.has(fromId) && !isNew.has(toId),
        )
  const changed = [...isNew, ...touched]
  const rows = changed.length === 0 ? [] : rowsOf(db, chartId, changed)
  return delta(chartId, { nodes: withEdges(db, chartId, rows, [...edges, ...others]), edges, omitted })
}

/** After nodes changed in themselves (hidden, pinned, note): they alone. */
export function deltaOfChanged(db: Db, chartId: number, entityIds: readonly number[]): ChartDelta {
  return delta(chartId, { nodes: nodesOf(db, chartId, entityIds) })
}

/** After nodes went: their ids, and the nodes they touched, whose counts changed. */
export function deltaOfRemoved(
  db: Db,
  chartId: number,
  removed: readonly number[],
  touched: readonly number[],
): ChartDelta {
  return delta(chartId, {
    nodes: touched.length === 0 ? [] : nodesOf(db, chartId, touched),
    removedNodes: removed,
  })
}
