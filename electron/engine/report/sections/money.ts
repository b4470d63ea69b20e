/** Totals per account and currency: the largest on paper, every one in the workbook. */
import type { AccountFlow, AccountMoney, AccountTotals } from '../../../../shared/contract/analysis.ts'
import { yuan } from '../../../../shared/model/currency.ts'
import { moneyUses } from '../../../../shared/model/moneyUse.ts'
import { doubtsText } from '../../../../shared/words/doubts.ts'
import { currencyText, moneyUseText } from '../../../../shared/words/money.ts'
import { countAccounts, rankAccounts } from '../../analysis/accounts.ts'
import { count, fixed } from '../model/documentModel.ts'
import type { Column, Line, Row, Typed } from '../model/documentModel.ts'
import type { Language } from '../words.ts'
import type { SectionDefinition } from './section.ts'

const words = {
  'zh-CN': {
    headers: ['户名', '账户', '币种', '转入笔数', '转入金额', '转出笔数', '转出金额'],
    more: ['说明', '其他账户流水中另有'],
    named: '材料中没有该账户自己的流水，按其他账户流水中出现的合计',
    none: '材料中没有资金往来。',
    once: '每个账户按其本方流水逐笔合计，含现金、费用、利息、消费和转给自身的交易，分行列出；重复导入的行与失败的交易不计，金额为扣除冲正、退款后的净额。材料中没有其本方流水的账户，按其他账户流水中出现的合计，并注明。',
    currencies: '各币种分别合计，不折算、不相加。',
    assumed: (rows: Typed): Line => ['有 ', rows, ' 笔的来源文件没有币种列，也未写明币种，按人民币计。'],
    rest: (shown: Typed, total: Typed): Line => [
      '按转入、转出合计（人民币）排序，列前 ',
      shown,
      ' 个账户，共 ',
      total,
      ' 个；全部账户见 Excel 工作簿“账户合计”表。',
    ],
    of: (use: string) => `其中：${use}`,
    sheet: '账户合计',
    note: '每个账户按本方流水合计，重复与失败的不计；各币种分列',
    flow: (name: string, flow: { readonly count: number; readonly sum: string }) =>
      `${name} ${flow.count} 笔 ${flow.sum}`,
    in: '转入',
    out: '转出',
    sideless: '收付方向不明（未计入）',
    failed: '失败（未计入）',
    takenBack: '冲正、退款（已扣除）',
  },
  en: {
    headers: ['Holder', 'Account', 'Currency', 'In', 'Amount in', 'Out', 'Amount out'],
    more: ['Note', 'Further in statements of others'],
    named: 'No statement of its own; what the statements of other accounts say of it',
    none: 'There are no transfers in the material.',
    once: 'Each account is the sum of the rows of its own statements, with cash, fees, interest, card payments and transfers to itself in lines of their own; duplicate rows and failed transfers are not counted, amounts are net of refunds and reversals. An account without a statement is summed from the rows of others, and says so.',
    currencies: 'Currencies are summed apart: none is converted or added to another.',
    assumed: (rows: Typed): Line => [
      'The files of ',
      rows,
      ' rows name no currency; they are taken as yuan.',
    ],
    rest: (shown: Typed, total: Typed): Line => [
      'The ',
      shown,
      ' accounts with the largest turnover (in yuan) of ',
      total,
      '; all of them are in the sheet Accounts of the workbook.',
    ],
    of: (use: string) => `of it: ${use}`,
    sheet: 'Accounts',
    note: 'Each account by the rows of its own statements; duplicates and failed ones left out; currencies apart',
    flow: (name: string, flow: { readonly count: number; readonly sum: string }) =>
      `${name} ${flow.count} × ${flow.sum}`,
    in: 'in',
    out: 'out',
    sideless: 'no direction (not in it)',
    failed: 'failed (not in it)',
    takenBack: 'taken back by refunds and reversals (taken off)',
  },
} as const
const accountsOnPaper = 30
const everyAccount = 1_000_000
const columns: readonly Omit<Column, 'header'>[] = [
  { id: 'holder', sort: 'name', paper: { share: 14 }, sheet: { width: 20 } },
  { id: 'account', sort: 'account', paper: { share: 26 }, sheet: { width: 24 } },
  // A currency that the program has no word for is as the material writes it.
  { id: 'currency', sort: 'text', paper: { share: 8 }, sheet: { width: 10 } },
  { id: 'inCount', sort: 'number', paper: { share: 8 }, sheet: { width: 12 } },
  { id: 'inSum', sort: 'money', paper: { share: 18 }, sheet: { width: 20 } },
  { id: 'outCount', sort: 'number', paper: { share: 8 }, sheet: { width: 12 } },
  { id: 'outSum', sort: 'money', paper: { share: 18 }, sheet: { width: 20 } },
]
const flowCells = (flow: AccountFlow): Row => [
  flow.inCount,
  { scaled: flow.inSum, scale: 2 },
  flow.outCount,
  { scaled: flow.outSum, scale: 2 },
]
/** What is not in the sums, or in them though it is not certain. */
function remarks(account: AccountTotals, money: AccountMoney, language: Language): string {
  const text = words[language]
  const parts = [
    ...(account.basis === 'named' ? [text.named] : []),
    ...(['sideless', 'failed', 'takenBack'] as const).flatMap((what) => {
      const sum = money[what]
      return sum === undefined || sum.count === 0 ? [] : [text.flow(text[what], told(sum))]
    }),
    ...openText(money, language),
  ]
  return parts.join(language === 'en' ? '; ' : '；')
}
/** What nobody has decided about the rows of a side, with and without. */
function openText(money: AccountMoney, language: Language): readonly string[] {
  return (['in', 'out'] as const).flatMap((side) => {
    const sum = side === 'in' ? money.inSum : money.outSum
    const text = doubtsText([{ currency: money.currency, sum }], money.doubts?.[side], language)
    return text === null ? [] : [`${words[language][side]}${language === 'en' ? ': ' : '：'}${text}`]
  })
}
const told = ({
  count: rows,
  sum,
}: AccountMoney['failed']): { readonly count: number; readonly sum: string } => ({
  count: rows,
  sum: digits(sum),
})
function digits(sum: AccountFlow['inSum']): string {
  const text = String(sum)
  const sign = text.startsWith('-') ? '-' : ''
  const figures = text.slice(sign.length).padStart(3, '0')
  return `${sign}${figures.slice(0, -2)}.${figures.slice(-2)}`
}
/** Rows of other accounts that name it beyond its own statements. */
function besideText(account: AccountTotals, currency: string, language: Language): string {
  const text = words[language]
  const beside = account.beside.find((candidate) => candidate.currency === currency)
  if (beside === undefined) return ''
  return [
    ...(beside.inCount === 0
      ? []
      : [text.flow(text.in, { count: beside.inCount, sum: digits(beside.inSum) })]),
    ...(beside.outCount === 0
      ? []
      : [text.flow(text.out, { count: beside.outCount, sum: digits(beside.outSum) })]),
    ...openText(beside, language),
  ].join(language === 'en' ? '; ' : '；')
}
const head = (account: AccountTotals, money: AccountMoney, language: Language): Row => [
  account.holder,
  account.account,
  currencyText(money.currency, language),
  ...flowCells(money),
]
/** Every line of one account in the workbook: a row a currency, its uses beside it. */
function* sheetRows(account: AccountTotals, language: Language): Iterable<Row> {
  for (const money of account.money)
    yield [
      ...head(account, money, language),
      ...moneyUses.flatMap((use) => {
        const flow = money.uses.find((candidate) => candidate.use === use)
        return flow === undefined
          ? [null, null]
          : [
              { scaled: flow.inSum, scale: 2 },
              { scaled: flow.outSum, scale: 2 },
            ]
      }),
      fixed(remarks(account, money, language)),
      fixed(besideText(account, money.currency, language)),
    ]
}
/** The same on paper: the account's sums, below them those lines that are no transfers to or from another account. */
function paperRows(account: AccountTotals, language: Language): readonly Row[] {
  return account.money.flatMap((money): Row[] => [
    head(account, money, language),
    ...money.uses
      .filter(({ use }) => use !== 'counterparty')
      .map((flow): Row => [
        null,
        fixed(words[language].of(moneyUseText(flow.use, language))),
        null,
        ...flowCells(flow),
      ]),
    ...[remarks(account, money, language), besideLine(account, money.currency, language)]
      .filter((line) => line !== '')
      .map((line): Row => [null, fixed(line), null, null, null, null, null]),
  ])
}
function besideLine(account: AccountTotals, currency: string, language: Language): string {
  const text = besideText(account, currency, language)
  return text === '' ? '' : `${words[language].more[1]}: ${text}`
}
function useColumns(language: Language): readonly Column[] {
  return moneyUses.flatMap((use): Column[] =>
    (['in', 'out'] as const).map((side) => ({
      id: `${use}.${side}`,
      header: `${moneyUseText(use, language)} · ${words[language][side]}`,
      sort: 'money',
      sheet: { width: 18 },
    })),
  )
}

