/** Steps of a drawn pattern that are several rows together, in one currency, between things of a name; the words of a pattern. */
import { expect, test } from 'vitest'
import { runAnalysis } from '../../electron/engine/analyses/runAnalysis.ts'
import { type DrawnPattern, faultsOf, readPattern } from '../../shared/model/drawnPattern.ts'
import { patternSentence, spanWords, stepParts } from '../../shared/model/patternWords.ts'
import { type ReadyPattern, readyDrawing, readyPatterns } from '../../shared/model/readyPatterns.ts'
import { linesOf, noteOf } from './analysisLines.ts'
import { addBatch, emptyCase, type Values } from './factsCase.ts'

const [payer, payee, third] = ['6217001111111111111', '6222021111111111111', '6228481111111111111'] as const
let serial = 0
const pays = (from: string, to: string, amount: number, time: string, more: Values = {}): Values => ({
  ownCard: from,
  counterAccount: to,
  direction: 'out',
  amount: amount * 100,
  time,
  serial: `S${(serial += 1)}`,
  result: 'success',
  ...more,
})
const ask = (rows: readonly Values[], pattern: object) => {
  const db = emptyCase()
  addBatch(db, [{ kind: 'transfer', rows }])
  const context = { db, checkCancelled: () => undefined, progress: () => undefined }
  return runAnalysis(context, 'pattern', { ready: 'own', drawn: JSON.stringify(pattern) }).result
}
const nodes = { a: { name: '付款' }, b: { kind: 'bankAccount' } }
const several = (more: object) => ({ nodes, steps: [{ from: 'a', to: 'b', link: 'transfer', ...more }] })
const rows = [
  pays(payer, payee, 100, '2024-03-01 10:00:00'),
  pays(payer, payee, 250.5, '2024-03-02 10:00:00'),
  pays(payer, payee, 50, '2024-03-03 10:00:00'),
  pays(payee, payer, 9_000, '2024-03-04 10:00:00'),
  pays(payer, payee, 500, '2024-03-05 10:00:00', { currency: 'USD' }),
]

