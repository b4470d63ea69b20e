import { analysis } from './define.ts'
import { byParam, currencyParam, spanParam } from './moneyParams.ts'

/** One person's or account's money: counterparts, months, balances. */
export const moneyOf = analysis({
  id: 'moneyOf',
  group: 'money',
  title: { zh: '一人（户）资金', en: 'Money of one' },
  question: {
    zh: '这个人（户）的钱与谁往来，余额如何变化？',
    en: 'With whom did this person or account deal, and how did the balance move?',
  },
  rule: {
    zh: '口径同“资金排名”。选人时其全部账户合并、对手按人合并；选账户时只看该户、对手逐户列。无账号的对方按现金、通道户、手续费、利息、消费、其他分列。余额取本方流水各行所载余额：逐行核对“上一余额±本笔＝本行余额”，同一时刻的行按能接上的次序核对，接不上的为断点；首行之前的余额由首行余额倒推，末余额取最后一行；“流水净额”为该流水各行的转入减转出，与“末余额－期初余额”相比，差额不为零即不相符。',
    en: 'As in the ranking. A person stands with all accounts and counterparts folded into people; an account stands by itself and counterparts by account. Those without an account stand as cash, third-party payer, fee, interest, card payment, other. Balances are those the rows of the own statement tell: row by row “balance before ± amount = balance”, rows of one moment in an order that fits; what fits in no order is a break. The balance before the first row follows from that row, the last is that of the last row; “net of the statement” is in minus out of its rows, compared with the change of the balance.',
  },
  version: 1,
  params: [
    { id: 'of', sort: 'entity', title: { zh: '人员或账户', en: 'Person or account' }, needed: true },
    currencyParam,
    byParam,
    spanParam,
  ],
})
