/**
 * The text of numbers and amounts, made here for the page, reports, charts and the command line. Values come as integers in stored units
 * and are written digit by digit; where figures are cut off, they are rounded half up (away from zero), once.
 */
import type { Language } from '../language.ts'
import { dividedHalfUp } from './exactDecimal.ts'
import { scaledOf, type FigureValue } from './figureValue.ts'
import { type Minor, sizeOf } from './minor.ts'

/** Written for a figure that is not there. */
export const noFigure = '—'

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}
/** An integer of `scale` decimals as its figures; `digits` cuts or fills the decimals to so many. */
function written(scaled: bigint, scale: number, digits: number): string {
  const size = scaled < 0n ? -scaled : scaled
  const kept =
    digits >= scale
      ? size * 10n ** BigInt(digits - scale)
      : dividedHalfUp(size, 10n ** BigInt(scale - digits))
  const text = String(kept).padStart(digits + 1, '0')
  const sign = scaled < 0n && kept !== 0n ? '-' : ''
  return digits === 0
    ? `${sign}${grouped(text)}`
    : `${sign}${grouped(text.slice(0, -digits))}.${text.slice(-digits)}`
}

/** A count: `12,345`. A number that is no count keeps the decimals it has. */
export function countText(count: number | null): string {
  if (count === null) return noFigure
  if (Number.isSafeInteger(count)) return written(BigInt(count), 0, 0)
  const [whole = '', fraction] = String(count).split('.')
  return `${grouped(whole)}${fraction === undefined ? '' : `.${fraction}`}`
}
/** Minor units (分) as `10,855.15`, always two decimals. */
export function moneyText(minor: Minor | null): string {
  return minor === null ? noFigure : written(BigInt(minor), 2, 2)
}
/** A stored integer with `scale` decimals, zeros at its end left out: `decimalText(3366, 3)` is `3.366`. */
export function decimalText(scaled: Minor | null, scale: number): string {
  if (scaled === null) return noFigure
  const text = written(BigInt(scaled), scale, scale)
  return scale === 0 ? text : text.replace(/\.?0+$/, '')
}
/** A stored integer with `scale` decimals, rounded half up to `digits`: `roundedText(147862000, 2 + 4, 1)` writes 分 as 万元, `147.9`. */
export function roundedText(scaled: Minor, scale: number, digits: number): string {
  return written(BigInt(scaled), scale, digits)
}
/** The value of a figure: money with its two decimals, everything else with the decimals it has. */
export function figureText(value: FigureValue | null): string {
  if (value === null) return noFigure
  const { scaled, scale } = scaledOf(value)
  return 'minor' in value ? written(BigInt(scaled), scale, scale) : decimalText(scaled, scale)
}
/** The same for machines: no separators, `1478620.00`, `1863.234`, `39`. */
export function figureDecimal(value: FigureValue): string {
  return figureText(value).replaceAll(',', '')
}

/** An amount in minor units as a chart says it: 万 or 亿 above ten thousand yuan in Chinese, k or m in English, yuan and fen below. */
export function shortAmount(minor: Minor, language: Language): string {
  const size = Math.abs(sizeOf(minor))
  const yuan = (): string => roundedText(minor, 2, sizeOf(minor) % 100 === 0 ? 0 : 2)
  if (language === 'zh-CN')
    return size >= 1e10
      ? `${roundedText(minor, 10, 2)} 亿`
      : size >= 1e6
        ? `${roundedText(minor, 6, 1)} 万`
        : `${yuan()} 元`
  return size >= 1e8
    ? `¥${roundedText(minor, 8, 2)}m`
    : size >= 1e6
      ? `¥${roundedText(minor, 5, 1)}k`
      : `¥${yuan()}`
}
