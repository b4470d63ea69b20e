/** Measures between two days, and the amounts of a whole case against the rules of the days of its acts; worked by hand from law.md. */
import { describe, expect, it } from 'vitest'
import { readHeld, type HeldQuestion } from '../../electron/engine/law/held/held.ts'
import { listMeasures, readMeasures } from '../../electron/engine/law/measures.ts'
import { shippedThresholds } from '../../electron/engine/law/shippedThresholds.ts'
import type { ReadDb } from '../../electron/engine/store/db.ts'
import { moneyValue } from '../../shared/model/figureValue.ts'
import { figureDecimal } from '../../shared/model/numberText.ts'
import { addBatch, emptyCase, type Values } from './factsCase.ts'

function caseWith(...sheets: readonly (readonly [kind: string, rows: readonly Values[]])[]) {
  const db = emptyCase()
  addBatch(
    db,
    sheets.map(([kind, rows]) => ({ kind, rows })),
  )
  return db
}
const order = (number: string, createdAt: string | null, net: number, quantity = 1): Values => ({
  number,
  createdAt,
  status: 'success',
  quantity,
  paid: net,
  refund: 0,
  net,
  title: '云梦泽',
  item: '《云梦泽》',
})
const sale = (number: string, date: string, amount: number, quantity: number): Values => ({
  number,
  date,
  direction: 'out',
  place: '一号仓',
  title: '云梦泽',
  quantity,
  party: '某店',
  amount,
})
const box = (time: string | null, quantity: number): Values => ({
  name: '《云梦泽》',
  title: '云梦泽',
  quantity,
  unit: '盒',
  time,
})
function during(db: ReadDb, from: string | null, to: string | null, ...ids: readonly string[]) {
  const measures = new Map(
    listMeasures(db, { kind: 'period', from, to }).map((measure) => [measure.id, measure]),
  )
  return ids.map((id) => {
    const measure = measures.get(id)
    return measure?.value == null ? null : figureDecimal(measure.value)
  })
}
const question: HeldQuestion = { actor: 'individual', repeat: null, date: null }
function offence(db: ReadDb, name: string, asked: HeldQuestion = question) {
  const found = readHeld(db, shippedThresholds(), asked).offences.find((one) => one.offence === name)
  if (found === undefined) throw new Error(name)
  return found
}

/** 4 万 before the change of 2025-04-26 and 26 万 from that day on, all of it in 分. */
const copyright = caseWith(
  [
    'saleOrder',
    [
      order('1', '2025-04-25 23:59:59', 3_000_000, 300),
      order('2', '2025-04-26 00:00:00', 20_000_000, 2_000),
      order('3', '2025-06-01', 1_000_000, 100),
      order('4', null, 500_000, 50),
      order('5', '2025-04', 100_000, 10),
    ],
  ],
  ['stockMove', [sale('a', '2025-04-01', 1_000_000, 90), sale('b', '2025-05-01', 5_000_000, 400)]],
  ['seizure', [box('2025-06-10', 7)]],
)

describe('measures between two days', () => {
  it('take both days in, and tell rows that cannot be placed', () => {
    const ids = ['online.amount', 'wholesale.amount', 'business.copies'] as const
    expect(during(copyright, null, '2025-04-25', ...ids)).toEqual(['30000.00', '10000.00', '390'])
    expect(during(copyright, '2025-04-26', null, ...ids)).toEqual(['210000.00', '50000.00', '2507'])
    expect(during(copyright, '2025-04-26', '2025-04-26', ...ids)).toEqual(['200000.00', '0.00', '2000'])
    // All of a month lies in the month.
    expect(during(copyright, '2025-04-01', '2025-04-30', ...ids)).toEqual(['231000.00', '10000.00', '2400'])
    expect(during(copyright, '2025-04-02', '2025-04-30', 'online.amount')).toEqual(['230000.00'])
    const said = (from: string | null, to: string | null) =>
      listMeasures(copyright, { kind: 'period', from, to })
        .find(({ id }) => id === 'online.amount')
        ?.why.find(({ reason }) => reason === 'undated-rows')?.count
    expect([said(null, '2025-04-25'), said('2025-04-01', '2025-04-30'), said('2025-05-01', null)]).toEqual([
      2, 1, 1,
    ])
  })
  it('make up the whole with what could not be placed; unsold goods keep the price of all sales', () => {
    const whole = new Map(readMeasures(copyright).map(({ id, value }) => [id, value]))
    // 2,460 copies for 246,000 online: 100 a copy.
    expect(whole.get('business.unsold_amount')).toEqual(moneyValue(70_000n))
    expect(during(copyright, '2025-04-26', null, 'business.unsold_amount')).toEqual(['700.00'])
    expect(during(copyright, null, '2025-04-25', 'business.unsold_amount')).toEqual(['0.00'])
    const [before, after] = [
      during(copyright, null, '2025-04-25', 'business.amount'),
      during(copyright, '2025-04-26', null, 'business.amount'),
    ].map(([text]) => Number(text))
    expect([before, after]).toEqual([40_000, 260_700])
    expect(whole.get('business.amount')).toEqual(moneyValue(30_670_000n))
    expect((before ?? 0) + (after ?? 0) + 5_000 + 1_000).toBe(306_700)
  })
  it('that are not told of a period say so', () => {
    const boxes = listMeasures(copyright, { kind: 'period', from: '2025-01-01', to: null }).find(
      ({ id }) => id === 'seizure.phones',
    )
    expect(boxes).toMatchObject({ value: null, why: [{ reason: 'subject-unsupported' }] })
  })
})