test('so many rows and so much together: at the limit and beside it, in one currency, each way for itself', () => {
  const hits = (more: object) => linesOf(ask(rows, several(more)), 'hits')
  expect(hits({ sum: 400.5 })).toMatchObject([
    {
      node_a: payer,
      node_b: payee,
      count1: 3,
      amount1: { minor: 40_050, currency: 'CNY' },
      time1: '2024-03-01 10:00:00',
      last1: '2024-03-03 10:00:00',
    },
    { node_a: payee, count1: 1 },
  ])
  expect(hits({ sum: 400.51 })).toMatchObject([{ node_a: payee }])
  expect(hits({ count: 3, sum: 0 })).toMatchObject([{ count1: 3 }])
  expect(hits({ count: 4, sum: 0 })).toEqual([])
  // Without a currency all of them count, and nothing is added up across currencies.
  expect(hits({ count: 4 })).toMatchObject([{ count1: 4, amount1: null }])
  expect(hits({ count: 5 })).toEqual([])
  expect(hits({ count: 2, least: 100 })).toMatchObject([{ count1: 2, amount1: { minor: 35_050 } }])
  expect(hits({ currency: 'USD', least: 500 })).toMatchObject([
    { amount1: { minor: 50_000, currency: 'USD' } },
  ])
  expect(hits({ either: true, count: 5 })).toHaveLength(2)
  const result = ask(rows, several({ sum: 400.5 }))
  expect([noteOf(result, 'foreign'), noteOf(result, 'asked')]).toEqual([
    expect.stringContaining('1 行'),
    '1）付款 → b（银行账户）：转账，合计 ≥ 400.50 元。',
  ])
})
test('all rows of the hit open behind it', () => {
  const [line] = ask(rows, several({ count: 3, sum: 0 })).tables[0]?.rows ?? []
  expect(JSON.stringify(line?.rows).match(/\d+/g)).toHaveLength(3)
})
test('several within a time after a step, and not so many', () => {
  const after = (more: object) =>
    linesOf(
      ask(
        [
          pays(third, payer, 1_000, '2024-03-01 09:00:00'),
          pays(payer, payee, 100, '2024-03-01 10:00:00'),
          pays(payer, payee, 100, '2024-03-02 09:00:00'),
          pays(payer, payee, 100, '2024-03-02 09:01:00'),
        ],
        {
          nodes: { x: {}, a: {}, b: {} },
          steps: [
            { from: 'x', to: 'a', link: 'transfer', least: 1_000 },
            { from: 'a', to: 'b', link: 'transfer', after: 1, ...more },
          ],
        },
      ),
      'hits',
    )
  expect(after({ count: 2, within: 1_440 })).toMatchObject([{ count2: 2, amount2: { minor: 20_000 } }])
  expect(after({ count: 3, within: 1_440 })).toEqual([])
  expect(after({ count: 3, within: 1_441 })).toMatchObject([{ count2: 3 }])
  expect(after({ count: 3, within: 1_440, none: true })).toHaveLength(1)
  expect(after({ count: 2, within: 1_440, none: true })).toEqual([])
  expect(after({ count: 3, within: 1_440, optional: true })).toMatchObject([{ node_b: null, count2: null }])
})
test('a thing of a name', () => {
  const hits = (like: string) =>
    linesOf(ask(rows.slice(0, 3), { ...several({}), nodes: { a: { like }, b: {} } }), 'hits').length
  expect([hits('6217'), hits('62170011111111111112'), hits('')]).toEqual([3, 0, 0])
})
test('what cannot be asked is told by part', () => {
  const drawn = (steps: readonly object[], more: object = nodes): DrawnPattern =>
    ({ nodes: more, steps, alike: [] }) as unknown as DrawnPattern
  const step = { from: 'a', to: 'b', link: 'transfer', either: false, optional: false, none: false }
  const told = (pattern: DrawnPattern) => faultsOf(pattern).map(({ en, zh: _, ...part }) => [en, part])
  expect(told(drawn([], {}))).toEqual([[expect.stringContaining('no step'), {}]])
  expect(
    told(
      drawn([
        { ...step, count: 2 },
        { ...step, after: 1 },
        { ...step, link: 'holds', least: 5 },
        { ...step, least: 5, most: 4 },
        { ...step, least: 5, most: 5 },
      ]),
    ),
  ).toEqual([
    [expect.stringContaining('several rows'), { step: 1 }],
    [expect.stringContaining('no amount'), { step: 2 }],
    [expect.stringContaining('ends before'), { step: 3 }],
  ])
  expect(told(drawn([step], { ...nodes, c: {} }))).toEqual([['Node c stands in no step.', { node: 'c' }]])
  expect(readPattern(JSON.stringify(several({ currency: '人民币' })))).toHaveProperty('fault')
})
test('in words: spans in their unit, steps in their parts, every ready pattern as a sentence', () => {
  expect([0, 1, 60, 90, 1_440, 2_880, 10_080].map((minutes) => spanWords(minutes, 'en'))).toEqual([
    '0 minutes',
    '1 minute',
    '1 hour',
    '90 minutes',
    '24 hours',
    '2 days',
    '7 days',
  ])
  const step = { from: 'a', to: 'b', link: 'transfer', either: false, optional: false, none: true } as const
  expect(stepParts({ ...step, least: 10_000, after: 1, soonest: 5, within: 60 }, 'zh-CN')).toEqual([
    '没有转账',
    '≥ 10,000 元',
    '第 1 步后 5 分钟至 1 小时',
  ])
  for (const id of Object.keys(readyPatterns) as ReadyPattern[])
    for (const language of ['zh-CN', 'en'] as const) {
      const pattern = readyDrawing(id, language)
      expect(patternSentence(pattern, language).split(/\d\)|\d）/)).toHaveLength(pattern.steps.length + 1)
      for (const { name, at } of Object.values(pattern.nodes)) expect([name, at]).not.toContain(undefined)
    }
  expect(patternSentence(readyDrawing('passedOn', 'en'), 'en')).toBe(
    '1) Payer → Account (Bank account): Transfer, ≥ 10,000 yuan; 2) Account → Payee: Transfer, ≥ 10,000 yuan, within 24 hours after step 1; 3) Holder (Person) → Account: Holds, if there.',
  )
})
