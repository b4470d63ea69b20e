/** What a cell that is no text shows: a date by its style, or the digits the file holds. */
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
/** `2022-03-04T05:06:07.000Z` as a person reads it; midnight is a day. */
export function isoText(raw: string): string {
  return raw
    .trim()
    .replace('T', ' ')
    .replace(/(?:\.\d+)?Z?$/, '')
    .replace(/ 00:00:00$/, '')
}
