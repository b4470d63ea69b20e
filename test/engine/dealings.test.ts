/** What somebody dealt with whom: through all they hold, by the person at the other end, equal to the tables. */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Dealing, DealingSums } from '../../shared/contract/index.ts'
import { addMinor, type Minor } from '../../shared/model/minor.ts'
import type { Engine } from '../../electron/engine/index.ts'
import { temporaryEngine } from '../helpers/engine.ts'
import { tangledEngine } from '../helpers/tangledCase.ts'

const cards = {
  罗一: '6217008375367000751',
  罗二: '6225886058167522063',
  蒋: '6228480586793134782',
  史: '6222024943831019820',
  unknown: '6221505006821536904',
}
const register = [
  '姓名,身份证号码,银行卡号',
  `罗志华,110101198003070017,${cards.罗一}`,
  `罗志华,110101198003070017,${cards.罗二}`,
  `蒋嘉,11010119800307107X,${cards.蒋}`,
].join('\n')
const head =
  '交易卡号,交易户名,交易时间,交易金额,收付标志,交易余额,交易对手账卡号,对手户名,交易是否成功,交易流水号'
const row = (own: string, other: string, at: string, amount: string, way: string, id: string, name = '') =>
  `${own},罗志华,${at},${amount},${way},1.00,${other},${name},成功,${id}`
const statement = [
  head,
  row(cards.罗一, cards.蒋, '2021-03-01 10:00:00', '500.00', '出', 'S1'),
  // The same row again, and the other side of it: one fact.
  row(cards.罗一, cards.蒋, '2021-03-01 10:00:00', '500.00', '出', 'S1'),
  row(cards.蒋, cards.罗一, '2021-03-01 10:00:00', '500.00', '进', 'S1'),
  row(cards.罗二, cards.蒋, '2021-03-09 10:00:00', '70.00', '出', 'S2'),
  row(cards.罗二, cards.蒋, '2021-04-01 10:00:00', '20.00', '进', 'S3'),
  row(cards.罗一, cards.罗二, '2021-04-02 10:00:00', '900.00', '出', 'S4'),
  row(cards.罗二, cards.unknown, '2021-05-01 10:00:00', '1000.00', '出', 'S5'),
  row(cards.罗二, cards.史, '2021-05-02 10:00:00', '40.00', '出', 'S6', '史洋佑'),
].join('\n')

async function withCase() {
  const { engine, folder } = await temporaryEngine()
  for (const [name, text] of [
    ['人员.csv', register],
    ['流水.csv', statement],
  ] as const) {
    const path = join(folder, name)
    writeFileSync(path, text)
    await engine.call('import.run', { fileId: engine.files.grant(path) })
  }
  return engine
}
const entityOf = async (engine: Engine, kind: string, text: string) =>
  (await engine.call('entities.list', { kind, text, offset: 0, limit: 1 })).rows[0]?.entityId ??
  expect.fail(`no ${kind} ${text}`)
const told = (sums: DealingSums | undefined) => (sums === undefined ? null : [sums.count, sums.amount])
const transfers = (kinds: readonly Dealing[]) =>
  kinds.find(({ linkKind }) => linkKind === 'transfer') ?? expect.fail('no transfers')

test('a person is told by what went through all they hold, with whom, and what lies between their own', async () => {
  const engine = await withCase()
  const dealings = await engine.call('entities.dealings', {
    entityId: await entityOf(engine, 'person', '罗志华'),
  })
  expect(dealings.holdings.map(({ label }) => label).toSorted()).toEqual([cards.罗一, cards.罗二].toSorted())
  const { out, in: back, own, partners, months } = transfers(dealings.kinds)
  expect([told(out), told(back), told(own)]).toEqual([
    [4, 161_000],
    [1, 2_000],
    [1, 90_000],
  ])
  expect(
    partners.map(({ entity, name, unheld, through, out: paid, in: got }) => [
      entity.label,
      name ?? null,
      unheld ?? false,
      through.map(({ label }) => label),
      told(paid),
      told(got),
    ]),
  ).toEqual([
    [cards.unknown, null, true, [], [1, 100_000], null],
    ['蒋嘉', null, false, [cards.蒋], [2, 57_000], [1, 2_000]],
    [cards.史, '史洋佑', true, [], [1, 4_000], null],
  ])
  expect(months.out.map(({ month, count, sums }) => [month, count, sums[0]?.sum])).toEqual([
    ['2021-03', 2, 57_000],
    ['2021-05', 2, 104_000],
  ])
})

