import type { analysisRunContract } from '../../../shared/contract/analysisRuns.ts'
import type { keptResultContract } from '../../../shared/contract/keptResults.ts'
import { AppError } from '../../../shared/errors.ts'
import type { HandlersFor, ThreadJobContext } from '../core/context.ts'
import { heldAnswer } from './answered.ts'
import { askAgain } from './askAgain.ts'
import { answersDifference } from './difference.ts'
import { keptInfo, listKept, readKept, writeKept } from './keptResults.ts'
import { runAnalysis } from './runAnalysis.ts'
import { factStepsBetween } from './stepsBetween.ts'

export const analysisRunHandlers = {
  'analyses.run': (context: ThreadJobContext, { analysis, params }) =>
    Promise.resolve(
      runAnalysis(
        { db: context.db(), checkCancelled: context.checkCancelled, progress: context.progress },
        analysis,
        params,
      ),
    ),
} satisfies HandlersFor<typeof analysisRunContract>

/** What reading threads answer of kept results. */
export const resultReaderHandlers = {
  'results.again': (context: ThreadJobContext, { keptId }) =>
    Promise.resolve(
      askAgain(
        { db: context.db(), checkCancelled: context.checkCancelled, progress: context.progress },
        keptId,
      ),
    ),
} satisfies Pick<HandlersFor<typeof keptResultContract>, 'results.again'>

export const keptResultHandlers = {
  ...resultReaderHandlers,
  'results.keep': async (context, { analysis, params, name, note }) => {
    const { path } = context.workspace.session().file
    const run =
      heldAnswer(context.db(), path, analysis, params) ??
      (await context.call('analyses.run', { analysis, params }))
    const { at, operator } = context
    const entry = {
      action: 'results.keep',
      params: { name, analysis, lines: run.result.tables.reduce((sum, { total }) => sum + total, 0) },
      topics: ['results'] as const,
      history: { batchId: null },
    }
    const keptId = context.write(entry, (db) => writeKept(db, run, { name, note, at, operator }))
    return keptInfo(context.db(), keptId)
  },
  'results.list': ({ db }) => listKept(db),
  'results.read': ({ db }, { keptId }) => readKept(db, keptId),
  'results.change': ({ db, describe }, { keptId, name, note }) => {
    const before = keptInfo(db, keptId)
    db.prepare('UPDATE kept_results SET name = ?, note = ? WHERE kept_id = ?').run(
      name ?? before.name,
      note ?? before.note,
      keptId,
    )
    describe({
      name: name ?? before.name,
      ...(name === undefined || name === before.name ? {} : { before: before.name }),
      ...(note === undefined ? {} : { note }),
    })
    return keptInfo(db, keptId)
  },
  'results.remove': ({ db, describe }, { keptId }) => {
    const { name } = keptInfo(db, keptId)
    db.prepare('DELETE FROM kept_results WHERE kept_id = ?').run(keptId)
    describe({ name })
    return null
  },
  'results.compare': ({ db }, { keptId, withId }) => {
    const one = readKept(db, keptId)
    const other = readKept(db, withId)
    if (one.kept.analysis !== other.kept.analysis)
      throw new AppError('invalid-arguments', 'answers to two different questions are not compared', {
        method: 'results.compare',
      })
    const [from, to] = one.kept.seq <= other.kept.seq ? [one, other] : [other, one]
    return {
      before: one.kept,
      after: other.kept,
      difference: {
        ...answersDifference(one.run, other.run),
        ...factStepsBetween(db, from.kept.seq, to.kept.seq),
      },
    }
  },
} satisfies HandlersFor<typeof keptResultContract>
