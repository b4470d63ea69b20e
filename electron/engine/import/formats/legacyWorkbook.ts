/** The binary formats (xls of every age, xlsb) through SheetJS; the result is the same rows the own readers give. */
import type { CellObject, WorkBook, WorkSheet } from 'xlsx'
import { AppError } from '../../../../shared/errors.ts'
import { type Mark, marks, packMarks, type RawRow, rowsPerBatch, type TableSheet } from './cells.ts'
import { areasByRow, withMerged } from './mergedCells.ts'
import { dateCellText, dateStyleOfCode, shownByCode, type ShownNumber, shownText } from './numberFormat.ts'

export interface LegacyWorkbook {
  readonly date1904: boolean
  readonly sheets: readonly TableSheet[]
}

/** Reads bytes that are not encrypted (any more). Errors: `file-unreadable` for whatever the library throws (it throws strings too). */
export async function readLegacyWorkbook(input: Buffer): Promise<LegacyWorkbook> {
  const library = await import('xlsx')
  library.set_cptable(await import('xlsx/dist/cpexcel.full.mjs'))
  let book: WorkBook
  try {
    book = library.read(input, {
      type: 'buffer',
      dense: true,
      raw: true,
      codepage: 936,
      cellFormula: false,
      cellHTML: false,
      cellText: false,
      cellNF: true,
      cellStyles: false,
      bookVBA: false,
      cellDates: false,
      UTC: true,
    })
  } catch {
    throw new AppError('file-unreadable', 'the workbook cannot be read', { what: 'workbook' })
  }
  const date1904 = book.Workbook?.WBProps?.date1904 === true
  // A sheet under a name like __proto__ would not be an own key: better refused than lost.
  if (book.SheetNames.some((name) => !Object.hasOwn(book.Sheets, name)))
    throw new AppError('file-hostile', 'a sheet name that hides its sheet', { what: 'sheet-name', limit: 0 })
  const sheets = book.SheetNames.map((name, index): TableSheet => {
    const sheet = book.Sheets[name]
    return {
      name,
      hidden: (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0,
      async *rows() {
        const rows = async function* written() {
          for (const batch of batches(sheet, date1904)) yield await Promise.resolve(batch)
        }
        yield* withMerged(
          rows(),
          areasByRow(
            (sheet?.['!merges'] ?? []).map(({ s, e }) => ({
              column: s.c,
              lastColumn: e.c,
              row: s.r + 1,
              lastRow: e.r + 1,
            })),
          ),
        )
      },
    }
  })
  return { date1904, sheets }
}

function* batches(sheet: WorkSheet | undefined, date1904: boolean): Generator<readonly RawRow[]> {
  // `dense` puts the cells into rows under !data.
  const data =
    (
      sheet as { readonly '!data'?: readonly (readonly (CellObject | undefined)[] | undefined)[] } | undefined
    )?.['!data'] ?? []
  let batch: RawRow[] = []
  for (let index = 0; index < data.length; index += 1) {
    const line = data[index]
    if (line === undefined) continue
    const cells: string[] = []
    const found: Mark[] = []
    for (let column = 0; column < line.length; column += 1) {
      const { text, mark } = read(line[column], date1904)
      cells.push(text)
      found.push(mark)
    }
    batch.push({ row: index + 1, cells, marks: packMarks(found) })
    if (batch.length >= rowsPerBatch) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}

const errorNames: ReadonlyMap<number, string> = new Map([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
])

function read(
  cell: CellObject | undefined,
  date1904: boolean,
): { readonly text: string; readonly mark: Mark } {
  if (cell === undefined || cell.v === undefined || cell.v === null) return { text: '', mark: marks.text }
  switch (cell.t) {
    case 'n': {
      const style = typeof cell.z === 'string' ? dateStyleOfCode(cell.z) : 'none'
      const date = style === 'none' ? null : dateCellText(Number(cell.v), style, date1904)
      return date === null
        ? { text: asShown(cell.z, doubleText(Number(cell.v))), mark: marks.number }
        : { text: date, mark: marks.date }
    }
    case 'd':
      return {
        text:
          cell.v instanceof Date
            ? cell.v
                .toISOString()
                .slice(0, 19)
                .replace('T', ' ')
                .replace(/ 00:00:00$/, '')
            : String(cell.v),
        mark: marks.date,
      }
    case 'b':
      return { text: cell.v === true ? 'TRUE' : 'FALSE', mark: marks.boolean }
    case 'e':
      return { text: errorNames.get(Number(cell.v)) ?? '#ERR', mark: marks.error }
    default:
      return { text: String(cell.v), mark: marks.text }
  }
}
/**
 * A number as these files hold it: a double of 15 sure digits. A longer one is written with an exponent, as the programs themselves show
 * it, so that its last digits are not mistaken for typed ones.
 */
export function doubleText(value: number): string {
  if (!Number.isFinite(value) || Math.abs(value) < 1e15) return String(value)
  return value.toExponential().replace('e+', 'E+')
}
function asShown(code: unknown, digits: string): string {
  if (typeof code !== 'string' || code === 'General') return digits
  let shown = known.get(code)
  if (shown === undefined) {
    if (known.size > 1_000) known.clear()
    known.set(code, (shown = shownByCode(code)))
  }
  return shown === null ? digits : shownText(digits, shown)
}
const known = new Map<string, ShownNumber | null>()
