/**
 * What people decided about rows that are one fact or not. It stands beside the decisions about pairs, under `fact.<kind>`: `together`: the two are one fact, and the
 * first is the row that stands; `apart`: they are two. Rows are named by what they say, so that it holds after an undo, a redo or another import.
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

/** Errors: `record-not-found`, `pair-unfit` (reason `same-row`). What follows from it is derived by the consequence. */
export function decideFact(
  context: CommandContext,
  kindId: string,
  recordId: number,
  otherId: number,
  decision: 'stands' | 'apart',
): void {
  const kind = kindOf(recordKinds, kindId)
  if (recordId === otherId)
    throw new AppError('pair-unfit', 'the rows cannot be decided on so', { reason: 'same-row' })
  put(context, kind, recordId, otherId, decision)
  context.describe({ kind: kindId, record: recordId, other: otherId })
}
/** Decides everything of one finding as the rule proposes: the row that is counted stands, or the later row repeats the earlier. Returns how many decisions. */
export function decideAllFacts(
  context: CommandContext,
  kindId: string,
  finding: 'conflict' | 'possible-repeat',
): number {
  const kind = kindOf(recordKinds, kindId)
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
    .prepare('DELETE FROM pair_decisions WHERE kind = @kind AND (payer = @name OR payee = @name)')
    .run({ kind: factPrefix + kindId, name })
  if (changes === 0)
    throw new AppError('pair-unfit', 'nothing was decided about the row', { reason: 'no-decision' })
  describe({ kind: kindId, record: recordId, decisions: changes })
}
function put(
  { db, at, operator }: CommandContext,
  kind: RecordKind,
  recordId: number,
  otherId: number,
  decision: 'stands' | 'apart',
): void {
  const [payer, payee] = [says(db, kind, recordId), says(db, kind, otherId)]
  // The same two rows the other way round would be a second decision about them.
  db.prepare('DELETE FROM pair_decisions WHERE kind = ? AND payer = ? AND payee = ?').run(
    factPrefix + kind.id,
    payee,
    payer,
  )
  db.prepare(
    `INSERT INTO pair_decisions (kind, payer, payee, decision, at, operator) VALUES (@kind, @payer, @payee, @decision, @at, @operator)
    ON CONFLICT (kind, payer, payee) DO UPDATE SET decision = excluded.decision, at = excluded.at, operator = excluded.operator`,
  ).run({
    kind: factPrefix + kind.id,
    payer,
    payee,
    decision: decision === 'stands' ? 'together' : 'apart',
    at,
    operator,
  })
}
function says(db: Db, kind: RecordKind, recordId: number): string {
  const told = whatRowSays(db, kind, recordId)
  if (told === null) throw new AppError('record-not-found', 'no such record', { kind: kind.id, recordId })
  return told
}
