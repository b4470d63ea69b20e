/** Each measure at its limit and beside it, on rows made by hand; whole files are held against truth in wholeCases. */
import { describe, expect, it } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { listMeasures, measureDefinitions, measureScope } from '../../electron/engine/law/measures.ts'
import { pointValue } from '../../electron/engine/law/slips.ts'
import type { Measure } from '../../shared/contract/measures.ts'
import { remarkTone } from '../../shared/words/measureReasons.ts'
import { numberOf } from '../helpers/figures.ts'
import { addBatch, emptyCase, type Values } from './factsCase.ts'
import { rowsOf } from '../helpers/rows.ts'

function caseWith(...sheets: readonly (readonly [string, readonly Values[]])[]): WriteDb {
  const db = emptyCase()
  for (const [kind, rows] of sheets) addBatch(db, [{ kind, rows }])
  return db
}
function measure(db: WriteDb, id: string): Measure {
  const found = listMeasures(db).find((entry) => entry.id === id)
  if (found === undefined) throw new Error(`no measure ${id}`)
  return found
}
/** The gravest reason that is more than a note; null for none. */
const reasonOf = ({ why }: Measure) => why.find((remark) => remarkTone(remark) !== 'note')?.reason ?? null
const figure = (db: WriteDb, id: string) => {
  const found = measure(db, id)
  return { value: numberOf(found.value), rows: found.rows, why: reasonOf(found) }
}
const shown = (entry: Measure) => ({ ...entry, why: reasonOf(entry) })

describe('without material', () => {
  it('a figure is unknown, not zero', () => {
    const db = emptyCase()
    for (const { id, value, rows, why } of listMeasures(db).map(shown))
      expect({ id, value, rows, why }).toEqual({ id, value: null, rows: 0, why: 'no-material' })
  })
  it('every measure has its names, its rule in both languages and an id of its own', () => {
    expect(new Set(measureDefinitions.map(({ id }) => id)).size).toBe(measureDefinitions.length)
    for (const { nameZh, nameEn, rule, scopes } of measureDefinitions) {
      expect(nameZh).toMatch(/\S/)
      expect(nameEn).toMatch(/^[^\p{Script=Han}]+$/u)
      expect(rule.zh).toMatch(/\p{Script=Han}/u)
      expect(rule.en).not.toMatch(/^$/)
      expect(scopes.length).toBeGreaterThan(0)
    }
    expect(measureScope(emptyCase(), 'nothing')).toBeNull()
    expect(measureScope(emptyCase(), 'bets.stakes', 'transfer')).toBeNull()
  })
})

