/** Which currency what stands around a table gives for its amounts: its title, the account above it, the name of its sheet or file. */
import { accountCurrency, titleCurrency } from '../../../../shared/model/currency.ts'
import type { RawRow } from '../formats/cells.ts'
import type { SheetAbout } from '../recognise/recognise.ts'

/** The nearest that tells one: the lines above the table, those above all tables of the sheet, the sheet's name, the file's. Null where none does or they name several. */
export function currencyAround(above: readonly RawRow[], about: SheetAbout): string | null {
  for (const rows of [above, about.common ?? []]) {
    const said = new Set(rows.flatMap(({ cells }) => cells.flatMap((cell) => ofLine(cell) ?? [])))
    if (said.size > 1) return null
    const [code] = said
    if (code !== undefined) return code
  }
  const stem = about.fileName.replace(/\.[^.]+$/, '')
  return (about.named ? ofName(about.name) : null) ?? ofName(stem)
}
function ofLine(cell: string): string | null {
  if (cell === '' || cell.length > 80) return null
  return titleCurrency(cell, false) ?? accountCurrency(cell.replace(/^.*[:：]/u, ''))
}
/** In names of files a moment of the day may stand before any number. */
function ofName(name: string): string | null {
  return titleCurrency(name, true) ?? accountCurrency(name, false)
}
