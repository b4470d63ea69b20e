/** Looking at case files from outside: bytes, folders, other processes. */
import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { cleanUpLater } from './engine.ts'

/** Every file below a folder with size and digest: two moments are compared by it. */
export function snapshot(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => lstatSync(path, { throwIfNoEntry: false })?.isFile() === true)
    .sort()
  return Object.fromEntries(
    files.map((path) => [
      path.slice(folder.length),
      createHash('sha256').update(readFileSync(path)).digest('hex'),
    ]),
  )
}
/** What lies in a folder of cases beside the snapshots of earlier closings. */
export function caseFilesIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => name !== 'snapshots')
}
/** Files below a folder that hold any of these texts, as UTF-8 or UTF-16, wherever in the file. */
export function filesWith(folder: string, texts: readonly string[]): readonly string[] {
  const needles = texts.flatMap((text) => [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')])
  return Object.keys(snapshot(folder)).filter((name) => {
    const bytes = readFileSync(folder + name)
    return needles.some((needle) => bytes.includes(needle))
  })
}

export interface OtherProcess {
  readonly child: ChildProcess
  /** The next line it says; rejects when it ends without one. */
  line(): Promise<string>
  /** Ends it as a power cut would, and waits until it is gone. */
  kill(): Promise<void>
}
/** Runs a script of test/helpers in a Node of its own, with arguments and what else is in its environment. It is killed at the end of the test at the latest. */
export function otherProcess(
  script: string,
  ...given: readonly (string | Readonly<Record<string, string>>)[]
): OtherProcess {
  const args = given.filter((argument) => typeof argument === 'string')
  const environment = Object.assign({}, ...given.filter((argument) => typeof argument !== 'string')) as object
  const child = spawn(process.execPath, [new URL(script, import.meta.url).pathname, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve()
    })
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await ended
  }
  cleanUpLater(kill)
  return {
    child,
    kill,
    async line() {
      const next = await lines.next()
      if (next.done === true) throw new Error(`${script} ended without a word`)
      return next.value
    },
  }
}
