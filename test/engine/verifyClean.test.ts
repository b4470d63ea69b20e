/** Whatever the program itself does to a case, a verification of it stays clean: undo, redo, imports taken out and brought again in another order. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import { findingText } from '../../shared/words/verification.ts'
import { engineAt, temporaryFolder } from '../helpers/engine.ts'
import { fullCase } from '../helpers/fullCase.ts'

async function clean(engine: Engine, what: string): Promise<void> {
  const { checks } = await engine.call('case.verify', {})
  expect([
    what,
    checks.flatMap(({ findings }) => findings.map((finding) => findingText(finding, 'zh-CN'))),
  ]).toEqual([what, []])
}

test('a case stays clean through all that its people do', { timeout: 300_000 }, async () => {
  const full = await fullCase()
  const folder = temporaryFolder()
  const path = full.place(folder)
  const engine = engineAt(folder)
  await engine.call('workspace.open', { place: engine.files.grant(path) })
  await clean(engine, 'opened')
  // Imports out and in again in another order: their rows get other places.
  for (const batchId of [2, 4, 3]) await engine.call('import.undo', { batchId })
  await clean(engine, 'three imports taken out')
  for (const batchId of [3, 2, 4]) await engine.call('import.redo', { batchId })
  await clean(engine, 'three imports brought again')
  const { rows } = await engine.call('entities.list', {
    kind: 'bankCard',
    sort: 'label',
    offset: 0,
    limit: 4,
  })
  const cards = rows.map(({ entityId }) => entityId)
  if (cards.length > 1)
    await engine.call('identity.merge', { entityIds: cards.slice(0, 2), note: '同一账户' })
  await clean(engine, 'cards merged')
  const claims = await engine.call('identity.claims', {
    type: 'merge',
    status: 'active',
    offset: 0,
    limit: 5,
  })
  await engine.call('identity.withdraw', { claimIds: claims.rows.map(({ claimId }) => claimId) })
  await clean(engine, 'claims withdrawn')
  await engine.call('charts.list', {})
  const { entries } = await engine.call('history.list', { limit: 100 })
  // Everything back, and everything again.
  const first = entries.at(-1)
  await engine.call('history.undo', { to: first?.historyId })
  await clean(engine, 'everything undone')
  await engine.call('history.redo', { to: entries.find(({ status }) => status === 'done')?.historyId })
  await clean(engine, 'everything done again')
  // A new step cuts off what was undone.
  for (let step = 0; step < 5; step += 1) await engine.call('history.undo', {})
  await engine.call('charts.create', { name: '另一张' })
  await clean(engine, 'undone steps cut off')
  writeFileSync(
    join(folder, '丙.csv'),
    '交易时间,本方账号,本方户名,收付标志,交易金额,对方账号,对方户名,摘要,流水号\n2024-03-03 12:00:00,6228480402564890018,王五,付,80.00,6222020200012345678,张三,还款,S3',
  )
  await engine.call('import.run', { fileId: engine.files.grant(join(folder, '丙.csv')), accept: true })
  await clean(engine, 'a second side imported')
  await engine.call('records.replace', {
    scope: { kind: 'transfer' },
    field: 'summary',
    text: '同一摘要',
    reason: '试',
  })
  await clean(engine, 'many rows edited')
  await engine.call('history.undo', {})
  await clean(engine, 'the edits undone')
  await engine.call('workspace.changePassphrase', { next: '一个足够长的口令' })
  await clean(engine, 'encrypted')
  expect((await engine.call('case.verify', { deep: true })).ok).toBe(true)
})
