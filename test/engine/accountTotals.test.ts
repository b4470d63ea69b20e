/**
 * Account totals are sums of the rows of their own statements, a currency at a time. The right answers are counted anew here from the texts of
 * the cells, without the program: what came in and went out of a card by its own rows, and which line each row belongs to.
 */
import { describe, expect, test } from 'vitest'
import type { AccountTotals } from '../../shared/contract/analysis.ts'
import { random } from '../helpers/statements.ts'
import { importCase } from './importCase.ts'

const header = [
  '交易卡号',
  '交易时间',
  '交易金额',
  '收付标志',
  '交易对手账卡号',
  '摘要说明',
  '交易币种',
  '交易是否成功',
  '交易流水号',
] as const
type Row = Readonly<Record<(typeof header)[number], string>>
const cards = ['6217000000000000007', '6217000000000000015', '6217000000000000023'] as const
const strangers = ['6228480000000000018', '6228480000000000026'] as const
const words = {
  cash: ['ATM取款', '现金存入', '柜台取款', '现存'],
  fee: ['手续费', '短信服务费', 'ATM取款手续费', '工本费'],
  interest: ['结息', '利息存入', '批量结息'],
  pos: ['POS消费', '银联消费', '快捷支付'],
  other: ['', '代发', '其他'],
} as const

function csv(rows: readonly Row[]): string {
  return `${[header.join(','), ...rows.map((row) => header.map((name) => row[name]).join(','))].join('\r\n')}\r\n`
}
/** Statements of some cards with every sort of row; each with a serial of its own. */
function statements(
  seed: number,
  count: number,
): { readonly card: string; readonly use: string; readonly row: Row }[] {
  const next = random(seed)
  const of = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T
  return Array.from({ length: count }, (_, number) => {
    const card = of(cards)
    const use = of([
      'counterparty',
      'counterparty',
      'self',
      'cash',
      'fee',
      'interest',
      'pos',
      'other',
    ] as const)
    return {
      card,
      use,
      row: {
        交易卡号: card,
        交易时间: `2023-0${1 + (number % 9)}-1${number % 10} 10:${String(10 + (number % 50))}:0${number % 10}`,
        交易金额: `${Math.floor(next() * 90_000)}.${String(Math.floor(next() * 100)).padStart(2, '0')}`,
        收付标志: of(['进', '出']),
        交易对手账卡号: use === 'counterparty' ? of(strangers) : use === 'self' ? card : '',
        摘要说明: use === 'counterparty' || use === 'self' ? of(['转账', '现金']) : of(words[use]),
        交易币种: of(['人民币', 'CNY', '美元', 'USD', '港币']),
        交易是否成功: of(['成功', '成功', '成功', '失败']),
        交易流水号: `S${seed}${String(number).padStart(6, '0')}`,
      },
    }
  })
}
const codes: Readonly<Record<string, string>> = {
  人民币: 'CNY',
  CNY: 'CNY',
  美元: 'USD',
  USD: 'USD',
  港币: 'HKD',
}
type Counted = Record<string, readonly [count: number, sum: bigint]>
/** By card, currency, line and side, from the texts. */
function recount(rows: ReturnType<typeof statements>): Counted {
  const sums: Record<string, readonly [number, bigint]> = {}
  for (const { card, use, row } of rows) {
    if (row.交易是否成功 === '失败') continue
    for (const line of ['all', use]) {
      const key = [card, codes[row.交易币种], line, row.收付标志 === '进' ? 'in' : 'out'].join(' ')
      const [count, sum] = sums[key] ?? [0, 0n]
      sums[key] = [count + 1, sum + BigInt(row.交易金额.replace('.', ''))]
    }
  }
  return sums
}
function told(accounts: readonly AccountTotals[]): Counted {
  return Object.fromEntries(
    accounts.flatMap(({ account, basis, money }) =>
      basis === 'named'
        ? []
        : money.flatMap((each) =>
            [{ use: 'all', ...each }, ...each.uses].flatMap((flow) =>
              [
                [
                  [account, each.currency, flow.use, 'in'].join(' '),
                  [flow.inCount, BigInt(flow.inSum)],
                ] as const,
                [
                  [account, each.currency, flow.use, 'out'].join(' '),
                  [flow.outCount, BigInt(flow.outSum)],
                ] as const,
              ].filter(([, [count]]) => count > 0),
            ),
          ),
    ),
  )
}
const everyone = { limit: 1_000 }