export const money: SectionDefinition = {
  id: 'money',
  nameZh: '资金往来',
  nameEn: 'Money',
  build({ context, language }) {
    const text = words[language]
    const db = context.db()
    const shown = rankAccounts(db, accountsOnPaper)
    if (shown.length === 0) return [{ kind: 'paragraph', text: text.none }]
    const total = countAccounts(db)
    const every = rankAccounts(db, everyAccount)
    const assumed = every.reduce(
      (sum, { basis, money: sums }) =>
        sum + (basis === 'own' ? sums.reduce((rows, each) => rows + each.assumed, 0) : 0),
      0,
    )
    const foreign = every.some(({ money: sums }) => sums.some(({ currency }) => currency !== yuan))
    return [
      { kind: 'paragraph', text: text.once },
      ...(foreign ? [{ kind: 'paragraph' as const, text: text.currencies }] : []),
      ...(assumed > 0 ? [{ kind: 'paragraph' as const, text: text.assumed(count(assumed)) }] : []),
      ...(total > shown.length
        ? [{ kind: 'paragraph' as const, text: text.rest(count(shown.length), count(total)) }]
        : []),
      {
        kind: 'table',
        columns: [
          ...columns.map((column, index) => ({ ...column, header: text.headers[index] ?? '' })),
          ...useColumns(language),
          { id: 'remarks', header: text.more[0], sort: 'fixed' as const, sheet: { width: 40, wrap: true } },
          { id: 'beside', header: text.more[1], sort: 'fixed' as const, sheet: { width: 30, wrap: true } },
        ],
        rows: {
          total: every.reduce((rows, { money: sums }) => rows + sums.length, 0),
          *read() {
            for (const account of every) yield* sheetRows(account, language)
          },
        },
        onPaper: [{ rows: shown.flatMap((account) => paperRows(account, language)) }],
        sheet: { name: text.sheet, content: text.sheet, note: text.note },
      },
    ]
  },
}
