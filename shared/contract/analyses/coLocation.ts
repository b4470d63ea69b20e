import { analysis } from './define.ts'

/** Phones that were under one cell at about one time, again and again. */
export const coLocation = analysis({
  id: 'coLocation',
  group: 'calls',
  title: { zh: '伴随', en: 'Together under one cell' },
  question: {
    zh: '哪些号码多次在相近时间处于同一小区覆盖之下？',
    en: 'Which phones were repeatedly under one cell at about one time?',
  },
  rule: {
    zh: '两号码的通信在同一小区（LAC-CI），起时相差不超过时间窗，算一次同现；同一小区内相隔不超过时间窗的连续同现并为一次。列出不同小区数与天数都达到下限的号码对。权重 = 各次同现的 1 ÷ 该小区出现过的号码数 之和：人少的小区权重大。时间窗默认 30 分钟是公开代码的常用值，并无统一标准。小区覆盖城区数百米、郊外数公里，并会切换，只能说“同一小区覆盖”，不能说“同一地点”；同一手机的双卡必然伴随，另行标出。相邻小区不合并。',
    en: 'Two phones with traffic under one cell (LAC and CI), begun within the window, met once; meetings in a row within the window are one. Pairs with at least so many different cells and days are listed. Weight: the sum over meetings of one by the number of phones ever seen under that cell. Thirty minutes is what public programs use, no standard sets it. A cell covers some hundred metres in town and kilometres outside, and phones are handed over: one cell is no one place. Two cards of one handset always meet and are marked. Neighbouring cells are not joined.',
  },
  version: 1,
  params: [
    {
      id: 'of',
      sort: 'entities',
      title: { zh: '号码', en: 'Phones' },
      hint: { zh: '不选则为全部号码', en: 'None chosen: all' },
    },
    {
      id: 'minutes',
      sort: 'count',
      title: { zh: '时间窗（分钟）', en: 'Window in minutes' },
      least: 1,
      most: 1_440,
      default: 30,
    },
    {
      id: 'cells',
      sort: 'count',
      title: { zh: '至少不同小区', en: 'Different cells at least' },
      least: 1,
      most: 1_000,
      default: 3,
    },
    {
      id: 'days',
      sort: 'count',
      title: { zh: '至少天数', en: 'Days at least' },
      least: 1,
      most: 1_000,
      default: 2,
    },
    { id: 'span', sort: 'span', title: { zh: '时间', en: 'Time' } },
  ],
})
