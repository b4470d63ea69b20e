/** Forms of one person or thing (审批表, 登记表, 基本情况): names and values in turn, in rows beside and below each other. */
import type { ColumnMapping } from '../../../../shared/contract/imports.ts'
import { cleanHeader } from '../../../../shared/model/headers.ts'
import { tableKinds } from '../../../../shared/model/recordKinds/index.ts'
import { isBlankRow, type Mark, marks, type RawRow } from '../formats/cells.ts'
import type { PlannedSheet } from './plannedSheet.ts'
import { type Recognition, recogniseSheet, type SheetAbout } from './recognise.ts'

/** A form is no longer; a longer sheet of two columns is a list. */
const mostRows = 80
const leastPairs = 4

interface Pair {
  readonly label: string
  readonly row: number
  readonly column: number
  readonly text: string
  readonly mark: Mark
}
let known: ReadonlySet<string> | null = null
function isKnown(label: string): boolean {
  known ??= new Set(tableKinds.flatMap(({ fields }) => fields.flatMap(({ headers }) => headers)))
  return known.has(label)
}
const isLabel = (text: string): boolean => text.length <= 14 && !/\d/.test(text) && cleanHeader(text) !== ''

/** Names with their values, as they stand; null when the rows are no form. */
export function pairsOf(rows: readonly RawRow[]): readonly Pair[] | null {
  const filled = rows.filter(({ cells }) => !isBlankRow(cells))
  if (filled.length < 2 || filled.length > mostRows) return null
  const pairs: Pair[] = []
  let begun = 0
  for (const { row, cells, marks: found } of filled) {
    const places = cells.flatMap((cell, column) => (cell.trim() === '' ? [] : [column]))
    // A heading stands alone, and so does a name whose value was left out.
    if (places.length === 1) continue
    for (let at = 0; at < places.length; at += 2) {
      const [name = 0, value] = [places[at], places[at + 1]]
      const label = (cells[name] ?? '').trim()
      if (!isLabel(label)) return null
      if (value === undefined) continue
      const text = cells[value] ?? ''
      // Two names beside each other: a table, or a form with an empty field, of which it cannot be told what belongs to what.
      if (isKnown(cleanHeader(text))) return null
      if (at === 0 && isKnown(cleanHeader(label))) begun += 1
      pairs.push({ label, row, column: value, text, mark: found?.[value] ?? marks.text })
    }
  }
  const labels = new Set(pairs.map(({ label }) => cleanHeader(label)))
  const names = [...labels].filter(isKnown).length
  // A table has its names in one row and repeats none of them below.
  return pairs.length >= leastPairs && labels.size === pairs.length && names * 2 >= labels.size && begun >= 2
    ? pairs
    : null
}

/** The form read as one record: its names are the columns of a table of one row. Null for what is no form, or one that no kind is sure of. */
export function recogniseForm(rows: readonly RawRow[], about: SheetAbout): Recognition | null {
  const pairs = about.complete ? pairsOf(rows) : null
  const [first] = pairs ?? []
  if (pairs === null || first === undefined) return null
  const line = (row: number, cells: readonly string[], found: readonly Mark[] | null): RawRow => ({
    row,
    cells,
    marks: found,
  })
  const read = recogniseSheet(
    [
      ...rows.filter(({ row }) => row < first.row),
      line(
        first.row,
        pairs.map(({ label }) => label),
        null,
      ),
      line(
        first.row + 1,
        pairs.map(({ text }) => text),
        pairs.map(({ mark }) => mark),
      ),
    ],
    about,
    tableKinds,
  )
  if (read.kind === null || read.skip !== null || read.headerRow !== first.row) return null
  return {
    ...read,
    headerRow: null,
    headerRows: 1,
    columns: read.columns.flatMap((entry): ColumnMapping[] => {
      if (entry.column === null) return [entry]
      const pair = pairs[entry.column]
      return pair === undefined
        ? []
        : [
            {
              ...entry,
              column: pair.column,
              row: pair.row,
              evidence: entry.field === null ? pair.text.trim().slice(0, 60) : entry.evidence,
            },
          ]
    }),
  }
}

/** Whether the plan reads a form: its columns are single cells. */
export function isForm(columns: PlannedSheet['columns']): boolean {
  return columns.some(({ row }) => row !== undefined)
}
/** The cells of a form as one row, at the first of its rows, and the columns that hold them. */
export function formRow(
  rows: readonly RawRow[],
  columns: PlannedSheet['columns'],
): { readonly row: RawRow; readonly columns: PlannedSheet['columns'] } {
  const byRow = new Map(rows.map((row) => [row.row, row]))
  const cells: string[] = []
  const found: Mark[] = []
  const placed = columns.map((entry) => {
    if (entry.column === null || entry.row === undefined) return entry
    const from = byRow.get(entry.row)
    found.push(from?.marks?.[entry.column] ?? marks.text)
    return { ...entry, column: cells.push(from?.cells[entry.column] ?? '') - 1 }
  })
  const first = Math.min(...columns.flatMap(({ row }) => row ?? []))
  return { row: { row: first, cells, marks: found }, columns: placed }
}
/** What the row of a form became, each remark at its cell in the sheet. */
export function inForm<Result extends { readonly remarks: readonly FormRemark[] }>(
  columns: PlannedSheet['columns'],
  result: Result,
): Result {
  const remarks = result.remarks.map((remark) => ({
    ...remark,
    column: columns.find((entry) => entry.field === remark.field && entry.row !== undefined)?.column ?? null,
  }))
  return { ...result, remarks }
}
interface FormRemark {
  readonly column: number | null
  readonly field: string | null
}
