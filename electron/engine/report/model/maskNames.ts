/**
 * Names of persons as published judgments write them: the surname and 某, with a number where two persons would read alike (最高人民法院关于
 * 人民法院在互联网公布裁判文书的规定, 2016, art. 9).
 */
import { keyUse } from '../../../../shared/model/identityKeys.ts'
import { useOf } from '../../../../shared/model/moneyUse.ts'
import { readsLikeName, surnameOf } from '../../../../shared/model/pinyin.ts'

const organisation =
  /公司|集团|商店|商行|商贸|经营部|门店|网店|专营|旗舰|合作社|工作室|事务所|银行|信用社|分行|支行|厂|仓库|中心|学校|学院|医院|协会|平台|财付通|支付宝|微信|银联|拉卡拉|待清算|备付金|ATM|\d号$/i
const latinLetter = /[A-Za-z]/
/** A given name in Latin letters, which no word in capitals (POS, USD) is. */
const latinName = /^[A-Z][a-z]+$/
/** Blanks between Chinese characters, as forms part the characters of a short name. */
const gapInName = /(?<=\p{Script=Han})[ \t\u00a0\u00ad\u2002-\u200f\u2060\u3000\ufeff]+(?=\p{Script=Han})/gu
/** A person known by a number only is masked as a number. */
const aNumber = /\d{4,}/

export interface NameMasks {
  /** A whole value of a name column; organisations and places keep their names. */
  name(value: string): string
  /** A text with the names of known persons masked. */
  inText(text: string): string
}

/** `names`: every name the case has; `others`: those known to be of organisations, shops and places. */
export function nameMasks(names: Iterable<string>, others: ReadonlySet<string>): NameMasks {
  const isOther = (name: string): boolean => others.has(name) || organisation.test(name)
  const masks = new Map<string, string>()
  const taken = new Map<string, number>()
  const maskOf = (name: string): string => {
    const present = masks.get(name)
    if (present !== undefined) return present
    const stem = stemOf(name)
    const number = (taken.get(stem) ?? 0) + 1
    taken.set(stem, number)
    const mask = `${stem}${number}`
    masks.set(name, mask)
    return mask
  }
  const inTexts = new Set<string>()
  const lengths = new Set<number>()
  // In an order of their own, so that the same case gives the same masks.
  for (const name of [...new Set(names)].sort()) {
    if (name === '' || isOther(name) || aNumber.test(name)) continue
    maskOf(name)
    if (!tellsSomebody(name)) continue
    inTexts.add(name)
    lengths.add(name.length)
  }
  // A person alone with the surname needs no number.
  for (const [name, mask] of masks) {
    const stem = stemOf(name)
    if (taken.get(stem) === 1) masks.set(name, mask.slice(0, stem.length))
  }
  const longestFirst = [...lengths].sort((one, other) => other - one)

  function inText(written: string): string {
    const { text, placeOf } = withoutGaps(written)
    let masked = ''
    let from = 0
    for (let at = 0; at < text.length; at += 1) {
      const length = longestFirst.find((candidate) => inTexts.has(text.slice(at, at + candidate)))
      if (length === undefined || cutsWord(text, at, length)) continue
      masked += written.slice(placeOf(from), placeOf(at, true)) + maskOf(text.slice(at, at + length))
      from = at + length
      // The number of the name and one that follows must not be read as one.
      if (/\d$/.test(masked) && /^\d/.test(text.slice(from))) masked += ' '
      at = from - 1
    }
    return from === 0 ? written : masked + written.slice(placeOf(from))
  }
  return {
    inText,
    name(value) {
      return value
        .split(/([\n、,，;；/])/)
        .map((part) => {
          const name = part.trim()
          return /^[\n、,，;；/]?$/.test(name) || isOther(name) || aNumber.test(name)
            ? inText(part)
            : maskOf(name)
        })
        .join('')
    },
  }
}
/** The text without gaps between Chinese characters, and where each of its places is in the text as written: before a gap there, or past it. */
function withoutGaps(written: string): {
  readonly text: string
  placeOf(at: number, past?: boolean): number
} {
  const gaps = [...written.matchAll(gapInName)].map(({ index, 0: { length } }) => ({ index, length }))
  if (gaps.length === 0) return { text: written, placeOf: (at) => at }
  return {
    text: written.replaceAll(gapInName, ''),
    placeOf(at, past = false) {
      let place = at
      for (const gap of gaps) {
        if (past ? gap.index > place : gap.index >= place) break
        place += gap.length
      }
      return place
    },
  }
}
/** Whether a Latin name found here is only a piece of a longer word. */
function cutsWord(text: string, at: number, length: number): boolean {
  return (
    (latinLetter.test(text.charAt(at)) && latinLetter.test(text.charAt(at - 1))) ||
    (latinLetter.test(text.charAt(at + length - 1)) && latinLetter.test(text.charAt(at + length)))
  )
}
/**
 * Whether a value of a name column is looked for in free text too. Nicknames need not read like a name; a single character and what the columns hold
 * in place of a name (不详, 现金, 利息, POS) would take words out of every text.
 */
function tellsSomebody(name: string): boolean {
  if (readsLikeName(name) || latinName.test(name)) return true
  if ([...name].length < 2 || keyUse('name', name).flaw !== null || useOf(name) !== 'other') return false
  return latinLetter.test(name) ? !/^[A-Z]{1,4}$/.test(name) : !commonWords.test(name)
}
const commonWords =
  /^(?:转账|转入|转出|汇款|货款|工资|奖金|消费|提现|充值|退款|还款|借款|收款|付款|红包|网银|手机|个人|本人|客户|会员|用户|商户|代理|公司|其他|其它|支付|扫码|快捷|理财|基金|贷款|税款|社保|电费|水费|话费|房租|运费|押金|订单|平台|游戏|直播|外卖|超市|饭店|餐饮|酒店)+$/u
function stemOf(name: string): string {
  return `${surnameOf(name) ?? [...name][0] ?? ''}某`
}
