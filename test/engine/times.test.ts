/** Times as files write them: one instant is one time, the order of day and month is proven by its column, filters know how fine a time is. */
import { expect, test } from 'vitest'
import { importCase, type ImportCase } from './importCase.ts'

const head = '交易卡号,交易时间,交易金额,收付标志,交易对手账卡号,交易流水号'
const [a, b] = ['6217000000000000007', '6217000000000000015']
const sheet = (times: readonly string[], own = a, counter = b, mark = 'S', way = '出'): string =>
  `${head}\r\n${times.map((time, index) => `${own},${time},${100 + index}.00,${way},${counter},${mark}${index}`).join('\r\n')}\r\n`
async function times({ engine }: ImportCase, filter: readonly [string | null, string | null] | null = null) {
  const { rows } = await engine.call('records.window', {
    scope: {
      kind: 'transfer',
      ...(filter === null ? {} : { filter: [{ field: 'time', op: 'between', values: [...filter] }] }),
    },
    offset: 0,
    limit: 99,
  })
  return rows.map(({ values, source }) => [source.row, values.find((value) => /^\d{4}-/.test(String(value)))])
}

test.each([
  [
    'month first, proven by 04/13',
    ['04/03/2023 10:00:00', '04/04/2023 10:00:00', '04/13/2023 10:00:00'],
    ['2023-04-03 10:00:00', '2023-04-04 10:00:00', '2023-04-13 10:00:00'],
  ],
  [
    'day first, proven by 13/04',
    ['03/04/2023', '04/04/2023 10:00', '13/04/2023 24:00:00'],
    ['2023-04-03', '2023-04-04 10:00', '2023-04-14 00:00:00'],
  ],
  ['nothing proven', ['03/04/2023', '04/04/2023', '05/04/2023'], []],
  ['contradictory', ['03/04/2023', '13/04/2023', '2023-04-05', '04/25/2023'], ['2023-04-05', '2023-04-25']],
])('dates with %s', async (_, written, read) => {
  const made = await importCase()
  const batch = await made.engine.call('import.run', { fileId: made.give('d.csv', sheet(written)) })
  expect((await times(made)).map(([, time]) => time)).toEqual(read)
  // What cannot be read is told with its text.
  const { rows } = await made.engine.call('import.issues', {
    batchId: batch.batchId,
    outcome: 'rejected',
    offset: 0,
    limit: 99,
  })
  expect(rows).toHaveLength(written.length - read.length)
  for (const { raw } of rows) expect(written).toContain(raw)
  // An edit of another cell reads the row as the import did.
  const sheetId = batch.sheets[0]?.sheetId ?? 0
  if (read.length === written.length) {
    await made.engine.call('records.edit', { sheetId, row: 2, field: 'amount', text: '1.00' })
    expect((await times(made)).map(([, time]) => time)).toEqual(read)
  }
})
test('a range from midnight finds the day, the minute and the second of that midnight; a day belongs to each of its hours', async () => {
  const made = await importCase()
  await made.engine.call('import.run', {
    fileId: made.give(
      't.csv',
      sheet([
        '2024-01-01',
        '2024-01-01 00:00',
        '2024-01-01 00:00:00',
        '2023-12-31 23:59:59',
        '2024-01-01 10:30',
        '2024-01-01 10:30:30',
        '2024-01-02',
      ]),
    ),
  })
  const rowsIn = async (low: string | null, high: string | null) =>
    (await times(made, [low, high])).map(([row]) => row)
  expect(await rowsIn('2024-01-01 00:00:00', '2024-01-01 00:00:00')).toEqual([2, 3, 4])
  expect(await rowsIn('2024-01-01 10:30:00', '2024-01-01 10:30:59')).toEqual([2, 6, 7])
  expect(await rowsIn('2024-01-01 10:30:15', '2024-01-01 11:00:00')).toEqual([2, 6, 7])
  expect(await rowsIn('2024-01-01 10:30:31', '2024-01-01')).toEqual([2, 6])
  expect(await rowsIn('2024-01-01', '2024-01-01')).toEqual([2, 3, 4, 6, 7])
  expect(await rowsIn(null, '2023-12-31')).toEqual([5])
  expect(await rowsIn('2024-01-01 23:59:59', null)).toEqual([2, 8])
})
test('the other side in UTC is the same transfer', async () => {
  const made = await importCase()
  await made.engine.call('import.run', { fileId: made.give('1.csv', sheet(['2023-05-03 15:36:43'])) })
  await made.engine.call('import.run', {
    fileId: made.give('2.csv', sheet(['2023-05-03T07:36:44Z'], b, a, 'T', '进')),
  })
  expect(
    (await made.engine.call('links.list', { linkKind: 'transfer', offset: 0, limit: 9 })).rows,
  ).toMatchObject([{ count: 1, amount: 10_000 }])
})

test('a filter on a day finds what is dated only and what has an hour, on a minute what has its seconds, and their opposites the rest', async () => {
  const made = await importCase()
  const written = [
    '2023-04-03',
    '2023-04-03 10:00',
    '2023-04-03 10:00:30',
    '2023-04-03 10:01:00',
    '2023-04-13',
    '2023-05-03 10:00:30',
  ]
  await made.engine.call('import.run', { fileId: made.give('t.csv', sheet(written)) })
  const found = async (op: 'is' | 'isNot' | 'oneOf' | 'noneOf', ...values: readonly string[]) => {
    const { rows } = await made.engine.call('records.window', {
      scope: { kind: 'transfer', filter: [{ field: 'time', op, values: [...values] }] },
      offset: 0,
      limit: 99,
    })
    return rows.map(({ source }) => source.row - 2).toSorted()
  }
  expect(await found('is', '2023-04-03')).toEqual([0, 1, 2, 3])
  expect(await found('is', '2023-04-03 10:00')).toEqual([1, 2])
  expect(await found('is', '2023-04-03 10:00:30')).toEqual([2])
  expect(await found('is', '2023-04')).toEqual([0, 1, 2, 3, 4])
  expect(await found('isNot', '2023-04-03')).toEqual([4, 5])
  expect(await found('isNot', '2023-04-03 10:00')).toEqual([0, 3, 4, 5])
  expect(await found('oneOf', '2023-04-13', '2023-05-03 10:00:30')).toEqual([4, 5])
  expect(await found('oneOf')).toEqual([])
  expect(await found('noneOf', '2023-04-13', '2023-04-03 10:00')).toEqual([0, 3, 5])
})
