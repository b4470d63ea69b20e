/**
 * A workbook written row by row: typed cells, frozen header, filter, totals, links between sheets; memory does not grow with the rows.
 * Texts stand inline in the sheets, so there is no table of strings to hold.
 */
import { scaledText } from '../../../../shared/model/exactDecimal.ts'
import type { Minor } from '../../../../shared/model/minor.ts'
import { lookIndex, stylesXml } from './styles.ts'
import type { CellLook } from './styles.ts'
import { attributeText, cellText, columnName } from './xml.ts'
import { createZipFile } from './zipFile.ts'
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
export interface SheetWriter {
  /** Names of the sheet and, when it was longer than one sheet holds, of its continuations. */
  readonly names: readonly string[]
  row(values: readonly Value[]): void
  styled(cells: readonly StyledCell[]): void
  /** A closing row in the totals look. */
  totals(values: readonly Value[]): void
  /** A line of totals among the rows. */
  subtotals(values: readonly Value[]): void
  end(): void
}
export interface ReservedSheet {
  /** Fills the sheet; rows are as they are, without header, filter and frozen pane. */
  write(content: {
    readonly columns: readonly Column[]
    readonly rows: readonly (readonly StyledCell[])[]
  }): void
}
export interface WorkbookWriter {
  sheet(options: SheetOptions): SheetWriter
  /** Keeps the place of a sheet among the sheets whose content is known only later. */
  reserve(name: string): ReservedSheet
  /** Texts that had to be cut because a cell holds no more than 32,767 characters. */
  readonly cutTexts: number
  finish(): void
  abandon(): void
}

/** Rows a worksheet holds, as Excel has it. */
export const sheetRows = 1_048_576
const cellCharacters = 32_767
const mainNamespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

interface WrittenSheet {
  readonly name: string
  readonly file: number
  readonly filter: string | null
  readonly headerRow: number | null
}

