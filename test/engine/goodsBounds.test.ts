/** The ends of figures of goods while it is open which rows count: never narrower than the truth, and exact where every decision can be worked out. */
import { describe, expect, test } from 'vitest'
import {
  type Choice,
  goodsBounds,
  type RowGoods,
  type TitleGoods,
} from '../../electron/engine/law/goodsBounds.ts'
import { dividedHalfUp } from '../../shared/model/exactDecimal.ts'
import { measureWhyText } from '../../shared/words/measureReasons.ts'
import { figureDecimal } from '../../shared/model/numberText.ts'
import { figureNote } from '../../renderer/views/overview/figures.ts'
import { caseOfFiles } from '../helpers/measured.ts'

/** Numbers from 0 up to below one, the same for a seed. */
function randomOf(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 + 1
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) | 0
    return (state >>> 8) % below
  }
}
const none = { copies: 0n, amount: 0n }
const titles = ['a', 'b', 'c']
function randomRow(pick: (below: number) => number): RowGoods {
  const title = titles[pick(3)] ?? 'a'
  const sum = { copies: BigInt(pick(4)), amount: BigInt(pick(900) + 1) }
  const empty = { title, online: none, wholesale: none, seized: 0n, money: 0n, copies: 0n }
  const way = pick(5)
  if (way === 0) return { ...empty, seized: BigInt(pick(6)) }
  if (way === 1) return { ...empty, wholesale: sum, money: sum.amount }
  if (way === 2)
    return { ...empty, wholesale: { copies: -sum.copies, amount: -sum.amount }, money: -sum.amount }
  return { ...empty, online: sum, money: sum.amount }
}
/** The worth by one decision, by its own arithmetic. */
function worthOf(
  rows: readonly RowGoods[],
  lists: Readonly<Record<string, bigint>>,
  by: 'online' | 'all',
): bigint {
  let [over, under] = [0n, 1n]
  for (const title of titles) {
    let [k, a, wk, wa, seized] = [0n, 0n, 0n, 0n, 0n]
    for (const row of rows.filter((each) => each.title === title)) {
      k += row.online.copies
      a += row.online.amount
      wk += row.wholesale.copies
      wa += row.wholesale.amount
      seized += row.seized
    }
    const hasAll = k + wk > 0n && a + wa > 0n
    let price: readonly [bigint, bigint] = [lists[title] ?? 0n, 1n]
    if (k > 0n && (by === 'online' || !hasAll)) price = [a, k]
    else if (hasAll) price = [a + wa, k + wk]
    ;[over, under] = [over * price[1] + seized * price[0] * under, under * price[1]]
  }
  return dividedHalfUp(over, under) + rows.reduce((sum, { money }) => sum + money, 0n)
}

describe('the ends of the worth of goods', () => {
  test.each(Array.from({ length: 150 }, (_, seed) => seed))('against every decision, seed %i', (seed) => {
    const pick = randomOf(seed)
    const fixed = Array.from({ length: pick(6) + 1 }, () => randomRow(pick)).map((row) =>
      // What is taken back of nothing is no material of a case.
      row.money < 0n ? { ...row, wholesale: none, money: 0n, seized: 2n } : row,
    )
    const choices: Choice[] = Array.from({ length: pick(4) + 1 }, () =>
      Array.from({ length: pick(3) + 1 }, () => Array.from({ length: pick(3) }, () => randomRow(pick))),
    )
    const lists: Record<string, bigint> = pick(2) === 0 ? { a: 500n } : { b: 40n, c: 7n }
    const base = new Map<string, TitleGoods>(
      titles.map((title) => {
        const own = fixed.filter((row) => row.title === title)
        const add = (of: (row: RowGoods) => bigint): bigint => own.reduce((sum, row) => sum + of(row), 0n)
        const online = { copies: add((row) => row.online.copies), amount: add((row) => row.online.amount) }
        return [
          title,
          {
            online,
            every: {
              copies: online.copies + add((row) => row.wholesale.copies),
              amount: online.amount + add((row) => row.wholesale.amount),
            },
            seized: add((row) => row.seized),
            list: lists[title],
          },
        ]
      }),
    )
    const ways = choices.reduce<readonly (readonly RowGoods[])[]>(
      (known, choice) => known.flatMap((rows) => choice.map((option) => [...rows, ...option])),
      [fixed],
    )
    const money = fixed.reduce((sum, row) => sum + row.money, 0n)
    for (const unsold of ['online', 'all'] as const) {
      const worths = ways.map((rows) => worthOf(rows, lists, unsold))
      const [low, high] = [
        worths.reduce((one, other) => (other < one ? other : one)),
        worths.reduce((one, other) => (other > one ? other : one)),
      ]
      expect(goodsBounds(base, choices, money, { sold: true, unsold })).toEqual({ low, high })
      const around = goodsBounds(base, choices, money, { sold: true, unsold }, 0)
      expect(around.low <= low && around.high >= high).toBe(true)
    }
  })
  test('many orders of one title enclose the average closely', () => {
    const choices: Choice[] = Array.from({ length: 40 }, () =>
      [1000n, 1100n].map((amount) => [
        {
          title: 'a',
          online: { copies: 1n, amount },
          wholesale: none,
          seized: 0n,
          money: amount,
          copies: 1n,
        },
      ]),
    )
    const goods = { online: none, every: none, seized: 10n, list: undefined }
    expect(goodsBounds(new Map([['a', goods]]), choices, 0n, { sold: true, unsold: 'online' })).toEqual({
      low: 50_000n,
      high: 55_000n,
    })
  })
})

