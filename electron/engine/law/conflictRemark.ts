/** A figure that hangs on rows which carry one number and contradict each other is withheld, with how many numbers it concerns and between what it lies. */
import type { MeasureRemark } from '../../../shared/contract/measures.ts'
import { countValue, moneyValue } from '../../../shared/model/figureValue.ts'
import { fieldOf, recordKind, scaleOf } from '../../../shared/model/recordKinds/index.ts'
import type { Subject } from '../../../shared/model/subject.ts'
import { conflictRange, conflictsOf } from '../records/conflicts.ts'
import type { Db } from '../store/db.ts'
import {
  aggregate,
  inYuan,
  isYuan,
  remark,
  rowsWithin,
  type MeasureDefinition,
  type MeasureScope,
} from './measure.ts'

const once = 'r.duplicate_of IS NULL AND '

/** Why a measure cannot be told; null when no conflict touches it. */
export function conflictRemark(db: Db, definition: MeasureDefinition, within: Subject): MeasureRemark | null {
  let numbers = 0
  const kinds = new Set<string>()
  const [first] = definition.scopes
  let figures: MeasureRemark['figures'] = []
  for (const scope of definition.scopes) {
    const kind = recordKind(scope.kind)
    // Counts of rows as they stand in the files hang on nothing.
    if (kind === undefined || !scope.where.startsWith(once) || conflictsOf(db, kind).length === 0) continue
    const rows: MeasureScope = rowsWithin(db, { ...scope, where: scope.where.slice(once.length) }, within)
    const field = scope === first ? definition.adds : undefined
    const member = conflictRange(db, kind, '', rows.where, rows.params)
    const range =
      field === undefined
        ? member
        : conflictRange(db, kind, field, countsOf(scope.kind, field, rows.where), rows.params)
    const touched = Math.max(member.numbers, range.numbers, otherwise(db, definition, scope))
    if (touched === 0) continue
    numbers += touched
    kinds.add(scope.kind)
    if (field === undefined || definition.scopes.length > 1) continue
    const present = aggregate(db, rowsWithin(db, scope, within), { sum: inYuan(scope.kind, field) }) ?? 0n
    const described = fieldOf(scope.kind, field)
    const valueOf = (sum: bigint) =>
      described?.type === 'money'
        ? moneyValue(sum)
        : countValue(sum, described === undefined ? 0 : scaleOf(described))
    figures = [present - range.less, present + range.more].map((sum) => ({
      value: valueOf(sum),
      unit: definition.unit,
    }))
  }
  return numbers === 0 ? null : remark('conflicting-rows', { count: numbers, figures, kinds: [...kinds] })
}
/** Of amounts only those in yuan are in a figure of yuan. */
function countsOf(kind: string, field: string, where: string): string {
  return fieldOf(kind, field)?.type === 'money' ? `(${where}) AND ${isYuan(kind)}` : where
}
/** Figures of several parts hang on every number they read: the price in an average, the points in stakes, the refund in what was received. */
function otherwise(db: Db, { adds, scopes, unit }: MeasureDefinition, scope: MeasureScope): number {
  const kind = recordKind(scope.kind)
  if (kind === undefined || (unit !== 'yuan' && unit !== 'point' && unit !== 'copy')) return 0
  const single = adds !== undefined && scope === scopes[0]
  if (single && unit !== 'yuan') return 0
  const read = kind.fields.filter(
    ({ id, summed, type }) => summed === true && id !== adds && (!single || type === 'money'),
  )
  const fields = new Set(read.map(({ id }) => id))
  const state = single ? undefined : kind.contradicts?.once?.state?.field
  return conflictsOf(db, kind).filter((conflict) =>
    conflict.fields.some((field) => fields.has(field) || field === state),
  ).length
}
