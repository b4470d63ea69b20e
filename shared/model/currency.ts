/**
 * Which currency an amount is of, as the material says it. Amounts of two currencies are never added up, and no rate is applied. Stored amounts
 * are hundredths of their currency.
 */
import { addMinor, minorOf, sizeOf, type Minor } from './minor.ts'
import { plainSigns } from './signs.ts'
import { numberWords } from './wordedNumber.ts'

/** Yuan: also of amounts whose file names no currency anywhere (no column, no mark in the cell, none above the table). The rule is stated where it applies. */
export const yuan = 'CNY'
/** A file names currencies, but not for this row. (ISO 4217: no currency.) */
export const unknownCurrency = 'XXX'

/** An amount in one currency. */
export interface CurrencySum {
  readonly currency: string
  readonly sum: Minor
}

/** Code → words and signs, in the order in which they are looked for. Bare $ is the dollar of the United States; those of others name their country. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  CNY: [
    'CNY',
    'RMB',
    'CNH',
    '人民币',
    '人民币元',
    '人民幣',
    '本币',
    '元',
    '圆',
    '元人民币',
    '¥',
    '156',
    'CNY人民币',
    'RMB人民币',
  ],
  USD: ['USD', 'US$', 'USD$', '$', '美元', '美金', '840', 'U.S.DOLLAR'],
  HKD: ['HKD', 'HK$', '港币', '港元', '港幣', '344'],
  EUR: ['EUR', '€', '欧元', '歐元', '978'],
  JPY: ['JPY', 'JP¥', '日元', '日圆', '日币', '円', '392'],
  GBP: ['GBP', '£', '英镑', '英鎊', '826'],
  MOP: ['MOP', 'MOP$', '澳门元', '澳门币', '葡币', '446'],
  TWD: ['TWD', 'NT$', 'NTD', '新台币', '台币', '新臺幣', '901'],
  KRW: ['KRW', '₩', '韩元', '韩币', '410'],
  SGD: ['SGD', 'S$', '新加坡元', '新币', '702'],
  THB: ['THB', '฿', '泰铢', '764'],
  VND: ['VND', '₫', '越南盾', '704'],
  PHP: ['PHP', '₱', '菲律宾比索', '比索', '608'],
  MYR: ['MYR', 'RM', '马来西亚林吉特', '林吉特', '马币', '458'],
  AUD: ['AUD', 'A$', '澳元', '澳大利亚元', '036'],
  CAD: ['CAD', 'C$', '加元', '加拿大元', '124'],
  CHF: ['CHF', '瑞士法郎', '瑞郎', '756'],
  RUB: ['RUB', '₽', '卢布', '643'],
  INR: ['INR', '₹', '印度卢比', '356'],
  AED: ['AED', '迪拉姆', '784'],
  KHR: ['KHR', '柬埔寨瑞尔', '瑞尔', '116'],
  MMK: ['MMK', '缅元', '缅币', '104'],
  USDT: ['USDT', '泰达币', 'TETHER'],
  USDC: ['USDC'],
  BTC: ['BTC', '比特币'],
  ETH: ['ETH', '以太币', '以太坊'],
  TRX: ['TRX', '波场币'],
  XXX: ['XXX', '不明', '未知', '不详', '其他', '其它'],
}
const spelled = (text: string): string =>
  plainSigns(text)
    .replace(/[\s'"=()[\]]/g, '')
    .replace(/￥/g, '¥')
    .toUpperCase()
const codes = new Map(
  Object.entries(spellings).flatMap(([code, words]) => words.map((word) => [spelled(word), code] as const)),
)
/** What a choice field of currencies accepts. */
export const currencyChoices: Readonly<Record<string, readonly string[]>> = spellings