test('an account is told by itself, and whoever holds the others by name', async () => {
  const engine = await withCase()
  const dealings = await engine.call('entities.dealings', {
    entityId: await entityOf(engine, 'bankAccount', cards.罗一),
  })
  expect(dealings.holdings).toEqual([])
  const { out, partners } = transfers(dealings.kinds)
  expect(told(out)).toEqual([2, 140_000])
  // Its own holder stands at the other end of what went to their other account.
  expect(partners.map(({ entity, out: paid }) => [entity.label, told(paid)])).toEqual([
    ['罗志华', [1, 90_000]],
    ['蒋嘉', [1, 50_000]],
  ])
})

test('what two hold is nobody’s alone: it is named, and counts for neither', async () => {
  const { engine, folder } = await temporaryEngine()
  for (const [name, text] of [
    ['人员.csv', `${register}\n蒋嘉,11010119800307107X,${cards.罗二}`],
    ['流水.csv', statement],
  ] as const) {
    const path = join(folder, name)
    writeFileSync(path, text)
    await engine.call('import.run', { fileId: engine.files.grant(path) })
  }
  const dealings = await engine.call('entities.dealings', {
    entityId: await entityOf(engine, 'person', '罗志华'),
  })
  expect(dealings.holdings.map(({ label }) => label)).toEqual([cards.罗一])
  expect(dealings.shared.map(({ label }) => label)).toEqual([cards.罗二])
  expect(told(transfers(dealings.kinds).out)).toEqual([2, 140_000])
})

test('in a sample case every figure equals the rows it opens: totals, months, counterparts', async () => {
  const { engine } = await temporaryEngine()
  const folder = join(import.meta.dirname, '../../resources/samples/piracy')
  for (const file of readdirSync(folder).filter((name) => /交易|人员|通话/.test(name)))
    await engine.call('import.run', { fileId: engine.files.grant(join(folder, file)) })
  const some = await Promise.all(
    (['person', 'bankAccount', 'phone'] as const).map((kind) =>
      engine.call('entities.list', { kind, offset: 0, limit: 4 }),
    ),
  )
  let checked = 0
  for (const { entityId } of some.flatMap(({ rows }) => rows)) {
    const { kinds } = await engine.call('entities.dealings', { entityId })
    for (const { linkKind, out, in: back, both, own, months, partners } of kinds) {
      for (const [side, sums] of Object.entries({ out, in: back, both, own })) {
        if (sums === undefined) continue
        const { count, amount, recordKinds } = await engine.call('links.together', {
          linkIds: [...sums.linkIds],
        })
        expect([linkKind, side, sums.count, sums.amount]).toEqual([linkKind, side, count, amount])
        const [only, ...more] = recordKinds
        if (only !== undefined && more.length === 0) {
          const totals = await engine.call('records.totals', {
            scope: { kind: only.kind, links: [...sums.linkIds] },
          })
          expect(totals.count).toBe(only.count)
        }
        if (side === 'own') continue
        const byMonth = months[side as 'out' | 'in' | 'both']
        expect(byMonth.reduce((sum, month) => sum + month.count, 0)).toBe(count)
        const yuan = byMonth.flatMap(({ sums: each }) =>
          each.flatMap(({ currency, sum }) => (currency === 'CNY' ? [sum] : [])),
        )
        expect(yuan.reduce<Minor>(addMinor, 0)).toEqual(amount ?? 0)
        const byPartner = partners.flatMap((partner) => partner[side as 'out' | 'in' | 'both'] ?? [])
        expect(byPartner.reduce((sum, each) => sum + each.count, 0)).toBe(count)
        checked += 1
      }
    }
  }
  expect(checked).toBeGreaterThan(12)
}, 120_000)

