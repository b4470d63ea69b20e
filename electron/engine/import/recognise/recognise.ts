/** What a sheet is: header row, kind and mapping with reasons, from its first rows alone. Pure; nothing here reads or writes. */
import type {
  ColumnMapping,
  InspectionReason,
  PreviewRow,
  RowRole,
  SheetInspection,
  SheetReading,
} from '../../../../shared/contract/imports.ts'
import type { SavedMapping } from '../../../../shared/contract/mappings.ts'
import { convertCell } from '../../../../shared/model/convert.ts'
import { matchConfidence } from '../../../../shared/model/headerMatch.ts'
import { cleanHeader } from '../../../../shared/model/headers.ts'
import type { RecordKind } from '../../../../shared/model/define.ts'
import { cellOf } from '../formats/cellOf.ts'
import { isBlankRow, type RawRow, withoutTrailingBlanks } from '../formats/cells.ts'
import { contextValues, notMeant, type Surroundings } from './contextValues.ts'
import { onOtherSide } from './otherSide.ts'
import { decide } from './decide.ts'
import { headerKey, roleBelowHeader, rolesAboveHeader } from './rowRoles.ts'
import { isTableHeader } from './nextTable.ts'
import { laidOver, signatureOf } from './savedMappings.ts'
import { subjectOfRows } from './subjectOfRows.ts'
import {
  deepSearchRows,
  findHeaders,
  headerAt,
  headerCells,
  headerSearchRows,
  type HeaderMatch,
  looksLikeHeader,
} from './sheetHeader.ts'

export interface SheetAbout {
  readonly index: number
  readonly name: string
  readonly hidden: boolean
  /** False for a text, whose one sheet is called after its file: then the name tells nothing of its own. */
  readonly named: boolean
  readonly fileName: string
  /** Folders the file stood in, relative; '' when not known. */
  readonly path: string
  /** Whether the rows are all there are. */
  readonly complete: boolean
  readonly date1904: boolean
  /** Rows above the first table of the sheet, which stand above every table of it. */
  readonly common?: readonly RawRow[]
}
export type Recognition = Omit<SheetInspection, 'preview'>

const previewRows = 60

/** Recognises a sheet from its first rows. A hidden sheet is recognised too, and skipped unless chosen. What a person saved for a header goes before all else. */
export function recogniseSheet(
  rows: readonly RawRow[],
  about: SheetAbout,
  kinds: readonly RecordKind[],
  saved: readonly SavedMapping[] = [],
): Recognition {
  const filled = rows.filter((row) => !isBlankRow(row.cells))
  const nothing = {
    index: about.index,
    name: about.name,
    firstRow: 1,
    lastRow: about.complete ? (rows.at(-1)?.row ?? null) : null,
    hidden: about.hidden,
    rowCount: about.complete ? rows.length : null,
    headerRow: null,
    headerRows: 1,
    kind: null,
    format: null,
    confidence: 0,
    reasons: [],
    alternatives: [],
    columns: [],
    readings: [],
  }
  if (filled.length === 0) return { ...nothing, skip: 'empty' }
  const near = bestPerKind(rows, about, kinds, saved)
  const found =
    near.some(({ match }) => match.complete) || rows.length <= headerSearchRows
      ? near
      : bestPerKind(rows, about, kinds, saved, deepSearchRows)
  const skip = about.hidden ? ('hidden' as const) : null
  const known = savedFor(rows, saved)
  if (known !== null) {
    const { mapping } = known
    const reasons: readonly InspectionReason[] = [{ code: 'saved-mapping', values: [mapping.name] }]
    return {
      ...nothing,
      skip,
      headerRow: rows[known.index]?.row ?? null,
      headerRows: known.span,
      kind: mapping.kind,
      confidence: 1,
      reasons,
      alternatives: alternativesOf(found.filter(({ match }) => match.kind.id !== mapping.kind)),
      columns: savedColumns(known, rows, about, kinds),
    }
  }
  const decision = decide(found, ({ reasons }) =>
    reasons.some(({ code }) => code === 'title' || code === 'sheet-name'),
  )
  const readings = (decision.readings ?? []).map((candidate) => readingOf(candidate, rows, about))
  const [reading] = decision.taken === null ? readings : [readingOf(decision.taken, rows, about)]
  if (reading !== undefined)
    return {
      ...nothing,
      ...reading,
      skip: skip ?? (decision.taken === null ? 'undecided' : null),
      alternatives: alternativesOf(found.filter(({ match }) => match.kind.id !== reading.kind)),
      readings,
    }
  const free = freeHeader(rows)
  if (free === null) {
    const widest = Math.max(...filled.map((row) => row.cells.filter((cell) => cell.trim() !== '').length))
    return {
      ...nothing,
      skip: skip ?? (about.complete && filled.length <= 20 && widest <= 2 ? 'note-only' : 'no-header'),
      alternatives: alternativesOf(found),
    }
  }
  const shown = headerCells(free, null).shown
  return {
    ...nothing,
    skip: skip ?? 'no-header',
    headerRow: free.row,
    alternatives: alternativesOf(found),
    columns: shown.map((header, column) => ({
      column,
      header,
      field: null,
      confidence: 0,
      reason: 'none',
      evidence: '',
    })),
  }
}