describe('exact', () => {
  const orders = (amounts: readonly number[]) =>
    [
      'printOrder',
      amounts.map((amount, index) => ({ number: String(index), title: '甲', copies: 1, amount })),
    ] as const
  it('money is minor units with their currency, everything else an integer with its scale', () => {
    const db = caseWith(orders([10, 20]), [
      'seizure',
      [
        { name: '现金', quantity: 21, unit: '元', volume: 601 },
        { name: '剧本', quantity: 2, unit: '盒' },
      ],
    ])
    expect(measure(db, 'printing.amount').value).toEqual({ minor: 30, currency: 'CNY' })
    expect(measure(db, 'seizure.cash').value).toEqual({ minor: 2100, currency: 'CNY' })
    expect(measure(db, 'seizure.volume_m3').value).toEqual({ count: 601, scale: 3 })
    expect(measure(db, 'seizure.boxes').value).toEqual({ count: 2, scale: 0 })
    expect(measure(db, 'printing.copies').value).toEqual({ count: 2, scale: 0 })
  })
  const most = Number.MAX_SAFE_INTEGER
  it.each([
    ['at the last safe integer', [most - 1, 1], most],
    ['one beyond it', [most, 1], '9007199254740992'],
    ['two beyond it', [most, 2], '9007199254740993'],
    ['below zero beyond it', [-most, -2], '-9007199254740993'],
    ['beyond 64 bits', Array.from({ length: 1_100 }, () => most), String(1_100n * BigInt(most))],
    ['below −2^63', Array.from({ length: 1_100 }, () => -most), String(-1_100n * BigInt(most))],
  ])('a sum %s is told to the 分', (_, amounts, minor) => {
    const db = caseWith(orders(amounts))
    expect(shown(measure(db, 'printing.amount'))).toMatchObject({
      value: { minor, currency: 'CNY' },
      why: null,
      rows: amounts.length,
    })
    expect(figure(db, 'printing.copies').value).toBe(amounts.length)
  })
  it('points, stakes and what the averages make of them hold beyond 64 bits too', () => {
    const slips = Array.from({ length: 1_100 }, (_, index) => ({
      number: `N${index}`,
      account: 'a',
      status: 'settled',
      valid: most,
    }))
    const db = caseWith(
      ['betSlip', slips],
      ['deposit', [{ number: 'D', account: 'a', type: 'deposit', amount: 200, points: 100 }]],
    )
    const points = 1_100n * BigInt(most)
    expect(measure(db, 'bets.valid_points').value).toEqual({ count: String(points), scale: 2 })
    expect(measure(db, 'bets.stakes').value).toEqual({ minor: String(2n * points), currency: 'CNY' })
  })
  it('a subject a measure is not told of gives no figure and says so', () => {
    const db = caseWith(orders([10]))
    const within = { kind: 'person', entityId: 1 } as const
    for (const { id, value, why, rows } of listMeasures(db, within).map(shown))
      expect({ id, value, why, rows }).toEqual({ id, value: null, why: 'subject-unsupported', rows: 0 })
  })
  it('headlines have an order of their own, and what stands under them are measures', () => {
    const headlines = measureDefinitions.flatMap(({ headline }) => headline ?? [])
    expect(new Set(headlines.map(({ place }) => place)).size).toBe(headlines.length)
    const beside = headlines.flatMap((headline) => headline.beside ?? [])
    expect(beside.filter((id) => !measureDefinitions.some((definition) => definition.id === id))).toEqual([])
  })
})

describe('the rows behind a figure', () => {
  it('are the rows the table opens for it, over all its kinds', () => {
    const db = caseWith(
      [
        'seizure',
        [
          { name: '《甲》', title: '甲', quantity: 2, unit: '盒', site: '仓库1号', volume: 5, weight: 5 },
          { name: '手机', quantity: 1, unit: '部' },
          { name: '现金', quantity: 1, unit: '元' },
        ],
      ],
      [
        'saleOrder',
        [{ number: '1', status: 'success', quantity: 1, paid: 500, net: 500, title: '甲', item: '甲' }],
      ],
      ['stockMove', [{ number: '1', title: '甲', direction: 'out', quantity: 1, amount: 5 }]],
      ['agentAccount', [{ account: 'a1' }, { account: 'a2', parent: 'a1' }]],
      [
        'memberAccount',
        [
          { account: 'm1', parent: 'a2' },
          { account: 'm2', parent: 'm1' },
        ],
      ],
      ['website', [{ domain: 'a.com', ip: '1.1.1.1' }]],
      ['transfer', [{ ownCard: '1', time: '2021-01-01', amount: 1, serial: '1', direction: 'in' }]],
    )
    for (const { id, scopes } of measureDefinitions) {
      const opened = scopes.map(({ kind }) => {
        const { table, where, params } = rowsOf(db, { kind, measure: id })
        return (
          db
            .prepare<[object], number>(`SELECT COUNT(*) FROM ${table} r WHERE ${where}`)
            .pluck()
            .get(params) ?? 0
        )
      })
      expect({ id, rows: opened.reduce((total, count) => total + count, 0) }).toEqual({
        id,
        rows: measure(db, id).rows,
      })
    }
    expect(() => rowsOf(db, { kind: 'transfer', measure: 'nothing' })).toThrow(
      expect.objectContaining({ code: 'measure-not-found' }),
    )
  })
})

