/** What every analysis over the network of a case is asked with: which view of the one graph. Directions count nothing. */
export const linkViewParams = [
  { id: 'links', sort: 'linkKinds', title: { zh: '关系种类', en: 'Kinds of link' } },
  {
    id: 'by',
    sort: 'choice',
    title: { zh: '以谁为点', en: 'By' },
    hint: {
      zh: '按人：账号、号码、设备、车辆、网店归入唯一持有（无人持有时为唯一使用）它的人或单位；几人共有的、无人认领的各自为点',
      en: 'By person: an account, number, device, vehicle or shop counts as the one person or organisation that holds it (where nobody does, that uses it); what several hold or nobody claims stands by itself',
    },
    choices: [
      { id: 'entity', title: { zh: '各对象', en: 'entity' } },
      { id: 'person', title: { zh: '人（归并其账号）', en: 'person' } },
    ],
    default: 'entity',
  },
  { id: 'span', sort: 'span', title: { zh: '时间段', en: 'Time' } },
  {
    id: 'statements',
    sort: 'flag',
    title: { zh: '含手工录入的陈述', en: 'With statements entered by hand' },
    default: false,
  },
] as const
/** The same with directions and weights. */
export const networkViewParams = [
  ...linkViewParams,
  { id: 'directed', sort: 'flag', title: { zh: '计方向', en: 'Directed' }, default: false },
  {
    id: 'weight',
    sort: 'choice',
    title: { zh: '关系的轻重', en: 'Weight of a link' },
    choices: [
      { id: 'none', title: { zh: '不计，每一对为 1', en: 'none: each pair one' } },
      { id: 'count', title: { zh: '次数', en: 'number of facts' } },
      { id: 'amount', title: { zh: '金额（人民币）', en: 'amount in yuan' } },
      { id: 'weight', title: { zh: '关系表中的权重', en: 'weight as listed' } },
    ],
    default: 'none',
  },
] as const
/** The rule of the view, which each analysis says after its own. */
export const viewRule = {
  zh: '网络由所选关系构成：同两个对象之间的几条关系合为一条（计方向时每个方向一条），轻重相加；以人为点时同一人自己账号之间的往来不计；重复、对手方的另一面、未成功的不计。没有所选关系的对象不在网络中。',
  en: 'The network is made of the links chosen: several links between the same two are one (with directions one each way), weights added up; by person, dealings between own accounts count nothing; nor do repeats, second sides and what failed. Who has no link of those kinds is not in it.',
} as const
