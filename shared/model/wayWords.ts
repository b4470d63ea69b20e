/** Which way money went by the words of a row itself, where no column says it. What the words leave open is null. */
import { plainSigns } from './signs.ts'

export type Way = 'in' | 'out'

/** A reversal goes the other way than its words; 转账, 充值, 提现, 红包 go either way. */
const undone = /冲正|冲销|冲账|抹账|撤销|撤单|红字|反交易|REVERSAL/u
/** What comes back comes in, whatever it was paid for. */
const back =
  /(?:退款|退货|退回|退汇|退票|退单|退还|返还|REFUND)(?!支出|给|至|到|手续费|失败|申请)|返现|CASHBACK/u
const out =
  /消费|购物|支取|取款|取现|提款|现支|转支|扣款|代扣|扣费|扣收|缴费|付款(?!方|人|行|账|码)|支出|转出|汇出|年费|管理费|工本费|短信费|认购|申购|网购|刷卡|(?<!微信|云闪付|第三方)支付(?!宝|机构|平台|账|科技|网络|有限|公司|结算|方|通)|PURCHASE|WITHDRAW/u
const into =
  /存入|存款|现存|转存|工资|薪金|薪酬|薪资|奖金|补贴|结息|利息收入|利息存入|转入|汇入|收款(?!方|人|行|账|码)|收入|入账|进账|报销|放款|赎回|DEPOSIT|SALARY|PAYROLL/u
/** On a credit card what is paid back comes in; on any other account it goes out, or is somebody's repayment. */
const repaid = /^(?!.*(?:信用卡|贷记卡)).*(?:还款|溢缴)/u
const anyRepaid = /还款|还贷|溢缴/u

const known = new Map<string, Way | null>()
/** Which way the words say the money went, from the view of the account whose row it is; `creditCard`: it is one. */
export function wayOfWords(text: string, creditCard: boolean): Way | null {
  const key = creditCard ? `c${text}` : `a${text}`
  const before = known.get(key)
  if (before !== undefined) return before
  const way = decide(plainSigns(text).replace(/\s+/g, '').toUpperCase(), creditCard)
  if (known.size > 20_000) known.clear()
  known.set(key, way)
  return way
}
function decide(text: string, creditCard: boolean): Way | null {
  if (undone.test(text)) return null
  if (back.test(text)) return 'in'
  if (anyRepaid.test(text)) return creditCard && repaid.test(text) ? 'in' : null
  const [went, came] = [out.test(text), into.test(text)]
  return went === came ? null : went ? 'out' : 'in'
}
/** The way that several texts of a row say together; null where they contradict each other or say nothing. */
export function wayOfTexts(texts: Iterable<string>, creditCard: boolean): Way | null {
  let found: Way | null = null
  for (const text of texts) {
    const way = text === '' || text.length > 120 ? null : wayOfWords(text, creditCard)
    if (way === null) continue
    if (found !== null && found !== way) return null
    found = way
  }
  return found
}

const inTitle = '进账|入账|收入|收款|转入|存入|汇入|来款'
const outTitle = '出账|支出|付款|转出|支取|取出|取款|汇出'
/**
 * What a title says that tells which way all rows below it went, as the pattern of a title: 进账明细, 二、支出, 转出（2022年）. One that speaks of both ways, of
 * whose account it is (收款账户) or of what people are paid (工资收入) tells none.
 */
export const wayTitle = `^(?!.*(?:${inTitle}).*(?:${outTitle}))(?!.*(?:${outTitle}).*(?:${inTitle}))(?!.*(?:工资|薪|提成|奖金|佣金|劳务|分红|补贴|收支|出入|进出|失败|申请|证明))[^:：]{0,30}?(?<![未应待拟不非])(${inTitle}|${outTitle})(?:款项|资金|金额|交易|往来|账目|款){0,2}(?:明细|流水|清单|记录|列表|台账|登记|汇总|统计|一览|情况|部分){0,2}[表单账册]?\\d{0,2}(?:[（(][^（()）]{0,20}[)）])?$`
const wayTitled = new RegExp(wayTitle, 'u')
/** Which way the rows below a title went; null where it does not tell. */
export function wayOfTitle(text: string): Way | null {
  const word = wayTitled.exec(text.replace(/\s+/g, ''))?.[1]
  return word === undefined ? null : new RegExp(`^(?:${inTitle})$`, 'u').test(word) ? 'in' : 'out'
}
