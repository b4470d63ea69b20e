/** What is said beside a figure, through the real import: in one place, and the same on every way out. */
import { expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import { measureReasons, type MeasureRemark } from '../../shared/contract/measures.ts'
import { measureReasonWords, measureRemarkText, measureWhyText } from '../../shared/words/measureReasons.ts'
import { caseOfFiles } from '../helpers/measured.ts'

async function remarksOn(engine: Engine, id: string): Promise<readonly string[]> {
  const measure = (await engine.call('measures.list', {})).find((entry) => entry.id === id)
  return (measure?.why ?? []).map((remark) => measureRemarkText(remark, 'zh-CN'))
}

test.each([
  [
    'deposits',
    'receiving.deposits',
    '流水号,会员账号,充值金额,充值状态,充值时间\nD1,m1,100.00,成功,2022-01-01 10:00:00\nD2,,250.50,成功,2022-01-01 11:00:00\nD3,,若干,成功,2022-01-01 12:00:00\n',
    '导入时退回 2 行，未计入，其中可读出 250.50 元',
  ],
  [
    'print orders',
    'printing.copies',
    '单号,承印方,书名,印数,金额\nP1,厂,甲,100,500\nP2,厂,,300,900\nP3,厂,乙,50,20\n',
    '导入时退回 1 行，未计入，其中可读出 300 份',
  ],
  [
    'slips',
    'bets.valid_points',
    '注单号,会员账号,有效投注,状态\nB1,m1,10,已结算\n,m2,20.5,已结算\n,m3,4,已结算\n',
    '导入时退回 2 行，未计入，其中可读出 24.5 点',
  ],
])(
  'rejected rows stand beside the figure with their number and what can be read in them: %s',
  async (...given) => {
    const [, id, file, said] = given
    const engine = await caseOfFiles({ '表.csv': file })
    expect(await remarksOn(engine, id)).toContain(said)
    // With the import the remark goes, too.
    const [batch] = await engine.call('import.batches', {})
    await engine.call('import.undo', { batchId: batch?.batchId ?? 0 })
    expect(await remarksOn(engine, id)).toEqual(['没有导入这类材料'])
  },
)

test.each(['游客', '已注销', '不详'])(
  'slips of %s are told beside the number of those who bet',
  async (word) => {
    const file = (account: string) =>
      `注单号,会员账号,有效投注,状态\nB1,m1,10,已结算\nB2,${account},20.5,已结算\nB3,${account},4,已结算\nB4,${account},4,已取消\n`
    const said = `2 行注单没有写明账号，或写的不是账号（${word}），不知是谁投注，未计入`
    const engine = await caseOfFiles({ '表.csv': file(word) })
    for (const id of ['bets.accounts', 'bets.participants'])
      expect(await remarksOn(engine, id), id).toContain(said)
    const known = await caseOfFiles({ '表.csv': file('m2') })
    expect((await remarksOn(known, 'bets.accounts')).join()).not.toContain('不知是谁')
  },
)
test('what has nothing to be said stands alone', async () => {
  const engine = await caseOfFiles({
    '印刷订单台账.csv': '单号,承印方,书名,印数,金额\nP1,厂,甲,100,500\nP2,厂,乙,300,900\n',
  })
  expect(await remarksOn(engine, 'printing.copies')).toEqual([])
  expect(
    (await engine.call('overview.read', {})).highlights.map(({ measure, why }) => [measure, why]),
  ).toEqual([['printing.copies', []]])
})

test('the headline carries the remarks of its measure; one that is withheld keeps its place', async () => {
  const engine = await caseOfFiles({
    '注单.csv': '注单号,会员账号,有效投注,状态\nB1,m1,10,已结算\n,m2,20.5,已结算\n',
  })
  const { highlights } = await engine.call('overview.read', {})
  const measures = await engine.call('measures.list', {})
  const stakes = highlights.find(({ measure }) => measure === 'bets.stakes')
  expect(stakes?.value).toBeNull()
  expect(stakes?.why.map(({ reason }) => reason)).toEqual(['point-value-unknown', 'rejected-rows'])
  for (const { measure, why } of highlights)
    expect({ measure, why }).toEqual({ measure, why: measures.find(({ id }) => id === measure)?.why })
})

test('every reason has words in both languages, and what is not known leaves no hole in them', () => {
  const whole = { count: 3, figures: [], names: ['甲'], kinds: ['seizure'] }
  const bare = { count: null, figures: [], names: [], kinds: [] }
  for (const reason of measureReasons)
    for (const language of ['zh-CN', 'en'] as const)
      for (const parts of [whole, bare]) {
        const text = measureRemarkText({ reason, ...parts } satisfies MeasureRemark, language)
        expect(text).toMatch(/\S/)
        expect(text).not.toMatch(/[[\]{}]|undefined|null/)
        if (language === 'en' && parts === bare) expect(text).not.toMatch(/\p{Script=Han}/u)
      }
  expect(Object.keys(measureReasonWords).toSorted()).toEqual([...measureReasons].toSorted())
  expect(
    measureWhyText(
      [
        {
          reason: 'conflicting-rows',
          count: 2,
          figures: [
            { value: { minor: 100_000, currency: 'CNY' }, unit: 'yuan' },
            { value: { minor: 300_000, currency: 'CNY' }, unit: 'yuan' },
          ],
          names: [],
          kinds: [],
        },
        { reason: 'rejected-rows', count: 1, figures: [], names: [], kinds: [] },
      ],
      'zh-CN',
    ),
  ).toBe(
    '同一编号的几行数值或状态不一致，共 2 个编号，按不同取法为 1,000.00 元 至 3,000.00 元；导入时退回 1 行，未计入',
  )
})
