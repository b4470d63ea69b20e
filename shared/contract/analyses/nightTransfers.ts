import { analysis } from './define.ts'
import { byParam, currencyParam, ofParam, spanParam } from './moneyParams.ts'

/** Whose transfers are mostly at night. */
export const nightTransfers = analysis({
  id: 'nightTransfers',
  group: 'money',
  title: { zh: '夜间收付', en: 'At night' },
  question: { zh: '哪些人（账户）的收付多在深夜？', en: 'Whose money moves mostly at night?' },
  rule: {
    zh: '写明钟点的收付达到笔数、其中在夜间时段内的占比达到要求的列出；收付合并计算。时段从第一个钟点起到第二个钟点前止，可跨零点。恰为 00:00:00 的可能是银行跑批记账，只写到日的不知钟点，两者都不计入笔数与占比，逐户列出笔数；因此够不上笔数的计为“不可判”。不计现金、手续费、利息、消费、本人账户之间与失败、冲正的。依据：23 时至 5 时为同类代码所用时段，0.4 与 20 笔为经验值，非法定，可改。时间按案件时区。夜班、外卖、酒吧、网约车也是这个样子，只作线索；全案的夜间占比列在上方以便对照。',
    en: 'So many transfers in and out that tell an hour, of which so large a share lies in the night. The night goes from the first hour up to the second, over midnight where need be. Those at 00:00:00 to the second may be a bank’s nightly run and those that tell only a day tell no hour: both are left out of number and share and told for each; who has too few left is “cannot be told”. Cash, fees, interest, card payments, own accounts among themselves, failed and reversed ones are left out. Source: 23 to 5 as in code of this kind; 0.4 and 20 are experience, none is law, all can be changed. Times are those of the case. Night work, deliveries, bars and drivers look the same: a lead only. The share of the whole case stands above for comparison.',
  },
  version: 1,
  params: [
    currencyParam,
    byParam,
    spanParam,
    ofParam,
    {
      id: 'fromHour',
      sort: 'count',
      title: { zh: '自几时', en: 'From hour' },
      least: 0,
      most: 23,
      default: 23,
    },
    {
      id: 'toHour',
      sort: 'count',
      title: { zh: '至几时（不含）', en: 'To hour (left out)' },
      least: 0,
      most: 24,
      default: 5,
    },
    {
      id: 'share',
      sort: 'number',
      title: { zh: '占比不低于', en: 'Share at least' },
      least: 0,
      most: 1,
      default: 0.4,
    },
    {
      id: 'least',
      sort: 'count',
      title: { zh: '笔数至少', en: 'Transfers at least' },
      least: 1,
      most: 100_000,
      default: 20,
    },
  ],
})
