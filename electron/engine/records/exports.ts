/** When the sheets of a case were exported, as they were read (`ConversionBasis.exported`), and which of two facts comes of the later export. */
import { type ExportMoment, isLaterExport } from '../../../shared/model/exportMoment.ts'
import type { Db } from '../store/db.ts'

/** The moment a sheet was exported; null where it says none. */
export type ExportOf = (sheetId: number) => string | null

/** What sheets say of their export; each is asked once. */
export function exportReader(db: Db): (sheetId: number) => ExportMoment | null {
  const read = db
    .prepare<[number], string | null>(
      "SELECT json_extract(basis, '$.exported') FROM sheets WHERE sheet_id = ?",
    )
    .pluck()
  const known = new Map<number, ExportMoment | null>()
  return (sheetId) => {
    let moment = known.get(sheetId)
    if (moment === undefined) {
      const text = read.get(sheetId) ?? null
      known.set(sheetId, (moment = text === null ? null : (JSON.parse(text) as ExportMoment)))
    }
    return moment
  }
}
/** Whether what some sheets state was exported after all that others state: one of these was made surely later than each of those, which all say when they were made. */
export function areLaterExports(
  some: readonly (string | null)[],
  others: readonly (string | null)[],
): boolean {
  return (
    others.length > 0 &&
    some.some((one) => one !== null && others.every((other) => other !== null && isLaterExport(one, other)))
  )
}