describe('people and seizure', () => {
  it('a person is counted once by ID number, a repeated row adds nobody', () => {
    const rows = [
      { name: '甲', idNumber: '310112197807277031' },
      { name: '甲一', idNumber: '310112197807277031' },
      { name: '乙', idNumber: null },
      { name: '乙', idNumber: null },
    ]
    expect(
      figure(caseWith(['personRegister', rows], ['personRegister', rows.slice(0, 1)]), 'people.count'),
    ).toEqual({ value: 3, rows: 4, why: null })
  })
  it('boxes are the unit 盒, phones are no phone cards, cash is counted in yuan', () => {
    const item = (name: string, quantity: number | null, unit: string): Values => ({
      name,
      quantity,
      unit,
      site: '仓库1号',
    })
    const db = caseWith([
      'seizure',
      [
        item('盗版剧本杀《云梦泽》', 100, '盒'),
        item('包装箱', 7, '箱'),
        item('手机', 2, '部'),
        item('苹果手机', 1, '台'),
        item('手机卡', 30, '张'),
        item('手机壳', 9, '个'),
        item('现金人民币', 21_000, '元'),
        item('现金', 5, '美元'),
        item('现金支票', 1, '张'),
      ],
    ])
    expect(figure(db, 'seizure.items')).toEqual({ value: 9, rows: 9, why: null })
    expect(figure(db, 'seizure.boxes')).toEqual({ value: 100, rows: 1, why: null })
    expect(figure(db, 'seizure.phones')).toEqual({ value: 3, rows: 2, why: null })
    expect(figure(db, 'seizure.cash')).toEqual({ value: 21_000, rows: 1, why: null })
    expect(figure(db, 'sites.count')).toEqual({ value: 1, rows: 9, why: null })
  })
  it('an unreadable quantity is said, not passed over', () => {
    const db = caseWith([
      'seizure',
      [
        { name: '剧本', quantity: 1, unit: '盒' },
        { name: '剧本', quantity: null, unit: '盒' },
      ],
    ])
    expect(figure(db, 'seizure.boxes')).toEqual({ value: 1, rows: 2, why: 'rows-without-value' })
    expect(
      figure(caseWith(['seizure', [{ name: '剧本', quantity: null, unit: '盒' }]]), 'seizure.boxes'),
    ).toEqual({ value: null, rows: 1, why: 'no-value' })
    expect(
      figure(caseWith(['seizure', [{ name: '账本', quantity: 4, unit: '本' }]]), 'seizure.cash'),
    ).toEqual({ value: 0, rows: 0, why: null })
  })
  it('volumes add without the noise of floats', () => {
    const db = caseWith([
      'seizure',
      [100, 200, 300, 1].map((volume) => ({ name: 'x', quantity: 1, volume, weight: volume * 10 })),
    ])
    expect(figure(db, 'seizure.volume_m3')).toEqual({ value: 0.601, rows: 4, why: null })
    expect(figure(db, 'seizure.weight_kg')).toEqual({ value: 6.01, rows: 4, why: null })
  })
})

