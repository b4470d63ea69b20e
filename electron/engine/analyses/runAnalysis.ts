/** Asking an analysis: parameters checked and completed, the runner called, the state of the facts told with the answer. */
import * as v from 'valibot'
import { analyses, type AnalysisId } from '../../../shared/contract/analyses/index.ts'
import { type AnalysisParam, paramsSchema } from '../../../shared/contract/analyses/params.ts'
import type { AnalysisResult, EntityCell } from '../../../shared/contract/analyses/result.ts'
import type { AnalysisRun } from '../../../shared/contract/analysisRuns.ts'
import { AppError } from '../../../shared/errors.ts'
import type { AnalysisContext } from '../core/analysis.ts'
import { entityCell } from '../entities/answers.ts'
import { readEntities } from '../entities/entityRows.ts'
import { resolvedId } from '../records/seenAs.ts'
import { factsState } from '../records/factsVersion.ts'
import { auditHead } from '../store/audit.ts'
import type { ReadDb } from '../store/db.ts'
import { inputDigest } from './inputDigest.ts'
import { runners } from './runners.ts'

/** The answer of an analysis. Errors: `invalid-arguments`, those of the runner. */
export function runAnalysis(
  context: AnalysisContext,
  id: AnalysisId,
  given: Readonly<Record<string, unknown>>,
): AnalysisRun {
  const definition = analyses.find((one) => one.id === id)
  if (definition === undefined) throw new AppError('invalid-arguments', `no analysis ${id}`)
  const params = completeParams(id, given)
  // The parameters were checked by the schema that gives them their types.
  const run = runners[id] as unknown as (context: AnalysisContext, params: unknown) => AnalysisResult
  return {
    analysis: id,
    params,
    named: namedBy(context.db, definition.params, params),
    version: definition.version,
    state: factsState(context.db),
    input: inputDigest(context.db),
    seq: auditHead(context.db).seq,
    result: run(context, params),
  }
}
/** Parameters with their defaults. Errors: `invalid-arguments`. */
export function completeParams(
  id: AnalysisId,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const definition = analyses.find((one) => one.id === id)
  const checked = v.safeParse(paramsSchema(definition?.params ?? []), given)
  if (!checked.success)
    throw new AppError('invalid-arguments', `parameters of ${id}: ${v.summarize(checked.issues)}`, {
      method: 'analyses.run',
    })
  return checked.output as Readonly<Record<string, unknown>>
}
/** The entities that parameters name, each once, as they are seen now. */
function namedBy(
  db: ReadDb,
  declared: readonly AnalysisParam[],
  params: Readonly<Record<string, unknown>>,
): readonly EntityCell[] {
  const ids = declared.flatMap((param) => entityIdsOf(param, params[param.id]))
  const seen = [...new Set(ids.map((id) => resolvedId(db, id)))]
  const found = readEntities(db, seen)
  return seen.flatMap((id) => {
    const entity = found.get(id)
    return entity === undefined ? [] : [entityCell(entity)]
  })
}
/** The ids that a value of one parameter holds. */
export function entityIdsOf({ sort }: AnalysisParam, value: unknown): readonly number[] {
  if (sort === 'entity') return typeof value === 'number' ? [value] : []
  return sort === 'entities' ? (value as readonly number[]) : []
}
