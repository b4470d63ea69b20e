/** Groups made by hand on a chart: who stands in which, kept and undone like everything people add. That one is drawn closed is how the chart is looked at (`ChartSettings.closedGroups`). */
import type { ChartGroups, groupContract } from '../../../shared/contract/groups.ts'
import { AppError } from '../../../shared/errors.ts'
import type { CommandContext, HandlersFor } from '../core/context.ts'
import type { Db, WriteDb } from '../store/db.ts'
import { changing, requireNodes } from './changes.ts'
import { chartRow } from './chartRows.ts'
import { columns, dropEmpty, type GroupRow, groupsOn, leaveGroups } from './groupRows.ts'
import { labelOf } from './labels.ts'
import { readSettings } from './settings.ts'
import { rowsSeenAs } from './shownNodes.ts'

/** Errors: group-not-found. */
function groupRow(db: Db, groupId: number): GroupRow {
  const row = db.prepare<[number], GroupRow>(`SELECT ${columns} WHERE group_id = ?`).get(groupId)
  if (row === undefined) throw new AppError('group-not-found', `no group ${groupId}`, { groupId })
  return row
}
/** Everybody who is seen as one of these and stands on the chart, so that they stay together when they are told apart again. */
function join(
  db: WriteDb,
  { groupId, chartId }: Pick<GroupRow, 'groupId' | 'chartId'>,
  entityIds: readonly number[],
): void {
  db.prepare(
    `INSERT INTO chart_group_members (chart_id, entity_id, group_id)
    SELECT n.chart_id, n.entity_id, ? FROM chart_nodes n WHERE n.chart_id = ? AND n.entity_id IN (SELECT value FROM json_each(?))
    ON CONFLICT DO UPDATE SET group_id = excluded.group_id WHERE group_id <> excluded.group_id`,
  ).run(groupId, chartId, JSON.stringify(rowsSeenAs(db, entityIds)))
  dropEmpty(db, chartId)
}
/** A number that no group of the chart has, and none had that is still looked at as closed: a new group is open. */
function newNumber(db: Db, chartId: number): number {
  const last = db.prepare<[], number | null>('SELECT max(group_id) FROM chart_groups').pluck().get() ?? 0
  return Math.max(last, ...readSettings(chartRow(db, chartId).settings).closedGroups) + 1
}
function answer(
  context: CommandContext,
  { chartId, groupId, title }: Pick<GroupRow, 'chartId' | 'groupId' | 'title'>,
  said: Readonly<Record<string, string | number | null>>,
  work: () => void,
): ChartGroups {
  const { db } = context
  const { seq } = changing(context, chartId, () => {
    work()
    return {}
  })
  context.describe({ chartId, chart: chartRow(db, chartId).name, group: title, ...said })
  const groups = groupsOn(db, chartId)
  return { groups, groupId: groups.some((group) => group.groupId === groupId) ? groupId : null, seq }
}

export const groupHandlers = {
  'groups.make': (context, { chartId, title, entityIds }) => {
    const { db, at, operator } = context
    chartRow(db, chartId)
    requireNodes(db, chartId, entityIds)
    if (entityIds.length === 0) throw new AppError('invalid-arguments', 'a group of nobody', { chartId })
    const groupId = newNumber(db, chartId)
    return answer(context, { chartId, groupId, title }, { nodes: new Set(entityIds).size }, () => {
      db.prepare(
        'INSERT INTO chart_groups (group_id, chart_id, title, at, operator) VALUES (?, ?, ?, ?, ?)',
      ).run(groupId, chartId, title, at, operator)
      join(db, { groupId, chartId }, entityIds)
    })
  },
  'groups.rename': (context, { groupId, title }) => {
    const row = groupRow(context.db, groupId)
    return answer(context, { ...row, title }, { before: row.title }, () => {
      context.db
        .prepare('UPDATE chart_groups SET title = ? WHERE group_id = ? AND title <> ?')
        .run(title, groupId, title)
    })
  },
  'groups.add': (context, { groupId, entityIds }) => {
    const row = groupRow(context.db, groupId)
    requireNodes(context.db, row.chartId, entityIds)
    return answer(context, row, { nodes: new Set(entityIds).size }, () => join(context.db, row, entityIds))
  },
  'groups.takeOut': (context, { chartId, entityIds }) => {
    const before = groupsOn(context.db, chartId)
    const out = new Set(entityIds)
    const left = before.filter(({ members }) => members.some((member) => out.has(member)))
    const [first, ...more] = left
    return answer(
      context,
      { chartId, groupId: first?.groupId ?? 0, title: left.map(({ title }) => title).join('、') },
      {
        nodes: left.flatMap(({ members }) => members.filter((member) => out.has(member))).length,
        label: entityIds.length === 1 && more.length === 0 ? labelOf(context.db, entityIds[0] ?? 0) : null,
      },
      () => leaveGroups(context.db, chartId, entityIds),
    )
  },
  'groups.dissolve': (context, { groupId }) => {
    const row = groupRow(context.db, groupId)
    return answer(context, row, {}, () => {
      context.db.prepare('DELETE FROM chart_group_members WHERE group_id = ?').run(groupId)
      context.db.prepare('DELETE FROM chart_groups WHERE group_id = ?').run(groupId)
    })
  },
} satisfies HandlersFor<typeof groupContract>
