/** Which number formats show a date, and the text such a cell stands for. */
import { currencyCode, unknownCurrency, yuan } from '../../../../shared/model/currency.ts'
import { parseDecimal, scaledText } from '../../../../shared/model/exactDecimal.ts'
import { fractionOf, serialTime } from '../../../../shared/model/times.ts'

/** date: a day. moment: a day with a time. clock: a time of day. fineMoment, fineClock: the same with parts of a second. elapsed: hours beyond a day, `[h]:mm`. */
export type DateStyle = 'none' | 'date' | 'moment' | 'clock' | 'fineMoment' | 'fineClock' | 'elapsed'

const builtIn = (id: number): DateStyle =>
  id === 22
    ? 'moment'
    : (id >= 14 && id <= 17) ||
        (id >= 27 && id <= 31) ||
        id === 36 ||
        (id >= 50 && id <= 54) ||
        id === 57 ||
        id === 58
      ? 'date'
      : (id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id === 45 || id === 55 || id === 56
        ? 'clock'
        : id === 46
          ? 'elapsed'
          : id === 47
            ? 'fineClock'
            : 'none'

const codeLimit = 1_000
/** What a format code shows; quoted text, escapes, colours and conditions do not count. */
export function dateStyleOfCode(code: string): DateStyle {
  // No program takes a longer one; cut, no expression has much to go over.
  const first =
    code
      .slice(0, codeLimit)
      .replace(/"[^"]*"|\\.|_.|\*./g, '')
      .split(';')[0] ?? ''
  if (/\[(?:h+|m+|s+)\]/i.test(first)) return 'elapsed'
  const letters = first
    .replace(/\[[^\]]*\]/g, '')
    .replace(/General/gi, '')
    .replace(/AM\/PM|A\/P|上午\/下午/gi, '')
  const fine = /s\\?[.,]0/i.test(code.slice(0, codeLimit).replace(/"[^"]*"|\\(?![.,])|_.|\*./g, ''))
  if (/[yd]/i.test(letters) || /e/.test(letters.replace(/E[+-]/g, '')))
    return /[hs]/i.test(letters) ? (fine ? 'fineMoment' : 'moment') : 'date'
  if (/[hs]/i.test(letters)) return fine ? 'fineClock' : 'clock'
  return /m/i.test(letters) ? 'date' : 'none'
}

/** The currency, other than yuan, that a format code shows beside its numbers: `[$USD] #,##0`, `[$€-407]`, `"US$"0.00`, `$#,##0`; null: none. */
export function currencyOfCode(code: string): string | null {
  const first = code.slice(0, codeLimit).split(';')[0] ?? ''
  const shown = [
    ...[...first.matchAll(/\[\$([^\]-]{1,8})(?:-[^\]]*)?\]/g)].map(([, sign = '']) => sign),
    ...[...first.matchAll(/"([^"]{1,12})"/g)].map(([, text = '']) => text),
    ...(/(?:^|[^[\\])\\?([$€£₩฿₽₹])/.exec(first.replace(/\[[^\]]*\]|"[^"]*"/g, ''))?.slice(1) ?? []),
  ]
  for (const text of shown) {
    const found = /^(?:元|圆|\d+)$/.test(text.trim()) ? null : currencyCode(text)
    if (found !== null && found !== unknownCurrency) return found === yuan ? null : found
  }
  return null
}

/** How a cell's format writes its number: with a currency before it, as so many hundredths, or in thousands or ten thousands. */
export interface ShownNumber {
  readonly currency: string | null
  /** How far the point moves to the right; negative: to the left. */
  readonly shift: number
  /** What stands behind the figures then: `%`, 千, 万 …, or nothing. */
  readonly unit: string
}
const builtInPercent: ReadonlySet<number> = new Set([9, 10])
/** Words of tens that a format may write behind its number, and what the figures before them count. */
const unitWords: Readonly<Record<string, number>> = { 千: 3, 万: 4, 十万: 5, 百万: 6, 千万: 7, 亿: 8 }
/**
 * What a format id shows beside the digits of the file; null: nothing but them. `0.0,` shows thousands, `0!.0,` and `0"."0,` ten thousands, `0"万"` says 万 behind
 * the figures. The text then names its unit, so that no column's unit is put on top of it.
 */
export function shownOf(id: number, custom: ReadonlyMap<number, string>): ShownNumber | null {
  const code = custom.get(id)
  return code === undefined
    ? builtInPercent.has(id)
      ? { currency: null, shift: 2, unit: '%' }
      : null
    : shownByCode(code)
}
/** The same of a format code. */
export function shownByCode(code: string): ShownNumber | null {
  const currency = currencyOfCode(code)
  const first = code.slice(0, codeLimit).split(';')[0] ?? ''
  const bare = first.replace(/"[^"]*"|[\\!].|_.|\*.|\[[^\]]*\]/g, '')
  if (bare.includes('%')) return { currency, shift: 2, unit: '%' }
  // Figures that were typed as hundredths, with the sign only written behind them.
  if (/"\s*%\s*"|[\\!]%/.test(first)) return { currency, shift: 0, unit: '%' }
  if (!/[,万千亿]|[\\!"]\./.test(first)) return currency === null ? null : { currency, shift: 0, unit: '' }
  // Figures behind a point that is only written there count too.
  const literal = first.replace(/[\\!]\.|"\."/g, '\u0001').replace(/"[^"]*"|[\\!].|_.|\*.|\[[^\]]*\]/g, '')
  const thousands = /[0#?](,+)(?=[^0#?,]*$|\.)/.exec(literal)?.[1]?.length ?? 0
  const written = /\u0001([0#?]+)/.exec(literal)?.[1]?.length ?? 0
  const shift = thousands * 3 + written
  const word = /(?:["\\!\]]|[0#?,.])(十万|百万|千万|[千万亿])(?:元)?(?=["\s;_)]|$)/.exec(first)?.[1]
  const unit = word ?? Object.entries(unitWords).find(([, power]) => power === shift)?.[0]
  if (unit === undefined || (shift === 0 && word === undefined))
    return currency === null ? null : { currency, shift: 0, unit: '' }
  return { currency, shift: -shift, unit }
}
/** The text of a number's digits as its format shows them, with all the decimals the file holds. */
export function shownText(digits: string, { currency, shift, unit }: ShownNumber): string {
  const moved = shift === 0 ? digits : pointMoved(digits, shift)
  return moved === null ? digits : `${currency === null ? '' : `${currency} `}${moved}${unit}`
}
function pointMoved(digits: string, shift: number): string | null {
  const parsed = parseDecimal(digits)
  if (parsed === null) return null
  const scale = parsed.scale - shift
  const whole = scale < 0 ? parsed.digits + '0'.repeat(-scale) : parsed.digits
  const text = scaledText(whole, Math.max(0, scale))
  const plain = text.includes('.') ? text.replace(/\.?0+$/, '') : text.replace(/^0+(?=\d)/, '')
  return parsed.negative ? `-${plain}` : plain
}

/** The style of a format id; custom codes win over the built-in meaning. */
export function dateStyleOf(id: number, custom: ReadonlyMap<number, string>): DateStyle {
  const code = custom.get(id)
  return code === undefined ? builtIn(id) : dateStyleOfCode(code)
}

/** Text of a serial number shown under a date style; null when it is no date after all (negative, beyond the calendar). */
export function dateCellText(serial: number, style: DateStyle, date1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 0) return null
  const fine = style === 'fineMoment' || style === 'fineClock'
  if ((style === 'date' || style === 'moment' || style === 'fineMoment') && serial >= 1) {
    const text = serialTime(serial, date1904, fine)
    // Midnight is a time when the cell shows times.
    return style !== 'date' && text?.length === 10 ? `${text} 00:00:00` : text
  }
  const thousandths = fine ? Math.round(serial * 86_400_000) : Math.round(serial * 86_400) * 1000
  const seconds = Math.floor(thousandths / 1000)
  if (style !== 'elapsed' && seconds >= 86_400) return serialTime(serial, date1904, fine)
  return clockText(thousandths)
}
/** A time of day, or hours beyond one, of so many thousandths of a second. */
export function clockText(thousandths: number): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const seconds = Math.floor(thousandths / 1000)
  const fraction = fractionOf(String(thousandths % 1000).padStart(3, '0'))
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}${fraction}`
}
