import { analysis } from './define.ts'
import { linkViewParams, viewRule } from './networkParams.ts'

/** Who has the same contacts. */
export const alike = analysis({
  id: 'alike',
  group: 'network',
  title: { zh: '往来对象相似', en: 'Same contacts' },
  question: {
    zh: '哪两个对象（如两个号码、两个账户）的往来对象几乎相同？',
    en: 'Which two (numbers, accounts) have nearly the same contacts?',
  },
  rule: {
    zh: `Jaccard：共同往来对象 ÷ 任一方的往来对象；余弦（Salton）：共同 ÷ √（一方个数 × 另一方个数）；Adamic–Adar：各共同对象的 1 ÷ ln（其往来对象数）之和。不计方向与轻重。不经由往来对象超过 2,000 个的对象寻找（人人都有的客服、平台），有几个如实注明。相似只是线索。${viewRule.zh}`,
    en: `Jaccard: common contacts / contacts of either; cosine (Salton): common / √(contacts of the one × of the other); Adamic–Adar: over the common ones the sum of 1 / ln(their contacts). Directions and weights count nothing. Pairs are not looked for through whoever has more than 2,000 contacts (platforms, hotlines); how many is told. Likeness is a lead only. ${viewRule.en}`,
  },
  version: 1,
  params: [
    { id: 'of', sort: 'entities', title: { zh: '只看这些对象', en: 'Only with these' } },
    {
      id: 'order',
      sort: 'choice',
      title: { zh: '按', en: 'By' },
      choices: [
        { id: 'jaccard', title: { zh: 'Jaccard', en: 'Jaccard' } },
        { id: 'cosine', title: { zh: '余弦', en: 'cosine' } },
        { id: 'adamicAdar', title: { zh: 'Adamic–Adar', en: 'Adamic–Adar' } },
        { id: 'common', title: { zh: '共同个数', en: 'number in common' } },
      ],
      default: 'jaccard',
    },
    {
      id: 'least',
      sort: 'count',
      title: { zh: '至少共同', en: 'At least in common' },
      least: 1,
      most: 1_000,
      default: 2,
    },
    {
      id: 'top',
      sort: 'count',
      title: { zh: '列出前几对', en: 'Show the first' },
      least: 1,
      most: 5_000,
      default: 50,
    },
    ...linkViewParams,
  ],
})
