/** Whole months without a row in statements and lists that are at hand. */
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import { accountFindings } from '../analysis/findings/accountFindings.ts'
import { kindOf } from '../records/evidence.ts'
import { resolvedId } from '../records/seenAs.ts'
import { atOnce } from '../store/steps.ts'
import type { Db } from '../store/db.ts'

export interface MissingPeriod {
  readonly kind: 'transfer' | 'call'
  readonly entityId: number
  /** First and last month without a row. */
  readonly from: string
  readonly to: string
  readonly months: number
}
/** As the findings about the material have them. */
export function missingPeriods(db: Db): readonly MissingPeriod[] {
  return (['transfer', 'call'] as const).flatMap((kind) =>
    atOnce(accountFindings(db, kindOf(recordKinds, kind))).missing.flatMap(({ entityId, values }) => {
      const { from, to, months } = values
      return entityId === null ||
        typeof from !== 'string' ||
        typeof to !== 'string' ||
        typeof months !== 'number'
        ? []
        : [{ kind, entityId: resolvedId(db, entityId), from, to, months }]
    }),
  )
}
/** The last day of a month. */
export function lastDayOf(month: string): string {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0))
    .toISOString()
    .slice(0, 10)
}
