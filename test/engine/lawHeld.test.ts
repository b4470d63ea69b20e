/**
 * Amounts held against every row of the table: at its limit, one below, one above, on the first and last day of its rule and beside them, for
 * individuals and units. What is expected is worked out here from the raw table and law.md, not by the program.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { surely, timesOf, type Told } from '../../electron/engine/law/held/amounts.ts'
import { amountOf } from '../../electron/engine/law/held/conditions.ts'
import {
  erasOf,
  erasOfActs,
  eraOn,
  offencesOf,
  rowsIn,
  ruleSetOf,
} from '../../electron/engine/law/held/sets.ts'
import {
  heldAgainst,
  heldCombos,
  heldRow,
  lighterOf,
  metOf,
  type Amounts,
  type Who,
} from '../../electron/engine/law/held/tiers.ts'
import type { Metric } from '../../electron/engine/law/thresholdMetrics.ts'
import { thresholdsOf } from '../../electron/engine/law/thresholds.ts'
import type { HeldCombo } from '../../shared/contract/law.ts'
import { countValue, moneyValue, type FigureValue } from '../../shared/model/figureValue.ts'
import { comboStateText, isOpenAnywhere } from '../../shared/words/law.ts'

interface RawRow {
  readonly id: string
  readonly crime: string
  readonly tier: string
  readonly metric: Metric
  readonly metricNameZh: string
  readonly unit: string
  readonly threshold: number | null
  readonly source: string
  readonly note: string
  readonly effectiveFrom: string
  readonly effectiveTo: string | null
}
const raw = JSON.parse(
  readFileSync(new URL('../../resources/law/thresholds.json', import.meta.url), 'utf8'),
) as readonly RawRow[]
const table = thresholdsOf(raw)
const numbered = raw.filter(({ tier, threshold }) => /^T[12]$/.test(tier) && threshold !== null)
const individual: Who = { actor: 'individual', repeat: null }
const repeats: Who = { actor: 'individual', repeat: true }

/** The day beside another, by the calendar of the test. */
function beside(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
/** So many whole units, and so many of the smallest part (分, one copy) more. */
function amountIn(unit: string, whole: number, more = 0): FigureValue {
  return unit === '元'
    ? moneyValue(BigInt(whole) * 100n + BigInt(more))
    : countValue(BigInt(whole) + BigInt(more))
}
const setOn = (offence: string, day: string) => rowsIn(table, offence, eraOn(erasOf(table, offence), day))
const amounts = (given: Readonly<Record<string, FigureValue>>): Amounts =>
  new Map(Object.entries(given).map(([key, value]) => [key, surely(value)]))
function heldOn(row: RawRow, day: string, value: FigureValue, who: Who) {
  const set = setOn(row.crime, day)
  const found = set.find(({ id }) => id === row.id)
  return found === undefined ? null : heldRow(found, set, amounts({ [amountOf(found.metric)]: value }), who)
}
/** law.md 1.2: 2004-12-22 to 2007-04-04 three times the number of an individual, for article 217; other numbers for one sort of actor say so in their name. */
function expectedTimes(row: RawRow, day: string, actor: Who['actor']): number {
  const ours = row.crime === '侵犯著作权罪' && day >= '2004-12-22' && day <= '2007-04-04'
  return actor === 'unit' && ours && !/（(?:个人|单位)）/.test(row.metricNameZh) ? 3 : 1
}
function expectedApplies(row: RawRow, { actor, repeat }: Who): boolean {
  if (row.metricNameZh.includes('（个人）') && actor !== 'individual') return false
  if (row.metricNameZh.includes('（单位）') && actor !== 'unit') return false
  return !row.metricNameZh.includes('二年内') || repeat === true
}

describe('every row of the table', () => {
  const whos = (['individual', 'unit'] as const).flatMap((actor) =>
    ([null, false, true] as const).map((repeat): Who => ({ actor, repeat })),
  )
  const tested = new Set<string>()
  it.each(numbered.map((row) => [row.id, row] as const))('%s', (id, row) => {
    const last = row.effectiveTo ?? '2099-12-31'
    for (const day of [row.effectiveFrom, last])
      for (const who of whos) {
        const times = expectedTimes(row, day, who.actor)
        const applies = expectedApplies(row, who)
        for (const more of [-1, 0, 1]) {
          const held = heldOn(row, day, amountIn(row.unit, (row.threshold ?? 0) * times, more), who)
          expect({ day, who, more, held }).toMatchObject({
            held: {
              id,
              tier: row.tier,
              source: row.source,
              note: row.note,
              limit: amountIn(row.unit, (row.threshold ?? 0) * times),
              state: applies ? (more < 0 ? 'not-reached' : 'reached') : 'unknown',
              by: applies ? amountIn(row.unit, 0, more) : null,
            },
          })
          expect(held?.notApplied === null).toBe(applies)
          expect(held?.times === null).toBe(times === 1)
        }
      }
    const at = amountIn(row.unit, row.threshold ?? 0)
    expect(heldOn(row, beside(row.effectiveFrom, -1), at, repeats)).toBeNull()
    if (row.effectiveTo !== null) expect(heldOn(row, beside(row.effectiveTo, 1), at, repeats)).toBeNull()
    tested.add(id)
  })
  it('rules and fines stand in the sets of their days and are held against nothing', () => {
    for (const row of raw.filter(({ tier }) => tier === 'RULE' || tier === 'ADMIN')) {
      // Read by the offence they are written for; those under names of their own belong to several.
      const listed = (day: string): boolean =>
        ruleSetOf(table, row.crime, { from: day, to: day }, true).rules.some(({ id }) => id === row.id)
      expect([row.id, listed(row.effectiveFrom), listed(row.effectiveTo ?? '2099-12-31')]).toEqual([
        row.id,
        true,
        true,
      ])
      expect([row.id, listed(beside(row.effectiveFrom, -1))]).toEqual([row.id, false])
      if (row.effectiveTo !== null) expect(listed(beside(row.effectiveTo, 1))).toBe(false)
      const entry = table.find(({ id }) => id === row.id)
      if (entry !== undefined) expect(heldRow(entry, [entry], new Map(), individual)).toBeNull()
      tested.add(row.id)
    }
  })
  it('an act without a number stands among the rules', () => {
    const [row, ...others] = raw.filter(({ tier, threshold }) => /^T[12]$/.test(tier) && threshold === null)
    expect([row?.id, others]).toEqual(['303-2-2010-T1-any', []])
    const rules = ruleSetOf(table, '开设赌场罪', { from: '2020-01-01', to: '2020-01-01' }, true).rules
    expect(rules.map(({ id }) => id)).toContain('303-2-2010-T1-any')
    tested.add('303-2-2010-T1-any')
  })
  it('was tested', () => {
    expect(raw.filter(({ id }) => !tested.has(id)).map(({ id }) => id)).toEqual([])
  })
  it('every offence with numbers is asked, and its time has no gap', () => {
    expect(offencesOf(table)).toEqual([...new Set(numbered.map(({ crime }) => crime))])
    for (const offence of offencesOf(table)) {
      const eras = erasOf(table, offence)
      expect([eras[0]?.from, eras.at(-1)?.to]).toEqual([null, null])
      for (const [place, { to }] of eras.slice(0, -1).entries())
        expect(eras[place + 1]?.from).toBe(beside(to ?? '', 1))
    }
  })
})

describe('multiples of the table', () => {
  const rule = (metric: string) => raw.filter((row) => row.metric === metric && row.tier === 'RULE')
  const documentOf = ({ source }: RawRow): string => source.split(' ')[0] ?? ''
  it('the second tier is what the multiple makes of the first, in each document that has one', () => {
    const multiples = rule('tier2_multiple')
    expect(multiples.map(({ id, threshold }) => [id, threshold])).toEqual([
      ['217-2011-RULE-t2mult', 5],
      ['217-2025-RULE-t2mult', 10],
      ['303-2-2010-RULE-t2mult', 5],
    ])
    for (const multiple of multiples) {
      const first = numbered.filter(
        (row) =>
          row.tier === 'T1' &&
          documentOf(row) === documentOf(multiple) &&
          row.crime.startsWith(multiple.crime.replace(/）$/u, '')),
      )
      expect(first.length).toBeGreaterThan(3)
      for (const row of first) {
        const second = numbered.find(
          ({ tier, crime, metric, source }) =>
            tier === 'T2' && crime === row.crime && metric === row.metric && source === row.source,
        )
        expect([row.id, second?.threshold]).toEqual([
          row.id,
          (row.threshold ?? 0) * (multiple.threshold ?? 0),
        ])
      }
    }
  })
  it('unsold goods take three times what is sold', () => {
    expect(rule('unsold_multiple').map(({ threshold }) => threshold)).toEqual([3])
    const of = (metric: string): number =>
      numbered.find((row) => row.metric === metric && row.id.startsWith('218-2025'))?.threshold ?? 0
    expect([
      of('unsold_goods_value'),
      of('unsold_goods_value_repeat'),
      of('unsold_copies'),
      of('sold_plus_unsold_value'),
      of('sold_plus_unsold_value_repeat'),
      of('sold_plus_unsold_copies'),
    ]).toEqual([
      of('sales_amount') * 3,
      of('repeat_2y_sales_amount') * 3,
      of('copies_sold') * 3,
      of('sales_amount') * 3,
      of('repeat_2y_sales_amount') * 3,
      of('copies_sold') * 3,
    ])
  })
  it('three people must be organised before the amounts of gambling count', () => {
    const set = setOn('赌博罪', '2020-01-01')
    const rake = set.find(({ id }) => id === '303-1-2005-T1-rake')
    const met = (people: number | null) => {
      const held =
        rake === undefined
          ? null
          : heldRow(
              rake,
              set,
              amounts({
                rake: moneyValue(500_000n),
                ...(people === null ? {} : { participants: countValue(BigInt(people)) }),
              }),
              individual,
            )
      return [held?.state, held === null ? null : metOf(held)]
    }
    expect([met(2), met(3), met(4), met(null)]).toEqual([
      ['reached', 'not-reached'],
      ['reached', 'reached'],
      ['reached', 'reached'],
      ['reached', 'perhaps'],
    ])
  })
})

describe('two halves', () => {
  const yuan = (value: number): FigureValue => moneyValue(BigInt(Math.round(value * 100)))
  const copies = (value: number): FigureValue => countValue(BigInt(value))
  const states = (day: string, given: Readonly<Record<string, FigureValue>>, who = individual) =>
    Object.fromEntries(
      heldCombos(setOn('侵犯著作权罪', day), amounts(given), who).map(
        ({ tier, reading, state }: HeldCombo) => [`${tier} ${reading}`, state],
      ),
    )
  it('2025: half of the turnover and half of the copies, not the gain', () => {
    expect(states('2025-04-26', { illegal_turnover: yuan(25_000), copies: copies(250) })).toMatchObject({
      'T1 narrow': 'reached',
      'T1 wide': 'reached',
      'T2 narrow': 'not-reached',
    })
    for (const given of [
      { illegal_turnover: yuan(24_999.99), copies: copies(250) },
      { illegal_turnover: yuan(25_000), copies: copies(249) },
    ])
      expect(states('2025-04-26', given)['T1 narrow']).toBe('unknown')
    // With every other item known and small nothing is left open.
    const small = { works_online: copies(0), downloads: copies(0), clicks: copies(0), members: copies(0) }
    for (const [turnover, count, state] of [
      [24_999.99, 250, 'not-reached'],
      [25_000, 249, 'not-reached'],
      [25_000, 250, 'reached'],
      [25_000.01, 251, 'reached'],
    ] as const)
      expect(
        states('2025-04-26', { ...small, illegal_turnover: yuan(turnover), copies: copies(count) })[
          'T1 narrow'
        ],
      ).toBe(state)
    expect(
      states('2025-04-26', {
        ...small,
        illegal_gain: yuan(29_999),
        illegal_turnover: yuan(25_000),
        copies: copies(0),
      })['T1 narrow'],
    ).toBe('not-reached')
  })
  it('what nobody can measure of an item is told of the halves it may still turn', () => {
    const set = setOn('侵犯著作权罪', '2025-04-26')
    const none = ['works_online', 'downloads', 'clicks', 'members'] as const
    const of = (turnover: number, count: number, open: Partial<Told>, rest: Partial<Told> = {}) => {
      const given = new Map<string, Told>([
        ['illegal_turnover', { ...surely(yuan(turnover)), ...rest }],
        ['copies', { ...surely(copies(count)), ...open }],
        ...none.map((metric) => [metric, surely(copies(0))] as const),
      ])
      const held = heldCombos(set, given, individual).find(
        ({ tier, reading }) => tier === 'T1' && reading === 'narrow',
      )
      return [held?.state, held?.open, held === undefined ? '' : comboStateText(held, 'zh-CN')]
    }
    expect(of(25_000, 250, {})).toEqual(['reached', false, '达到'])
    expect(of(25_000, 250, { openAbove: true })).toEqual(['reached', false, '达到'])
    expect(of(25_000, 250, { openBelow: true })).toEqual(['reached', true, '达到，另有未决事项'])
    expect(of(25_000, 249, {})).toEqual(['not-reached', false, '未达到'])
    expect(of(25_000, 249, { openBelow: true })).toEqual(['not-reached', false, '未达到'])
    expect(of(25_000, 249, { openAbove: true })).toEqual(['not-reached', true, '未达到，另有未决事项'])
    // Both are missing: one that may be more is not enough, two are.
    expect(of(24_999, 249, { openAbove: true })).toEqual(['not-reached', false, '未达到'])
    expect(of(24_999, 249, { openAbove: true }, { openAbove: true })).toEqual([
      'not-reached',
      true,
      '未达到，另有未决事项',
    ])
    expect(of(25_000, 249, { high: copies(250) })).toEqual(['perhaps', false, '未决，可能达到'])
  })
  it('what nobody can measure of a condition beside an amount is told of the row', () => {
    const set = setOn('赌博罪', '2020-01-01')
    const rake = set.find(({ id }) => id === '303-1-2005-T1-rake')
    const of = (people: bigint, open: Partial<Told>) => {
      if (rake === undefined) return null
      const given = new Map<string, Told>([
        ['rake', surely(moneyValue(500_000n))],
        ['participants', { ...surely(countValue(people)), ...open }],
      ])
      const row = heldRow(rake, set, given, individual)
      return row?.needs.map(({ state, open: may }) => [state, may, isOpenAnywhere([row], null)])
    }
    expect(of(2n, {})).toEqual([['not-reached', false, false]])
    expect(of(2n, { openAbove: true })).toEqual([['not-reached', true, true]])
    expect(of(3n, { openAbove: true })).toEqual([['reached', false, false]])
    expect(of(3n, { openBelow: true })).toEqual([['reached', true, true]])
  })
  it('2025: two amounts of one number are two only by the wide reading', () => {
    const given = {
      illegal_turnover: yuan(0),
      copies: copies(0),
      works_online: copies(250),
      downloads: copies(5_000),
      clicks: copies(0),
      members: copies(0),
    }
    expect(states('2025-04-26', given)).toMatchObject({ 'T1 narrow': 'not-reached', 'T1 wide': 'reached' })
    expect(states('2025-04-26', { ...given, downloads: copies(4_999) })).toMatchObject({
      'T1 narrow': 'not-reached',
      'T1 wide': 'not-reached',
    })
    expect(
      states('2025-04-26', { ...given, works_online: copies(2_500), downloads: copies(50_000) }),
    ).toMatchObject({ 'T2 narrow': 'not-reached', 'T2 wide': 'reached' })
  })
  it('2025: the lower number for who was punished before makes no second item of one amount', () => {
    const given = {
      illegal_turnover: yuan(49_000),
      copies: copies(0),
      works_online: copies(0),
      downloads: copies(0),
      clicks: copies(0),
      members: copies(0),
    }
    expect(states('2025-04-26', { ...given, illegal_gain: yuan(9_999.99) }, repeats)['T1 narrow']).toBe(
      'not-reached',
    )
    expect(states('2025-04-26', { ...given, illegal_gain: yuan(10_000) }, repeats)['T1 narrow']).toBe(
      'reached',
    )
    // Nobody said that they were: the lower number takes no part.
    expect(states('2025-04-26', { ...given, illegal_gain: yuan(10_000) })['T1 narrow']).toBe('not-reached')
  })
  it('2011: four items online, one reading, five times for the second tier', () => {
    const rest = { clicks: copies(0), members: copies(0) }
    const on = (turnover: number, works: number, day = '2025-04-25') =>
      states(day, { ...rest, illegal_turnover: yuan(turnover), works_online: copies(works) })
    expect(on(25_000, 250)).toEqual({ 'T1 narrow': 'reached', 'T2 narrow': 'not-reached' })
    expect(on(24_999.99, 250)['T1 narrow']).toBe('not-reached')
    expect(on(25_000, 249)['T1 narrow']).toBe('not-reached')
    expect(on(125_000, 1_250)['T2 narrow']).toBe('reached')
    expect(on(125_000, 1_249)['T2 narrow']).toBe('not-reached')
    expect(on(25_000, 250, '2011-01-09')).toEqual({})
    expect(on(25_000, 250, '2011-01-10')['T1 narrow']).toBe('reached')
    // The copies are no item of it.
    expect(
      states('2025-04-25', {
        ...rest,
        works_online: copies(0),
        illegal_turnover: yuan(25_000),
        copies: copies(499),
      })['T1 narrow'],
    ).toBe('not-reached')
  })
  it('a second tier by a multiple that was not read is known no better than the multiple', () => {
    const combos = heldCombos(setOn('侵犯著作权罪', '2020-01-01'), new Map(), individual)
    expect(combos.map(({ tier, confidence }) => [tier, confidence])).toEqual([
      ['T1', 'verified-excerpt'],
      ['T2', 'memory'],
    ])
  })
})

describe('by hand from law.md', () => {
  const ids = (offence: string, day: string) => setOn(offence, day).map(({ id }) => id)
  it('copyright: the sets on both sides of 2025-04-26', () => {
    const eras = erasOf(table, '侵犯著作权罪')
    const acts = erasOfActs(eras, '2025-04-25', '2025-04-26')
    expect(acts).toEqual([
      { era: { from: '2021-03-01', to: '2025-04-25' }, acts: true },
      { era: { from: '2025-04-26', to: null }, acts: true },
    ])
    // All before: today's set stands beside them, for the lighter rule.
    expect(erasOfActs(eras, '2022-01-01', '2022-12-31').map(({ acts: own }) => own)).toEqual([true, false])
    expect(erasOfActs(eras, '2025-04-26', '2025-05-01').map(({ acts: own }) => own)).toEqual([true])
    expect(erasOfActs(eras, null, null)).toEqual([{ era: { from: '2025-04-26', to: null }, acts: false }])
    const tiersOf = (day: string, turnover: bigint) => {
      const set = setOn('侵犯著作权罪', day)
      const given = amounts({ illegal_turnover: moneyValue(turnover) })
      const { reached } = heldAgainst(set.flatMap((row) => heldRow(row, set, given, individual) ?? []))
      return reached
    }
    // 非法经营数额: before 5 万 / 25 万, from then on 5 万 / 50 万.
    expect(
      [4_999_999n, 5_000_000n, 24_999_999n, 25_000_000n, 49_999_999n, 50_000_000n].map((amount) => [
        tiersOf('2025-04-25', amount),
        tiersOf('2025-04-26', amount),
      ]),
    ).toEqual([
      [null, null],
      ['T1', 'T1'],
      ['T1', 'T1'],
      ['T2', 'T1'],
      ['T2', 'T1'],
      ['T2', 'T2'],
    ])
  })
  it('copyright: which set is lighter on what', () => {
    const sets = ['2025-04-25', '2025-04-26'].map((day) => {
      const set = setOn('侵犯著作权罪', day)
      return set.flatMap((row) => heldRow(row, set, new Map(), individual) ?? [])
    })
    const [old, now] = [0, 1]
    expect(lighterOf(sets, 'illegal_turnover')).toEqual([{ tier: 'T2', sets: [now], missing: [] }])
    expect(lighterOf(sets, 'illegal_gain')).toEqual([{ tier: 'T2', sets: [now], missing: [] }])
    expect(lighterOf(sets, 'copies')).toEqual([{ tier: 'T2', sets: [now], missing: [] }])
    expect(lighterOf(sets, 'clicks')).toEqual([
      { tier: 'T1', sets: [now], missing: [] },
      { tier: 'T2', sets: [now], missing: [] },
    ])
    expect(lighterOf(sets, 'works_online')).toEqual([{ tier: 'T2', sets: [now], missing: [] }])
    expect(lighterOf(sets, 'downloads')).toEqual([
      { tier: 'T1', sets: [], missing: [old] },
      { tier: 'T2', sets: [], missing: [old] },
    ])
    // 218: the old number of the gain is the higher one, the value of the unsold is the same.
    const selling = ['2025-04-25', '2025-04-26'].map((day) => {
      const set = setOn('销售侵权复制品罪', day)
      return set.flatMap((row) => heldRow(row, set, new Map(), individual) ?? [])
    })
    expect(lighterOf(selling, 'illegal_gain')).toEqual([{ tier: 'T1', sets: [old], missing: [] }])
    expect(lighterOf(selling, 'unsold_goods_value')).toEqual([])
  })
  it('copyright: units have three times the numbers until 2007-04-04 and the same from then on', () => {
    const unit: Who = { actor: 'unit', repeat: null }
    const of = (day: string, copies: bigint) => {
      const set = setOn('侵犯著作权罪', day)
      const given = amounts({ copies: countValue(copies) })
      return heldAgainst(set.flatMap((row) => heldRow(row, set, given, unit) ?? [])).reached
    }
    expect([of('2007-04-04', 2_999n), of('2007-04-04', 3_000n), of('2007-04-04', 15_000n)]).toEqual([
      null,
      'T1',
      'T2',
    ])
    expect([of('2007-04-05', 499n), of('2007-04-05', 500n), of('2007-04-05', 2_500n)]).toEqual([
      null,
      'T1',
      'T2',
    ])
  })
  it('gambling: both sides of 2021-03-01 have the same numbers under another text of the article', () => {
    const eras = erasOf(table, '开设赌场罪')
    const acts = erasOfActs(eras, '2021-02-28', '2021-03-01')
    expect(acts.map(({ era, acts: own }) => [era.from, era.to, own])).toEqual([
      ['2010-08-31', '2021-02-28', true],
      ['2021-03-01', null, true],
    ])
    expect(ids('开设赌场罪', '2021-02-28')).toEqual(ids('开设赌场罪', '2021-03-01'))
    const [before, after] = acts.map(({ era }) => ruleSetOf(table, '开设赌场罪', era, true))
    expect([before?.statute?.text.zh, after?.statute?.text.zh]).toEqual([
      'T1 三年以下有期徒刑等；T2 三年以上十年以下有期徒刑',
      'T1 五年以下有期徒刑、拘役或者管制，并处罚金；T2 五年以上十年以下有期徒刑，并处罚金',
    ])
    expect([before?.statute?.confidence, after?.statute?.confidence]).toEqual([
      'verified-excerpt',
      'verified-full-text',
    ])
    const set = setOn('开设赌场罪', '2021-03-01')
    const reached = (stakes: bigint, people: bigint) =>
      heldAgainst(
        set.flatMap(
          (row) =>
            heldRow(
              row,
              set,
              amounts({ stakes: moneyValue(stakes), participants: countValue(people) }),
              individual,
            ) ?? [],
        ),
      ).reached
    expect([
      reached(29_999_999n, 119n),
      reached(30_000_000n, 0n),
      reached(0n, 120n),
      reached(30_000_001n, 121n),
    ]).toEqual([null, 'T2', 'T2', 'T2'])
    // Gambling in company: one text of its own throughout.
    expect(erasOf(table, '赌博罪')).toEqual([
      { from: null, to: '2005-05-12' },
      { from: '2005-05-13', to: null },
    ])
  })
})

describe('figures that are not settled', () => {
  const row = raw.find(({ id }) => id === '303-2-2010-T2-participants')
  const set = setOn('开设赌场罪', '2022-01-01')
  const found = set.find(({ id }) => id === row?.id)
  const state = (low: bigint, high: bigint, value: bigint | null = low) =>
    found === undefined
      ? null
      : heldRow(
          found,
          set,
          new Map([
            [
              'participants',
              {
                value: value === null ? null : countValue(value),
                low: countValue(low),
                high: countValue(high),
              },
            ],
          ]),
          individual,
        )?.state
  it('reach a limit surely, perhaps or not', () => {
    expect([state(120n, 130n), state(119n, 120n), state(110n, 119n)]).toEqual([
      'reached',
      'perhaps',
      'not-reached',
    ])
    expect([state(120n, 130n, null), state(119n, 120n, null), state(110n, 119n, null)]).toEqual([
      'reached',
      'perhaps',
      'not-reached',
    ])
  })
  it('are never rounded up to a limit', () => {
    const times = (value: bigint) => timesOf(countValue(value), countValue(120n))
    expect([times(119n), times(120n), times(121n), times(0n), times(-1n)]).toEqual([
      countValue(99n, 2),
      countValue(100n, 2),
      countValue(100n, 2),
      countValue(0n, 2),
      countValue(-1n, 2),
    ])
    expect(timesOf(countValue(1n), countValue(0n))).toBeNull()
  })
})
