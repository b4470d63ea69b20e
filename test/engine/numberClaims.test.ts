/** A person says that a number is one, or is nobody's: rows join and come apart by the ordinary rules, before and after undo, withdrawal, restart and further imports. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import type { NumberClaim } from '../../shared/model/numberClaims.ts'
import { temporaryEngine } from '../helpers/engine.ts'

type Sheets = Readonly<Record<string, readonly string[]>>
async function importAll(engine: Engine, folder: string, sheets: Sheets): Promise<void> {
  for (const [name, lines] of Object.entries(sheets)) {
    const path = join(folder, name)
    writeFileSync(path, `${lines.join('\r\n')}\r\n`)
    const batch = await engine.call('import.run', { fileId: engine.files.grant(path) })
    expect(batch.reconciliation).toMatchObject({ read: lines.length - 1, rejected: 0 })
  }
}
/** Who is there, with rows and neighbours, as every screen sees it. */
async function seen(engine: Engine, kind: string): Promise<readonly string[]> {
  const { rows } = await engine.call('entities.list', { kind, sort: 'label', offset: 0, limit: 100 })
  return rows.map(({ label, key, records, links }) => `${label} ${key} ${records} ${links}`).toSorted()
}
async function facts(engine: Engine): Promise<unknown> {
  const { rows } = await engine.call('entities.list', { sort: 'label', offset: 0, limit: 500 })
  const links = await engine.call('links.list', { offset: 0, limit: 500 })
  return [
    rows
      .map(({ entityId, kind, key, records, links: near }) => [entityId, kind, key, records, near])
      .toSorted(),
    links.rows
      .map(({ linkKind, from, to, count, amount }) => [linkKind, from.entityId, to.entityId, count, amount])
      .toSorted(),
  ]
}
const note = '现场核对证件原件'
const bad = '110101199003071234'
const register = '姓名,身份证号,性别,手机号'
const people: Sheets = {
  '登记一.csv': [register, `张三,${bad},男,13911112222`],
  '登记二.csv': [register, `张三丰,${bad},男,13933334444`, `李四,不详,女,13955556666`],
}

/** Sheets, the number, how many of the kind there are by the rules alone, and how many once it is said. */
const members: readonly (readonly [string, Sheets, NumberClaim, string, number, number])[] = [
  [
    'an ID number with a failed check digit',
    people,
    { sort: 'idNumber', value: bad, says: 'number' },
    'person',
    3,
    2,
  ],
  [
    'an account of zeros',
    {
      '流水.csv': [
        '卡号,交易时间,交易金额,收付标志,对手账号,对手户名',
        '6217008375367000751,2024-03-01 10:00:00,100,出,000000,备付金',
        '6222021234567890128,2024-03-01 11:00:00,200,出,000000,备付金',
      ],
    },
    { sort: 'account', value: '000000', says: 'number' },
    'bankAccount',
    2,
    3,
  ],
  [
    'a phone that stands in two registers',
    { '登记.csv': [register, '王五,,男,13911112222', '王五,,男,13911112222'] },
    { sort: 'phone', value: '13911112222', says: 'nobody' },
    'person',
    1,
    2,
  ],
  [
    'an ID number that a form was filled in with',
    { '登记.csv': [register, '王五,110101199003070134,男,', '赵六,110101199003070134,男,', '钱七,,男,'] },
    { sort: 'idNumber', value: '110101199003070134', says: 'nobody' },
    'person',
    2,
    3,
  ],
]
test.each(members)(
  '%s: seen at once, taken back by undo and withdrawal, the same after a restart and whatever was imported first',
  { timeout: 120_000 },
  async (_, sheets, number, kind, before, after) => {
    const { engine, folder } = await temporaryEngine()
    await importAll(engine, folder, sheets)
    const bare = await facts(engine)
    expect(await seen(engine, kind)).toHaveLength(before)
    const preview = await engine.call('identity.foreseeNumber', number)
    expect(preview.rows).toBeGreaterThan(0)
    expect(preview.groups.length).toBeGreaterThan(0)
    // Nothing was changed by looking.
    expect(await facts(engine)).toEqual(bare)
    const { claimId, rows } = await engine.call('identity.number', {
      ...number,
      note,
      expected: preview.rows,
    })
    expect(rows).toBe(preview.rows)
    const said = await facts(engine)
    expect(await seen(engine, kind)).toHaveLength(after)
    expect(
      (await engine.call('identity.claims', { type: 'number', offset: 0, limit: 9 })).rows,
    ).toMatchObject([{ claimId, type: 'number', status: 'active', note, number }])
    await engine.call('history.undo', {})
    expect(await facts(engine)).toEqual(bare)
    await engine.call('history.redo', {})
    expect(await facts(engine)).toEqual(said)
    await engine.call('identity.withdraw', { claimIds: [claimId] })
    expect(await facts(engine)).toEqual(bare)
    await engine.call('identity.restore', { claimIds: [claimId] })
    expect(await facts(engine)).toEqual(said)
    // Sheets that come later are read the same way.
    for (const batch of (await engine.call('import.batches', {})).toReversed())
      await engine.call('import.undo', { batchId: batch.batchId })
    await importAll(engine, folder, Object.fromEntries(Object.entries(sheets).toReversed()))
    expect(await facts(engine)).toEqual(said)
    expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
    const place = (await engine.call('workspace.read', {})).cases[0]?.caseRef ?? ''
    await engine.call('workspace.close', {})
    await engine.call('workspace.open', { caseRef: place })
    expect(await facts(engine)).toEqual(said)
  },
)

test('what is so already, what no row holds, and a claim without a reason are refused; the other way round ends the earlier claim', async () => {
  const { engine, folder } = await temporaryEngine()
  await importAll(engine, folder, people)
  const bare = await facts(engine)
  const number: NumberClaim = { sort: 'idNumber', value: bad, says: 'number' }
  await expect(engine.call('identity.number', { ...number, note: ' ' })).rejects.toMatchObject({
    code: 'note-missing',
  })
  for (const wrong of [
    { ...number, says: 'nobody' as const },
    { ...number, value: '110101199003071235' },
    { ...number, sort: 'phone' as const, value: '13911112222' },
  ])
    await expect(engine.call('identity.number', { ...wrong, note })).rejects.toMatchObject({
      code: 'number-nothing',
    })
  await expect(engine.call('identity.number', { ...number, note, expected: 1 })).rejects.toMatchObject({
    code: 'suggestions-changed',
  })
  await engine.call('identity.number', { ...number, note })
  await expect(engine.call('identity.number', { ...number, note })).rejects.toMatchObject({
    code: 'number-nothing',
  })
  expect(await engine.call('identity.number', { ...number, says: 'nobody', note })).toMatchObject({
    withdrawn: 1,
  })
  expect(await facts(engine)).toEqual(bare)
})

test('the finding no longer asks about a number that a person decided, and asks about the others', async () => {
  const { engine, folder } = await temporaryEngine()
  await importAll(engine, folder, people)
  const asked = async () =>
    (
      await engine.call('quality.rows', { finding: 'no-number.personRegister', offset: 0, limit: 9 })
    ).rows.map(({ raw }) => raw)
  expect((await asked()).toSorted()).toEqual([bad, '不详'].toSorted())
  await engine.call('identity.number', { sort: 'idNumber', value: bad, says: 'number', note })
  expect(await asked()).toEqual(['不详'])
})
