/** A cell of a CSV file as spreadsheets read it, with nothing that would run as a formula. */

const formulaStart = /^[\s]*[=+\-@＝＋－＠\t\r]/
/** Digits that a spreadsheet, which takes every cell of digits for a number, would change: beyond fifteen, with zeros before them, or like 12E5. */
const changedNumber = /^[+-]?(?:\d{16,}|0\d+|\d+[eE][+-]?\d+)$/
const plainNumber = /^[+-]?\d[\d,]*(?:\.\d+)?$/

/**
 * A text cell; one that a spreadsheet would take for a formula gets an apostrophe before it, and digits that it would change (card and ID numbers) a TAB
 * behind them, by which it leaves them text. Plain negative numbers stay as they are.
 */
export function csvText(value: string): string {
  const safe =
    formulaStart.test(value) && !plainNumber.test(value)
      ? `'${value}`
      : changedNumber.test(value)
        ? `${value}\t`
        : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
