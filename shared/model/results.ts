/** Whether a transaction came about. Only `failed` is left out of sums; unknown is shown. */

export type Outcome = 'success' | 'failed' | 'unknown'

const failed =
  /失败|不成功|未成功|未通过|未入款|未到账|关闭|取消|撤销|撤单|作废|无效|冲正|冲销|拒绝|驳回|拒付|退汇|退票|超时|FAIL|REJECT|CLOSE|CANCEL|REVERS/
/** Not decided yet: neither done nor failed. */
const pending =
  /未完成|未支付|未付款|未结算|未受理|待付款|待支付|待结算|待审|处理中|审核中|受理中|进行中|PENDING/
const success =
  /成功|完成|已入款|已到账|到账|已收钱|已收款|已存入|已转账|已支付|支付确认|已付款|已出款|已结算|已退款|已全额退款|等待确认收货|通过|正常|SUCCESS|FINISH|^OK$/
const successCodes = new Set(['1', '01', 'Y', 'YES', 'TRUE', '是', 'S'])
const failedCodes = new Set(['0', '00', '2', '02', 'N', 'NO', 'FALSE', '否', 'F'])

/** The result a cell names; `unknown` for words not known, null for an empty cell. */
export function parseResult(raw: string): Outcome | null {
  const word = raw
    .normalize('NFKC')
    .replace(/[\s'"=\u200b\ufeff]/g, '')
    .toUpperCase()
  if (word === '' || word === '-' || word === '--' || word === '/' || word === 'NULL' || word === '\\N')
    return null
  if (successCodes.has(word)) return 'success'
  if (failedCodes.has(word)) return 'failed'
  if (failed.test(word)) return 'failed'
  if (pending.test(word)) return 'unknown'
  return success.test(word) ? 'success' : 'unknown'
}
