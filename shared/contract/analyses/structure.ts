import { analysis } from './define.ts'
import { linkViewParams, viewRule } from './networkParams.ts'

/** What hangs together, and on whom. */
export const structure = analysis({
  id: 'structure',
  group: 'network',
  title: { zh: '连通与断点', en: 'Parts, bridges, cut points' },
  question: {
    zh: '材料分成几片互不相连？少了谁、少了哪条关系就断开？',
    en: 'In how many parts is it? Without whom, without which link does it fall apart?',
  },
  rule: {
    zh: `互不相连的部分按对象数从多到少列出；断点：去掉它，它所在的部分就断开；桥：两个对象之间唯一的通路，去掉它两边不再相连（同两人之间的几条关系合为一条）。不计方向。${viewRule.zh}`,
    en: `Parts that are not connected, the largest first; cut points: without them their part falls apart; bridges: the only way between two nodes, without which the two sides are not connected (several links between the same two are one). Directions count nothing. ${viewRule.en}`,
  },
  version: 1,
  params: [
    ...linkViewParams,
    {
      id: 'top',
      sort: 'count',
      title: { zh: '每张表列出', en: 'Lines of each table' },
      least: 1,
      most: 5_000,
      default: 100,
    },
  ],
})
