/** A column of WeChat is judged by all its values: nicknames give no ids and join nobody, whatever one of them looks like. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryEngine } from '../helpers/engine.ts'

/** Tables with such a column: header, and the rest of a row around the WeChat value. */
const tables = {
  'personRegister 人员登记.csv': [
    '姓名,身份证号,性别,微信号',
    (value: string, at: number) => `张${'甲乙丙丁戊己庚辛'[at]},,男,${value}`,
  ],
  'memberAccount 会员列表.csv': [
    '会员账号,真实姓名,上级代理,手机号,微信,余额(点),注册时间',
    (value: string, at: number) => `m${at},周敏,dl1,1381234567${at},${value},0,2022-10-01 10:00:0${at}`,
  ],
  'agentAccount 代理列表.csv': [
    '代理账号,真实姓名,上级代理,占成比例,微信,注册时间',
    (value: string, at: number) => `d${at},周敏,dl1,10%,${value},2022-10-01 10:00:0${at}`,
  ],
} as const
async function idsOf(name: keyof typeof tables, values: readonly string[]) {
  const { engine, folder } = await temporaryEngine()
  const [header, row] = tables[name]
  const [kind = '', file = ''] = name.split(' ')
  const path = join(folder, file)
  writeFileSync(path, `\ufeff${[header, ...values.map(row)].join('\r\n')}\r\n`)
  const batch = await engine.call('import.run', { fileId: engine.files.grant(path) })
  expect(batch.sheets.map((sheet) => sheet.kind)).toEqual([kind])
  expect(batch.reconciliation).toMatchObject({ accepted: values.length })
  const { rows } = await engine.call('entities.list', {
    kind: 'socialAccount',
    sort: 'label',
    offset: 0,
    limit: 99,
  })
  const { rows: told } = await engine.call('import.issues', {
    batchId: batch.batchId,
    reason: 'no-key',
    offset: 0,
    limit: 99,
  })
  return { ids: rows.map(({ label }) => label).toSorted(), told: told.map(({ raw }) => raw).toSorted() }
}
test.each(Object.keys(tables) as (keyof typeof tables)[])('%s', { timeout: 60_000 }, async (name) => {
  // Most are none: whole names in Han, spaces, signs.
  expect(
    await idsOf(name, ['快乐每一天', '小李', 'sunshine88', 'A 宝马销售', '🌸花开', 'lovely_girl']),
  ).toEqual({
    ids: [],
    told: ['A 宝马销售', 'lovely_girl', 'sunshine88', '小李', '快乐每一天', '🌸花开'].toSorted(),
  })
  // At the limit, half of them: value by value.
  expect((await idsOf(name, ['快乐每一天', '小李', 'sunshine88', 'lovely_girl'])).ids).toEqual([
    'lovely_girl',
    'sunshine88',
  ])
  // One more that is none.
  expect((await idsOf(name, ['快乐每一天', '小李', '小王', 'sunshine88', 'lovely_girl'])).ids).toEqual([])
  // Ids of every shape, words for nothing counted neither way.
  expect(
    (await idsOf(name, ['wxid_a1b2c3d4e5f622', '13911112222', '287654321', '不详', '无', '待查', '小李']))
      .ids,
  ).toEqual(['13911112222', '287654321', 'wxid_a1b2c3d4e5f622'])
  // One word that many share is nobody's id.
  expect((await idsOf(name, ['happiness', 'happiness', 'happiness', 'sunshine88', '小李'])).ids).toEqual([])
})

test('the column is told with its counts, and a person says otherwise, both ways, and takes it back', async () => {
  const { engine, folder } = await temporaryEngine()
  const [header, row] = tables['personRegister 人员登记.csv']
  const give = (name: string, values: readonly string[]) => {
    const path = join(folder, name)
    writeFileSync(path, `\ufeff${[header, ...values.map(row)].join('\r\n')}\r\n`)
    return engine.files.grant(path)
  }
  await engine.call('import.run', {
    fileId: give('人员一.csv', ['快乐每一天', '小李', 'sunshine88', '小王']),
  })
  await engine.call('import.run', { fileId: give('人员二.csv', ['小赵', 'lovely_girl', 'zhao_yi88']) })
  await engine.call('import.run', { fileId: give('人员三.csv', ['wxid_a1b2c3d4', 'tom_cat_99']) })
  const told = async () =>
    (await engine.call('quality.rows', { finding: 'wechat-names', offset: 0, limit: 9 })).rows.map(
      ({ file, values }) => [file, values['nicknames'], values['ids'], values['taken'], values['by']],
    )
  const ids = async () =>
    (
      await engine.call('entities.list', { kind: 'socialAccount', sort: 'label', offset: 0, limit: 99 })
    ).rows.map(({ label }) => label)
  // Ids alone have nothing to tell.
  expect(await told()).toEqual([
    ['人员一.csv', 3, 1, 'nicknames', 'column'],
    ['人员二.csv', 1, 2, 'ids', 'cells'],
  ])
  expect(await ids()).toEqual(['lovely_girl', 'tom_cat_99', 'wxid_a1b2c3d4', 'zhao_yi88'])
  expect((await engine.call('sheets.reading', { sheetId: 1 })).weChat).toMatchObject([
    { field: 'wechat', ids: 1, nicknames: 3, taken: 'nicknames', settled: null },
  ])
  const settle = (sheetId: number, value: string | null) =>
    engine.call('sheets.settle', {
      sheetIds: [sheetId],
      settings: [{ about: 'wechat', field: 'wechat', value }],
      reason: '与本人核对',
    })
  await settle(1, 'ids')
  await settle(2, 'nicknames')
  expect(await ids()).toEqual(['sunshine88', 'tom_cat_99', 'wxid_a1b2c3d4'])
  expect(await told()).toMatchObject([
    ['人员一.csv', 3, 1, 'ids', 'person'],
    ['人员二.csv', 1, 2, 'nicknames', 'person'],
  ])
  await settle(1, null)
  await engine.call('history.undo', {})
  await engine.call('history.undo', {})
  await engine.call('history.undo', {})
  expect(await ids()).toEqual(['lovely_girl', 'tom_cat_99', 'wxid_a1b2c3d4', 'zhao_yi88'])
  await expect(settle(1, 'phones')).rejects.toMatchObject({ code: 'setting-not-possible' })
})
