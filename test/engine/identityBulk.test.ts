/** Accepting many suggestions at once: what is shown before is what is done, and nothing joins two whom something speaks against, not even through a third. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import { idCheckCharacter } from '../../shared/model/identifiers.ts'
import { temporaryEngine } from '../helpers/engine.ts'
import { caught } from '../helpers/caught.ts'

async function importCsv(engine: Engine, folder: string, name: string, lines: readonly string[]) {
  writeFileSync(join(folder, name), `\ufeff${lines.join('\r\n')}\r\n`)
  await engine.call('import.run', { fileId: engine.files.grant(join(folder, name)) })
}
const idNumber = (first17: string) => first17 + idCheckCharacter(first17)
const people = (...rows: readonly string[]) => ['姓名,身份证号,手机号码,现住址,微信号', ...rows]
const accounts = (...rows: readonly string[]) => ['会员账号,真实姓名,手机号,银行卡号,注册时间', ...rows]
const accept = (engine: Engine, of = {}, more = {}) =>
  engine.call('identity.decideAll', { of, decision: 'accept', note: '标识相同', ...more })

test('two of different valid ID numbers are not joined through a third who has none', async () => {
  const { engine, folder } = await temporaryEngine()
  await importCsv(
    engine,
    folder,
    '人员登记表.csv',
    people(
      `周敏,${idNumber('31011519880102123')},13812345678,,`,
      `周敏,,13812345678,,wxid_abcdef12345`,
      `周敏,${idNumber('31011519900304123')},,,wxid_abcdef12345`,
      `陈刚,${idNumber('31011519700506123')},13711112222,,`,
      `陈刚,,13711112222,,`,
    ),
  )
  await engine.call('identity.suggest', {})
  const preview = await engine.call('identity.foreseeAll', { of: { kind: 'person', minScore: 0.8 } })
  expect(preview).toMatchObject({ suggestions: 1, entities: 2, becomes: 1, contested: 2, nameOnly: 0 })
  expect(preview.groups.map(({ members }) => members.map(({ label }) => label))).toEqual([['陈刚', '陈刚']])
  expect(await accept(engine, { kind: 'person', minScore: 0.8 })).toMatchObject({ decided: 1, left: 2 })
  await engine.shutdown()
})

test('two whom a person told apart are not joined through a third, and others are', async () => {
  const { engine, folder } = await temporaryEngine()
  await importCsv(
    engine,
    folder,
    '会员列表.csv',
    accounts(
      'm1,张伟,13800000001,,2022-10-01 10:00:00',
      'm2,张伟,13800000001,6222021234567890123,2022-10-01 10:00:00',
      'm3,张伟,,6222021234567890123,2022-10-01 10:00:00',
      'm4,,13800000004,,2022-10-01 10:00:00',
      'm5,,13800000004,,2022-10-01 10:00:00',
      'm6,,13800000004,,2022-10-01 10:00:00',
    ),
  )
  const { rows } = await engine.call('entities.list', {
    kind: 'siteAccount',
    sort: 'label',
    offset: 0,
    limit: 9,
  })
  const [m1 = 0, , m3 = 0] = rows.map(({ entityId }) => entityId)
  await engine.call('identity.suggest', {})
  expect(await engine.call('identity.foreseeAll', { of: {} })).toMatchObject({
    suggestions: 3,
    entities: 6,
    becomes: 2,
    contested: 0,
    groupsInAll: 2,
  })
  await engine.call('identity.apart', { entityIds: [m1, m3], note: '' })
  const preview = await engine.call('identity.foreseeAll', { of: {} })
  expect(preview).toMatchObject({ suggestions: 1, entities: 3, becomes: 1, contested: 2 })
  expect(preview.groups[0]).toMatchObject({ size: 3, labels: 3, nameOnly: false })
  expect(await accept(engine, {}, { expected: 1 })).toMatchObject({ decided: 1, left: 2 })
  const seen = async () =>
    (await engine.call('entities.list', { kind: 'siteAccount', sort: 'label', offset: 0, limit: 9 })).total
  expect(await seen()).toBe(4)
  await engine.call('history.undo', {})
  expect(await seen()).toBe(6)
  await engine.shutdown()
})

test('names behind logins are shown, and quite different ones are not joined through an account without a name', async () => {
  const { engine, folder } = await temporaryEngine()
  await importCsv(
    engine,
    folder,
    '会员列表.csv',
    accounts(
      'm1,罗志华,13800000001,,2022-10-01 10:00:00',
      'm2,,13800000001,6222021234567890123,2022-10-01 10:00:00',
      'm3,罗志明,,6222021234567890123,2022-10-01 10:00:00',
      'n1,张伟,13800000002,,2022-10-01 10:00:00',
      'n2,,13800000002,6217008375367000751,2022-10-01 10:00:00',
      'n3,李芳,,6217008375367000751,2022-10-01 10:00:00',
    ),
  )
  await engine.call('identity.suggest', {})
  const preview = await engine.call('identity.foreseeAll', { of: { kind: 'siteAccount' } })
  expect(preview.groups).toMatchObject([{ size: 3, names: ['罗志华', '罗志明'] }])
  expect(preview).toMatchObject({ becomes: 1, contested: 2 })
  await engine.shutdown()
})

test('accepting many at once takes a reason, and only as many as were shown', async () => {
  const { engine, folder } = await temporaryEngine()
  await importCsv(
    engine,
    folder,
    '会员列表.csv',
    accounts('m1,张伟,13800000001,,2022-10-01 10:00:00', 'm2,张伟,13800000001,,2022-10-01 10:00:00'),
  )
  await engine.call('identity.suggest', {})
  for (const note of ['', '  '])
    expect(await caught(accept(engine, {}, { note }))).toMatchObject({ code: 'note-missing' })
  expect(await caught(accept(engine, {}, { expected: 2 }))).toMatchObject({ code: 'suggestions-changed' })
  expect(await accept(engine, {}, { expected: 1 })).toMatchObject({ decided: 1 })
  // Rejecting and postponing take none.
  await engine.call('history.undo', {})
  expect(await engine.call('identity.decideAll', { of: {}, decision: 'later' })).toMatchObject({ decided: 1 })
  await engine.shutdown()
})

test('two accounts of one phone that log in from two places within a minute are told so, and left by bulk acceptance', async () => {
  const { engine, folder } = await temporaryEngine()
  await importCsv(
    engine,
    folder,
    '会员列表.csv',
    accounts(
      'm1,张伟,13800000001,,2022-10-01 10:00:00',
      'm2,张伟,13800000001,,2022-10-01 10:00:00',
      'm3,李强,13800000003,,2022-10-01 10:00:00',
      'm4,李强,13800000003,,2022-10-01 10:00:00',
      'm5,王芳,13800000005,,2022-10-01 10:00:00',
      'm6,王芳,13800000005,,2022-10-01 10:00:00',
    ),
  )
  await importCsv(engine, folder, '登录日志.csv', [
    '登录账号,客户端IP,登录时间,登录地',
    'm1,223.5.5.1,2022-11-01 10:00:10,浙江省杭州市',
    'm2,113.5.5.2,2022-11-01 10:00:40,广东省深圳市',
    // An hour apart; and one place written twice.
    'm3,223.5.5.3,2022-11-01 10:00:10,浙江省杭州市',
    'm4,113.5.5.4,2022-11-01 11:00:10,广东省深圳市',
    'm5,223.5.5.5,2022-11-01 10:00:10,浙江省杭州市',
    'm6,223.5.5.6,2022-11-01 10:00:20,杭州市',
  ])
  await engine.call('identity.suggest', {})
  const { rows } = await engine.call('identity.suggestions', { kind: 'siteAccount', offset: 0, limit: 20 })
  const told = new Map(
    rows.map(({ members, reasons, score }) => [
      members
        .map(({ label }) => label)
        .sort()
        .join(),
      { against: reasons.filter(({ against }) => against).map(({ code }) => code), score },
    ]),
  )
  expect([...told].map(([who, { against }]) => [who, against]).sort()).toEqual([
    ['m1,m2', ['elsewhere']],
    ['m3,m4', []],
    ['m5,m6', []],
  ])
  expect(told.get('m1,m2')?.score).toBeLessThan(0.5)
  expect(await engine.call('identity.foreseeAll', { of: {} })).toMatchObject({ suggestions: 2, against: 1 })
  await engine.shutdown()
})
