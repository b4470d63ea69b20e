/**
 * Whether a stored value tells one person, account or machine from all others. What is written in the cell of a number is not always a number:
 * 不详, 待查, 现金, 00000, 123456, an ID number whose check digit fails. Such a value is shown and warned of, and joins nobody. Pure, and decided
 * from the stored value alone, so that rows that lie in a case follow when the rule moves on (`factRules.ts`).
 */
import type { FieldType } from './define.ts'
import { creditCodeHolds, hongKongCardHolds, idNumberHolds, luhnHolds } from './identifiers.ts'
import { walletAddress } from './walletAddress.ts'

/** placeholder: a word where a number should stand. pattern: digits that nobody was given (repeated, counting, too few). not-of-kind: no number of this sort. */
export type KeyFlaw = 'placeholder' | 'pattern' | 'check-digit' | 'damaged' | 'not-of-kind'
/**
 * case: the value is the same thing wherever it stands. sheet: it is a number, but not one to be trusted beyond the sheet it stands in (cut short, last
 * digits lost). none: it says nothing about who.
 */
export interface KeyUse {
  readonly use: 'case' | 'sheet' | 'none'
  readonly flaw: KeyFlaw | null
}

const whole: KeyUse = { use: 'case', flaw: null }
const none = (flaw: KeyFlaw): KeyUse => ({ use: 'none', flaw })
const inSheet = (flaw: KeyFlaw): KeyUse => ({ use: 'sheet', flaw })

/** Words that stand where something is not known, in any column. Compared without spaces and signs, letters in upper case. */
const unknownWords =
  '不详|不祥|未详|不明|不明确|不清|不清楚|不知|不知道|不确定|未知|无|没有|暂无|暂缺|暂不详|缺|缺失|空|空白|待查|待查明|待核|待核实|待核查|待查证|待补|待补充|待补录|待定|待确认|待录入|待完善|核查中|核实中|查询中|' +
  '查无|查不到|查无此人|未查到|未查询到|未查明|未查清|无法获知|无法核实|无法查询|无法查明|无法确认|无法提供|未提供|不提供|拒绝提供|拒不提供|未登记|未记录|未填|未填写|没填|未录入|未留|未采集|未获取|未绑定|未核实|未反馈|未显示|' +
  '保密|隐藏|隐私|匿名|同上|同前|同左|如上|见附件|已脱敏|脱敏|不存在|无记录|无信息|查无记录|查无信息|没带|未带|未携带|拒绝|拒绝回答|拒不交代|不记得|记不清|忘记|忘记了|看不清|丢失|遗失|见备注|详见附件|详见备注|附件|其他|其它|略|不适用|不公开|错误|测试|示例|样例|空值|默认|默认值|' +
  'NA|NONE|NULL|NIL|NAN|UNKNOWN|UNKNOW|UNKOWN|UNDEFINED|UNSPECIFIED|NOTAVAILABLE|NOTPROVIDED|NOTKNOWN|NOTAPPLICABLE|UNAVAILABLE|TBD|TBC|TBA|MISSING|EMPTY|BLANK|ANONYMOUS|REF|VALUE|NAME|DIV0|FALSE|TRUE|' +
  'DITTO|SAMEASABOVE|NOTGIVEN|NOTSTATED|NOTRECORDED|WITHHELD|REFUSED|LOST|НЕТ|НЕИЗВЕСТНО|НЕИЗВЕСТЕН|НЕУКАЗАНО|없음|미상|불명|なし|不明な|KHÔNG|KHÔNGCÓ|KHÔNGRÕ|ไม่มี|ไม่ทราบ|DESCONOCIDO|SINDATOS|NINGUNO|INCONNU|AUCUN|NÉANT|UNBEKANNT|KEINE|UNKNOWNID|NODATA|NODATAAVAILABLE|NULLNULL'
