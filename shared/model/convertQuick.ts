/**
 * The spellings that millions of cells have, told by their characters: a plain amount, a whole time, a number of digits. What is not among them is
 * left to `convertCell`, which says the same of these (test/unit/modelQuick.test.ts).
 */
import { type Cell, convertCell, type Converted } from './convert.ts'
import type { Field } from './define.ts'
import { headerUnit } from './headers.ts'

type Quick = (text: string, type: Cell['type']) => string | number | null
const nothing: Converted['issues'] = []

/** `convertCell` for the cells of one column. */
export function columnConverter(field: Field, header: string): (text: string, type: Cell['type']) => Converted {
  const quick = quickOf(field, header)
  return (text, type) => {
    const value = quick === null || type === 'error' ? null : quick(text, type)
    return value === null ? convertCell(field, { text, type }, header) : { value, issues: nothing }
  }
}

function quickOf(field: Field, header: string): Quick | null {
  switch (field.type) {
    case 'money': {
      const unit = headerUnit(header)
      return (unit === 'points' ? 'yuan' : unit ?? field.unit ?? 'yuan') === 'yuan' ? plainAmount : null
    }
    case 'time': return (text) => (isWholeTime(text) ? text : null)
    case 'date': return (text) => (isWholeTime(text) ? text.slice(0, 10) : null)
    case 'serial': return field.multi === true ? null : (text, type) => (type === 'text' && isDigits(text) ? text : null)
    // A number that ends as destroyed ones do is looked at more closely.
    case 'account': return field.multi === true ? null : (text, type) => (type === 'text' && isDigits(text) && !text.endsWith('000') ? text : null)
    default: return null
  }
}

const daysOfMonths: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
/** Whether the text is a time that exists, as `YYYY-MM-DD HH:MM:SS`. */
function isWholeTime(text: string): boolean {
  if (text.length !== 19 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45 || text.charCodeAt(10) !== 32 || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return false
  const century = twoDigits(text, 0)
  const [year, month, day] = [century * 100 + twoDigits(text, 2), twoDigits(text, 5), twoDigits(text, 8)]
  // Days that only a leap year has, and years out of the ordinary, are judged elsewhere.
  return (century === 19 || century === 20) && year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= (daysOfMonths[month - 1] ?? 0)
    && twoDigits(text, 11) <= 23 && twoDigits(text, 14) <= 59 && twoDigits(text, 17) <= 59
}
/** The number that two digits make; beyond every limit when they are none. */
function twoDigits(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48]
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 1_000
}

/** Minor units of an amount of up to twelve digits with none, one or two decimals; null for anything else. */
function plainAmount(text: string): number | null {
  const { length } = text
  let at = text.charCodeAt(0) === 45 ? 1 : 0
  const negative = at === 1
  let whole = 0
  const first = at
  for (; at < length; at += 1) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) break
    whole = whole * 10 + digit
  }
  if (at === first || at - first > 12) return null
  let minor = whole * 100
  if (at < length) {
    const decimals = length - at - 1
    if (text.charCodeAt(at) !== 46 || decimals < 1 || decimals > 2) return null
    const [tenths, hundredths] = [text.charCodeAt(at + 1) - 48, decimals === 2 ? text.charCodeAt(at + 2) - 48 : 0]
    if (tenths < 0 || tenths > 9 || hundredths < 0 || hundredths > 9) return null
    minor += tenths * 10 + hundredths
  }
  return negative && minor !== 0 ? -minor : minor
}

/** Whether the text is digits alone, more than one. */
function isDigits(text: string): boolean {
  if (text.length < 2) return false
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit < 48 || unit > 57) return false
  }
  return true
}
