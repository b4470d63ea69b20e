/** What sort of finding each is: what its places name, and what a person can do about it. */
import type { QualityFinding, QualityRow } from '../../../shared/contract/index.ts'
import { numberSort, ruledSaying, type NumberClaim } from '../../../shared/model/numberClaims.ts'
import { fieldOf } from '../../../shared/model/recordKinds/index.ts'

type Codes = ReadonlySet<QualityFinding['code']>
/** Findings of which the whole row is told: no cell of it stands for the others. */
export const rowTold: Codes = new Set([
  'duplicates',
  'mirrored',
  'failed',
  'identical',
  'conflict',
  'read-otherwise',
  'possible-repeat',
  'possible-mirror',
  'possible-reversal',
  'open-reversal',
  'reversed',
  'repeated-total',
  'contradictory',
  'balance-break',
  'direction-reversed',
  'declared-period',
  'unrecognised-sheet',
  'older-reading',
  'unused-column',
])
/** Findings about a whole account, sheet or import: they name no row. */
export const rowless: Codes = new Set([
  'missing-period',
  'overlap',
  'hidden-sheet',
  'site-unnamed',
  'names-differ',
  'name-only',
  'reconciled',
  'year-assumed',
  'wechat-names',
])
/** Findings whose words carry figures. */
export const told: Codes = new Set([
  'balance-break',
  'direction-reversed',
  'missing-period',
  'overlap',
  'declared-period',
  'unrecognised-sheet',
  'older-reading',
  'unused-column',
  'year-assumed',
  'wechat-names',
])
/** Findings about which a person can do something by settling how the sheet is read. */
export const settleable: Codes = new Set([
  'older-reading',
  'result-codes',
  'read-otherwise',
  'not-a-date',
  'unknown-result',
  'unknown-currency',
  'rejected',
  'date-without-year',
  'year-assumed',
  'wechat-names',
])
/** Findings whose places are read and settled in the reading of their sheet. */
export const opensReading: Codes = new Set(['older-reading', 'result-codes', 'year-assumed', 'wechat-names'])
/** Those that somebody may take as they are proposed. */
export const proposed: Codes = new Set([
  'conflict',
  'possible-repeat',
  'possible-mirror',
  'possible-reversal',
])
/** What stands for a number and is none. */
export const ofNumbers: Codes = new Set(['no-number', 'bad-check-digit'])
/** Findings about which somebody decides here, place by place or as a whole. */
export const isDecidable = (code: QualityFinding['code']): boolean =>
  proposed.has(code) || code === 'reversed' || ofNumbers.has(code)

/** The number a place is about, where a person may say that it is one; null where it counts as one already. */
export function numberAt(code: QualityFinding['code'], row: QualityRow): NumberClaim | null {
  if (!ofNumbers.has(code)) return null
  const type = row.kind === null || row.field === null ? undefined : fieldOf(row.kind, row.field)?.type
  const sort = type === undefined ? null : numberSort(type)
  if (sort === null || row.raw === '' || ruledSaying(sort, row.raw) === 'number') return null
  return { sort, value: row.raw, says: 'number' }
}
