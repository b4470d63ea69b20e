import { analysis } from './define.ts'
import { linkViewParams, viewRule } from './networkParams.ts'

/** What is left of the network when people are taken out of it. */
export const removal = analysis({
  id: 'removal',
  group: 'network',
  title: { zh: '先控制谁', en: 'Whom to take out first' },
  question: {
    zh: '控制了这几个人，网络还剩多大一片连在一起？先控制谁最有效？',
    en: 'When these people are out, how much of the network still hangs together? Whom to take out first?',
  },
  rule: {
    zh: `每一步去掉一个对象及其全部关系，列出剩下的最大一片有几个对象、占原有全部对象（n）的比例、剩几片、几个对象再无联系。顺序：按剩余网络中度或介数最大者（每步重算，相同取编号小者）、一次算定、使最大一片变得最小者（逐个试），或所给顺序。不计方向与轻重。结果只是网络的连通情况，不是对人的评价。${viewRule.zh}`,
    en: `Each step takes out one node with all its links and tells how many nodes the largest part left has, which share of all nodes of the beginning (n) that is, how many parts there are and how many nodes have nobody left. Order: who has most contacts or betweenness in what is left (counted again each time; of equal ones the lower number), the same counted once, whoever leaves the smallest largest part (each is tried), or the order given. Directions and weights count nothing. It says how a network hangs together and judges nobody. ${viewRule.en}`,
  },
  version: 1,
  params: [
    {
      id: 'order',
      sort: 'choice',
      title: { zh: '顺序', en: 'Order' },
      choices: [
        { id: 'degree', title: { zh: '度最大者（每步重算）', en: 'most contacts, counted again' } },
        { id: 'betweenness', title: { zh: '介数最大者（每步重算）', en: 'most betweenness, counted again' } },
        { id: 'breaks', title: { zh: '使最大一片最小者', en: 'who leaves the smallest largest part' } },
        { id: 'degreeAtOnce', title: { zh: '度（一次算定）', en: 'contacts, counted once' } },
        { id: 'betweennessAtOnce', title: { zh: '介数（一次算定）', en: 'betweenness, counted once' } },
        { id: 'given', title: { zh: '所给顺序', en: 'the order given' } },
      ],
      default: 'degree',
    },
    { id: 'of', sort: 'entities', title: { zh: '所给对象（按顺序）', en: 'Those given, in their order' } },
    { id: 'steps', sort: 'count', title: { zh: '几步', en: 'Steps' }, least: 1, most: 500, default: 10 },
    ...linkViewParams,
  ],
})
