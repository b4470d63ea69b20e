import { analysis } from './define.ts'
import { byParam, currencyParam, ofParam, spanParam } from './moneyParams.ts'

/** Payments kept just under a limit. */
export const split = analysis({
  id: 'split',
  group: 'money',
  title: { zh: '压线拆分', en: 'Split below a limit' },
  question: {
    zh: '谁把一笔钱拆成几笔、每笔都刚好低于某个限额？',
    en: 'Who pays in several parts, each just below a limit?',
  },
  rule: {
    zh: '低于限额、不低于限额规定比例的付款（含现金存取），在规定小时内达到笔数且合计不低于限额的列出；从第一个符合的时间段起，一段之内的各笔归为一次，下一次从其后算起。默认按同一付款方付给同一收款方，也可只看收款方（任何人付来）或付款方（付给任何人）。限额默认 5 万元：大额现金报告为当日单笔或累计 5 万元以上（人民银行令〔2016〕3 号）；个人转账 50 万元、对公 200 万元等请改限额。下限 0.9、笔数、小时为经验值，非法定，可改；下限改为 0 即“每笔都低于限额、合计达到限额”。网银单笔限额（常见 49,999 元）、固定货款与租金也是这个样子，只作线索。',
    en: 'Payments below the limit and at least the given share of it (cash in and out too), so many within the hours and together at least the limit. From the first stretch that qualifies all of it is one time; the next begins behind it. By default from one to one; it can be to one from anybody, or from one to anybody. The limit of 50,000 is that of reports of cash by day (PBC order 2016 no. 3); for transfers of people (500,000) or firms (2,000,000) change it. The share 0.9, number and hours are experience, none is law; with share 0 it asks for any payments below the limit that reach it together. Limits of online banks (often 49,999), rents and prices look the same: a lead only.',
  },
  version: 1,
  params: [
    currencyParam,
    byParam,
    spanParam,
    ofParam,
    { id: 'limit', sort: 'money', title: { zh: '限额', en: 'Limit' }, default: 5_000_000 },
    {
      id: 'from',
      sort: 'number',
      title: { zh: '每笔不低于限额的', en: 'Each at least this share of it' },
      least: 0,
      most: 1,
      default: 0.9,
    },
    {
      id: 'least',
      sort: 'count',
      title: { zh: '笔数至少', en: 'Payments at least' },
      least: 2,
      most: 10_000,
      default: 3,
    },
    {
      id: 'hours',
      sort: 'count',
      title: { zh: '时间段（小时）', en: 'Length of time (hours)' },
      least: 1,
      most: 100_000,
      default: 72,
    },
    {
      id: 'ends',
      sort: 'choice',
      title: { zh: '按谁合并', en: 'Put together by' },
      choices: [
        { id: 'pair', title: { zh: '同一付款方付同一收款方', en: 'from one to one' } },
        { id: 'payee', title: { zh: '同一收款方（付款方不限）', en: 'to one from anybody' } },
        { id: 'payer', title: { zh: '同一付款方（收款方不限）', en: 'from one to anybody' } },
      ],
      default: 'pair',
    },
  ],
})
