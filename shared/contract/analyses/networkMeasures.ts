/** The measures of who matters, each with its formula. n: nodes of the network. */
import type { Words } from '../../language.ts'

export interface NetworkMeasure {
  readonly id: string
  readonly title: Words
  /** Formula and normalisation, as printed beside the figures. */
  readonly formula: Words
  /** Directions count whether asked for or not. */
  readonly directed?: true
}
export const networkMeasures = [
  {
    id: 'degree',
    title: { zh: '度（往来对象数）', en: 'degree' },
    formula: {
      zh: '度：与多少个不同对象相连。计方向时为进、出之和。归一值 = 度 ÷ (n − 1)。',
      en: 'Degree: with how many different others it is linked; with directions those in plus those out. Normalised: degree / (n − 1).',
    },
  },
  {
    id: 'degreeIn',
    directed: true,
    title: { zh: '入度', en: 'degree in' },
    formula: {
      zh: '入度：有多少个不同对象指向它。归一值 = 入度 ÷ (n − 1)。',
      en: 'Degree in: from how many different others a link leads to it. Normalised: / (n − 1).',
    },
  },
  {
    id: 'degreeOut',
    directed: true,
    title: { zh: '出度', en: 'degree out' },
    formula: {
      zh: '出度：它指向多少个不同对象。归一值 = 出度 ÷ (n − 1)。',
      en: 'Degree out: to how many different others a link leads from it. Normalised: / (n − 1).',
    },
  },
  {
    id: 'strength',
    title: { zh: '强度', en: 'strength' },
    formula: {
      zh: '强度：它所有关系的轻重之和。归一值 = 强度 ÷ 全部轻重之和。',
      en: 'Strength: sum of the weights of its links. Normalised: strength / sum of all weights.',
    },
  },
  {
    id: 'strengthIn',
    directed: true,
    title: { zh: '流入强度', en: 'strength in' },
    formula: {
      zh: '流入强度：指向它的关系的轻重之和。归一值 = ÷ 全部轻重之和。',
      en: 'Strength in: sum of the weights of the links that lead to it. Normalised: / sum of all weights.',
    },
  },
  {
    id: 'strengthOut',
    directed: true,
    title: { zh: '流出强度', en: 'strength out' },
    formula: {
      zh: '流出强度：由它出发的关系的轻重之和。归一值 = ÷ 全部轻重之和。',
      en: 'Strength out: sum of the weights of the links that lead from it. Normalised: / sum of all weights.',
    },
  },
  {
    id: 'betweenness',
    title: { zh: '中介（介数）', en: 'betweenness' },
    formula: {
      zh: '介数（Freeman；Brandes 算法）：其他每一对对象之间的最短路径中经过它的比例之和，不计方向时每对计一次。归一值 = 介数 ÷ 可能的对数：(n − 1)(n − 2) ÷ 2，计方向时不除以 2。',
      en: 'Betweenness (Freeman; by Brandes): over all pairs of others, the share of their shortest paths that leads over it; without directions each pair counts once. Normalised: / the pairs there can be, (n − 1)(n − 2) / 2, with directions (n − 1)(n − 2).',
    },
  },
  {
    id: 'closeness',
    title: { zh: '接近', en: 'closeness' },
    formula: {
      zh: '接近（Wasserman–Faust）：（能到达它的对象数 ÷ （n − 1））×（该数 ÷ 到它的距离之和），计方向时沿指向它的路径。值即归一值；谁也到不了的为 0。',
      en: 'Closeness (Wasserman and Faust): (those that reach it / (n − 1)) × (their number / the sum of their distances), with directions along paths that lead to it. The value is normalised; nobody reaching it gives 0.',
    },
  },
  {
    id: 'harmonic',
    title: { zh: '调和接近', en: 'harmonic closeness' },
    formula: {
      zh: '调和接近：各对象到它的距离的倒数之和，到不了的计 0。归一值 = ÷ (n − 1)。',
      en: 'Harmonic closeness: sum over the others of 1 / distance to it, 0 for who cannot reach it. Normalised: / (n − 1).',
    },
  },
  {
    id: 'eigenvector',
    title: { zh: '特征向量', en: 'eigenvector' },
    formula: {
      zh: '特征向量中心性（Bonacich）：值与指向它的对象的值（乘轻重）之和成正比；全体平方和为 1。网络不连通时，强度不及最大者的部分趋于 0，不同部分之间不可比。',
      en: 'Eigenvector centrality (Bonacich): in proportion to the sum of the values (times weight) of those that lead to it; the squares sum to 1. Where the network is not connected, weaker parts go to 0 and parts cannot be compared.',
    },
  },
  {
    id: 'pagerank',
    title: { zh: 'PageRank', en: 'PageRank' },
    formula: {
      zh: 'PageRank（阻尼 0.85）：随关系行走、以 0.15 的机会（及无路可走时）任意重新开始，停在它那里的机会；全体之和为 1。不计方向时关系两向皆可走。',
      en: 'PageRank (damping 0.85): the chance to be found there when going along links by weight and starting anywhere again with chance 0.15, or where nothing leads on; all sum to 1. Without directions a link is walked both ways.',
    },
  },
  {
    id: 'hub',
    directed: true,
    title: { zh: '枢纽（HITS）', en: 'hub (HITS)' },
    formula: {
      zh: '枢纽值（HITS，Kleinberg）：它指向的对象的权威值之和，反复至稳定；全体之和为 1。',
      en: 'Hub (HITS, Kleinberg): sum of the authority of those it leads to, until both stand still; all sum to 1.',
    },
  },
  {
    id: 'authority',
    directed: true,
    title: { zh: '权威（HITS）', en: 'authority (HITS)' },
    formula: {
      zh: '权威值（HITS，Kleinberg）：指向它的对象的枢纽值之和，反复至稳定；全体之和为 1。',
      en: 'Authority (HITS, Kleinberg): sum of the hub values of those that lead to it, until both stand still; all sum to 1.',
    },
  },
  {
    id: 'core',
    title: { zh: 'k 核', en: 'k-core' },
    formula: {
      zh: 'k 核（Seidman）：反复去掉连线不足 k 条的对象后仍留下的最大 k。计方向时进出都算。归一值 = ÷ 最大的 k。',
      en: 'k-core (Seidman): the greatest k for which it remains when all with fewer than k links to those that remain are taken away again and again; with directions both ways count. Normalised: / the greatest k.',
    },
  },
  {
    id: 'clustering',
    title: { zh: '聚集系数', en: 'clustering' },
    formula: {
      zh: '聚集系数：它的往来对象之间实有的联系 ÷ 可能的联系，不足两个对象的为 0；计方向时按 Fagiolo（2007）。值即归一值。',
      en: 'Clustering: links among those it deals with / links there could be, 0 with fewer than two; with directions by Fagiolo (2007). The value is normalised.',
    },
  },
] as const satisfies readonly NetworkMeasure[]
export type NetworkMeasureId = (typeof networkMeasures)[number]['id']
