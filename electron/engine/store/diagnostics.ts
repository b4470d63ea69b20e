/**
 * The diagnostics log: `diagnostics.log` in the settings folder, and two older ones beside it. It is written behind the calls, holds what
 * `shared/diagnostics.ts` lets in, and never makes a call fail: where it cannot be written, the newest lines are kept in memory.
 */
import { randomInt } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { appendFile, mkdir, readFile, rename, stat } from 'node:fs/promises'
import { release } from 'node:os'
import { join } from 'node:path'
import { type DiagnosticEntry, entryOfLine, safeError, type SafeError } from '../../../shared/diagnostics.ts'
import { type ErrorEnvelope, toEnvelope } from '../../../shared/errors.ts'

export interface DiagnosticsOptions {
  readonly folder: string
  readonly version: string
  now(): string
  /** Writes nothing until something happens that is worth a file: a command line leaves nothing behind when all is well. */
  readonly onlyTroubles: boolean
  /** Bytes after which a file is put aside; a megabyte when left out. */
  readonly mostBytes?: number
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
  newest(most: number): Promise<{ readonly entries: readonly DiagnosticEntry[]; readonly written: boolean }>
}

const olderFiles = 2
const mostWaiting = 1_000
const keptInMemory = 300
/** The same failure again within this time is counted, not written again. */
const sameWithinMs = 60_000
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
])

export function createDiagnostics(options: DiagnosticsOptions): OwnDiagnostics {
  const path = join(options.folder, 'diagnostics.log')
  const mostBytes = options.mostBytes ?? 1_048_576
  const started: DiagnosticEntry = {
    at: options.now(),
    event: 'start',
    where: 'engine',
    version: options.version.slice(0, 40),
    platform: `${process.platform} ${process.arch} ${release()} node ${process.versions.node}`.slice(0, 80),
  }
  const waiting: DiagnosticEntry[] = []
  const memory: DiagnosticEntry[] = []
  const wentWell = new Map<string, { count: number; ms: number }>()
  const repeated = new Map<string, { ref: string; since: number; entry: DiagnosticEntry; again: number }>()
  let awake = !options.onlyTroubles
  let dropped = 0
  let written = true
  let writing: Promise<void> | null = null

  const keep = (entry: DiagnosticEntry): void => {
    memory.push(entry)
    if (memory.length > keptInMemory) memory.shift()
    if (waiting.length < mostWaiting) waiting.push(entry)
    else dropped += 1
  }
  const wellEnded = (): void => {
    for (const [where, { count, ms }] of wentWell)
      keep({ at: options.now(), event: 'process', where, ended: '0', count, ms })
    wentWell.clear()
  }
  const add = (entry: DiagnosticEntry, trouble: boolean): void => {
    if (options.pass !== undefined) {
      options.pass(entry, trouble)
      return
    }
    wellEnded()
    keep(entry)
    if (trouble) awake = true
    if (awake) writing ??= writeOut()
  }
  const takeLines = (): string => {
    const entries = waiting.splice(0)
    if (dropped > 0) entries.push({ at: options.now(), event: 'lost', count: dropped })
    dropped = 0
    return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')
  }
  async function writeOut(): Promise<void> {
    // Calls that end together are written together.
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
    while (waiting.length > 0) {
      const lines = takeLines()
      try {
        await mkdir(options.folder, { recursive: true })
        await putAside(path, mostBytes, Buffer.byteLength(lines))
        await appendFile(path, lines, { mode: 0o600 })
        written = true
      } catch {
        // A log that cannot be written must not keep anyone from working; the newest lines are in memory.
        written = false
      }
    }
    writing = null
  }
  const reference = (): string =>
    Array.from({ length: 6 }, () => letters[randomInt(letters.length)] ?? '2').join('')
  /** Adds an error once a minute; later ones of the same are counted and share its reference. */
  const addError = (entry: DiagnosticEntry, trouble: boolean): string => {
    const { at: _at, ms: _ms, ...rest } = entry
    const key = JSON.stringify(rest)
    const now = performance.now()
    const before = repeated.get(key)
    if (before !== undefined && now - before.since < sameWithinMs) {
      before.again += 1
      return before.ref
    }
    if (before !== undefined) writeRepeats(key)
    if (repeated.size > 200) for (const other of [...repeated.keys()]) writeRepeats(other)
    const ref = trouble ? reference() : ''
    const whole = trouble ? { ...entry, ref } : entry
    repeated.set(key, { ref, since: now, entry: whole, again: 0 })
    add(whole, trouble)
    return ref
  }
  const writeRepeats = (key: string): void => {
    const known = repeated.get(key)
    repeated.delete(key)
    if (known === undefined || known.again === 0) return
    const { frames: _frames, ...entry } = known.entry
    keep({ ...entry, at: options.now(), count: known.again })
  }

  if (options.pass === undefined) {
    keep(started)
    if (awake) writing ??= writeOut()
  }
  return {
    path,
    failed(where, thrown, ms) {
      const envelope = toEnvelope(thrown)
      if (envelope.code === 'cancelled') return envelope
      const internal = envelope.code === 'internal'
      const { name, cause, frames } = safeError(thrown)
      const ref = addError(
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
      return addError(
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
    async newest(most) {
      while (writing !== null) await writing
      const older = Array.from({ length: olderFiles }, (_, index) => `${path}.${index + 1}`)
      const found: DiagnosticEntry[] = []
      for (const file of written ? [path, ...older] : []) {
        if (found.length >= most) break
        found.push(...(await entriesOf(file)).reverse())
      }
      return { entries: (written ? found : memory.toReversed()).slice(0, most), written }
    },
    dying(thrown) {
      const { name, cause, frames } = safeError(thrown)
      keep({
        at: options.now(),
        event: 'error',
        where: 'process',
        code: 'internal',
        ...(name === undefined ? {} : { name }),
        ...(cause === undefined ? {} : { cause }),
        ...(frames === undefined ? {} : { frames: [...frames] }),
      })
      try {
        appendFileSync(path, takeLines(), { mode: 0o600 })
      } catch {
        // There is nowhere left to report it.
      }
    },
    async end() {
      if (options.pass !== undefined) return
      for (const key of [...repeated.keys()]) writeRepeats(key)
      if (!awake) return
      wellEnded()
      keep({ at: options.now(), event: 'end', where: 'engine' })
      while (writing !== null) await writing
      await writeOut()
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

/** Makes room: the file becomes `.1`, that one `.2`, and what was `.2` goes. */
async function putAside(path: string, mostBytes: number, coming: number): Promise<void> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  )
  if (size === 0 || size + coming <= mostBytes) return
  for (let number = olderFiles; number >= 1; number -= 1) {
    const from = number === 1 ? path : `${path}.${number - 1}`
    await rename(from, `${path}.${number}`).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    })
  }
}
async function entriesOf(file: string): Promise<DiagnosticEntry[]> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.split('\n').flatMap((line) => entryOfLine(line) ?? [])
}
