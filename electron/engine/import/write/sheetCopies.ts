/** Sheets that hold the same rows as one that is about to be settled, and would be read otherwise: the same statement saved in another format. */
import type { SettingPreview } from '../../../../shared/contract/sheets.ts'
import type { RowValues } from '../../../../shared/model/complete.ts'
import type { RecordKind } from '../../../../shared/model/define.ts'
import { isDateField, isStateField, ownFields } from '../../../../shared/model/sheetSettings.ts'
import type { Db } from '../../store/db.ts'
import type { Steps } from '../../store/steps.ts'
import { type SheetConversion, sheetConversion } from './reconvert.ts'
import { compareRows } from './settleSheet.ts'

/** Of so many rows at least half must stand in both. */
const leastRows = 3

/** What rows of a sheet hold beside what a setting can change, and what it can change. */
export class RowKeys {
  private readonly fixed: readonly string[]
  private readonly changing: readonly string[]
  private readonly rows = new Map<string, string[]>()
  count = 0
  constructor(kind: RecordKind) {
    const own = new Set(ownFields(kind).map(({ id }) => id))
    const currencies = [kind.currency?.field, kind.currency?.booked?.field]
    const changes = (field: RecordKind['fields'][number]): boolean =>
      isDateField(field) ||
      isStateField(field) ||
      own.has(field.id) ||
      currencies.includes(field.id) ||
      field.id === kind.directionField
    this.changing = kind.fields.filter(changes).map(({ id }) => id)
    const told = new Set(kind.sameFact ?? kind.fields.map(({ id }) => id))
    this.fixed = kind.fields.filter((field) => told.has(field.id) && !changes(field)).map(({ id }) => id)
  }
  private of(values: RowValues): readonly [key: string | null, changing: string] {
    const fixed = this.fixed.map((field) => values[field] ?? null)
    return [
      fixed.filter((value) => value !== null).length < 2 ? null : JSON.stringify(fixed),
      JSON.stringify(this.changing.map((field) => values[field] ?? null)),
    ]
  }
  add(values: RowValues | null): void {
    const [key, changing] = this.of(values ?? {})
    if (key === null) return
    this.count += 1
    const alike = this.rows.get(key)
    if (alike === undefined) this.rows.set(key, [changing])
    else alike.push(changing)
  }
  /** Another sheet beside these rows: takes its rows, and tells how many stand in both and how many of those are read otherwise. */
  beside(): { take(values: RowValues | null): void; readonly both: number; readonly otherwise: number } {
    const left = new Map([...this.rows].map(([key, alike]) => [key, [...alike]]))
    const found = { both: 0, otherwise: 0 }
    return {
      take: (values) => {
        const [key, changing] = this.of(values ?? {})
        const alike = left.get(key ?? '')
        if (alike === undefined || alike.length === 0) return
        found.both += 1
        const same = alike.indexOf(changing)
        if (same < 0) found.otherwise += 1
        alike.splice(Math.max(0, same), 1)
      },
      get both() {
        return found.both
      },
      get otherwise() {
        return found.otherwise
      },
    }
  }
}

/** Sheets of the kind that hold these rows and are read otherwise. */
export function* sheetCopies(
  db: Db,
  { sheetId, kind }: Pick<SheetConversion, 'sheetId' | 'kind'>,
  keys: RowKeys,
): Steps<SettingPreview['copies'], number> {
  const others = db
    .prepare<[string, number], { sheetId: number; file: string; sheet: string; read: number }>(
      `SELECT sheet_id AS sheetId, file_name AS file, name AS sheet, read FROM sheets JOIN batches USING (batch_id) JOIN originals USING (original_id)
      WHERE status = 'active' AND kind = ? AND sheet_id <> ? AND basis IS NOT NULL ORDER BY sheet_id`,
    )
    .all(kind.id, sheetId)
  const copies: SettingPreview['copies'][number][] = []
  for (const { read, ...other } of others) {
    const conversion = sheetConversion(db, other.sheetId)
    if (conversion === null || Math.min(read, keys.count) * 2 < Math.max(read, keys.count)) continue
    const beside = keys.beside()
    yield* compareRows(db, conversion, ({ result }) => {
      beside.take(result.values)
    })
    if (beside.both >= leastRows && beside.both * 2 >= keys.count && beside.otherwise > 0)
      copies.push({ ...other, rows: beside.otherwise })
  }
  return copies
}
