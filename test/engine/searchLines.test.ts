/** What a hit says beside the cell: when, who with whom, how much, as the row has it. */
import { expect, test } from 'vitest'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'
import { recordLineText } from '../../shared/words/recordLine.ts'
import { lineFields } from '../../electron/engine/search/recordLine.ts'
import { importCase } from './importCase.ts'

const table = (...rows: readonly string[]) => rows.join('\n')
test('a found row says its day, both sides the way it went, its figure, and that it does not count', async () => {
  const { engine, give } = await importCase()
  const files = [
    give(
      '流水.csv',
      table(
        '交易卡号,户名,交易时间,收付标志,交易金额,币种,对手账号,对手户名,摘要,交易结果',
        '6217000010000000017,罗志华,2021-03-02 10:15:00,出,1200.00,人民币,6228480000000000018,闫秀玉,雾港货款,成功',
        '6217000010000000017,罗志华,2021-03-03 10:15:00,进,300.00,美元,6228480000000000018,闫秀玉,雾港退,成功',
        '6217000010000000017,罗志华,2021-03-04 10:15:00,出,500.00,人民币,6228480000000000018,,雾港订金,失败',
      ),
    ),
    give(
      '话单.csv',
      table(
        '本机号码,对方号码,呼叫类型,通话开始时间,通话时长(秒),备注',
        '13800138000,13900139000,被叫,2021-03-05 08:00:00,75,雾港',
      ),
    ),
    give('扣押清单.csv', table('扣押场所,物品名称,数量,单位,备注', '南山仓库,《第七夜灯》,120,盒,雾港')),
  ]
  for (const fileId of files) await engine.call('import.run', { fileId })
  const { hits } = await engine.call('search.find', { text: '雾港', limit: 50, within: { type: 'record' } })
  const texts = (language: 'zh-CN' | 'en') =>
    hits.flatMap((hit) => (hit.type === 'record' ? [recordLineText(hit.kind, hit.line, language)] : []))
  expect(texts('zh-CN').toSorted()).toEqual([
    '2021-03-02 10:15:00 · 罗志华 → 闫秀玉 · 交易金额 1,200.00',
    '2021-03-03 10:15:00 · 闫秀玉 → 罗志华 · 交易金额 300.00 美元',
    '2021-03-04 10:15:00 · 罗志华 → 6228480000000000018 · 交易金额 500.00 · 失败',
    '2021-03-05 08:00:00 · 13900139000 → 13800138000 · 通话时长 75 秒',
    '第七夜灯 → 南山仓库 · 数量 120',
  ])
  expect(texts('en')).toContain('2021-03-02 10:15:00 · 罗志华 → 闫秀玉 · Amount 1,200.00')
})
test('sides are those of what the row says took place: paid in or out, bought or sold, or not said which way', async () => {
  const { engine, give } = await importCase()
  const files = [
    give(
      '法币.csv',
      table(
        '订单号,用户ID,方向,币种,数量,价格,金额,法币,对方UID,对方实名,收款账号,状态,完成时间',
        '雾港1,10001,买入,USDT,100.5,7.1,713.55,CNY,20002,张三,6222021234567890128,已完成,2023-05-01 10:00:00',
        '雾港2,10001,卖出,USDT,10,7.1,71.00,CNY,20002,张三,6222021234567890128,已完成,2023-05-02 10:00:00',
      ),
    ),
    give(
      '充提.csv',
      table(
        '订单号,类型,会员账号,金额,点数,付款卡号,收款卡号,状态,时间,备注',
        'D1,充值,m1,100,10,6217000010000000017,6228480000000000018,成功,2022-01-01 10:00:00,雾港',
        'D2,提现,m1,50,5,6228480000000000018,6217000010000000017,成功,2022-01-02 10:00:00,雾港',
        'D3,提现,m1,20,2,,6217000010000000017,成功,2022-01-03 10:00:00,雾港',
      ),
    ),
    give(
      '流水.csv',
      table(
        '交易卡号,户名,交易时间,交易金额,币种,对手账号,对手户名,摘要',
        '6217000010000000017,罗志华,2021-03-02 10:15:00,1200.00,人民币,6228480000000000018,闫秀玉,雾港货款',
      ),
    ),
  ]
  for (const fileId of files) await engine.call('import.run', { fileId })
  const { hits } = await engine.call('search.find', { text: '雾港', limit: 50, within: { type: 'record' } })
  expect(
    hits
      .flatMap((hit) => (hit.type === 'record' ? [recordLineText(hit.kind, hit.line, 'zh-CN')] : []))
      .toSorted(),
  ).toEqual([
    '2021-03-02 10:15:00 · 罗志华 – 闫秀玉 · 交易金额 1,200.00',
    '2022-01-01 10:00:00 · 6217000010000000017 → 6228480000000000018 · 金额 100.00',
    '2022-01-02 10:00:00 · 6228480000000000018 → 6217000010000000017 · 金额 50.00',
    '2022-01-03 10:00:00 · （未写） → 6217000010000000017 · 金额 20.00',
    '2023-05-01 10:00:00 · 10001 → 20002 · 金额 713.55',
    '2023-05-02 10:00:00 · 20002 → 10001 · 金额 71.00',
  ])
})
test('every kind that has a time or joins two says so in its line, by fields of its own', () => {
  for (const kind of recordKinds) {
    const { all, sides } = lineFields(kind)
    const fields = new Set(kind.fields.map(({ id }) => id))
    expect(
      all.filter((id) => !fields.has(id)),
      kind.id,
    ).toEqual([])
    if (kind.timeField !== undefined) expect(all, kind.id).toContain(kind.timeField)
    for (const { rule, from, to } of sides)
      expect(from.length > 0 && to.length > 0, `${kind.id}.${rule.id}`).toBe(true)
  }
})
