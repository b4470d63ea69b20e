import { analysis } from './define.ts'
import { networkViewParams, viewRule } from './networkParams.ts'

/** Who belongs together. */
export const communities = analysis({
  id: 'communities',
  group: 'network',
  title: { zh: '团伙划分', en: 'Communities' },
  question: { zh: '谁和谁自成一伙？', en: 'Who belongs together?' },
  rule: {
    zh: `按 Louvain 方法分组，使模块度最大：组内轻重 ÷ 全部轻重 − 按各对象联系多少随机分配时应有的份额，不计方向。除按固定顺序外，再按所给种子打乱顺序各试一次，取模块度最高的一次。分组只反映联系疏密，同组不等于同伙。${viewRule.zh}`,
    en: `Grouped by the method of Louvain so that modularity is greatest: the share of the weight within groups less what would lie there by chance, directions ignored. Tried in the fixed order and in as many shuffled ones, drawn with the seed; the best is taken. Groups only say who has dealings with whom. ${viewRule.en}`,
  },
  version: 1,
  params: [
    ...networkViewParams,
    {
      id: 'orders',
      sort: 'count',
      title: { zh: '另试几种顺序', en: 'Further orders tried' },
      least: 0,
      most: 200,
      default: 10,
    },
    {
      id: 'seed',
      sort: 'count',
      title: { zh: '随机种子', en: 'Seed' },
      least: 0,
      most: 1_000_000,
      default: 1,
    },
    {
      id: 'least',
      sort: 'count',
      title: { zh: '至少几个对象的组', en: 'Groups of at least' },
      least: 1,
      most: 1_000,
      default: 2,
    },
  ],
})
