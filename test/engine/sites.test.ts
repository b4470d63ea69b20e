/** An account belongs to its site: from a column, the sheet, the file, the folder, or a person; what names none is told. */
import { expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import { siteKey } from '../../shared/model/siteName.ts'
import { temporaryEngine, temporaryFolder } from '../helpers/engine.ts'
import { numberOf } from '../helpers/figures.ts'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const members = (phone: string, site = ''): string =>
  [
    `会员账号,上级代理,手机号,注册时间${site === '' ? '' : ',所属网站'}`,
    ...['a123', 'b456'].map((account, at) =>
      [account, 'dl1', `${phone}${at}`, '2023-01-01 10:00:00', ...(site === '' ? [] : [site])].join(','),
    ),
  ].join('\n')
const bets = (stake: number): string =>
  [
    '注单号,会员账号,上级代理,下注时间,下注金额(点),有效投注(点),状态',
    `Z1,a123,dl1,2023-02-01 10:00:00,${stake},${stake},已结算`,
    `Z2,b456,dl1,2023-02-01 10:00:00,${stake},${stake},已结算`,
  ].join('\n')

async function importing(engine: Engine, files: Readonly<Record<string, string>>): Promise<void> {
  const folder = temporaryFolder()
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    await engine.call('import.run', {
      fileId: engine.files.grant(path),
      path: dirname(name) === '.' ? '' : dirname(name),
    })
  }
}
async function figure(engine: Engine, id: string): Promise<number | null | undefined> {
  return numberOf((await engine.call('measures.list', {})).find((measure) => measure.id === id)?.value)
}
const accounts = async (engine: Engine) =>
  (await engine.call('entities.list', { kind: 'siteAccount', sort: 'label', offset: 0, limit: 50 })).rows
    .map(({ label }) => label)
    .sort()
const finding = async (engine: Engine) =>
  (await engine.call('quality.list', {})).find(({ code }) => code === 'site-unnamed')

test.each([
  ['what it holds', 't-27c-site-dump-escaped-quotes.csv', null],
  ['what it holds and when', 'site_members_2023.csv', null],
  ['what it holds, in capitals', 'SITE-DATA.csv', null],
  ['several sites', 'sites 2023.csv', null],
  ['a site by its letter', 'site A members.csv', 'a'],
  ['a site by its letter s', 'site-S-members.csv', 's'],
  ['a site whose name begins like a word', 'site_betway.csv', 'betway'],
  ['a site that is a number', 'site 8888 list.csv', '8888'],
])('a file named after %s: %s', async (_, name, site) => {
  const { engine } = await temporaryEngine()
  await importing(engine, { [name]: members('1367123450') })
  expect(await accounts(engine)).toEqual(
    ['a123', 'b456', 'dl1'].map((account) => (site === null ? account : `${account}（${site}）`)),
  )
})

test.each<[string, Readonly<Record<string, string>>]>([
  ['a column', { 'm1.csv': members('1367123450', '金鼎国际'), 'm2.csv': members('1368123450', '世杯体育') }],
  ['the file name', { '甲站会员.csv': members('1367123450'), '乙站会员.csv': members('1368123450') }],
  [
    'another file name',
    { '会员列表（金鼎国际）.csv': members('1367123450'), '会员列表（世杯体育）.csv': members('1368123450') },
  ],
  [
    'a domain',
    { 'abc888.com_members.csv': members('1367123450'), 'xyz999.net_members.csv': members('1368123450') },
  ],
  ['the folder', { '甲站/会员.csv': members('1367123450'), '乙站/会员.csv': members('1368123450') }],
  [
    'the title',
    { 'm1.csv': `网站：甲\n${members('1367123450')}`, 'm2.csv': `网站：乙\n${members('1368123450')}` },
  ],
])('the same logins of two sites are four accounts and two agents, told by %s', async (_, files) => {
  const { engine } = await temporaryEngine()
  await importing(engine, files)
  expect(await figure(engine, 'members.accounts')).toBe(4)
  expect(await figure(engine, 'agents.with_subordinates')).toBe(2)
  const labels = await accounts(engine)
  expect(labels).toHaveLength(6)
  expect(labels.filter((label) => /^a123（.+）$/.test(label))).toHaveLength(2)
  expect(await finding(engine)).toBeUndefined()
})
test('trees and stakes of two sites do not mix, in whatever order they come', async () => {
  const files = {
    '甲站会员.csv': members('1367123450'),
    '乙站会员.csv': members('1368123450'),
    '甲站注单.csv': bets(100),
    '乙站投注记录.csv': bets(30),
  }
  for (const order of [Object.keys(files), Object.keys(files).reverse()]) {
    const { engine } = await temporaryEngine()
    await importing(
      engine,
      Object.fromEntries(order.map((name) => [name, files[name as keyof typeof files]])),
    )
    const links = (await engine.call('links.list', { linkKind: 'bets', sort: 'count', offset: 0, limit: 20 }))
      .rows
    expect(
      links.map(({ from, to, quantity }) => `${from.label} ${to.label} ${quantity ?? 0}`).sort(),
    ).toEqual([
      'a123（乙） dl1（乙） 3000',
      'a123（甲） dl1（甲） 10000',
      'b456（乙） dl1（乙） 3000',
      'b456（甲） dl1（甲） 10000',
    ])
    expect(await figure(engine, 'bets.accounts')).toBe(4)
    expect(await figure(engine, 'bets.valid_points')).toBe(260)
    expect(await figure(engine, 'bets.settled')).toBe(4)
  }
})
test('sheets that name no site are one site of the case, and that is told; beside a named one it is a warning', async () => {
  const { engine } = await temporaryEngine()
  await importing(engine, { '会员.csv': members('1367123450'), '注单.csv': bets(100) })
  expect(await accounts(engine)).toEqual(['a123', 'b456', 'dl1'])
  expect(await finding(engine)).toMatchObject({ tone: 'info', count: 2 })
  await importing(engine, { '乙站会员.csv': members('1368123450') })
  expect(await accounts(engine)).toEqual(['a123', 'a123（乙）', 'b456', 'b456（乙）', 'dl1', 'dl1（乙）'])
  expect(await finding(engine)).toMatchObject({ tone: 'warn', count: 2 })
})
test('a person says which site the rows of a sheet belong to, and takes it back', async () => {
  const { engine } = await temporaryEngine()
  await importing(engine, { '会员.csv': members('1367123450'), '乙站会员.csv': members('1368123450') })
  expect(await figure(engine, 'members.accounts')).toBe(4)
  await engine.call('records.replace', {
    scope: { kind: 'memberAccount', filter: [{ field: 'site', op: 'empty', values: [] }] },
    field: 'site',
    text: '乙网站',
    reason: '同一服务器',
  })
  expect(await figure(engine, 'members.accounts')).toBe(2)
  expect(await accounts(engine)).toEqual(['a123（乙）', 'b456（乙）', 'dl1（乙）'])
  await engine.call('history.undo', {})
  expect(await figure(engine, 'members.accounts')).toBe(4)
})
test('the name of a site is compared without what every site is called', () => {
  expect(['甲站', '甲网站', ' 甲 ', '“甲”'].map(siteKey)).toEqual(['甲', '甲', '甲', '甲'])
  expect(['https://www.ABC888.com/login', 'abc888.com'].map(siteKey)).toEqual(['abc888.com', 'abc888.com'])
  expect(['网站', '赌博网站', '后台', '不详', '', null].map(siteKey)).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
  ])
})
