/** Refunds of orders that make a figure doubtful: those nobody can read, which are not taken off, and those above what was paid, which take off more than the order brought. */
import type { MeasureRemark } from '../../../shared/contract/measures.ts'
import { moneyValue } from '../../../shared/model/figureValue.ts'
import type { Db } from '../store/db.ts'
import { aggregates, inYuan, type MeasureScope, missingValues, remark } from './measure.ts'

/** The remarks on the refunds of these orders, with what hangs on them. */
export function refundRemarks(db: Db, orders: MeasureScope): readonly (MeasureRemark | null)[] {
  const among = (condition: string): MeasureScope => ({
    ...orders,
    where: `(${orders.where}) AND ${condition}`,
  })
  const told = (reason: MeasureRemark['reason'], scope: MeasureScope): MeasureRemark | null => {
    const [count, sum] = aggregates(db, scope, 'COUNT(*)', { sum: inYuan('saleOrder', 'net') })
    if ((count ?? 0n) === 0n) return null
    return remark(reason, { count: Number(count), figures: [{ value: moneyValue(sum ?? 0n), unit: 'yuan' }] })
  }
  return [
    told(
      'unread-refunds',
      among(
        `r."refund" IS NULL AND r."net" IS NOT NULL AND r.record_id IN (SELECT i.record_id FROM row_issues i WHERE i.kind = 'saleOrder' AND i.field = 'refund' AND i.code IN ('not-a-number', 'precision', 'foreign-currency', 'formula-failed'))`,
      ),
    ),
    told('refunds-above-paid', among('r."refund" > r."paid" AND r."paid" >= 0')),
  ]
}
/** SQL of the copies that an order adds to those sold; empty where nothing tells what was paid, or how many they are of. */
export const copiesOfOrder = 'CASE WHEN r."net" > 0 THEN r."quantity" WHEN r."net" IS NOT NULL THEN 0 END'
/** How many orders add nothing to the copies because they do not say it. */
export function copiesUntold(db: Db, orders: MeasureScope): MeasureRemark | null {
  return missingValues(db, [{ scope: orders, value: copiesOfOrder }])
}
