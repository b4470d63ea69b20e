/** Units that stand beside the amounts: in a line above, a row below the header, a column; a header that contradicts the column; ledger feet with a date. */
import { expect, test } from 'vitest'
import { caseOfFiles } from '../helpers/measured.ts'

const [a, b] = ['6217000000000000007', '6217000000000000015']
const head = '交易卡号,交易时间,交易金额,收付标志,交易对手账卡号,交易流水号'
const row = (day: number, amount: string, more = ''): string =>
  `${a},2022-11-0${day} 10:00:00,${amount},出,${b},S${day}${more}`
async function outOf(file: string) {
  const engine = await caseOfFiles({ '银行流水.csv': file })
  const { rows } = await engine.call('accounts.list', { limit: 9 })
  const findings = await engine.call('quality.list', {})
  return {
    out: rows.find(({ account }) => account === a)?.money.map(({ currency, outSum }) => [currency, outSum]),
    found: findings.map(({ id }) => id),
  }
}

test.each([
  [
    'a row of units in brackets',
    `${head}\n,,（单位：万元）,,,\n${row(1, '1.5')}\n${row(2, '2')}\n`,
    [['CNY', 3_500_000]],
  ],
  ['a row of units', `${head}\n,,千美元,,,\n${row(1, '1.5')}\n`, [['USD', 150_000]]],
  ['a row of 元', `${head}\n,,元,,,\n${row(1, '1.5')}\n`, [['CNY', 150]]],
  ['a line above in another currency', `单位：美元,,,,,\n${head}\n${row(1, '1500')}\n`, [['USD', 150_000]]],
  ['many of another currency', `金额单位：万美元,,,,,\n${head}\n${row(1, '1.5')}\n`, [['USD', 1_500_000]]],
  [
    'a header with its own unit',
    `单位：万元,,,,,\n${head.replace('交易金额', '交易金额(元)')}\n${row(1, '1500')}\n`,
    [['CNY', 150_000]],
  ],
  [
    'a column of units',
    `${head},金额单位\n${row(1, '1.5', ',万元')}\n${row(2, '100', ',元')}\n${row(3, '100', ',美元')}\n${row(4, '100', ',分')}\n${row(5, '3元', ',万元')}\n`,
    [
      ['CNY', 1_510_400],
      ['USD', 10_000],
    ],
  ],
  [
    'another name of it',
    `${head},单位\n${row(1, '1.5', ',万元')}\n${row(2, '100', ',元')}\n`,
    [['CNY', 1_510_000]],
  ],
])('%s', async (_, file, out) => {
  const told = await outOf(file)
  expect(told.out).toEqual(out)
  expect(told.found).not.toContain('rejected')
})

test('a header and a column that name different currencies are told', async () => {
  const told = await outOf(
    `${head.replace('交易金额', '交易金额(美元)')},币种\n${row(1, '100', ',人民币')}\n${row(2, '50', ',美元')}\n`,
  )
  expect(told.out).toEqual([['USD', 15_000]])
  expect(told.found).toContain('currency-conflict.transfer')
})
test('small sums of coins that are rounded away are a finding', async () => {
  const told = await outOf(`${head}\n${row(1, '0.00012345BTC')}\n`)
  expect(told.found).toContain('precision.transfer')
})

test.each([
  ['month', '2022-11-30,,300,出,,本月合计'],
  ['short for it', '2022-11-30,,300,,,月计'],
  ['plain, with a day and a sum', '2022-11-30,,300,,合计,'],
  ['carried', `2022-11-01,${a},1000,入,,上期结转`],
  ['opening', `2022-11-01,${a},1000,入,,期初余额`],
  ['of an account', `2022-11-30,${a},300,出,,本日合计`],
])('feet of ledgers with a date are no transfers: %s', async (_, foot) => {
  const told = await outOf(
    `交易时间,交易卡号,交易金额,收付标志,交易对手账卡号,摘要\n2022-11-01 10:00:00,${a},100,出,${b},货款\n2022-11-02 10:00:00,${a},200,出,${b},货款\n${foot}\n`,
  )
  expect(told.out).toEqual([['CNY', 30_000]])
})
test.each([
  ['an hour', `2022-11-30 10:00:00,${a},300,出,${b},本月合计`],
  ['somebody paid, a plain word', `2022-11-30,${a},300,出,${b},合计`],
  ['more words', `2022-11-30,${a},300,出,${b},本月合计货款`],
])('what has an hour or says more stays a transfer: %s', async (_, line) => {
  const told = await outOf(
    `交易时间,交易卡号,交易金额,收付标志,交易对手账卡号,摘要\n2022-11-01 10:00:00,${a},100,出,${b},货款\n${line}\n`,
  )
  expect(told.out).toEqual([['CNY', 40_000]])
})
