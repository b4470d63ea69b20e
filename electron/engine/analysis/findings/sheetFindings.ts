/** Findings about whole sheets: the period a title promises against the rows that are there. */
import { type ColumnMapping, unusedColumnsOf } from '../../../../shared/contract/imports.ts'
import type { QualityRow } from '../../../../shared/contract/quality.ts'
import { recordKind } from '../../../../shared/model/recordKinds/index.ts'
import { type CodeEvidence, outcomeOf } from '../../../../shared/model/results.ts'
import type { SheetSettings } from '../../../../shared/model/sheetSettings.ts'
import { readingRules } from '../../../../shared/model/readingRules.ts'
import { parseTime } from '../../../../shared/model/times.ts'
import type { TimeZone } from '../../../../shared/model/timeZones.ts'
import type { Db } from '../../store/db.ts'
import { originalRowsBetween } from '../../records/originalRows.ts'
import { quotedName, recordTable } from '../../store/recordTables.ts'
import { type Steps, turns } from './slices.ts'

export interface SheetPlace {
  readonly sheetId: number
  readonly kind: string
  readonly raw: string
  readonly row: number
  readonly values: QualityRow['values']
}

const date =
  '(?:19|20)\\d{2}\\s?[-/.年]?\\s?\\d{1,2}\\s?[-/.月]?\\s?\\d{1,2}\\s?日?(?:\\s+\\d{1,2}:\\d{2}(?::\\d{2})?)?'
const between = new RegExp(
  `(${date})\\s*[\\]】)]?\\s*(?:[-~—–至到]+|(?:终止|截止|结束)[^\\d]{0,12})\\s*[\\[【(]?\\s*(${date})`,
  'u',
)
const speaksOfPeriod = /起始|起止|期间|时段|时间段|日期|时间|查询|区间|period|from/i
/** A statement that ends so many days before its title says is worth a look; less is a quiet account. */
const quietDays = 31

/** The two ends of a period that a line names, as `YYYY-MM-DD`; null when it names none. */
export function declaredPeriod(text: string): { readonly from: string; readonly to: string } | null {
  const line = text.normalize('NFKC')
  const match = speaksOfPeriod.test(line) || /至|~|—/u.test(line) ? between.exec(line) : null
  const from =
    match === null ? null : (parseTime((match[1] ?? '').replace(/\s+日/u, '日'))?.slice(0, 10) ?? null)
  const to =
    match === null ? null : (parseTime((match[2] ?? '').replace(/\s+日/u, '日'))?.slice(0, 10) ?? null)
  return from === null || to === null || from > to ? null : { from, to }
}

/** Sheets whose rows begin more than a month after, or end more than a month before, the period written above them. */
export function* declaredPeriods(db: Db): Steps<readonly SheetPlace[]> {
  const sheets = db
    .prepare<[], { sheetId: number; kind: string; headerRow: number }>(
      `SELECT sheet_id AS sheetId, kind, header_row AS headerRow FROM sheets JOIN batches USING (batch_id)
    WHERE status = 'active' AND kind IS NOT NULL AND header_row > 1 AND accepted + duplicate > 0 ORDER BY sheet_id`,
    )
    .all()
  const places: SheetPlace[] = []
  for (const { sheetId, kind: kindId, headerRow } of sheets) {
    const kind = recordKind(kindId)
    if (kind?.timeField === undefined) continue
    for (const { row, cells } of originalRowsBetween(db, sheetId, 1, headerRow - 1)) {
      const raw = cells
        .map((cell) => cell.trim())
        .filter((cell) => cell !== '')
        .join(' ')
      const declared = declaredPeriod(raw)
      if (declared === null) continue
      const [first, last] = yield* spanOf(db, kind.id, kind.timeField, sheetId)
      const short =
        first !== null &&
        last !== null &&
        (daysBetween(declared.from, first) > quietDays || daysBetween(last, declared.to) > quietDays)
      if (short)
        places.push({
          sheetId,
          kind: kindId,
          raw: raw.slice(0, 200),
          row,
          values: { declaredFrom: declared.from, declaredTo: declared.to, foundFrom: first, foundTo: last },
        })
      break
    }
  }
  return places
}
/** The first and the last time in a sheet. */
function* spanOf(
  db: Db,
  kindId: string,
  timeField: string,
  sheetId: number,
): Steps<readonly [first: string | null, last: string | null]> {
  const time = quotedName(timeField)
  const lastRow =
    db
      .prepare<[number], number | null>(`SELECT MAX(row) FROM ${recordTable(kindId)} WHERE sheet_id = ?`)
      .pluck()
      .get(sheetId) ?? 0
  const read = db
    .prepare<[number, number, number], [string | null, string | null]>(
      `SELECT MIN(${time}), MAX(${time}) FROM ${recordTable(kindId)} WHERE sheet_id = ? AND row > ? AND row <= ?`,
    )
    .raw()
  let span: readonly [string | null, string | null] = [null, null]
  for (let row = 0; row < lastRow; row += turns.rows) {
    const [first, last] = read.get(sheetId, row, row + turns.rows) ?? [null, null]
    span = [
      first !== null && (span[0] === null || first < span[0]) ? first : span[0],
      last !== null && (span[1] === null || last > span[1]) ? last : span[1],
    ]
    yield turns.rows
  }
  return span
}
function daysBetween(earlier: string, later: string): number {
  return (
    (Date.parse(`${later.slice(0, 10)}T00:00:00Z`) - Date.parse(`${earlier.slice(0, 10)}T00:00:00Z`)) /
    86_400_000
  )
}

