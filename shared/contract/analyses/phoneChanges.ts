import { analysis } from './define.ts'

/** Which handset, card and number belonged together over time. */
export const phoneChanges = analysis({
  id: 'phoneChanges',
  group: 'calls',
  title: { zh: '换机换卡', en: 'Handsets and cards' },
  question: {
    zh: '哪个号码何时换过手机、补过卡？哪部手机插过哪些号码？谁换了新号？',
    en: 'Which number changed its handset or card, which handset held several numbers, who took a new number?',
  },
  rule: {
    zh: '手机按 IMEI 前 14 位（第 15 位为校验位，常被改写），卡按 IMSI，只用本机话单自己的行。按时间先后，同一号码前后两行的手机不同即记一次换机，同一手机前后号码不同即记一次换卡，同一号码 IMSI 不同即记一次补换卡；两者交替出现的逐次列出；先后插过两个以上号码的手机另列一表（一机多卡、设备盒、借卡）。换号线索：新号首见与旧号末见相差不超过若干天，且两号对方集合的杰卡德系数（交集 ÷ 并集，不含客服热线）不低于限值；同时给出小区重合比例（交集 ÷ 较少一方）与是否同一手机。起止受话单调取区间限制，区间同止同起会造成假的换号。',
    en: 'Handsets by the first 14 digits of the IMEI (the fifteenth is a check digit and often rewritten), cards by the IMSI, of a list’s own rows. Two rows of a number in a row with different handsets are a change of handset; two rows of a handset with different numbers, of card; two of a number with different IMSI, of the card behind it. A new number: first seen within so many days of the last of the old one, and contacts in common (intersection by union, without services) not below the limit; with it shared cells and whether the handset is one. First and last are those of the lists: lists that end and begin on one day make false changes.',
  },
  version: 2,
  params: [
    {
      id: 'of',
      sort: 'entities',
      title: { zh: '号码', en: 'Phones' },
      hint: { zh: '不选则为全部号码', en: 'None chosen: all' },
    },
    {
      id: 'days',
      sort: 'count',
      title: { zh: '新旧号相差天数', en: 'Days between old and new' },
      least: 0,
      most: 365,
      default: 3,
    },
    {
      id: 'alike',
      sort: 'number',
      title: { zh: '对方重合不低于', en: 'Contacts in common at least' },
      least: 0,
      most: 1,
      default: 0.3,
    },
  ],
})
