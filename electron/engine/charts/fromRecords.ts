/** The entities that rows of an evidence table speak of. */
import type { ScopedRows } from '../core/scopedRows.ts'
import type { Db } from '../store/db.ts'
import { roleColumnOf } from '../records/evidence.ts'
import { seenAs } from '../records/seenAs.ts'
import { standsOnChart } from './shownNodes.ts'

/**
 * Entities of the rows, the most linked first, at most `limit`, without those already on the chart; `omitted` counts the rest.
 * Of the rows only the given ids where there are some.
 */
export function entitiesOfRecords(
  db: Db,
  chartId: number,
  { kind, table, where, params }: ScopedRows,
  recordIds: readonly number[] | null,
  limit: number,
): { readonly entityIds: readonly number[]; readonly omitted: number } {
  const columns = kind.roles.filter((role) => role.multi !== true).map((role) => roleColumnOf('r', role.role))
  const sql = `
    WITH chosen AS MATERIALIZED (SELECT r.record_id FROM ${table} r WHERE ${where}${recordIds === null ? '' : ' AND r.record_id IN (SELECT value FROM json_each(@recordIds))'}),
    found AS (
      ${[
        ...columns.map(
          (column) =>
            `SELECT ${column} AS entity_id FROM chosen w CROSS JOIN ${table} r ON r.record_id = w.record_id WHERE ${column} IS NOT NULL`,
        ),
        'SELECT m.entity_id FROM chosen w CROSS JOIN record_entities m ON m.kind = @kindId AND m.record_id = w.record_id',
      ].join('\n UNION ')}
    )
    SELECT e.entity_id AS entityId, count(*) OVER () AS total FROM (SELECT DISTINCT ${seenAs(db, 'found.entity_id')} AS entity_id FROM found) f JOIN entities e ON e.entity_id = f.entity_id
    WHERE NOT ${standsOnChart(db, 'e.entity_id')}
    ORDER BY e.links DESC, e.records DESC, e.entity_id LIMIT @limit`
  const rows = db
    .prepare<Record<string, unknown>, { entityId: number; total: number }>(sql)
    .all({
      ...params,
      chartId,
      kindId: kind.id,
      recordIds: JSON.stringify(recordIds ?? []),
      limit: Math.max(limit, 1),
    })
  const entityIds = rows.slice(0, limit).map((row) => row.entityId)
  return { entityIds, omitted: (rows[0]?.total ?? 0) - entityIds.length }
}
