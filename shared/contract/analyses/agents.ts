import { analysis } from './define.ts'

/** The tree of agents of a betting ring with what stands below each. */
export const agentTree = analysis({
  id: 'agents',
  group: 'betting',
  title: { zh: '代理层级', en: 'Agent tree' },
  question: {
    zh: '谁在谁之上，各级代理名下有多少会员、赌资、输赢，按占成与返水应交收多少，名单、会员表与注单哪里不一致？',
    en: 'Who stands above whom, what members, stakes and results are below each agent, what is settled at share and rebate, and where do list, member table and slips disagree?',
  },
  rule: {
    zh: '只凭账号：有下级账号的即为代理，不论其名称；公司、系统等字样不是账号。上级取代理列表，无则取会员信息，再无则取注单所记上级；几处不同即为不一致，列明并按此顺序暂定位置，赌资另给上下限。循环的上下级谁在上不明，暂在名称最前的账号处断开：循环内的账号赌资给出上下限，交收不计算。赌资与“赌资”指标同一算法：已结算注单有效点数×每点金额，每个注单号计一次；取消、无效、未结算、状态不明的不计，另列。“其下”不含本人，“本线”含本人。交收（推算）＝[会员输额×（1−占成）−有效投注×返水]×每点金额，按本级占成、返水适用于整条线计，四舍五入到分；占成、返水未载或各行不同，或有注单未载输赢、点数的，不计算。人数按已认定的同一人合计，未认定的各计一人。',
    en: 'From accounts alone: one with accounts below it is an agent, whatever it is called; words for the house are no account. Who is above is taken from the agent list, else the member list, else the slips; different answers are a conflict: it is named, the account stands by this order, and stakes say between what they lie. Who of a circle is on top nobody knows: it is cut at the first of its names for the time being, stakes of its accounts say between what they lie, and their settlement is withheld. Stakes are those of the measure: valid points of settled slips × yuan a point, each slip number once; cancelled, void, open and unknown slips are told apart. “Below” leaves the account itself out, its “line” holds it. Settlement (worked out) = (members’ losses × (1 − share) − valid × rebate) × yuan a point, the agent’s own rates applied to its whole line, rounded half up to the fen; not told where a rate is missing or differs, or a slip tells no result or no points. Persons are counted as far as decided, every other account as one.',
  },
  version: 2,
  params: [
    {
      id: 'of',
      sort: 'entity',
      title: { zh: '账号', en: 'Account' },
      hint: { zh: '只看此账号及其下；不选为全部。', en: 'Only this account and below it; none: all.' },
    },
  ],
})