/** Words for papers and numbers that somebody does not have or did not show, and the sorts of papers instead of their number. */
const noNumberWords =
  '未办理|未办|未办证|未实名|未认证|未成年|未成年人|儿童|无证|无证件|无身份证|无身份证号|无号|无号码|无账号|无帐号|无卡号|无卡|无手机|无手机号|无电话|无联系方式|无微信|无户口|黑户|停机|空号|关机|注销|已注销|已停机|销户|已销户|冻结|' +
  '身份不明|身份待查|身份不详|身份未知|身份不清|真实身份不明|真实身份不详|身份待核实|无名氏|某人|某某|佚名|外籍|外国人|外国籍|外籍人员|境外|境外人员|国外|港澳台|香港|澳门|台湾|护照|身份证|港澳通行证|台胞证|军官证|驾驶证|户口本|居住证|营业执照|' +
  'TEST|TESTING|TESTER|DEMO|EXAMPLE|SAMPLE|DUMMY|FAKE|DEFAULT|NO|NOID|NONUMBER|NUMBER|ID|XX|XXX|XXXX|XXXXX|ABC|ABCD|ABCDE|ABCDEF|ABC123|ASDF|QWERTY|PASSPORT|FOREIGN|FOREIGNER|ERROR|INVALID|HIDDEN|PRIVATE|SECRET|USER|USERNAME|GUEST|VISITOR|ADMIN|ADMINISTRATOR|ROOT|NICKNAME|PHONE|MOBILE|ACCOUNT|NONEPROVIDED|13800138000'
/** Ways to pay and places of banks that stand where an account should. Whatever else is Chinese without a number is none either. */
const payWords =
  'CASH|POS|ATM|ALIPAY|ZHIFUBAO|WECHAT|WECHATPAY|WEIXIN|TENPAY|UNIONPAY|BANK|BANKCARD|CARD|VISA|MASTERCARD|PAYPAL|USDT|TRANSFER|FEE|INTEREST|SYSTEM'
/** What an account above is called where nobody stands above: the house itself is no agent. */
const houseWords =
  '公司|总公司|本公司|分公司|系统|本系统|系统管理员|顶级|顶层|最高级|最上级|总部|平台|本平台|官方|官网|后台|无上级|无代理|无上线|直属|直属公司|直客|散客|自来|自然注册|庄家|公司直属|系统默认|默认代理|默认上级|顶级代理|顶级总代|总代理|总代|无上级代理|SYSTEM|COMPANY|PLATFORM|OFFICIAL|DIRECT|TOP|TOPLEVEL'
/** What a back office writes where an account was: whoever played there, they are many. */
const goneWords =
  '已注销|已删除|已销户|账号已注销|帐号已注销|用户已注销|该用户已注销|该账号已注销|注销用户|已注销用户|用户已删除|账号已删除|未命名|新用户|游客|访客|试玩|匿名用户|GUEST|VISITOR|DELETED|DELETEDUSER|ANONYMOUSUSER'

const words = (...lists: readonly string[]): ReadonlySet<string> => new Set(lists.join('|').split('|'))
const anywhere = words(unknownWords)
const forNumbers = words(unknownWords, noNumberWords)
const forAccounts = words(unknownWords, noNumberWords, payWords)
const forLogins = words(unknownWords, houseWords, goneWords)
const forNames = words(
  unknownWords,
  '无名氏|某人|某某|佚名|身份不明|身份不详|身份待查|无此人|本人|客户|散户|个人|现金|他人|群众|路人',
)

/** As words are compared: width folded, without spaces and signs, in upper case. */
function bare(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase()
}
/** Digits that nobody was given: one repeated, counting up or down, nothing but zeros behind the first few. */
export function isPattern(digits: string): boolean {
  if (/^(\d)\1*$/.test(digits)) return true
  if (
    digits.length >= 3 &&
    ('01234567890123456789012345'.includes(digits) || '98765432109876543210987654'.includes(digits))
  )
    return true
  // 18888888888, 12345678900: all but a sign or two repeat or count.
  if (/^\d(\d)\1{8,}$/.test(digits) || /^(?:0?123456789|1234567890|9876543210?)0+$/.test(digits)) return true
  // 123412341234, 121212121212.
  if (digits.length >= 12 && [2, 3, 4, 5, 6].some((period) => digits.startsWith(digits.slice(period))))
    return true
  // 6222000000000000, 13800000000, 110101000000000000.
  return digits.length >= 10 && /0{8,}/.test(digits) && digits.replace(/0+$/, '').length <= digits.length / 2
}
const han = /\p{Script=Han}/u

