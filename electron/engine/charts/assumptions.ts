/** Links that somebody assumes on a chart that says it is a hypothesis. They are rows of that chart alone: nothing that counts or walks links sees them. */
import type { AssumedLink, Chart, chartContract } from '../../../shared/contract/charts.ts'
import { AppError } from '../../../shared/errors.ts'
import type { HandlersFor } from '../core/context.ts'
import { seenAs } from '../records/seenAs.ts'
import type { Db } from '../store/db.ts'
import { requireNodes } from './changes.ts'
import { chartInfo, chartRow } from './chartRows.ts'
import { labelOf } from './labels.ts'

interface AssumedRow extends Omit<AssumedLink, 'directed'> {
  readonly directed: number
  readonly chartId: number
}
const columnsOf = (db: Db): string =>
  `a.assumption_id AS assumptionId, a.chart_id AS chartId, ${seenAs(db, 'a.from_id')} AS fromId, ${seenAs(db, 'a.to_id')} AS toId, a.directed, a.label, a.note, a.at, a.operator`
const linkOf = ({ chartId: _chartId, directed, ...row }: AssumedRow): AssumedLink => ({
  ...row,
  directed: directed === 1,
})

/** What is assumed on a chart, oldest first; nothing where nothing is. What leads to somebody who is not on the chart is kept and not told. */
export function assumedOn(db: Db, chartId: number): Pick<Chart, 'assumed'> {
  const assumed = db
    .prepare<[number], AssumedRow>(
      `SELECT ${columnsOf(db)} FROM chart_assumptions a WHERE a.chart_id = ? ORDER BY a.assumption_id`,
    )
    .all(chartId)
    .map(linkOf)
  return assumed.length === 0 ? {} : { assumed }
}
/** Errors: assumption-not-found. */
function assumptionRow(db: Db, assumptionId: number): AssumedRow {
  const row = db
    .prepare<[number], AssumedRow>(
      `SELECT ${columnsOf(db)} FROM chart_assumptions a WHERE a.assumption_id = ?`,
    )
    .get(assumptionId)
  if (row === undefined)
    throw new AppError('assumption-not-found', `no assumption ${assumptionId}`, { assumptionId })
  return row
}

type Assuming = Pick<typeof chartContract, 'assumptions.add' | 'assumptions.edit' | 'assumptions.remove'>
export const assumptionHandlers = {
  'assumptions.add': (context, { chartId, fromId, toId, directed, label, note }) => {
    const { db, at, operator } = context
    const { name } = chartRow(db, chartId)
    if (chartInfo(db, chartId).hypothesis !== true)
      throw new AppError('chart-not-hypothesis', `chart ${chartId} is no hypothesis`, { chartId })
    requireNodes(db, chartId, [fromId, toId])
    const { lastInsertRowid } = db
      .prepare(
        'INSERT INTO chart_assumptions (chart_id, from_id, to_id, directed, label, note, at, operator) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      )
      .run(chartId, fromId, toId, directed ? 1 : 0, label, note, at, operator)
    context.describe({
      chartId,
      chart: name,
      from: labelOf(db, fromId),
      to: labelOf(db, toId),
      assumed: label,
    })
    return linkOf(assumptionRow(db, Number(lastInsertRowid)))
  },
  'assumptions.edit': (context, { assumptionId, directed, label, note }) => {
    const { chartId } = assumptionRow(context.db, assumptionId)
    context.db
      .prepare('UPDATE chart_assumptions SET directed = ?, label = ?, note = ? WHERE assumption_id = ?')
      .run(directed ? 1 : 0, label, note, assumptionId)
    context.describe({ chartId, chart: chartRow(context.db, chartId).name, assumed: label })
    return linkOf(assumptionRow(context.db, assumptionId))
  },
  'assumptions.remove': (context, { assumptionId }) => {
    const { chartId, label } = assumptionRow(context.db, assumptionId)
    context.db.prepare('DELETE FROM chart_assumptions WHERE assumption_id = ?').run(assumptionId)
    context.describe({ chartId, chart: chartRow(context.db, chartId).name, assumed: label })
    return null
  },
} satisfies HandlersFor<Assuming>