function readingOf(
  { match, confidence, reasons }: Candidate,
  rows: readonly RawRow[],
  about: SheetAbout,
): SheetReading {
  return {
    headerRow: rows[match.index]?.row ?? null,
    headerRows: match.span,
    kind: match.kind.id,
    format: match.format?.id ?? null,
    confidence: round(confidence),
    reasons,
    columns: mappingOf(match, rows, about),
  }
}

interface SavedHeader {
  readonly mapping: SavedMapping
  readonly index: number
  readonly span: 1 | 2 | 3
  readonly columns: NonNullable<ReturnType<typeof laidOver>>
}
/** The first row near the top whose header a person has mapped before. */
function savedFor(rows: readonly RawRow[], saved: readonly SavedMapping[]): SavedHeader | null {
  if (saved.length === 0) return null
  const bySignature = new Map(saved.map((mapping) => [mapping.mappingId, mapping]))
  for (let index = 0; index < Math.min(rows.length, deepSearchRows); index += 1) {
    const row = rows[index]
    if (row === undefined || isBlankRow(row.cells)) continue
    for (const span of [1, 2, 3] as const) {
      const shown = isBlankRow(rows[index + span - 1]?.cells ?? [])
        ? undefined
        : headerAt(rows, index, span)?.shown
      if (shown === undefined) continue
      const mapping = bySignature.get(signatureOf(shown))
      const columns = mapping === undefined ? null : laidOver(mapping, shown)
      if (mapping !== undefined && columns !== null) return { mapping, index, span, columns }
    }
  }
  return null
}
function savedColumns(
  known: SavedHeader,
  rows: readonly RawRow[],
  about: SheetAbout,
  kinds: readonly RecordKind[],
): readonly ColumnMapping[] {
  const kind = kinds.find(({ id }) => id === known.mapping.kind)
  const contexts = new Map(
    kind === undefined
      ? []
      : contextValues(kind, surroundings(rows, about, known.index, known.span)).map((value) => [
          value.field.id,
          value,
        ]),
  )
  return known.columns.flatMap(({ column, header, field }): readonly ColumnMapping[] => {
    if (column !== null)
      return [
        {
          column,
          header,
          field,
          confidence: field === null ? 0 : 1,
          reason: field === null ? 'none' : 'saved',
          evidence: field === null ? '' : known.mapping.name,
        },
      ]
    const value = field === null ? undefined : contexts.get(field)
    return value === undefined
      ? []
      : [
          {
            column,
            header: value.from,
            field,
            confidence: 1,
            reason: 'context',
            evidence: value.text.slice(0, 200),
          },
        ]
  })
}

interface Candidate {
  readonly match: HeaderMatch
  readonly rank: number
  readonly confidence: number
  readonly reasons: readonly InspectionReason[]
}

/**
 * The row up to which the header is looked for: where a table stands above another, the first one's header, and not the one that fits best.
 */
function lastHeaderIndex(
  rows: readonly RawRow[],
  kinds: readonly RecordKind[],
  saved: readonly SavedMapping[],
  searched: number,
): number {
  const last = Math.min(rows.length, searched) - 1
  const first = rows.findIndex(
    (row, index) => index <= last && isTableHeader(row, rows[index + 1], kinds, saved),
  )
  if (first < 0) return last
  const cells = rows[first]?.cells.filter((cell) => cell.trim() !== '').length ?? 0
  // A table has rows; a line of names above the header of the real table has none of its width.
  const below = rows[first + 1]
  const isTable =
    below !== undefined &&
    !looksLikeHeader(below) &&
    below.cells.filter((cell) => cell.trim() !== '').length >= cells * 0.5
  return isTable ? first : last
}

