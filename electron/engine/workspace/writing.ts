/** What a transaction leaves besides its data: row images for undo, its step in the history, its row in the audit log. */
import type { Topic } from '../../../shared/contract/events.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Consequence } from '../store/consequence.ts'
import { appendAudit, type AuditParams } from '../store/audit.ts'
import { takeAuditNotes } from '../store/auditNotes.ts'
import { noteClock } from '../store/clock.ts'
import { addStep, imagesOf, markStep, readStep, replaceImages, type StepImages } from '../store/history.ts'
import { type Journal, type RowChange, topicsOf } from '../store/journal.ts'
import type { CaseSession } from './openCase.ts'

/** Takes a step of the history back or brings it again; its row images are put back in the same transaction. */
export interface StepMove {
  readonly historyId: number
  readonly to: 'done' | 'undone'
}
export interface WriteEntry {
  readonly action: string
  readonly params: Readonly<Record<string, string | number | null>>
  readonly topics: readonly Topic[]
  readonly history?: { readonly batchId: number | null }
  /** Only history.undo and history.redo: the step that this write moves. */
  readonly move?: StepMove
}

export interface Written {
  readonly seq: number
  readonly topics: readonly Topic[]
}
interface Done {
  readonly at: string
  readonly operator: string
  readonly action: string
  readonly params: AuditParams
}

/** Ends a command inside its transaction. Null when it changed nothing: then it leaves no trace. `writes` counts all row writes it made. */
export function finishCommand(
  session: CaseSession,
  done: Done,
  writes: number,
  consequences: readonly Consequence[],
): Written | null {
  const journal = journalOf(session)
  // Each journaled write is one row of its own and one of the journal (a row that REPLACE removes is only the latter). What is written
  // beside them could not be undone, so it must not happen.
  if (writes > journal.noted() * 2)
    throw new AppError('internal', 'a command wrote outside the journaled tables', { method: done.action })
  const changes = journal.changes()
  if (changes.length === 0) return null
  const step = addStep(session.db, { ...done, batchId: null }, changes)
  const topics = new Set<Topic>([
    ...topicsOf(changes),
    ...follow(session, journal, changes, consequences),
    'history',
  ])
  noteClock(session.db, session.caseId, { now: done.at, operator: done.operator })
  const { seq } = appendAudit(session.db, session.caseId, {
    ...done,
    params: { ...done.params, ...madeStep(step), ...takeAuditNotes(session.db) },
  })
  return { seq, topics: [...topics] }
}

/** Ends a job's write inside its transaction (`at` is when the job began, `now` when it ends): a step of its own, the move of an earlier step, or only an audit row. */
export function finishWrite(
  session: CaseSession,
  entry: WriteEntry & { readonly at: string; readonly now: string; readonly operator: string },
  move: StepMove | null,
  consequences: readonly Consequence[],
): Written {
  const journal = journalOf(session)
  const changes = journal.changes()
  const topics = new Set<Topic>(entry.topics)
  let params = entry.params
  if (move !== null) {
    const images = moveStep(session, journal, move)
    params = { ...params, step: move.historyId, ...(images === null ? {} : { imagesDigest: images }) }
    topics.add('history')
  } else if (entry.history !== undefined) {
    const step = addStep(
      session.db,
      {
        at: entry.at,
        operator: entry.operator,
        action: entry.action,
        params,
        batchId: entry.history.batchId,
      },
      changes,
    )
    params = { ...params, ...madeStep(step) }
    topics.add('history')
  }
  // A move has put images back meanwhile: what counts is what the transaction changed in the end.
  const changed = move === null ? changes : journal.changes()
  for (const topic of [...topicsOf(changed), ...follow(session, journal, changed, consequences)])
    topics.add(topic)
  noteClock(session.db, session.caseId, { now: entry.now, operator: entry.operator })
  const { seq } = appendAudit(session.db, session.caseId, {
    at: entry.at,
    operator: entry.operator,
    action: entry.action,
    params: { ...params, ...takeAuditNotes(session.db) },
  })
  return { seq, topics: [...topics] }
}

/** Everything that depends on the changes is derived again. */
function follow(
  { db }: CaseSession,
  journal: Journal,
  changes: readonly RowChange[],
  consequences: readonly Consequence[],
): readonly Topic[] {
  const noted = journal.noted()
  const topics = consequences.flatMap((consequence) => {
    const own = changes.filter(({ table }) => consequence.tables.includes(table))
    return own.length === 0 ? [] : consequence.apply(db, own)
  })
  if (journal.noted() !== noted) throw new AppError('internal', 'a consequence wrote into a journaled table')
  return topics
}
/** What the log says of a new step: its number and the digest of its images. */
function madeStep({ historyId, digest }: StepImages): AuditParams {
  return { stepMade: historyId, imagesDigest: digest }
}
/** The digest of the step's images where they are others now. */
function moveStep({ db }: CaseSession, journal: Journal, move: StepMove): string | null {
  const step = readStep(db, move.historyId, move.to === 'undone' ? 'done' : 'undone')
  const images = imagesOf(db, step.historyId)
  const taken = journal.restore(images, move.to === 'undone' ? 'before' : 'after')
  // A row that comes back later comes back as it was last looked at.
  const replaced = taken === images ? null : replaceImages(db, step.historyId, taken)
  markStep(db, step.historyId, move.to)
  return replaced
}
function journalOf(session: CaseSession): Journal {
  if (session.journal === null) throw new AppError('case-read-only', 'the case is open read-only')
  return session.journal
}
