/** Rows behind a measure that may be one with another row, though nobody has decided it: each is counted, and the figure is told with and without them. */
import type { MeasureReason, MeasureRemark } from '../../../shared/contract/measures.ts'
import { countValue, moneyValue, type FigureValue } from '../../../shared/model/figureValue.ts'
import { fieldOf, recordKind, scaleOf } from '../../../shared/model/recordKinds/index.ts'
import type { Subject } from '../../../shared/model/subject.ts'
import { doubtsOfKind } from '../records/doubts.ts'
import { recordTable } from '../store/recordTables.ts'
import type { Db } from '../store/db.ts'
import { aggregate, remark, rowsWithin, type MeasureDefinition } from './measure.ts'

const reasons = [
  ['possible-mirror', 'possible-mirrors'],
  ['possible-repeat', 'possible-repeats'],
  ['possible-reversal', 'possible-reversals'],
  ['open-reversal', 'open-reversals'],
] as const

/** The remarks, with the range where the figure is a sum or a number of the rows themselves. */
export function doubtRemarks(
  db: Db,
  definition: MeasureDefinition,
  within: Subject,
  figure: { readonly value: FigureValue | null; readonly rows: number },
): readonly MeasureRemark[] {
  return reasons.flatMap(([reason, told]): MeasureRemark[] => {
    let count = 0
    let figures: MeasureRemark['figures'] = []
    const kinds: string[] = []
    for (const scope of definition.scopes) {
      const kind = recordKind(scope.kind)
      // Counts of rows as they stand in the files hang on nothing.
      if (kind === undefined || !scope.where.startsWith('r.duplicate_of IS NULL AND ')) continue
      const doubtful = doubtsOfKind(db, kind).rows.filter(
        (row) => row.reason === reason && row.part === undefined,
      )
      if (doubtful.length === 0) continue
      const settled = rowsWithin(db, scope, within)
      const among = db
        .prepare<[object], [number, bigint | null]>(
          `SELECT r.record_id, ${definition.adds === undefined ? '1' : `r."${definition.adds}"`} FROM ${recordTable(scope.kind)} r WHERE r.record_id IN (SELECT value FROM json_each(@measure_doubtful)) AND (${settled.where})`,
        )
        .safeIntegers(true)
        .raw()
        .all({
          ...settled.params,
          measure_doubtful: JSON.stringify(doubtful.map(({ recordId }) => recordId)),
        })
      if (among.length === 0) continue
      count += among.length
      kinds.push(scope.kind)
      if (definition.scopes.length > 1 || figure.value === null) continue
      const less = among.reduce((sum, [, value]) => sum + (value ?? 0n), 0n)
      figures = rangeOf(db, definition, { rows: figure.rows, value: figure.value, less, settled })
    }
    return count === 0 ? [] : [remark(told satisfies MeasureReason, { count, figures, kinds })]
  })
}
function rangeOf(
  db: Db,
  { adds, scopes, unit }: MeasureDefinition,
  {
    rows,
    value,
    less,
    settled,
  }: {
    readonly rows: number
    readonly value: FigureValue
    readonly less: bigint
    readonly settled: MeasureDefinition['scopes'][number]
  },
): MeasureRemark['figures'] {
  const kind = scopes[0]?.kind ?? ''
  if (adds !== undefined) {
    const field = fieldOf(kind, adds)
    const sum = aggregate(db, settled, { sum: `r."${adds}"` }) ?? 0n
    const valueOf = (of: bigint): FigureValue =>
      field?.type === 'money' ? moneyValue(of) : countValue(of, field === undefined ? 0 : scaleOf(field))
    return [sum - less, sum].map((of) => ({ value: valueOf(of), unit }))
  }
  // A number of the rows themselves, each of which may go.
  return 'count' in value && BigInt(value.count) === BigInt(rows) && value.scale === 0
    ? [BigInt(rows) - less, BigInt(rows)].map((of) => ({ value: countValue(of), unit }))
    : []
}
