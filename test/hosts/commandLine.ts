/** The command line, run as a process of its own or in this one. */
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { expect } from 'vitest'
import { runCommandLine } from '../../electron/hosts/cli.ts'
import { builtProgram } from '../helpers/builtProgram.ts'

const root = resolve(import.meta.dirname, '..', '..')

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}
/** Its standard input, where it runs, and whether from the sources as `npm run cli` does; otherwise as it is built. */
interface How {
  readonly stdin?: string
  readonly cwd?: string
  readonly sources?: boolean
}
/** Runs a command line as a process of its own. */
export async function lianzheng(
  args: readonly string[],
  { stdin = '', cwd = tmpdir(), sources = false }: How = {},
): Promise<Ran> {
  const entry = sources
    ? join(root, 'electron', 'hosts', 'cli.ts')
    : join(await builtProgram(), 'main', 'cli.js')
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [entry, ...args], {
      cwd,
      env: { ...process.env, NODE_OPTIONS: '' },
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.on('error', failed)
    child.on('close', (code) => {
      done({ code, stdout, stderr })
    })
    child.stdin.end(stdin)
  })
}
/** The same without a process of its own, for what ends before an engine is needed. */
export async function lianzhengHere(
  args: readonly string[],
  { stdin = '' }: Pick<How, 'stdin'> = {},
): Promise<Ran> {
  const written = { stdout: '', stderr: '' }
  const into = (name: 'stdout' | 'stderr') =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        written[name] += chunk.toString('utf8')
        done()
      },
    })
  const code = await runCommandLine(
    args,
    {
      stdin: Readable.from(stdin === '' ? [] : [Buffer.from(stdin)]),
      stdout: into('stdout'),
      stderr: into('stderr'),
    },
    new Promise(() => undefined),
  )
  return { code, ...written }
}
/** `json` without a process of its own. */
export async function jsonHere<T>(args: readonly string[]): Promise<T> {
  const ran = await lianzhengHere([...args, '--json'])
  expect(ran, ran.stderr).toMatchObject({ code: 0 })
  return JSON.parse(ran.stdout) as T
}
/** Runs a command that must succeed with --json and gives back what it printed. */
export async function json<T>(args: readonly string[], how: How = {}): Promise<T> {
  const ran = await lianzheng([...args, '--json'], how)
  expect(ran, ran.stderr).toMatchObject({ code: 0 })
  return JSON.parse(ran.stdout) as T
}
