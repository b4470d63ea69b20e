/** A figure that hangs on rows which carry one number and contradict each other is withheld, with how many numbers it concerns and between what it lies. */
import type { MeasureRemark } from '../../../shared/contract/measures.ts'
import type { FigureValue } from '../../../shared/model/figureValue.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import { recordKind } from '../../../shared/model/recordKinds/index.ts'
import type { Subject } from '../../../shared/model/subject.ts'
import { conflictsOf, rangeOver } from '../records/conflicts.ts'
import type { Db } from '../store/db.ts'
import { remark, type MeasureDefinition } from './measure.ts'
import { hangsOnRepeats, movedBy, movesBy, rowParts } from './rowParts.ts'

/** Why a measure cannot be told; null when no conflict touches it. `figure`: what it would be with the rows that stand by the rule. */
export function conflictRemark(
  db: Db,
  definition: MeasureDefinition,
  within: Subject,
  figure: { readonly value: FigureValue | null; readonly rows: number },
): MeasureRemark | null {
  if (definition.span !== undefined) {
    const span = definition.span(db)
    if (span === null) return null
    // How far it moves is known of the whole case only.
    const figures =
      within.kind === 'case' ? [span.low, span.high].map((value) => ({ value, unit: definition.unit })) : []
    return remark('conflicting-rows', {
      count: span.numbers,
      figures,
      kinds: [...new Set(definition.scopes.map(({ kind }) => kind))],
    })
  }
  let numbers = 0
  const kinds = new Set<string>()
  let figures: MeasureRemark['figures'] = []
  for (const scope of [...definition.scopes, ...(definition.reads ?? [])]) {
    const kind = recordKind(scope.kind)
    if (kind === undefined || !hangsOnRepeats(scope)) continue
    const conflicts = conflictsOf(db, kind)
    if (conflicts.length === 0) continue
    const parts = rowParts(
      db,
      definition,
      scope,
      within,
      conflicts.flatMap(({ rows }) => rows),
    )
    const range = rangeOver(conflicts, parts.of)
    // A row that adds nothing may still be one of those counted.
    const member = rangeOver(conflicts, new Map([...parts.of.keys()].map((row) => [row, 1n])))
    const touched = Math.max(
      member.numbers,
      range.numbers,
      parts.added && definition.scopes.length === 1 ? 0 : otherwise(db, definition, kind),
    )
    if (touched === 0) continue
    numbers += touched
    kinds.add(scope.kind)
    const { value, rows } = figure
    if (value !== null && range.numbers > 0 && movesBy(parts, definition, value, rows))
      figures = [movedBy(value, -range.less), movedBy(value, range.more)].map((end) => ({
        value: end,
        unit: definition.unit,
      }))
  }
  return numbers === 0 ? null : remark('conflicting-rows', { count: numbers, figures, kinds: [...kinds] })
}
/** Figures of several parts hang on every number they read: the price in an average, the points in stakes, the refund in what was received. */
function otherwise(db: Db, { unit }: MeasureDefinition, kind: RecordKind): number {
  if (unit !== 'yuan' && unit !== 'point' && unit !== 'copy') return 0
  const fields = new Set(kind.fields.flatMap(({ id, summed }) => (summed === true ? [id] : [])))
  const state = kind.contradicts?.once?.state?.field
  return conflictsOf(db, kind).filter((conflict) =>
    conflict.fields.some((field) => fields.has(field) || field === state),
  ).length
}