function bestPerKind(
  rows: readonly RawRow[],
  about: SheetAbout,
  kinds: readonly RecordKind[],
  saved: readonly SavedMapping[],
  searched = headerSearchRows,
): readonly Candidate[] {
  const contexts = new Map<string, ReadonlySet<string>>()
  const givenBy = (kind: RecordKind, index: number): ReadonlySet<string> => {
    const key = `${kind.id} ${index}`
    let given = contexts.get(key)
    if (given === undefined) {
      given = new Set(contextValues(kind, surroundings(rows, about, index, 1)).map(({ field }) => field.id))
      contexts.set(key, given)
    }
    return given
  }
  const seen = new Set<string>()
  const candidates: Candidate[] = []
  for (const match of findHeaders(rows, kinds, givenBy, lastHeaderIndex(rows, kinds, saved, searched))) {
    if (seen.has(match.kind.id)) continue
    seen.add(match.kind.id)
    candidates.push(judge(match, rows, about))
  }
  const order = new Map(kinds.map((kind, index) => [kind.id, index]))
  candidates.sort(
    (one, other) =>
      Number(other.match.complete) - Number(one.match.complete) ||
      other.rank - one.rank ||
      (order.get(one.match.kind.id) ?? 0) - (order.get(other.match.kind.id) ?? 0),
  )
  const [first, second] = candidates
  // Two kinds that fit alike: the choice is less sure than its own fit says.
  if (first !== undefined && second !== undefined && second.match.complete && second.rank > first.rank * 0.8)
    return [{ ...first, confidence: first.confidence * 0.85 }, ...candidates.slice(1)]
  return candidates
}

function judge(match: HeaderMatch, rows: readonly RawRow[], about: SheetAbout): Candidate {
  const { kind } = match
  const reasons: InspectionReason[] = [
    {
      code: 'headers-hit',
      values: [match.matches.length, match.header.variants.filter((variants) => variants.length > 0).length],
    },
  ]
  if (match.format !== null)
    reasons.push({ code: 'signature', values: [match.format.nameZh, Math.round(match.signature * 100)] })
  const above = rows.slice(0, match.index).filter((row) => !isBlankRow(row.cells))
  const wordIn = (text: string): string | undefined => {
    const folded = cleanHeader(text)
    return kind.titleWords.find((word) => folded.includes(cleanHeader(word)))
  }
  let title = 0
  const titleText = above
    .map((row) => row.cells.filter((cell) => cell.trim() !== '').join(' '))
    .find((text) => wordIn(text) !== undefined)
  if (titleText !== undefined) {
    title = 1
    reasons.push({ code: 'title', values: [wordIn(titleText) ?? '', titleText.trim().slice(0, 60)] })
  }
  const sheetWord = about.named ? wordIn(about.name) : undefined
  if (sheetWord !== undefined) {
    title = Math.max(title, 0.9)
    reasons.push({ code: 'sheet-name', values: [sheetWord, about.name] })
  }
  const fileWord = wordIn(`${about.path} ${about.fileName}`)
  if (fileWord !== undefined) {
    title = Math.max(title, 0.8)
    reasons.push({ code: 'file-name', values: [fileWord, about.fileName] })
  }
  if (above.length > 1) reasons.push({ code: 'preamble', values: [above.length] })
  const usable = usableShare(match, rows, about)
  if (usable < 1) reasons.push({ code: 'values', values: [Math.round(usable * 100)] })
  const sure = match.complete
    ? 0.45 + 0.3 * match.coverage + 0.15 * match.signature + 0.1 * title
    : 0.25 * match.coverage
  return {
    match,
    rank: match.score * (1 + 0.35 * title) * (0.4 + 0.6 * usable),
    confidence: Math.min(1, sure * (0.3 + 0.7 * usable)),
    reasons,
  }
}

/** Share of the mapped columns whose values are what the field asks for; columns without values do not count. */
function usableShare(match: HeaderMatch, rows: readonly RawRow[], about: SheetAbout): number {
  const header = headerKey(match.header.shown)
  const data = rows
    .slice(match.index + match.span, match.index + match.span + 80)
    .filter((row) => roleBelowHeader(row, header) === 'data')
  let judged = 0
  let good = 0
  for (const { column, field } of match.matches) {
    let filled = 0
    let fits = 0
    for (const row of data) {
      const cell = cellOf(row, column, field, about.date1904)
      if (cell.text.trim() === '') continue
      filled += 1
      const converted = convertCell(field, cell, cleanHeader(match.header.shown[column] ?? ''))
      if (!converted.issues.some(({ code }) => code === 'not-a-number' || code === 'not-a-date')) fits += 1
    }
    if (filled === 0) continue
    judged += 1
    good += fits / filled >= 0.5 ? 1 : 0
  }
  return judged === 0 ? 1 : good / judged
}

/** What stands around the table when its header is at `index`. */
export function surroundings(
  rows: readonly RawRow[],
  about: SheetAbout,
  index: number,
  span: number,
): Surroundings {
  const below: RawRow[] = []
  if (about.complete) {
    const header = headerKey(rows[index]?.cells ?? [])
    for (let at = rows.length - 1; at >= index + span && below.length < 12; at -= 1) {
      const row = rows[at]
      if (row === undefined || roleBelowHeader(row, header) === 'data') break
      below.push(row)
    }
  }
  return {
    sheetName: about.named ? about.name : '',
    fileName: about.fileName,
    path: about.path,
    above: [...rows.slice(0, index), ...(about.common ?? [])],
    own: index,
    below,
  }
}

