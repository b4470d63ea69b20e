/** Sheets that are named after their owner, end to end: equal rows of two accounts are two, and each account has its own. */
import { expect, test } from 'vitest'
import { importCase } from './importCase.ts'
import { makeXlsx } from './importFiles.ts'

const header = ['交易时间', '交易金额', '收付标志', '对方户名', '对方账号']
const rows = [
  header,
  ['2022-11-03 14:05:09', '100.50', '出', '孙三', '6228480011223344554'],
  ['2022-11-04 09:00:01', '200.00', '进', '李四', '6225887777888899992'],
]
const [one, two] = ['6222021001112223331', '6217003300444556661']

test('a sheet a card, a file a card: rows that are equal are of two accounts', async () => {
  const { engine, give, look } = await importCase()
  const run = (fileId: string) => engine.call('import.run', { fileId })
  await run(
    give(
      'a.xlsx',
      makeXlsx([
        { name: `赵一${one}`, rows },
        { name: `钱二${two}`, rows },
      ]),
    ),
  )
  await run(give('周五-建行-6217000010001234568.csv', rows.map((row) => row.join(',')).join('\n')))
  const found = await look((db) =>
    db
      .prepare<[], readonly [string, string, number, number]>(
        'SELECT "ownCard", "ownName", count(*), sum(duplicate_of IS NOT NULL) FROM r_transfer GROUP BY 1 ORDER BY 1',
      )
      .raw()
      .all(),
  )
  expect(found).toEqual([
    ['6217000010001234568', '周五', 2, 0],
    [two, '钱二', 2, 0],
    [one, '赵一', 2, 0],
  ])
  const { rows: links } = await engine.call('links.list', { offset: 0, limit: 20 })
  expect(links).toHaveLength(6)
})
