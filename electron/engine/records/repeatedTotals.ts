/**
 * Lines of an order that may each carry the total of the whole order: several lines of one order in one sheet paid the same, and price times quantity does not
 * say that it is the line's own. Counted each until a person sets what a line really paid; told with the sum without them.
 */
import { isDestroyedSql } from '../../../shared/model/destroyedNumber.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { factsState } from './factsVersion.ts'
import { keptValues } from './keptPerState.ts'

export interface RepeatedTotal {
  readonly recordId: number
  /** The line of the order that would count. */
  readonly otherId: number
}
const kept = keptValues<readonly RepeatedTotal[]>(4)

/** The lines that would no longer count, by record; kept while the facts stay. Cost: the index of hashes, and the rows of orders with several lines. */
export function repeatedTotals(db: Db): readonly RepeatedTotal[] {
  return kept.of(db, 'saleOrder', factsState(db), () => readTotals(db))
}
function readTotals(db: Db): readonly RepeatedTotal[] {
  const table = recordTable('saleOrder')
  const rows = db
    .prepare<[], [recordId: number, order: string, paid: number, own: number]>(
      `SELECT r.record_id, r.sheet_id || ' ' || r."number", r."paid", r."price" * r."quantity" = r."paid" FROM ${table} r
      WHERE r.fact IN (SELECT fact FROM ${table} WHERE fact IS NOT NULL GROUP BY fact HAVING COUNT(*) > 1)
      AND r.duplicate_of IS NULL AND r."number" IS NOT NULL AND NOT ${isDestroyedSql('r."number"')} AND r."paid" > 0 AND r."status" IN ('success', 'shipped') ORDER BY r.sheet_id, r.row`,
    )
    .raw()
    .all()
  return [...Map.groupBy(rows, ([, order]) => order).values()].flatMap((lines) => {
    const [first, ...others] = lines
    if (first === undefined || others.some(([, , paid]) => paid !== first[2])) return []
    // Null where a price or a quantity is missing: then nothing says that it is the line's own.
    if (lines.every(([, , , own]) => own === 1)) return []
    return others.map(([recordId]): RepeatedTotal => ({ recordId, otherId: first[0] }))
  })
}