function mappingOf(match: HeaderMatch, rows: readonly RawRow[], about: SheetAbout): readonly ColumnMapping[] {
  const byColumn = new Map(match.matches.map((entry) => [entry.column, entry]))
  let columns: ColumnMapping[] = match.header.shown.map((header, column) => {
    const found = byColumn.get(column)
    if (found === undefined) {
      const reason = match.refused.includes(column) ? 'contradicted' : 'none'
      return { column, header, field: null, confidence: 0, reason, evidence: '' }
    }
    return {
      column,
      header,
      field: found.field.id,
      confidence: matchConfidence[found.how],
      reason: found.how,
      evidence: found.evidence,
    }
  })
  const header = headerKey(match.header.shown)
  const data = rows
    .slice(match.index + match.span, match.index + match.span + subjectRows)
    .filter((row) => roleBelowHeader(row, header) === 'data')
  const values = contextValues(match.kind, surroundings(rows, about, match.index, match.span))
  const written = new Set(match.matches.map(({ field }) => field.id))
  const way = values.find(
    (value) =>
      value.field.id === match.kind.directionField &&
      !written.has(value.field.id) &&
      !notMeant(value, columns, data),
  )
  const owners = values.filter(({ by }) => 'owner' in by).map(({ text }) => text)
  columns = [...onOtherSide(match.kind, columns, way?.text ?? null, { owners, data })]
  const mapped = new Set(columns.map(({ field }) => field))
  for (const value of values) {
    if (!mapped.has(value.field.id) && !notMeant(value, columns, data))
      columns.push({
        column: null,
        header: value.from,
        field: value.field.id,
        confidence: 0.8,
        reason: 'context',
        evidence: value.text.slice(0, 200),
      })
  }
  const subject = subjectOfRows(match.kind, columns, () => data)
  if (subject !== null)
    columns.push({
      column: null,
      header: 'rows',
      field: subject.field,
      confidence: 0.8,
      reason: 'values',
      evidence: subject.text,
    })
  return columns
}
/** A number that stands in each of so many rows is whose list it is. */
const subjectRows = 500

function alternativesOf(candidates: readonly Candidate[]): Recognition['alternatives'] {
  return candidates
    .filter(({ match }) => match.matches.length >= 2)
    .slice(0, 4)
    .map(({ match, confidence }) => ({ kind: match.kind.id, confidence: round(confidence) }))
}
const round = (value: number): number => Math.round(value * 100) / 100

/** The first row that looks like the header of a table no kind knows: words only, above a row of about as many cells. */
function freeHeader(rows: readonly RawRow[]): RawRow | null {
  const width = (row: RawRow | undefined): number =>
    row === undefined ? 0 : row.cells.filter((cell) => cell.trim() !== '').length
  for (let index = 0; index < Math.min(rows.length, headerSearchRows); index += 1) {
    const row = rows[index]
    if (row === undefined || !looksLikeHeader(row)) continue
    const names = row.cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
    if (new Set(names).size < names.length * 0.8 || names.some((name) => name.length > 30)) continue
    if (width(row) >= 2 && width(rows[index + 1]) >= Math.max(2, width(row) * 0.5)) return row
  }
  return null
}

/** The first rows with their roles under a reading, as the page shows them. */
export function previewOf(rows: readonly RawRow[], recognition: Recognition): readonly PreviewRow[] {
  const shown = rows.slice(0, previewRows)
  const at = recognition.headerRow === null ? -1 : shown.findIndex(({ row }) => row === recognition.headerRow)
  const cellsOf = (row: RawRow): readonly string[] =>
    withoutTrailingBlanks(row.cells)
      .slice(0, 200)
      .map((cell) => (cell.length > 500 ? `${cell.slice(0, 500)}…` : cell))
  if (at < 0)
    return shown.map((row) => ({
      row: row.row,
      role: isBlankRow(row.cells) ? 'blank' : 'note',
      cells: cellsOf(row),
    }))
  const above = rolesAboveHeader(shown.slice(0, at))
  const header = headerKey(shown[at]?.cells ?? [])
  return shown.map((row, index) => {
    const role: RowRole =
      index < at
        ? (above[index] ?? 'preamble')
        : index < at + recognition.headerRows
          ? 'header'
          : roleBelowHeader(row, header)
    return { row: row.row, role, cells: cellsOf(row) }
  })
}
