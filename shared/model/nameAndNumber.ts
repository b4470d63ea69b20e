/** Name and number that stand in one cell: 孙三 6228…, 6228…(孙三), 李四13800138000, 周五/110101…. */
import type { DeriveRule } from './define.ts'
import type { IdentifierType } from './define.ts'
import { idNumberHolds, normaliseIdentifier, normaliseName } from './identifiers.ts'
import { dashSigns } from './signs.ts'

export interface NameAndNumber {
  /** As a name is kept; null: the cell is nothing but a number. */
  readonly name: string | null
  readonly number: string
  /** What the number can be: digits of a bank account have no shape of their own. */
  readonly type: 'idNumber' | 'phone' | 'account'
}
/** One number of 11 digits and more, or of groups of four. */
const number = new RegExp(
  `(?<![0-9A-Za-z*])(?:[0-9]{17}[Xx]|[0-9]{11,19}|[0-9]{4}(?:[ ${dashSigns}][0-9]{4}){2,3}(?:[ ${dashSigns}][0-9]{1,3})?)(?![0-9A-Za-z*])`,
  'gu',
)
const edges = new RegExp(
  `^[\\s()（）\\[\\]【】:：,，、;；/|_${dashSigns}]+|[\\s()（）\\[\\]【】:：,，、;；/|_${dashSigns}]+$`,
  'gu',
)
const between = /[()（）[\]【】:：,，、;；/|\d]/u

/** Takes a cell apart that holds exactly one number and at most one name; null for any other. */
export function nameAndNumber(text: string): NameAndNumber | null {
  const plain = text.normalize('NFKC')
  const [found, another] = plain.match(number) ?? []
  if (found === undefined || another !== undefined) return null
  const rest = plain.replace(found, ' ').replace(edges, '')
  if (between.test(rest)) return null
  const digits = found.replace(new RegExp(`[ ${dashSigns}]`, 'gu'), '').toUpperCase()
  const name = normaliseName(rest)
  if (name !== null && name.length < 2) return null
  const type = idNumberHolds(digits)
    ? 'idNumber'
    : /^1[3-9][0-9]{9}$/.test(digits)
      ? 'phone'
      : digits.length >= 12 && /^[0-9]+$/.test(digits)
        ? 'account'
        : null
  return type === null ? null : { name, number: digits, type }
}
/** What a login of a chat app looks like, and nobody's name. */
const handle =
  '(?:wxid_[\\w-]{4,}|gh_\\w{4,}|[a-z][\\w-]{5,19}|[1-9]\\d{4,11}|[1-9]\\d{4,}@(?:chatroom|qq\\.com)|[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+)'
const aHandle = new RegExp(`^${handle}$`, 'iu')
const bracketed = /^([^()<>[\]【】]+?)\s*[(<[【]([^()<>[\]【】]+)[)>\]】]$/u
const spaced = new RegExp(`^(wxid_[\\w-]{4,}|[1-9]\\d{4,11})\\s+(\\S.*)$`, 'iu')

/** Login and name of a chat in one cell; null where it does not show which is which. */
export function nameAndHandle(text: string): { readonly name: string; readonly handle: string } | null {
  const plain = text.normalize('NFKC').trim()
  const [, one = '', other = ''] = bracketed.exec(plain) ?? spaced.exec(plain) ?? []
  const [first, second] = [aHandle.test(one), aHandle.test(other)]
  const wxid = /^wxid_/iu
  if (other === '' || (!first && !second)) return null
  // lucky66(wxid_abc): the mark that WeChat gives itself is no nickname.
  const isFirst = first && second ? (wxid.test(one) === wxid.test(other) ? null : wxid.test(one)) : first
  if (isFirst === null) return null
  const name = normaliseName(isFirst ? other : one)
  return name === null ? null : { name, handle: (isFirst ? one : other).toLowerCase() }
}
const isBank = /(?:银行|信用社|支行|分行|营业部)$/u

type Apart = Extract<DeriveRule, { how: 'apart' }>
/**
 * Writes what one cell says of name and number into the fields they have of their own: the cell of the name, or that of the account. A field that says
 * something else already keeps it, and the cell stays as it is: nothing is lost. A number beside a name in a cell of phones or ID numbers is told by
 * that cell's own check.
 */
export function takeApart(
  rule: Apart,
  value: (field: string) => string | null,
  set: (field: string, to: string | null) => void,
): void {
  takeNumberApart(rule, value, set)
  if (rule.handle !== undefined) takeHandleApart(rule.name, rule.handle, value, set)
}
function takeNumberApart(
  rule: Apart,
  value: (field: string) => string | null,
  set: (field: string, to: string | null) => void,
): void {
  const inName = glued(value(rule.name))
  if (inName !== null) {
    const into = { idNumber: rule.idNumber, phone: rule.phone, account: rule.account }[inName.type]
    const kept = normaliseIdentifier(inName.type satisfies IdentifierType, inName.number).value
    const already = into === undefined ? null : value(into)
    if (into !== undefined && kept !== null && (already === null || already === kept)) {
      set(rule.name, inName.name)
      set(into, kept)
    }
  }
  if (rule.account === undefined) return
  const account = value(rule.account)
  // Nearly every cell of accounts is a number and nothing else.
  if (account === null || /^[0-9]*$/.test(account)) return
  const inAccount = glued(account)
  if (inAccount?.type !== 'account' || inAccount.name === null) return
  const { name } = inAccount
  const into = rule.bank !== undefined && isBank.test(name) ? rule.bank : rule.name
  const already = value(into)
  if (already !== null && already !== name) return
  set(into, name)
  set(rule.account, inAccount.number)
}
function glued(text: string | null): NameAndNumber | null {
  return text !== null && mayBeGlued.test(text) ? nameAndNumber(text) : null
}
function takeHandleApart(
  name: string,
  handle: string,
  value: (field: string) => string | null,
  set: (field: string, to: string | null) => void,
): void {
  for (const field of [handle, name]) {
    const text = value(field)
    const found = text === null ? null : nameAndHandle(text)
    if (found === null) continue
    const [known, named] = [field === handle ? null : value(handle), field === name ? null : value(name)]
    if ((known !== null && known !== found.handle) || (named !== null && named !== found.name)) continue
    set(handle, found.handle)
    set(name, found.name)
  }
}
/** Quickly: most cells hold one or the other. */
const mayBeGlued = /[0-9]{11}|[0-9]{4}[^0-9][0-9]{4}/u
