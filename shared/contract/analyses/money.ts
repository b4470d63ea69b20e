import { analysis } from './define.ts'
import { byParam, currencyParam, spanParam } from './moneyParams.ts'

/** Who received and paid how much. */
export const moneyRanking = analysis({
  id: 'money',
  group: 'money',
  title: { zh: '资金排名', en: 'Money by person and account' },
  question: {
    zh: '谁收了多少、付了多少、留下多少？',
    en: 'Who received how much, paid how much, and kept how much?',
  },
  rule: {
    zh: '每笔转账只计一次：重复行一次，双方流水各记一次的同一笔一次，冲正、退款已从原交易扣除，失败的不计。转入、转出为该人（户）全部账户与他人之间的合计，本人账户之间另列；仅由对方流水载明的也计入并单列。净额＝转入－转出；留存率＝净额÷转入；n 日留存率＝转入中 n 日内未转出的部分÷转入（先进先出，按人时各账户合并计算）。对手不含通道户与无账号的对方；活跃天数为有收付的天数。按转入与转出之和从大到小排列，相同者并列。',
    en: 'Each transfer once: repeated rows once, both sides of one transfer once; what reversals and refunds took back is taken off; failed ones are left out. In and out are between all accounts of one and others, own accounts among themselves stand apart; what only the other party’s statement tells is counted and told apart. Net = in − out; kept = net ÷ in; kept after n days = the part of what came in that had not left within n days ÷ in (first in, first out; by person over all accounts together). Counterparts are without third-party payers and those without an account; active days have a transfer. By in and out together, largest first, ties share a rank.',
  },
  version: 1,
  params: [
    currencyParam,
    byParam,
    spanParam,
    {
      id: 'days',
      sort: 'count',
      title: { zh: '留存天数 n', en: 'Kept after n days' },
      least: 0,
      most: 3_650,
      default: 7,
    },
  ],
})
