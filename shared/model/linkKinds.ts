/** Every kind of link, data only; which rows give one is said by the record kinds. */
/**
 * `standing`: two things belong together. A failed transfer or the counter-entry of one says so as well as any other row, and how many rows
 * say so is no measure of it. Links of all other kinds are events: each counts once, and only when it took effect.
 */
export interface LinkKind {
  readonly id: string
  readonly nameZh: string
  readonly nameEn: string
  readonly standing?: boolean
  /** Somebody said so; no row of a file says it. */
  readonly byHand?: true
}
export const linkKinds = [
  { id: 'transfer', nameZh: '转账', nameEn: 'Transfer' },
  { id: 'holds', nameZh: '持有', nameEn: 'Holds', standing: true },
  { id: 'uses', nameZh: '使用', nameEn: 'Uses', standing: true },
  { id: 'calls', nameZh: '通话', nameEn: 'Calls' },
  { id: 'reportsTo', nameZh: '上线', nameEn: 'Reports to', standing: true },
  { id: 'agentOf', nameZh: '下级', nameEn: 'Subordinate', standing: true },
  { id: 'loggedIn', nameZh: '登录', nameEn: 'Logged in' },
  { id: 'seizedAt', nameZh: '扣押', nameEn: 'Seized' },
  { id: 'keeps', nameZh: '保管', nameEn: 'Keeps', standing: true },
  { id: 'prints', nameZh: '承印', nameEn: 'Prints' },
  { id: 'orders', nameZh: '委托', nameEn: 'Orders' },
  { id: 'delivers', nameZh: '交付', nameEn: 'Delivers' },
  { id: 'sells', nameZh: '销售', nameEn: 'Sells' },
  { id: 'buys', nameZh: '购买', nameEn: 'Buys' },
  { id: 'collects', nameZh: '收款', nameEn: 'Collects' },
  { id: 'owns', nameZh: '权利人', nameEn: 'Owns', standing: true },
  { id: 'bets', nameZh: '投注', nameEn: 'Bets' },
  { id: 'deposits', nameZh: '充值', nameEn: 'Deposits' },
  { id: 'withdraws', nameZh: '提现', nameEn: 'Withdraws' },
  { id: 'resolvesTo', nameZh: '解析', nameEn: 'Resolves to', standing: true },
  { id: 'manages', nameZh: '管理', nameEn: 'Manages', standing: true },
  { id: 'ships', nameZh: '寄送', nameEn: 'Ships' },
  { id: 'locatedAt', nameZh: '位于', nameEn: 'Located at', standing: true },
  { id: 'relatedTo', nameZh: '关系', nameEn: 'Related to', standing: true },
  { id: 'messages', nameZh: '聊天', nameEn: 'Messages' },
  { id: 'memberOf', nameZh: '群成员', nameEn: 'Member of', standing: true },
  { id: 'staysAt', nameZh: '住宿', nameEn: 'Stays at' },
  { id: 'accompanies', nameZh: '同行同住', nameEn: 'Together with' },
  { id: 'departs', nameZh: '出发', nameEn: 'Departs from' },
  { id: 'arrives', nameZh: '到达', nameEn: 'Arrives at' },
  { id: 'passes', nameZh: '经过', nameEn: 'Passes' },
  { id: 'investsIn', nameZh: '股东', nameEn: 'Shareholder of', standing: true },
  { id: 'takesOrders', nameZh: '代收订单', nameEn: 'Takes pay orders' },
  { id: 'paysOrder', nameZh: '支付订单', nameEn: 'Pays order' },
  { id: 'buysCoins', nameZh: '买币', nameEn: 'Buys coins from' },
  { id: 'mentions', nameZh: '涉及', nameEn: 'Mentions', standing: true },
  {
    id: 'statedConfirmed',
    nameZh: '据陈述（已证实）',
    nameEn: 'Stated, confirmed',
    standing: true,
    byHand: true,
  },
  {
    id: 'statedProbable',
    nameZh: '据陈述（可能）',
    nameEn: 'Stated, probable',
    standing: true,
    byHand: true,
  },
  {
    id: 'statedDisputed',
    nameZh: '据陈述（有争议）',
    nameEn: 'Stated, disputed',
    standing: true,
    byHand: true,
  },
] as const satisfies readonly LinkKind[]
export type LinkKindId = (typeof linkKinds)[number]['id']
