/** Which cells of an xlsx sheet are merged. The file tells it behind all rows, so that a sheet is inflated once more for it. */
import { columnLimit, rowLimit } from './cells.ts'
import type { MergedArea } from './mergedCells.ts'
import type { ZipDirectory, ZipEntry } from './zipDirectory.ts'

/** A sheet up to this size is always looked through; inflating a larger one again costs as much as a tenth of reading it. */
const smallSheet = 24 * 1024 * 1024
const largestSheet = 512 * 1024 * 1024
/** In a larger one an empty cell among the first must speak for it: programs write the covered cells of a merged one. */
const probedBytes = 512 * 1024
const tailLimit = 16 * 1024 * 1024
const opening = Buffer.from('mergeCells')

/** The merged areas of a sheet, in the order of the file; of a large sheet only where its first rows have empty cells. */
export async function mergedAreas(zip: ZipDirectory, entry: ZipEntry): Promise<readonly MergedArea[]> {
  if (entry.inflated > largestSheet) return []
  let held: Buffer = Buffer.alloc(0)
  const tail: Buffer[] = []
  let length = 0
  let probed = entry.inflated <= smallSheet ? Number.POSITIVE_INFINITY : 0
  for await (const piece of zip.read(entry)) {
    if (probed < probedBytes) {
      if (/<(?:\w+:)?c\b[^<>]*\/>/.test(piece.toString('latin1'))) probed = Number.POSITIVE_INFINITY
      else if ((probed += piece.length) >= probedBytes) return []
    }
    if (tail.length > 0) {
      if (length < tailLimit) tail.push(piece)
      length += piece.length
      continue
    }
    const both = held.length === 0 ? piece : Buffer.concat([held, piece])
    const at = both.indexOf(opening)
    if (at >= 0) tail.push(both.subarray(at))
    else held = both.subarray(Math.max(0, both.length - opening.length))
  }
  if (tail.length === 0) return []
  const areas: MergedArea[] = []
  for (const [, from = '', fromRow, to = '', toRow] of Buffer.concat(tail)
    .toString('utf8')
    .matchAll(
      /<(?:[\w.-]+:)?mergeCell\s[^<>]*?ref\s*=\s*["']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})["']/g,
    )) {
    const area = {
      column: columnAt(from),
      lastColumn: columnAt(to),
      row: Number(fromRow),
      lastRow: Number(toRow),
    }
    if (area.lastColumn < columnLimit && area.lastRow <= rowLimit) areas.push(area)
  }
  return areas
}
function columnAt(letters: string): number {
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}
