/** Which way money or a call went, in the words of every export we know. Unknown stays unknown. */
import { plainSigns } from './signs.ts'

export type Direction = 'in' | 'out' | 'neutral' | 'unknown'

const words: Readonly<Record<Exclude<Direction, 'unknown'>, readonly string[]>> = {
  in: [
    '进',
    '入',
    '收',
    '收入',
    '贷',
    '贷方',
    '贷CR',
    '贷记',
    'CR',
    'C',
    'CREDIT',
    '存',
    '存入',
    '转入',
    '转入方',
    '入账',
    '进账',
    '收款',
    '+',
    'IN',
    '汇入',
    '来款',
    '入金',
    '增加',
    '充值',
    '入款',
    '被叫',
    '被叫话单',
    'MT',
    '呼入',
    '接收',
    '已接收',
    '收到',
    '收信',
    '接收方',
    '收件箱',
    'RECEIVED',
    'RECEIVE',
    'INCOMING',
    'INBOX',
    '接听',
    '来电',
    '入库',
    '进货',
    '收货',
    '退货入库',
    '生产入库',
    '采购入库',
    '调拨入库',
  ],
  out: [
    '出',
    '付',
    '支',
    '支出',
    '借',
    '借方',
    '借DR',
    '借记',
    'DR',
    'D',
    'DEBIT',
    'O',
    '取',
    '取出',
    '支取',
    '取款',
    '转出',
    '转出方',
    '出账',
    '付款',
    '-',
    'OUT',
    '汇出',
    '出金',
    '减少',
    '提现',
    '出款',
    '主叫',
    '主叫话单',
    'MO',
    '呼出',
    '发送',
    '已发送',
    '发出',
    '发',
    '发信',
    '发送方',
    '发件箱',
    'SENT',
    'SEND',
    'OUTGOING',
    'OUTBOX',
    '拨打',
    '去电',
    '出库',
    '发货',
    '销售出库',
    '调拨出库',
    '领用出库',
  ],
  neutral: ['不计收支', '中性交易', '/', '其他', '其它', '中性', '资金转移', '呼转', '呼叫转移', '前转'],
}
const byWord: ReadonlyMap<string, Direction> = new Map(
  (Object.keys(words) as (keyof typeof words)[]).flatMap((direction) =>
    words[direction].map((word) => [word, direction] as const),
  ),
)

const service = '短消息|短信|彩信|语音|视频|通话|电话|话单|信息|SMS|MMS|VOICE|CALL'
const served = new RegExp(`^(?:${service})[:：_/-]?|[:：_/-]?(?:${service})$`, 'gu')
/** 短信接收, 收短信, 语音主叫, SMS-MT: which way it went stands before or behind what it was. A letter alone is no way: SMSC is a place. */
function wayOfService(word: string): Direction | undefined {
  const way = word.replace(served, '')
  return way !== word && /^(?:\p{Script=Han}+|[A-Z]{2,})$/u.test(way) ? byWord.get(way) : undefined
}

/** The direction a cell names; `unknown` for anything not on the list, null for an empty cell. */
export function parseDirection(raw: string): Direction | null {
  const word = plainSigns(raw)
    .replace(/[\s'"=]/g, '')
    .toUpperCase()
  if (word === '' || word === 'NULL' || word === '\\N') return null
  const exact = byWord.get(word) ?? wayOfService(word)
  if (exact !== undefined) return exact
  // 出账(转账), 主叫-本地, 1:收入 … : the word at the start decides when the rest is an addition.
  const head =
    /^(?:\d[:.-])?(进账|入账|收入|支出|转入|转出|存入|取出|主叫|被叫|呼入|呼出|入库|出库|贷方|借方)/.exec(
      word,
    )?.[1]
  return (head === undefined ? undefined : byWord.get(head)) ?? 'unknown'
}
