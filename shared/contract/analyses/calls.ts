import { analysis } from './define.ts'

/** How often, how long and when phones were in touch. */
export const calls = analysis({
  id: 'calls',
  group: 'calls',
  title: { zh: '通话频次', en: 'Calls by pair' },
  question: {
    zh: '谁和谁通话最多、最久，在哪些钟点？案发前最后、案发后最先与谁联系？',
    en: 'Who called whom most and longest, at which hours? Who was the last contact before an event, the first after it?',
  },
  rule: {
    zh: '同一次通话在双方话单里各有一行的只计一次，重复行不计。次数为通话与短信之外的语音等各类通信；短信另列，时长只加写明的。双向比 = 较少方向的次数 ÷ 较多方向的次数，只按写明主被叫的计。活跃天数 = 有通话或短信的日期数。夜间 = 22 时至 6 时。排序：次数多者在前，次数相同看时长，都相同者名次并列。运营商客服（10 开头短号）、95/96 与 400/800 等热线、106 短信通道单列，不与人混排。只有日期没有钟点的行计入次数，不计入钟点分布与案发前后。',
    en: 'A call in the lists of both phones counts once, repeated rows do not count. Text messages stand apart; lengths are summed where they are told. Ratio: calls of the rarer way by calls of the more frequent one, of calls that tell their way. Active days: days with a call or message. Night: 22:00 to 06:00. Order: number of calls, then length, equal ones share a rank. Operators (10…), hotlines (95…, 96…, 400, 800) and message gateways (106…) stand in a table of their own. Rows without a clock count, and are in no hour.',
  },
  version: 1,
  params: [
    {
      id: 'of',
      sort: 'entities',
      title: { zh: '号码', en: 'Phones' },
      hint: { zh: '不选则为全部号码', en: 'None chosen: all' },
    },
    { id: 'span', sort: 'span', title: { zh: '时间', en: 'Time' } },
    {
      id: 'event',
      sort: 'text',
      look: 'moment',
      title: { zh: '案发时间', en: 'Event' },
      hint: {
        zh: '写明后列出前后联系，如 2024-03-05 14:30',
        en: 'As 2024-03-05 14:30; lists contacts around it',
      },
      default: '',
    },
    {
      id: 'least',
      sort: 'count',
      title: { zh: '至少次数', en: 'At least' },
      least: 1,
      most: 100_000,
      default: 1,
    },
  ],
})
