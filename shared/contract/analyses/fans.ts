import { analysis } from './define.ts'
import { byParam, currencyParam, ofParam, spanParam } from './moneyParams.ts'

/** Many pay one, one pays many, one pays many who pay one. */
export const fans = analysis({
  id: 'fans',
  group: 'money',
  title: { zh: '多人付一人、一人付多人', en: 'Many to one, one to many' },
  question: {
    zh: '谁在短时间内从很多人收钱，或付给很多人？谁付出的钱经几人之手又到了同一户？',
    en: 'Who was paid by many, or paid many, in a short time? Whose money came together again at one through several?',
  },
  rule: {
    zh: '多付一、一付多：任一段不超过规定小时的时间内，不同付方（收方）达到个数、合计达到金额的列出；给出对手最多的一段（相同取合计大的、再取早的）及互不重叠的段数。散后又聚：一方付给几方，几方各自在收款后把相差不超过规定比例的一笔付给同一方，都在规定小时内，中间方达到个数的列出。依据：分散转入、集中转出的常用特征（10 个对手、72 小时）；散后又聚为公开研究的型态名，个数与比例为经验值。均非法定，可改。通道户不作对手。商户、收款码、团购、发薪、退款、红包也是这个样子（发薪可用“发薪样付款”排除），只作线索。没有本户流水的只见到别人的记载，对手可能更多。',
    en: 'Many to one and one to many: within any length of time of at most the given hours so many different payers (payees) and so much together; told is the stretch of most counterparts (of equal ones the larger sum, then the earlier), and how many stretches do not overlap. Scattered and gathered: one pays several, each of whom after it pays one and the same by a transfer that differs at most by the given share from what he received, all within the hours, so many between. Source: features in use (10 counterparts, 72 hours); scattered and gathered is a form known from studies, its numbers are experience. None is law; all can be changed. Third-party payers are no counterparts. Shops, payment codes, wages (see payments like wages), refunds and gifts look the same: a lead only. Of those without a statement only what others tell is known; there may be more.',
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
      title: { zh: '对手至少', en: 'Counterparts at least' },
      least: 2,
      most: 100_000,
      default: 10,
    },
    {
      id: 'hours',
      sort: 'count',
      title: { zh: '时间段（小时）', en: 'Length of time (hours)' },
      least: 1,
      most: 100_000,
      default: 72,
    },
    { id: 'sum', sort: 'money', title: { zh: '合计不低于', en: 'Together at least' }, default: null },
    {
      id: 'between',
      sort: 'count',
      title: { zh: '散后又聚：中间方至少', en: 'Scattered and gathered: between at least' },
      least: 2,
      most: 100_000,
      default: 3,
    },
    {
      id: 'share',
      sort: 'number',
      title: { zh: '散后又聚：收付相差不超过', en: 'Scattered and gathered: differ by at most' },
      least: 0,
      most: 1,
      default: 0.1,
    },
  ],
})
