/** What is written down of failures, slow calls and ends of processes: what `shared/diagnostics.ts` lets in, and nothing else. */
import { randomInt } from 'node:crypto'
import { release } from 'node:os'
import { type DiagnosticEntry, safeError, type SafeError } from '../../../shared/diagnostics.ts'
import { type ErrorEnvelope, toEnvelope } from '../../../shared/errors.ts'
import { createDiagnosticsFile, type DiagnosticsFileOptions, type NewestEntries } from './diagnosticsFile.ts'

export interface DiagnosticsOptions extends DiagnosticsFileOptions {
  readonly version: string
  /** Where lines go instead of the file, for a part of the program beside the one that writes it. */
  readonly pass?: (entry: DiagnosticEntry, trouble: boolean) => void
}
export interface Diagnostics {
  readonly path: string
  /** Writes a failure down and returns what may leave the engine. An `internal` error gets a reference that stands in the log. */
  failed(where: string, thrown: unknown, ms?: number): ErrorEnvelope
  /** A failure in another part of the program (the page, the window), already without its message. Returns its reference. */
  noted(where: string, error: SafeError & { readonly ended?: string | undefined }): string
  /** A call has ended well; written down when it took long. */
  took(where: string, ms: number, least: number): void
  /** A process or thread has ended. Those that went as they should are counted together. */
  processEnded(what: string, end: { readonly how: string; readonly ms: number; readonly well: boolean }): void
  /** The process is about to die of this: written before it does. */
  dying(thrown: unknown): void
  /** Writes what is left and the end of the engine. */
  end(): Promise<void>
}
/** The diagnostics that write the file. */
export interface OwnDiagnostics extends Diagnostics {
  /** Takes a line that another part of the program passed on. */
  take(entry: DiagnosticEntry, trouble: boolean): void
  /** The last lines, newest first, with what is still on its way; `written` is false when the file cannot be written. */
  newest(most: number): Promise<NewestEntries>
}

/** The same failure again within this time is counted, not written again. */
const sameWithinMs = 60_000
const mostRepeated = 200
const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
/** Failures of the disk and of parts of the program: with the places they came from. All others are a person's to mend and need none. */
const withFrames: ReadonlySet<string> = new Set([
  'internal',
  'io-error',
  'case-damaged',
  'migration-failed',
  'parser-stopped',
  'parser-limit',
  'not-allowed',
  'place-refused',
])

const reference = (): string =>
  Array.from({ length: 6 }, () => letters[randomInt(letters.length)] ?? '2').join('')

/** Adds an error once a minute; later ones of the same are counted, share its reference, and `again` is told how many they were. */
function createRepeats(
  write: (entry: DiagnosticEntry, trouble: boolean) => void,
  again: (entry: DiagnosticEntry, count: number) => void,
) {
  const repeated = new Map<string, { ref: string; since: number; entry: DiagnosticEntry; again: number }>()
  const letGo = (key: string): void => {
    const known = repeated.get(key)
    repeated.delete(key)
    if (known !== undefined && known.again > 0) again(known.entry, known.again)
  }
  const end = (): void => {
    for (const key of [...repeated.keys()]) letGo(key)
  }
  return {
    /** Returns the reference under which it stands; none for what is no trouble. */
    add(entry: DiagnosticEntry, trouble: boolean): string {
      const { at: _at, ms: _ms, ...rest } = entry
      const key = JSON.stringify(rest)
      const now = performance.now()
      const before = repeated.get(key)
      if (before !== undefined && now - before.since < sameWithinMs) {
        before.again += 1
        return before.ref
      }
      if (before !== undefined) letGo(key)
      if (repeated.size > mostRepeated) end()
      const ref = trouble ? reference() : ''
      const whole = trouble ? { ...entry, ref } : entry
      repeated.set(key, { ref, since: now, entry: whole, again: 0 })
      write(whole, trouble)
      return ref
    },
    end,
  }
}

