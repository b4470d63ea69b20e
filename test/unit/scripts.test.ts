/** The scripts behind the three commands: what they count, what they look for, what they say is missing. */
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../helpers/engine.ts'

interface Outcome {
  readonly passed: number
  readonly failed: number
  readonly skipped: readonly string[]
  readonly failures: readonly string[]
}
const root = resolve(import.meta.dirname, '..', '..')
const load = async <T>(name: string): Promise<T> => (await import(`../../scripts/${name}.mjs`)) as T
const { countReport, conclude } = await load<{
  countReport(report: unknown, root: string): Outcome
  conclude(results: readonly Outcome[]): { readonly lines: readonly string[]; readonly code: number }
}>('testReport')
const { quietSwitches } = await load<{ readonly quietSwitches: readonly string[] }>('browserWindow')

const file = (name: string, status: string, statuses: readonly string[], message = '') => ({
  name: `/p/test/${name}`,
  status,
  message,
  assertionResults: statuses.map((one, index) => ({ status: one, fullName: `test ${index}` })),
})

test('passed, failed and skipped tests are counted, and a file that does not load is a failure', () => {
  const outcome = countReport(
    {
      testResults: [
        file('a.test.ts', 'passed', ['passed', 'passed', 'skipped', 'todo']),
        file('b.test.ts', 'failed', ['passed', 'failed']),
        file('c.test.ts', 'failed', [], 'SyntaxError: x\n  at …'),
      ],
    },
    '/p',
  )
  expect(outcome).toEqual({
    passed: 3,
    failed: 2,
    skipped: ['test/a.test.ts: test 2', 'test/a.test.ts: test 3'],
    failures: [
      'test/b.test.ts: test 1',
      'test/c.test.ts did not load or fell over outside its tests: SyntaxError: x',
    ],
  })
})

test('the last line is the counted one, and the exit code says whether anything failed or nothing ran', () => {
  const good: Outcome = { passed: 2, failed: 0, skipped: [], failures: [] }
  const last = (results: readonly Outcome[]) => {
    const { lines, code } = conclude(results)
    return [lines.at(-1), code]
  }
  expect(last([good, good])).toEqual(['4 passed, 0 failed', 0])
  expect(last([good, { passed: 0, failed: 1, skipped: [], failures: ['x'] }])).toEqual([
    '2 passed, 1 failed',
    1,
  ])
  expect(last([{ ...good, skipped: ['Electron'] }])).toEqual(['2 passed, 0 failed, 1 skipped', 0])
  expect(last([])).toEqual(['0 passed, 0 failed', 1])
})

/** A project folder with a lock file and what is installed of it; the scripts are copied there, since they look beside themselves. */
function project(installed: Readonly<Record<string, unknown>> | null): { isInstalled(): boolean } {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'scripts'))
  for (const name of ['browsers.mjs', 'ensure.mjs', 'runtime.mjs'])
    copyFileSync(join(root, 'scripts', name), join(folder, 'scripts', name))
  const entry = { version: '1.0.0', integrity: 'sha512-x' }
  writeFileSync(
    join(folder, 'package-lock.json'),
    JSON.stringify({
      packages: {
        '': {},
        'node_modules/a': entry,
        'node_modules/only-on-windows': { ...entry, optional: true },
      },
    }),
  )
  if (installed !== null) {
    mkdirSync(join(folder, 'node_modules', 'node', 'bin'), { recursive: true })
    for (const name of ['node', 'node.exe'])
      writeFileSync(join(folder, 'node_modules', 'node', 'bin', name), '')
    writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: installed }))
  }
  const answer = execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `const { isInstalled } = await import(${JSON.stringify(`file://${join(folder, 'scripts', 'ensure.mjs')}`)}); console.log(isInstalled())`,
    ],
    { encoding: 'utf8' },
  )
  return { isInstalled: () => answer.trim() === 'true' }
}
test('packages count as installed when every one of the lock file is there in its version; what is optional may be missing', () => {
  expect(project(null).isInstalled()).toBe(false)
  expect(project({}).isInstalled()).toBe(false)
  expect(project({ 'node_modules/a': { version: '1.0.0', integrity: 'sha512-x' } }).isInstalled()).toBe(true)
  expect(project({ 'node_modules/a': { version: '1.0.1', integrity: 'sha512-x' } }).isInstalled()).toBe(false)
  expect(project({ 'node_modules/a': { version: '1.0.0', integrity: 'sha512-other' } }).isInstalled()).toBe(
    false,
  )
})

test('the browser window is told to keep quiet and to resolve no name', () => {
  expect(quietSwitches).toEqual(
    expect.arrayContaining([
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-pings',
      '--no-proxy-server',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ]),
  )
  expect(quietSwitches).not.toContain('--no-sandbox')
})
