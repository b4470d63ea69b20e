/**
 * The disk fails at a write of the case file or of its log: the work is there or it is not, never a part; what is said is named; the case opens and verifies.
 * strace makes the writes fail, so nothing of the program is replaced. Where it cannot (no strace, tracing forbidden), the tests are skipped and say so.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { beforeAll, describe, expect, test } from 'vitest'
import { builtProgram } from '../helpers/builtProgram.ts'
import { engineAt, temporaryFolder } from '../helpers/engine.ts'
import { tablesOf } from '../helpers/tables.ts'

const long = process.env['LZ_LONG'] === '1'
const canTrace = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0

/** What differs between two runs of the same work: times, and what only grows. */
const grows = [
  'audit',
  'meta',
  'kept_figures',
  'history',
  'history_rows',
  'batches',
  'identity_claims',
  'reports',
  'originals',
]
const folder = temporaryFolder()
const base = join(folder, 'base.lzcase')
const path = join(folder, '案.lzcase')
const second = join(folder, '第二批.csv')
let program = ''

beforeAll(async () => {
  program = join(await builtProgram(), 'main', 'cli.js')
  const first = join(folder, '第一批.csv')
  const row = (name: string, place: number) => `${name},1381234${String(5600 + place)},11010119900307${place}`
  const header = '姓名,手机号,备注'
  const many = Array.from({ length: 300 }, (_, place) => row(`某${place % 290}`, place % 280))
  writeFileSync(first, [header, ...many].join('\n'))
  writeFileSync(second, [header, ...many.map((line) => `又${line}`)].join('\n'))
  run(['new', path, '--name', '甲', '--open'])
  run(['import', path, first])
  run(['identity', 'suggest', path])
  copyFileSync(path, base)
})

interface Ran {
  readonly code: number | null
  readonly said: string
}
function run(args: readonly string[], before: readonly string[] = []): Ran {
  const data = join(folder, 'data')
  const [command = '', ...rest] = [...before, process.execPath, program, ...args, '--data', data]
  const { status, stdout, stderr } = spawnSync(command, rest, { encoding: 'utf8', maxBuffer: 1 << 26 })
  return { code: status, said: stdout + stderr }
}
const watched = (): readonly string[] => ['strace', '-f', '-qq', '-P', path, '-P', `${path}-wal`]
function fresh(): void {
  for (const name of readdirSync(folder)) if (name.startsWith('案.lzcase')) rmSync(join(folder, name))
  rmSync(join(folder, 'data'), { recursive: true, force: true })
  copyFileSync(base, path)
}
/** How often the work writes to the case file and its log. */
function writesOf(args: readonly string[]): number {
  fresh()
  const log = join(folder, 'calls.txt')
  expect(run(args, [...watched(), '-o', log, '-e', 'trace=pwrite64']).code).toBe(0)
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.includes('pwrite64(')).length
}
/** What the case says, by an engine that never saw it. */
async function state(): Promise<{ readonly facts: unknown; readonly ok: boolean }> {
  const away = temporaryFolder()
  mkdirSync(join(away, 'cases'))
  const engine = engineAt(away)
  await engine.call('workspace.open', { place: engine.files.grant(path, { writable: true }) })
  const { ok } = await engine.call('case.verify', {})
  const claims = (await engine.call('identity.claims', { offset: 0, limit: 1 })).total
  await engine.call('workspace.close', {})
  const db = new Database(path, { readonly: true })
  const facts = { ...tablesOf(db, grows), claims }
  db.close()
  return { facts, ok }
}

const jobs: readonly (readonly [string, () => readonly string[]])[] = [
  ['an import', () => ['import', path, second]],
  ['an undo of an import', () => ['undo', path, '--import', '1']],
  [
    'decisions about who is who',
    () => ['identity', 'decide', path, 'accept', '--all', '--note', '同号', '--yes'],
  ],
  ['a report', () => ['report', path, '--out', join(folder, 'out'), '--format', 'html']],
]
describe.skipIf(!canTrace)('a write fails', () => {
  test.each(jobs)(
    'during %s: all of it is there or nothing, it is named, and the case verifies',
    async (what, args) => {
      const writes = writesOf(args())
      expect(writes).toBeGreaterThan(4)
      const after = await state()
      fresh()
      const before = await state()
      const [unchanged, changed] = [JSON.stringify(before.facts), JSON.stringify(after.facts)]
      // A report writes down that it left, and no fact.
      if (!what.includes('report')) expect(changed).not.toBe(unchanged)
      const points = long
        ? [
            1,
            2,
            3,
            4,
            5,
            ...Array.from({ length: 12 }, (_, part) => Math.ceil(((part + 1) * writes) / 12)),
            writes - 1,
          ]
        : [2, Math.ceil(writes / 2)]
      for (const at of new Set(points))
        for (const [error, code] of [
          ['EIO', 'io-error'],
          ['ENOSPC', 'disk-full'],
        ] as const)
          for (const on of long && error === 'EIO' ? ['', '+'] : ['+']) {
            fresh()
            const place = `${error} at write ${at}${on} of ${writes}`
            const ran = run(args(), [
              ...watched(),
              '-o',
              '/dev/null',
              '-e',
              'trace=pwrite64',
              '-e',
              `inject=pwrite64:error=${error}:when=${at}${on}`,
            ])
            expect(ran.said, place).not.toContain('internal')
            if (ran.code !== 0) expect(ran.said, place).toContain(code)
            const now = await state()
            expect(now.ok, place).toBe(true)
            const said = JSON.stringify(now.facts)
            expect(said === unchanged || said === changed, `${place}: neither before nor after`).toBe(true)
            if (ran.code === 0) expect(said === changed, `${place}: said to be done`).toBe(true)
            expect(
              readdirSync(folder).filter((name) => /\.new|\.draft/.test(name)),
              place,
            ).toEqual([])
          }
    },
    1_200_000,
  )
})

/**
 * A write that is done in part: no file may get longer than so many KiB, so the write across that end is short and the next one fails. Below the size of
 * the case it is the log that ends there, above it the case file, when its log is folded in.
 */
describe('a write is short', () => {
  test.each(jobs)(
    'during %s: all of it is there or nothing, it is named, and the case verifies',
    async (_what, args) => {
      fresh()
      const before = JSON.stringify((await state()).facts)
      const plain = run(args())
      expect(plain.code, plain.said).toBe(0)
      const after = JSON.stringify((await state()).facts)
      const size = Math.ceil(readFileSync(base).length / 1024)
      // No multiples of a page, so that the write across the end is cut within one.
      const limits = [33, 65, 102, 203, 405, size + 1, size + 3, size + 30, size + 101]
      for (const kilobytes of long ? limits : [limits[2] ?? 0, size + 3]) {
        fresh()
        const place = `files of ${kilobytes} KiB at most`
        const ran = run(args(), ['bash', '-c', `ulimit -f ${kilobytes}; exec "$@"`, 'limited'])
        expect(ran.said, place).not.toContain('internal')
        if (ran.code !== 0) expect(ran.said, place).toMatch(/io-error|disk-full/)
        const now = await state()
        expect(now.ok, place).toBe(true)
        const said = JSON.stringify(now.facts)
        expect(said === before || said === after, `${place}: neither before nor after`).toBe(true)
        if (ran.code === 0) expect(said === after, `${place}: said to be done`).toBe(true)
      }
    },
    1_200_000,
  )
})
