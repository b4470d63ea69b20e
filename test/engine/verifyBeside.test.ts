/** A large case is verified in threads beside the engine: what is wrong is named as in a small one, and a verification that is not wanted any more ends. */
import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { beforeAll, expect, test } from 'vitest'
import type { Verification } from '../../shared/contract/verification.ts'
import { checkTitle } from '../../shared/words/verification.ts'
import type { ReadingJobContext } from '../../electron/engine/core/context.ts'
import type { Engine } from '../../electron/engine/index.ts'
import type { Db } from '../../electron/engine/store/db.ts'
import { manyRows, startBeside } from '../../electron/engine/verification/beside.ts'
import { checkDerived } from '../../electron/engine/verification/checkDerived.ts'
import { Findings } from '../../electron/engine/verification/findings.ts'
import { engineAt, temporaryFolder } from '../helpers/engine.ts'
import { statementHeader, statementRows } from '../helpers/statements.ts'
import { tamper } from '../helpers/tamper.ts'

/** A thread is worth its start from 20,000 rows on. */
const rows = 20_050
let made: string
beforeAll(async () => {
  const folder = temporaryFolder()
  const table = join(folder, '流水.csv')
  writeFileSync(
    table,
    [statementHeader, ...[...statementRows(rows)].map(({ cells }) => cells)]
      .map((cells) => cells.join(','))
      .join('\n'),
  )
  const engine = engineAt(folder)
  await engine.call('workspace.create', { name: '大案', passphrase: null })
  await engine.call('import.run', { fileId: engine.files.grant(table) })
  await engine.call('workspace.close', {})
  made = join(folder, 'cases', '大案.lzcase')
}, 60_000)

async function opened(change: string): Promise<Engine> {
  const folder = temporaryFolder()
  const path = join(folder, 'case.lzcase')
  copyFileSync(made, path)
  tamper(path, change)
  const engine = engineAt(folder)
  await engine.call('workspace.open', { place: engine.files.grant(path), readOnly: true })
  return engine
}

test('what is wrong in a large case is named, each by its own check', async () => {
  const engine = await opened(
    `UPDATE r_transfer SET amount = amount + 1 WHERE row = 20000; UPDATE links SET amount = amount + 1 WHERE link_id = (SELECT max(link_id) FROM links);
    UPDATE sheets SET accepted = accepted - 1, skipped = skipped + 1; UPDATE r_transfer SET e_own = 7 WHERE row = 5`,
  )
  const told = await engine.call('case.verify', {})
  const wrong = told.checks.filter(({ ok }) => !ok).map(({ check, findings }) => [check, findings[0]?.code])
  expect(wrong).toEqual([
    ['rows', 'record-mark'],
    ['reconciliation', 'counts'],
    ['references', 'reference'],
    ['derived', 'record-mark'],
  ])
  const findings = told.checks.find(({ check }) => check === 'rows')?.findings ?? []
  expect(
    findings.map(({ code, values }) => [code, values['row'] ?? values['rows'], values['column']]),
  ).toEqual([
    ['record-mark', 5, 'e_own'],
    ['record-mark', 20_000, 'fact'],
    ['rows-differ-at', '20000', undefined],
  ])
  await engine.call('workspace.close', {})
}, 60_000)

const one = 'SELECT max(entity_id) FROM entities'
/** What is derived is compared with its digests in the log; where one does not hold, everything is derived again and says what is wrong. */
test.each([
  ['a label', `UPDATE entities SET label = '赵六' WHERE entity_id = (${one})`, 'derived', 'derived-differs'],
  [
    'a link put in',
    'INSERT INTO links (rule, kind, from_id, to_id, directed, count) SELECT rule, kind, from_id, from_id, 1, 1 FROM links LIMIT 1',
    'derived',
    'derived-unfounded',
  ],
  [
    'a link taken out',
    'DELETE FROM links WHERE link_id = (SELECT min(link_id) FROM links)',
    'derived',
    'derived-missing',
  ],
  [
    'an identifier',
    `UPDATE identifiers SET value = '13900000000' WHERE entity_id = (${one})`,
    'derived',
    'derived-unfounded',
  ],
  [
    'a repeat',
    'UPDATE r_transfer SET duplicate_of = 7 WHERE row = 9000; UPDATE sheets SET accepted = accepted - 1, duplicate = duplicate + 1',
    'derived',
    'record-mark',
  ],
  ['a counter-entry', 'UPDATE r_transfer SET mirror_of = 7 WHERE row = 9000', 'derived', 'record-mark'],
  ['whom a row names', `UPDATE r_transfer SET e_own = (${one}) WHERE row = 19000`, 'rows', 'record-mark'],
  ['the hash of a fact', 'UPDATE r_transfer SET fact = fact + 1 WHERE row = 19000', 'rows', 'record-mark'],
  [
    'a value that no row of the sheet had',
    "UPDATE r_transfer SET cash = '现' WHERE row = 18000",
    'rows',
    'rows-differ-at',
  ],
])(
  '%s is named in a quick verification of a large case',
  async (_, change, check, code) => {
    const engine = await opened(change)
    const told = await engine.call('case.verify', {})
    const wrong = told.checks.filter(({ ok }) => !ok)
    expect(wrong.map((each) => [each.check, each.findings[0]?.code])).toEqual([[check, code]])
    const derived = told.checks.find((each) => each.check === 'derived')
    expect(derived?.notes.map((note) => note.code)).toEqual(check === 'derived' ? [] : ['derived-by-digests'])
    await engine.call('workspace.close', {})
  },
  60_000,
)

