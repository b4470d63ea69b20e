/** What is kept of a chart beside its nodes: what becomes of it when the chart is copied or removed. */
import type { ChartInfo } from '../../../shared/contract/charts.ts'
import type { CommandContext } from '../core/context.ts'
import { auditHead } from '../store/audit.ts'
import type { Db, WriteDb } from '../store/db.ts'
import { lastDone } from '../store/history.ts'
import { copyAnnotations } from './annotations.ts'
import { chartInfo, chartRow } from './chartRows.ts'
import { readSettings } from './settings.ts'

/** A copy takes groups, drawings and assumed links with it, is a hypothesis where it says so or its original was one, and knows what it was copied from; snapshots and named layouts stay with the chart they are of. */
function copyKept(
  { db, at, operator }: Pick<CommandContext, 'db' | 'at' | 'operator'>,
  from: number,
  to: number,
  fromName: string,
  hypothesis: boolean,
  groups: ReadonlyMap<number, number>,
): void {
  db.prepare(
    `INSERT INTO chart_origins (chart_id, origin_id, origin_name, hypothesis, audit_seq, after_step, at, operator)
    VALUES (?, ?, ?, max(?, coalesce((SELECT hypothesis FROM chart_origins WHERE chart_id = ?), 0)), ?, ?, ?, ?)`,
  ).run(
    to,
    from,
    fromName,
    hypothesis ? 1 : 0,
    from,
    auditHead(db).seq,
    lastDone(db)?.historyId ?? 0,
    at,
    operator,
  )
  db.prepare(
    'INSERT INTO chart_assumptions (chart_id, from_id, to_id, directed, label, note, at, operator) SELECT ?, from_id, to_id, directed, label, note, at, operator FROM chart_assumptions WHERE chart_id = ? ORDER BY assumption_id',
  ).run(to, from)
  copyAnnotations(db, from, to)
  for (const [group, copy] of groups) {
    db.prepare(
      'INSERT INTO chart_groups (group_id, chart_id, title, at, operator) SELECT ?, ?, title, at, operator FROM chart_groups WHERE group_id = ?',
    ).run(copy, to, group)
    db.prepare(
      'INSERT INTO chart_group_members (chart_id, entity_id, group_id) SELECT ?, entity_id, ? FROM chart_group_members WHERE chart_id = ? AND group_id = ?',
    ).run(to, copy, from, group)
  }
}
/** The number that the copy of each group of a chart will have. */
function groupCopies(db: Db, chartId: number): ReadonlyMap<number, number> {
  const last = db.prepare<[], number | null>('SELECT max(group_id) FROM chart_groups').pluck().get() ?? 0
  return new Map(
    db
      .prepare<[number], number>('SELECT group_id FROM chart_groups WHERE chart_id = ? ORDER BY group_id')
      .pluck()
      .all(chartId)
      .map((group, place) => [group, last + 1 + place]),
  )
}
/** How the copy is looked at: as its original, with its own groups closed where theirs are. */
function copiedSettings(stored: string, groups: ReadonlyMap<number, number>): string {
  const settings = readSettings(stored)
  if (settings.closedGroups.length === 0) return stored
  const closedGroups = settings.closedGroups.flatMap((group) => groups.get(group) ?? [])
  return JSON.stringify({ ...settings, closedGroups })
}
/** Takes away what is kept of a chart that is removed. */
export function removeKept(db: WriteDb, chartId: number): void {
  db.prepare(
    'DELETE FROM chart_snapshot_states WHERE snapshot_id IN (SELECT snapshot_id FROM chart_snapshots WHERE chart_id = ?)',
  ).run(chartId)
  for (const table of [
    'chart_snapshots',
    'chart_layouts',
    'chart_origins',
    'chart_assumptions',
    'chart_group_members',
    'chart_groups',
    'chart_annotations',
  ])
    db.prepare(`DELETE FROM ${table} WHERE chart_id = ?`).run(chartId)
}

/** Copies a chart with places, pins, hidden entities, notes and filters. Errors: chart-not-found. */
export function copyChart(
  context: CommandContext,
  chartId: number,
  name: string,
  hypothesis: boolean,
): ChartInfo {
  const { db, at } = context
  const from = chartRow(db, chartId)
  const groups = groupCopies(db, chartId)
  const copy = Number(
    db
      .prepare('INSERT INTO charts (name, settings, created_at, updated_at) VALUES (?, ?, ?, ?)')
      .run(name, copiedSettings(from.settings, groups), at, at).lastInsertRowid,
  )
  db.prepare(
    'INSERT INTO chart_nodes (chart_id, entity_id, x, y, pinned, hidden, note, colour, flag) SELECT ?, entity_id, x, y, pinned, hidden, note, colour, flag FROM chart_nodes WHERE chart_id = ?',
  ).run(copy, chartId)
  copyKept(context, chartId, copy, from.name, hypothesis, groups)
  context.describe({ chartId: copy, chart: name, before: from.name })
  return chartInfo(db, copy)
}
