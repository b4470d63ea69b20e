/** The chain of goods on rows made by hand: balances at their limits, bounds, prices and payments. */
import { describe, expect, it } from 'vitest'
import { goodsFacts } from '../../electron/engine/goods/facts.ts'
import { balanceOf, placeBalances, stockMonths } from '../../electron/engine/goods/places.ts'
import { sellerPrices } from '../../electron/engine/goods/prices.ts'
import { paidOf, printingLines } from '../../electron/engine/goods/supply.ts'
import { titleChains } from '../../electron/engine/goods/titles.ts'
import { runAnalysis } from '../../electron/engine/analyses/runAnalysis.ts'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { addBatch, emptyCase, type Values } from './factsCase.ts'

function caseWith(...sheets: readonly (readonly [string, readonly Values[]])[]): WriteDb {
  const db = emptyCase()
  for (const [kind, rows] of sheets) addBatch(db, [{ kind, rows }])
  return db
}
let number = 0
const next = (): string => `N${(number += 1)}`
const print = (copies: number | null, more: Values = {}): Values => ({
  number: next(),
  title: '雾港来信',
  printer: '印刷厂1号',
  customer: '罗志华',
  delivery: '仓库1号',
  copies,
  amount: 1000,
  date: '2021-03-05',
  ...more,
})
const move = (direction: string | null, quantity: number | null, more: Values = {}): Values => ({
  number: next(),
  title: '雾港来信',
  place: '仓库1号',
  direction,
  quantity,
  party: direction === 'in' ? '印刷厂1号' : '线下门店1号',
  date: '2021-03-10',
  ...more,
})
const order = (quantity: number, net: number | null, more: Values = {}): Values => ({
  number: next(),
  item: '雾港来信 盒装',
  title: '雾港来信',
  shop: '剧星桌游专营店',
  quantity,
  paid: net,
  net,
  status: 'success',
  createdAt: '2021-04-01 12:00:00',
  ...more,
})
const seized = (quantity: number, site: string, more: Values = {}): Values => ({
  name: '盗版剧本杀《雾港来信》',
  title: '雾港来信',
  quantity,
  unit: '盒',
  site,
  time: '2022-09-12',
  ...more,
})
const chain = (db: WriteDb) => {
  const facts = goodsFacts(db)
  const places = placeBalances(facts)
  return {
    facts,
    places,
    titles: titleChains(facts, places),
    named: (name: string) => places.find(({ key }) => facts.parties.get(key)?.name === name),
  }
}

describe('a balance', () => {
  const sums = (steps: readonly { date: string | null; copies: bigint }[]) => {
    const cameIn = steps.reduce((sum, { copies }) => (copies > 0n ? sum + copies : sum), 0n)
    const left = steps.reduce((sum, { copies }) => (copies < 0n ? sum - copies : sum), 0n)
    return balanceOf(steps, { cameIn, left, seized: 0n, withoutCopies: 0 })
  }
  it.each([
    [
      'even',
      [
        ['2021-01-01', 5n],
        ['2021-01-02', -5n],
      ],
      0n,
      0n,
    ],
    [
      'one left too early',
      [
        ['2021-01-01', -5n],
        ['2021-01-02', 5n],
      ],
      5n,
      5n,
    ],
    [
      'of one day stands arrivals first',
      [
        ['2021-01-01 08:00:00', -5n],
        ['2021-01-01 09:00:00', 5n],
      ],
      0n,
      0n,
    ],
    [
      'one more left than came',
      [
        ['2021-01-01', 5n],
        ['2021-01-02', -6n],
      ],
      1n,
      0n,
    ],
    [
      'one fewer left than came',
      [
        ['2021-01-01', 5n],
        ['2021-01-02', -4n],
      ],
      0n,
      1n,
    ],
    [
      'without a date makes no gap',
      [
        ['2021-01-01', -5n],
        [null, 5n],
        [null, -1n],
      ],
      1n,
      0n,
    ],
    [
      'lowest in the middle',
      [
        ['2021-01-01', 3n],
        ['2021-01-02', -8n],
        ['2021-01-03', 9n],
      ],
      5n,
      9n,
    ],
  ] as const)('%s', (_, steps, unshownIn, unshownOut) => {
    const found = sums(steps.map(([date, copies]) => ({ date, copies })))
    expect([found.unshownIn, found.unshownOut]).toEqual([unshownIn, unshownOut])
    expect(found.cameIn + found.unshownIn).toBe(found.left + found.seized + found.unshownOut)
  })
})

