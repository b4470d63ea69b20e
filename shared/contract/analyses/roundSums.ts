import { analysis } from './define.ts'
import { byParam, currencyParam, ofParam, spanParam } from './moneyParams.ts'

/** Whose transfers are mostly round sums. */
export const roundSums = analysis({
  id: 'roundSums',
  group: 'money',
  title: { zh: '整数金额', en: 'Round sums' },
  question: { zh: '哪些人（账户）收的或付的多是整百、整千？', en: 'Who receives or pays mostly round sums?' },
  rule: {
    zh: '收、付分别计：笔数达到要求、其中金额为所填单位整数倍的笔数占比达到要求的列出，并给出最常见的五个整数面额。不计现金存取（取现必为整百）、手续费、利息、消费、本人账户之间与失败、冲正的；与通道户、对方无账号的计入。依据：洗钱与赌资案件中面额多为整数（公开案情）；0.8 与 30 笔为经验值，非法定，可改。转账本就偏整，借款、房租、货款也多为整数，只作线索；全案的整数占比列在上方以便对照。',
    en: 'In and out by themselves: so many transfers, of which so large a share is a multiple of the unit; with the five commonest round amounts. Cash (always round), fees, interest, card payments, own accounts among themselves, failed and reversed ones are left out; third-party payers and those without an account count. Source: round sums in cases of laundering and betting as published; 0.8 and 30 are experience, none is law, all can be changed. Transfers tend to be round; loans, rents and prices are: a lead only. The share of the whole case stands above for comparison.',
  },
  version: 1,
  params: [
    currencyParam,
    byParam,
    spanParam,
    ofParam,
    { id: 'unit', sort: 'money', title: { zh: '单位', en: 'Unit' }, default: 10_000 },
    {
      id: 'share',
      sort: 'number',
      title: { zh: '占比不低于', en: 'Share at least' },
      least: 0,
      most: 1,
      default: 0.8,
    },
    {
      id: 'least',
      sort: 'count',
      title: { zh: '笔数至少', en: 'Transfers at least' },
      least: 1,
      most: 100_000,
      default: 30,
    },
  ],
})
