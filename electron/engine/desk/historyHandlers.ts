import type { historyContract, HistoryEntry } from '../../../shared/contract/history.ts'
import { AppError } from '../../../shared/errors.ts'
import type { HandlersFor, JobContext } from '../core/context.ts'
import type { StepMove } from '../workspace/writing.ts'
import { firstUndone, lastDone, listSteps, readStep, type Step } from '../store/history.ts'

export const historyHandlers = {
  'history.list': ({ db }, { limit }) => ({
    entries: listSteps(db, limit).map(entryOf),
    canUndo: lastDone(db) !== null,
    canRedo: firstUndone(db) !== null,
  }),
  'history.undo': (context, { to }) => moveSteps(context, 'undone', to ?? null),
  'history.redo': (context, { to }) => moveSteps(context, 'done', to ?? null),
  'audit.list': ({ db }, { offset, limit }) => ({
    total: db.prepare<[], number>('SELECT count(*) FROM audit').pluck().get() ?? 0,
    entries: db
      .prepare<
        [number, number],
        { seq: number; at: string; operator: string; action: string; params: string; hash: string }
      >(
        // Digests of sheets are for verification, and long.
        "SELECT seq, at, operator, action, json_remove(params, '$.sheetDigests', '$.derivedDigests') AS params, hash FROM audit ORDER BY seq DESC LIMIT ? OFFSET ?",
      )
      .all(limit, offset)
      .map((row) => ({ ...row, params: JSON.parse(row.params) as Readonly<Record<string, unknown>> })),
  }),
} satisfies HandlersFor<typeof historyContract>

/** Moves one step, or all up to and including `target`. Each step is a transaction of its own; the last one moved comes back. */
async function moveSteps(
  context: JobContext,
  to: StepMove['to'],
  target: number | null,
): Promise<HistoryEntry> {
  const next = to === 'undone' ? lastDone : firstUndone
  const from = to === 'undone' ? 'done' : 'undone'
  if (target !== null) readStep(context.db(), target, from)
  for (;;) {
    context.checkCancelled()
    const step = next(context.db())
    if (step === null)
      throw new AppError(to === 'undone' ? 'nothing-to-undo' : 'nothing-to-redo', 'no step left')
    await moveOne(context, step, to)
    if (target === null || step.historyId === target)
      return entryOf(readStep(context.db(), step.historyId, to))
  }
}

async function moveOne(context: JobContext, step: Step, to: StepMove['to']): Promise<void> {
  const move: StepMove = { historyId: step.historyId, to }
  if (step.batchId === null) {
    const action = to === 'undone' ? 'history.undo' : 'history.redo'
    context.write(
      { action, params: { action: step.action, of: JSON.stringify(step.params) }, topics: ['history'], move },
      () => undefined,
    )
    return
  }
  // Undoing the undo of an import brings its rows back.
  const removes = (step.action === 'import.undo') !== (to === 'undone')
  await context.call(removes ? 'import.undo' : 'import.redo', { batchId: step.batchId }, move)
  readStep(context.db(), step.historyId, to)
}

function entryOf({ historyId, at, operator, action, params, status }: Step): HistoryEntry {
  return { historyId, at, operator, action, params, status }
}
