/** Totals per account: the largest on paper, every one in the workbook. */
import type { AccountRank } from '../../../../shared/contract/analysis.ts'
import { countAccounts, rankAccounts } from '../../analysis/accounts.ts'
import { readUndirected } from '../figures.ts'
import { count, money as amount } from '../model/documentModel.ts'
import type { Column, Line, Row, Typed } from '../model/documentModel.ts'
import type { SectionDefinition } from './section.ts'

const words = {
  'zh-CN': {
    headers: ['户名', '账户', '转入笔数', '转入金额（元）', '转出笔数', '转出金额（元）'],
    none: '材料中没有资金往来。',
    once: '每笔转账只计一次：同一笔在双方流水中各记一次的合并计算，重复导入的行与失败的交易不计。',
    rest: (shown: Typed, total: Typed): Line => [
      '按转入、转出合计排序，列前 ',
      shown,
      ' 个账户，共 ',
      total,
      ' 个；全部账户见 Excel 工作簿“账户合计”表。',
    ],
    undirected: (transfers: Typed, sum: Typed): Line => [
      '另有 ',
      transfers,
      ' 笔、',
      sum,
      ' 元的交易没有收付方向，未计入任何账户。',
    ],
    sheet: '账户合计',
    note: '每笔转账只计一次，失败的不计；收付方向不明的不在其中',
  },
  en: {
    headers: ['Holder', 'Account', 'In', 'Amount in (yuan)', 'Out', 'Amount out (yuan)'],
    none: 'There are no transfers in the material.',
    once: 'Each transfer counts once: one that stands in both statements is one; duplicate rows and failed transfers are not counted.',
    rest: (shown: Typed, total: Typed): Line => [
      'The ',
      shown,
      ' accounts with the largest turnover of ',
      total,
      '; all of them are in the sheet Accounts of the workbook.',
    ],
    undirected: (transfers: Typed, sum: Typed): Line => [
      'Another ',
      transfers,
      ' transfers over ',
      sum,
      ' yuan carry no direction and are in no account’s totals.',
    ],
    sheet: 'Accounts',
    note: 'Each transfer once, failed ones left out; those without a direction are not in it',
  },
} as const
const accountsOnPaper = 30
const everyAccount = 1_000_000
const columns: readonly Omit<Column, 'header'>[] = [
  { id: 'holder', sort: 'name', paper: { share: 16 }, sheet: { width: 20 } },
  { id: 'account', sort: 'account', paper: { share: 26 }, sheet: { width: 24 } },
  { id: 'inCount', sort: 'number', paper: { share: 10 }, sheet: { width: 12 } },
  { id: 'inSum', sort: 'money', paper: { share: 19 }, sheet: { width: 20 } },
  { id: 'outCount', sort: 'number', paper: { share: 10 }, sheet: { width: 12 } },
  { id: 'outSum', sort: 'money', paper: { share: 19 }, sheet: { width: 20 } },
]
const row = (account: AccountRank): Row => [
  account.holder,
  account.account,
  account.inCount,
  { scaled: account.inSum, scale: 2 },
  account.outCount,
  { scaled: account.outSum, scale: 2 },
]

export const money: SectionDefinition = {
  id: 'money',
  nameZh: '资金往来',
  nameEn: 'Money',
  build({ context, language }) {
    const { headers, none, once, rest, undirected, sheet, note } = words[language]
    const db = context.db()
    const shown = rankAccounts(db, accountsOnPaper)
    if (shown.length === 0) return [{ kind: 'paragraph', text: none }]
    const total = countAccounts(db)
    const sideless = readUndirected(db)
    return [
      { kind: 'paragraph', text: once },
      ...(total > shown.length
        ? [{ kind: 'paragraph' as const, text: rest(count(shown.length), count(total)) }]
        : []),
      ...(sideless.count > 0
        ? [{ kind: 'paragraph' as const, text: undirected(count(sideless.count), amount(sideless.amount)) }]
        : []),
      {
        kind: 'table',
        columns: columns.map((column, index) => ({ ...column, header: headers[index] ?? '' })),
        rows: {
          total,
          *read() {
            for (const account of rankAccounts(context.db(), everyAccount)) yield row(account)
          },
        },
        onPaper: [{ rows: shown.map(row) }],
        sheet: { name: sheet, content: sheet, note },
      },
    ]
  },
}
