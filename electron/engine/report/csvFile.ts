/** CSV as Excel opens it: UTF-8 with BOM, CRLF, and nothing that would run as a formula. */
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'

const formulaStart = /^[\s]*[=+\-@\t\r]/
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

export interface CsvFile {
  row(cells: readonly string[]): void
  finish(): void
  abandon(): void
}
/** Makes the file at `path`. Cells must have gone through `csvText` or be numbers. */
export function createCsvFile(path: string): CsvFile {
  const descriptor = openSync(path, 'w', 0o600)
  let pieces: string[] = ['\ufeff']
  let length = 1
  const flush = (): void => {
    const bytes = Buffer.from(pieces.join(''))
    for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at)
    pieces = []
    length = 0
  }
  return {
    row(cells) {
      const line = `${cells.join(',')}\r\n`
      pieces.push(line)
      length += line.length
      if (length > 1 << 19) flush()
    },
    finish() {
      flush()
      closeSync(descriptor)
    },
    abandon() {
      closeSync(descriptor)
      rmSync(path, { force: true })
    },
  }
}
