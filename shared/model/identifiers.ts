/** Identifiers of people, accounts and machines: one normalised form each, with checks that warn and never reject. */
import { type FieldType, type IdentifierType, identifierTypes } from './define.ts'
import { ipAddress } from './netAddress.ts'
import { dashSigns, plainSigns, withOneDot } from './signs.ts'
import { walletAddress } from './walletAddress.ts'

export interface Normalised {
  /** Null: nothing usable stands in the cell, or using it would be a guess (masked, damaged). */
  readonly value: string | null
  readonly flaw: 'damaged-number' | 'bad-check-digit' | 'bad-phone' | 'masked' | 'no-key' | null
}

/** Whether values of the type have a normalised form of their own. */
export function isIdentifierType(type: FieldType): type is IdentifierType {
  return known.has(type)
}
const known: ReadonlySet<FieldType> = new Set<FieldType>(identifierTypes)

const nothing: Normalised = { value: null, flaw: null }
const good = (value: string): Normalised => ({ value, flaw: null })
const emptyWords = /^(?:[-/\\—_.]+|\\N|null|无|空|暂无|未知|暂无法获知|n\/?a|undefined|0)$/i
const masked = /[*＊●•]|x{3,}/i

/** The text inside `="…"`, a leading apostrophe, TABs, bars and quotes; width folded, unseen signs and spaces at the ends gone. */
export function unwrap(raw: string): string {
  if (/^[\w.@:-]+$/.test(raw)) return raw
  let text = raw
  for (let before = ''; before !== text;) {
    before = text
    text = plainSigns(text)
      .replace(/[\t\r]/g, '')
      .trim()
    const formula = /^=\s*"?(.*?)"?$/.exec(text)
    if (formula !== null && text.includes('"')) text = formula[1] ?? ''
    text = text.replace(/^['`"|]+|["|]+$/g, '').trim()
  }
  return text
}
/** Whether the cell was kept as text on purpose: then its digits are its own. */
function guarded(raw: string): boolean {
  return /^\s*(?:=\s*"|['`])|\t|\d \d/.test(raw.normalize('NFKC'))
}

/** Whether the last character of an 18-character ID number follows from the other 17 (GB 11643). */
export function idNumberHolds(id: string): boolean {
  if (!/^\d{17}[\dX]$/.test(id)) return false
  return idCheckCharacter(id) === id[17]
}
/** The check character that belongs to the first 17 digits. */
export function idCheckCharacter(first17: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, index) => total + weight * Number(first17[index]), 0)
  return '10X98765432'[sum % 11] ?? ''
}
/**
 * Whether the figure in brackets belongs to the letters and six digits of an identity card of Hong Kong: the sum of all, weighed 9 down to 1, is divided
 * by 11. Null for what is not written so.
 */
export function hongKongCardHolds(id: string): boolean | null {
  const [, letters, digits, check] = /^([A-Z]{1,2})(\d{6})\(([\dA])\)$/.exec(id) ?? []
  if (letters === undefined || digits === undefined) return null
  // One letter stands behind a blank, which counts 36.
  const values = [
    ...(letters.length === 1 ? [36] : []),
    ...[...letters, ...digits].map((sign) => Number.parseInt(sign, 36)),
  ]
  const sum = values.reduce((total, value, at) => total + value * (9 - at), 0)
  return ((11 - (sum % 11)) % 11).toString(36).toUpperCase() === check
}
/** Whether a unified social credit code's last character holds (GB 32100). */
export function creditCodeHolds(code: string): boolean {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  if (code.length !== 18) return false
  let sum = 0
  let weight = 1
  for (const character of code.slice(0, 17)) {
    const digit = alphabet.indexOf(character)
    if (digit < 0) return false
    sum += digit * weight
    weight = (weight * 3) % 31
  }
  return alphabet[(31 - (sum % 31)) % 31] === code[17]
}
/** Whether a card number passes Luhn. Corporate accounts and passbooks do not have to. */
export function luhnHolds(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index])
    const doubled = index % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/**
 * Whether more than 15 digits of a number cell are proven to be those that were meant. A spreadsheet program keeps 15 and fills up with
 * zeros; what went through a double is exactly a double. So 16 digits that a double holds exactly and that do not end in 0 were never cut,
 * and 18 or more that no double holds were written by a program that never had them as a number.
 */
