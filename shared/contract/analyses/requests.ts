import { analysis } from './define.ts'

/** What to ask for next, of whom, and why. */
export const requests = analysis({
  id: 'requests',
  group: 'requests',
  title: { zh: '待调取清单', en: 'What to ask for next' },
  question: {
    zh: '还应向谁调取什么：哪些账户、钱包、号码、网店、IP 承载资金或连接人员而没有流水、话单？已调取的缺哪些月份？哪些账户还有余额？',
    en: 'What is still to be asked for and of whom: accounts, wallets, phones, shops and IPs that carry money or connect people and have no statement; months missing; accounts that still hold money?',
  },
  rule: {
    zh: '账户：没有本人流水、而他人流水或充值、订单记录里与其往来的账户，收付合计（人民币）不低于下限，或往来的已调取账户达到个数，或登记在涉案人员名下的，列入；转账与充值、订单分列，不相加。通道户（财付通、支付宝、备付金等）单列，真实对手须向支付机构调取。号码：没有本机话单、与至少几个有话单的号码有联系且次数达到下限的，或登记由涉案人员使用的；客服热线不列。IP：登录的账号达到个数的公网地址。网店：有销售而没有经营人的。缺月：已有流水、话单首末月之间整月没有行的。余额：已有流水末行的余额大于 0 的；同一时刻多行而先后不能定的不报余额。机构依次按：本案流水、回函写明的开户行；本案同卡段（前 6 位与位数）已知的开户行；公开卡段表最长前缀加位数；号段归属（工信部 2023 年 3 月，携号转网不反映）。都没有的写“不明”，多个的都列出。起止为材料中首末次往来，仅供填写参考。清单列序照《协助查询财产通知书》附表与《调取证据清单》常用式样；文号、签名、日期不代填。',
    en: 'Accounts without a statement of their own that others’ statements, deposits or orders name: with sums of at least so much yuan, or dealing with so many accounts that have one, or registered of somebody in the case. Transfers stand apart from deposits and orders and are not added to them. Channels (third-party payers) stand apart. Phones without a list in touch with so many listed ones so often, or registered of somebody; service numbers left out. Public IPs from which so many accounts logged in. Shops that sell and have nobody behind them. Whole months without a row between first and last. Balances: of the last row, above zero; not told where the order of rows of one moment cannot be decided. Institution: what the material says; else the bank known in this case for the same first six digits and length; else the longest prefix of the public table; of phones the operator the number was given to (March 2023). Otherwise unknown; several are all listed. Times are the first and last contact. Columns follow the usual lists; numbers of papers, signatures and dates are not filled in.',
  },
  version: 1,
  params: [
    {
      id: 'least',
      sort: 'money',
      title: { zh: '账户收付合计不低于（元）', en: 'Sums of an account at least (yuan)' },
      default: 1_000_000,
    },
    {
      id: 'connects',
      sort: 'count',
      title: { zh: '连接已调取对象至少', en: 'Connects at least' },
      hint: {
        zh: '往来的已调取账户、号码或登录的账号个数',
        en: 'Accounts with a statement, phones with a list, accounts that logged in',
      },
      least: 2,
      most: 1_000,
      default: 2,
    },
    {
      id: 'contacts',
      sort: 'count',
      title: { zh: '号码联系至少次数', en: 'Contacts of a phone at least' },
      least: 1,
      most: 100_000,
      default: 10,
    },
  ],
})
