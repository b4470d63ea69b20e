/** The entities that rows of an evidence table speak of. */
import type { Args } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Db } from '../context.ts'

type Scope = Args<'chart.addFromRecords'>['scope']

/** Columns of the kind's table that hold an entity each. Errors: kind-not-found. */
function roleColumns(db: Db, kind: string): readonly string[] {
  const columns = db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(`r_${kind}`)
  if (columns.length === 0) throw new AppError('kind-not-found', `no evidence table ${kind}`, { kind })
  return columns.filter((name) => /^e_\w+$/.test(name))
}

/**
 * Entities of the rows, the most linked first, at most `limit`, without those already on the chart; `omitted` counts the rest.
 * Rows are those of the scope, or of them only the given ids.
 */
export function entitiesOfRecords(db: Db, chartId: number, scope: Scope, recordIds: readonly number[] | null, limit: number): { readonly entityIds: readonly number[]; readonly omitted: number } {
  const columns = roleColumns(db, scope.kind)
  const single = columns.map((column) => `SELECT r."${column}" AS entity_id FROM rows w CROSS JOIN "r_${scope.kind}" r ON r.record_id = w.record_id WHERE r."${column}" IS NOT NULL`)
  const sql = `
    WITH rows AS MATERIALIZED (SELECT record_id FROM "r_${scope.kind}" WHERE ${recordIds === null ? 'true' : 'record_id IN (SELECT value FROM json_each(@recordIds))'}),
    found AS (
      ${[...single, 'SELECT m.entity_id FROM rows w CROSS JOIN record_entities m ON m.kind = @kind AND m.record_id = w.record_id'].join('\n UNION ')}
    )
    SELECT e.entity_id AS entityId, count(*) OVER () AS total FROM found f JOIN entities e ON e.entity_id = f.entity_id
    WHERE NOT EXISTS (SELECT 1 FROM chart_nodes n WHERE n.chart_id = @chartId AND n.entity_id = e.entity_id)
    ORDER BY e.links DESC, e.records DESC, e.entity_id LIMIT @limit`
  const rows = db.prepare<Record<string, unknown>, { entityId: number; total: number }>(sql).all({ chartId, kind: scope.kind, recordIds: JSON.stringify(recordIds ?? []), limit: Math.max(limit, 1) })
  const entityIds = rows.slice(0, limit).map((row) => row.entityId)
  return { entityIds, omitted: (rows[0]?.total ?? 0) - entityIds.length }
}
