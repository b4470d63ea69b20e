/** One sheet of a workbook, written row by row. */
import { scaledText } from '../../../../shared/model/exactDecimal.ts'
import type { Minor } from '../../../../shared/model/minor.ts'
import { mainNamespace, relations, xmlHead } from './packageParts.ts'
import { lookIndex } from './styles.ts'
import type { CellLook } from './styles.ts'
import { attributeText, cellText, columnName } from './xml.ts'
import type { ZipPart } from './zipFile.ts'

/** Scaled integers are printed digit by digit, so that no amount passes through a float. */
export type Value = string | number | null | { readonly scaled: Minor; readonly scale: number }
export interface Column {
  readonly header: string
  /** In characters. */
  readonly width: number
  readonly look: CellLook
}
export interface StyledCell {
  readonly value: Value
  readonly look: CellLook
  readonly linkTo?: string
}
export interface SheetOptions {
  readonly name: string
  readonly columns: readonly Column[]
  /** Rows above the header. */
  readonly preface?: readonly (readonly StyledCell[])[]
  /** A sheet without header row, filter and frozen pane. */
  readonly plain?: boolean
}
/** What a sheet has to know of its workbook. */
export interface SheetPlace {
  /** Shown when the workbook is opened. */
  readonly selected: boolean
  /** Rows it may hold; the last is kept for the totals. */
  readonly rows: number
  /** A text was cut because a cell holds no more. */
  cut(): void
}
/** What of a sheet stands elsewhere in the workbook too. */
export interface SheetEnd {
  readonly filter: string | null
  readonly headerRow: number | null
}
export interface OpenSheet<End = void> {
  /** Whether there is room for the totals alone. */
  full(): boolean
  styled(cells: readonly StyledCell[]): void
  row(values: readonly Value[]): void
  totals(values: readonly Value[]): void
  end(): End
}

/** Rows a worksheet holds, as Excel has it. */
export const sheetRows = 1_048_576
const cellCharacters = 32_767

/** Begins a sheet: its head, the rows above the header, the header. */
export function openSheet(
  part: ZipPart,
  { columns, preface = [], plain = false }: SheetOptions,
  { selected, rows, cut }: SheetPlace,
): OpenSheet<SheetEnd> {
  const links: string[] = []
  let row = 0
  let lastData = 0
  const headerRow = plain ? null : preface.length + 1
  part.write(
    `${xmlHead}<worksheet xmlns="${mainNamespace}" xmlns:r="${relations}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"${selected ? ' tabSelected="1"' : ''}${headerRow === null ? ' showGridLines="0"/>' : `><pane ySplit="${headerRow}" topLeftCell="A${headerRow + 1}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView>`}</sheetViews><sheetFormatPr defaultRowHeight="15"/>`,
  )
  part.write(
    `<cols>${columns.map((column, index) => `<col min="${index + 1}" max="${index + 1}" width="${column.width}" customWidth="1"/>`).join('')}</cols><sheetData>`,
  )

  function cell(index: number, value: Value, look: CellLook): string {
    if (value === null || value === '')
      return look.startsWith('header') || look.startsWith('total')
        ? `<c r="${columnName(index)}${row}" s="${lookIndex(look)}"/>`
        : ''
    const at = `<c r="${columnName(index)}${row}" s="${lookIndex(look)}"`
    // Spreadsheets keep fifteen figures of a number; a longer sum stands as its text.
    const long = typeof value === 'object' && /^-?\d{16}/.test(String(value.scaled))
    if (typeof value !== 'string' && !long) return `${at}><v>${valueDigits(value)}</v></c>`
    let text = typeof value === 'string' ? value : valueDigits(value)
    if (text.length > cellCharacters) {
      cut()
      text = text.slice(0, cellCharacters)
    }
    return `${at} t="inlineStr"><is><t xml:space="preserve">${cellText(text)}</t></is></c>`
  }
  function write(cells: readonly string[], extra = ''): void {
    part.write(`<row r="${row}"${extra}>${cells.join('')}</row>`)
  }
  function styled(cells: readonly StyledCell[]): void {
    row += 1
    write(
      cells.map(({ value, look, linkTo }, index) => {
        if (linkTo !== undefined)
          links.push(
            `<hyperlink ref="${columnName(index)}${row}" location="${attributeText(`'${linkTo.replaceAll("'", "''")}'!A1`)}" display="${attributeText(linkTo)}"/>`,
          )
        return cell(index, value, look)
      }),
    )
  }
  for (const cells of preface) styled(cells)
  if (headerRow !== null) {
    row += 1
    write(
      columns.map((column, index) =>
        cell(
          index,
          column.header,
          column.look === 'integer' || column.look.startsWith('decimal') ? 'headerNumber' : 'header',
        ),
      ),
      ' ht="22" customHeight="1"',
    )
  }
  lastData = row
  return {
    full: () => row >= rows - 1,
    styled(cells: readonly StyledCell[]): void {
      styled(cells)
      lastData = row
    },
    row(values: readonly Value[]): void {
      row += 1
      lastData = row
      write(values.map((value, index) => cell(index, value, columns[index]?.look ?? 'text')))
    },
    totals(values: readonly Value[]): void {
      row += 1
      write(values.map((value, index) => cell(index, value, totalLook(columns[index]?.look ?? 'text'))))
    },
    end(): SheetEnd {
      const last = columnName(Math.max(columns.length - 1, 0))
      const filter = headerRow === null ? null : `A${headerRow}:${last}${Math.max(lastData, headerRow)}`
      part.write(
        `</sheetData>${filter === null ? '' : `<autoFilter ref="${filter}"/>`}${links.length === 0 ? '' : `<hyperlinks>${links.join('')}</hyperlinks>`}<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>&amp;C&amp;A · &amp;P / &amp;N</oddFooter></headerFooter>${row === 0 ? '' : `<ignoredErrors><ignoredError sqref="A1:${last}${row}" numberStoredAsText="1"/></ignoredErrors>`}</worksheet>`,
      )
      part.end()
      return { filter, headerRow }
    },
  }
}

function totalLook(look: CellLook): CellLook {
  if (look === 'integer') return 'totalInteger'
  const match = /^decimal([1-8])$/.exec(look)
  // The names of looks and of totals differ by their beginning alone.
  return match === null ? 'totalText' : (`totalDecimal${match[1]}` as CellLook)
}

/** The figures of a number, `-1234.50` for -123450 with two decimals, without a float in between. */
export function valueDigits(value: number | { readonly scaled: Minor; readonly scale: number }): string {
  return typeof value === 'number' ? String(value) : scaledText(value.scaled, value.scale)
}
