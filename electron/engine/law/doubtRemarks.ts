/** Rows behind a measure that may be one with another row, though nobody has decided it: each is counted, and the figure is told with and without them. */
import type { MeasureReason, MeasureRemark } from '../../../shared/contract/measures.ts'
import type { FigureValue } from '../../../shared/model/figureValue.ts'
import { recordKind } from '../../../shared/model/recordKinds/index.ts'
import type { Subject } from '../../../shared/model/subject.ts'
import { doubtsOfKind } from '../records/doubts.ts'
import { recordTable } from '../store/recordTables.ts'
import type { Db } from '../store/db.ts'
import { remark, rowsWithin, type MeasureDefinition } from './measure.ts'
import { hangsOnRepeats, movedBy, movesBy, rowParts } from './rowParts.ts'

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
  { value, rows }: { readonly value: FigureValue | null; readonly rows: number },
): readonly MeasureRemark[] {
  return reasons.flatMap(([reason, told]): MeasureRemark[] => {
    let count = 0
    let figures: MeasureRemark['figures'] = []
    const kinds: string[] = []
    for (const scope of [...definition.scopes, ...(definition.reads ?? [])]) {
      const kind = recordKind(scope.kind)
      if (kind === undefined || !hangsOnRepeats(scope)) continue
      const doubtful = doubtsOfKind(db, kind).rows.filter(
        (row) => row.reason === reason && row.part === undefined,
      )
      if (doubtful.length === 0) continue
      const settled = rowsWithin(db, scope, within)
      const among = db
        .prepare<[object], number>(
          `SELECT r.record_id FROM ${recordTable(scope.kind)} r WHERE r.record_id IN (SELECT value FROM json_each(@measure_doubtful)) AND (${settled.where})`,
        )
        .pluck()
        .all({
          ...settled.params,
          measure_doubtful: JSON.stringify(doubtful.map(({ recordId }) => recordId)),
        })
      if (among.length === 0) continue
      count += among.length
      kinds.push(scope.kind)
      const parts = rowParts(db, definition, scope, within, among)
      if (value === null || !movesBy(parts, definition, value, rows)) continue
      // What came back counts below zero: without it the figure is more.
      let [less, more] = [0n, 0n]
      for (const part of parts.of.values())
        if (part > 0n) less += part
        else more -= part
      figures = [movedBy(value, -less), movedBy(value, more)].map((end) => ({
        value: end,
        unit: definition.unit,
      }))
    }
    return count === 0 ? [] : [remark(told satisfies MeasureReason, { count, figures, kinds })]
  })
}
