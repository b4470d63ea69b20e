/** Parameters that analyses of money share. */
export const currencyParam = {
  id: 'currency',
  sort: 'text',
  look: 'currency',
  title: { zh: '币种', en: 'Currency' },
  hint: {
    zh: '币种代码，如 CNY、USD；各币种分别计算，不折算。',
    en: 'Code such as CNY, USD; each currency by itself, none converted.',
  },
  default: 'CNY',
} as const
export const byParam = {
  id: 'by',
  sort: 'choice',
  title: { zh: '合并', en: 'Fold' },
  hint: {
    zh: '按人：账户归到唯一持有人名下，与链图“按人合并”相同；多人持有的账户单列。',
    en: 'By person: an account stands under its only holder, as on charts; one of several holders stands by itself.',
  },
  choices: [
    { id: 'person', title: { zh: '按人', en: 'By person' } },
    { id: 'account', title: { zh: '按账户', en: 'By account' } },
  ],
  default: 'person',
} as const
export const spanParam = { id: 'span', sort: 'span', title: { zh: '时间', en: 'Time' } } as const
export const ofParam = {
  id: 'of',
  sort: 'entities',
  title: { zh: '须含对象', en: 'With one of' },
  hint: {
    zh: '不选则不限；选人即含其全部账户',
    en: 'None chosen: any; a person stands for all of his accounts',
  },
} as const
export const beyondParam = {
  id: 'beyond',
  sort: 'flag',
  title: { zh: '穿过无流水账户', en: 'Through accounts without statement' },
  hint: {
    zh: '默认追到无流水的账户即止；勾选后凭其他账户的流水继续追，结果可能不全。',
    en: 'By default money stops at an account whose own statement is not in the case; with this it is followed by the rows of others, which may be incomplete.',
  },
  default: false,
} as const