describe('copyright on both sides of 2025-04-26', () => {
  const found = offence(copyright, '侵犯著作权罪')
  const line = (metric: string) => found.lines.find((one) => one.metric === metric)
  it('stands against both sets, apart and together', () => {
    expect(found).toMatchObject({ first: '2025-04-01', last: '2025-06-10', undated: 1, straddles: true })
    expect(found.sets.map(({ from, to, acts, current }) => [from, to, acts, current])).toEqual([
      ['2021-03-01', '2025-04-25', true, false],
      ['2025-04-26', null, true, true],
    ])
    const turnover = line('illegal_turnover')
    expect(turnover?.whole?.value).toEqual(moneyValue(30_670_000n))
    // Together 30.67 万: T2 by the old numbers (25 万), T1 by the new ones (50 万).
    expect(turnover?.sets.map(({ whole }) => whole.reached)).toEqual(['T2', 'T1'])
    // Apart: 4 万 before reach nothing, 26.07 万 after reach T1 (5 万).
    expect(
      turnover?.sets.map(({ own }) => [
        own?.figure.value,
        own?.against.reached,
        // What tells no day may belong here and add, or be what takes something back.
        own?.figure.openBelow,
        own?.figure.openAbove,
      ]),
    ).toEqual([
      [moneyValue(4_000_000n), null, true, true],
      [moneyValue(26_070_000n), 'T1', true, true],
    ])
    expect(turnover?.lighter).toEqual([{ tier: 'T2', sets: [1], missing: [] }])
    const row = turnover?.sets[1]?.whole.rows.find(({ id }) => id === '217-2025-T1-illegal_turnover')
    expect(row).toMatchObject({
      by: moneyValue(25_670_000n),
      multiple: { count: 613, scale: 2 },
      confidence: 'verified-full-text',
      article: '刑法第217条',
    })
  })
  it('counts copies the same way, and says why there is no gain', () => {
    const copies = line('copies')
    // 300 + 90 before; 2,000 + 100 + 400 and 7 seized after; 60 could not be placed.
    expect(copies?.sets.map(({ own, whole }) => [own?.against.reached, whole.reached])).toEqual([
      [null, 'T2'],
      ['T1', 'T1'],
    ])
    expect(line('illegal_gain')).toMatchObject({
      measure: null,
      whole: null,
      none: { zh: expect.stringMatching('违法所得') },
    })
  })
  it('applies the numbers for who was punished before only where somebody said so', () => {
    const of = (repeat: boolean | null) =>
      offence(copyright, '侵犯著作权罪', { ...question, repeat })
        .lines.find(({ metric }) => metric === 'repeat_2y_illegal_turnover')
        ?.sets.map(({ whole }) => [whole.reached, whole.rows.map(({ notApplied }) => notApplied)])
    expect(of(null)).toEqual([
      [null, []],
      [null, ['repeat-unknown', 'repeat-unknown']],
    ])
    expect(of(false)?.[1]).toEqual([null, ['no-repeat', 'no-repeat']])
    // 30.67 万 against 3 万 and 30 万.
    expect(of(true)?.[1]).toEqual(['T2', [null, null]])
  })
  it('by the rules of one day there is one set', () => {
    const on = offence(copyright, '侵犯著作权罪', { ...question, date: '2025-04-25' })
    expect(on.sets.map(({ from, to }) => [from, to])).toEqual([['2021-03-01', '2025-04-25']])
    expect(on.lines.find(({ metric }) => metric === 'illegal_turnover')?.sets).toMatchObject([
      { own: null, whole: { reached: 'T2' } },
    ])
    expect(offence(copyright, '侵犯著作权罪', { ...question, date: '2025-04-26' }).sets).toHaveLength(1)
  })
  it('selling copies of others: the value of the unsold and both together', () => {
    const selling = offence(copyright, '销售侵权复制品罪')
    const of = (metric: string) =>
      selling.lines.find((one) => one.metric === metric)?.sets.map(({ whole }) => whole.reached)
    expect(of('sold_plus_unsold_value')).toEqual([null, 'T1'])
    expect(of('unsold_goods_value')).toEqual([null, null])
  })
})