const file = (...lines: readonly string[]): string => `${lines.join('\n')}\n`
const orders = '订单编号,店铺名称,宝贝标题,宝贝数量,买家实际支付金额,退款金额,订单状态,订单创建时间'
const order = (number: string, title: string, copies: number, paid: number, state = '交易成功') =>
  `${number},店,《${title}》盒装,${copies},${paid},0,${state},2022-01-01 10:00:00`
const ledger = '单号,日期,仓库,类型,作品名称,数量,金额,往来单位'
const seized = file('编号,物品名称,数量,单位,特征,场所', '1,《甲》,10,盒,,一仓', '2,《乙》,4,盒,,一仓')
const ids = [
  'business.amount',
  'business.unsold_amount',
  'business.unsold_amount_all_sales',
  'business.copies',
]
async function read(files: Readonly<Record<string, string>>) {
  const all = await (await caseOfFiles(files)).call('measures.list', {})
  return ids.map((id) => {
    const measure = all.find((each) => each.id === id)
    const why = measure?.why ?? []
    const ends = why.find(({ reason }) => reason === 'lies-within')?.figures ?? []
    return {
      value: measure?.value ? Number(figureDecimal(measure.value)) : null,
      ends: ends.map(({ value }) => Number(figureDecimal(value))),
      said: measureWhyText(why, 'zh-CN'),
      tile: figureNote(why, 'zh-CN')?.text ?? '',
    }
  })
}
describe('figures of several parts whose numbers are in conflict', () => {
  test.each([
    [
      'an order of two amounts and one that was closed in the other export',
      [order('O1', '甲', 2, 100), order('O2', '甲', 1, 60, '卖家已发货')],
      [order('O1', '甲', 2, 300), order('O2', '甲', 1, 60, '交易关闭')],
    ],
    [
      'an order of another number of copies, of two titles',
      [order('O1', '甲', 2, 100), order('O2', '乙', 1, 60)],
      [order('O1', '甲', 5, 100), order('O2', '乙', 3, 90)],
    ],
    [
      'the only order of a title, closed in the other export',
      [order('O1', '甲', 2, 100), order('O2', '乙', 1, 60)],
      [order('O1', '甲', 2, 100), order('O2', '乙', 1, 60, '交易关闭')],
    ],
  ])('%s', async (_name, one, other) => {
    const whole = {
      '订单一.csv': file(orders, ...one),
      '订单二.csv': file(orders, ...other, order('O9', '甲', 1, 45)),
    }
    const found = await read({ ...whole, '扣押.csv': seized })
    const values: number[][] = ids.map(() => [])
    for (let way = 0; way < 4; way += 1) {
      const rows = [0, 1].flatMap((place) => ((way >> place) & 1 ? other[place] : one[place]) ?? [])
      const world = await read({
        '订单一.csv': file(orders, ...rows),
        '订单二.csv': file(orders, order('O9', '甲', 1, 45)),
        '扣押.csv': seized,
      })
      world.forEach(({ value }, place) => values[place]?.push(value ?? Number.NaN))
    }
    found.forEach(({ value, ends, said, tile }, place) => {
      expect(value).toBeNull()
      expect(ends).toEqual([Math.min(...(values[place] ?? [])), Math.max(...(values[place] ?? []))])
      expect(said).toContain('无论怎样认定，不低于')
      expect(tile).toContain('无论怎样认定，不低于')
    })
  })
  test('moves and seized lines that may be one stand with the figure and its ends', async () => {
    const move = (day: number, copies: number, sum: number, party = '张三') =>
      `,2022-01-0${day},甲仓,出库,《甲》,${copies},${sum}.00,${party}`
    const moves = {
      '一.csv': file(ledger, move(1, 10, 1000), move(2, 3, 300), move(3, 2, 250)),
      '二.csv': file(ledger, move(1, 10, 1000), move(4, 1, 300, '李四'), move(5, 4, 444)),
    }
    const found = await read({ ...moves, '扣押.csv': seized })
    expect(found.map(({ value, ends }) => [value, ends])).toEqual([
      [4392, [3441, 4392]],
      [1098, [1098, 1147]],
      [1098, [1098, 1147]],
      [44, [34, 44]],
    ])
    const items = (...rows: readonly string[]) => file('物品名称,数量,单位,场所', ...rows)
    const lists = await read({
      ...moves,
      '扣押一.csv': items('《甲》,10,盒,一仓', '《甲》,2,盒,一仓', '《甲》,3,盒,一仓'),
      '扣押二.csv': items('《甲》,10,盒,一仓', '《甲》,4,盒,二仓', '《甲》,5,盒,二仓'),
    })
    expect(lists[1]).toMatchObject({ value: 3733.2, ends: [2635.2, 3899.8] })
    expect(lists[3]).toMatchObject({ value: 64, ends: [44, 64] })
  })
})
