/** One relation said by several tables is one link to open, with the rows of all of them. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryEngine } from '../helpers/engine.ts'

test('a person who holds an account by the register and by statements has one relation to it, with rows of both tables', async () => {
  const { engine } = await temporaryEngine()
  const folder = new URL('../../resources/samples/piracy/', import.meta.url).pathname
  for (const file of readdirSync(folder)
    .filter((name) => /^0[17]_.*xlsx$/.test(name))
    .sort())
    await engine.call('import.run', { fileId: engine.files.grant(join(folder, file)) })
  const [account] = (
    await engine.call('entities.list', {
      kind: 'bankAccount',
      text: '6217008375367000751',
      offset: 0,
      limit: 1,
    })
  ).rows
  const { links } = await engine.call('entities.read', { entityId: account?.entityId ?? 0 })
  const holders = links.filter((link) => link.linkKind === 'holds')
  expect(holders.map((link) => link.other.label)).toEqual(['罗志华'])
  const relation = await engine.call('links.read', { linkId: holders[0]?.linkId ?? 0 })
  expect(relation.recordKinds.map((part) => part.kind).sort()).toEqual(['personRegister', 'transfer'])
  let rows = 0
  for (const { kind, count } of relation.recordKinds) {
    const opened = await engine.call('records.window', {
      scope: { kind, link: relation.linkId },
      offset: 0,
      limit: 1,
    })
    expect(opened.total).toBe(count)
    rows += count
  }
  expect(rows).toBeGreaterThan(1_000)
})
