/** What a cell that is no text shows: a date by its style, or the digits the file holds. */
import { fractionOf } from '../../../../shared/model/times.ts'
import { dateCellText, shownText } from './numberFormat.ts'
import type { Workbook } from './xlsxWorkbook.ts'

export class CellNumbers {
  private readonly workbook: Pick<Workbook, 'styles' | 'date1904' | 'shown'>
  constructor(workbook: Pick<Workbook, 'styles' | 'date1904' | 'shown'>) {
    this.workbook = workbook
  }

  /** The date or time that a number stands for under a style (-1: none); null when it is a number. */
  dateOf(raw: string, style: number): string | null {
    const dateStyle = style < 0 ? 'none' : (this.workbook.styles[style] ?? 'none')
    return dateStyle === 'none' || raw === ''
      ? null
      : dateCellText(Number(raw), dateStyle, this.workbook.date1904)
  }
  /** Whether cells of a style show parts of a second. */
  isFine(style: number): boolean {
    return this.workbook.styles[style]?.startsWith('fine') === true
  }
  /** The digits of a number, with the currency, the percent sign or the unit that the cell shows. */
  numberOf(raw: string, style: number): string {
    const shown = this.workbook.shown?.get(style)
    const digits = raw.endsWith('0') ? plainNumber(raw) : raw
    return shown === undefined || raw === '' ? digits : shownText(digits, shown)
  }
}

/** `52530.0` is how some programs write the number 52530; the digits themselves are never touched. */
export function plainNumber(raw: string): string {
  return /^-?\d+\.0+$/.test(raw) ? raw.slice(0, raw.indexOf('.')) : raw
}
/** The second with its figures behind the point rounded: .122999999 is what a program calculated of .123. */
function toMillisecond(second: string, figures: string): string {
  const thousandths = Math.round(Number(`0.${figures}`) * 1000)
  const next = Date.parse(`${second.replace(' ', 'T')}Z`) + 1000
  return thousandths < 1000 || Number.isNaN(next)
    ? `${second}${fractionOf(String(Math.min(thousandths, 999)).padStart(3, '0'))}`
    : new Date(next).toISOString().slice(0, 19).replace('T', ' ')
}
/** `2022-03-04T05:06:07.000Z` as a person reads it; midnight is a day. `fine`: the cell shows parts of a second, which stay to the millisecond; in others they are what calculating left. */
export function isoText(raw: string, fine = false): string {
  const text = raw.trim().replace('T', ' ').replace(/Z$/, '')
  const [whole = '', figures] = text.split(/\.(?=\d+$)/)
  return (fine && figures !== undefined ? toMillisecond(whole, figures) : whole).replace(/ 00:00:00$/, '')
}