/** A column of currencies says the same few words a million times. */
const knownCodes = new Map<string, string | null>()
/** The code of a currency's name, sign or number: `美元`, `US$`, `840`, `CNY人民币`; null when it names none that is known. */
export function currencyCode(text: string): string | null {
  let code = knownCodes.get(text)
  if (code === undefined) {
    code = codeOf(text)
    if (knownCodes.size >= 2_000) knownCodes.clear()
    if (text.length <= 100) knownCodes.set(text, code)
  }
  return code
}
function codeOf(text: string): string | null {
  const whole = codes.get(spelled(text))
  if (whole !== undefined) return whole
  // CNY-人民币, 人民币/RMB: several names of one currency.
  const parts = text
    .normalize('NFKC')
    .split(/[-_/:|()[\]\s]+/)
    .filter((part) => part !== '')
    .map((part) => codes.get(spelled(part)))
  const [first] = parts
  return first !== undefined && parts.length > 1 && parts.every((part) => part === first) ? first : null
}

/** Numbers that banks of China give currencies in their exports, with and without a zero before (14, 014); ISO numbers stand among the spellings. */
const bankNumbers: Readonly<Record<string, string>> = {
  '01': 'CNY',
  '12': 'GBP',
  '13': 'HKD',
  '14': 'USD',
  '15': 'CHF',
  '18': 'SGD',
  '27': 'JPY',
  '28': 'CAD',
  '29': 'AUD',
  '38': 'EUR',
  '81': 'MOP',
}
/**
 * The currency that a cell in a column of currencies names: as `currencyCode`, and with how the account holds it (美元现钞, HKD现汇, 港币钞户), or by the
 * number of a bank (14, 014-美元). Null when it names none that is known.
 */
