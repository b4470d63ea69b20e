import { analysis } from './define.ts'

/** Payments that look like wages, so that they are taken out of what is counted, or looked at. */
export const wages = analysis({
  id: 'wages',
  group: 'money',
  title: { zh: '发薪样付款', en: 'Payments like wages' },
  question: {
    zh: '哪些账户按月在相近日期付给同一批人，像是发工资、佣金？',
    en: 'Which accounts pay the same people every month about the same day, as wages or commissions?',
  },
  rule: {
    zh: '发薪日 = 一个账户在一天内付给的不同收款人达到个数的日子。发薪日所在的不同月份达到个数、且日子（月末与月初相接）相差不超过天数的，列为发薪样付款人；在这样的发薪日里收款月数达到个数的收款人逐个列出。另给出摘要、附言写有工资、代发、奖金、薪、佣金的笔数。按人民币合计。这是一类正常付款的样子，用于排除误报，也可能是佣金、分红；不作结论。',
    en: 'A payday is a day on which an account pays at least so many different payees. Who has paydays in at least so many months, at most so many days of the month apart (its end and beginning are neighbours), pays like wages; payees who were paid in at least so many of these months are listed. With it how many rows say wages, bonus or commission. Sums of yuan. Such payments are usual and are to be told from others; they may be commissions too.',
  },
  version: 1,
  params: [
    {
      id: 'payees',
      sort: 'count',
      title: { zh: '一天收款人至少', en: 'Payees a day at least' },
      least: 2,
      most: 10_000,
      default: 5,
    },
    {
      id: 'months',
      sort: 'count',
      title: { zh: '至少月数', en: 'Months at least' },
      least: 2,
      most: 120,
      default: 3,
    },
    {
      id: 'days',
      sort: 'count',
      title: { zh: '日子相差不超过', en: 'Days apart at most' },
      least: 0,
      most: 15,
      default: 5,
    },
  ],
})
