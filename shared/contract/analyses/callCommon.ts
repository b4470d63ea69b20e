import { analysis } from './define.ts'

/** Numbers that several phones were in touch with. */
export const callCommon = analysis({
  id: 'callCommon',
  group: 'calls',
  title: { zh: '共同联系号码', en: 'Common numbers' },
  question: {
    zh: '这几部手机共同联系过哪些号码？',
    en: 'Which numbers were several of these phones in touch with?',
  },
  rule: {
    zh: '与所选号码中至少几个有过通话或短信的号码（不选则为全部有本机话单的号码）；按相连个数、再按次数排列，相同者并列。出现面 = 与之有联系的本机话单号码 ÷ 全部本机话单号码，超过上限的标出“出现面超限”：可能是公共号码（外卖、快递、物业等），也可能正是共同的上线，须核实，仍列出。客服、热线、短信通道单列。所选号码之间的通话不算共同联系。',
    en: 'Numbers in touch with at least so many of those chosen (none chosen: all phones with a list of their own); by the number of them, then by contacts, ties share a rank. Reach: the listed phones in touch with it by all listed phones; above the limit it is marked and still listed: it may be a public number (deliveries and the like), or just whom they all answer to. Service numbers stand apart. Those chosen are not listed.',
  },
  version: 1,
  params: [
    { id: 'of', sort: 'entities', title: { zh: '号码', en: 'Phones' } },
    {
      id: 'least',
      sort: 'count',
      title: { zh: '至少相连', en: 'In touch with at least' },
      least: 2,
      most: 1_000,
      default: 2,
    },
    {
      id: 'public',
      sort: 'number',
      title: { zh: '出现面上限', en: 'Limit of reach' },
      least: 0,
      most: 1,
      default: 0.5,
    },
    { id: 'span', sort: 'span', title: { zh: '时间', en: 'Time' } },
  ],
})
