/** CSV as Excel opens it: UTF-8 with BOM, CRLF, and nothing that would run as a formula. */
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'

export { csvText } from '../../../shared/model/csvText.ts'

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
