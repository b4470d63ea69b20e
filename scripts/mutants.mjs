/**
 * npm run mutants [-- ID…]: breaks the program in one place at a time and looks whether the nearest tests see it. Part of npm run test:long.
 * Each mutant of `test/mutants/list.ts` is put into a copy of the sources; it is killed when one of its tests fails. Ends with the score.
 */
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root, withProjectNode } from './runtime.mjs'
import { ensureInstalled } from './ensure.mjs'

/** At least this share of the mutants must be killed. */
const goal = 0.9
const longestMs = 240_000
const lanes = 2

/**
 * Runs the mutants and says of each what became of it. Survivors are lines for a person; the run fails below the goal, or when a mutant's text is not in its file exactly once.
 * @param {readonly string[]} only ids; all when empty
 * @param {(line: string) => void} say
 */
export async function runMutants(only, say) {
  const { mutants } = await import('../test/mutants/list.ts')
  const chosen = mutants.filter(({ id }) => only.length === 0 || only.includes(id))
  const waiting = [...chosen]
  const outcomes = []
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      const copy = workingCopy()
      try {
        for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
          const outcome = await tried(copy, mutant)
          outcomes.push({ mutant, outcome })
          say(
            `${outcome === 'killed' ? '✓' : '✗'} ${mutant.id}: ${outcome}${outcome === 'killed' ? '' : ` — ${mutant.meaning}`}`,
          )
        }
      } finally {
        rmSync(copy, { recursive: true, force: true })
      }
    }),
  )
  const killed = outcomes.filter(({ outcome }) => outcome === 'killed').length
  const stale = outcomes.filter(({ outcome }) => outcome === 'stale').map(({ mutant }) => mutant.id)
  const score = chosen.length === 0 ? 0 : killed / chosen.length
  say(`mutants: ${killed} of ${chosen.length} killed (${Math.round(score * 100)} %, goal ${goal * 100} %)`)
  return { killed, total: chosen.length, ok: chosen.length > 0 && stale.length === 0 && score >= goal, stale }
}

function workingCopy() {
  const copy = mkdtempSync(join(tmpdir(), 'lianzheng-mutants-'))
  for (const part of [
    'electron',
    'renderer',
    'shared',
    'test',
    'scripts',
    'resources',
    'package.json',
    'electron.vite.config.ts',
    'tsconfig.base.json',
  ])
    cpSync(join(root, part), join(copy, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir')
  return copy
}
async function tried(copy, { file, find, replace, tests }) {
  const path = join(copy, file)
  const whole = readFileSync(path, 'utf8')
  if (whole.split(find).length !== 2) return 'stale'
  writeFileSync(
    path,
    whole.replace(find, () => replace),
  )
  try {
    return await failedTests(copy, tests)
  } finally {
    writeFileSync(path, whole)
  }
}
/** `killed` when a test failed or the run hung; `survived` when all passed; `broken` when nothing could be run. */
function failedTests(copy, tests) {
  const report = join(copy, 'mutant.json')
  rmSync(report, { force: true })
  return new Promise((done) => {
    const child = spawn(
      process.execPath,
      [
        join(root, 'node_modules', 'vitest', 'vitest.mjs'),
        'run',
        '--config',
        'test/vitest.config.ts',
        '--bail',
        '1',
        '--maxWorkers',
        '1',
        '--reporter=json',
        `--outputFile.json=${report}`,
        ...tests,
      ],
      { cwd: copy, stdio: 'ignore' },
    )
    const limit = setTimeout(() => child.kill('SIGKILL'), longestMs)
    child.once('close', (code, signal) => {
      clearTimeout(limit)
      if (signal !== null) return done('killed')
      if (code === 0) return done('survived')
      try {
        const { numFailedTests, numTotalTests } = JSON.parse(readFileSync(report, 'utf8'))
        done(numFailedTests > 0 ? 'killed' : numTotalTests > 0 ? 'survived' : 'broken')
      } catch {
        done('broken')
      }
    })
  })
}

if (process.argv[1]?.endsWith('mutants.mjs')) {
  await ensureInstalled()
  await withProjectNode(import.meta.url, async () => {
    const { ok } = await runMutants(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`))
    return ok ? 0 : 1
  })
}
