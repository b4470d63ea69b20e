/** What differs between two states of charts, and what was done in between that says why. */
import type { ChartDifference, WhyImport, WhyStep } from '../../../shared/contract/snapshots.ts'
import { AppError } from '../../../shared/errors.ts'
import {
  differenceOf,
  linksKey,
  openLines,
  type ReadingDifference,
} from '../../../shared/model/chart/difference.ts'
import type { ChartReading } from '../../../shared/model/chart/reading.ts'
import { sumsTogether } from '../entities/linksTogether.ts'
import type { Db } from '../store/db.ts'
import { chartRow } from './chartRows.ts'
import { foldViewOf } from './foldView.ts'
import { readingOf } from './reading.ts'
import { type Moment, momentOf, snapshotInfo, snapshotState } from './snapshots.ts'

/** One side: what it says, when that was (null: now), and whether its rows can still be counted. */
interface Side {
  readonly reading: ChartReading
  readonly moment: Moment | null
  readonly live: boolean
  readonly chartId: number
}
const most = 300

/**
 * Of a kept state (`before`) and now or another kept one (`after`); without either of the chart it was copied from and the chart. Lines are folded as the chart
 * is looked at now. Errors: chart-not-found, snapshot-not-found.
 */
export function chartDifference(
  db: Db,
  chartId: number,
  beforeId: number | null,
  afterId: number | null,
): ChartDifference {
  chartRow(db, chartId)
  const after = afterId === null ? now(db, chartId) : kept(db, afterId)
  const origin = beforeId === null ? originOf(db, chartId) : null
  const before = beforeId === null ? now(db, origin?.origin_id ?? 0) : kept(db, beforeId)
  const view = foldViewOf(db, chartId)
  const first = differenceOf(before.reading, after.reading, view)
  const open = openLines(first)
  const difference =
    open.before.length + open.after.length === 0
      ? first
      : differenceOf(before.reading, after.reading, view, {
          before: sumsOf(db, before, open.before),
          after: sumsOf(db, after, open.after),
        })
  const since =
    beforeId === null
      ? { step: origin?.after_step ?? 0, auditSeq: origin?.audit_seq ?? 0, at: origin?.at ?? '' }
      : (before.moment ?? { step: 0, auditSeq: 0, at: '' })
  const [from, to] = inOrder(since, after.moment)
  const charts = [...new Set([before.chartId, after.chartId])]
  const steps = stepsBetween(db, charts, from, to)
  return {
    ...difference,
    since: from.at,
    imports: importsNamed(db, difference),
    why: whyOf(db, difference, [before.reading, after.reading], charts, from, to),
    steps: steps.slice(0, most),
    stepsInAll: steps.length,
  }
}
const now = (db: Db, chartId: number): Side => ({
  reading: readingOf(db, chartId, false),
  moment: null,
  live: true,
  chartId,
})
function kept(db: Db, snapshotId: number): Side {
  return {
    reading: snapshotState(db, snapshotId),
    moment: momentOf(db, snapshotId),
    live: false,
    chartId: snapshotInfo(db, snapshotId).chartId,
  }
}
interface OriginRow {
  readonly origin_id: number
  readonly after_step: number
  readonly audit_seq: number
  readonly at: string
}
/** Errors: chart-not-found where the chart was not copied from another. */
function originOf(db: Db, chartId: number): OriginRow {
  const row = db
    .prepare<[number], OriginRow>(
      'SELECT origin_id, after_step, audit_seq, at FROM chart_origins WHERE chart_id = ?',
    )
    .get(chartId)
  if (row === undefined)
    throw new AppError('chart-not-found', `chart ${chartId} was not copied from another`, { chartId })
  return row
}
/** What is open of a live side is counted; of a kept one only what was counted then is known. */
function sumsOf(db: Db, { reading, live }: Side, open: readonly (readonly number[])[]) {
  return live
    ? new Map(open.map((linkIds) => [linksKey(linkIds), sumsTogether(db, linkIds)] as const))
    : new Map(reading.sums)
}
/** The earlier moment first; null is now. */
function inOrder(one: Moment, other: Moment | null): readonly [Moment, Moment | null] {
  return other !== null && other.step < one.step ? [other, one] : [one, other]
}

function importsNamed(db: Db, { lines }: ReadingDifference): readonly WhyImport[] {
  const batches = new Set(
    lines.flatMap(({ before, after }) =>
      [...(before?.imports ?? []), ...(after?.imports ?? [])].map(([batchId]) => batchId),
    ),
  )
  return db
    .prepare<[string], Omit<WhyImport, 'undone'> & { readonly status: string }>(
      `SELECT b.batch_id AS batchId, o.file_name AS fileName, b.at, b.status FROM json_each(?) w CROSS JOIN batches b ON b.batch_id = w.value
      JOIN originals o ON o.original_id = b.original_id ORDER BY b.batch_id`,
    )
    .all(JSON.stringify([...batches]))
    .map(({ status, ...batch }) => ({ ...batch, undone: status === 'undone' }))
}

