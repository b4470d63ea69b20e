/** A large case is verified in threads beside the engine: what is wrong is named as in a small one, and a verification that is not wanted any more ends. */
import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
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
    ['rows', 'rows-differ-at'],
    ['reconciliation', 'counts'],
    ['references', 'reference'],
    ['derived', 'record-mark'],
  ])
  const [differ] = told.checks.find(({ check }) => check === 'rows')?.findings ?? []
  expect(differ?.values['rows']).toBe('20000')
  await engine.call('workspace.close', {})
}, 60_000)

test('a clean one is clean, quick and deep; a verification that is cancelled ends, and the case closes', async () => {
  const engine = await opened('SELECT 1')
  const told = await engine.call('case.verify', { deep: true })
  expect(told.checks.flatMap(({ findings }) => findings)).toEqual([])
  expect(told.checks.find(({ check }) => check === 'reread')?.looked).toBe(2 * rows + 1)
  expect(told.checks.find(({ check }) => check === 'rows')?.looked).toBe(rows + 1)
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
