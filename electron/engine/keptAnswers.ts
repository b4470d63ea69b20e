/** Answers that are kept in the case (`records/keptFigures.ts`): questions without arguments whose answers are figures over the whole case. */
import type { MethodName } from '../../shared/contract/index.ts'
import { factsState } from './records/factsVersion.ts'
import { keepFigure, readKeptFigure } from './records/keptFigures.ts'
import type { ReadDb, WriteDb } from './store/db.ts'
import { programMark } from './store/programMark.ts'
import type { CaseSession } from './workspace/openCase.ts'

const keptMethods: ReadonlySet<MethodName> = new Set<MethodName>([
  'overview.read',
  'measures.list',
  'tables.list',
  'quality.list',
])
export function isKept(name: MethodName): boolean {
  return keptMethods.has(name)
}
/** A figure that was made, and of which state of the facts; `path` is the case's file, since two copies of one case can be in a state of the same name. */
export interface MadeFigure {
  readonly path: string
  readonly name: string
  readonly state: string
  readonly value: unknown
}
export interface KeptAnswers {
  /** The kept answer, or the one that `own` makes, which is then kept. */
  answer(question: KeptQuestion): Promise<unknown>
  /** Keeps a figure. Not in a case that is not written to, nor while something else is written; then it is made again at the next opening. */
  keep(session: CaseSession, figure: MadeFigure): void
}
export interface KeptQuestion {
  readonly session: CaseSession
  readonly name: MethodName
  /** The connection that the engine would read from now; null while there is none. */
  readonly db: ReadDb | null
  own(): Promise<unknown>
}

/** `write` is one synchronous transaction of its own. */
export function createKeptAnswers(
  appVersion: string,
  write: (session: CaseSession, work: (db: WriteDb) => void) => void,
): KeptAnswers {
  const keep = (session: CaseSession, { path, name, ...figure }: MadeFigure): void => {
    if (session.file.path !== path || session.closed() || session.file.readOnly || session.db.inTransaction)
      return
    try {
      write(session, (db) => {
        keepFigure(db, name, { ...figure, program: programMark(appVersion) })
      })
    } catch {
      // Nothing is left behind by it. What is wrong with the disk is told by the next command.
    }
  }
  return {
    keep,
    async answer({ session, name, db, own }) {
      if (db === null) return own()
      const kept = readKeptFigure(db, name, programMark(appVersion))
      if (kept !== null) return kept.value
      const state = factsState(db)
      const value = await own()
      keep(session, { path: session.file.path, name, state, value })
      return value
    },
  }
}