/**
 * How far a stored value goes as the key of an entity. For texts and names only words that say that nothing is known are refused.
 * @param type the type of the field it stands in
 */
export function keyUse(type: FieldType, value: string): KeyUse {
  const plain = bare(value)
  if (plain === '') return none('placeholder')
  switch (type) {
    case 'idNumber':
      return forNumbers.has(plain) ? none('placeholder') : documentNumber(value, plain)
    case 'creditCode':
      return forNumbers.has(plain) ? none('placeholder') : organisationCode(plain)
    case 'card':
    case 'account':
      return forAccounts.has(plain) ? none('placeholder') : accountNumber(value, plain)
    case 'phone':
      return forNumbers.has(plain) ? none('placeholder') : phoneNumber(value)
    case 'wechat':
      return forAccounts.has(plain) ? none('placeholder') : wechatId(value)
    case 'qq':
      if (forNumbers.has(plain)) return none('placeholder')
      return /^[1-9]\d{4,11}$/.test(value)
        ? isPattern(value) || /^[1-9]0{4,}$/.test(value)
          ? none('pattern')
          : whole
        : none('not-of-kind')
    case 'alipay':
      if (forAccounts.has(plain)) return none('placeholder')
      if (value.includes('@')) return mailAddress(value)
      if (/^\d+$/.test(value)) return value.length < 5 || isPattern(value) ? none('pattern') : whole
      if (!/^[\x21-\x7e]*$/.test(value)) return none('not-of-kind')
      return plain.length < 3 || oneSign.test(plain) ? none('pattern') : whole
    case 'email':
      return mailAddress(value)
    case 'siteAccount':
      // Who stands above nobody: 0 and -1 in the column of parents.
      return forLogins.has(plain) || value === '-1' ? none('placeholder') : whole
    case 'ip':
      return networkAddress(value)
    case 'domain':
      if (forNumbers.has(plain) || sampleHost.test(value)) return none('placeholder')
      return /^[\d.]+$|:.*:/.test(value) ? networkAddress(value) : whole
    case 'mac':
      return /^(?:[0-9A-F]{2}:){5}[0-9A-F]{2}$/.test(value)
        ? /^(?:0[02]:(?:00:){4}00|(?:FF:){5}FF)$/.test(value) || /^(..):(?:\1:){4}\1$/.test(value)
          ? none('pattern')
          : whole
        : none('not-of-kind')
    case 'imei':
    case 'imsi':
      return machineNumber(type, value, plain)
    case 'plate':
      return plateNumber(value, plain)
    case 'wallet':
      if (forAccounts.has(plain)) return none('placeholder')
      if (!/^[\x21-\x7e]{6,}$/.test(value) || !/\d/.test(value)) return none('not-of-kind')
      if (isPattern(value)) return none('pattern')
      return walletAddress(value).holds === false ? none('check-digit') : whole
    case 'name':
      return forNames.has(plain) ? none('placeholder') : whole
    default:
      return anywhere.has(plain) ? none('placeholder') : whole
  }
}
/** Whether every line of a stored value can be a key of its own in the whole case. */
export function isKey(type: FieldType, value: string): boolean {
  return keyUse(type, value).use === 'case'
}

