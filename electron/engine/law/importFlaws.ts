/** What of the material of a kind became no record: rows that were rejected at import with what can be read in them, sheets that were not read. */
import { convertCell } from '../../../shared/model/convert.ts'
import { columnCurrency, headerCurrency, yuan } from '../../../shared/model/currency.ts'
import { cleanHeader } from '../../../shared/model/headers.ts'
import { fieldOf, recordKind } from '../../../shared/model/recordKinds/index.ts'
import { keptValues } from '../records/keptPerState.ts'
import { factsState } from '../records/factsVersion.ts'
import { originalText, type MappedColumns } from '../records/originalRows.ts'
import type { Db } from '../store/db.ts'

export interface RejectedRows {
  readonly count: number
  /** What a field of theirs adds up to, in stored units, as far as it can be read; null where too many were rejected to read them, or none has it. */
  readonly sum: bigint | null
}
export interface UnreadSheets {
  readonly count: number
  readonly names: readonly string[]
}
interface RejectingSheet {
  readonly sheetId: number
  readonly columns: string
  readonly rejected: number
}
/** So many rejected rows are read again for what stands in them; beyond, only their number is told. */
const mostRead = 2_000
const kept = keptValues<RejectedRows>(40)

/** The rejected rows of a kind, and what its `field` adds up to in them. */
export function rejectedRows(db: Db, kind: string, field: string | null): RejectedRows {
  return kept.of(db, `${kind}/${field ?? ''}`, factsState(db), () => readRejected(db, kind, field))
}
function readRejected(db: Db, kind: string, field: string | null): RejectedRows {
  const sheets = db
    .prepare<[string], RejectingSheet>(
      `SELECT s.sheet_id AS sheetId, s.columns, s.rejected FROM sheets s JOIN batches b USING (batch_id)
    WHERE s.kind = ? AND s.rejected > 0 AND b.status = 'active'`,
    )
    .all(kind)
  const count = sheets.reduce((total, { rejected }) => total + rejected, 0)
  if (field === null || count === 0 || count > mostRead) return { count, sum: null }
  let sum: bigint | null = null
  for (const sheet of sheets)
    for (const value of valuesOf(db, kind, field, sheet)) sum = (sum ?? 0n) + BigInt(value)
  return { count, sum }
}
function valuesOf(db: Db, kind: string, field: string, sheet: RejectingSheet): readonly number[] {
  const columns = JSON.parse(sheet.columns) as (MappedColumns[number] & { readonly header?: string })[]
  const sources = [field, ...sourcesOf(kind, field)].flatMap((id) => {
    const source = fieldOf(kind, id)
    const column = columns.find((candidate) => candidate.field === id)
    return source === undefined || column === undefined ? [] : [{ source, header: column.header ?? '' }]
  })
  const currencyField = recordKind(kind)?.currency?.field ?? ''
  return db
    .prepare<[number], number>("SELECT row FROM unrecorded_rows WHERE sheet_id = ? AND outcome = 'rejected'")
    .pluck()
    .all(sheet.sheetId)
    .flatMap((row) => {
      const at = { sheetId: sheet.sheetId, row }
      for (const { source, header } of sources) {
        const text = originalText(db, at, columns, source.id) ?? ''
        const { value, currency } = convertCell(source, { text, type: 'text' }, header)
        if (typeof value !== 'number') continue
        const named =
          source.type !== 'money'
            ? null
            : (headerCurrency(cleanHeader(header)) ??
              columnCurrency(originalText(db, at, columns, currencyField) ?? '') ??
              currency?.currency)
        // What is in another currency is in no sum of yuan.
        return (named ?? yuan) === yuan ? [value] : []
      }
      return []
    })
}
/** Fields whose value a field takes when it has none of its own. */
function sourcesOf(kind: string, field: string): readonly string[] {
  return (recordKind(kind)?.derive ?? []).flatMap((rule) =>
    rule.how === 'fallback' && rule.into === field
      ? rule.from
      : rule.how === 'pair' && rule.amount === field
        ? [...rule.in, ...rule.out]
        : // What was paid, before refunds.
          rule.how === 'difference' && rule.into === field
          ? [rule.from]
          : [],
  )
}

/**
 * Sheets that were left out of the files that sheets of these kinds stand in (hidden, without a header, undecided, not chosen): what they hold is not known,
 * and may belong to them. Empty sheets and such as hold only notes are none.
 */
export function unreadSheets(db: Db, kinds: readonly string[]): UnreadSheets {
  const names = db
    .prepare<[string], string>(
      `SELECT s.name FROM sheets s JOIN batches b USING (batch_id) WHERE b.status = 'active' AND s.skip IN ('hidden', 'no-header', 'undecided', 'not-chosen')
    AND s.batch_id IN (SELECT k.batch_id FROM sheets k WHERE k.kind IN (SELECT value FROM json_each(?))) ORDER BY s.sheet_id`,
    )
    .pluck()
    .all(JSON.stringify(kinds))
  return { count: names.length, names }
}
