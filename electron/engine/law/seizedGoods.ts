/** What every line of the seizure lists is: phone, cash, copies of a work. Told once per state of the facts by `shared/model/seizedThings.ts`. */
import {
  cashOf,
  copiesOf,
  isPhone,
  knownTitles,
  unitOf,
  type Cash,
  type Copies,
  type KnownTitles,
  type SeizedItem,
  type Verdict,
} from '../../../shared/model/seizedThings.ts'
import { yuan } from '../../../shared/model/currency.ts'
import { oncePerState } from '../records/keptPerState.ts'
import { originalText, type MappedColumns } from '../records/originalRows.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'

export interface SeizedRow {
  readonly recordId: number
  readonly name: string
  readonly unit: string | null
  readonly quantity: number | null
  readonly placeId: number | null
  readonly phone: Verdict
  readonly cash: Cash | 'undecided' | null
  readonly copies: Copies | 'undecided' | null
}
interface StoredItem {
  readonly recordId: number
  readonly sheetId: number
  readonly row: number
  readonly name: string
  readonly title: string | null
  readonly feature: string | null
  readonly quantity: number | null
  readonly unit: string | null
  readonly currency: string | null
  readonly placeId: number | null
}

/** Every line of the seizure lists once, in the order of the records. */
export const seizedRows: (db: Db) => readonly SeizedRow[] = oncePerState((db) =>
  readSeized(db, 'r.duplicate_of IS NULL', {}),
)
/** These lines, counted or not, as though each stood. */
export function seizedRowsOf(db: Db, recordIds: readonly number[]): readonly SeizedRow[] {
  return readSeized(db, 'r.record_id IN (SELECT value FROM json_each(@recordIds))', {
    recordIds: JSON.stringify(recordIds),
  })
}
function readSeized(db: Db, which: string, params: object): readonly SeizedRow[] {
  const rows = db
    .prepare<[object], StoredItem>(
      `SELECT r.record_id AS recordId, r.sheet_id AS sheetId, r.row, r."name" AS name, r."title" AS title, r."feature" AS feature,
      r."quantity" AS quantity, r."unit" AS unit, r."currency" AS currency, r.e_place AS placeId FROM ${recordTable('seizure')} r WHERE ${which} ORDER BY r.record_id`,
    )
    .all(params)
  if (rows.length === 0) return []
  const known = titlesOf(db)
  const columns = new Map<number, MappedColumns>()
  return rows.map((row) => {
    const item: SeizedItem = { ...row, written: writtenQuantity(db, row, columns) }
    return {
      recordId: row.recordId,
      name: row.name,
      unit: unitOf(item),
      quantity: row.quantity,
      placeId: row.placeId,
      phone: isPhone(item),
      cash: cashIn(cashOf(item), row.currency),
      copies: copiesOf(item, known),
    }
  })
}
/** Cash whose column of currencies says more than its words; `undecided` where the two contradict each other. */
function cashIn(cash: SeizedRow['cash'], currency: string | null): SeizedRow['cash'] {
  if (cash === null || cash === 'undecided' || currency === null || currency === cash.currency) return cash
  return cash.currency === yuan ? { ...cash, currency } : 'undecided'
}
/** The cell of the quantity, where the fields do not say all. */
function writtenQuantity(db: Db, row: StoredItem, columns: Map<number, MappedColumns>): string | null {
  if (row.unit !== null && row.quantity !== null) return null
  let mapped = columns.get(row.sheetId)
  if (mapped === undefined) {
    const kept = db
      .prepare<[number], string>('SELECT columns FROM sheets WHERE sheet_id = ?')
      .pluck()
      .get(row.sheetId)
    mapped = JSON.parse(kept ?? '[]') as MappedColumns
    columns.set(row.sheetId, mapped)
  }
  return originalText(db, row, mapped, 'quantity')
}
/** Titles that name a work: of the list of works, of print orders and stock moves, and what stands in 《》 in orders and seizure lists. */
function titlesOf(db: Db): KnownTitles {
  const titles = (...selects: readonly string[]): readonly string[] =>
    db.prepare<[], string>(selects.join(' UNION ')).pluck().all()
  const from = (kind: string, condition = '1'): string =>
    `SELECT r."title" FROM ${recordTable(kind)} r WHERE r."title" IS NOT NULL AND ${condition}`
  return knownTitles(
    titles(
      from('work'),
      from('printOrder'),
      from('stockMove'),
      from('saleOrder', `instr(r."item", '《') > 0`),
    ),
    titles(from('seizure')),
  )
}

/** Copies as they are packed: boxes, sets. A booklet is a part of one, a case holds several. */
export function packedCopies({ copies }: SeizedRow): Copies | null {
  return copies === null || copies === 'undecided' || !['box', 'set'].includes(copies.counting)
    ? null
    : copies
}
/** The lines that are copies of a work but are counted in another unit, told as `50 套`; what the unit counts is for a person to say. */
export function byUnit(rows: readonly SeizedRow[]): readonly string[] {
  const sums = new Map<string, bigint>()
  for (const { unit, quantity } of rows)
    sums.set(unit ?? '', (sums.get(unit ?? '') ?? 0n) + BigInt(quantity ?? 0))
  return [...sums].map(([unit, sum]) => `${sum} ${unit}`.trim())
}
