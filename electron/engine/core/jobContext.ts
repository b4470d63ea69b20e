/** What a job is given. One that only reads is given the same, but its handler sees none of the writing parts. */
import type { MethodName } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ReadDb } from '../store/db.ts'
import type { CaseSession } from '../workspace/openCase.ts'
import { finishWrite, type StepMove, type WriteEntry, type Written } from '../workspace/writing.ts'
import { checkCancelled, type Call } from './call.ts'
import type { JobContext } from './context.ts'
import { announce, type RunParts } from './runMethod.ts'

/** Runs another method inside the same call. */
export type CallInside = (name: MethodName, args: unknown, move: StepMove | null) => Promise<unknown>

/** `move`: the step of the history that this job takes back or brings again with its write. */
export function jobContext(
  parts: RunParts,
  call: Call,
  move: StepMove | null,
  inside: CallInside,
): JobContext {
  const { access, workspace, consequences } = parts
  const at = parts.now()
  const operator = workspace.operator()
  const db = (): ReadDb => {
    const found = access.reading(call)
    if (found === null) throw new AppError('case-locked', 'the case is being written to')
    return found
  }
  const finish = (session: CaseSession, entry: WriteEntry): Written =>
    finishWrite(
      session,
      { at, now: parts.now(), operator, ...entry },
      entry.move ?? (entry.history === undefined ? null : move),
      consequences,
    )
  return {
    workspace,
    files: parts.files,
    signal: call.signal,
    at,
    operator,
    checkCancelled: () => {
      checkCancelled(call)
    },
    progress: (stage, done, total) => {
      call.progress({ stage, done, total })
    },
    db,
    rows: (scope) => parts.rowsOf(db(), scope),
    write(entry, work) {
      const session = access.session(call)
      const { value, written } = access.transaction(session, (writing) => ({
        value: work(writing),
        written: finish(session, entry),
      }))
      announce(parts, written)
      return value
    },
    async transaction(work) {
      const { value, written } = await access.longTransaction(call, async (session, writing) => {
        const outcome = await work(writing)
        return () => ({ value: outcome.value, written: finish(session, outcome.entry) })
      })
      announce(parts, written)
      return value
    },
    // The name decides the types of arguments and result; `inside` has looked both up in the contract.
    call: (name, args, inner) => inside(name, args, inner ?? null) as never,
  }
}
