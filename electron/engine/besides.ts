/**
 * Answers that do not come from the engine's own thread: figures kept in the case, and threads that read it. A question of a call that stands within
 * a transaction of its own is never asked here, since nobody else sees the rows it has written.
 */
import type { CancelSignal, MethodName } from '../../shared/contract/index.ts'
import type { Progress } from './core/progress.ts'
import { createReaders, type Lane, type Readers } from './core/readers.ts'
import { keepFigure, readKeptFigure } from './records/keptFigures.ts'
import { factsState } from './records/factsVersion.ts'
import type { ReadDb, WriteDb } from './store/db.ts'
import { programMark } from './store/programMark.ts'
import type { CaseSession } from './workspace/workspace.ts'

/** Questions without arguments whose answers are figures over the whole case. */
const keptMethods: ReadonlySet<MethodName> = new Set<MethodName>([
  'overview.read',
  'measures.list',
  'tables.list',
  'quality.list',
])

export interface BesidesParts {
  /** The file that reading threads run; null where the engine answers everything itself. */
  readonly entry: URL | null
  readonly appVersion: string
  /** Told of a thread that ended by itself. */
  ended(lane: Lane, ms: number): void
}
export interface Question {
  readonly session: CaseSession
  readonly name: MethodName
  readonly args: unknown
  readonly lane: Lane
  readonly signal: CancelSignal
  progress(progress: Progress): void
  /** The engine's own answer, with the connection it is read from. */
  own(): Promise<unknown>
  /** The connection that the engine would read from now; null while there is none. */
  db(): ReadDb | null
  /** One synchronous transaction of its own. */
  write(work: (db: WriteDb) => void): void
}
export interface Besides {
  answer(question: Question): Promise<unknown>
  /** Starts what the first questions about a case will need. */
  opened(session: CaseSession): void
  /** Ends the threads; resolves when they have let go of the file. None is started until a case is opened, or `resume`. */
  close(): Promise<void>
  /** Resolves when threads that are being ended have let go of their file. */
  settled(): Promise<void>
  /** After something for which the threads were ended, and which left the case open. */
  resume(): void
}

export function createBesides({ entry, appVersion, ended }: BesidesParts): Besides {
  let current: { readonly session: CaseSession; readonly readers: Readers } | null = null
  let closing: Promise<void> = Promise.resolve()
  let suspended = false
  const readersOf = (session: CaseSession): Readers | null => {
    const { access } = session.file
    if (entry === null || access === null || suspended) return null
    if (current?.session !== session) current = { session, readers: createReaders(access, entry, ended) }
    return current.readers
  }
  const mark = (): string => programMark(appVersion)
  /** Not in a case that is not written to, nor while something else is written; then the figure is made again at the next opening. */
  const keep = ({ session, name, write }: Question, state: string, value: unknown): void => {
    if (session.closed() || session.file.readOnly || session.db.inTransaction) return
    try {
      write((db) => {
        keepFigure(db, name, { state, program: mark(), value })
      })
    } catch {
      // Nothing is left behind by it. What is wrong with the disk is told by the next command.
    }
  }

  return {
    async answer(question) {
      const { session, name, args, lane, signal, progress } = question
      const db = question.db()
      const isKept = keptMethods.has(name)
      if (isKept && db !== null) {
        const kept = readKeptFigure(db, name, mark())
        if (kept !== null) return kept.value
      }
      const readers = readersOf(session)
      if (readers?.works(lane) === true) {
        const { value, state } = await readers.ask(lane, name, args, { signal, progress })
        if (isKept) keep(question, state, value)
        return value
      }
      const before = db === null ? null : factsState(db)
      const value = await question.own()
      if (isKept && before !== null) keep(question, before, value)
      return value
    },
    opened(session) {
      suspended = false
      const readers = readersOf(session)
      readers?.warm('rows')
      readers?.warm('figures')
    },
    settled: () => closing,
    resume() {
      suspended = false
    },
    close() {
      suspended = true
      const open = current
      current = null
      if (open !== null) closing = Promise.all([closing, open.readers.close()]).then(() => undefined)
      return closing
    },
  }
}
