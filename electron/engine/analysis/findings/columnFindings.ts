/** Findings about columns whose values say something only as a whole: dates that took their year from around, WeChat names that are nicknames. */
import type { ColumnMapping } from '../../../../shared/contract/imports.ts'
import type { SheetSettings } from '../../../../shared/model/sheetSettings.ts'
import type { Db } from '../../store/db.ts'
import type { SheetPlace } from './sheetFindings.ts'

type ColumnPlace = Omit<SheetPlace, 'kind' | 'row'> & { readonly field: string }
/** What of a sheet's basis is about its columns (`import/convert/conversionBasis.ts`). */
interface ToldBasis {
  readonly years?: Readonly<
    Record<
      string,
      {
        readonly runs: readonly (readonly [row: number, newYears: number, year: number | null])[]
        readonly periods?: readonly { readonly from: string; readonly to: string }[]
        readonly from?: { readonly where: string; readonly text: string }
      }
    >
  >
  readonly weChat?: Readonly<Record<string, { readonly ids: number; readonly nicknames: number }>>
  readonly nicknames?: readonly number[]
  readonly settings?: SheetSettings
}
interface ToldSheet {
  readonly sheetId: number
  readonly columns: readonly ColumnMapping[]
  readonly basis: ToldBasis
}
function sheetsWith(db: Db, key: string): readonly ToldSheet[] {
  return db
    .prepare<[string], { sheetId: number; columns: string; basis: string }>(
      "SELECT sheet_id AS sheetId, columns, basis FROM sheets JOIN batches USING (batch_id) WHERE status = 'active' AND instr(basis, ?) > 0 ORDER BY sheet_id",
    )
    .all(`"${key}":`)
    .map(({ sheetId, columns, basis }) => ({
      sheetId,
      columns: JSON.parse(columns) as ToldSheet['columns'],
      basis: JSON.parse(basis) as ToldBasis,
    }))
}
const columnAt = (sheet: ToldSheet, column: string): ColumnMapping | undefined =>
  sheet.columns.find((one) => one.column === Number(column) && one.field !== null)

/** Columns of dates that took their year from a title, a name or other rows, or from a person. */
export function assumedYears(db: Db): readonly ColumnPlace[] {
  const rows = db
    .prepare<[number, string], number>(
      "SELECT COUNT(*) FROM row_issues WHERE sheet_id = ? AND field = ? AND code = 'year-assumed'",
    )
    .pluck()
  return sheetsWith(db, 'years').flatMap((sheet) =>
    Object.entries(sheet.basis.years ?? {}).flatMap(([column, { runs, periods, from }]) => {
      const { field = null, header = '' } = columnAt(sheet, column) ?? {}
      const given = field === null ? 0 : (rows.get(sheet.sheetId, field) ?? 0)
      if (field === null || given === 0) return []
      const said = sheet.basis.settings?.years?.[field]
      const years =
        said !== undefined
          ? runs.map(([, newYears]) => Number(said) + newYears)
          : periods !== undefined
            ? periods.flatMap((one) => [Number(one.from.slice(0, 4)), Number(one.to.slice(0, 4))])
            : runs.flatMap(([, , year]) => year ?? [])
      const [first, last] = [Math.min(...years), Math.max(...years)]
      const source = said === undefined ? (from?.text ?? '') : ''
      const values = {
        header,
        rows: given,
        years: first === last ? String(first) : `${first}–${last}`,
        where: said === undefined ? (from?.where ?? 'rows') : 'person',
        source,
      }
      return [{ sheetId: sheet.sheetId, field, raw: source, values }]
    }),
  )
}
/** Columns of WeChat in which some value is no id, with what the column is taken for. */
export function weChatNamePlaces(db: Db): readonly ColumnPlace[] {
  return sheetsWith(db, 'weChat').flatMap((sheet) =>
    Object.entries(sheet.basis.weChat ?? {}).flatMap(([column, { ids, nicknames }]) => {
      const { field = null, header = '' } = columnAt(sheet, column) ?? {}
      const said = field === null ? undefined : sheet.basis.settings?.weChat?.[field]
      if (field === null || (nicknames === 0 && said === undefined)) return []
      const whole = sheet.basis.nicknames?.includes(Number(column)) === true
      const taken = said ?? (whole ? 'nicknames' : 'ids')
      const by = said !== undefined ? 'person' : whole ? 'column' : 'cells'
      return [{ sheetId: sheet.sheetId, field, raw: '', values: { header, ids, nicknames, taken, by } }]
    }),
  )
}
