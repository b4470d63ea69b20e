/**
 * npm test: type check, lint, build, unit, engine, hosts, migrations, renderer and, in a real browser, end-to-end tests.
 * Ends with the plain line `N passed, N failed`; type check, lint and build count as tests. Exit code ≠ 0 when anything failed or nothing ran.
 *   npm test -- [--long] [--only checks|types|unit|e2e|mutants]
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureInstalled, ensureSystem, isBuilt, Missing } from './ensure.mjs'
import { root, withProjectNode } from './runtime.mjs'
import { runMutants } from './mutants.mjs'
import { conclude, countReport } from './testReport.mjs'

const say = (line) => {
  process.stdout.write(`${line}\n`)
}
const tool = (...path) => join(root, 'node_modules', ...path)

try {
  await ensureInstalled()
  await withProjectNode(import.meta.url, test)
} catch (error) {
  if (!(error instanceof Missing)) throw error
  say(error.message)
  say('0 passed, 1 failed')
  process.exitCode = 1
}

async function test() {
  const { values } = parseArgs({
    options: { long: { type: 'boolean', default: false }, only: { type: 'string' } },
  })
  const wants = (part) => values.only === undefined || values.only === part
  const missing =
    values.only === 'types'
      ? null
      : ensureSystem(['browser', 'chineseFont', 'spreadsheets', 'documents', 'pictures', 'graphs', 'faults'])
  if (missing !== null) say(missing)
  const env = { ...process.env, ...(values.long ? { LZ_LONG: '1' } : {}) }
  const results = []
  if (wants('checks')) results.push(...(await inTurns(checks(), 2)))
  // The browser tests wait more than they work: the lint, the longest of the checks, runs beside them.
  const lint = () => check('lint', [tool('eslint', 'bin', 'eslint.js'), '.', '--max-warnings', '0'])
  if (values.only === 'types') results.push(...(await inTurns(typeChecks(), 2)))
  if (wants('checks') || wants('e2e')) results.push(await buildCheck())
  if (wants('unit')) results.push(await vitest('test/vitest.config.ts', env))
  const last = []
  if (wants('checks')) last.push(lint)
  if (wants('e2e')) last.push(() => vitest('test/e2e/vitest.config.ts', env))
  results.push(...(await inTurns(last, 2)))
  if (values.long && wants('mutants')) results.push(await mutants())
  const { lines, code } = conclude(results)
  for (const line of lines) say(line)
  return code
}

/** One task a folder with a tsconfig.json of its own. */
function typeChecks() {
  const projects = [
    'shared',
    'electron/engine',
    'electron/hosts',
    'electron/main',
    'electron/preload',
    'test',
  ]
  return [
    ...projects.map(
      (project) => () =>
        check(`types of ${project}`, [tool('typescript', 'bin', 'tsc'), '-p', project, '--noEmit']),
    ),
    ...['renderer', 'test/components'].map(
      (project) => () =>
        check(`types of ${project}`, [tool('vue-tsc', 'bin', 'vue-tsc.js'), '-p', project, '--noEmit']),
    ),
  ]
}
function checks() {
  return [
    ...typeChecks(),
    () => check('format', [tool('prettier', 'bin', 'prettier.cjs'), '--check', '.', '--log-level', 'warn']),
  ]
}
/** Runs the tasks in order, at most so many at once. */
async function inTurns(tasks, width) {
  const results = []
  const waiting = [...tasks.entries()]
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
        results[next[0]] = await next[1]()
    }),
  )
  return results
}
/** One tool as one test; its lines are shown when it fails. */
async function check(name, args) {
  const { code, text } = await collect(args)
  say(`${code === 0 ? '✓' : '✗'} ${name}`)
  if (code !== 0) say(text.trimEnd())
  return {
    passed: code === 0 ? 1 : 0,
    failed: code === 0 ? 0 : 1,
    skipped: [],
    failures: code === 0 ? [] : [name],
  }
}
async function buildCheck() {
  const built = isBuilt() ? { code: 0, text: '' } : await collect([join(root, 'scripts', 'build.mjs')])
  const ok = built.code === 0
  say(`${ok ? '✓' : '✗'} build`)
  if (!ok) say(built.text.trimEnd())
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: [], failures: ok ? [] : ['build'] }
}
function collect(args) {
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let text = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        text += chunk
      })
    child.once('error', (error) => {
      done({ code: 1, text: `${text}${error.message}` })
    })
    child.once('close', (code) => {
      done({ code: code ?? 1, text })
    })
  })
}

/** The program broken in one place at a time; every place that no test notices is reported, and too many of them are a failure. */
async function mutants() {
  const { killed, ok } = await runMutants([], say)
  return { passed: killed, failed: ok ? 0 : 1, skipped: [], failures: ok ? [] : ['mutants'] }
}

/** One vitest run, counted by its JSON report. A run that leaves no report, or a file that does not load, is a failure. */
async function vitest(config, env) {
  if (!existsSync(join(root, config)))
    return { passed: 0, failed: 1, skipped: [], failures: [`${config} is missing`] }
  const folder = mkdtempSync(join(tmpdir(), 'lianzheng-report-'))
  const report = join(folder, 'report.json')
  try {
    const code = await new Promise((done) => {
      const child = spawn(
        process.execPath,
        [
          tool('vitest', 'vitest.mjs'),
          'run',
          '--config',
          config,
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${report}`,
        ],
        { cwd: root, stdio: 'inherit', env },
      )
      child.once('error', () => {
        done(1)
      })
      child.once('close', (code) => {
        done(code ?? 1)
      })
    })
    if (!existsSync(report))
      return { passed: 0, failed: 1, skipped: [], failures: [`${config}: the run ended without a report`] }
    const outcome = countReport(JSON.parse(readFileSync(report, 'utf8')), root)
    // An error outside every test (an unhandled rejection) fails the run, not a test.
    if (code !== 0 && outcome.failed === 0)
      return { ...outcome, failed: 1, failures: [`${config}: the run failed outside its tests`] }
    return outcome
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
