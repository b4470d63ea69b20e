/**
 * How a listed number or name is read: as what, and in which forms it can stand in the case. Identifiers are normalised by the same rules as
 * at import, everything else is folded as in search, so that a list typed by any hand meets what the spreadsheets said.
 */
import type { ListReadAs, ValueReading } from '../../../shared/contract/collision.ts'
import type { IdentifierType } from '../../../shared/model/define.ts'
import {
  idNumberHolds,
  luhnHolds,
  normaliseIdentifier,
  normaliseName,
  unwrap,
} from '../../../shared/model/identifiers.ts'
import { nameDotSigns } from '../../../shared/model/signs.ts'
import { folded } from '../../../shared/model/textFold.ts'

export interface ReadValue {
  readonly reading: ValueReading | null
  /** The form it is compared by and shown in; null when nothing usable was given. */
  readonly value: string | null
  /** Stored forms it may have in the case, as identifiers keep them; never empty for a readable value. */
  readonly forms: readonly string[]
  /** Set for words: they are compared folded, with whatever has the same folded form. */
  readonly folded: string | null
  readonly flaw: string | null
}
const unread = (flaw: string): ReadValue => ({ reading: null, value: null, forms: [], folded: null, flaw })

/** A single • between letters is the dot of a name. */
const masked = /[*＊●]|(?<!\p{L})•|•(?!\p{L})|^x{3,}|x{4,}/iu
const nothingSaid = /^(?:[-/\\—_.]+|\\N|null|无|空|暂无|未知|n\/?a|undefined)$/i
const mobile = /^(?:\+?(?:00)?86)?0?(1[3-9]\d{9})$/
const han = /\p{Script=Han}/u
const spacesAndDots = new RegExp(`[\\s${nameDotSigns}]+`, 'g')

/** The form words are compared by: folded as in search, without spaces and without the dot inside foreign names and plates. */
export function foldedWords(text: string): string {
  return folded(text).replace(spacesAndDots, '')
}