/** Opens a workbook at `path`. `rowsPerSheet` is for tests; the last row of each sheet is kept for the totals. */
export function createWorkbook(
  path: string,
  options: { readonly title: string; readonly at: string; readonly rowsPerSheet?: number },
): WorkbookWriter {
  const rowsPerSheet = options.rowsPerSheet ?? sheetRows
  const zip = createZipFile(path)
  /** In the order of the tabs; a reserved place is null until it is filled. */
  const written: (WrittenSheet | null)[] = []
  let files = 0
  const taken = new Set<string>()
  let cutTexts = 0

  function openSheet(sheetOptions: SheetOptions, name: string, reserved?: number) {
    const { columns, preface = [], plain = false } = sheetOptions
    const place = reserved ?? written.push(null) - 1
    const number = ++files
    const part: ZipPart = zip.part(`xl/worksheets/sheet${number}.xml`)
    const links: string[] = []
    let row = 0
    let lastData = 0
    const headerRow = plain ? null : preface.length + 1
    part.write(
      `${head}<worksheet xmlns="${mainNamespace}" xmlns:r="${relations}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"${place === 0 ? ' tabSelected="1"' : ''}${headerRow === null ? ' showGridLines="0"/>' : `><pane ySplit="${headerRow}" topLeftCell="A${headerRow + 1}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView>`}</sheetViews><sheetFormatPr defaultRowHeight="15"/>`,
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
        cutTexts += 1
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
      get full() {
        return row >= rowsPerSheet - 1
      },
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
      end(): void {
        const last = columnName(Math.max(columns.length - 1, 0))
        const filter = headerRow === null ? null : `A${headerRow}:${last}${Math.max(lastData, headerRow)}`
        part.write(
          `</sheetData>${filter === null ? '' : `<autoFilter ref="${filter}"/>`}${links.length === 0 ? '' : `<hyperlinks>${links.join('')}</hyperlinks>`}<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>&amp;C&amp;A · &amp;P / &amp;N</oddFooter></headerFooter>${row === 0 ? '' : `<ignoredErrors><ignoredError sqref="A1:${last}${row}" numberStoredAsText="1"/></ignoredErrors>`}</worksheet>`,
        )
        part.end()
        written[place] = { name, file: number, filter, headerRow }
      },
    }
  }

  return {
    get cutTexts() {
      return cutTexts
    },
    sheet(sheetOptions) {
      const names = [sheetName(sheetOptions.name, taken)]
      let current = openSheet(sheetOptions, names[0] ?? sheetOptions.name)
      const roll = (): void => {
        if (!current.full) return
        current.end()
        const next = sheetName(`${sheetOptions.name} (${names.length + 1})`, taken)
        names.push(next)
        current = openSheet({ ...sheetOptions, preface: [] }, next)
      }
      return {
        names,
        row(values) {
          roll()
          current.row(values)
        },
        styled(cells) {
          roll()
          current.styled(cells)
        },
        subtotals(values) {
          roll()
          current.totals(values)
        },
        totals(values) {
          current.totals(values)
        },
        end() {
          current.end()
        },
      }
    },
    reserve(wanted) {
      const name = sheetName(wanted, taken)
      const place = written.push(null) - 1
      return {
        write({ columns, rows }) {
          const sheet = openSheet({ name, columns, plain: true }, name, place)
          for (const cells of rows) sheet.styled(cells)
          sheet.end()
        },
      }
    },
    finish() {
      const sheets = written.filter((sheet) => sheet !== null)
      const file = (name: string, text: string): void => {
        const part = zip.part(name)
        part.write(head + text)
        part.end()
      }
      file('xl/workbook.xml', workbookXml(sheets))
      file(
        'xl/_rels/workbook.xml.rels',
        `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets.map((sheet, index) => `<Relationship Id="rId${index + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${sheet.file}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
      )
      const styles = zip.part('xl/styles.xml')
      styles.write(stylesXml())
      styles.end()
      file(
        'docProps/core.xml',
        `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${attributeText(options.title)}</dc:title><dc:creator>链证 Lianzheng</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${attributeText(options.at.slice(0, 10))}</dcterms:created></cp:coreProperties>`,
      )
      file(
        '_rels/.rels',
        `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
      )
      file(
        '[Content_Types].xml',
        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${sheets.map((sheet) => `<Override PartName="/xl/worksheets/sheet${sheet.file}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join('')}<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
      )
      zip.finish()
    },
    abandon() {
      zip.abandon()
    },
  }
}

function workbookXml(sheets: readonly WrittenSheet[]): string {
  const quoted = (name: string) => attributeText(`'${name.replaceAll("'", "''")}'`)
  const absolute = (range: string) => range.replaceAll(/([A-Z]+)(\d+)/g, '$$$1$$$2')
  const names = sheets.flatMap((sheet, index) => [
    ...(sheet.filter === null
      ? []
      : [
          `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${quoted(sheet.name)}!${absolute(sheet.filter)}</definedName>`,
        ]),
    ...(sheet.headerRow === null
      ? []
      : [
          `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${quoted(sheet.name)}!$${sheet.headerRow}:$${sheet.headerRow}</definedName>`,
        ]),
  ])
  return `<workbook xmlns="${mainNamespace}" xmlns:r="${relations}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${sheets.map((sheet, index) => `<sheet name="${attributeText(sheet.name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets>${names.length === 0 ? '' : `<definedNames>${names.join('')}</definedNames>`}</workbook>`
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

/** A name every spreadsheet takes (31 characters, no []:*?/\, no apostrophe at the ends) and no other sheet has. */
export function sheetName(wanted: string, taken: Set<string>): string {
  const plain =
    wanted
      .replaceAll(/[[\]:*?/\\\u0000-\u001f]/g, ' ')
      .replaceAll(/^'+|'+$/g, '')
      .trim() || 'Sheet'
  const base = plain.toLowerCase() === 'history' ? `${plain}_` : plain
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : ` ~${number}`
    const name = `${base.slice(0, 31 - suffix.length).replace(/[\ud800-\udbff]$/, '')}${suffix}`
    if (taken.has(name.toLowerCase())) continue
    taken.add(name.toLowerCase())
    return name
  }
}
