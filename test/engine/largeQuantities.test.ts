/** Numbers of things beyond 2^53 and beyond 64 bits in what is said beside a figure: exact, and no reason for the figures to be missing. */
import { expect, test } from 'vitest'
import { caseOfFiles, measured } from '../helpers/measured.ts'

const file = (...lines: readonly string[]): string => `${lines.join('\n')}\n`
const most = Number.MAX_SAFE_INTEGER
const moves = (...quantities: readonly number[]): string =>
  file(
    '单号,日期,仓库,类型,作品名称,数量,金额,往来单位,单位',
    ...quantities.map(
      (quantity, index) => `C${index},2022-01-01,甲仓,出库,《甲》,${quantity},10.00,李四超市,箱`,
    ),
  )
const many = (rows: number): readonly number[] => Array.from({ length: rows }, () => most)

test.each([
  ['the last safe integer', [most - 1, 1], '9,007,199,254,740,991 箱'],
  ['two beyond', [most, 2], '9,007,199,254,740,993 箱'],
  ['the last of 64 bits and beyond', many(1025), '9,232,379,236,109,515,775 箱'],
])('cases among copies: %s', async (_name, quantities, said) => {
  const engine = await caseOfFiles({ '出入库.csv': moves(...quantities) })
  for (const { said: all } of await measured(
    engine,
    'wholesale.copies',
    'stock.copies_out',
    'business.copies',
  ))
    expect(all.join()).toContain(said)
})
test('seized copies in another unit', async () => {
  const engine = await caseOfFiles({
    '扣押.csv': file('物品名称,数量,单位', '《甲》,1,盒', `《甲》,${most},册`, '《甲》,2,册'),
  })
  const all = await engine.call('measures.list', {})
  const units = all.flatMap(({ why }) =>
    why.flatMap(({ reason, names }) => (reason === 'other-units' ? names : [])),
  )
  expect(units).toContain('9007199254740993 册')
})
