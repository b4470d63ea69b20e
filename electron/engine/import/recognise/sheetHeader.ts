/** Which row is the header and what its columns mean: every row near the top is held against every record kind. */
import { headerSpellings, matchFields, type MatchOptions } from '../../../../shared/model/headerMatch.ts'
import type { Field, NamedFormat, RecordKind } from '../../../../shared/model/define.ts'
import { isBlankRow, marks, type RawRow } from '../formats/cells.ts'
import { type ColumnProfile, contradicts, profilesOf } from './columnProfile.ts'
import { certainSpan, isKeyValueLine } from './headerRows.ts'
import { columnsByValues } from './neededColumns.ts'
import { headerKey, roleBelowHeader } from './rowRoles.ts'

export const headerSearchRows = 40
/** Where nothing near the top is a header, it is looked for so far down: notices of a bank take a page. */
export const deepSearchRows = 200

/** A header as it stands: for each column the spellings it may be matched by, best first, and what a person sees. */
export interface HeaderCells {
  readonly shown: readonly string[]
  readonly variants: readonly (readonly string[])[]
}
export interface ColumnMatch {
  readonly column: number
  readonly field: Field
  readonly how: 'exact' | 'phrase' | 'values'
  readonly weight: number
  readonly evidence: string
}
export interface HeaderMatch {
  readonly kind: RecordKind
  /** Index into the rows looked at. */
  readonly index: number
  readonly span: 1 | 2 | 3
  readonly header: HeaderCells
  readonly matches: readonly ColumnMatch[]
  readonly score: number
  /** Share of the header's columns that have a field. */
  readonly coverage: number
  /** Every group of the kind's needs has a column or a context value. */
  readonly complete: boolean
  /** Fields that what stands around the table fills. */
  readonly given: ReadonlySet<string>
  /** Columns whose header names a field that their values contradict. */
  readonly refused: readonly number[]
  readonly format: NamedFormat | null
  readonly signature: number
}

/** How many kinds know a spelling: one that many share says little about any. */
function sharedSpellings(kinds: readonly RecordKind[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const kind of kinds)
    for (const header of new Set(kind.fields.flatMap((field) => field.headers)))
      counts.set(header, (counts.get(header) ?? 0) + 1)
  return counts
}
const spellingsOf = new WeakMap<readonly RecordKind[], ReadonlyMap<string, number>>()
function sharedBy(kinds: readonly RecordKind[], spelling: string): number {
  let counts = spellingsOf.get(kinds)
  if (counts === undefined) {
    counts = sharedSpellings(kinds)
    spellingsOf.set(kinds, counts)
  }
  return counts.get(spelling) ?? 1
}

/** Header cells of so many rows from `index` on. */
export function headerAt(rows: readonly RawRow[], index: number, span: 1 | 2 | 3): HeaderCells | null {
  const [upper, middle, lower] = [rows[index], rows[index + 1], rows[index + 2]]
  if (upper === undefined || (span > 1 && middle === undefined) || (span > 2 && lower === undefined))
    return null
  if (span < 3) return headerCells(upper, span === 2 ? (middle ?? null) : null)
  return headerCells({ ...upper, cells: headerCells(upper, middle ?? null).shown }, lower ?? null)
}
/** Header cells of one row, or of two where the upper one names groups of columns. */
export function headerCells(upper: RawRow, lower: RawRow | null): HeaderCells {
  if (lower === null)
    return {
      shown: upper.cells.map((cell) => cell.trim()),
      variants: numbered(upper.cells.map((cell) => headerSpellings(cell))),
    }
  const width = Math.max(upper.cells.length, lower.cells.length)
  const shown: string[] = []
  const variants: string[][] = []
  let group = ''
  for (let column = 0; column < width; column += 1) {
    const top = upper.cells[column]?.trim() ?? ''
    const bottom = lower.cells[column]?.trim() ?? ''
    // A merged cell over several columns holds its text in the first one only.
    if (top !== '') group = top
    const over = top === '' && bottom !== '' ? group : top
    shown.push(bottom === '' || over === bottom ? over : over === '' ? bottom : `${over} ${bottom}`)
    variants.push(
      bottom === '' ? headerSpellings(over) : [...headerSpellings(over + bottom), ...headerSpellings(bottom)],
    )
  }
  return { shown, variants: numbered(variants) }
}
/** The second column of a name may mean another thing than the first: it is called `name(2)` before it is called by its name. */
function numbered(variants: string[][]): string[][] {
  const seen = new Map<string, number>()
  return variants.map((spelled) => {
    const [name] = spelled
    if (name === undefined) return spelled
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return count === 1 ? spelled : [`${name}(${count})`, ...spelled]
  })
}
/** Whether the cells could be headers: words, not values. */
export function looksLikeHeader(row: RawRow): boolean {
  if (isKeyValueLine(row)) return false
  let words = 0
  let values = 0
  for (let column = 0; column < row.cells.length; column += 1) {
    const cell = (row.cells[column] ?? '').trim()
    if (cell === '') continue
    const mark = row.marks?.[column] ?? marks.text
    if (mark !== marks.text || /^[-+¥￥]?[\d,.:/\s-]+%?$/.test(cell) || cell.length > 60) values += 1
    else words += 1
  }
  return words >= 2 && values <= words * 0.2
}