describe('account totals', () => {
  test.each([1, 2, 3])('are those counted from the cells of the statements (%i)', async (seed) => {
    const made = await importCase()
    const rows = statements(seed, 400)
    for (const card of cards)
      await made.engine.call('import.run', {
        fileId: made.give(`${card}.csv`, csv(rows.filter((row) => row.card === card).map(({ row }) => row))),
      })
    const { rows: accounts, total } = await made.engine.call('accounts.list', everyone)
    expect(told(accounts)).toEqual(recount(rows))
    expect(total).toBe(cards.length + strangers.length)
    for (const { entityId, ...rest } of accounts)
      expect(await made.engine.call('accounts.read', { entityId })).toEqual({ entityId, ...rest })
    const { accounts: shown } = await made.engine.call('overview.read', {})
    expect(shown).toEqual(accounts.slice(0, 8))
  })

  const head = '交易卡号,交易时间,交易金额,收付标志,交易对手账卡号,摘要说明,交易流水号'
  const [a, b] = cards
  async function of(files: Readonly<Record<string, readonly string[]>>): Promise<readonly AccountTotals[]> {
    const made = await importCase()
    for (const [name, lines] of Object.entries(files))
      await made.engine.call('import.run', {
        fileId: made.give(name, `${[head, ...lines].join('\r\n')}\r\n`),
      })
    return (await made.engine.call('accounts.list', everyone)).rows
  }
  const sums = (accounts: readonly AccountTotals[], account: string) => {
    const found = accounts.find((candidate) => candidate.account === account)
    const [money] = found?.money ?? []
    const [beside] = found?.beside ?? []
    return {
      basis: found?.basis,
      in: money?.inSum,
      out: money?.outSum,
      assumed: money?.assumed,
      beside: beside === undefined ? null : [beside.inSum, beside.outSum],
    }
  }
  test('hold cash, fees and transfers to itself, which no link shows (M1)', async () => {
    const accounts = await of({
      'a.csv': [
        `${a},2023-01-01 10:00:00,100.00,出,${strangers[0]},转账,S1`,
        `${a},2023-01-02 10:00:00,500.00,出,,ATM取款,S2`,
        `${a},2023-01-03 10:00:00,3000.00,进,,现金存入,S3`,
        `${a},2023-01-04 10:00:00,7.00,出,${a},转账,S4`,
      ],
    })
    expect(sums(accounts, a)).toEqual({ basis: 'own', in: 300_000, out: 60_700, assumed: 4, beside: null })
    expect(sums(accounts, strangers[0])).toEqual({
      basis: 'named',
      in: 10_000,
      out: 0,
      assumed: 1,
      beside: null,
    })
  })
  test('count a transfer for each side by its own row, and what only the other statement shows apart', async () => {
    const accounts = await of({
      'a.csv': [
        `${a},2023-01-01 10:00:00,100.00,出,${b},转账,S1`,
        `${a},2023-01-05 10:00:00,40.00,出,${b},转账,S2`,
      ],
      'b.csv': [`${b},2023-01-01 10:00:01,100.00,进,${a},转账,T1`],
    })
    expect(sums(accounts, a)).toMatchObject({ in: 0, out: 14_000, beside: null })
    expect(sums(accounts, b)).toMatchObject({ in: 10_000, out: 0, beside: [4_000, 0] })
  })
  test('of a table of payers and payees hold both sides: neither is whose statement it is', async () => {
    const made = await importCase()
    await made.engine.call('import.run', {
      fileId: made.give(
        '三方.csv',
        `交易时间,付款方账号,付款方名称,收款方账号,收款方名称,交易金额\r\n2023-01-01 10:00:00,${a},赵一,${b},钱二,100.00\r\n2023-01-02 10:00:00,${b},钱二,${a},赵一,30.00\r\n`,
      ),
    })
    const { rows } = await made.engine.call('accounts.list', everyone)
    expect(sums(rows, a)).toMatchObject({ basis: 'own', in: 3_000, out: 10_000, beside: null })
    expect(sums(rows, b)).toMatchObject({ basis: 'own', in: 10_000, out: 3_000, beside: null })
  })
  test('are exact beyond 2^53', async () => {
    const accounts = await of({
      'a.csv': [
        `${a},2023-01-01 10:00:00,90071992547409.91,出,,转账,S1`,
        `${a},2023-01-02 10:00:00,90071992547409.90,出,,转账,S2`,
        `${a},2023-01-03 10:00:00,0.02,出,,转账,S3`,
      ],
    })
    expect(sums(accounts, a).out).toBe('18014398509481983')
  })
})