test('a shop that collects to the accounts of two people is nobody’s, as on a chart, and an account that two hold is named after both', async () => {
  const { engine, folder } = await temporaryEngine()
  const files = {
    '订单.csv':
      '订单编号,店铺名称,宝贝标题,宝贝数量,买家实际支付金额,订单状态,订单创建时间,买家支付宝账号,卖家支付宝账号\n' +
      'T1,甲店,《雾港》,1,100,交易成功,2023-04-01 09:00:00,b@x.com,mine@x.com\nT2,甲店,《雾港》,1,50,交易成功,2023-04-02 09:00:00,b@x.com,his@x.com\n' +
      'T3,乙店,《雾港》,1,7,交易成功,2023-04-03 09:00:00,b@x.com,mine@x.com\n',
    '登记.csv':
      '账户名称,证件号码,支付宝账号\n户主甲,110101199003070011,mine@x.com\n户主乙,110101199003070038,his@x.com\n',
    '流水.csv':
      '交易卡号,交易户名,交易证件号码,交易时间,交易金额,收付标志,交易对手账卡号,对手户名,对手身份证号,交易流水号\n' +
      '6217000000000000023,户主甲,110101199003070011,2024-01-04 10:00:00,50.00,出,6222021234567890128,户主丙,110101199003070054,L1\n' +
      '6217000000000000023,户主乙,110101199003070038,2024-01-05 10:00:00,60.00,出,6222021234567890128,户主丙,110101199003070054,L2\n',
  }
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name)
    writeFileSync(path, text)
    await engine.call('import.run', { fileId: engine.files.grant(path) })
  }
  const dealings = async (name: string) =>
    engine.call('entities.dealings', { entityId: await entityOf(engine, 'person', name) })
  const one = await dealings('户主甲')
  const other = await dealings('户主乙')
  const labels = (list: readonly { readonly label: string }[]) => list.map(({ label }) => label).toSorted()
  expect(labels(one.holdings)).toEqual(['mine@x.com', '乙店'])
  expect(labels(other.holdings)).toEqual(['his@x.com'])
  const collected = (of: typeof one) =>
    of.kinds
      .filter(({ linkKind }) => linkKind === 'collects')
      .flatMap(({ partners }) => partners.map(({ entity, in: back }) => [entity.label, back?.amount]))
  expect(collected(one)).toEqual([['甲店', 10_000]])
  expect(collected(other)).toEqual([['甲店', 5_000]])
  const third = await dealings('户主丙')
  expect(transfers(third.kinds)?.partners.map(({ name }) => name?.split('、').toSorted())).toEqual([
    ['户主乙', '户主甲'],
  ])
})

test('a row that names card and wallet of both is one payment with each counterpart, and in the whole', async () => {
  const { engine, folder } = await temporaryEngine()
  const path = join(folder, '转账.csv')
  writeFileSync(
    path,
    '交易卡号,本方支付账号,交易户名,交易证件号码,交易时间,交易金额,收付标志,交易对手账卡号,对方支付账号,对手户名,对手身份证号\n' +
      '6217000000000000007,a1@x.com,户主甲,110101199003070011,2024-01-01 10:00:00,100.00,出,6217000000000000015,b1@x.com,户主乙,110101199003070038\n' +
      '6217000000000000007,,户主甲,110101199003070011,2024-01-02 10:00:00,7.00,出,6217000000000000015,,户主乙,110101199003070038\n',
  )
  await engine.call('import.run', { fileId: engine.files.grant(path) })
  const { kinds } = await engine.call('entities.dealings', {
    entityId: await entityOf(engine, 'person', '户主甲'),
  })
  const { out, partners } = transfers(kinds)
  expect(told(out)).toEqual([2, 10_700])
  expect(partners.map(({ entity, out: paid }) => [entity.label, told(paid)])).toEqual([
    ['户主乙', [2, 10_700]],
    ['b1@x.com', [1, 10_000]],
  ])
})

test('where little is certain what went on with each counterpart is what its rows say, each counted once, with what is undecided of it', async () => {
  const { engine } = await tangledEngine()
  const some = await Promise.all(
    (['person', 'bankAccount'] as const).map((kind) =>
      engine.call('entities.list', { kind, sort: 'links', offset: 0, limit: 5 }),
    ),
  )
  let open = 0
  for (const { entityId } of some.flatMap(({ rows }) => rows)) {
    const { kinds } = await engine.call('entities.dealings', { entityId })
    const sides = kinds.flatMap(({ partners }) =>
      partners.flatMap(({ out, in: back, both }) => [out, back, both].flatMap((sums) => sums ?? [])),
    )
    const exact = await engine.call('links.sums', { lines: sides.map(({ linkIds }) => [...linkIds]) })
    for (const [place, { linkIds: _ids, ...sums }] of sides.entries()) {
      expect(sums).toEqual(exact[place])
      if (sums.doubts !== undefined) open += 1
    }
  }
  expect(open).toBeGreaterThan(20)
})