describe('acts with years between them', () => {
  const setsOf = (...days: readonly string[]) => {
    const db = caseWith(['saleOrder', days.map((day, place) => order(String(place), day, 100_000))])
    const { sets, straddles } = offence(db, '侵犯著作权罪')
    return [sets.map(({ from, acts }) => [from, acts]), straddles]
  }
  const now = '2025-04-26'
  it('lie in the sets that have rows, and in none between', () => {
    expect(setsOf('2006-05-01', '2025-06-01')).toEqual([
      [
        ['2004-12-22', true],
        [now, true],
      ],
      true,
    ])
    // The last and the first day of sets beside each other.
    expect(setsOf('2007-04-04', '2007-04-05')).toEqual([
      [
        ['2004-12-22', true],
        ['2007-04-05', true],
        [now, false],
      ],
      true,
    ])
    expect(setsOf('2006-05-01', '2007-04-04')).toEqual([
      [
        ['2004-12-22', true],
        [now, false],
      ],
      false,
    ])
  })
  it('that say a year alone may lie in each set of it', () => {
    expect(setsOf('2007')).toEqual([
      [
        ['2004-12-22', true],
        ['2007-04-05', true],
        [now, false],
      ],
      true,
    ])
  })
})

describe('gambling on both sides of 2021-03-01', () => {
  const slip = (number: string, account: string, time: string, points: number): Values => ({
    site: '某站',
    number,
    account,
    time,
    stake: points,
    valid: points,
    validAmount: points,
    status: 'settled',
  })
  const many = (prefix: string, time: string, count: number, points: number): readonly Values[] =>
    Array.from({ length: count }, (_, place) =>
      slip(`${prefix}${place}`, `${prefix}user${place}`, time, points),
    )
  // 119 people bet 10 万 before, 1 person 20 万 after: apart neither set is reached, together both numbers are.
  const db = caseWith([
    'betSlip',
    [
      ...many('a', '2021-02-28 23:00:00', 100, 100_000),
      ...many('b', '2020-12-01', 19, 0),
      slip('c', 'last', '2021-03-01', 20_000_000),
    ],
  ])
  const found = offence(db, '开设赌场罪')
  it('has the same numbers under two texts of the article; the sums stand apart and together', () => {
    expect(found.sets.map(({ from, to, acts }) => [from, to, acts])).toEqual([
      ['2010-08-31', '2021-02-28', true],
      ['2021-03-01', null, true],
    ])
    expect(found.sets.map(({ statute }) => statute?.source)).toEqual([
      '刑法第303条第2款（2021-03-01 前）',
      '刑法修正案（十一）第36条',
    ])
    const line = (metric: string) => found.lines.find((one) => one.metric === metric)
    const figures = (metric: string) => [
      line(metric)?.whole?.value,
      ...(line(metric)?.sets.map(({ own }) => own?.figure.value) ?? []),
    ]
    expect(figures('stakes')).toEqual([
      moneyValue(30_000_000n),
      moneyValue(10_000_000n),
      moneyValue(20_000_000n),
    ])
    expect(line('stakes')?.sets.map(({ own, whole }) => [own?.against.reached, whole.reached])).toEqual([
      [null, 'T2'],
      [null, 'T2'],
    ])
    expect(line('participants')?.sets.map(({ own, whole }) => [own?.against.reached, whole.reached])).toEqual(
      [
        [null, 'T2'],
        [null, 'T2'],
      ],
    )
    // The same numbers: neither is lighter by them.
    expect([line('stakes')?.lighter, line('participants')?.lighter]).toEqual([[], []])
    expect(line('stakes')?.sets[0]?.whole.rows[0]?.confidence).toBe('verified-excerpt')
  })
  it('gambling in company has one text of its own: nothing is cut', () => {
    const company = offence(db, '赌博罪')
    expect(company).toMatchObject({ straddles: false, sets: [{ from: '2005-05-13', acts: true }] })
    expect(company.lines.find(({ metric }) => metric === 'stakes')?.sets).toMatchObject([
      { own: null, whole: { reached: 'T1' } },
    ])
  })
})

it('a case without material reaches nothing and says why', () => {
  const found = offence(emptyCase(), '侵犯著作权罪')
  expect(found).toMatchObject({
    first: null,
    last: null,
    straddles: false,
    sets: [{ current: true, acts: false }],
  })
  for (const { whole, sets } of found.lines)
    expect([whole?.value ?? null, ...sets.map((set) => set.whole.reached)]).toEqual([null, null])
})