function provenDigits(digits: string): boolean {
  const exact = BigInt(Number(digits)) === BigInt(digits)
  if (digits.length === 16) return exact && Number(digits) < Number.MAX_SAFE_INTEGER && !digits.endsWith('0')
  return digits.replace(/0+$/, '').length >= 18 && !exact
}

/**
 * Digits of a number that a spreadsheet may have destroyed. `numeric`: the cell held a number, so beyond 15 digits little is certain.
 * `lost` true: the digits are gone; `doubt` true: they end the way destroyed ones do.
 */
function digitState(
  text: string,
  raw: string,
  numeric: boolean,
): { readonly text: string; readonly lost: boolean; readonly doubt: boolean } {
  const scientific = /^(\d)(?:\.(\d+))?E\+?(\d+)$/i.exec(text)
  if (scientific !== null) {
    const fraction = scientific[2] ?? ''
    const exponent = Number(scientific[3])
    // 1.3812345678E+10 still holds every digit; 6.2E+18 does not.
    if (exponent < 15 && fraction.length >= exponent)
      return { text: `${scientific[1] ?? ''}${fraction.slice(0, exponent)}`, lost: false, doubt: false }
    return { text, lost: true, doubt: false }
  }
  // Programs that read a column as fractions write 13671234567.0; up to fifteen digits none is lost, of more the last ones are.
  if (/^\d{16,}\.0+$/.test(text)) return { text, lost: true, doubt: false }
  const plain = numeric || /^\d{5,15}\.0$/.test(text) ? text.replace(/\.0+$/, '') : text
  if (!/^\d+$/.test(plain)) return { text: plain, lost: false, doubt: false }
  if (numeric && plain.length >= 16 && !(plain.length <= 30 && provenDigits(plain)))
    return { text: plain, lost: true, doubt: false }
  const zeros = /0*$/.exec(plain)?.[0].length ?? 0
  const doubt =
    !guarded(raw) && plain.length >= 16 && plain.length <= 19 && zeros >= Math.max(3, plain.length - 15)
  return { text: plain, lost: false, doubt }
}

/** The word for the paper before its number, and a remark in brackets behind it that changes nothing. */
const beforeId =
  /^(?:(?:居民|公民|二代)?身份证件?|公民身份|证件|证照|护照|港澳(?:居民来往内地)?通行证|回乡证|台胞证|台湾居民来往大陆通行证|ID)(?:号码?|NO\.?)?[:：.#]?(?=[A-Z]{0,3}\d{6})/u
const behindId =
  /(?<=\d{4}[\dX])[([【]?(?:已核实?|已查证|核实无误|属实|有效|已过期|过期|本人|男|女|居民身份证|身份证|二代证|护照|(?:港澳)?通行证|回乡证|台胞证)[)\]】]?$/u
/**
 * One number however it is printed: the check figure of an identity card of Hong Kong stands in brackets or not, and the permit of a resident of Hong Kong or
 * Macau (H, M and eight digits for life) has two more on older cards that count how often it was issued.
 */
function permitNumber(id: string): string {
  return id.replace(/^([A-Z]{1,2}\d{6})\(([\dA])\)$/, '$1$2').replace(/^([HM]\d{8})\d\d$/, '$1')
}
function idNumber(raw: string, numeric: boolean): Normalised {
  const written = unwrap(raw).replace(/\s/g, '').toUpperCase().replace(beforeId, '').replace(behindId, '')
  // The point of 3.10112E+17 tells that the digits are gone; without it the rest would pass for a number of its own.
  const state = digitState(
    /^\d\.\d+E\+?\d+$|^\d{15,}\.0+$/.test(written) ? written : written.replace(/[·.-]/g, ''),
    raw,
    numeric,
  )
  if (state.lost) return { value: null, flaw: 'damaged-number' }
  const id = state.text
  if (/^\d{15}$/.test(id)) {
    const long = `${id.slice(0, 6)}19${id.slice(6)}`
    return /^\d{6}19\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}$/.test(long)
      ? good(long + idCheckCharacter(long))
      : { value: id, flaw: 'bad-check-digit' }
  }
  if (/^\d{17}[\dX]$/.test(id)) {
    if (idNumberHolds(id) || creditCodeHolds(id)) return good(id)
    return state.doubt ? { value: null, flaw: 'damaged-number' } : { value: id, flaw: 'bad-check-digit' }
  }
  if (/^[0-9A-Z]{18}$/.test(id))
    return creditCodeHolds(id) ? good(id) : { value: id, flaw: 'bad-check-digit' }
  if (/^\d{16,19}$/.test(id)) return { value: id, flaw: 'bad-check-digit' }
  // A figure that does not belong to its card keeps its brackets, so that it is told.
  if (hongKongCardHolds(id) === false) return { value: id, flaw: 'bad-check-digit' }
  return /^[A-Z0-9()]{5,30}$/.test(id)
    ? good(permitNumber(id))
    : { value: id === '' ? null : id, flaw: id === '' ? null : 'no-key' }
}

