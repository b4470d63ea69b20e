/** Whose side a column stands on, end to end: the facts that small tables under headers in no list come to, counted by hand. */
import { expect, test } from 'vitest'
import { importCase } from './importCase.ts'

const csv = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.join(',')).join('\n')
const own = '6222021001112223331'
const sun = '6228480011223344554'
const li = '6225887777888899992'

test('sides, subjects and qualifiers', async () => {
  const { engine, give, look } = await importCase()
  const run = async (name: string, rows: readonly (readonly string[])[]) =>
    (await engine.call('import.run', { fileId: give(name, csv(rows)) })).batchId
  const calls = await run('话单.csv', [
    ['查询号码：13800138001', '', '查询时段：2022-11-01至2022-11-30'],
    ['序号', '主叫号码', '被叫号码', '起始时间', '通话时长', '呼叫类型', '基站LAC', '基站CI'],
    ['1', '13800138001', '13900139002', '2022-11-03 14:05:09', '00:01:23', '主叫', '6234', '12345'],
    ['2', '13900139003', '13800138001', '2022-11-03 15:00:00', '45', '被叫', '6234', '12346'],
    ['3', '8613900139004', '13800138001', '2022-11-04 08:00:00', '0', '短信接收', '6235', '22345'],
  ])
  // Nothing names the subject but that it stands in every row.
  const plain = await run('通联.csv', [
    ['主叫', '被叫', '通话时间', '通话时长'],
    ['13800138001', '13900139002', '2022-12-03 14:05:09', '83'],
    ['13900139003', '13800138001', '2022-12-03 15:00:00', '45'],
    ['13900139004', '13800138001', '2022-12-04 08:00:00', '10'],
  ])
  const sides = await run('转账.csv', [
    ['转账时间', '转出户名', '转出账号', '转入户名', '转入账号', '转账金额', '状态'],
    ['2022-11-03 10:00:00', '赵一', own, '孙三', sun, '500', '成功'],
    ['2022-11-04 10:00:00', '李四', li, '赵一', own, '700', '成功'],
    ['2022-11-05 10:00:00', '赵一', own, '李四', li, '90', '成功'],
  ])
  const either = await run('对账.csv', [
    [`账号：${own} 户名：赵一`],
    ['交易日期', '收入金额', '支出金额', '余额', '收(付)方户名', '收(付)方账号', '摘要'],
    ['2022-11-03', '', '500', '1500', '孙三', sun, '货款'],
    ['2022-11-04', '800', '', '2300', '李四', li, '货款'],
  ])
  const dollars = await run('协查.csv', [
    ['账号', '交易日期', '资金收付标志', '币种', '交易额(折合美元)', '交易额(按原币计)', '交易对手账号'],
    [own, '20221103', '付', '人民币', '71.4', '500', sun],
    [own, '20221104', '收', '人民币', '114.2', '800', li],
  ])
  const found = await look((db) => {
    const transfers = (batch: number) =>
      db
        .prepare<[number], readonly unknown[]>(
          'SELECT direction, amount, coalesce("ownCard", "ownAccount"), "counterAccount" FROM r_transfer WHERE sheet_id IN (SELECT s.sheet_id FROM sheets s WHERE s.batch_id = ?) ORDER BY row',
        )
        .raw()
        .all(batch)
    const called = (batch: number) =>
      db
        .prepare<[number], readonly unknown[]>(
          'SELECT "ownNumber", direction, "counterNumber", duration FROM r_call WHERE sheet_id IN (SELECT s.sheet_id FROM sheets s WHERE s.batch_id = ?) ORDER BY row',
        )
        .raw()
        .all(batch)
    return {
      calls: called(calls),
      plain: called(plain),
      sides: transfers(sides),
      either: transfers(either),
      dollars: transfers(dollars),
    }
  })
  expect(found).toMatchObject({
    calls: [
      ['13800138001', 'out', '13900139002', 83],
      ['13800138001', 'in', '13900139003', 45],
      ['13800138001', 'in', '13900139004', 0],
    ],
    plain: [
      ['13800138001', 'out', '13900139002', 83],
      ['13800138001', 'in', '13900139003', 45],
      ['13800138001', 'in', '13900139004', 10],
    ],
    sides: [
      ['out', 50_000, own, sun],
      ['in', 70_000, own, li],
      ['out', 9_000, own, li],
    ],
    either: [
      ['out', 50_000, own, sun],
      ['in', 80_000, own, li],
    ],
    dollars: [
      ['out', 50_000, own, sun],
      ['in', 80_000, own, li],
    ],
  })
})
