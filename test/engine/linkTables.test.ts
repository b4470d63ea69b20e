/** The table behind a link counts what the link counts: a repeat or a second side stands for no fact whose own row is of another link, or of none. */
import { describe, expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import { linkKinds, type LinkKind } from '../../shared/model/define.ts'
import { recordKind } from '../../shared/model/recordKinds/index.ts'
import type { CurrencySum } from '../../shared/model/currency.ts'
import { sumsByCurrency } from '../../shared/model/currency.ts'
import { bigOf } from '../../shared/model/minor.ts'
import { sumsOfLink } from '../../shared/words/doubts.ts'
import { sampleEngine } from '../helpers/sampleEngine.ts'
import { tangledEngine } from '../helpers/tangledCase.ts'
import { importCase } from './importCase.ts'

const plain = (sums: readonly CurrencySum[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    sumsByCurrency(sums)
      .filter(({ sum }) => bigOf(sum) !== 0n)
      .map(({ currency, sum }) => [currency, String(sum)]),
  )
const lasting = new Set(
  (linkKinds as readonly LinkKind[]).filter(({ standing }) => standing === true).map(({ id }) => id),
)
const swings = (doubts: { readonly swings: readonly object[] } | undefined) => doubts?.swings ?? []

/** Of every link that is a dealing: what it says, and what its table says, whole and by groups. */
async function compare(engine: Engine, most = Infinity) {
  const { rows } = await engine.call('links.list', { offset: 0, limit: 100_000 })
  const found: { readonly link: object; readonly table: object }[] = []
  const asked = new Map<string, number>()
  for (const { linkId, linkKind } of rows) {
    if (lasting.has(linkKind) || (asked.get(linkKind) ?? 0) >= most) continue
    asked.set(linkKind, (asked.get(linkKind) ?? 0) + 1)
    const link = await engine.call('links.read', { linkId })
    // Several kinds of tables, or a row that says it twice: linkMakeup.test.ts.
    const [only, ...others] = link.recordKinds
    if (only === undefined || others.length > 0 || only.again !== 0) continue
    for (const scope of [
      { kind: only.kind, link: linkId, filter: [] },
      { kind: only.kind, links: [linkId], filter: [] },
    ]) {
      const kind = recordKind(only.kind)
      const field = kind?.links.find((rule) => rule.linkKind === linkKind)?.amount
      const totals = await engine.call('records.totals', { scope })
      const sum = totals.sums.find((each) => each.field === field)
      const by = kind?.currency === undefined ? kind?.timeField : kind.currency.field
      const groups =
        by === undefined
          ? undefined
          : await engine.call('records.groups', { scope, by: [{ field: by }], offset: 0, limit: 10_000 })
      found.push({
        link: {
          linkKind,
          count: link.count,
          inGroups: link.count,
          sums: plain(sumsOfLink(link)),
          swings: swings(link.doubts),
        },
        table: {
          linkKind,
          count: totals.counted,
          inGroups: groups?.rows.reduce((all, { counted }) => all + counted, 0) ?? link.count,
          sums:
            sum === undefined
              ? plain(sumsOfLink(link))
              : plain([{ currency: 'CNY', sum: sum.sum }, ...(sum.others ?? [])]),
          swings: sum === undefined ? swings(link.doubts) : swings(sum.doubts),
        },
      })
    }
  }
  return found
}

describe('the table behind a link', () => {
  test.each([
    ['little is certain', () => tangledEngine(), 60],
    ['the pirated games', () => sampleEngine('piracy'), 25],
    ['the betting ring', () => sampleEngine('betting'), 25],
  ] as const)('counts what the link counts: %s', async (_name, made, most) => {
    const { engine } = await made()
    const found = await compare(engine, most)
    expect(found.length).toBeGreaterThan(20)
    expect(found.map(({ table }) => table)).toEqual(found.map(({ link }) => link))
  })

  test('a repeat that says another state, another shop or another work gives no sale to its link', async () => {
    const { engine, give } = await importCase()
    const header = '订单编号,店铺名称,宝贝标题,宝贝数量,买家实际支付金额,订单状态,订单创建时间\n'
    const first = give(
      '订单一.csv',
      `${header}T1,甲店,《雾港》,1,100,交易成功,2023-04-01 09:00:00\nT2,甲店,《雾港》,1,200,交易关闭,2023-04-02 09:00:00\nT3,甲店,《雾港》,1,300,交易成功,2023-04-03 09:00:00\nT4,乙店,《雾港》,1,5,交易成功,2023-04-04 09:00:00\n`,
    )
    const second = give(
      '订单二.csv',
      `${header}T2,甲店,《雾港》,1,200,交易成功,2023-04-02 09:00:00\nT3,乙店,《雾港》,1,300,交易成功,2023-04-03 09:00:00\n`,
    )
    await engine.call('import.run', { fileId: first })
    await engine.call('import.run', { fileId: second })
    const found = await compare(engine)
    expect(found.map(({ table }) => table)).toEqual(found.map(({ link }) => link))
    expect(
      found.flatMap(({ link }) => ('count' in link && 'sums' in link ? [[link.count, link.sums]] : [])),
    ).toEqual([
      [2, { CNY: '30500' }],
      [2, { CNY: '30500' }],
      [1, { CNY: '10000' }],
      [1, { CNY: '10000' }],
    ])
  })

  test('a file is looked at by itself: the second file counts its repeat of the link', async () => {
    const { engine, give } = await importCase()
    const header = '订单编号,店铺名称,宝贝标题,宝贝数量,买家实际支付金额,订单状态,订单创建时间\n'
    const row = 'T1,甲店,《雾港》,1,100,交易成功,2023-04-01 09:00:00\n'
    await engine.call('import.run', { fileId: give('订单一.csv', header + row) })
    const { batchId } = await engine.call('import.run', {
      fileId: give('订单二.csv', `${header + row}T9,甲店,《雾港》,1,7,交易成功,2023-04-09 09:00:00\n`),
    })
    const { rows } = await engine.call('links.list', { offset: 0, limit: 10 })
    const linkId = rows.find(({ linkKind }) => linkKind === 'sells')?.linkId ?? 0
    const scope = { kind: 'saleOrder', link: linkId, batch: batchId, filter: [] }
    expect(await engine.call('records.totals', { scope })).toMatchObject({ count: 2, counted: 2 })
  })
})

describe('what is undecided about several links together', () => {
  test('is what their table says, whatever links they are', async () => {
    const { engine } = await tangledEngine()
    const { rows } = await engine.call('links.list', { offset: 0, limit: 10_000 })
    let seen = 0
    for (const [linkKind, links] of Map.groupBy(rows, (link) => link.linkKind)) {
      if (lasting.has(linkKind)) continue
      for (let at = 0; at < links.length && at < 60; at += 5) {
        const linkIds = links.slice(at, at + 5).map(({ linkId }) => linkId)
        const { recordKinds, ...line } = await engine.call('links.together', { linkIds })
        const [only] = recordKinds
        const field = recordKind(only?.kind ?? '')?.links.find((rule) => rule.linkKind === linkKind)?.amount
        const scope = { kind: only?.kind ?? '', links: linkIds, filter: [] }
        const totals = await engine.call('records.totals', { scope })
        const sum = totals.sums.find((each) => each.field === field)
        if (recordKinds.length !== 1 || sum === undefined) continue
        expect({ linkKind, doubts: line.doubts }).toEqual({ linkKind, doubts: sum.doubts })
        expect((await engine.call('links.sums', { lines: [linkIds] }))[0]?.doubts).toEqual(sum.doubts)
        seen += sum.doubts === undefined ? 0 : 1
      }
    }
    expect(seen).toBeGreaterThan(15)
  })

  test('a row that names card and wallet of two people is in doubt once', async () => {
    const { engine, give } = await importCase()
    const fileId = give(
      '转账.csv',
      '交易卡号,本方支付账号,交易户名,交易证件号码,交易时间,交易金额,收付标志,交易对手账卡号,对方支付账号,对手户名,对手身份证号,交易结果\n' +
        '6217000000000000007,a1@x.com,户主甲,110101199003070011,2024-01-01 10:00:00,100.00,出,6217000000000000015,b1@x.com,户主乙,110101199003070038,7Q\n' +
        '6217000000000000007,a1@x.com,户主甲,110101199003070011,2024-01-02 10:00:00,7.00,出,6217000000000000015,,户主乙,110101199003070038,成功\n',
    )
    await engine.call('import.run', { fileId })
    const { rows } = await engine.call('entities.list', { kind: 'person', offset: 0, limit: 9 })
    for (const { entityId } of rows) {
      const { kinds } = await engine.call('entities.dealings', { entityId })
      const transfers = kinds.find(({ linkKind }) => linkKind === 'transfer')
      for (const side of [transfers?.out, transfers?.in]) {
        if (side === undefined) continue
        expect(side).toMatchObject({ count: 2, amount: 10_700 })
        expect(side.doubts).toMatchObject({ fewer: 1, swings: [{ currency: 'CNY', less: 10_000, more: 0 }] })
      }
    }
    expect(rows).toHaveLength(2)
  })

  test('of a number in conflict that names two accounts of one person only one row counts', async () => {
    const { engine, give } = await importCase()
    const header = '订单编号,店铺名称,宝贝标题,宝贝数量,买家实际支付金额,订单状态,订单创建时间\n'
    for (const [name, shop, paid] of [
      ['一', '甲店', 100],
      ['二', '乙店', 150],
    ] as const)
      await engine.call('import.run', {
        fileId: give(
          `订单${name}.csv`,
          `${header}T1,${shop},《雾港》,1,${paid},交易成功,2023-04-01 09:00:00\nU${name},${shop},《雾港》,1,7,交易成功,2023-04-02 09:00:00\n`,
        ),
      })
    const { rows } = await engine.call('links.list', { offset: 0, limit: 9 })
    const linkIds = rows.filter(({ linkKind }) => linkKind === 'sells').map(({ linkId }) => linkId)
    expect(linkIds).toHaveLength(2)
    const [line] = await engine.call('links.sums', { lines: [linkIds] })
    const totals = await engine.call('records.totals', {
      scope: { kind: 'saleOrder', links: linkIds, filter: [] },
    })
    expect(line?.doubts).toEqual(totals.sums.find(({ field }) => field === 'net')?.doubts)
  })
})