describe('goods', () => {
  const order = (
    number: string,
    status: string,
    quantity: number,
    paid: number,
    refund: number,
    title = '云梦泽',
  ): Values => ({ number, status, quantity, paid, refund, net: paid - refund, title, item: title })
  it('an order counts as sold by status, its copies only when money stayed', () => {
    const db = caseWith([
      'saleOrder',
      [
        order('1', 'success', 2, 10_000, 0),
        order('2', 'shipped', 3, 10_000, 9999),
        order('3', 'success', 4, 10_000, 10_000),
        order('4', 'closed', 5, 10_000, 0),
        order('5', 'paid', 6, 10_000, 0),
        order('6', '部分退款', 7, 10_000, 0),
      ],
    ])
    expect(figure(db, 'online.orders')).toEqual({ value: 6, rows: 6, why: null })
    // 部分退款 is neither sold nor closed: the order stands beside the figures.
    expect(figure(db, 'online.copies')).toEqual({ value: 5, rows: 2, why: 'unknown-state' })
    expect(figure(db, 'online.amount')).toEqual({ value: 100.01, rows: 3, why: 'unknown-state' })
  })
  it('one order over two rows is one order', () => {
    expect(
      figure(
        caseWith(['saleOrder', [order('1', 'success', 1, 1, 0, '甲'), order('1', 'success', 1, 1, 0, '乙')]]),
        'online.orders',
      ),
    ).toEqual({ value: 1, rows: 2, why: null })
  })
  it('an order line that two exports show at different stages is not summed twice: no figure, and why', () => {
    const first = [
      'saleOrder',
      [order('1', 'shipped', 2, 10_000, 0), order('2', 'success', 1, 500, 0)],
    ] as const
    for (const [later, withheld] of [
      // On its way and then arrived: the order counts once and alike, whichever stands.
      [order('1', 'success', 2, 10_000, 0), []],
      [
        order('1', 'closed', 2, 10_000, 0),
        ['online.copies', 'online.amount', 'business.copies', 'business.amount'],
      ],
      // The copies do not hang on what was refunded; what they were sold for does.
      [order('1', 'shipped', 2, 10_000, 5_000), ['online.amount', 'business.copies', 'business.amount']],
    ] as const) {
      const db = caseWith(first, ['saleOrder', [later]])
      for (const id of ['online.copies', 'online.amount', 'business.copies', 'business.amount'])
        expect([id, shown(measure(db, id)).why === 'conflicting-rows']).toEqual([
          id,
          (withheld as readonly string[]).includes(id),
        ])
      expect(shown(measure(db, 'business.unsold_amount'))).toMatchObject({ value: null, why: 'no-material' })
      expect(figure(db, 'online.orders')).toMatchObject({ value: 2, why: null })
    }
    // Beside the limit: a stage that sold nothing yet, another item of the order, lines of one export.
    expect(
      figure(
        caseWith(
          first,
          ['saleOrder', [order('3', 'unpaid', 2, 0, 0)]],
          ['saleOrder', [order('3', 'success', 2, 700, 0)]],
        ),
        'online.amount',
      ),
    ).toMatchObject({ value: 112, why: null })
    expect(
      figure(caseWith(first, ['saleOrder', [order('1', 'success', 2, 700, 0, '另一本')]]), 'online.amount'),
    ).toMatchObject({ value: 112, why: null })
    expect(
      figure(
        caseWith(['saleOrder', [order('1', 'success', 2, 700, 0), order('1', 'success', 2, 800, 0)]]),
        'online.amount',
      ),
    ).toMatchObject({ value: 15, why: null })
  })
  it('wholesale is what left the store for money', () => {
    const db = caseWith([
      'stockMove',
      [
        { number: '1', title: 'a', direction: 'out', quantity: 5, amount: 38_460 },
        { number: '2', title: 'a', direction: 'out', quantity: 100, amount: null },
        { number: '3', title: 'a', direction: 'in', quantity: 7, amount: 100 },
        { number: '4', title: 'a', direction: 'out', quantity: 9, amount: 0 },
      ],
    ])
    expect(figure(db, 'wholesale.copies')).toEqual({ value: 5, rows: 1, why: null })
    expect(figure(db, 'wholesale.amount')).toEqual({ value: 384.6, rows: 1, why: null })
  })
  it('unsold boxes are worth the title’s average price, rounded once; a title never sold has none', () => {
    const seized = (title: string, quantity: number): Values => ({
      name: `《${title}》`,
      title,
      quantity,
      unit: '盒',
    })
    const sales = [
      'saleOrder',
      [order('1', 'success', 3, 10_000, 0, '甲'), order('2', 'success', 7, 10_000, 0, '乙')],
    ] as const
    // 2 × 100.00/3 + 3 × 100.00/7 = 109.5238…; with prices rounded first it would be 2 × 33.33 + 3 × 14.29 = 109.53.
    const db = caseWith(['seizure', [seized('甲', 2), seized('乙', 3)]], sales)
    expect(figure(db, 'business.unsold_amount')).toEqual({ value: 109.52, rows: 2, why: null })
    expect(figure(db, 'business.amount')).toEqual({ value: 309.52, rows: 4, why: 'part-without-material' })
    expect(figure(db, 'business.copies')).toEqual({ value: 15, rows: 4, why: 'part-without-material' })
    // 1 × 100.00/3 + 1 × 100.00/7 = 47.6190…, and 5 × 100.00/8 = 62.50 exactly, ½ × 0.01 = 0.005: half goes up.
    expect(
      figure(caseWith(['seizure', [seized('甲', 1), seized('乙', 1)]], sales), 'business.unsold_amount')
        .value,
    ).toBe(47.62)
    const half = ['saleOrder', [order('1', 'success', 2, 2_001, 0, '甲')]] as const
    expect(figure(caseWith(['seizure', [seized('甲', 1)]], half), 'business.unsold_amount').value).toBe(10.01)
    expect(figure(caseWith(['seizure', [seized('甲', 1)]], half), 'business.amount').value).toBe(30.02)
    expect(figure(caseWith(['seizure', [seized('丙', 1)]], sales), 'business.unsold_amount')).toEqual({
      value: null,
      rows: 1,
      why: 'no-price',
    })
  })
})