/** Service numbers, hotlines and short numbers are numbers, and belong to no person. */
export function isServiceNumber(phone: string): boolean {
  return !/^1[3-9]\d{9}$|^0\d{9,11}$|^[2-9]\d{6,7}$|^00\d{6,}$|^1(?:4\d{11}|06\d{7,})$/.test(phone)
}
/** Whether a value is a key of the whole case that tells one person from others. */
export function tellsPerson(type: FieldType, value: string): boolean {
  return isKey(type, value) && !(type === 'phone' && isServiceNumber(value))
}
const callings = words(
  '老板|老板娘|店主|店长|老总|房东|房主|业主|租客|租户|司机|驾驶员|会计|出纳|财务|员工|工人|职工|店员|收银员|快递员|送货员|送货人|收货人|仓管|仓管员|保管员|保安|门卫|经理|主管|负责人|经办人|联系人|代理人|法人|股东|' +
    '老乡|同乡|朋友|男友|女友|男朋友|女朋友|同学|同事|网友|亲戚|亲属|家属|家人|邻居|父亲|母亲|爸爸|妈妈|父母|妻子|丈夫|老公|老婆|爱人|配偶|儿子|女儿|哥哥|弟弟|姐姐|妹妹|兄弟|姐夫|表哥|表弟|堂哥|堂弟|叔叔|舅舅|' +
    '上家|下家|上线|下线|上级|下级|买家|卖家|买主|卖主|供货商|同案|同案犯|同案人|同伙|嫌疑人|犯罪嫌疑人|被告人|被告|证人|被害人|受害人|男|女|男子|女子|男性|女性|一男子|一女子|一名男子|一名女子|陌生人|陌生男子|另案处理|在逃|' +
    'BOSS|OWNER|MANAGER|DRIVER|FATHER|MOTHER|WIFE|HUSBAND|FRIEND|STAFF|EMPLOYEE',
)
/** Whether a name is what many are called: a mask that fits several (张*, 李某), a calling (老板, 司机), kin (其父), several people (张三等3人). */
export function callsMany(name: string): boolean {
  const plain = bare(name)
  return (
    /[*＊●×?？]|某|x{2,}|等(?:\d+|[一二三四五六七八九十]+)?(?:多|余)?(?:人|名)$/iu.test(name) ||
    callings.has(plain) ||
    callings.has(plain.replace(/^(?:其|他的?|她的?|我的?|本人的?)/u, '')) ||
    /^[其他她]?[父母妻夫子女兄弟姐妹]$/u.test(plain)
  )
}
/** Papers of persons: the Chinese ID number with its check digit and a day of birth that exists; passports and permits by their form. */
function documentNumber(value: string, plain: string): KeyUse {
  if (/^\d{17}[\dX]$/.test(plain)) {
    if (idNumberHolds(plain) && bornOnADay(plain))
      // 111111111111111 reads as a number of fifteen digits, 123456… and 888888… as a place: nobody was given them.
      return isPattern(`${plain.slice(0, 6)}${plain.slice(8, 17)}`) || /^(?:(\d)\1{5}|123456)/.test(plain)
        ? none('pattern')
        : whole
    // Where a day of birth stands it is a person's number that fails, whatever else the digits could be.
    return isCreditCode(plain) && !/^.{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])/.test(plain)
      ? whole
      : none(isPattern(plain) ? 'pattern' : 'check-digit')
  }
  if (plain.length === 18) return isCreditCode(plain) ? whole : none('check-digit')
  if (han.test(plain))
    return /\d{5,}/.test(plain) && !isPattern(/\d{5,}/.exec(plain)?.[0] ?? '') ? whole : none('not-of-kind')
  if (hongKongCardHolds(value) === false)
    return none(isPattern(plain.replace(/\D/g, '').slice(0, 6)) ? 'pattern' : 'check-digit')
  if (!/^[A-Z0-9()]+$/.test(value.toUpperCase().replace(/[-\s/]/g, ''))) return none('not-of-kind')
  // E12345678, G…, PE…, EA1234567, H/M/C/W/T permits, A123456(7) of Hong Kong, and passports of other countries.
  const [, letters = '', digits = ''] = /^([A-Z]{0,3})(\d*)/.exec(plain) ?? []
  if (
    digits.length < plain.length - letters.length &&
    !/^[A-Z]{1,3}\d{5,}[A-Z0-9]{0,4}$/.test(plain) &&
    !/^\d{6,}[A-Z0-9]{1,4}$/.test(plain)
  )
    return /\d{4,}/.test(plain) && plain.length >= 7 ? whole : none('not-of-kind')
  if (letters !== '')
    return digits.length < 5 ? none('not-of-kind') : isPattern(digits) ? none('pattern') : whole
  // Digits alone: permits of Taiwan, passports. A day, a mobile number or a cut ID number says nothing about who.
  if (digits.length < 8 || isPattern(digits)) return none('pattern')
  if (/^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(digits) || /^1[3-9]\d{9}$/.test(digits))
    return none('not-of-kind')
  return digits.length > 12 ? none('check-digit') : whole
}
function bornOnADay(id: string): boolean {
  const [year, month, day] = [Number(id.slice(6, 10)), Number(id.slice(10, 12)), Number(id.slice(12, 14))]
  const date = new Date(Date.UTC(year, month - 1, day))
  return (
    year >= 1850 &&
    year <= 2100 &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    /^[1-9]/.test(id) &&
    id.slice(14, 17) !== '000'
  )
}
/** Plates of China, of Hong Kong and abroad: letters and figures, in China behind the sign of a province and before that of a service. */
function plateNumber(value: string, plain: string): KeyUse {
  if (forNumbers.has(plain) || /无牌|未上牌|未挂牌|临牌|套牌/.test(value) || !/\d/.test(value))
    return none('placeholder')
  const signs = value.replace(/[\dA-Z]/gi, '')
  if (!plateSigns.test(signs) || plain.length > 12) return none('not-of-kind')
  return /0{4,}$/.test(value) || isPattern(plain) ? none('pattern') : whole
}
const plateSigns =
  /^[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼台港澳使领学警挂试超临应急军空海北南兰沈成济广民航农电蓝黄绿白红黑色牌()·.\s-]*$/u
