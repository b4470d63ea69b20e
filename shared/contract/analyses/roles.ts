import { analysis } from './define.ts'
import { linkViewParams, viewRule } from './networkParams.ts'

/** Who does what in the network, by stated rules. */
export const roles = analysis({
  id: 'roles',
  group: 'network',
  title: { zh: '网络中的作用', en: 'Parts played in the network' },
  question: {
    zh: '谁在收款汇总、谁在分发、谁在中转、谁是两环节之间的唯一联系？',
    en: 'Who collects, who hands out, who passes on, who is the only link between two parts?',
  },
  rule: {
    zh: `收款汇总：至少若干个不同对象付给它，且它付给的对象不超过其三分之一。分发：反之。中转：有进有出，进出金额（人民币）相差不超过所定比例。唯一联系两环节：去掉它，其所在部分断开，且至少两片各不少于所定对象数。未选关系种类时只看转账。各项门槛可改，都不是法律标准；符合规则只说明往来形态，不是结论。${viewRule.zh}`,
    en: `Collects: at least so many different others pay it, and it pays at most a third as many. Hands out: the reverse. Passes on: money comes in and goes out, and the sums in yuan differ by no more than the share set. Only link between two parts: without it its part falls apart, into at least two pieces of at least so many nodes each. Without kinds of link chosen only transfers are looked at. The thresholds can be changed and are no rule of law; meeting a rule says how dealings look and settles nothing. ${viewRule.en}`,
  },
  version: 1,
  params: [
    {
      id: 'least',
      sort: 'count',
      title: { zh: '汇总、分发：至少几个对象', en: 'Collects, hands out: at least' },
      least: 2,
      most: 10_000,
      default: 5,
    },
    {
      id: 'kept',
      sort: 'number',
      title: { zh: '中转：进出相差不超过', en: 'Passes on: sums differ by at most' },
      least: 0,
      most: 1,
      default: 0.1,
    },
    {
      id: 'piece',
      sort: 'count',
      title: { zh: '唯一联系：每片至少几个对象', en: 'Only link: pieces of at least' },
      least: 2,
      most: 10_000,
      default: 3,
    },
    ...linkViewParams,
  ],
})