describe('a title over the chain', () => {
  it('what was printed and has no known end is of unknown whereabouts', () => {
    const { titles, named } = chain(
      caseWith(
        ['printOrder', [print(100)]],
        [
          'stockMove',
          [move('in', 70), move('out', 10, { amount: 500 }), move('out', 20, { party: '剧星桌游专营店' })],
        ],
        [
          'saleOrder',
          [
            order(3, 300),
            order(2, 0),
            order(5, 500, { status: 'closed' }),
            order(7, 700, { status: '待查' }),
          ],
        ],
        ['seizure', [seized(30, '仓库1号'), seized(4, '印刷厂1号'), seized(6, '线下门店1号')]],
      ),
    )
    expect(titles).toMatchObject([
      {
        printed: 100n,
        stored: 70n,
        moved: 20n,
        wholesale: 10n,
        wholesaleAmount: 500n,
        online: 3n,
        returned: 2n,
        unknownOrders: 1,
        unknownCopies: 7n,
        seized: 40n,
        soldAndSeized: 6n,
        ends: 47n,
        whereabouts: 53n,
        unprinted: 0n,
      },
    ])
    expect(named('仓库1号')).toMatchObject({
      sort: 'store',
      cameIn: 70n,
      left: 30n,
      book: 40n,
      seized: 30n,
      unshownIn: 0n,
      unshownOut: 10n,
    })
    expect(named('印刷厂1号')).toMatchObject({
      sort: 'printer',
      cameIn: 100n,
      left: 70n,
      seized: 4n,
      unshownOut: 26n,
    })
    expect(named('剧星桌游专营店')).toMatchObject({ sort: 'shop', cameIn: 20n, left: 3n, unshownOut: 17n })
    expect(named('线下门店1号')).toMatchObject({ sort: 'outlet', cameIn: 10n, seized: 6n, unshownOut: 4n })
  })
  it.each([
    ['as many ends as printed', 40, 0n],
    ['one more', 41, 1n],
    ['without print orders', 140, 100n],
  ])('printed besides, at least: %s', (_, copies, expected) => {
    const { titles } = chain(caseWith(['printOrder', [print(40)]], ['seizure', [seized(copies, '仓库9号')]]))
    expect(titles[0]?.unprinted).toBe(expected)
  })
  it('what printers handed over beyond their orders was printed too', () => {
    const { titles } = chain(caseWith(['printOrder', [print(40)]], ['stockMove', [move('in', 45)]]))
    expect(titles[0]?.unprinted).toBe(5n)
  })
  it('titles written otherwise are one, rows without a quantity are told', () => {
    const { titles } = chain(
      caseWith(
        ['printOrder', [print(40), print(2, { title: '雾港 来信' }), print(null)]],
        ['stockMove', [move('in', null), move(null, 3)]],
      ),
    )
    expect(titles).toMatchObject([{ printed: 42n, withoutCopies: 2, stored: 0n }])
  })
  it('a store that moves to another one is told by the book of each', () => {
    const { named } = chain(
      caseWith([
        'stockMove',
        [
          move('in', 10),
          move('out', 4, { party: '仓库2号' }),
          move('in', 4, { place: '仓库2号', party: '仓库1号' }),
        ],
      ]),
    )
    expect(named('仓库2号')).toMatchObject({ cameIn: 4n, left: 0n })
    expect(named('仓库1号')).toMatchObject({ cameIn: 10n, left: 4n })
  })
})

