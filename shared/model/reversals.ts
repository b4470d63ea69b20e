/**
 * How a row says that it takes another one back (冲正, 抹账, 退汇, 退款, a minus where the sheet writes amounts without one), or that part of it was given back.
 * Saying so decides nothing: what is taken back is found by numbers, accounts and amounts (`records/reversals.ts`).
 */
import { parseMoney } from './money.ts'

/** reversal: a booking is undone. refund: money is given back. red: the amount stands below zero. refunded: a purchase that tells itself what was given back. */
export type ReversalMark = 'reversal' | 'refund' | 'red' | 'refunded'

const reversed =
  /冲正|冲销|冲[账帐]|红冲|冲红|红字冲|反冲(?!洗)|冲回|冲退|抹[账帐]|错[账帐]|差错调整|撤[销消单]|取消交易|交易取消|退汇|退票|反交易|\bREVERS(?:AL|ED|E)\b|\bCANCEL(?:LED|ED|LATION)?\b|\bVOID(?:ED)?\b/iu
const refund =
  /退(?:款|货|回|还|费|钱|单|押金|定金|订金|保证金|本金|余款|差价)|返还|返款|\bREFUND(?:ED)?\b|\bCHARGEBACK\b|\bRETURN(?:ED)?\b|\bRTN\b/iu
/** What was not given back or not yet, and what failed. */
const notYet =
  /[未不非][予可能]?(?:退|冲正|冲销|撤销)|退(?:款|货|还|费)(?:中|失败|未成功|不成功|申请|关闭)|(?:冲正|冲销|撤销|退汇|退回|退票)(?:失败|未成功|不成功|申请|中$)|(?:申请|拒绝|待)(?:退|冲正|撤销)|取消(?:退|冲正|撤销)/u
/** Titles of goods that promise it, fees and services of giving back: they say nothing, whatever stands beside them does. */
const promises =
  /无理由退(?:换货?|货|款|还)?|(?:包|可|随时|支持|保障|免费)退(?:包?换货?|货|款|还)?|退(?:款|货|还|费)(?:手续费|运费|运险|保证金|保障|服务|险)|(?:冲正|冲销|撤销|退汇|退回|退票)(?:手续费|费$)/gu
/** Traditional spellings of the words above. */
const plainSigns: Readonly<Record<string, string>> = {
  沖: '冲',
  銷: '销',
  賬: '账',
  紅: '红',
  錯: '错',
  調: '调',
  單: '单',
  匯: '汇',
  貨: '货',
  還: '还',
  費: '费',
  錢: '钱',
  關: '关',
  閉: '闭',
  敗: '败',
  請: '请',
}
/** One spelling: width, traditional signs, no spaces between Chinese signs. */
function plainWords(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[沖銷賬紅錯調單匯貨還費錢關閉敗請]/gu, (sign) => plainSigns[sign] ?? sign)
    .replace(/(?<=\p{Script=Han})[\s\u200b\ufeff]+(?=\p{Script=Han})/gu, '')
}

/** What the texts of a row and the sign of its amount say; null where it takes nothing back. */
export function reversalMark(
  texts: readonly (string | number | null | undefined)[],
  amount: string | number | null | undefined,
): Exclude<ReversalMark, 'refunded'> | null {
  let found: 'reversal' | 'refund' | null = null
  for (const text of texts) {
    if (typeof text !== 'string' || !mayTell.test(text)) continue
    const words = plainWords(text)
    if (notYet.test(words)) continue
    const said = words.replace(promises, '')
    if (reversed.test(said)) return 'reversal'
    if (refund.test(said)) found = 'refund'
  }
  return found ?? (typeof amount === 'number' && amount < 0 ? 'red' : null)
}
/** One look that most texts do not pass. */
const mayTell = /[冲沖抹撤退返反错錯红紅]|差错|取消|REVERS|REFUND|CHARGEBACK|CANCEL|VOID|RETURN|RTN/iu

/** What a cell of an amount or a state says was given back of its own row: all of it, or so many minor units; null where it says nothing. */
export function statedRefund(text: string): 'all' | number | null {
  if (!text.includes('退')) return null
  const plain = text.normalize('NFKC').replace(/[\s\u200b\ufeff]/g, '')
  if (/(?:^|\()(?:已全额退款|全额退款|已退款|已退还|对方已退还|已退回)(?:\)|$)/u.test(plain)) return 'all'
  const [, sum] =
    /(?:已退款|已部分退款|部分退款|已退)[:(]?([¥￥]?\d[\d,]*(?:\.\d{1,2})?)元?\)*$/u.exec(plain) ?? []
  return sum === undefined ? null : (parseMoney(sum.replace(/[¥￥]/u, ''))?.minor ?? null)
}
/** A state that only the row of the refund itself has. */
export function isRefundState(text: string): boolean {
  return /^(?:退款|退货)(?:成功|完成|已完成)$/u.test(text.normalize('NFKC').replace(/\s/g, ''))
}

/** Numbers a text may name another row by: long enough that nothing else is meant. */
export function namedNumbers(text: string): readonly string[] {
  return text.normalize('NFKC').match(/[A-Za-z0-9]{10,40}/g) ?? []
}
/** What stands before the addition that refunds carry behind the number of their purchase: 2023…01_2023…, 2023…01-1. */
export function numberStems(number: string): readonly string[] {
  const stems: string[] = []
  for (const { index } of number.matchAll(/[_*#-]/g)) if (index >= 8) stems.push(number.slice(0, index))
  return stems
}