/** Sheets that no kind fitted and that are kept as they stand: what is told by them is in no figure. */
export function unrecognisedSheets(db: Db): readonly Omit<SheetPlace, 'kind'>[] {
  return db
    .prepare<[], { sheetId: number; columns: string; read: number; headerRow: number | null }>(
      `SELECT sheet_id AS sheetId, columns, read, header_row AS headerRow FROM sheets JOIN batches USING (batch_id)
    WHERE status = 'active' AND skip IN ('no-header', 'undecided') ORDER BY sheet_id`,
    )
    .all()
    .map(({ sheetId, columns, read, headerRow }) => ({
      sheetId,
      row: headerRow ?? 1,
      raw: (JSON.parse(columns) as readonly ColumnMapping[])
        .flatMap(({ column, header }) => (column === null || header.trim() === '' ? [] : [header.trim()]))
        .join('、')
        .slice(0, 200),
      values: { rows: read },
    }))
}
/** Sheets whose cells were read by rules that this program has changed since; `changed`: how many. */
export function olderReadings(db: Db): readonly Omit<SheetPlace, 'kind'>[] {
  return db
    .prepare<[], { sheetId: number; rules: number; read: number; headerRow: number | null }>(
      `SELECT sheet_id AS sheetId, COALESCE(json_extract(basis, '$.rules'), 0) AS rules, read, header_row AS headerRow FROM sheets JOIN batches USING (batch_id)
    WHERE status = 'active' AND basis IS NOT NULL AND rules < ${readingRules} ORDER BY sheet_id`,
    )
    .all()
    .map(({ sheetId, rules, read, headerRow }) => ({
      sheetId,
      row: headerRow ?? 1,
      raw: '',
      values: { rows: read, changed: readingRules - rules },
    }))
}
/** Columns with values that fill no field, of sheets that were read as tables of a kind. */
export function unusedColumns(db: Db): readonly (Omit<SheetPlace, 'kind'> & { readonly field: null })[] {
  return db
    .prepare<[], { sheetId: number; kind: string; columns: string; headerRow: number | null }>(
      `SELECT sheet_id AS sheetId, kind, columns, header_row AS headerRow FROM sheets JOIN batches USING (batch_id)
    WHERE status = 'active' AND kind IS NOT NULL AND skip IS NULL AND accepted + duplicate > 0 ORDER BY sheet_id`,
    )
    .all()
    .flatMap(({ sheetId, kind, columns, headerRow }) =>
      unusedColumnsOf(JSON.parse(columns) as readonly ColumnMapping[]).map(
        ({ column, header, sample, suggests }) => ({
          sheetId,
          row: headerRow ?? 1,
          field: null,
          raw: sample,
          values: { column, header, suggests: suggests === null ? null : `${kind}.${suggests}` },
        }),
      ),
    )
}

/** What of a sheet's basis is about its codes (`import/convert/conversionBasis.ts`). */
interface CodedBasis {
  readonly resultCodes?: Readonly<Record<string, CodeEvidence>>
  readonly settings?: SheetSettings
}
/** Codes of result columns with their evidence and what they are taken for: by a person before the balances. */
export function resultCodePlaces(
  db: Db,
): readonly (Omit<SheetPlace, 'kind' | 'row'> & { readonly field: string })[] {
  return db
    .prepare<[], { sheetId: number; basis: string }>(
      `SELECT sheet_id AS sheetId, basis FROM sheets JOIN batches USING (batch_id) WHERE status = 'active' AND instr(basis, '"resultCodes"') > 0 ORDER BY sheet_id`,
    )
    .all()
    .flatMap(({ sheetId, basis }) => {
      const { resultCodes, settings } = JSON.parse(basis) as CodedBasis
      const said = Object.values(settings?.results ?? {})
      return Object.entries(resultCodes ?? {}).map(([code, { rows, moved, stood }]) => {
        const meaning = said.map((words) => words[code]).find((word) => word !== undefined)
        const outcome =
          meaning === 'revoked' ? 'failed' : (meaning ?? outcomeOf({ rows, moved, stood }) ?? 'unknown')
        const by = meaning === undefined ? 'balances' : 'person'
        return { sheetId, field: 'result', raw: code, values: { code, rows, moved, stood, outcome, by } }
      })
    })
}

/** What of a sheet's basis is about the zones of its times. */
interface ZonedBasis {
  readonly zones?: readonly (readonly [column: number, zone: TimeZone['zone'], said: string])[]
}
/** Columns of times in another zone than the case's: brought to it, or (`open`) left as they stand, since which zone is meant is not certain. */
export function zonePlaces(db: Db): readonly Omit<SheetPlace, 'kind'>[] {
  return db
    .prepare<[], { sheetId: number; basis: string; columns: string; read: number; headerRow: number | null }>(
      `SELECT sheet_id AS sheetId, basis, columns, read, header_row AS headerRow FROM sheets JOIN batches USING (batch_id) WHERE status = 'active' AND instr(basis, '"zones"') > 0 ORDER BY sheet_id`,
    )
    .all()
    .flatMap(({ sheetId, basis, columns, read, headerRow }) => {
      const { zones = [] } = JSON.parse(basis) as ZonedBasis
      const mapped = JSON.parse(columns) as readonly ColumnMapping[]
      return zones.map(([column, zone, said]) => ({
        sheetId,
        row: headerRow ?? 1,
        raw: '',
        values: {
          header: mapped.find((each) => each.column === column)?.header.trim() ?? '',
          said,
          rows: read,
          by: zone === null ? 'open' : typeof zone === 'number' ? 'offset' : 'summer',
          zone: typeof zone === 'number' ? offsetText(zone) : (zone ?? ''),
        },
      }))
    })
}
/** UTC-4, UTC+5:30. */
function offsetText(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `UTC${minutes < 0 ? '-' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`
}
