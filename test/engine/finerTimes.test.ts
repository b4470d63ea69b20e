/** One fact in two files, told more finely in one of them: the finer row stands, whichever was imported first. */
import { expect, test } from 'vitest'
import { importCase } from './importCase.ts'

const statement = (time: string, name = '李四'): string =>
  `交易卡号,交易户名,交易时间,交易金额,收付标志,交易对手账卡号,对手户名,交易流水号\n6222021234567890128,张三,${time},100.00,出,6217000314159268803,${name},A2023050100017\n`
const calls = (time: string): string =>
  `本机号码,对方号码,呼叫类型,通话开始时间,通话时长,通信记录唯一标识\n13800008888,13912340001,主叫,${time},60,C2023050100017\n`
const slips = (time: string): string =>
  `注单号,会员账号,上级代理,下注时间,下注金额(点),有效投注(点),状态\nZ20230501,a123,dl1,${time},100,100,已结算\n`

test.each([
  ['transfer', 'seconds before minutes', statement('2023-05-01 10:09:52'), statement('2023/5/1 10:09')],
  ['transfer', 'minutes before the day', statement('2023-05-01 10:09'), statement('2023-05-01')],
  ['call', 'seconds before minutes', calls('2023-05-01 10:09:52'), calls('2023-05-01 10:09')],
  ['betSlip', 'seconds before minutes', slips('2023-05-01 10:09:52'), slips('2023/5/1 10:09')],
  // At the limit: who says more in other fields still stands, as fine or not.
  ['transfer', 'more fields before minutes', statement('2023-05-01'), statement('2023-05-01 10:09:52', '')],
])('%s: %s', async (kind, _, stands, repeats) => {
  for (const order of [
    { 'a.csv': stands, 'b.csv': repeats },
    { 'b.csv': repeats, 'a.csv': stands },
  ]) {
    const { engine, give } = await importCase()
    for (const [name, text] of Object.entries(order))
      await engine.call('import.run', { fileId: give(name, text) })
    const { rows } = await engine.call('records.window', {
      scope: { kind, filter: [] },
      sort: [],
      offset: 0,
      limit: 10,
    })
    expect(rows.map(({ source, duplicateOf }) => [source.file, duplicateOf === null]).sort()).toEqual([
      ['a.csv', true],
      ['b.csv', false],
    ])
  }
})
