/**
 * A workbook written row by row: typed cells, frozen header, filter, totals, links between sheets; memory does not grow with the rows.
 * Texts stand inline in the sheets, so there is no table of strings to hold.
 */
import { packageParts, type WrittenSheet } from './packageParts.ts'
import {
  type Column,
  type OpenSheet,
  openSheet,
  type SheetOptions,
  sheetRows,
  type StyledCell,
  type Value,
} from './sheet.ts'
import type { ByteSink } from '../../store/sealedFile.ts'
import { createZipFile } from './zipFile.ts'

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

/** Opens a workbook into `file`. `rowsPerSheet` is for tests; the last row of each sheet is kept for the totals. */
export function createWorkbook(
  file: ByteSink,
  options: { readonly title: string; readonly at: string; readonly rowsPerSheet?: number },
): WorkbookWriter {
  const rowsPerSheet = options.rowsPerSheet ?? sheetRows
  const zip = createZipFile(file)
  /** In the order of the tabs; a reserved place is null until it is filled. */
  const written: (WrittenSheet | null)[] = []
  let files = 0
  const taken = new Set<string>()
  let cutTexts = 0

  function open(sheetOptions: SheetOptions, name: string, reserved?: number): OpenSheet {
    const place = reserved ?? written.push(null) - 1
    const number = ++files
    const sheet = openSheet(zip.part(`xl/worksheets/sheet${number}.xml`), sheetOptions, {
      selected: place === 0,
      rows: rowsPerSheet,
      cut: () => {
        cutTexts += 1
      },
    })
    return {
      ...sheet,
      end: () => {
        written[place] = { name, file: number, ...sheet.end() }
      },
    }
  }

  return {
    get cutTexts() {
      return cutTexts
    },
    sheet(sheetOptions) {
      const names = [sheetName(sheetOptions.name, taken)]
      let current = open(sheetOptions, names[0] ?? sheetOptions.name)
      const roll = (): void => {
        if (!current.full()) return
        current.end()
        const next = sheetName(`${sheetOptions.name} (${names.length + 1})`, taken)
        names.push(next)
        current = open({ ...sheetOptions, preface: [] }, next)
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
          const sheet = open({ name, columns, plain: true }, name, place)
          for (const cells of rows) sheet.styled(cells)
          sheet.end()
        },
      }
    },
    finish() {
      for (const [name, text] of packageParts(
        written.filter((sheet) => sheet !== null),
        options,
      )) {
        const part = zip.part(name)
        part.write(text)
        part.end()
      }
      zip.finish()
    },
    abandon() {
      zip.abandon()
    },
  }
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