/** What cannot change what a chart says: whole rooms, and single actions of others. `snapshots.restore` and `layouts.apply` can. */
const elsewhere = ['workspace', 'report', 'collision', 'views', 'attachments', 'exchange', 'search']
const harmless: readonly string[] = [
  ...['snapshots.take', 'snapshots.rename', 'snapshots.remove'],
  ...['layouts.keep', 'layouts.rename', 'layouts.remove'],
  ...['chart.copy', 'chart.export', 'records.export', 'identity.exportPersons', 'identity.suggest'],
  ...['tags.save', 'records.tag', 'records.note', 'entities.note'],
]
const mayMatter = (action: string): boolean =>
  !elsewhere.includes(action.slice(0, action.indexOf('.'))) && !harmless.includes(action)
interface LogRow {
  readonly at: string
  readonly operator: string
  readonly action: string
  readonly params: string
}
const stepOf = ({ at, operator, action, params }: LogRow): WhyStep => ({
  at,
  operator,
  action,
  // Written by appendAudit or addStep.
  params: JSON.parse(params) as WhyStep['params'],
})
/** From the log: what was done after one moment and before the other, the newest first. Steps on other charts are left out. */
function stepsBetween(
  db: Db,
  charts: readonly number[],
  from: Moment,
  to: Moment | null,
): readonly WhyStep[] {
  return db
    .prepare<[number, number], LogRow>(
      'SELECT at, operator, action, params FROM audit WHERE seq > ? AND seq < ? ORDER BY seq DESC',
    )
    .all(from.auditSeq, to?.auditSeq ?? Number.MAX_SAFE_INTEGER)
    .filter(({ action }) => mayMatter(action))
    .map(stepOf)
    .filter(({ params }) => typeof params['chartId'] !== 'number' || charts.includes(params['chartId']))
}

interface TouchedRow extends LogRow {
  readonly history_id: number
  readonly tbl: string
  readonly image: string
}
/** Which steps touched the nodes that differ: their rows on the charts, and claims about who they are. */
function whyOf(
  db: Db,
  { nodes }: ReadingDifference,
  readings: readonly ChartReading[],
  charts: readonly number[],
  from: Moment,
  to: Moment | null,
): ChartDifference['why'] {
  if (nodes.length === 0) return []
  const touched = db
    .prepare<[number, number], TouchedRow>(
      `SELECT h.history_id, h.at, h.operator, h.action, h.params, r.tbl, coalesce(r.after, r.before) AS image FROM history h JOIN history_rows r USING (history_id)
      WHERE h.status = 'done' AND h.history_id > ? AND h.history_id < ? AND r.tbl IN ('chart_nodes', 'identity_members') ORDER BY h.history_id DESC`,
    )
    .all(from.step, to?.step ?? Number.MAX_SAFE_INTEGER)
  const onChart = new Map<number, Map<number, WhyStep>>()
  const claimed = new Map<number, Map<number, WhyStep>>()
  for (const row of touched) {
    const image = JSON.parse(row.image) as { readonly entity_id: number; readonly chart_id?: number }
    if (row.tbl === 'chart_nodes' && !charts.includes(image.chart_id ?? 0)) continue
    const byEntity = row.tbl === 'chart_nodes' ? onChart : claimed
    const known = byEntity.get(image.entity_id) ?? new Map<number, WhyStep>()
    known.set(row.history_id, stepOf(row))
    byEntity.set(image.entity_id, known)
  }
  const membersOf = new Map(
    readings.flatMap(({ nodes: all }) => all.map((node) => [node.entityId, node.members] as const)),
  )
  return nodes.flatMap(({ id, before, after, what }) => {
    const entities = new Set(
      [...(before?.entityIds ?? []), ...(after?.entityIds ?? [])].flatMap((entityId) => [
        entityId,
        ...(membersOf.get(entityId) ?? []),
      ]),
    )
    const isClaim = what.includes('merged') || what.includes('split')
    const steps = new Map(
      [...entities].flatMap((entityId) => [
        ...(onChart.get(entityId) ?? []),
        ...(isClaim ? (claimed.get(entityId) ?? []) : []),
      ]),
    )
    const list = [...steps].toSorted(([one], [other]) => other - one).map(([, step]) => step)
    return list.length === 0 ? [] : [{ id, steps: list.slice(0, 5) }]
  })
}
