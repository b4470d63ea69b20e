/** How a parser is started: a process of its own, with nothing but a line to the engine. Where Node cannot start one, the host says how. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Duplex } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { ParserEnd, StartParser } from '../../workspace/parserStart.ts'
import { FrameReader, frameOf } from './parserFrames.ts'
import { lineDescriptor } from './parserPipe.ts'

/** The program's own files: all that a parser may read. In the source tree four levels up, in the bundle two; its packages may lie behind a link. */
const programFolder = resolve(
  import.meta.dirname,
  ...(import.meta.url.endsWith('.ts') ? ['..', '..', '..', '..'] : ['..', '..']),
)
function readableFolders(entry: string): readonly string[] {
  const packages = join(programFolder, 'node_modules')
  const folders = [programFolder, dirname(entry), ...(existsSync(packages) ? [packages] : [])]
  return [...new Set(folders.flatMap((folder) => [folder, realpathSync(folder)]))]
}

/** Whether a process ended because its heap was full: V8 aborts it, which systems tell by a signal or by one of these exit codes. */
export function outOfHeap(code: number | null, signal: string | null): boolean {
  return (
    signal === 'SIGABRT' ||
    signal === 'SIGTRAP' ||
    signal === 'SIGILL' ||
    (code !== null && heapCodes.has(code >>> 0))
  )
}
const heapCodes: ReadonlySet<number> = new Set([134, 133, 132, 5, 6, 0x8000_0003, 0xe000_0008])

/** A parser as a process of Node: no environment, no files but the program's, no processes, no threads, no addons. */
export const spawnParser: StartParser = ({ entry, heapMegabytes }) => {
  const path = fileURLToPath(entry)
  const child = spawn(
    process.execPath,
    [
      `--max-old-space-size=${heapMegabytes}`,
      '--max-semi-space-size=8',
      '--stack-size=3900',
      '--no-warnings',
      '--permission',
      ...readableFolders(path).map((folder) => `--allow-fs-read=${folder}`),
      path,
    ],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      env: process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] } : {},
      windowsHide: true,
    },
  )
  const line = child.stdio[lineDescriptor] as Duplex
  const reader = new FrameReader()
  let ended: ParserEnd | null = null
  let tellMessage: (message: unknown, bytes: number) => void = () => undefined
  let tellEnd: (end: ParserEnd) => void = () => undefined
  const finish = (end: ParserEnd): void => {
    if (ended !== null) return
    ended = end
    tellEnd(end)
  }
  line.on('data', (piece: Buffer) => {
    if (ended !== null) return
    try {
      for (const { message, bytes } of reader.push(piece)) tellMessage(message, bytes)
    } catch (error) {
      tellMessage(error, 0)
    }
  })
  // Its end is told by `close`; a line that breaks before is the same end.
  line.on('error', () => undefined)
  child.once('error', (error) => {
    finish({ memory: false, how: 'code' in error ? String(error.code) : 'start' })
  })
  child.once('close', (code, signal) => {
    finish({ memory: outOfHeap(code, signal), how: signal ?? String(code) })
  })
  return {
    post(message) {
      if (ended !== null || line.destroyed) return
      const [head, body] = frameOf(message)
      line.write(head)
      line.write(body)
    },
    onMessage(listener) {
      tellMessage = listener
    },
    onEnd(listener) {
      if (ended === null) tellEnd = listener
      else listener(ended)
    },
    residentBytes: () => (child.pid === undefined || ended !== null ? null : residentBytesOf(child.pid)),
    release() {
      line.end()
    },
    kill() {
      child.kill('SIGKILL')
    },
  }
}

/** From the process table of Linux; elsewhere nothing tells it without asking a program. */
function residentBytesOf(pid: number): number | null {
  if (process.platform !== 'linux') return null
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * 4_096
  } catch {
    return null
  }
}
