/** Who stands in which group of a chart. */
import type { ChartGroup } from '../../../shared/contract/groups.ts'
import { seenAs } from '../records/seenAs.ts'
import type { Db, WriteDb } from '../store/db.ts'
import { rowsSeenAs, standsOnChart } from './shownNodes.ts'

/** A group as it is kept. */
export interface GroupRow {
  readonly groupId: number
  readonly chartId: number
  readonly title: string
  readonly at: string
  readonly operator: string
}
/** Of a row of `chart_groups`. */
export const columns = 'group_id AS groupId, chart_id AS chartId, title, at, operator FROM chart_groups'

/**
 * The groups of a chart, oldest first, with who of them stands on it. Those that are one by now and stand in several groups are in the oldest of them. A group of which
 * nobody stands on the chart now is kept and not told.
 */
export function groupsOn(db: Db, chartId: number): readonly ChartGroup[] {
  const groups = db
    .prepare<[number], GroupRow>(`SELECT ${columns} WHERE chart_id = ? ORDER BY group_id`)
    .all(chartId)
  if (groups.length === 0) return []
  const seen = seenAs(db, 'm.entity_id')
  const rows = db
    .prepare<[object], { readonly entityId: number; readonly groupId: number }>(
      `SELECT ${seen} AS entityId, min(m.group_id) AS groupId FROM chart_group_members m WHERE m.chart_id = @chartId AND ${standsOnChart(db, seen)}
      AND EXISTS (SELECT 1 FROM entities e WHERE e.entity_id = ${seen}) GROUP BY 1 ORDER BY 1`,
    )
    .all({ chartId })
  const members = Map.groupBy(rows, ({ groupId }) => groupId)
  return groups.flatMap(({ chartId: _chartId, ...group }) => {
    const own = members.get(group.groupId)
    return own === undefined ? [] : [{ ...group, members: own.map(({ entityId }) => entityId) }]
  })
}
/** Takes entities out of the groups they stand in; groups nobody is left in go. */
export function leaveGroups(db: WriteDb, chartId: number, entityIds: readonly number[]): void {
  const gone = db
    .prepare(
      'DELETE FROM chart_group_members WHERE chart_id = ? AND entity_id IN (SELECT value FROM json_each(?))',
    )
    .run(chartId, JSON.stringify(rowsSeenAs(db, entityIds))).changes
  if (gone > 0) dropEmpty(db, chartId)
}
/** Groups of the chart that nobody is left in go. */
export function dropEmpty(db: WriteDb, chartId: number): void {
  db.prepare(
    'DELETE FROM chart_groups WHERE chart_id = ? AND group_id NOT IN (SELECT group_id FROM chart_group_members WHERE chart_id = ?)',
  ).run(chartId, chartId)
}