it('the stock of a month is what the months before left', () => {
  const { facts } = chain(
    caseWith([
      'stockMove',
      [
        move('in', 10),
        move('out', 3, { date: '2021-03-20' }),
        move('out', 2, { date: '2021-05-01' }),
        move('in', 1, { date: null }),
      ],
    ]),
  )
  expect(stockMonths(facts, null).map(({ month, cameIn, left, end }) => [month, cameIn, left, end])).toEqual([
    ['2021-03', 10n, 3n, 7n],
    ['2021-05', 0n, 2n, 5n],
    [null, 1n, 0n, 6n],
  ])
})

it('prices: bands and the line asked about at their limits, exact, wholesale beside online', () => {
  const db = caseWith(
    ['work', [{ title: '雾港来信', price: 10_000, registration: 'R1' }]],
    ['saleOrder', [order(1, 3000), order(1, 2999), order(3, 8999), order(2, 20_000)]],
    ['stockMove', [move('out', 10, { amount: 10_000 })]],
  )
  const found = sellerPrices(db, 3000)
  expect(
    found.map(({ seller, way, copies, below, bands, lowest, highest }) => [
      seller,
      way,
      copies,
      below,
      bands,
      lowest,
      highest,
    ]),
  ).toEqual([
    [
      '剧星桌游专营店',
      'online',
      7n,
      4n,
      [0n, 0n, 4n, 1n, 0n, 2n],
      { amount: 2999n, copies: 1n },
      { amount: 20_000n, copies: 2n },
    ],
    [
      '线下门店1号',
      'wholesale',
      10n,
      10n,
      [0n, 10n, 0n, 0n, 0n, 0n],
      { amount: 10_000n, copies: 10n },
      { amount: 10_000n, copies: 10n },
    ],
  ])
})

it.each([
  ['已付', 100n, 100n],
  ['未付', 0n, 0n],
  ['已付50%', 50n, 50n],
  ['已付 33％', 33n, 34n],
  ['已付定金', 0n, 101n],
  [null, 0n, 101n],
  ['已付150%', 0n, 101n],
])('payment %s', (payment, low, high) => {
  const amount = payment === '已付 33％' || high === 101n ? 101n : 100n
  expect(paidOf({ amount, paid: null, payment })).toEqual({ low, high })
  expect(paidOf({ amount, paid: 7n, payment })).toEqual({ low: 7n, high: 7n })
})
it('orders, goods and payments stand side by side; a place without a book does not say what came', () => {
  const { facts } = chain(
    caseWith(
      ['printOrder', [print(40, { payment: '已付50%' }), print(10, { delivery: '仓库9号', amount: null })]],
      ['stockMove', [move('in', 30)]],
    ),
  )
  expect(printingLines(facts)).toMatchObject([
    { orders: 1, ordered: 40n, takenIn: 30n, amount: 1000n, paidLow: 500n, paidHigh: 500n },
    { orders: 1, ordered: 10n, takenIn: null, amount: 0n, withoutAmount: 1 },
  ])
})
it('says which part of the chain there is no material for', () => {
  const ask = (db: WriteDb) =>
    runAnalysis({ db, checkCancelled: () => undefined, progress: () => undefined }, 'goods', {}).result.notes
  expect(
    ask(caseWith(['printOrder', [print(1)]])).find(({ id }) => id === 'part-without-material')?.words.zh,
  ).toBe('没有出入库台账、网店订单、扣押清单，相应环节不是零而是不知。')
  expect(ask(emptyCase())).toMatchObject([{ tone: 'withheld', id: 'no-material' }])
})

describe('what was seized where no row says', () => {
  it.each([
    [null, 7n],
    ['仓库9号', 7n],
    ['印刷厂1号', 7n],
  ])('at %s is seized all the same', (site, expected) => {
    const { titles } = chain(caseWith(['printOrder', [print(10)]], ['seizure', [{ ...seized(7, ''), site }]]))
    expect(titles[0]).toMatchObject({ seized: expected, ends: expected, whereabouts: 3n })
  })
})
