/** What follows when people say of a number that it is one, or that it is nobody's: the rows that hold it name others, and all that hangs on them is derived again. */
import type { Topic } from '../../../../shared/contract/events.ts'
import type { RecordKind } from '../../../../shared/model/define.ts'
import type { NumberClaim } from '../../../../shared/model/numberClaims.ts'
import { recordKinds } from '../../../../shared/model/recordKinds/index.ts'
import { resolverOf, sheetMark } from '../../../../shared/model/resolve.ts'
import {
  numberClaimOf,
  numberClaims,
  type PlacedRow,
  rowsWithNumbers,
  saidNumbers,
} from '../../entities/numberClaims.ts'
import type { WriteDb } from '../../store/db.ts'
import type { RowChange } from '../../store/journal.ts'
import { type Rewritten, rewriteResults } from './reconvert.ts'
import { storedResults } from './storedResults.ts'

/** Follows claims about numbers; to be applied before claims about entities, which stand on whom the rows name. */
export const numberConsequence = {
  tables: ['identity_claims'],
  apply(db: WriteDb, changes: readonly RowChange[]): readonly Topic[] {
    const numbers = changes.flatMap(({ before, after }) => {
      const image = after ?? before
      return image?.['type'] === 'number' ? [numberClaimOf(String(image['detail']))] : []
    })
    if (numbers.length === 0) return []
    renameRows(db, numbers, null)
    return ['case', 'records', 'entities', 'charts']
  },
}
/** To be called after rows of these sheets were written by an import: what people said of numbers holds for them. */
export function applyNumberClaims(db: WriteDb, sheetIds: readonly number[]): void {
  const numbers = numberClaims(db)
  if (numbers.length > 0) renameRows(db, numbers, sheetIds)
}
function renameRows(db: WriteDb, numbers: readonly NumberClaim[], sheetIds: readonly number[] | null): void {
  for (const kind of recordKinds) {
    const bySheet = Map.groupBy(rowsWithNumbers(db, kind, numbers, sheetIds), ({ sheetId }) => sheetId)
    for (const [sheetId, rows] of bySheet) renameInSheet(db, kind, sheetId, rows)
  }
}
/** Writes rows of a sheet as they stand; whom they name is found anew on the way. */
function renameInSheet(db: WriteDb, kind: RecordKind, sheetId: number, rows: readonly PlacedRow[]): void {
  const origin = db
    .prepare<[number], { idx: number; sha256: string }>(
      'SELECT idx, sha256 FROM sheets JOIN batches USING (batch_id) JOIN originals USING (original_id) WHERE sheet_id = ?',
    )
    .get(sheetId)
  const mark = sheetMark(origin?.sha256 ?? '', origin?.idx ?? sheetId)
  const fields = kind.fields.map(({ id }) => id)
  const entitiesOf = resolverOf(kind, fields, saidNumbers(db))
  const rewritten = rows.flatMap(({ row }): Rewritten[] => {
    const stored = storedResults(db, { sheetId, kind }, row, row).get(row)
    if (stored?.values == null) return []
    const { values } = stored
    return [
      {
        stored,
        result: {
          raw: { row, cells: [], marks: null },
          outcome: 'accepted',
          reason: null,
          values,
          entities: entitiesOf(
            fields.map((field) => values[field] ?? null),
            { sheet: mark, row },
          ),
          remarks: stored.remarks,
        },
      },
    ]
  })
  rewriteResults(db, { sheetId, kind, mark }, rewritten)
}
