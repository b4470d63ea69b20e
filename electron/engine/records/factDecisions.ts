/**
 * What people decided about two rows: whether they are one fact, or one takes the other back. It stands beside the decisions about pairs, under `fact.<kind>` (`together`:
 * the two are one fact, and the first is the row that stands) and `reversal.<kind>` (`together`: the second takes the first back); `apart`: they are two.
 * Rows are named by what they say, so that it holds after an undo, a redo or another import.
 */
import { AppError } from '../../../shared/errors.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { CommandContext } from '../core/context.ts'
import { atOnce } from '../store/steps.ts'
import type { Db } from '../store/db.ts'
import { conflictsOf } from './conflicts.ts'
import { kindOf } from './evidence.ts'
import { factPrefix } from './decidedFacts.ts'
import { whatRowSays } from './pairDecisions.ts'
import { possibleRepeats } from './possibleRepeats.ts'
import { possibleReversals } from './possibleReversals.ts'
import { reversalPrefix } from './reversals.ts'
import { rowNames } from './rowNames.ts'

export type FactDecision = 'stands' | 'apart' | 'takes-back' | 'no-reversal'

/** Errors: `record-not-found`, `pair-unfit` (reason `same-row`). What follows from it is derived by the consequence. */
export function decideFact(
  context: CommandContext,
  kindId: string,
  recordId: number,
  otherId: number,
  decision: FactDecision,
): void {
  const kind = kindOf(recordKinds, kindId)
  if (recordId === otherId)
    throw new AppError('pair-unfit', 'the rows cannot be decided on so', { reason: 'same-row' })
  if (decision === 'stands' || decision === 'apart') put(context, kind, recordId, otherId, decision)
  else {
    if (kind.reversal === undefined)
      throw new AppError('pair-unfit', 'rows of the kind take nothing back', { reason: 'kind' })
    put(context, kind, otherId, recordId, decision)
  }
  context.describe({
    kind: kindId,
    record: recordId,
    other: otherId,
    decision,
    ...rowNames(context.db, kind, recordId, otherId),
  })
}
/**
 * Decides everything of one finding as the rule proposes: the row that is counted stands, the later row repeats the earlier, or takes it back (those at most so many
 * days apart). Returns how many decisions.
 */
export function decideAllFacts(
  context: CommandContext,
  kindId: string,
  finding: 'conflict' | 'possible-repeat' | 'possible-reversal',
  days: number = Number.POSITIVE_INFINITY,
): number {
  const kind = kindOf(recordKinds, kindId)
  if (finding === 'possible-reversal') {
    const taken = possibleReversals(context.db, kind).possible.filter((entry) => entry.days <= days)
    for (const { refund, purchase } of taken) put(context, kind, purchase, refund, 'takes-back')
    context.describe({ kind: kindId, finding, decisions: taken.length })
    return taken.length
  }
  const pairs =
    finding === 'conflict'
      ? conflictsOf(context.db, kind).flatMap(({ standing, rows }) =>
          rows.filter((row) => row !== standing).map((row) => [standing, row] as const),
        )
      : atOnce(possibleRepeats(context.db, kind)).map(({ recordId, otherId }) => [otherId, recordId] as const)
  for (const [standing, other] of pairs) put(context, kind, standing, other, 'stands')
  context.describe({ kind: kindId, finding, decisions: pairs.length })
  return pairs.length
}
/** Errors: `record-not-found`, `pair-unfit` (reason `no-decision`). */
export function forgetFactDecisions(
  { db, describe }: CommandContext,
  kindId: string,
  recordId: number,
): void {
  const kind = kindOf(recordKinds, kindId)
  const name = says(db, kind, recordId)
  const { changes } = db
    .prepare(
      'DELETE FROM pair_decisions WHERE kind IN (@fact, @reversal) AND (payer = @name OR payee = @name)',
    )
    .run({ fact: factPrefix + kindId, reversal: reversalPrefix + kindId, name })
  if (changes === 0)
    throw new AppError('pair-unfit', 'nothing was decided about the row', { reason: 'no-decision' })
  describe({ kind: kindId, record: recordId, decisions: changes, ...rowNames(db, kind, recordId) })
}
/** Of `takes-back` and `no-reversal` the first row is the one that would be taken back. */
function put(
  { db, at, operator }: CommandContext,
  kind: RecordKind,
  recordId: number,
  otherId: number,
  decision: FactDecision,
): void {
  const prefix = decision === 'stands' || decision === 'apart' ? factPrefix : reversalPrefix
  const [payer, payee] = [says(db, kind, recordId), says(db, kind, otherId)]
  // The same two rows the other way round would be a second decision about them.
  db.prepare('DELETE FROM pair_decisions WHERE kind = ? AND payer = ? AND payee = ?').run(
    prefix + kind.id,
    payee,
    payer,
  )
  db.prepare(
    `INSERT INTO pair_decisions (kind, payer, payee, decision, at, operator) VALUES (@kind, @payer, @payee, @decision, @at, @operator)
    ON CONFLICT (kind, payer, payee) DO UPDATE SET decision = excluded.decision, at = excluded.at, operator = excluded.operator`,
  ).run({
    kind: prefix + kind.id,
    payer,
    payee,
    decision: decision === 'stands' || decision === 'takes-back' ? 'together' : 'apart',
    at,
    operator,
  })
}
function says(db: Db, kind: RecordKind, recordId: number): string {
  const told = whatRowSays(db, kind, recordId)
  if (told === null) throw new AppError('record-not-found', 'no such record', { kind: kind.id, recordId })
  return told
}
