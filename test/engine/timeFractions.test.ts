/** Rows that differ in fractions of a second alone are two; a copy that leaves the fraction or the seconds out is the same fact, and the finer row stands. */
import { expect, test } from 'vitest'
import { secondsApart } from '../../electron/engine/records/mirrors.ts'
import { importCase, type ImportCase } from './importCase.ts'

const [a, b] = ['6217000000000000007', '6217000000000000015']
/** A statement without serials. */
const sheet = (times: readonly string[], own = a, counter = b, way = '出'): string =>
  `交易卡号,交易时间,交易金额,收付标志,交易对手账卡号\r\n${times.map((time) => `${own},${time},100.00,${way},${counter}`).join('\r\n')}\r\n`
interface Shown {
  readonly file: string
  readonly time: unknown
  readonly counts: boolean
}
async function shown({ engine }: ImportCase, filter: readonly object[] = []): Promise<readonly Shown[]> {
  const { rows } = await engine.call('records.window', {
    scope: { kind: 'transfer', filter: filter as never },
    sort: [{ field: 'time' }],
    offset: 0,
    limit: 99,
  })
  return rows.map(({ values, source, duplicateOf }) => ({
    file: source.file,
    time: values.find((value) => /^\d{4}-/.test(String(value))),
    counts: duplicateOf === null,
  }))
}
async function caseOf(files: Readonly<Record<string, string>>): Promise<ImportCase> {
  const made = await importCase()
  for (const [name, text] of Object.entries(files))
    await made.engine.call('import.run', { fileId: made.give(name, text) })
  return made
}

test.each([
  ['milliseconds', '2024-01-01 10:00:00.123', '2024-01-01 10:00:00.789', 2],
  ['the same with a zone', '2024-01-01T02:00:00.123Z', '2024-01-01T10:00:00.789+08:00', 2],
  ['figures without marks', '20240101100000123', '20240101100000789', 2],
  ['counts since 1970', '1704074400123', '1704074400789', 2],
  ['microseconds', '2024-01-01-10.00.00.123456', '2024-01-01-10.00.00.123789', 2],
  ['one figure behind the point', '2024-01-01 10:00:00.1', '2024-01-01 10:00:00.12', 2],
  // At the limit.
  ['one fraction, written two ways', '2024-01-01 10:00:00.1', '2024-01-01T02:00:00.100Z', 1],
  ['zeros', '2024-01-01 10:00:00.000', '2024-01-01 10:00:00', 1],
  ['without the fraction', '2024-01-01 10:00:00.789', '2024-01-01 10:00:00', 1],
  ['without the seconds', '2024-01-01 10:00:00.789', '2024-01-01 10:00', 1],
  ['cut at milliseconds', '2024-01-01 10:00:00.123456', '2024-01-01 10:00:00.123', 1],
])('%s: %s and %s are %i', async (_, one, other, counted) => {
  for (const files of [
    { 'a.csv': sheet([one]), 'b.csv': sheet([other]) },
    { 'b.csv': sheet([other]), 'a.csv': sheet([one]) },
  ]) {
    const rows = await shown(await caseOf(files))
    expect(rows.filter(({ counts }) => counts)).toHaveLength(counted)
    // The finer row stands, whichever came first.
    if (counted === 1 && rows[0]?.time !== rows[1]?.time)
      expect(rows.find(({ counts }) => counts)?.file).toBe('a.csv')
  }
})
test('two rows of one second and a copy of both without fractions are two', async () => {
  const fine = sheet(['2024-01-01 10:00:00.123', '2024-01-01 10:00:00.789', '2024-01-02 10:00:00.5'])
  const coarse = sheet(['2024-01-01 10:00:00', '2024-01-01 10:00:00', '2024-01-02 10:00:00'])
  for (const files of [
    { 'a.csv': fine, 'b.csv': coarse },
    { 'b.csv': coarse, 'a.csv': fine },
  ]) {
    const rows = await shown(await caseOf(files))
    expect(rows.filter(({ counts }) => counts).map(({ file, time }) => [file, time])).toEqual([
      ['a.csv', '2024-01-01 10:00:00.123'],
      ['a.csv', '2024-01-01 10:00:00.789'],
      ['a.csv', '2024-01-02 10:00:00.500'],
    ])
  }
})
test('filters take a second with its parts, and the bars hold every row', async () => {
  const made = await caseOf({
    'a.csv': sheet([
      '2024-01-01 09:59:59.999',
      '2024-01-01 10:00:00',
      '2024-01-01 10:00:00.123',
      '2024-01-01 10:00:00.789',
      '2024-01-01 10:00:01',
    ]),
  })
  const found = async (op: string, ...values: readonly string[]): Promise<readonly unknown[]> =>
    (await shown(made, [{ field: 'time', op, values }])).map(({ time }) => String(time).slice(11))
  expect(await found('is', '2024-01-01 10:00:00')).toEqual(['10:00:00', '10:00:00.123', '10:00:00.789'])
  expect(await found('is', '2024-01-01 10:00:00.123')).toEqual(['10:00:00.123'])
  expect(await found('between', '2024-01-01 10:00:00', '2024-01-01 10:00:00')).toEqual([
    '10:00:00',
    '10:00:00.123',
    '10:00:00.789',
  ])
  // A row that does not say the part of its second may lie anywhere in it.
  expect(await found('between', '2024-01-01 10:00:00.200', '2024-01-01 10:00:00.900')).toEqual([
    '10:00:00',
    '10:00:00.789',
  ])
  const { bins, empty } = await made.engine.call('records.histogram', {
    scope: { kind: 'transfer', filter: [] },
    field: 'time',
    bins: 2,
  })
  expect([bins.map(({ from, to, count }) => [from, to, count]), empty]).toEqual([
    [
      ['2024-01-01 09:59:59', '2024-01-01 10:00:00', 1],
      ['2024-01-01 10:00:00', '2024-01-01 10:00:01', 4],
    ],
    0,
  ])
})
test.each([
  ['2024-01-01 10:00:00.900', '2024-01-01 10:00:03.950', 1],
  ['2024-01-01 10:00:03.950', '2024-01-01 10:00:00.100', 1],
  ['2024-01-01 09:59:59.9996', '2024-01-01 10:00:02.001', 1],
  ['2024-01-01 10:00:00.900', '2024-01-01 10:00:04', 2],
])('both sides of a transfer at %s and %s are %i', async (payer, payee, counted) => {
  const made = await caseOf({ 'a.csv': sheet([payer]), 'b.csv': sheet([payee], b, a, '进') })
  const { engine } = made
  const { total } = await engine.call('pairs.list', {
    kind: 'transfer',
    decidedOnly: false,
    offset: 0,
    limit: 9,
  })
  expect(2 - total).toBe(counted)
  expect(secondsApart(payer, payee) <= 3).toBe(counted === 1)
})
test('a link tells its first and last time with what lies within the second', async () => {
  const { engine, look } = await caseOf({
    'a.csv': sheet(['2024-01-01 10:00:00.123', '2024-01-01 10:00:00.789']),
  })
  expect(engine).toBeDefined()
  expect(
    await look((db) => db.prepare('SELECT DISTINCT first_time, last_time FROM links').raw().all()),
  ).toEqual([['2024-01-01 10:00:00.123', '2024-01-01 10:00:00.789']])
})