const dashes = new RegExp(`[${dashSigns}]`, 'g')
/** Figures in groups of four: 6222-0212-3456-7890-128. */
const inGroups = new RegExp(`^\\d{4}(?:[${dashSigns}]\\d{4}){2,}(?:[${dashSigns}]\\d{1,4})?$`)
/** What programs write before and behind a number: the word for it, the currency of its sub-account and that one's number. */
const before =
  /^(?:(?:银行|借记|储蓄|信用|贷记|交易|对方|本方)?(?:卡号?|账号|帐号|账户|帐户)[:：]?|(?:CNY|RMB|USD|HKD|EUR|JPY|GBP|人民币|美元|港币|欧元)[-_:]?)(?=\d{9,}(?!\d))/i
const behind =
  /(?<=^\d{9,})[-_/.(]?(?:CNY|RMB|USD|HKD|EUR|JPY|GBP|MOP|AUD|人民币|美元|港币|欧元|日元|英镑)(?:[-_]?\d{1,3})?\)?$|(?<=^\d{12,})[-_](?:156|840|344|978|392|826|446|036)(?:[-_]\d{1,3})?$/i
function withoutDress(text: string): string {
  return /^\d*$/.test(text) ? text : text.replace(before, '').replace(behind, '')
}

function accountNumber(raw: string, numeric: boolean, isCard: boolean): Normalised {
  let text = withoutDress(unwrap(raw).replace(/\s/g, ''))
  // 借记卡:COMM:6222… in lists of bound cards.
  if (isCard) text = text.replace(/^.*:(?=\d)/, '')
  if (inGroups.test(text)) text = text.replace(dashes, '')
  const state = digitState(text, raw, numeric)
  if (state.lost) return { value: null, flaw: 'damaged-number' }
  const account = state.text
  if (!/^\d+$/.test(account)) return good(account.toLowerCase())
  if (isCard && account.length <= 6) return { value: null, flaw: 'masked' }
  const cardLike = /^62\d{14,17}$|^[3-5]\d{15}$/.test(account)
  if (state.doubt && !(cardLike && luhnHolds(account)))
    return account.length >= 18
      ? { value: null, flaw: 'damaged-number' }
      : { value: account, flaw: 'damaged-number' }
  return isCard && cardLike && !luhnHolds(account)
    ? { value: account, flaw: 'bad-check-digit' }
    : good(account)
}

