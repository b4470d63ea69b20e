import { analysis } from './define.ts'

/** Who wrote with whom, and who speaks in which group. */
export const chats = analysis({
  id: 'chats',
  group: 'calls',
  title: { zh: '聊天与短信频次', en: 'Messages by pair and group' },
  question: {
    zh: '谁和谁聊得最多？各群里谁在发言？',
    en: 'Who wrote with whom most? Who speaks in which group?',
  },
  rule: {
    zh: '单聊按双方计：条数、各方向条数、活跃天数、首末。群消息按群与发言人计，不算作发言人与机主之间的联系；没有写明发言人的另计。重复行不计；两部手机的取证结果里同一条消息各有一行的，各计一次，可能的条数在说明中（两机时钟与内容写法不一，不自动合并）。钟点分布只计写明时刻的。',
    en: 'Chats of two by pair: messages, each way, active days, first and last. Messages of a group by group and who wrote them; they are no contact between writer and owner. Repeated rows do not count; one message in the exports of two phones counts twice, how many may be so is told. Hours: of messages with a clock.',
  },
  version: 1,
  params: [
    {
      id: 'of',
      sort: 'entities',
      title: { zh: '账号、号码', en: 'Accounts, phones' },
      hint: { zh: '不选则为全部', en: 'None chosen: all' },
    },
    { id: 'span', sort: 'span', title: { zh: '时间', en: 'Time' } },
    {
      id: 'least',
      sort: 'count',
      title: { zh: '至少条数', en: 'At least' },
      least: 1,
      most: 100_000,
      default: 1,
    },
  ],
})
