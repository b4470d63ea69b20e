/** Answers of the threads that read the open case, and of what is kept in it. */
import type { CancelSignal, MethodName } from '../../shared/contract/index.ts'
import type { CaseReaders } from './core/caseReaders.ts'
import type { Progress } from './core/progress.ts'
import { createReaders, type Lane, type Readers } from './core/readers.ts'
import { isKept, type MadeFigure } from './keptAnswers.ts'
import { laneOf } from './readerLanes.ts'

export interface ReaderDoorOptions {
  readonly appVersion: string
  /** Called when a thread has ended by itself. */
  ended(lane: Lane, ms: number): void
  /** A figure that is to be kept in the case, or the answer of an analysis. */
  made(figure: MadeFigure): void
}
export interface ReaderQuestion {
  readonly name: MethodName
  /** Checked against the contract. */
  readonly args: unknown
  readonly signal: CancelSignal
  progress(progress: Progress): void
}
export interface ReaderDoor extends CaseReaders {
  /** The lane that answers now; null when the engine has to: it is no question, no case is open to readers, or the thread is not there. */
  laneOf(name: MethodName, args: unknown): Lane | null
  answer(lane: Lane, question: ReaderQuestion): Promise<unknown>
  /** Whether the thread of a lane never came so far as to read the case: what was asked of it has not been begun. */
  neverCame(lane: Lane): boolean
}

/** Beside this file in the source; beside the bundle when built. */
const readerEntry = import.meta.url.endsWith('.ts')
  ? new URL('./readerThread.ts', import.meta.url)
  : new URL('./readerThread.js', import.meta.url)
/** The thread of small questions starts when the first questions about a case have been asked; until then the engine has time for them. */
const deskAfterMs = 1_500

export function createReaderDoor({ appVersion, ended, made }: ReaderDoorOptions): ReaderDoor {
  let current: { readonly path: string; readonly readers: Readers } | null = null
  return {
    opened(access) {
      if (current !== null) return
      const readers = createReaders(access, readerEntry, { appVersion }, ended)
      current = { path: access.path, readers }
      readers.warm('rows')
      readers.warm('figures')
      setTimeout(() => {
        readers.warm('desk')
      }, deskAfterMs).unref()
    },
    async close() {
      const open = current
      current = null
      await open?.readers.close()
    },
    laneOf(name, args) {
      const lane = laneOf(name, args)
      if (current === null || lane === null) return null
      const { readers } = current
      return (lane === 'desk' ? readers.ready(lane) : readers.works(lane)) ? lane : null
    },
    neverCame: (lane) => current !== null && !current.readers.works(lane),
    async answer(lane, { name, args, signal, progress }) {
      if (current === null) throw new Error('no case is open to readers')
      const { path, readers } = current
      if (!isKept(name)) {
        const { value, state } = await readers.ask(lane, name, args, { signal, progress })
        if (name === 'analyses.run') made({ path, name, state, value })
        return value
      }
      const kept = await readers.ask('rows', name, args, { kept: true, signal, progress })
      // What `readKeptFigure` gives.
      const found = kept.value as { readonly value: unknown } | null
      if (found !== null) return found.value
      const { value, state } = await readers.ask(lane, name, args, { signal, progress })
      made({ path, name, state, value })
      return value
    },
  }
}
