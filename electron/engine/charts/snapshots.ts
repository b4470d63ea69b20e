/** States of a chart that were kept: what stood on it and where, what its lines said, and its picture. */
import { deflateSync, inflateSync } from 'node:zlib'
import type { Applied, Snapshot, SnapshotInfo } from '../../../shared/contract/snapshots.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ChartReading } from '../../../shared/model/chart/reading.ts'
import { joinedEdges } from '../../../shared/model/chart/joinedLines.ts'
import type { CommandContext } from '../core/context.ts'
import { auditHead } from '../store/audit.ts'
import type { Db, WriteDb } from '../store/db.ts'
import { lastDone } from '../store/history.ts'
import { statement } from '../store/statements.ts'
import { putAnnotations } from './annotations.ts'
import { chartRow } from './chartRows.ts'
import { chartToDraw } from './chartToDraw.ts'
import { drawChart } from './drawChart.ts'
import { settlePlaces } from './places.ts'
import { readingOf } from './reading.ts'

/** A picture that takes more than this after packing is not kept. */
const mostPicture = 4_000_000

/** The rows of `chart_nodes` as they were: they are what is put back. */
type KeptRow = readonly [
  entityId: number,
  x: number | null,
  y: number | null,
  pinned: number,
  hidden: number,
  note: string,
  /** Left out by a state that was kept while nobody could give them. */
  colour?: string,
  flag?: string,
]
interface KeptState extends ChartReading {
  readonly rows: readonly KeptRow[]
  /** Left out by a state that was kept while nobody could make groups. */
  readonly groupRows?: readonly KeptGroup[]
}
/** A group as it was, with the rows of its members. */
interface KeptGroup {
  readonly groupId: number
  readonly title: string
  readonly at: string
  readonly operator: string
  readonly members: readonly number[]
}
const packed = (text: string): string => deflateSync(Buffer.from(text, 'utf8')).toString('base64')
const unpacked = (text: string): string => inflateSync(Buffer.from(text, 'base64')).toString('utf8')

const columns =
  'snapshot_id AS snapshotId, chart_id AS chartId, name, at, operator, nodes, lines FROM chart_snapshots'
/** The newest first. */
export function listSnapshots(db: Db, chartId: number): readonly SnapshotInfo[] {
  chartRow(db, chartId)
  return statement<[number], SnapshotInfo>(
    db,
    `SELECT ${columns} WHERE chart_id = ? ORDER BY snapshot_id DESC`,
  ).all(chartId)
}
/** Errors: snapshot-not-found. */
export function snapshotInfo(db: Db, snapshotId: number): SnapshotInfo {
  const info = statement<[number], SnapshotInfo>(db, `SELECT ${columns} WHERE snapshot_id = ?`).get(
    snapshotId,
  )
  if (info === undefined)
    throw new AppError('snapshot-not-found', `no snapshot ${snapshotId}`, { snapshotId })
  return info
}
/** The moment of a snapshot in the log and in the history. Errors: snapshot-not-found. */
export function momentOf(db: Db, snapshotId: number): Moment {
  const moment = statement<[number], Moment>(
    db,
    'SELECT audit_seq + 1 AS auditSeq, after_step + 1 AS step, at FROM chart_snapshots WHERE snapshot_id = ?',
  ).get(snapshotId)
  if (moment === undefined)
    throw new AppError('snapshot-not-found', `no snapshot ${snapshotId}`, { snapshotId })
  return moment
}
export interface Moment {
  readonly auditSeq: number
  readonly step: number
  readonly at: string
}

/** Keeps the chart as it is. Returns the number of the snapshot. */
export function takeSnapshot(
  { db, rows, at, operator }: Pick<CommandContext, 'db' | 'rows' | 'at' | 'operator'>,
  chartId: number,
  name: string,
): number {
  chartRow(db, chartId)
  const reading = readingOf(db, chartId, true)
  const nodeRows = db
    .prepare<[number], KeptRow>(
      'SELECT entity_id, x, y, pinned, hidden, note, colour, flag FROM chart_nodes WHERE chart_id = ? ORDER BY entity_id',
    )
    .raw()
    .all(chartId)
  const state: KeptState = { ...reading, rows: nodeRows, groupRows: keptGroups(db, chartId) }
  const picture = packed(drawChart(chartToDraw(db, chartId, rows), { theme: 'light', language: 'zh-CN' }).svg)
  const snapshotId = Number(
    db
      .prepare(
        'INSERT INTO chart_snapshots (chart_id, name, at, operator, audit_seq, after_step, nodes, lines) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        chartId,
        name,
        at,
        operator,
        auditHead(db).seq,
        lastDone(db)?.historyId ?? 0,
        reading.nodes.length,
        joinedEdges(reading.lines).length,
      ).lastInsertRowid,
  )
  db.prepare('INSERT INTO chart_snapshot_states (snapshot_id, state, picture) VALUES (?, ?, ?)').run(
    snapshotId,
    packed(JSON.stringify(state)),
    picture.length > mostPicture ? '' : picture,
  )
  return snapshotId
}

