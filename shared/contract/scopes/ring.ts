/** The rows behind figures of a betting ring: of an account with everything below it, and of an account that takes deposits. */
import { id, literal, object, optional } from '../define.ts'
import { type BothLanguages, scopeSort } from './define.ts'

/** What of an account: `{}` stands for it. Which table shows slips, accounts or what was said of it. */
export const agentParts = {
  own: { zh: '{} 本人', en: '{} itself' },
  below: { zh: '{} 以下', en: 'below {}' },
  line: { zh: '{} 及以下', en: '{} and below' },
  direct: { zh: '{} 直属', en: 'directly below {}' },
  directMembers: { zh: '{} 直属会员', en: 'members directly below {}' },
  members: { zh: '{} 以下会员', en: 'members below {}' },
  agents: { zh: '{} 以下代理', en: 'agents below {}' },
  open: { zh: '{} 以下未结算', en: 'not settled below {}' },
  dead: { zh: '{} 以下取消或无效', en: 'cancelled or void below {}' },
  unknown: { zh: '{} 以下状态不明', en: 'of unknown state below {}' },
  said: { zh: '{} 的上级记载', en: 'what is said of who is above {}' },
} as const satisfies Readonly<Record<string, BothLanguages>>
export type AgentPart = keyof typeof agentParts
const agentPartIds = Object.keys(agentParts) as AgentPart[]
export const agentRows = scopeSort({
  id: 'agent',
  value: object({ account: id, part: literal(agentPartIds) }),
  phrase: { zh: '代理层级：{text}', en: 'Agent tree: {text}' },
})

/** What of a receiving account: `{}` stands for it. */
export const receivingParts = {
  deposits: { zh: '{} 收到的充值', en: 'deposits into {}' },
  withdrawals: { zh: '{} 付出的提现', en: 'withdrawals from {}' },
  both: { zh: '{} 的充值提现', en: 'deposits into and withdrawals from {}' },
  failed: { zh: '{} 未成功的充值提现', en: 'failed deposits and withdrawals of {}' },
  unknown: { zh: '{} 结果不明的充值提现', en: 'deposits and withdrawals of {} of unknown result' },
  passedOn: { zh: '{} 转出（非提现）', en: 'passed on by {}' },
  fromBettors: { zh: '参赌账户转入 {}', en: 'from bettors to {}' },
  toBettors: { zh: '{} 转给参赌账户', en: 'from {} to bettors' },
  fromReceiving: { zh: '其他收款账户转入 {}', en: 'from other receiving accounts to {}' },
  toReceiving: { zh: '{} 转给其他收款账户', en: 'from {} to other receiving accounts' },
  fromOthers: { zh: '其他账户转入 {}', en: 'from other accounts to {}' },
  toOthers: { zh: '{} 转给其他账户', en: 'from {} to other accounts' },
} as const satisfies Readonly<Record<string, BothLanguages>>
export type ReceivingPart = keyof typeof receivingParts
const receivingPartIds = Object.keys(receivingParts) as ReceivingPart[]
export const receivingRows = scopeSort({
  id: 'receiving',
  value: object({ account: id, part: literal(receivingPartIds), other: optional(id) }),
  phrase: { zh: '收款账户：{text}', en: 'Receiving account: {text}' },
})
