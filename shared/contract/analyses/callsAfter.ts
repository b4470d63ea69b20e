import { analysis } from './define.ts'

/** What changed in calls after an event. */
export const callsAfter = analysis({
  id: 'callsAfter',
  group: 'calls',
  title: { zh: '案发前后', en: 'Before and after an event' },
  question: {
    zh: '案发后谁不再联系、谁新出现、哪部手机停用或通话突增？',
    en: 'After the event: who fell silent, who is new, which phone stopped or called more?',
  },
  rule: {
    zh: '比较案发前若干天与案发后若干天（各自不含案发那一刻）。不再联系：案发前达到下限而案发后为 0 次；新出现：案发前（全部材料内）为 0 次而案发后达到下限。通话与短信都计，双方话单同一次只计一次，客服热线不计。本机：案发日前后 3 天日均 ÷ 案发前 30 天（不含这 3 天）日均，比值不低于 3 且窗内不少于 10 次标为突增；静默为案发后第一段不短于 24 小时的无通信间隔。话单止于案发前或案发时刻的号码不可判；止于比较期内的，给出止日，0 次可能只是没有调取。',
    en: 'So many days before the event are compared with so many after it. Silent: at least so often before, never after; new: never before (in all the material), at least so often after. Calls and messages count, one call once, service numbers not. Of a phone: calls a day within three days of the event by those of the thirty days before these; three times as many with at least ten calls is marked. Silence: the first gap of 24 hours or more after the event. A phone whose list ends before the event cannot be judged; where it ends within the time compared its end is told, and none may only mean not asked for.',
  },
  version: 1,
  params: [
    {
      id: 'event',
      sort: 'text',
      look: 'moment',
      title: { zh: '案发时间', en: 'Event' },
      hint: { zh: '如 2024-03-05 14:30', en: 'As 2024-03-05 14:30' },
      default: '',
    },
    {
      id: 'of',
      sort: 'entities',
      title: { zh: '号码', en: 'Phones' },
      hint: { zh: '不选则为全部有话单的号码', en: 'None chosen: all with a list' },
    },
    {
      id: 'before',
      sort: 'count',
      title: { zh: '前几天', en: 'Days before' },
      least: 1,
      most: 3_650,
      default: 30,
    },
    {
      id: 'after',
      sort: 'count',
      title: { zh: '后几天', en: 'Days after' },
      least: 1,
      most: 3_650,
      default: 30,
    },
    {
      id: 'least',
      sort: 'count',
      title: { zh: '至少次数', en: 'At least' },
      least: 1,
      most: 10_000,
      default: 3,
    },
  ],
})
