import { analysis } from './define.ts'

/** The accounts that bettors paid into, and where the money went on. */
export const receivingAccounts = analysis({
  id: 'receiving',
  group: 'betting',
  title: { zh: '收款账户', en: 'Receiving accounts' },
  question: {
    zh: '赌客的钱充到了哪些账户，提走多少，对手多少，余下的往哪里去了？',
    en: 'Which accounts did bettors pay into, how much was paid out, with how many accounts, and where did the rest go?',
  },
  rule: {
    zh: '收款账户：后台充值提现记录中成功充值的收款账户、成功提现的付款账户。充值、提现按后台记录，重复行计一次，失败与结果不明的另列。对手账户：成功充值的付款账户与成功提现的收款账户，去重。转出（非提现）按银行流水：收款账户付给其他收款账户、或付给从未充值提现的账户（含未载账号的对方）的转账，同一笔两份流水计一次，失败、冲正的不计；没有该账户流水的只能见到对方流水所载部分。只计人民币，其他币种另列。',
    en: 'Receiving accounts: those that took a deposit or paid a withdrawal that took effect, by the records of the back office. Deposits and withdrawals are those of the back office, a repeated row once; failed ones and those of unknown result are told apart. Counterparts: different accounts that paid a deposit or were paid a withdrawal. Passed on, by bank statements: transfers from a receiving account to another one, or to an account that never deposited or withdrew (or that is not told), each transfer once though two statements hold it, without failed and reversed ones; of an account without a statement only what the other side’s statement shows. Yuan only; other currencies are told apart.',
  },
  version: 1,
  params: [
    {
      id: 'of',
      sort: 'entity',
      title: { zh: '收款账户', en: 'Receiving account' },
      hint: {
        zh: '列出此账户的各对手；不选为全部账户。',
        en: 'Its counterparts one by one; none: all accounts.',
      },
    },
  ],
})
