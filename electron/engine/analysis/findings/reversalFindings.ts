/** Refunds and reversals: those that are tied to what they take back, those that may be, and those for which nothing is found. */
import type { QualityFinding } from '../../../../shared/contract/quality.ts'
import { placeOf, yuan } from '../../../../shared/model/currency.ts'
import type { RecordKind } from '../../../../shared/model/define.ts'
import type { Db } from '../../store/db.ts'
import { columnOf, currencyColumn } from '../../records/evidence.ts'
import { possibleReversals } from '../../records/possibleReversals.ts'
import { recordTable } from '../../store/recordTables.ts'
import type { Place } from './accountFindings.ts'
import { hanging, type Undecided } from './decideFindings.ts'

/** What is found, with its tone. */
export const reversalCodes = [
  ['possible-reversal', 'warn'],
  ['open-reversal', 'warn'],
  ['reversed', 'info'],
] as const satisfies readonly (readonly [QualityFinding['code'], QualityFinding['tone']])[]
export type ReversalFindings = Readonly<Record<(typeof reversalCodes)[number][0], Undecided>>
const none: Undecided = { places: [], hangs: [] }
interface Tied {
  readonly recordId: number
  readonly otherRecordId: number | null
  readonly takenBack: number
  readonly gross: number
  readonly net: number
  readonly currency: string
}
/** Gross and net of every purchase that was taken back, by the refund; and what purchases say themselves where no refund is found. */
function tiedRows(db: Db, kind: RecordKind, rule: NonNullable<RecordKind['reversal']>): readonly Tied[] {
  const table = recordTable(kind.id)
  const amount = (alias: string): string => columnOf(alias, rule.amount)
  const currency = `${currencyColumn(kind, 'r')} AS currency`
  return db
    .prepare<[], Tied>(
      `SELECT r.record_id AS recordId, p.record_id AS otherRecordId, abs(r.taken_back) AS takenBack, ${amount('p')} AS gross, ${amount('p')} - COALESCE(p.taken_back, 0) AS net, ${currency}
      FROM ${table} r JOIN ${table} p ON p.record_id = r.reversal_of WHERE r.reversal_of > 0 AND r.duplicate_of IS NULL AND r.mirror_of IS NULL
      UNION ALL SELECT r.record_id, NULL, r.taken_back, ${amount('r')}, ${amount('r')} - r.taken_back, ${currency}
      FROM ${table} r WHERE r.taken_back IS NOT NULL AND r.reversal_of IS NULL AND r.duplicate_of IS NULL AND r.mirror_of IS NULL AND ${columnOf('r', rule.mark)} = 'refunded'
      AND NOT EXISTS (SELECT 1 FROM ${table} b WHERE b.reversal_of = r.record_id) ORDER BY 1`,
    )
    .all()
}
export function reversalFindings(db: Db, kind: RecordKind): ReversalFindings {
  const rule = kind.reversal
  if (rule === undefined) return { reversed: none, 'possible-reversal': none, 'open-reversal': none }
  const tied = tiedRows(db, kind, rule)
  const { possible, open } = possibleReversals(db, kind)
  const currencyOf = currenciesOf(db, kind, [
    ...possible.map(({ refund }) => refund),
    ...open.map(({ recordId }) => recordId),
  ])
  const hangs = (parts: readonly (readonly [currency: string, amount: number])[]): QualityFinding['hangs'] =>
    [...Map.groupBy(parts, ([currency]) => currency)]
      .toSorted(([one], [other]) => placeOf(one) - placeOf(other) || (one < other ? -1 : 1))
      .flatMap(([currency, of]) =>
        hanging(
          rule.amount,
          of.reduce((sum, [, amount]) => sum + BigInt(amount), 0n),
          currency,
        ),
      )
  return {
    reversed: {
      places: tied.map(({ recordId, currency: _, ...values }): Place => ({
        recordId,
        entityId: null,
        values,
      })),
      hangs: hangs(tied.map(({ currency, takenBack }) => [currency, takenBack])),
    },
    'possible-reversal': {
      places: possible.map(({ refund, purchase, amount, days, by }): Place => ({
        recordId: refund,
        entityId: null,
        values: { otherRecordId: purchase, takenBack: amount, days, by },
      })),
      hangs: hangs(possible.map(({ refund, amount }) => [currencyOf.get(refund) ?? yuan, amount])),
    },
    'open-reversal': {
      places: open.map(({ recordId, amount }): Place => ({
        recordId,
        entityId: null,
        values: { takenBack: amount },
      })),
      hangs: hangs(open.map(({ recordId, amount }) => [currencyOf.get(recordId) ?? yuan, Math.abs(amount)])),
    },
  }
}
function currenciesOf(db: Db, kind: RecordKind, recordIds: readonly number[]): ReadonlyMap<number, string> {
  return new Map(
    db
      .prepare<[string], [number, string]>(
        `SELECT r.record_id, ${currencyColumn(kind, 'r')} FROM ${recordTable(kind.id)} r WHERE r.record_id IN (SELECT value FROM json_each(?))`,
      )
      .raw()
      .all(JSON.stringify(recordIds)),
  )
}