describe('copies of the whole case', () => {
  const sold = (quantity: number | null): Values => ({
    number: '1',
    status: 'success',
    quantity,
    paid: 100,
    net: 100,
    title: '甲',
    item: '甲',
  })
  const out = (quantity: number | null): Values => ({
    number: '1',
    title: '甲',
    direction: 'out',
    quantity,
    amount: 5,
  })
  const boxes = (quantity: number | null): Values => ({ name: '《甲》', title: '甲', quantity, unit: '盒' })
  it.each([
    ['nowhere', 2, 3, 5, { value: 10, rows: 3, why: null }],
    ['in an order', null, 3, 5, { value: 8, rows: 3, why: 'rows-without-value' }],
    ['in a stock move', 2, null, 5, { value: 7, rows: 3, why: 'rows-without-value' }],
    ['among the seized', 2, 3, null, { value: 5, rows: 3, why: 'rows-without-value' }],
  ])('a quantity that is missing %s is said', (_, order, move, seized, expected) => {
    const db = caseWith(
      ['saleOrder', [sold(order)]],
      ['stockMove', [out(move)]],
      ['seizure', [boxes(seized)]],
    )
    expect(figure(db, 'business.copies')).toEqual(expected)
  })
  it.each([
    ['nowhere', 2, 2, null],
    ['among the seized of a title that has others', 2, null, 'rows-without-value'],
    ['in an order of a title that has others', null, 2, 'rows-without-value'],
  ])('a quantity that is missing %s is said beside the amounts too', (_, order, seized, why) => {
    const db = caseWith(
      ['saleOrder', [sold(2), { ...sold(order), number: '2' }]],
      ['stockMove', [out(1)]],
      ['seizure', [boxes(3), { ...boxes(seized), name: '《甲》之二' }]],
    )
    expect([figure(db, 'business.unsold_amount').why, figure(db, 'business.amount').why]).toEqual([why, why])
  })
})