/** GB 32100: check character, six digits of the place, no code of nothing but one digit. */
function isCreditCode(code: string): boolean {
  return (
    creditCodeHolds(code) &&
    /^[1-9A-Y][1-9A-Y]\d{6}[0-9A-Z]{10}$/.test(code) &&
    !isPattern(code) &&
    !/^.{2}0{6}/.test(code)
  )
}
function organisationCode(plain: string): KeyUse {
  if (plain.length === 18)
    return isCreditCode(plain) ? whole : none(isPattern(plain) ? 'pattern' : 'check-digit')
  if (han.test(plain)) return none('not-of-kind')
  const digits = plain.replace(/\D/g, '')
  if (/^1[3-9]\d{9}$/.test(plain)) return none('not-of-kind')
  return digits.length < 8 || isPattern(digits) ? none('pattern') : whole
}
/**
 * Accounts of banks have no check digit in common, so a card number whose Luhn digit fails is still the number that is written. What is no
 * number at all, and one whose last digits a spreadsheet has lost, joins nothing beyond its sheet.
 */
function accountNumber(value: string, plain: string): KeyUse {
  if (/^\d+$/.test(value)) {
    if (isPattern(value)) return none('pattern')
    if (value.length < 4) return none('pattern')
    const zeros = /0*$/.exec(value)?.[0].length ?? 0
    const cut = value.length >= 16 && value.length <= 19 && zeros >= Math.max(3, value.length - 15)
    if (cut && !luhnHolds(value)) return inSheet('damaged')
    return value.length < 6 ? inSheet('pattern') : whole
  }
  if (!/^[\x21-\x7e]*$/.test(value)) return /\d{5,}/.test(plain) ? whole : none('not-of-kind')
  const digits = plain.replace(/\D/g, '')
  if (/^-\d*$/.test(value)) return none('pattern')
  return digits.length >= 5 && isPattern(digits) && !/[A-Z]{3,}/.test(plain) ? none('pattern') : whole
}
function phoneNumber(value: string): KeyUse {
  const digits = value.replace(/^\+/, '')
  if (!/^\d+$/.test(digits)) return none('not-of-kind')
  if (isPattern(digits) || /^1(\d)\1{9}$/.test(digits)) return none('pattern')
  // Behind the code of an area: 021-12345678.
  const subscriber = /^0(?:10|2\d|[3-9]\d\d)(\d{7,8})$/.exec(digits)?.[1]
  if (subscriber !== undefined && isPattern(subscriber)) return none('pattern')
  if (/^1[3-9]\d{9}$/.test(digits) || /^1(?:4\d{11}|06\d{7,})$/.test(digits)) return whole
  if (/^0\d{9,11}$|^[2-9]\d{6,7}$|^(?:400|800)\d{7}$|^1?\d{2,5}$|^9\d{4,10}$|^00\d{6,}$/.test(digits))
    return digits.length < 3 ? none('pattern') : whole
  return digits.length < 5 ? none('not-of-kind') : inSheet('not-of-kind')
}
/** WeChat ids begin with a letter and have six characters or more; what was registered by mobile or QQ number shows that. A nickname is none. */
function wechatId(value: string): KeyUse {
  if (/^\d+$/.test(value))
    return /^1[3-9]\d{9}$|^[1-9]\d{4,10}$/.test(value) && !isPattern(value) ? whole : none('pattern')
  // What stands behind the mark that WeChat itself gives.
  const stem = value.replace(/^wxid_?/i, '')
  const digits = /^[a-z]?(\d+)$/i.exec(stem)?.[1]
  if (stem === '' || oneSign.test(stem) || (stem !== value && digits !== undefined && isPattern(digits)))
    return none('pattern')
  return /^[a-z][a-z0-9_-]{4,39}(?:@[a-z.]+)?$/i.test(value) ? whole : none('not-of-kind')
}
function mailAddress(value: string): KeyUse {
  const [, local = '', host = ''] = /^([^@\s]+)@([^@\s]+\.[^@\s]+)$/.exec(value) ?? []
  if (local === '') return none('not-of-kind')
  if (forNumbers.has(bare(local)) || officeNames.has(bare(local)) || sampleHost.test(host))
    return none('placeholder')
  // 123456@qq.com, aaa@163.com, a@a.com.
  const name = host.replace(/\..*$/, '').toLowerCase()
  return (/^\d+$/.test(local) && isPattern(local)) ||
    (local.length > 1 && oneSign.test(local)) ||
    local.toLowerCase() === name
    ? none('pattern')
    : whole
}
/** Who has no name of their own: whoever writes from there is not told by it. */
const officeNames = words('NOREPLY|DONOTREPLY|ADMIN|ADMINISTRATOR|POSTMASTER|WEBMASTER|ROOT|INFO')
const sampleHost = /^(?:www\.)?(?:example|test|domain|email|mail|none|no|xx+)\.[a-z]+$|^localhost$/i
/** One sign again and again. */
const oneSign = /^(.)\1*$/u
/** An address that says nothing (unset, the machine itself, masks), and those that every network gives again (RFC 1918, 3927, 4193, 6598): one machine in one list at most. */
function networkAddress(value: string): KeyUse {
  if (/^(?:0\.|127\.|255\.|::1?$)/.test(value)) return none('pattern')
  return /^(?:10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd][\da-f]{2}:|fe[89ab][\da-f]:)/i.test(
    value,
  )
    ? inSheet('not-of-kind')
    : whole
}
function machineNumber(type: 'imei' | 'imsi', value: string, plain: string): KeyUse {
  if (forNumbers.has(plain)) return none('placeholder')
  if (!/^\d+$/.test(value))
    return value.length >= 8 && /\d{3}/.test(value) && !han.test(value) ? whole : none('not-of-kind')
  if (isPattern(value) || isPattern(value.slice(0, 14)) || /0{7,}/.test(value)) return none('pattern')
  if (type === 'imsi') return value.length >= 14 && value.length <= 15 ? whole : none('not-of-kind')
  return value.length === 15 ? (luhnHolds(value) ? whole : none('check-digit')) : none('not-of-kind')
}