/** What is dialled after the number was reached: an extension, a pause and keys, the end sign. */
const dialledOn =
  /(?<=\d)\s*(?:#+|[,;pPwW]+\d{0,8}#?|(?:转|分机|ext\.?|x)\s*[:：]?\s*\d{1,6}|(?<=^0\d{2,3}-?\d{7,8}|^[48]00-?\d{3}-?\d{4})-\d{1,5})$/iu
/** The word for a telephone before its number, and the remark behind it that the same person is meant. */
const beforePhone =
  /^(?:联系|手机|移动|办公|家庭|住宅|固定|本人|常用)*(?:手机|电话|座机|固话|移动电话|方式|Tel|Mobile|Phone|Cell)(?:号码?)?\s*[:：.]?\s*(?=[+(]?\d)/iu
const behindPhone =
  /(?<=\d)\s*[([]?(?:本人|机主本人|常用|在用|已停机|停机|已停用|手机|微信|微信同号|同微信|手机同微信)[)\]]?$/u
function phone(raw: string, numeric: boolean): Normalised {
  const dialled = unwrap(raw)
    .replace(beforePhone, '')
    .replace(behindPhone, '')
    .replace(dashes, '-')
    .replace(dialledOn, '')
    .replace(/[\s()]/g, '')
  const state = digitState(dialled, raw, numeric)
  if (state.lost) return { value: null, flaw: 'damaged-number' }
  let digits = state.text.replace(/-/g, '')
  if (!/^\+?\d+$/.test(digits))
    return { value: digits === '' ? null : digits.toLowerCase(), flaw: 'bad-phone' }
  // +86 21 6543 2109 is the landline 021 6543 2109.
  digits = digits
    .replace(/^(?:\+|00)86(?=(?:10|2\d|[3-9]\d{2})\d{7,8}$)/, '0')
    // +852 9123 4567 and 00852 9123 4567 are one number; those of China are written without their country.
    .replace(/^\+(?=(?!86)\d)/, '00')
    .replace(/^\+/, '')
    .replace(/^(?:00)?86(?=1\d{10}$)/, '')
    .replace(/^0086/, '')
    .replace(/^(?:17951|17911|12593|10193)(?=\d{8,})/, '')
    .replace(/^0(?=1\d{10}$)/, '')
  if (/^1[3-9]\d{9}$/.test(digits) || /^1(?:4\d{11}|06\d{7,})$/.test(digits)) return good(digits)
  // Landlines with area code, hotlines, short numbers, foreign numbers with 00.
  if (/^0\d{9,11}$|^[2-9]\d{6,7}$|^(?:400|800)\d{7}$|^1?\d{2,5}$|^9\d{4,10}$|^00\d{6,}$/.test(digits))
    return good(digits)
  return { value: digits, flaw: 'bad-phone' }
}

function domain(raw: string): Normalised {
  const host = unwrap(raw)
    .toLowerCase()
    .replace(/\s/g, '')
    .replace(/\[\.\]|\(\.\)|。/g, '.')
    .replace(/^h(?:tt|xx)ps?:\/+/, '')
    .replace(/^\/+/, '')
    .replace(/[/?#].*$/, '')
    .replace(/^[^@]*@/, '')
    .replace(/:\d+$/, '')
    .replace(/\.$/, '')
    .replace(/^www\./, '')
  return host === ''
    ? nothing
    : /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u.test(host)
      ? good(host)
      : { value: null, flaw: 'no-key' }
}

function ip(raw: string): Normalised {
  const address = ipAddress(unwrap(raw).toLowerCase().replace(/\s/g, ''))
  return address === null ? { value: null, flaw: 'no-key' } : good(address)
}

/**
 * A handset's number by its first fourteen digits: fifteen with the check digit that belongs to them, whether the source gives fourteen, fifteen
 * (the last often sent as 0, 3GPP TS 23.003) or sixteen (two digits of the software version instead of the check digit).
 */
function imei(text: string): Normalised {
  const digits = text.replace(/[^\dA-Za-z]/g, '')
  if (digits === '') return nothing
  if (!/^\d{14,16}$/.test(digits)) return good(digits)
  const body = digits.slice(0, 14)
  const whole = body + luhnDigit(body)
  return digits.length === 15 && digits !== whole && !digits.endsWith('0')
    ? { value: digits, flaw: 'bad-check-digit' }
    : good(whole)
}
/** The digit that makes the number pass Luhn. */
function luhnDigit(body: string): string {
  return String([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].find((digit) => luhnHolds(`${body}${digit}`)) ?? 0)
}

const simple: Readonly<
  Record<
    'wechat' | 'qq' | 'alipay' | 'email' | 'siteAccount' | 'mac' | 'imsi' | 'plate',
    (text: string) => string
  >
> = {
  wechat: (text) => text.toLowerCase(),
  qq: (text) => text.replace(/^qq[:号]?/i, '').toLowerCase(),
  alipay: (text) =>
    /^(?:\+|00)?86-?1\d{10}$/.test(text) ? text.slice(-11) : text.replace(/^\[|\]$/g, '').toLowerCase(),
  email: (text) => text.replace(/^mailto:/i, '').toLowerCase(),
  siteAccount: (text) => text.toLowerCase(),
  mac: (text) =>
    /^[0-9a-f]{12}$/i.test(text.replace(/[-:.]/g, ''))
      ? (text.replace(/[-:.]/g, '').match(/../g) ?? []).join(':').toUpperCase()
      : text.toUpperCase(),
  imsi: (text) => text.replace(/[^\dA-Za-z]/g, ''),
  plate: (text) => text.replace(/[·.•-]/g, '').toUpperCase(),
}

/**
 * The normalised form of one identifier as a cell gives it. `numeric`: the cell held a number, not text. Idempotent on its own results.
 * Flaws are warnings; a null value with a flaw means the identifier is not used because it would be guessed.
 */
export function normaliseIdentifier(type: IdentifierType, raw: string, numeric = false): Normalised {
  let { value, flaw } = normaliseOnce(type, raw, numeric)
  // A disguise under a disguise: go on until nothing changes. Clean cells are done at once.
  let before = raw
  for (let round = 0; value !== null && value !== before && round < 5; round += 1) {
    before = value
    const next = normaliseOnce(type, `'${value}`, false)
    value = next.value
    flaw ??= next.flaw
  }
  return value === before || value === null ? { value, flaw } : { value: null, flaw: flaw ?? 'no-key' }
}

function normaliseOnce(type: IdentifierType, raw: string, numeric: boolean): Normalised {
  const bare = unwrap(raw)
  if (bare === '' || emptyWords.test(bare)) return nothing
  if (
    masked.test(bare) &&
    type !== 'serial' &&
    type !== 'wechat' &&
    type !== 'siteAccount' &&
    type !== 'domain'
  )
    return { value: null, flaw: 'masked' }
  if (/[*＊]/.test(bare) && type !== 'serial') return { value: null, flaw: 'masked' }
  switch (type) {
    case 'idNumber':
      return idNumber(raw, numeric)
    case 'card':
      return accountNumber(raw, numeric, true)
    case 'account':
      return accountNumber(raw, numeric, false)
    case 'phone':
      return phone(raw, numeric)
    case 'domain':
      return domain(raw)
    case 'ip':
      return ip(raw)
    case 'creditCode': {
      const code = bare.replace(/[\s-]/g, '').toUpperCase()
      if (digitState(code, raw, numeric).lost) return { value: null, flaw: 'damaged-number' }
      return code.length === 18 && !creditCodeHolds(code)
        ? { value: code, flaw: 'bad-check-digit' }
        : good(code)
    }
    case 'wallet': {
      const { value, holds } = walletAddress(bare.replace(/\s/g, ''))
      return { value, flaw: holds === false ? 'bad-check-digit' : null }
    }
    case 'imei': {
      const state = digitState(bare.replace(/[\s-]/g, ''), raw, numeric)
      return state.lost ? { value: null, flaw: 'damaged-number' } : imei(state.text)
    }
    case 'serial': {
      const state = digitState(bare.replace(/^No[:.]?\s*/i, '').replace(/\s+$/, ''), raw, numeric)
      // A serial names its own row only; a destroyed one is kept so that duplicate rows are still found, and flagged so that nobody quotes it.
      return { value: state.text, flaw: state.lost ? 'damaged-number' : null }
    }
    default: {
      const state = digitState(bare.replace(/\s/g, ''), raw, numeric)
      if (state.lost) return { value: null, flaw: 'damaged-number' }
      const value = simple[type](state.text)
      return value === '' ? nothing : good(value)
    }
  }
}

const betweenMobiles =
  /(?<=(?<!\d)1[3-9]\d{9})\s*(?:或者?|和|及|与|以及|[([]?备用[)\]:]?)?\s*(?=1[3-9]\d{9}(?!\d))/gu
/**
 * The parts of a cell that may hold several values: cards, phones, names separated by 、 , ; / | or line breaks. Spaces group digits, they do
 * not separate; in addresses of the net they do, and a slash belongs to the address.
 */
export function splitValues(raw: string, type?: FieldType): readonly string[] {
  const separators = type === 'domain' || type === 'ip' || type === 'email' ? /[、,;|\s]+/ : /[、,;/|\n\r]+/
  // Two mobile numbers behind each other; the spaces within a number group its digits.
  const text = type === 'phone' ? raw.normalize('NFKC').replace(betweenMobiles, '\n') : raw.normalize('NFKC')
  return text
    .split(separators)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** A person's or organisation's name as compared: width folded, no spaces between Chinese characters, one space between Latin words. Null when nothing is said. */
export function normaliseName(raw: string): string | null {
  const once = nameOnce(raw)
  return once === null || once === raw ? once : nameOnce(once)
}
function nameOnce(raw: string): string | null {
  const text = unwrap(raw)
    .replace(/\s+/g, ' ')
    .replace(/(?<=[\p{Script=Han}·]) (?=[\p{Script=Han}·])/gu, '')
    .trim()
  return text === '' || (emptyWords.test(text) && text !== '0') ? null : withOneDot(text)
}
/**
 * A stored value as today's reading writes it: what an older program kept with unseen signs, dashes or another dot is still the same number or name.
 * What was read today is left as it stands.
 */
export function storedAsToday(type: FieldType, value: string): string {
  if (/^[\w.@:]+$/.test(value)) return value
  if (type === 'name') return normaliseName(value) ?? value
  return isIdentifierType(type) ? (normaliseIdentifier(type, value).value ?? value) : value
}
