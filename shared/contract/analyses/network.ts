import { analysis } from './define.ts'
import { networkMeasures } from './networkMeasures.ts'
import { networkViewParams, viewRule } from './networkParams.ts'

/** Who stands where in the network of the case. */
export const network = analysis({
  id: 'network',
  group: 'network',
  title: { zh: '关键人物', en: 'Who matters' },
  question: {
    zh: '谁联系的人最多、谁处在中间、谁离所有人最近？',
    en: 'Who has most contacts, who stands between others, who is nearest to all?',
  },
  rule: {
    zh: `按所选指标从大到小排列，相差不到十亿分之一的视为相同、并列同一名次。公式随结果列出。对象太多时介数与接近由抽取的起点估计，并注明。${viewRule.zh}`,
    en: `By the measure chosen, the greatest first; values that differ by less than a billionth are equal and share a rank. The formula stands with the answer. Over very many nodes betweenness and closeness are estimated from drawn starting points, and it is said. ${viewRule.en}`,
  },
  version: 1,
  params: [
    {
      id: 'measure',
      sort: 'choice',
      title: { zh: '指标', en: 'Measure' },
      choices: networkMeasures.map(({ id, title }) => ({ id, title })),
      default: 'degree',
    },
    ...networkViewParams,
    {
      id: 'lengths',
      sort: 'choice',
      title: { zh: '路径的长短', en: 'Length of a link' },
      hint: { zh: '只用于介数与接近', en: 'For betweenness and closeness only' },
      choices: [
        { id: 'steps', title: { zh: '每条关系为一步', en: 'each link one step' } },
        {
          id: 'inverse',
          title: { zh: '1 ÷ 轻重（联系越多越近）', en: '1 / weight: the heavier the nearer' },
        },
        { id: 'weight', title: { zh: '轻重即长度', en: 'the weight is the length' } },
      ],
      default: 'steps',
    },
    {
      id: 'top',
      sort: 'count',
      title: { zh: '列出前几名', en: 'Show the first' },
      least: 1,
      most: 5_000,
      default: 50,
    },
    {
      id: 'runs',
      sort: 'count',
      title: { zh: '稳定性试验次数', en: 'Runs to test how far ranks hold' },
      hint: {
        zh: '每次随机缺少（或多出）一成关系，看名次在什么范围内变动；0 为不试',
        en: 'In each run a tenth of the links, drawn by chance, is missing (or too many); 0: none',
      },
      least: 0,
      most: 200,
      default: 0,
    },
    {
      id: 'sources',
      sort: 'count',
      title: { zh: '起点个数', en: 'Starting points' },
      hint: {
        zh: '介数与接近从多少个随机起点估计；0 为全部，网络过大时自动抽取',
        en: 'From how many drawn starting points betweenness and closeness are estimated; 0: all, unless the network is too large',
      },
      least: 0,
      most: 1_000_000,
      default: 0,
    },
    {
      id: 'seed',
      sort: 'count',
      title: { zh: '随机种子', en: 'Seed' },
      least: 0,
      most: 1_000_000,
      default: 1,
    },
  ],
})
