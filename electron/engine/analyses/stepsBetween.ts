/** What was done between two states of a case that can have changed an answer: imports, settings of sheets, edits, claims, pairings, statements. */
import type { WhyStep } from '../../../shared/contract/snapshots.ts'
import type { ReadDb } from '../store/db.ts'

/** Actions that change records or what follows from them. Whatever else is written (a test knows all of it) changes no answer. */
export const factActions: ReadonlySet<string> = new Set([
  ...['import.run', 'import.undo', 'import.redo', 'sheets.settle', 'facts.renew'],
  ...['records.edit', 'records.editMany', 'records.replace'],
  ...['pairs.takeApart', 'pairs.join', 'pairs.keepApart', 'pairs.acceptCandidates', 'pairs.forget'],
  ...['facts.decide', 'facts.decideAll', 'facts.forget'],
  ...['identity.decide', 'identity.decideAll', 'identity.merge', 'identity.apart', 'identity.number'],
  ...['identity.takeOut', 'identity.split', 'identity.withdraw', 'identity.restore'],
  ...['statements.save', 'statements.remove'],
])
/** The most steps that are named. */
const most = 300

interface LogRow {
  readonly at: string
  readonly operator: string
  readonly action: string
  readonly params: string
}
/** The newest first: after row `from` of the log, up to and including row `to` (null: until now). */
export function factStepsBetween(
  db: ReadDb,
  from: number,
  to: number | null,
): { readonly steps: readonly WhyStep[]; readonly stepsInAll: number } {
  const steps: WhyStep[] = []
  let stepsInAll = 0
  for (const { params, ...row } of db
    .prepare<[number, number], LogRow>(
      // Digests of sheets are for verification, and long.
      "SELECT at, operator, action, json_remove(params, '$.sheetDigests') AS params FROM audit WHERE seq > ? AND seq <= ? ORDER BY seq DESC",
    )
    .iterate(from, to ?? Number.MAX_SAFE_INTEGER)) {
    const step: WhyStep = { ...row, params: JSON.parse(params) as WhyStep['params'] }
    // The undo of a step is a step of that step's kind.
    const done =
      step.action === 'history.undo' || step.action === 'history.redo' ? step.params['action'] : step.action
    if (typeof done !== 'string' || !factActions.has(done)) continue
    stepsInAll += 1
    if (steps.length < most) steps.push(step)
  }
  return { steps, stepsInAll }
}