function keptGroups(db: Db, chartId: number): readonly KeptGroup[] {
  const members = Map.groupBy(
    db
      .prepare<[number], readonly [groupId: number, entityId: number]>(
        'SELECT group_id, entity_id FROM chart_group_members WHERE chart_id = ? ORDER BY group_id, entity_id',
      )
      .raw()
      .all(chartId),
    ([groupId]) => groupId,
  )
  return db
    .prepare<[number], Omit<KeptGroup, 'members'>>(
      'SELECT group_id AS groupId, title, at, operator FROM chart_groups WHERE chart_id = ? ORDER BY group_id',
    )
    .all(chartId)
    .map((group) => ({
      ...group,
      members: (members.get(group.groupId) ?? []).map(([, entityId]) => entityId),
    }))
}
/** The groups of the chart as they were kept; nothing is written where they are so. */
function putGroups(db: WriteDb, chartId: number, groups: readonly KeptGroup[]): void {
  if (JSON.stringify(keptGroups(db, chartId)) === JSON.stringify(groups)) return
  db.prepare('DELETE FROM chart_group_members WHERE chart_id = ?').run(chartId)
  db.prepare('DELETE FROM chart_groups WHERE chart_id = ?').run(chartId)
  for (const { groupId, title, at, operator, members } of groups) {
    // Its number may be another chart's by now.
    const free = db.prepare('SELECT 1 FROM chart_groups WHERE group_id = ?').get(groupId) === undefined
    const { lastInsertRowid } = db
      .prepare('INSERT INTO chart_groups (group_id, chart_id, title, at, operator) VALUES (?, ?, ?, ?, ?)')
      .run(free ? groupId : null, chartId, title, at, operator)
    for (const member of members)
      db.prepare('INSERT INTO chart_group_members (chart_id, entity_id, group_id) VALUES (?, ?, ?)').run(
        chartId,
        member,
        lastInsertRowid,
      )
  }
}

/** What a snapshot says. Errors: snapshot-not-found. */
export function snapshotState(db: Db, snapshotId: number): KeptState {
  const text = statement<[number], { state: string }>(
    db,
    'SELECT state FROM chart_snapshot_states WHERE snapshot_id = ?',
  ).get(snapshotId)?.state
  if (text === undefined)
    throw new AppError('snapshot-not-found', `no state of snapshot ${snapshotId}`, { snapshotId })
  // Written by takeSnapshot, and protected by the page MAC of the case file.
  return JSON.parse(unpacked(text)) as KeptState
}
/** Empty where it was too large to keep. Errors: snapshot-not-found. */
export function snapshotPicture(db: Db, snapshotId: number): string {
  const text = statement<[number], { picture: string }>(
    db,
    'SELECT picture FROM chart_snapshot_states WHERE snapshot_id = ?',
  ).get(snapshotId)?.picture
  if (text === undefined)
    throw new AppError('snapshot-not-found', `no picture of snapshot ${snapshotId}`, { snapshotId })
  return text === '' ? '' : unpacked(text)
}
/** Errors: snapshot-not-found. */
export function readSnapshot(db: Db, snapshotId: number): Snapshot {
  const { rows: _rows, groupRows: _groups, ...reading } = snapshotState(db, snapshotId)
  return { ...snapshotInfo(db, snapshotId), reading, picture: snapshotPicture(db, snapshotId) }
}

/** Puts the rows of the chart back as they were kept. What is not in the case now keeps its row, so that it is there again when its import is. */
export function restoreSnapshot(db: WriteDb, snapshotId: number): Omit<Applied, 'seq'> {
  const { chartId } = snapshotInfo(db, snapshotId)
  const { rows, groupRows = [], annotations = [] } = snapshotState(db, snapshotId)
  settlePlaces(db, chartId)
  const kept = JSON.stringify(rows)
  const extra = db
    .prepare(
      'DELETE FROM chart_nodes WHERE chart_id = ? AND entity_id NOT IN (SELECT value ->> 0 FROM json_each(?))',
    )
    .run(chartId, kept).changes
  const put =
    db.prepare(`INSERT INTO chart_nodes (chart_id, entity_id, x, y, pinned, hidden, note, colour, flag) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET x = excluded.x, y = excluded.y, pinned = excluded.pinned, hidden = excluded.hidden, note = excluded.note, colour = excluded.colour, flag = excluded.flag
    WHERE x IS NOT excluded.x OR y IS NOT excluded.y OR pinned <> excluded.pinned OR hidden <> excluded.hidden OR note <> excluded.note OR colour <> excluded.colour OR flag <> excluded.flag`)
  for (const [entityId, x, y, pinned, hidden, note, colour = '', flag = ''] of rows)
    put.run(chartId, entityId, x, y, pinned, hidden, note, colour, flag)
  putGroups(db, chartId, groupRows)
  putAnnotations(db, chartId, annotations)
  const gone =
    db
      .prepare<[string], number>(
        `SELECT COUNT(*) FROM json_each(?) w WHERE NOT EXISTS (SELECT 1 FROM entities e WHERE e.entity_id = (w.value ->> 0))
        AND NOT EXISTS (SELECT 1 FROM entity_merges g WHERE g.entity_id = (w.value ->> 0))`,
      )
      .pluck()
      .get(kept) ?? 0
  return { nodes: rows.length, gone, extra }
}
