/** Header spellings made comparable. Nothing here guesses a meaning; that is recognition's work. */
import { headerScale } from './amountUnit.ts'
import type { MoneyUnit } from './money.ts'
import { unseenSigns } from './signs.ts'

/** Traditional and variant characters seen in headers of back-office exports, each over its simplified form. */
const folds: Readonly<Record<string, string>> = Object.fromEntries(
  [
    '帐账',
    '賬账',
    '帳账',
    '號号',
    '戶户',
    '會会',
    '員员',
    '輸输',
    '贏赢',
    '實实',
    '佔占',
    '額额',
    '單单',
    '編编',
    '碼码',
    '證证',
    '類类',
    '時时',
    '間间',
    '開开',
    '關关',
    '聯联',
    '絡络',
    '電电',
    '話话',
    '機机',
    '銀银',
    '餘余',
    '幣币',
    '種种',
    '對对',
    '轉转',
    '歸归',
    '屬属',
    '備备',
    '註注',
    '態态',
    '狀状',
    '結结',
    '級级',
    '層层',
    '總总',
    '計计',
    '數数',
    '據据',
    '記记',
    '錄录',
    '點点',
    '訊讯',
    '業业',
    '務务',
    '從从',
    '發发',
    '達达',
    '遊游',
    '戲戏',
    '賠赔',
    '內内',
    '項项',
    '選选',
    '擇择',
    '盤盘',
    '競竞',
    '賽赛',
    '場场',
    '買买',
    '賣卖',
    '價价',
    '貨货',
    '運运',
    '費费',
    '倉仓',
    '庫库',
    '廠厂',
    '門门',
    '網网',
    '頁页',
    '鏈链',
    '務务',
    '區区',
    '國国',
    '鄉乡',
    '縣县',
    '產产',
    '與与',
    '為为',
    '個个',
    '處处',
    '領领',
    '權权',
    '圖图',
    '書书',
    '製制',
    '訂订',
    '劃划',
    '儲储',
    '蓄蓄',
    '櫃柜',
    '臺台',
    '檯台',
    '提提',
    '現现',
    '餽馈',
    '繳缴',
    '繫系',
    '絡络',
    '見见',
    '執执',
    '屆届',
    '應应',
    '傭佣',
    '禮礼',
    '優优',
    '惠惠',
    '減减',
    '歷历',
    '終终',
    '審审',
    '覈核',
    '撥拨',
  ].map((pair) => [pair[0], pair[1]]),
)
const noise = new RegExp(`[\\s\\u0085*'"\`|${unseenSigns}]`, 'g')

/**
 * A header as it is compared: width folded (NFKC), byte order marks, TABs, spaces inside and outside, `*`, quotes and `="…"` taken away,
 * traditional characters and 帐/登陆 folded, Latin letters in upper case. Idempotent. Empty when nothing is left.
 */
export function cleanHeader(raw: string): string {
  if (raw.length > longestKept) return cleaned(raw)
  let text = kept.get(raw)
  if (text === undefined) {
    text = cleaned(raw)
    if (kept.size >= mostKept) kept.clear()
    kept.set(raw, text)
  }
  return text
}
/** The same few headers are cleaned for every kind and row. */
const kept = new Map<string, string>()
const [mostKept, longestKept] = [4_000, 60]
function cleaned(raw: string): string {
  let text = raw
  // Upper case and folding can uncover what width folding has to see again (ﬁ, ŉ); settled after a round or two.
  for (let round = 0; round < 5; round += 1) {
    const next = cleanOnce(text)
    if (next === text) break
    text = next
  }
  return text
}
function cleanOnce(raw: string): string {
  let text = raw.normalize('NFKC').replace(noise, '')
  if (text.startsWith('=')) text = text.slice(1)
  text = text.replace(/[【〔[]/g, '(').replace(/[】〕\]]/g, ')')
  text = [...text].map((character) => folds[character] ?? character).join('')
  return text
    .replaceAll('登陆', '登录')
    .replace(/[:,、,]+$/u, '')
    .toUpperCase()
}

const byPower: Readonly<Record<number, MoneyUnit>> = {
  1: 'shiYuan',
  2: 'baiYuan',
  3: 'qianYuan',
  4: 'wanYuan',
  5: 'shiwanYuan',
  6: 'baiwanYuan',
  7: 'qianwanYuan',
  8: 'yiYuan',
  9: 'shiyiYuan',
}
/** The unit a cleaned header names for its amounts, or null. `points` is the betting sites' own unit. */
export function headerUnit(header: string): MoneyUnit | 'points' | null {
  const scaled = byPower[headerScale(header)]
  if (scaled !== undefined) return scaled
  if (/[(/:]角\)?$/.test(header)) return 'jiao'
  if (/[(/:]分\)?$|\(单位:?分\)|人民币分|_FEN$/.test(header)) return 'fen'
  if (/[(/:]点数?\)?$/.test(header)) return 'points'
  if (/元|RMB|CNY|¥/.test(header)) return 'yuan'
  return null
}
