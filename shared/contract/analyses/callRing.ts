import { analysis } from './define.ts'

/** Numbers around a set of phones, level by level. */
export const callRing = analysis({
  id: 'callRing',
  group: 'calls',
  title: { zh: '外围号码', en: 'Ring around phones' },
  question: {
    zh: '与这几个号码直接、间接通话的都有谁？',
    en: 'Who was in touch with these phones, directly and through others?',
  },
  rule: {
    zh: '第 1 层为与所选号码有通话或短信的号码，第 k 层为与第 k−1 层有联系而不在更近各层的号码，每个号码取最近一层。联系次数少于下限的不算。客服热线不列；联系面大于上限的号码列出但不再经它外扩（快递、外卖一类），个数在说明中。没有本机话单的号码，其外围只能看到有话单者的那一侧。',
    en: 'Level 1 was in touch with those chosen, level k with level k−1 and with none nearer; each number stands in its nearest level. Contacts fewer than the least do not count. Service numbers are left out; a number with more contacts than the limit is listed and not passed through. Of numbers without a list only what others’ lists show is seen.',
  },
  version: 1,
  params: [
    { id: 'of', sort: 'entities', title: { zh: '号码', en: 'Phones' }, needed: true },
    { id: 'levels', sort: 'count', title: { zh: '层数', en: 'Levels' }, least: 1, most: 4, default: 2 },
    {
      id: 'least',
      sort: 'count',
      title: { zh: '每对至少次数', en: 'Contacts of a pair at least' },
      least: 1,
      most: 10_000,
      default: 1,
    },
    {
      id: 'through',
      sort: 'count',
      title: { zh: '不经联系面超过', en: 'Not through more contacts than' },
      least: 1,
      most: 1_000_000,
      default: 200,
    },
    { id: 'span', sort: 'span', title: { zh: '时间', en: 'Time' } },
  ],
})
