/** Rows whose state is written in words that nobody knows: a measure of what is settled, sold or void leaves them out, and says so with what they hold. */
import type { MeasureRemark } from '../../../shared/contract/measures.ts'
import { countValue, moneyValue } from '../../../shared/model/figureValue.ts'
import { fieldOf, scaleOf } from '../../../shared/model/recordKinds/index.ts'
import type { Subject } from '../../../shared/model/subject.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { aggregates, inYuan, remark, rowsOf, rowsWithin, type MeasureDefinition } from './measure.ts'

const state = 'status'
/** The remarks on rows outside the measure's scopes that may belong there: their state has no known word, or is empty though the sheet has a column of it. */
export function unknownStates(
  db: Db,
  { scopes, reads = [], adds, unit }: MeasureDefinition,
  within: Subject,
): readonly MeasureRemark[] {
  return [...scopes, ...reads].flatMap((scope, place): MeasureRemark[] => {
    const choices = fieldOf(scope.kind, state)?.choices
    if (choices === undefined || !scope.where.includes(`r."${state}"`)) return []
    const inside = rowsWithin(db, scope, within)
    const known = Object.keys(choices)
      .map((key) => `'${key}'`)
      .join(', ')
    const open = rowsWithin(
      db,
      rowsOf(
        scope.kind,
        `CASE WHEN r."${state}" IS NULL THEN EXISTS (SELECT 1 FROM sheets s WHERE s.sheet_id = r.sheet_id AND s.columns LIKE '%"field":"${state}"%') ELSE r."${state}" NOT IN (${known}) END`,
      ),
      within,
    )
    const rows = {
      ...open,
      where: `(${open.where}) AND NOT coalesce(${inside.where}, 0)`,
      params: { ...open.params, ...inside.params },
    }
    const field = place === 0 && adds !== undefined ? fieldOf(scope.kind, adds) : undefined
    const value =
      field === undefined ? '0' : field.type === 'money' ? inYuan(scope.kind, field.id) : `r."${field.id}"`
    const [count, sum] = aggregates(db, rows, 'COUNT(*)', { sum: value })
    if ((count ?? 0n) === 0n) return []
    const names = db
      .prepare<[object], string>(
        `SELECT r."${state}" FROM ${recordTable(scope.kind)} r WHERE (${rows.where}) AND r."${state}" IS NOT NULL GROUP BY 1 ORDER BY COUNT(*) DESC, 1 LIMIT 5`,
      )
      .pluck()
      .all(rows.params)
    const figures =
      field === undefined || sum === null || sum === undefined
        ? []
        : [{ value: field.type === 'money' ? moneyValue(sum) : countValue(sum, scaleOf(field)), unit }]
    return [remark('unknown-state', { count: Number(count), figures, names })]
  })
}