test('a clean one is clean, quick and deep; a verification that is cancelled ends, and the case closes', async () => {
  const engine = await opened('SELECT 1')
  const told = await engine.call('case.verify', { deep: true })
  expect(told.checks.flatMap(({ findings }) => findings)).toEqual([])
  expect(told.checks.find(({ check }) => check === 'reread')?.looked).toBe(2 * rows + 1)
  expect(told.checks.find(({ check }) => check === 'rows')?.looked).toBe(rows + 1)
  // Deep derives everything again; quick says that it did not.
  const notes = (verification: Verification): readonly string[] =>
    verification.checks.flatMap((each) => each.notes.map(({ code }) => code))
  expect(notes(told)).toEqual(['heads-none'])
  const quick = await engine.call('case.verify', {})
  expect([quick.ok, ...notes(quick)]).toEqual([true, 'heads-none', 'derived-by-digests'])
  const derived = quick.checks.find(({ check }) => check === 'derived')
  expect(derived === undefined ? '' : checkTitle(derived, 'zh-CN')).toContain('摘要')
  const controller = new AbortController()
  const stages = new Set<string>()
  await expect(
    engine.call(
      'case.verify',
      {},
      {
        signal: controller.signal,
        onProgress: ({ stage }) => {
          stages.add(stage)
          if (stage === 'derived') controller.abort()
        },
      },
    ),
  ).rejects.toMatchObject({ code: 'cancelled' })
  expect(stages).toContain('schema')
  await engine.call('workspace.close', {})
}, 60_000)

test.each([
  ['every thread', 'process.exit(1)'],
  ['every thread, by a fault,', 'throw new Error("a fault")'],
])('where %s stops at work the engine does what is left', async (_, end) => {
  const looked: string[] = []
  const entry = new URL(
    `data:text/javascript,import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => { ${end} }); parentPort.postMessage({ type: 'ready' })`,
  )
  const db: Db = new Database(made, { readonly: true })
  const context = {
    db: () => db,
    checkCancelled: () => undefined,
    progress: () => undefined,
  } as unknown as ReadingJobContext
  const checks = ['integrity', 'reconciliation', 'references', 'rows'] as const
  const access = { path: made, file: null, readOnly: true, encryption: null }
  const beside = startBeside(
    context,
    checks,
    { access, factRules: { ofCase: 1, ofProgram: 1 }, byDigests: false },
    manyRows,
    entry,
  )
  expect(beside.threads).toBe(true)
  for (const check of checks) looked.push((await beside.result(check)).check)
  await beside.end()
  expect(looked).toEqual(checks)
})

test('digests that do not hold are a finding where nothing can be derived again', async () => {
  for (const [change, codes] of [
    ['SELECT 1', []],
    [
      'UPDATE links SET amount = amount + 1 WHERE link_id = (SELECT max(link_id) FROM links)',
      ['derived-not-as-logged'],
    ],
    [
      "UPDATE entities SET label = '别人' WHERE entity_id = (SELECT max(entity_id) FROM entities)",
      ['derived-not-as-logged'],
    ],
    ['UPDATE identifiers SET records = records + 1', ['derived-not-as-logged']],
  ] as const) {
    const path = join(temporaryFolder(), 'case.lzcase')
    copyFileSync(made, path)
    tamper(path, change)
    const db: Db = new Database(path, { readonly: true })
    const found = new Findings()
    await checkDerived({ db: () => db, checkCancelled: () => undefined, progress: () => undefined }, found, {
      access: null,
      factRules: { ofCase: 1, ofProgram: 1 },
      byDigests: true,
    })
    expect(found.end('derived').findings.map(({ code }) => code)).toEqual(codes)
  }
}, 60_000)
