/**
 * Whether a transaction came about. Only `failed` is left out of sums; unknown is shown. Decided by whole words; a word that merely holds a known one
 * (未失败, 部分成功, 交易成功-未撤销) is not decided, and codes (0, 00, 2, Y) mean what their own file shows, not what another system means by them.
 */
import { plainSigns } from './signs.ts'

export type Outcome = 'success' | 'failed' | 'unknown'

/** What may stand before the verdict: 交易成功, 订单已关闭, 退款完成. */
const subject =
  '(?:交易|支付|付款|收款|转账|汇款|划账|充值|提现|入款|出款|存款|取款|退款|扣款|还款|代付|代收|打款|放款|缴费|消费|处理|结算|清算|入账|记账|订单|操作|业务|审核|审批|状态|自动|系统|人工|会员|对方|卖家|买家|银行)*'
const success = new RegExp(
  `^${subject}已?(?:成功|完成|通过|正常|成交)(?:了)?$|^${subject}(?:已入款|已入账|已记账|已到账|到账|已收钱|已收款|已存入|已存入零钱|已存零钱|已转账|已转入|已转出|已支付|已付款|已出款|已结算|已清算|已充值|已提现|已完成|已退还|支付确认|等待确认收货)$|^朋友已收钱$|^已(?:全额)?退款$`,
)
const failed = new RegExp(
  `^${subject}(?:已|已经|被|已被)?(?:失败|不成功|未成功|未通过|不通过|未入款|未到账|未入账|关闭|取消|撤销|撤单|作废|无效|冲正|冲销|拒绝|驳回|拒付|退汇|退票|超时|终止)(?:了)?$`,
)
/** A failure with its reason behind it: 失败:余额不足, 交易失败(密码错误). */
const failedBecause = new RegExp(`^${subject}失败[:;,，、(（\\[【-].+$`)
/** Refunds that name their sum: 已退款(￥40.00). The row is the purchase; what came back stands in a row of its own. */
const refunded = /^已(?:全额|部分)?退款[(（]?[¥￥]?[\d.,]+元?[)）]?$/
const english: Readonly<Record<string, Outcome>> = {
  SUCCESS: 'success',
  SUCCESSFUL: 'success',
  SUCCEED: 'success',
  SUCCEEDED: 'success',
  COMPLETE: 'success',
  COMPLETED: 'success',
  FINISH: 'success',
  FINISHED: 'success',
  OK: 'success',
  TRADE_SUCCESS: 'success',
  TRADE_FINISHED: 'success',
  FAIL: 'failed',
  FAILED: 'failed',
  FAILURE: 'failed',
  REJECT: 'failed',
  REJECTED: 'failed',
  CLOSE: 'failed',
  CLOSED: 'failed',
  TRADE_CLOSED: 'failed',
  CANCEL: 'failed',
  CANCELED: 'failed',
  CANCELLED: 'failed',
  REVERSED: 'failed',
  REVERSAL: 'failed',
}
const nothing = new Set(['', '-', '--', '/', 'NULL', '\\N'])

/** The word as it is compared. */
export function resultWord(raw: string): string {
  return plainSigns(raw)
    .replace(/[\s'"=]/g, '')
    .toUpperCase()
}
/** The result a cell names; `unknown` for words not known and for codes, null for an empty cell. */
export function parseResult(raw: string): Outcome | null {
  const word = resultWord(raw)
  if (nothing.has(word)) return null
  if (Object.hasOwn(english, word)) return english[word] ?? 'unknown'
  if (failed.test(word) || failedBecause.test(word)) return 'failed'
  return success.test(word) || refunded.test(word) ? 'success' : 'unknown'
}

/** What is under way: 处理中, 待审核, 等待付款, 已受理, PENDING. */
const underWay = new RegExp(
  `^${subject}(?:受理|进行|审核|审批|排队|到账|确认|申请|提交|派发|执行)?中$|^(?:等待|待|尚未|未)${subject}(?:受理|审核|审批|确认|到账|提交|执行)?$|^${subject}已?(?:受理|申请|提交)$`,
)
const underWayEnglish =
  /^(?:PENDING|PROCESSING|IN_?PROGRESS|WAITING|WAIT_[A-Z_]+|INIT|SUBMITTED|CREATED|REVIEWING|UNDERREVIEW)$/
/** Whether a word says that a thing is not decided yet, so that a later state contradicts it in nothing. */
export function isUnderWay(raw: string): boolean {
  const word = resultWord(raw).replace(/(?:\.{2,}|…+)$/, '')
  return /^(?:等待|待|尚未|未|中)$/.test(word) ? false : underWay.test(word) || underWayEnglish.test(word)
}
const yesNo: Readonly<Record<string, Outcome>> = {
  Y: 'success',
  YES: 'success',
  TRUE: 'success',
  T: 'success',
  是: 'success',
  N: 'failed',
  NO: 'failed',
  FALSE: 'failed',
  F: 'failed',
  否: 'failed',
}
/** The code of a cell (0, 01, Y, 是, S …) whose meaning its file must show; null for words and empty cells. */
export function resultCode(raw: string): string | null {
  const word = resultWord(raw)
  if (nothing.has(word) || Object.hasOwn(english, word)) return null
  return Object.hasOwn(yesNo, word) || /^(?:\d{1,6}|[A-Z]{1,2}\d{0,5})$/.test(word) ? word : null
}
/** What a code answers to a header that asks whether it came about (交易是否成功: 是, N); null where the header does not ask, or the code is no answer. */
export function answerTo(header: string, code: string): Outcome | null {
  return /是否(?:成功|到账|完成|入账)|成功与否|成功标[志识]/.test(header) && Object.hasOwn(yesNo, code)
    ? (yesNo[code] ?? null)
    : null
}

/** How often the balance of an account moved by the amount of a row with the code, and how often it stood still. */
export interface CodeEvidence {
  readonly rows: number
  readonly moved: number
  readonly stood: number
}
/** So many rows must say the same, and none the other, before a code counts as decided. */
export const evidenceNeeded = 3
/** What balances show of a code; null where they show nothing, too little, or both. */
export function outcomeOf({ moved, stood }: CodeEvidence): 'success' | 'failed' | null {
  if (stood === 0 && moved >= evidenceNeeded) return 'success'
  return moved === 0 && stood >= evidenceNeeded ? 'failed' : null
}
