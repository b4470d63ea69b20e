import { analysis } from './define.ts'

/** Under which cell a phone spends its nights and its working hours. */
export const homeWork = analysis({
  id: 'homeWork',
  group: 'calls',
  title: { zh: '常驻小区', en: 'Cells of night and work' },
  question: {
    zh: '这个号码夜里、工作时间常在哪个小区覆盖之下？',
    en: 'Under which cell is a phone at night and in working hours?',
  },
  rule: {
    zh: '夜间 22 时至次日 6 时（算前一日的夜），工作时间为周一至周五 9 时至 17 时（不扣节假日）。每个夜晚（工作日）每个小区计一次，取出现夜数（日数）最多的小区，并列的都列出。有小区记录的夜数（日数）不足下限的为“不可判”。常驻小区是覆盖范围，不等于住处、单位；改变参数结果会变。',
    en: 'Night: 22:00 to 06:00, of the evening it began. Work: Monday to Friday 9:00 to 17:00, holidays not taken out. A cell counts once a night (day); the one with most nights (days) is told, equal ones together. With fewer nights (days) than the least it cannot be decided. A cell covers an area and is no address; other parameters give other answers.',
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
      id: 'least',
      sort: 'count',
      title: { zh: '至少天数', en: 'Days at least' },
      least: 1,
      most: 1_000,
      default: 10,
    },
    { id: 'span', sort: 'span', title: { zh: '时间', en: 'Time' } },
  ],
})