export function createDiagnostics(options: DiagnosticsOptions): OwnDiagnostics {
  const started: DiagnosticEntry = {
    at: options.now(),
    event: 'start',
    where: 'engine',
    version: options.version.slice(0, 40),
    platform: `${process.platform} ${process.arch} ${release()} node ${process.versions.node}`.slice(0, 80),
  }
  const file = createDiagnosticsFile(options)
  const wentWell = new Map<string, { count: number; ms: number }>()

  const wellEnded = (): void => {
    for (const [where, { count, ms }] of wentWell)
      file.keep({ at: options.now(), event: 'process', where, ended: '0', count, ms })
    wentWell.clear()
  }
  const add = (entry: DiagnosticEntry, trouble: boolean): void => {
    if (options.pass !== undefined) {
      options.pass(entry, trouble)
      return
    }
    wellEnded()
    file.keep(entry)
    file.write(trouble)
  }
  const errors = createRepeats(add, (entry, count) => {
    const { frames: _frames, ...rest } = entry
    file.keep({ ...rest, at: options.now(), count })
  })

  if (options.pass === undefined) {
    file.keep(started)
    file.write(false)
  }
  return {
    path: file.path,
    failed(where, thrown, ms) {
      const envelope = toEnvelope(thrown)
      if (envelope.code === 'cancelled') return envelope
      const internal = envelope.code === 'internal'
      const { name, cause, frames } = safeError(thrown)
      const ref = errors.add(
        {
          at: options.now(),
          event: 'error',
          where: placeName(where),
          code: envelope.code,
          ...(internal || cause !== undefined ? { name } : {}),
          ...(cause === undefined ? {} : { cause }),
          ...(ms === undefined ? {} : { ms: Math.round(ms) }),
          ...(frames === undefined || !withFrames.has(envelope.code) ? {} : { frames: [...frames] }),
        },
        internal,
      )
      return internal ? { ...envelope, details: { ...envelope.details, ref } } : envelope
    },
    noted(where, { name, cause, frames, ended }) {
      return errors.add(
        {
          at: options.now(),
          event: ended === undefined ? 'error' : 'process',
          where: placeName(where),
          ...(name === undefined ? {} : { name }),
          ...(cause === undefined ? {} : { cause }),
          ...(ended === undefined ? {} : { ended: exitText(ended) }),
          ...(frames === undefined ? {} : { frames: [...frames] }),
        },
        true,
      )
    },
    took(where, ms, least) {
      if (ms >= least)
        add({ at: options.now(), event: 'slow', where: placeName(where), ms: Math.round(ms) }, false)
    },
    processEnded(what, { how, ms, well }) {
      if (!well) {
        add(
          {
            at: options.now(),
            event: 'process',
            where: placeName(what),
            ended: exitText(how),
            ms: Math.round(ms),
          },
          true,
        )
        return
      }
      const known = wentWell.get(what) ?? { count: 0, ms: 0 }
      wentWell.set(placeName(what), { count: known.count + 1, ms: known.ms + Math.round(ms) })
    },
    take: add,
    newest: file.newest,
    dying(thrown) {
      const { name, cause, frames } = safeError(thrown)
      file.keep({
        at: options.now(),
        event: 'error',
        where: 'process',
        code: 'internal',
        ...(name === undefined ? {} : { name }),
        ...(cause === undefined ? {} : { cause }),
        ...(frames === undefined ? {} : { frames: [...frames] }),
      })
      file.writeNow()
    },
    async end() {
      if (options.pass !== undefined) return
      errors.end()
      if (!file.awake()) return
      wellEnded()
      file.keep({ at: options.now(), event: 'end', where: 'engine' })
      await file.end()
    },
  }
}

/** The name of a method or a part: letters and points. Anything else is not logged. */
function placeName(given: string): string {
  return /^[a-z][A-Za-z-]{0,40}(?:\.[A-Za-z-]{1,40})?$/u.test(given) ? given : 'unknown'
}
function exitText(given: string): string {
  return /^(?:-?\d{1,10}|SIG[A-Z0-9]{2,10}|E[A-Z]{2,15}|[a-z]{1,20}(?:-[a-z]{1,20})*)$/u.test(given)
    ? given
    : 'unknown'
}
