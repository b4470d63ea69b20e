/** Accounts on the first screen: a line for each currency of an account's own statement, and none for what only others say of it. */
import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import type { AccountMoney, AccountTotals } from '../../shared/contract/index.ts'
import AccountsCard from '../../renderer/views/overview/AccountsCard.vue'
import { emptyPage } from './page.ts'

const none = { count: 0, sum: 0 }
const money = (currency: string, rows: number, failed = 0): AccountMoney => ({
  currency,
  inCount: rows,
  inSum: rows * 100,
  outCount: 0,
  outSum: 0,
  uses: [],
  sideless: none,
  failed: { count: failed, sum: failed * 100 },
  undecided: none,
  assumed: 0,
})
const account = (entityId: number, of: readonly AccountMoney[]): AccountTotals => ({
  entityId,
  account: `622202${entityId}`,
  holder: `户${entityId}`,
  basis: 'own',
  money: of,
  beside: [],
})

test('rows of unknown result stand beside the sums they are in, and those without a direction too', () => {
  const card = mount(AccountsCard, {
    ...emptyPage().mounting,
    props: {
      accounts: [
        account(1, [
          {
            ...money('CNY', 9),
            outSum: 300_000,
            undecided: { count: 5, sum: 215_000 },
            doubts: {
              out: {
                each: [
                  {
                    reason: 'unknown-result',
                    count: 5,
                    swings: [{ currency: 'CNY', less: 215_000, more: 0 }],
                  },
                ],
                swings: [{ currency: 'CNY', less: 215_000, more: 0 }],
                fewer: 5,
              },
            },
          },
        ]),
        account(2, [{ ...money('USD', 1), sideless: { count: 2, sum: 300 } }]),
        account(3, [money('CNY', 1)]),
      ],
    },
  })
  expect(card.findAll('.doubt').map((doubt) => doubt.text())).toEqual([
    '转出：结果不明 5 行，金额 2,150.00：850.00–3,000.00',
    '2 笔收付方向不明，未计入：3.00 美元',
  ])
})
test('only currencies with rows of its own have a line; an account without any keeps its first', () => {
  const card = mount(AccountsCard, {
    ...emptyPage().mounting,
    props: {
      accounts: [
        account(1, [money('CNY', 2), money('USD', 0)]),
        account(2, [money('CNY', 0), money('USD', 3)]),
        account(3, [money('CNY', 0), money('HKD', 0)]),
        account(4, [money('CNY', 1), money('USD', 0, 2)]),
      ],
    },
  })
  const lines = card.findAll('tbody tr').map((row) => row.text().replaceAll(/\s+/g, ' '))
  expect(lines).toHaveLength(5)
  expect(lines[0]).toContain('户1')
  expect(lines[1]).toMatch(/户2.*3\.00 美元/)
  expect(lines[2]).toContain('户3')
  expect(lines[4]).toContain('0.00 美元')
})