/** Reads one listed value. `numeric`: the cell it came from held a number. `as` other than auto: it is said to be that. */
export function readListed(raw: string, as: ListReadAs = 'auto', numeric = false): ReadValue {
  const bare = unwrap(raw)
  if (bare === '' || nothingSaid.test(bare)) return unread('empty')
  if (as === 'name') return readWords(bare)
  if (as !== 'auto') return readTyped(as, raw, numeric)
  const compact = bare.replace(/[\s()-]/g, '')
  if (/^\+?\d+$/.test(compact))
    return readDigits(compact.replace(/^\+/, ''), compact.startsWith('+'), raw, numeric)
  if (/^\d{17}X$/i.test(compact)) return readTyped('idNumber', raw, numeric)
  if (/^\d\.\d+E\+?\d+$/i.test(compact) || (numeric && /^\d+\.0+$/.test(compact)))
    return readScientific(raw, numeric)
  if (masked.test(bare)) return unread('masked')
  if (han.test(bare))
    return /^\p{Script=Han}[A-Z][A-Z0-9·.•-]{5,8}(?:学|警|港|澳|挂)?$/iu.test(compact)
      ? readTyped('plate', raw, numeric)
      : readWords(bare)
  if (bare.includes('@')) return readTyped('email', raw, numeric)
  if (/^[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}$/i.test(bare)) return readTyped('mac', raw, numeric)
  if (
    /^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$/.test(bare) ||
    (/^[0-9a-f:]+$/i.test(bare) && bare.split(':').length > 2)
  )
    return readTyped('ip', raw, numeric)
  if (/^(?:h(?:tt|xx)ps?:\/+)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#:].*)?$/i.test(bare))
    return readTyped('domain', raw, numeric)
  return /^[\w.+-]+$/.test(bare) ? readWord(bare) : readWords(bare)
}

function readDigits(digits: string, plus: boolean, raw: string, numeric: boolean): ReadValue {
  const [, mobileNumber] = mobile.exec(digits) ?? []
  if (mobileNumber !== undefined)
    return {
      reading: 'phone',
      value: mobileNumber,
      forms: distinct(mobileNumber, digits),
      folded: null,
      flaw: null,
    }
  // A number whose last digits a spreadsheet has destroyed is not searched: it could only match the number of another person.
  const doubtful = digits.length >= 16 && (numeric || digits.endsWith('000'))
  const account = doubtful
    ? normaliseIdentifier('account', plus ? digits : raw, numeric)
    : { value: digits, flaw: null }
  if (account.value === null) return unread(account.flaw ?? 'empty')
  if (digits.length === 18 && idNumberHolds(digits))
    return { reading: 'idNumber', value: digits, forms: [digits], folded: null, flaw: null }
  if (digits.length === 15) {
    const id = normaliseIdentifier('idNumber', digits)
    if (id.flaw === null && id.value !== null)
      return {
        reading: 'idNumber',
        value: id.value,
        forms: distinct(id.value, digits),
        folded: null,
        flaw: null,
      }
    if (luhnHolds(digits))
      return { reading: 'imei', value: digits, forms: [digits], folded: null, flaw: null }
  }
  const flaw = account.flaw
  if (/^62\d{14,17}$|^[3-5]\d{15}$/.test(digits))
    return {
      reading: 'card',
      value: digits,
      forms: [digits],
      folded: null,
      flaw: flaw ?? (luhnHolds(digits) ? null : 'bad-check-digit'),
    }
  if (digits.length === 18)
    return {
      reading: 'idNumber',
      value: digits,
      forms: [digits],
      folded: null,
      flaw: flaw ?? 'bad-check-digit',
    }
  const phone = normaliseIdentifier('phone', plus ? `+${digits}` : digits)
  if (phone.flaw === null && phone.value !== null && phone.value.length <= 12)
    return {
      reading: digits.length >= 7 ? 'phone' : 'account',
      value: digits,
      forms: distinct(digits, phone.value),
      folded: null,
      flaw,
    }
  return { reading: 'account', value: digits, forms: [digits], folded: null, flaw }
}
/** 1.38E+10 may still hold every digit, or not. */
function readScientific(raw: string, numeric: boolean): ReadValue {
  const account = normaliseIdentifier('account', raw, numeric)
  return account.value === null
    ? unread(account.flaw ?? 'damaged-number')
    : readDigits(account.value, false, account.value, false)
}
function readTyped(type: Exclude<ListReadAs, 'auto' | 'name'>, raw: string, numeric: boolean): ReadValue {
  const { value, flaw } = normaliseIdentifier(type satisfies IdentifierType, raw, numeric)
  if (value === null) return unread(flaw ?? 'empty')
  const forms =
    type === 'phone'
      ? distinct(value, unwrap(raw).replace(/[\s()+-]/g, ''))
      : type === 'account' || type === 'card'
        ? distinct(value, value.toLowerCase())
        : [value]
  return { reading: type, value, forms, folded: null, flaw }
}
/** A word of Latin letters and figures: an account, a chat name, a passport, a serial; stored in whichever case its kind has. */
function readWord(bare: string): ReadValue {
  const lower = bare.toLowerCase()
  return {
    reading: 'word',
    value: lower,
    forms: distinct(lower, bare, bare.toUpperCase()),
    folded: foldedWords(bare),
    flaw: null,
  }
}
function readWords(bare: string): ReadValue {
  const name = normaliseName(bare)
  const key = foldedWords(name ?? bare)
  return key === ''
    ? unread('empty')
    : { reading: 'text', value: name ?? bare, forms: distinct(name ?? bare, bare), folded: key, flaw: null }
}
function distinct(...forms: readonly string[]): readonly string[] {
  return [...new Set(forms)]
}

/** What makes two listed values one: the folded form of words, otherwise the form compared. */
export function identityOf({ value, folded: words }: ReadValue): string {
  return words ?? value ?? ''
}

/** The values of a pasted text: lines, and within a line parts between commas, semicolons, 、 , bars and tabs when `signs`. Blank parts are no values. */
export function* listedParts(text: string, signs: boolean): Generator<string> {
  for (const line of text.split(/\r\n|[\n\r\u2028\u2029]/)) {
    for (const part of signs ? line.split(/[\t,，;；、|｜]/) : line.split('\t')) {
      const value = part.trim()
      if (value !== '') yield value
    }
  }
}