export function columnCurrency(text: string): string | null {
  const whole = currencyCode(text)
  if (whole !== null) return whole
  const bare = plainSigns(text)
    .normalize('NFKC')
    .replace(/[\s'"=]/g, '')
    .replace(/[-_/(]*(?:现钞|现汇|钞|汇)?(?:账?户|帐户|户头)?\)?$/u, '')
  const byName = bare === '' ? null : currencyCode(bare)
  if (byName !== null) return byName
  const [, number = '', name = ''] = /^0?(\d{2})(?:[-_:.|]?(\D+))?$/u.exec(bare) ?? []
  const code = bankNumbers[number]
  // 14-日元 says two things.
  return code === undefined || (name !== '' && currencyCode(name) !== code) ? null : code
}

/** Signs and words that stand directly before or behind the figures of an amount, longest first. Bare numbers (840) and 元 do not: 元 says no country. */
const marks = [...codes.keys()]
  .filter(
    (word) => !/^\d+$/.test(word) && word !== '元' && word !== '圆' && codes.get(word) !== unknownCurrency,
  )
  .toSorted((one, other) => other.length - one.length)
/** The currency an amount's cell names. `or`: others that write the same sign, one of which a column may name. */
export interface CurrencyMark {
  readonly currency: string
  readonly or: readonly string[]
}
const shared: Readonly<Record<string, readonly string[]>> = {
  $: ['HKD', 'MOP', 'TWD', 'SGD', 'AUD', 'CAD'],
  '¥': ['JPY'],
}
const amountBegins = new RegExp(`^[+-]?[\\d.(${numberWords}]`)
const amountEnds = new RegExp(`[\\d.)${numberWords}W]$`)
/** An amount without the mark of its currency, and which currency that was; null where the cell bears none. The text is taken as folded (NFKC, without blanks). */
export function markedAmount(text: string): { readonly text: string; readonly mark: CurrencyMark } | null {
  if (/^[+-]?[\d.,]*$/.test(text)) return null
  const upper = text.toUpperCase().replace(/￥/g, '¥')
  const sign = /^[+-]/.exec(upper)?.[0] ?? ''
  for (const word of marks) {
    // Letters end where the mark ends: RM is no RMB.
    if (upper.startsWith(word, sign.length) && amountBegins.test(upper.slice(sign.length + word.length)))
      return { text: sign + text.slice(sign.length + word.length), mark: markOf(word) }
    if (upper.endsWith(word) && amountEnds.test(upper.slice(0, -word.length)))
      return { text: text.slice(0, -word.length), mark: markOf(word) }
  }
  return null
}
const markOf = (word: string): CurrencyMark => ({ currency: codes.get(word) ?? yuan, or: shared[word] ?? [] })
/**
 * The currency that a cleaned header names for its amounts: `交易金额(美元)`, `AMOUNT(USD)`, `人民币金额`, `折合美元`. Null: none, or yuan by its
 * unit alone (元, 万元).
 */
export function headerCurrency(header: string): string | null {
  for (const [, inside = ''] of header.matchAll(/[([]([^()[\]]{1,12})[)\]]/g)) {
    const code = namedCurrency(
      inside.replace(/^(?:单位|币种):?/, '').replace(/^[万千百亿十]+|[万千百亿]+$/g, ''),
    )
    if (code !== null) return code
  }
  const before =
    /^(?:折合?|等值|折算)?(.{2,5}?)(?:交易)?(?:金额|发生额|收入|支出|余额|AMOUNT)?(?:\([^()]*\))?$/.exec(
      header,
    )?.[1]
  return before === undefined ? null : namedCurrency(before)
}
function namedCurrency(word: string): string | null {
  const code = /^(?:元|圆|\d+|本币)$/.test(word) ? null : currencyCode(word)
  return code === unknownCurrency ? null : code
}

/** Names of money that banks keep accounts in, for titles and accounts: coins of chains are bought and sold for other money, and 元 says no country. */
const coins: ReadonlySet<string> = new Set(['USDT', 'USDC', 'BTC', 'ETH', 'TRX', unknownCurrency])
const named = [...codes.keys()].filter(
  (word) =>
    /^(?:\p{Script=Han}{2,}|[A-Z]{3})$/u.test(word) &&
    !coins.has(codes.get(word) ?? unknownCurrency) &&
    !/^(?:本币|人民币元|元人民币)$/u.test(word),
)
const anyName = new RegExp(
  `(?<![A-Z])(?:${named.toSorted((one, other) => other.length - one.length).join('|')})(?![A-Z])`,
  'gu',
)
/** Titles that are about changing money, or about its price. */
const changed = /汇率|牌价|行情|换|兑|折|结汇|购汇|等值|买|卖|售|购|非|除|RATE|EXCHANGE/u
const listed =
  /^[)\]】]?(?:[(\[【])?(?:账户|帐户|賬戶|帳戶|账号|户口|户|卡|现汇|现钞|现金|活期|定期|存款|储蓄|交易|收支|资金|转账|往来|收入|支出|进账|出账|金额|ACCOUNT|TRANSACTION)*(?:流水|明[细細]|[账賬帳][单單]|[对對][账賬帳][单單]|清[单單]|[记記][录錄]|台[账賬]|汇总|一览|情况|STATEMENT|DETAIL|LIST)?S?[表单账册]?(?:[\d年月日.\-_~至()（）\s]*)$/u
/**
 * The currency that a title or the name of a sheet or file gives for the amounts below: 美元账户流水, 港币明细（2022年）, USD statement. Null for one of
 * two currencies, about rates or about changing money. `alone`: its bare name is enough (a sheet 美元).
 */
export function titleCurrency(text: string, alone: boolean): string | null {
  const title = plainSigns(text)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/(?<=\p{Script=Han})\s+|\s+(?=\p{Script=Han})/gu, '')
    .trim()
  if (title.length > 60 || title.includes(':') || changed.test(title)) return null
  const found = [...title.matchAll(anyName)]
  const last = found.at(-1)
  const said = new Set(found.map(([word]) => codes.get(word)))
  if (last === undefined || said.size !== 1) return null
  const tail = title.slice(last.index + last[0].length).replace(/\s+/g, '')
  if (!listed.test(tail)) return null
  const bare = /^[\d年月日.\-_~至()\[\]【】（）]*$/u.test(tail)
  return alone ||
    !bare ||
    /[账賬帐帳户戶卡]|流水|明[细細]|清[单單]|[记記][录錄]|STATEMENT|ACCOUNT/u.test(title.slice(0, last.index))
    ? (codes.get(last[0]) ?? null)
    : null
}
const behindAccount = new RegExp(
  `(?<!\\d)\\d{12,19}(?:[-_/(]?(${named.join('|')})|[-_](\\d{3}))\\)?(?:[-_]\\d{1,3})?$`,
  'u',
)
const beforeAccount = new RegExp(`^(${named.join('|')})[-_:]?\\d{12,19}$`, 'u')
/** The currency that stands behind or before the number of an account: 6222…-USD, 6222…_156, 港币6222…; null where none does. `numbers`: ISO numbers count. */
export function accountCurrency(text: string, numbers = true): string | null {
  if (/^\d*$/.test(text)) return null
  const account = text.normalize('NFKC').replace(/\s+/g, '').toUpperCase()
  const [, word, number] = behindAccount.exec(account) ?? []
  const name = word ?? (numbers ? number : undefined) ?? beforeAccount.exec(account)?.[1]
  const code = name === undefined ? undefined : codes.get(name)
  return code === undefined || coins.has(code) ? null : code
}

/** Sums by currency, those of the same currency together; yuan first, then by code, the unknown one last. */
export function sumsByCurrency(sums: Iterable<CurrencySum>): readonly CurrencySum[] {
  const byCode = new Map<string, Minor>()
  for (const { currency, sum } of sums) byCode.set(currency, addMinor(byCode.get(currency) ?? 0, sum))
  return [...byCode]
    .map(([currency, sum]) => ({ currency, sum }))
    .toSorted(
      (one, other) =>
        placeOf(one.currency) - placeOf(other.currency) || (one.currency < other.currency ? -1 : 1),
    )
}
/** Order of currencies: yuan, the others, the unknown one. */
export function placeOf(currency: string): number {
  return currency === yuan ? 0 : currency === unknownCurrency ? 2 : 1
}
/** Whether any sum is of another currency than yuan. */
export function hasForeign(sums: readonly CurrencySum[]): boolean {
  return sums.some(({ currency, sum }) => currency !== yuan && sizeOf(sum) !== 0)
}

/** Sums in other currencies as a link keeps them, and several such texts together (a line each); nothing for none. */
export function othersOf(text: string | null): readonly CurrencySum[] {
  if (text === null || text === '') return []
  return sumsByCurrency(
    text
      .split('\n')
      .flatMap((line) =>
        Object.entries(JSON.parse(line) as Readonly<Record<string, string>>).map(([currency, sum]) => ({
          currency,
          sum: minorOf(BigInt(sum)),
        })),
      ),
  )
}
/** The text of such sums; null for none. */
export function othersText(sums: Iterable<CurrencySum>): string | null {
  const entries = sumsByCurrency(sums).map(({ currency, sum }) => [currency, String(sum)] as const)
  return entries.length === 0 ? null : JSON.stringify(Object.fromEntries(entries))
}
/** How much yuan a link, a total or a group holds as `toldSums` tells it, for order and for the width of a line; null for none. */
export function yuanOf({
  amount,
  others,
}: {
  readonly amount: number | null
  readonly others?: readonly CurrencySum[] | undefined
}): Minor | null {
  return amount ?? others?.find(({ currency }) => currency === yuan)?.sum ?? null
}
/**
 * A sum of yuan and those beside it as a link, a total or a group tells them: a sum of yuan that is no safe integer stands with the others, so that
 * no reader takes it for an exact number.
 */
export function toldSums(
  amount: Minor | null,
  others: readonly CurrencySum[],
): { readonly amount: number | null; readonly others?: readonly CurrencySum[] } {
  if (others.length === 0 && typeof amount !== 'string') return { amount }
  const foreign = others.filter(({ currency }) => currency !== yuan)
  const sum = others
    .filter(({ currency }) => currency === yuan)
    .reduce<Minor | null>((total, { sum: more }) => (total === null ? more : addMinor(total, more)), amount)
  if (typeof sum === 'string') return { amount: null, others: [{ currency: yuan, sum }, ...foreign] }
  return foreign.length === 0 ? { amount: sum } : { amount: sum, others: foreign }
}
