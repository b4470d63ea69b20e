/** What went through each account, a currency at a time. */
import type { AccountFlow, AccountMoney, AccountTotals } from '../../../shared/contract/index.ts'
import type { Language } from '../../../shared/language.ts'
import type { Minor } from '../../../shared/model/minor.ts'
import { moneyText } from '../../../shared/model/numberText.ts'
import { doubtsText } from '../../../shared/words/doubts.ts'
import { currencyText, moneyUseText } from '../../../shared/words/money.ts'
import { writtenDoubts } from './doubts.ts'
import type { Command } from './command.ts'
import { findEntity } from './findEntity.ts'
import { inWords, table } from './inWords.ts'
import { withCase } from './openCase.ts'

/** A sum for machines: `1478620.00`. */
const written = (sum: Minor): string => moneyText(sum).replaceAll(',', '')
const flowOf = ({ inCount, inSum, outCount, outSum }: AccountFlow) => ({
  inCount,
  inSum: written(inSum),
  outCount,
  outSum: written(outSum),
})
const noSum = { count: 0, sum: 0 } as const
const setApart = ({ count, sum }: AccountMoney['failed']) => ({ count, sum: written(sum) })
const moneyOf = (money: AccountMoney) => ({
  currency: money.currency,
  ...flowOf(money),
  uses: money.uses.map((line) => ({ use: line.use, ...flowOf(line) })),
  sideless: setApart(money.sideless),
  failed: setApart(money.failed),
  undecided: setApart(money.undecided),
  ...(money.takenBack === undefined ? {} : { takenBack: setApart(money.takenBack) }),
  assumed: money.assumed,
  ...(money.doubts === undefined
    ? {}
    : {
        doubts: {
          ...writtenDoubts('in', [{ currency: money.currency, sum: money.inSum }], money.doubts.in),
          ...writtenDoubts('out', [{ currency: money.currency, sum: money.outSum }], money.doubts.out),
        },
      }),
})

export const accountsCommand: Command = {
  name: 'accounts',
  words: 'CASE [ACCOUNT]',
  least: 1,
  most: 2,
  summary: 'sum each account by the rows of its own statements, a currency at a time, or one account alone',
  more: [
    'Cash, fees, interest, card payments and transfers to itself stand in lines of their own. basis "named": no statement of its own, summed from those of others.',
    'Amounts are exact decimals as text; rows that failed or have no direction are in no sum and stand beside it; beside: rows of other accounts that name it.',
  ],
  options: {
    limit: { value: 'N', whole: true, help: 'at most so many accounts (100)' },
    offset: { value: 'N', whole: true, help: 'begin after so many accounts (0)' },
  },
  run(context) {
    const { given, engine, output, language } = context
    const account = given.words[1]
    return withCase(context, given.words[0], 'read', async () => {
      const list =
        account === undefined
          ? await engine.call('accounts.list', {
              offset: given.whole('offset', 0),
              limit: given.whole('limit', 100),
            })
          : oneAccount(await engine.call('accounts.read', await entityOf(context, account)))
      output.result(
        {
          total: list.total,
          rows: list.rows.map(({ money, beside, ...row }) => ({
            ...row,
            money: money.map(moneyOf),
            beside: beside.map(moneyOf),
          })),
        },
        () => `${accountTable(list.rows, language)}\n${list.rows.length} / ${list.total}`,
      )
      return 0
    })
  },
}
async function entityOf(
  context: Parameters<Command['run']>[0],
  account: string,
): Promise<{ readonly entityId: number }> {
  const { entityId } = await findEntity(context, account)
  return { entityId }
}
function oneAccount(totals: AccountTotals | null): {
  readonly total: number
  readonly rows: readonly AccountTotals[]
} {
  const rows = totals === null ? [] : [totals]
  return { total: rows.length, rows }
}
function accountTable(rows: readonly AccountTotals[], language: Language): string {
  const flow = (name: string, line: AccountFlow): readonly (string | number)[] => [
    name,
    line.inCount,
    written(line.inSum),
    line.outCount,
    written(line.outSum),
  ]
  const remarks = (money: AccountMoney, basis: AccountTotals['basis']): string =>
    [
      ...(basis === 'named'
        ? [inWords(language, '无本方流水，按他户流水合计', 'no statement of its own')]
        : []),
      ...(
        [
          [money.sideless, '方向不明未计', 'no direction, not in it'],
          [money.failed, '失败未计', 'failed, not in it'],
          [money.takenBack ?? noSum, '冲正退款已扣', 'taken back, taken off'],
        ] as const
      )
        .filter(([{ count }]) => count > 0)
        .map(([{ count, sum }, zh, en]) => `${inWords(language, zh, en)} ${count} × ${written(sum)}`),
      ...(['in', 'out'] as const).flatMap((side) => {
        const sum = side === 'in' ? money.inSum : money.outSum
        const text = doubtsText([{ currency: money.currency, sum }], money.doubts?.[side], language)
        const name =
          side === 'in' ? inWords(language, '转入：', 'in: ') : inWords(language, '转出：', 'out: ')
        return text === null ? [] : [name + text]
      }),
      ...(money.assumed > 0
        ? [inWords(language, `${money.assumed} 笔未写币种，按人民币`, `${money.assumed} rows taken as yuan`)]
        : []),
    ].join(inWords(language, '；', '; '))
  return table(
    language,
    [
      ['户名', 'holder'],
      ['账户', 'account'],
      ['币种与用途', 'currency, use'],
      ['转入笔数', 'in', 'right'],
      ['转入金额', 'amount in', 'right'],
      ['转出笔数', 'out', 'right'],
      ['转出金额', 'amount out', 'right'],
      ['说明', 'note'],
    ],
    rows.flatMap(({ holder, account, basis, money, beside }) => [
      ...money.flatMap((each) => [
        [holder, account, ...flow(currencyText(each.currency, language), each), remarks(each, basis)],
        ...each.uses.map((line) => ['', '', ...flow(`  ${moneyUseText(line.use, language)}`, line), '']),
      ]),
      ...beside.map((each) => [
        '',
        '',
        ...flow(currencyText(each.currency, language), each),
        [
          inWords(language, '其他账户流水中另有，未计入', 'further in statements of others, not in it'),
          remarks(each, 'own'),
        ]
          .filter((text) => text !== '')
          .join(inWords(language, '；', '; ')),
      ]),
    ]),
  )
}