describe('money', () => {
  const transfer = (
    own: string,
    counter: string,
    direction: string,
    time: string,
    more: Values = {},
  ): Values => ({
    ownCard: own,
    counterAccount: counter,
    direction,
    time,
    amount: 10_000,
    serial: `${own}${time}`,
    result: 'success',
    ...more,
  })
  it('rows are rows; a transfer counts once whoever wrote it down', () => {
    const [a, b] = ['6217008375367000751', '6226225767248547557']
    const first = transfer(a, b, 'out', '2021-03-01 10:00:00')
    const db = caseWith(
      ['transfer', [first, transfer(a, b, 'out', '2021-03-01 11:00:00', { result: 'failed' })]],
      [
        'transfer',
        [
          first,
          transfer(b, a, 'in', '2021-03-01 10:00:03'),
          transfer(b, a, 'in', '2021-03-01 11:00:00', { result: 'failed' }),
          transfer(b, a, 'in', '2021-03-01 12:00:00'),
        ],
      ],
    )
    expect(figure(db, 'bank.rows')).toEqual({ value: 6, rows: 6, why: null })
    expect(figure(db, 'bank.distinct_transfers').value).toBe(3)
    expect(figure(db, 'bank.failed_transfers').value).toBe(1)
    expect(figure(db, 'bank.mirrored').value).toBe(2)
    expect(figure(db, 'bank.repeated_rows').value).toBe(1)
  })
  it('a wallet’s bill is no bank statement', () => {
    const db = caseWith([
      'transfer',
      [
        {
          ownPayment: 'a@b.com',
          counterName: 'x',
          time: '2021-03-01 10:00:00',
          amount: 1,
          direction: 'out',
          serial: '1',
        },
      ],
    ])
    expect(figure(db, 'bank.rows')).toEqual({ value: 0, rows: 0, why: null })
  })
})

