/** What people say of numbers (`shared/model/numberClaims.ts`), as the claims in force hold it, and the rows that hang on it. */
import type { RecordKind } from '../../../shared/model/define.ts'
import {
  fieldsOfSort,
  type NumberClaim,
  type SaidOf,
  saidOf,
  spellingsOf,
} from '../../../shared/model/numberClaims.ts'
import { columnOf, fieldOf, literalText } from '../records/evidence.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'

/** What a claim of type `number` keeps; only `identity.number` writes it. */
export function numberClaimOf(detail: string): NumberClaim {
  return JSON.parse(detail) as NumberClaim
}
/** The claims about numbers that are in force, oldest first. */
export function numberClaims(db: Db): readonly NumberClaim[] {
  return db
    .prepare<[], string>(
      "SELECT detail FROM identity_claims WHERE status = 'active' AND type = 'number' ORDER BY claim_id",
    )
    .pluck()
    .all()
    .map(numberClaimOf)
}
/** What people say of numbers now; null where they say nothing. */
export function saidNumbers(db: Db): SaidOf | null {
  return saidOf(numberClaims(db))
}

/** SQL over `r`: the rows of a kind that hold one of these numbers where it tells who they name; null where the kind has no such field. */
export function holdsNumber(
  kind: RecordKind,
  numbers: readonly Pick<NumberClaim, 'sort' | 'value'>[],
): string | null {
  const bySort = Map.groupBy(numbers, ({ sort }) => sort)
  const parts = [...bySort].flatMap(([sort, own]) => {
    const spellings = [...new Set(own.flatMap(({ value }) => spellingsOf(sort, value)))]
    return fieldsOfSort(kind, sort).map((field) => {
      const column = columnOf('r', field)
      return fieldOf(kind, field).multi === true
        ? `(${spellings.map((value) => `instr(char(10) || ${column} || char(10), char(10) || ${literalText(value)} || char(10)) > 0`).join(' OR ')})`
        : `${column} IN (${spellings.map(literalText).join(', ')})`
    })
  })
  return parts.length === 0 ? null : `(${parts.join(' OR ')})`
}
export interface PlacedRow {
  readonly recordId: number
  readonly sheetId: number
  readonly row: number
}
/** The rows of a kind that hold one of the numbers; of some sheets only, or of all. */
export function rowsWithNumbers(
  db: Db,
  kind: RecordKind,
  numbers: readonly Pick<NumberClaim, 'sort' | 'value'>[],
  sheetIds: readonly number[] | null = null,
): readonly PlacedRow[] {
  const holds = holdsNumber(kind, numbers)
  if (holds === null) return []
  return db
    .prepare<[object], PlacedRow>(
      `SELECT r.record_id AS recordId, r.sheet_id AS sheetId, r.row FROM ${recordTable(kind.id)} r WHERE ${holds}${sheetIds === null ? '' : ' AND r.sheet_id IN (SELECT value FROM json_each(@sheets))'} ORDER BY r.record_id`,
    )
    .all(sheetIds === null ? {} : { sheets: JSON.stringify(sheetIds) })
}
