/** Tables that stand beside each other on the same rows of a sheet: where one ends and the next begins, and how sure that is. */
import type { RecordKind } from '../../../../shared/model/define.ts'
import type { SavedMapping } from '../../../../shared/contract/mappings.ts'
import { cleanHeader } from '../../../../shared/model/headers.ts'
import { other } from '../../../../shared/model/recordKinds/other.ts'
import { wayOfTitle } from '../../../../shared/model/wayWords.ts'
import { isBlankRow, type RawRow } from '../formats/cells.ts'
import { certainSpan } from './headerRows.ts'
import { isTableHeader } from './nextTable.ts'
import type { Recognition } from './recognise.ts'
import { headerSearchRows, looksLikeHeader } from './sheetHeader.ts'

/** Columns of one of the tables, zero-based, the last one not included: a blank column between belongs to the table before it. */
export interface Band {
  readonly from: number
  readonly to: number
  /** Its filled columns as a person sees them: `A–D`. */
  readonly shown: string
}
export interface Beside {
  readonly bands: readonly Band[]
  /** False where it may be one wide table just as well: then a person decides. */
  readonly sure: boolean
  /** Of the rows looked at so many are beside each other; a table over all columns begins behind them. */
  readonly end: number
}
/** Fewer columns are no table. */
const leastColumns = 3
/** So many words of two headers are the same where a table is repeated. */
const leastShared = 3
/** The row with the cells of the band only; the others are blank, so that each cell keeps its column. */
export function bandRow({ row, cells, marks }: RawRow, { from, to }: Pick<Band, 'from' | 'to'>): RawRow {
  const within = <T>(all: readonly T[], blank: T): readonly T[] =>
    from === 0
      ? all.slice(0, to)
      : all.length <= from
        ? []
        : [...new Array<T>(from).fill(blank), ...all.slice(from, to)]
  return { row, cells: within(cells, ''), marks: marks === null ? null : within(marks, 0) }
}

/** `recognise` judges rows by themselves; `whole` is what it says of all columns. Null for a sheet of one table. */
export function besideTables(
  rows: readonly RawRow[],
  whole: Recognition,
  recognise: (rows: readonly RawRow[]) => Recognition,
  kinds: readonly RecordKind[],
  saved: readonly SavedMapping[],
): Beside | null {
  // What a person mapped as one table is one.
  if (whole.reasons.some(({ code }) => code === 'saved-mapping')) return null
  const start = rows
    .slice(0, headerSearchRows)
    .findIndex((row) => filledIn(row).length >= leastColumns && looksLikeHeader(row))
  const header = rows[start]
  if (header === undefined) return null
  const { gaps, end } = gapsOf(rows, start, kinds, saved)
  const read = (from: number, to: number): Part => ({
    from,
    to,
    found: recognise(rows.slice(0, end).map((row) => bandRow(row, { from, to }))),
  })
  const parts = gaps.length > 0 ? partsAtGaps(gaps, read) : null
  if (parts !== null) return judged(rows, { parts, gap: true, end, whole })
  const cuts = certainSpan(rows, start) > 1 ? [] : repeatedStarts(header)
  if (cuts.length === 0) return null
  const starts = [0, ...cuts]
  const beside = starts.map((from, at) => read(from, starts[at + 1] ?? Number.MAX_SAFE_INTEGER))
  return beside.every(isTable) ? judged(rows, { parts: beside, gap: false, end, whole }) : null
}

interface Part {
  readonly from: number
  readonly to: number
  readonly found: Recognition
}
const filledIn = ({ cells }: RawRow): readonly number[] =>
  cells.flatMap((cell, column) => (cell.trim() === '' ? [] : [column]))
/** A table of a kind, sure or not; the table of anything is none here. */
function isTable({ found }: Part): boolean {
  return (
    found.kind !== null &&
    found.kind !== other.id &&
    found.headerRow !== null &&
    (found.skip === null || found.skip === 'undecided' || found.skip === 'hidden')
  )
}

/** First and last column of each stretch that is blank from the header on, with columns on both sides; `end`: where a table over such a stretch begins. */
function gapsOf(
  rows: readonly RawRow[],
  start: number,
  kinds: readonly RecordKind[],
  saved: readonly SavedMapping[],
): { readonly gaps: readonly (readonly [first: number, last: number])[]; readonly end: number } {
  const used = new Set(filledIn(rows[start] ?? emptyRow))
  let width = Math.max(...used) + 1
  let end = rows.length
  for (let at = start + 1; at < rows.length; at += 1) {
    const row = rows[at] ?? emptyRow
    const fresh = filledIn(row).filter((column) => !used.has(column))
    if (fresh.length === 0) continue
    if (fresh.some((column) => column < width) && isTableHeader(row, rows[at + 1], kinds, saved)) {
      end = at
      break
    }
    for (const column of fresh) used.add(column)
    width = Math.max(width, ...fresh.map((column) => column + 1))
  }
  // Titles right above the wide table are its own.
  if (end < rows.length) while (end > start + 1 && filledIn(rows[end - 1] ?? emptyRow).length <= 1) end -= 1
  const gaps: [number, number][] = []
  for (let column = Math.min(...used); column < width; column += 1) {
    if (used.has(column)) continue
    const last = gaps.at(-1)
    if (last !== undefined && last[1] === column - 1) last[1] = column
    else gaps.push([column, column])
  }
  return { gaps, end }
}
const emptyRow: RawRow = { row: 0, cells: [], marks: null }

