/** When a sheet was exported, by what stands around its table: the lines above and below it, the name of the sheet, the name of the file. */
import { exportInLines, exportInName, type ExportMoment } from '../../../../shared/model/exportMoment.ts'
import type { RawRow } from '../formats/cells.ts'
import type { Surroundings } from '../recognise/contextValues.ts'

const lineOf = ({ cells }: RawRow): string =>
  cells
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
    .join(' ')

/**
 * The nearest that tells it; null where none does. `latest`: a moment beyond it lies in the future and is none.
 */
export function exportAround(
  { above, below, sheetName, fileName }: Surroundings,
  latest: string,
): ExportMoment | null {
  const found: readonly (readonly [ExportMoment['from'], string | null])[] = [
    ['above', exportInLines(above.map(lineOf))],
    ['below', exportInLines(below.map(lineOf))],
    ['sheet', exportInName(sheetName)],
    ['file', exportInName(fileName.replace(/\.[^.]+$/, ''))],
  ]
  const [from, at] = found.find(([, moment]) => moment !== null) ?? []
  return from === undefined || at === undefined || at === null || at > latest ? null : { at, from }
}
