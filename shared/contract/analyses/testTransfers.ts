import { analysis } from './define.ts'
import { byParam, currencyParam, ofParam, spanParam } from './moneyParams.ts'

/** A small payment first, large ones after it. */
export const testTransfers = analysis({
  id: 'testTransfers',
  group: 'money',
  title: { zh: '先小额测试后大额', en: 'A test first, then large' },
  question: {
    zh: '谁先转一笔小钱试账户，随后转大额？',
    en: 'Who tries an account with a small payment before large ones?',
  },
  rule: {
    zh: '不高于小额的一笔之后，规定小时内同一付款方付出不低于大额的列出。默认大额须付给同一收款方，且小额是该付款方付给该收款方的第一笔（全案已知的）；也可只看付款方：小额是其当日第一笔付款，随后付给任何人的大额都算。时间只写到日、到分或同一时刻的，只要能排成先后就列出，并注明“先后不明”。依据：公开案情中账户每日启用前的小额测试；小额 10 元、大额 5,000 元、24 小时为经验值，非法定，可改。绑卡验证、红包、加好友后的试付也是这个样子，只作线索。没有时间的转账不参与，更早的往来可能不在材料里。',
    en: 'After a payment of at most the small amount the same payer pays at least the large amount within the hours. By default to the same payee, and the small one is the first known of this payer to this payee; or the small one is the payer’s first of the day, and large ones to anybody count. Times that tell only a day or a minute, or the same moment, count wherever an order is possible, and the line says that the order is not told. Source: cases in which accounts were tried with small sums each day before use; 10, 5,000 and 24 hours are experience, none is law, all can be changed. Checks of new cards, gifts and first payments to friends look the same: a lead only. What tells no time takes no part, and there may have been earlier payments outside the material.',
  },
  version: 1,
  params: [
    currencyParam,
    byParam,
    spanParam,
    ofParam,
    { id: 'small', sort: 'money', title: { zh: '小额不高于', en: 'Small at most' }, default: 1_000 },
    { id: 'large', sort: 'money', title: { zh: '大额不低于', en: 'Large at least' }, default: 500_000 },
    {
      id: 'hours',
      sort: 'count',
      title: { zh: '其后（小时）', en: 'Within (hours)' },
      least: 1,
      most: 100_000,
      default: 24,
    },
    {
      id: 'then',
      sort: 'choice',
      title: { zh: '大额付给', en: 'Large ones to' },
      choices: [
        { id: 'pair', title: { zh: '同一收款方', en: 'the same payee' } },
        { id: 'account', title: { zh: '任何收款方', en: 'anybody' } },
      ],
      default: 'pair',
    },
    {
      id: 'first',
      sort: 'flag',
      title: { zh: '小额须为第一笔', en: 'The small one is the first' },
      default: true,
    },
  ],
})