/** The columns cut at blank ones so that each part is a table; a part that is none belongs to the one before it. Null where that does not work out. */
function partsAtGaps(
  gaps: readonly (readonly [first: number, last: number])[],
  read: (from: number, to: number) => Part,
): readonly Part[] | null {
  const starts = gaps.map(([, last]) => last + 1)
  const parts: Part[] = []
  let from = 0
  for (const [at, next] of [...starts, Number.MAX_SAFE_INTEGER].entries()) {
    const part = read(from, next)
    if (isTable(part)) parts.push(part)
    else {
      const before = at < starts.length ? undefined : parts.pop()
      if (at < starts.length) continue
      if (before === undefined) return null
      parts.push(read(before.from, next))
    }
    from = next
  }
  return parts.length > 1 ? parts : null
}

/** Where the first words of a header come again right behind its end: 日期 户名 账号 金额 日期 户名 账号 金额. */
function repeatedStarts(row: RawRow): readonly number[] {
  const words = row.cells.map(cleanHeader)
  const first = words.findIndex((word) => word !== '')
  const starts = words.flatMap((word, column) => (column > first && word === words[first] ? [column] : []))
  const [period] = starts
  if (period === undefined || period - first < leastShared) return []
  return starts.every((begin) =>
    Array.from({ length: leastShared }, (_, place) => place).every(
      (place) => words[begin + place] === words[first + place],
    ),
  )
    ? starts
    : []
}

function judged(
  rows: readonly RawRow[],
  {
    parts,
    gap,
    end,
    whole,
  }: {
    readonly parts: readonly Part[]
    readonly gap: boolean
    readonly end: number
    readonly whole: Recognition
  },
): Beside | null {
  const seen = parts.map((part) => aboutPart(rows.slice(0, end), part))
  const [first, ...others] = seen
  if (first === undefined) return null
  // One table may have the same columns for two sides (payer and payee), and its own beside them.
  const alike = new Set(parts.map(({ found }) => found.kind)).size === 1
  const repeated = others.every(({ words }) => {
    if (!alike) return false
    const common = words.filter((word) => first.words.includes(word)).length
    return common >= leastShared && common >= Math.min(words.length, first.words.length) * 0.6
  })
  const proven = parts.every(({ found }) => found.skip !== 'undecided')
  if (!repeated && !proven) return null
  const titled = seen.every(({ title }) => title !== null && isListTitle(title))
  const sides = seen.some(({ title }) => title !== null && isSide(title))
  const staggered = new Set(parts.map(({ found }) => found.headerRow)).size > 1
  // A layout that is known to be as wide.
  if (!repeated && whole.format !== null && !titled && !staggered) return null
  const uneven = new Set(seen.map(({ last }) => last)).size > 1 && seen.every(({ unbroken }) => unbroken)
  const sure = gap
    ? (repeated && !sides) || titled || (staggered && !sides)
    : repeated && !sides && (titled || uneven)
  if (!sure && !repeated && !(gap && uneven)) return null
  return { bands: parts.map(({ from, to }, at) => ({ from, to, shown: seen[at]?.shown ?? '' })), sure, end }
}

interface PartAbout {
  readonly words: readonly string[]
  /** What stands alone above its header. */
  readonly title: string | null
  readonly last: number
  /** No row between its header and its last one is blank. */
  readonly unbroken: boolean
  readonly shown: string
}
function aboutPart(rows: readonly RawRow[], part: Part): PartAbout {
  const own = rows.map((row) => bandRow(row, part))
  const at = own.findIndex(({ row }) => row === part.found.headerRow)
  const title = own
    .slice(0, Math.max(0, at))
    .toReversed()
    .map((row) =>
      filledIn(row).length === 1 ? (row.cells.find((cell) => cell.trim() !== '') ?? '').trim() : '',
    )
    .find((text) => text !== '' && text.length <= 40 && !/[:：]/.test(text))
  const filled = own.flatMap(({ cells }, index) => (index > at && !isBlankRow(cells) ? [index] : []))
  const last = filled.at(-1) ?? at
  const columns = own.slice(Math.max(0, at)).flatMap(filledIn)
  return {
    words: (own[at]?.cells ?? []).map(cleanHeader).filter((word) => word !== ''),
    title: title ?? null,
    last,
    unbroken: filled.length === last - at,
    shown: `${letters(columns.reduce((least, column) => Math.min(least, column), Number.MAX_SAFE_INTEGER))}–${letters(columns.reduce((most, column) => Math.max(most, column), 0))}`,
  }
}
/** What a list is called, as against a group of columns of a wider one (买家信息, 付款方). */
function isListTitle(text: string): boolean {
  return (
    !isSide(text) &&
    (wayOfTitle(text) !== null ||
      /(?:明细|流水|清单|名单|列表|台账|登记|记录|汇总|统计|一览|表|单|账)[表单账册]?\d*(?:[（(].*[）)])?$/u.test(
        text,
      ))
  )
}
function isSide(text: string): boolean {
  return /(?:[方人侧]|本人|配偶|信息|情况|资料)(?:[（(].*[）)])?$/u.test(text)
}
/** A column as spreadsheets call it. */
export function letters(column: number): string {
  return column < 26
    ? String.fromCharCode(65 + column)
    : letters(Math.floor(column / 26) - 1) + String.fromCharCode(65 + (column % 26))
}
