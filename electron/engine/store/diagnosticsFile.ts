/**
 * The file of the diagnostics log: `diagnostics.log` in the settings folder, and two older ones beside it. It is written behind the calls and
 * never makes one fail: where it cannot be written, the newest lines are kept in memory.
 */
import { appendFileSync } from 'node:fs'
import { appendFile, mkdir, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type DiagnosticEntry, entryOfLine } from '../../../shared/diagnostics.ts'

export interface DiagnosticsFileOptions {
  readonly folder: string
  now(): string
  /** Writes nothing until something happens that is worth a file: a command line leaves nothing behind when all is well. */
  readonly onlyTroubles: boolean
  /** Bytes after which a file is put aside; a megabyte when left out. */
  readonly mostBytes?: number
}
export interface NewestEntries {
  readonly entries: readonly DiagnosticEntry[]
  readonly written: boolean
}

const olderFiles = 2
const mostWaiting = 1_000
const keptInMemory = 300

export function createDiagnosticsFile(options: DiagnosticsFileOptions) {
  const path = join(options.folder, 'diagnostics.log')
  const mostBytes = options.mostBytes ?? 1_048_576
  const waiting: DiagnosticEntry[] = []
  const memory: DiagnosticEntry[] = []
  let awake = !options.onlyTroubles
  let dropped = 0
  let written = true
  let writing: Promise<void> | null = null

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
        await mkdir(options.folder, { recursive: true, mode: 0o700 })
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
  const whenWritten = async (): Promise<void> => {
    while (writing !== null) await writing
  }
  return {
    path,
    /** Puts an entry behind those that wait to be written. */
    keep(entry: DiagnosticEntry): void {
      memory.push(entry)
      if (memory.length > keptInMemory) memory.shift()
      if (waiting.length < mostWaiting) waiting.push(entry)
      else dropped += 1
    },
    /** Writes what waits, soon; before the first trouble only where everything is to be written. */
    write(trouble: boolean): void {
      if (trouble) awake = true
      if (awake) writing ??= writeOut()
    },
    /** Whether anything has been written, or will be. */
    awake: () => awake,
    /** Writes what waits before it returns: the process is about to die. */
    writeNow(): void {
      try {
        appendFileSync(path, takeLines(), { mode: 0o600 })
      } catch {
        // There is nowhere left to report it.
      }
    },
    /** The last entries, newest first, with what is still on its way; `written` is false when the file cannot be written. */
    async newest(most: number): Promise<NewestEntries> {
      await whenWritten()
      const older = Array.from({ length: olderFiles }, (_, index) => `${path}.${index + 1}`)
      const found: DiagnosticEntry[] = []
      for (const file of written ? [path, ...older] : []) {
        if (found.length >= most) break
        found.push(...(await entriesOf(file)).reverse())
      }
      return { entries: (written ? found : memory.toReversed()).slice(0, most), written }
    },
    async end(): Promise<void> {
      await whenWritten()
      await writeOut()
    },
  }
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