/** Columns of a header as fields of a kind, in the order of the columns, with what each says for the kind. */
export function matchColumns(
  kind: RecordKind,
  header: HeaderCells,
  kinds: readonly RecordKind[],
  options: MatchOptions = {},
): readonly ColumnMatch[] {
  return [...matchFields(kind, header.variants, options)]
    .map(([column, { field, how, spelling, rank }]): ColumnMatch => {
      const known = (rank === 0 ? 1 : 0.9) * (0.4 + 0.6 / sharedBy(kinds, spelling))
      return {
        column,
        field,
        how,
        weight: how === 'exact' ? known : phraseWeight,
        evidence: header.shown[column] ?? spelling,
      }
    })
    .sort((one, other) => one.column - other.column)
}
/** A header that is understood tells less about the kind than one that is known. */
const phraseWeight = 0.6

/** What a column that only means what a signature asks for counts beside one that is called so. */
const sameMeaning = 0.6
function bestFormat(
  kind: RecordKind,
  header: HeaderCells,
  matches: readonly ColumnMatch[],
): { readonly format: NamedFormat | null; readonly signature: number } {
  const present = new Set(header.variants.flat())
  let best: { readonly format: NamedFormat | null; readonly signature: number } = {
    format: null,
    signature: 0,
  }
  let most = 0
  for (const format of kind.formats) {
    if (format.signature.length === 0) continue
    const meant = (spelling: string): boolean =>
      format.loose === true && matches.some(({ field }) => field.headers.includes(spelling))
    const hits = format.signature.reduce(
      (sum, spelling) => sum + (present.has(spelling) ? 1 : meant(spelling) ? sameMeaning : 0),
      0,
    )
    const share = hits / format.signature.length
    // A longer signature that is there in full tells more than a short one.
    if (share * hits > most) {
      most = share * hits
      best = { format, signature: share }
    }
  }
  return best.signature >= sameMeaning ? best : { format: null, signature: best.signature }
}

/** What the values below a header look like, by column. */
export type Profiles = (column: number) => ColumnProfile
const judgedRows = 80
/** Profiles of the columns below a header of so many rows. The rows are looked at when the first is asked for. */
export function profilesBelow(rows: readonly RawRow[], index: number, span: number): Profiles {
  let known: Profiles | null = null
  return (column) => {
    if (known === null) {
      const header = headerKey(rows[index]?.cells ?? [])
      const below = rows.slice(index + span, index + span + judgedRows)
      known = profilesOf(below.filter((row) => roleBelowHeader(row, header) === 'data'))
    }
    return known(column)
  }
}

/** What a kind makes of one header. `given`: fields that a context fills. A header that its values contradict is not believed. */
export function matchHeader(
  kind: RecordKind,
  header: HeaderCells,
  place: { readonly index: number; readonly span: 1 | 2 | 3 },
  given: ReadonlySet<string>,
  kinds: readonly RecordKind[],
  profiles: Profiles,
): HeaderMatch {
  const refused = new Set<number>()
  const fits = (column: number, field: Field): boolean => {
    const against = contradicts(field, profiles(column))
    if (against) refused.add(column)
    return !against
  }
  const plain = matchColumns(kind, header, kinds, { fits })
  const { format, signature } = bestFormat(kind, header, plain)
  const named =
    format?.fields === undefined ? plain : matchColumns(kind, header, kinds, { means: format.fields, fits })
  const matches = [...named, ...columnsByValues(kind, header, named, given, profiles)].sort(
    (one, other) => one.column - other.column,
  )
  const filled = new Set([...matches.map(({ field }) => field.id), ...given])
  const complete =
    matches.length >= 2 && kind.needs.every((group) => group.some((field) => filled.has(field)))
  const columns = header.variants.filter((variants) => variants.length > 0).length
  const coverage = columns === 0 ? 0 : matches.length / columns
  const weight = matches.reduce((sum, match) => sum + match.weight, 0)
  const score = (weight + signature * 3) * (0.4 + 0.6 * coverage) * (complete ? 1 : 0.25)
  for (const { column } of matches) refused.delete(column)
  return {
    kind,
    ...place,
    header,
    matches,
    score,
    coverage,
    complete,
    format,
    signature,
    refused: [...refused],
    given,
  }
}

/** Every reading of every row near the top that could be a header, best first; among equals the upper row, then the kinds' order. */
export function findHeaders(
  rows: readonly RawRow[],
  kinds: readonly RecordKind[],
  givenBy: (kind: RecordKind, index: number) => ReadonlySet<string>,
  upTo = headerSearchRows - 1,
): readonly HeaderMatch[] {
  const found: HeaderMatch[] = []
  const last = Math.min(rows.length, upTo + 1)
  for (let index = 0; index < last; index += 1) {
    const row = rows[index]
    if (row === undefined || isBlankRow(row.cells) || !looksLikeHeader(row)) continue
    const span = certainSpan(rows, index)
    const single = headerAt(rows, index, span)
    if (single === null) continue
    const below = rows[index + 1]
    const double =
      span === 1 && below !== undefined && !isBlankRow(below.cells) && looksLikeHeader(below)
        ? headerCells(row, below)
        : null
    const below1 = profilesBelow(rows, index, span)
    const below2 = profilesBelow(rows, index, 2)
    for (const kind of kinds) {
      const given = givenBy(kind, index)
      const one = matchHeader(kind, single, { index, span }, given, kinds, below1)
      const two = double === null ? null : matchHeader(kind, double, { index, span: 2 }, given, kinds, below2)
      // A second row is part of the header only when it adds information: data rows that look like words must not be swallowed.
      const better =
        two !== null && two.matches.length >= one.matches.length + 2 && two.score > one.score * 1.15
          ? two
          : one
      if (better.matches.length > 0) found.push(better)
    }
  }
  return found.sort((one, other) => other.score - one.score || one.index - other.index)
}
