/** Codes of a result column mean what their own file shows: whether balances move with them. What is not shown is unknown, and told. */
import { expect, test } from 'vitest'
import { importCase } from './importCase.ts'

const [a, b] = ['6217000000000000007', '6217000000000000015']
/** Rows of one card; those with a code of `moving` move the balance. */
function statement(
  header: string,
  codes: readonly string[],
  moving: readonly string[],
  newestFirst = false,
): string {
  let balance = 100_000
  const lines = codes.map((code, index) => {
    if (moving.includes(code)) balance -= 100
    return `${a},2023-01-${String(index + 10)} 10:00:00,100.00,出,${balance}.00,${b},S${index},${code}`
  })
  return `交易卡号,交易时间,交易金额,收付标志,交易余额,交易对手账卡号,交易流水号,${header}\r\n${(newestFirst ? lines.reverse() : lines).join('\r\n')}\r\n`
}
async function results(text: string) {
  const { engine, give } = await importCase()
  await engine.call('import.run', { fileId: give('t.csv', text) })
  const { values } = await engine.call('records.facet', {
    scope: { kind: 'transfer' },
    field: 'result',
    limit: 9,
  })
  const { rows } = await engine.call('links.list', { linkKind: 'transfer', offset: 0, limit: 9 })
  const found = (await engine.call('quality.list', {})).find(({ code }) => code === 'unknown-result')
  return {
    counts: Object.fromEntries(values.map(({ value, count }) => [String(value), count])),
    sum: rows.reduce((sum, { amount }) => sum + (amount ?? 0), 0),
    unknown: found?.count ?? 0,
  }
}
const codes = ['00', '00', '02', '00', '02', '00', '02', '00', '02']

test.each([
  [
    '00 is success where balances move with it, whatever it is elsewhere',
    '交易结果',
    ['00'],
    { success: 5, failed: 4 },
    50_000,
  ],
  ['and failure where they stand still', '交易结果', ['02'], { success: 4, failed: 5 }, 40_000],
  ['nothing is decided where balances move with both', '交易结果', ['00', '02'], { success: 9 }, 90_000],
])('%s', async (_, header, moving, counts, sum) => {
  for (const newestFirst of [false, true])
    expect(await results(statement(header, codes, moving, newestFirst))).toEqual({ counts, sum, unknown: 0 })
})
test('two rows are too few, three are enough', async () => {
  expect((await results(statement('交易结果', ['1', '1', '1'], ['1']))).counts).toEqual({ unknown: 3 })
  expect((await results(statement('交易结果', ['1', '1', '1', '1'], ['1']))).counts).toEqual({ success: 4 })
})
test('without balances a code is unknown, counted and told; a header that asks is answered by yes and no', async () => {
  const plain = (header: string, of: readonly string[]): string =>
    `交易卡号,交易时间,交易金额,收付标志,交易对手账卡号,交易流水号,${header}\r\n${of.map((code, index) => `${a},2023-01-${String(index + 10)} 10:00:00,100.00,出,${b},S${index},${code}`).join('\r\n')}\r\n`
  expect(await results(plain('交易结果', ['0', '2', '成功', '失败']))).toEqual({
    counts: { unknown: 2, success: 1, failed: 1 },
    sum: 30_000,
    unknown: 2,
  })
  expect((await results(plain('交易是否成功', ['Y', 'N', '是', '否']))).counts).toEqual({
    success: 2,
    failed: 2,
  })
  expect((await results(plain('交易结果(0:成功 1:失败)', ['0', '0', '1']))).counts).toEqual({
    success: 2,
    failed: 1,
  })
})
test('the evidence stands in a finding, code by code', async () => {
  const { engine, give } = await importCase()
  await engine.call('import.run', { fileId: give('t.csv', statement('交易结果', codes, ['00'])) })
  const finding = (await engine.call('quality.list', {})).find(({ code }) => code === 'result-codes')
  expect(finding).toMatchObject({ tone: 'info', count: 2 })
  const { rows } = await engine.call('quality.rows', { finding: finding?.id ?? '', offset: 0, limit: 9 })
  expect(rows.map(({ values }) => values)).toEqual([
    { code: '00', rows: 5, moved: 4, stood: 0, outcome: 'success', by: 'balances' },
    { code: '02', rows: 4, moved: 0, stood: 4, outcome: 'failed', by: 'balances' },
  ])
})