describe('betting', () => {
  const slip = (number: string, status: string | null, valid: number | null, more: Values = {}): Values => ({
    number,
    account: 'm1',
    agent: 'a1',
    time: '2022-11-20 00:00',
    stake: 10_000,
    valid,
    winLoss: 0,
    status,
    ...more,
  })
  const paid = (
    number: string,
    type: string,
    amount: number,
    points: number | null,
    result: string | null = 'success',
  ): Values => ({
    number,
    type,
    account: 'm1',
    amount,
    points,
    payerAccount: '6217008375367000751',
    payeeAccount: '6226225767248547557',
    time: '2022-11-20 00:00:00',
    result,
  })
  it('slips count once, cancelled ones have no stake', () => {
    const db = caseWith(
      [
        'betSlip',
        [
          slip('1', 'settled', 10_000),
          slip('2', 'cancelled', 0),
          slip('3', 'void', 500),
          slip('4', 'open', 500),
        ],
      ],
      ['betSlip', [slip('1', 'settled', 10_000), slip('5', 'settled', 2050)]],
      ['deposit', [paid('1', 'deposit', 100_000, 10_000)]],
    )
    expect(figure(db, 'bets.rows')).toEqual({ value: 6, rows: 6, why: null })
    expect(figure(db, 'bets.distinct_slips')).toEqual({ value: 5, rows: 5, why: null })
    expect(figure(db, 'bets.settled').value).toBe(2)
    expect(figure(db, 'bets.valid_points')).toEqual({ value: 120.5, rows: 2, why: null })
    expect(figure(db, 'bets.stakes')).toEqual({ value: 1205, rows: 2, why: null })
  })
  it('a settled slip that tells neither points nor yuan is said beside the stakes', () => {
    const db = caseWith(
      ['betSlip', [slip('1', 'settled', 10_000), { ...slip('2', 'settled', 0), valid: null }]],
      ['deposit', [paid('1', 'deposit', 100_000, 10_000)]],
    )
    expect([figure(db, 'bets.valid_points'), figure(db, 'bets.stakes')]).toEqual([
      { value: 100, rows: 2, why: 'rows-without-value' },
      { value: 1000, rows: 2, why: 'rows-without-value' },
    ])
  })
  it('a slip that was open in one export and settled in the next counts once, as settled', () => {
    const db = caseWith(['betSlip', [slip('1', 'open', 10_000)]], ['betSlip', [slip('1', 'settled', 10_000)]])
    expect(figure(db, 'bets.distinct_slips').value).toBe(1)
    expect(figure(db, 'bets.valid_points').value).toBe(100)
  })
  it('two settled versions of one slip with different points give no sum', () => {
    const db = caseWith(
      ['betSlip', [slip('1', 'settled', 10_000)]],
      ['betSlip', [slip('1', 'settled', 20_000)]],
    )
    expect(figure(db, 'bets.valid_points')).toEqual({ value: null, rows: 1, why: 'conflicting-rows' })
  })
  it('what a point is worth comes from the deposits, and only when all agree', () => {
    const slips = ['betSlip', [slip('1', 'settled', 10_000)]] as const
    expect(figure(caseWith(slips), 'bets.stakes')).toEqual({
      value: null,
      rows: 1,
      why: 'point-value-unknown',
    })
    expect(
      figure(
        caseWith(slips, [
          'deposit',
          [paid('1', 'deposit', 50_000, 5000), paid('2', 'withdraw', 100_000, 10_000)],
        ]),
        'bets.stakes',
      ).value,
    ).toBe(1000)
    expect(
      figure(
        caseWith(slips, [
          'deposit',
          [paid('1', 'deposit', 50_000, 5000), paid('2', 'deposit', 50_100, 5000)],
        ]),
        'bets.stakes',
      ),
    ).toEqual({ value: null, rows: 1, why: 'point-value-differs' })
    // 100.01 points at 0.50 yuan are 50.005 yuan: half a 分 goes up; 100.01 points at 1/3 yuan are 33.3366…
    const worth = (amount: number, points: number): WriteDb =>
      caseWith(
        ['betSlip', [slip('1', 'settled', 10_001)]],
        ['deposit', [paid('1', 'deposit', amount, points)]],
      )
    expect(figure(worth(50, 100), 'bets.stakes').value).toBe(50.01)
    expect(figure(worth(100, 300), 'bets.stakes').value).toBe(33.34)
    expect(figure(worth(200, 300), 'bets.stakes').value).toBe(66.67)
    expect(pointValue(caseWith(slips, ['deposit', [paid('1', 'deposit', 700, 300)]]))).toEqual({
      amount: 700n,
      points: 300n,
      basis: 'points',
    })
  })
  it('only successful deposits and withdrawals are sums; pending ones are not', () => {
    const db = caseWith([
      'deposit',
      [
        paid('1', 'deposit', 1000, 1),
        paid('2', 'deposit', 2000, 2, 'failed'),
        paid('3', 'deposit', 4000, 4, 'unknown'),
        paid('4', 'withdraw', 8000, 8),
        paid('5', '返佣', 16_000, 16),
        paid('6', 'deposit', 32_000, 32, null),
      ],
    ])
    expect(figure(db, 'receiving.deposits')).toEqual({ value: 330, rows: 2, why: 'unknown-result' })
    expect(figure(db, 'receiving.withdrawals')).toEqual({ value: 80, rows: 1, why: null })
    expect(figure(db, 'receiving.accounts').value).toBe(1)
    expect(figure(db, 'receiving.counterparts').value).toBe(2)
  })
  it('an agent is whoever has accounts below, listed or not', () => {
    const db = caseWith(
      [
        'agentAccount',
        [
          { account: 'a1', parent: null, level: '股东' },
          { account: 'a2', parent: 'a1', level: '代理' },
          { account: 'a3', parent: 'a1', level: '代理' },
        ],
      ],
      [
        'memberAccount',
        [
          { account: 'm1', parent: 'a2' },
          { account: 'm2', parent: 'm1' },
        ],
      ],
    )
    expect(figure(db, 'agents.listed').value).toBe(3)
    expect(figure(db, 'agents.with_subordinates')).toEqual({ value: 3, rows: 3, why: null })
    expect(figure(db, 'members.accounts').value).toBe(2)
  })
  it('domains and addresses are counted once each', () => {
    const db = caseWith([
      'website',
      [
        { domain: 'a.com\nb.com', ip: '1.1.1.1' },
        { domain: 'a.com', ip: '1.1.1.2\n1.1.1.1' },
        { domain: 'c.com', ip: null },
      ],
    ])
    expect(figure(db, 'domains.count')).toEqual({ value: 3, rows: 3, why: null })
    expect(figure(db, 'ips.count')).toEqual({ value: 2, rows: 2, why: null })
  })
})
