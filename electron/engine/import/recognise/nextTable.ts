/** Where in a sheet another table begins: a row that is a header of its own, with the titles right above it. */
import { cleanHeader } from '../../../../shared/model/headers.ts'
import type { RecordKind } from '../../../../shared/model/define.ts'
import type { SavedMapping } from '../../../../shared/contract/mappings.ts'
import { isBlankRow, marks, type RawRow } from '../formats/cells.ts'
import { contextValues } from './contextValues.ts'
import { headerKey, repeatsHeader, roleBelowHeader } from './rowRoles.ts'
import { signatureOf } from './savedMappings.ts'
import type { BoundaryFinder } from '../formats/sheetFeed.ts'
import { findHeaders, looksLikeHeader } from './sheetHeader.ts'

const allSpellings = new WeakMap<readonly RecordKind[], ReadonlySet<string>>()
function spellingsOf(kinds: readonly RecordKind[]): ReadonlySet<string> {
  let known = allSpellings.get(kinds)
  if (known === undefined) {
    known = new Set(kinds.flatMap((kind) => kind.fields.flatMap((field) => field.headers)))
    allSpellings.set(kinds, known)
  }
  return known
}
/** Titles of a table in the middle of a sheet are at most so many rows. */
const mostTitles = 12
/** A title has few cells. */
const titleCells = 2

export interface PresentTable {
  readonly kind: RecordKind
  readonly header: ReadonlyMap<number, string>
  /** Texts its rows got from around it, by field. */
  readonly contexts: ReadonlyMap<string, string>
}

/** Whether the row is a header in words that kinds know, or one that a person mapped before: at least three of them and no values between. */
export function isTableHeader(
  row: RawRow,
  below: RawRow | undefined,
  kinds: readonly RecordKind[],
  saved: readonly SavedMapping[],
): boolean {
  if (!looksLikeHeader(row)) return false
  if (saved.length > 0) {
    const signature = signatureOf(row.cells)
    if (saved.some(({ mappingId }) => mappingId === signature)) return true
  }
  const known = spellingsOf(kinds)
  let filled = 0
  let hits = 0
  for (const cell of row.cells) {
    const text = cleanHeader(cell)
    if (text === '') continue
    filled += 1
    if (known.has(text)) hits += 1
  }
  if (hits < 3 || hits < filled * 0.6) return false
  const [best] = findHeaders(below === undefined ? [row] : [row, below], kinds, () => new Set()).filter(
    ({ index, complete }) => index === 0 && complete,
  )
  return best !== undefined && best.matches.length >= 3 && best.coverage >= 0.5
}

/** Finds the table that follows the present one; null below a sheet without a known header. */
export function nextTableFinder(
  present: PresentTable,
  kinds: readonly RecordKind[],
  saved: readonly SavedMapping[],
): BoundaryFinder {
  const known = spellingsOf(kinds)
  const savedFirst = new Set(
    saved.flatMap(({ headers }) =>
      headers
        .map(cleanHeader)
        .filter((text) => text !== '')
        .slice(0, 1),
    ),
  )
  /** Most rows begin with a number, a date or an account: no more is looked at than their first cell. */
  const mayBeHeader = (row: RawRow): boolean => {
    const column = row.cells.findIndex((cell) => cell !== '' && cell.trim() !== '')
    const first = row.cells[column]
    if (first === undefined || first.length > 40 || (row.marks?.[column] ?? marks.text) !== marks.text)
      return false
    const code = first.charCodeAt(0)
    if (code >= 48 && code <= 57) return false
    const text = known.has(first) ? first : cleanHeader(first)
    return known.has(text) || savedFirst.has(text)
  }
  const isTitle = (row: RawRow): boolean => {
    if (isBlankRow(row.cells)) return true
    if (row.cells.filter((cell) => cell.trim() !== '').length > titleCells) return false
    const role = roleBelowHeader(row, present.header)
    return role !== 'total' && role !== 'footer' && role !== 'repeatedHeader'
  }
  /** Whether a repetition of the present header is told to be about somebody else. */
  const saysAnother = (titles: readonly RawRow[]): boolean => {
    const found = contextValues(present.kind, {
      sheetName: '',
      fileName: '',
      path: '',
      above: titles,
      below: [],
    })
    return found.some(({ field, text }) => present.contexts.get(field.id) !== text)
  }
  return {
    find(rows, atEnd) {
      for (const [index, row] of rows.entries()) {
        if (!mayBeHeader(row)) continue
        let from = index
        while (from > 0 && index - from < mostTitles && isTitle(rows[from - 1] ?? row)) from -= 1
        const same =
          repeatsHeader(row.cells, present.header) && headerKey(row.cells).size === present.header.size
        if (same ? saysAnother(rows.slice(from, index)) : isTableHeader(row, rows[index + 1], kinds, saved)) {
          // Blank rows between the two are the end of the first.
          while (from < index && isBlankRow(rows[from]?.cells ?? [])) from += 1
          return { at: from, open: 0 }
        }
      }
      // Titles at the end may belong to a header that is still to come.
      let open = 0
      while (
        !atEnd &&
        open < Math.min(rows.length, mostTitles) &&
        isTitle(rows[rows.length - 1 - open] ?? { row: 0, cells: ['x', 'x', 'x'], marks: null })
      )
        open += 1
      return { at: -1, open }
    },
  }
}
