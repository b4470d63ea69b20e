/**
 * The spellings that millions of cells have, recognised by their characters: a plain amount, a whole time, a number of digits. What is not among them is
 * left to `convertCell`, which says the same of these (test/unit/modelQuick.test.ts).
 */
import { type Cell, convertCell, type Converted } from './convert.ts'
import type { Field } from './define.ts'
import { headerUnit } from './headers.ts'
import { isPattern } from './identityKeys.ts'

type Quick = (text: string, type: Cell['type']) => string | number | null
const nothing: Converted['issues'] = []

/** `convertCell` for the cells of one column. */
export function columnConverter(
  field: Field,
  header: string,
): (text: string, type: Cell['type']) => Converted {
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
      return (unit === 'points' ? 'yuan' : (unit ?? field.unit ?? 'yuan')) === 'yuan' ? plainAmount : null
    }
    case 'time':
      return (text) => (isWholeTime(text) ? text : null)
    case 'date':
      return (text) => (isWholeTime(text) ? text.slice(0, 10) : null)
    case 'serial':
      return field.multi === true ? null : (text, type) => (type === 'text' && isDigits(text) ? text : null)
    // A number that ends as destroyed ones do, and one that nobody was given, is looked at more closely.
    case 'account':
      return field.multi === true
        ? null
        : (text, type) =>
            type === 'text' && text.length >= 6 && isDigits(text) && !text.endsWith('000') && !isPattern(text)
              ? text
              : null
    default:
      return null
  }
}

/** `YYYY-MM-DD HH:MM:SS` that exists. Days that only a leap year has, and years out of the ordinary, are judged elsewhere. */
const wholeTime =
  /^(?:19|20)\d\d-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8])) (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/
function isWholeTime(text: string): boolean {
  return text.length === 19 && wholeTime.test(text)
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
    const [tenths, hundredths] = [
      text.charCodeAt(at + 1) - 48,
      decimals === 2 ? text.charCodeAt(at + 2) - 48 : 0,
    ]
    if (tenths < 0 || tenths > 9 || hundredths < 0 || hundredths > 9) return null
    minor += tenths * 10 + hundredths
  }
  return negative && minor !== 0 ? -minor : minor
}

/** Whether the text is digits alone, more than one. */
function isDigits(text: string): boolean {
  return text.length > 1 && digitsAlone.test(text)
}
const digitsAlone = /^\d+$/
