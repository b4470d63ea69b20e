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
