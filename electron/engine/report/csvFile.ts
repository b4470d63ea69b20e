/** CSV as Excel opens it: UTF-8 with BOM, CRLF, and nothing that would run as a formula. */
import type { ByteSink } from '../store/sealedFile.ts'

export { csvText } from '../../../shared/model/csvText.ts'

export interface CsvFile {
  row(cells: readonly string[]): void
  finish(): void
  abandon(): void
}
/** Writes into `file`. Cells must have gone through `csvText` or be numbers. */
export function createCsvFile(file: ByteSink): CsvFile {
  let pieces: string[] = ['\ufeff']
  let length = 1
  const flush = (): void => {
    file.write(Buffer.from(pieces.join('')))
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
      file.end()
    },
    abandon() {
      file.abandon()
    },
  }
}
