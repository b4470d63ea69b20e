import { analysis } from './define.ts'
import { byParam, currencyParam, ofParam, spanParam } from './moneyParams.ts'

/** Money that comes back to where it started. */
export const cycles = analysis({
  id: 'cycles',
  group: 'money',
  title: { zh: '资金回流（对敲、回路）', en: 'Money that comes back' },
  question: { zh: '谁的钱经过另外几户又回到自己手里？', en: 'Whose money comes back to him through others?' },
  rule: {
    zh: '从一笔转账起，沿收款方的下一笔转账逐笔往下，回到最初付款方的列出：参与方各不相同、个数在所填之间，各笔按时间先后，从首笔到末笔不超过规定小时，最小一笔不比最大一笔少出规定比例。只有两方往来的另用较严的时间与比例。每步只看单笔转账，拆成几笔或合并转出的不在此列。时间只写到日、到分或同一时刻的，只要能排成先后就列出，并注明“先后不明”。依据：各行与研究常用的资金回路特征（3–5 方、72 小时、金额变异系数低于 0.25），本处改用最小÷最大，更严；两方之间 24 小时、5%。均非法定，可改。借还款、夫妻互转、退货退款也会回流，只作线索。搜索有上限，到限即停并注明。',
    en: 'From a transfer on, along a next transfer of whoever received it, until it comes back to the first payer: all who take part are different and as many as stated, transfers come one after the other, first to last within the hours, the smallest at most the given share below the largest. For two who pay one another stricter limits hold. Each step is one transfer; what is split or put together on the way is not found. Times that tell only a day or a minute, or the same moment, count wherever an order is possible, and the line says that the order is not told. Source: what banks and studies use (3 to 5, 72 hours, coefficient of variation below 0.25); here smallest to largest, which is stricter; 24 hours and 5% between two. None is law; all can be changed. Loans, couples and refunds come back too: a lead only. The search is bounded and says where it stopped.',
  },
  version: 1,
  params: [
    currencyParam,
    byParam,
    spanParam,
    ofParam,
    {
      id: 'least',
      sort: 'count',
      title: { zh: '参与方至少', en: 'Taking part at least' },
      least: 2,
      most: 8,
      default: 2,
    },
    {
      id: 'most',
      sort: 'count',
      title: { zh: '参与方至多', en: 'Taking part at most' },
      least: 2,
      most: 8,
      default: 5,
    },
    {
      id: 'hours',
      sort: 'count',
      title: { zh: '首笔到末笔（小时）', en: 'First to last (hours)' },
      least: 1,
      most: 100_000,
      default: 72,
    },
    {
      id: 'share',
      sort: 'number',
      title: { zh: '金额相差不超过', en: 'Amounts differ by at most' },
      hint: { zh: '占最大一笔的比例', en: 'As a share of the largest' },
      least: 0,
      most: 1,
      default: 0.25,
    },
    {
      id: 'pairHours',
      sort: 'count',
      title: { zh: '两方之间：小时', en: 'Between two: hours' },
      least: 1,
      most: 100_000,
      default: 24,
    },
    {
      id: 'pairShare',
      sort: 'number',
      title: { zh: '两方之间：相差不超过', en: 'Between two: differ by at most' },
      least: 0,
      most: 1,
      default: 0.05,
    },
    { id: 'amount', sort: 'money', title: { zh: '每笔不低于', en: 'Each at least' }, default: 100_000 },
  ],
})
