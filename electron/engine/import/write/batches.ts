/** What was imported: batches with their sheets, and the rows that did not become records of their own. */
import { unusedColumnsOf } from '../../../../shared/contract/imports.ts'
import type {
  ArchiveOrigin,
  BatchIssue,
  BatchSheet,
  ColumnMapping,
  ImportBatch,
  IssueGroup,
  Reconciliation,
  RowOutcome,
  TextEncoding,
} from '../../../../shared/contract/imports.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { Db } from '../../store/db.ts'
import { originalCells } from '../../records/originalRows.ts'
import { recordTable } from '../../store/recordTables.ts'

interface BatchRow {
  readonly batchId: number
  readonly status: 'active' | 'undone'
  readonly at: string
  readonly operator: string
  readonly fileName: string
  readonly sha256: string
  readonly size: number
  readonly encoding: TextEncoding | null
  readonly archive: string | null
  readonly warnings: number
}
interface SheetRow extends Reconciliation {
  readonly batchId: number
  readonly sheetId: number
  readonly name: string
  readonly kind: string | null
  readonly format: string | null
  readonly hidden: number
  readonly headerRow: number | null
  readonly skip: BatchSheet['skip']
  readonly columns: string
}

const batchSql = `SELECT batch_id AS batchId, status, at, operator, file_name AS fileName, sha256, size, encoding, json_extract(plan, '$.archive') AS archive, warnings FROM batches JOIN originals USING (original_id)`
const sheetSql = `SELECT batch_id AS batchId, sheet_id AS sheetId, name, kind, format, hidden, header_row AS headerRow, skip, columns, read, accepted, duplicate, rejected, skipped FROM sheets`

function assemble(batch: BatchRow, sheets: readonly SheetRow[]): ImportBatch {
  const total = (pick: (sheet: SheetRow) => number): number =>
    sheets.reduce((sum, sheet) => sum + pick(sheet), 0)
  return {
    ...batch,
    // Written by run.ts with the plan of the batch.
    archive: batch.archive === null ? null : (JSON.parse(batch.archive) as ArchiveOrigin),
    reconciliation: {
      read: total(({ read }) => read),
      accepted: total(({ accepted }) => accepted),
      duplicate: total(({ duplicate }) => duplicate),
      rejected: total(({ rejected }) => rejected),
      skipped: total(({ skipped }) => skipped),
    },
    sheets: sheets.map(
      ({
        sheetId,
        name,
        kind,
        format,
        hidden,
        headerRow,
        skip,
        columns,
        read,
        accepted,
        duplicate,
        rejected,
        skipped,
      }) => ({
        sheetId,
        name,
        kind,
        format,
        hidden: hidden === 1,
        headerRow,
        skip,
        reconciliation: { read, accepted, duplicate, rejected, skipped },
        // Written by the import.
        unused: kind === null ? [] : unusedColumnsOf(JSON.parse(columns) as readonly ColumnMapping[]),
      }),
    ),
  }
}

/** All batches, newest first. */
export function listBatches(db: Db): readonly ImportBatch[] {
  const sheets = Map.groupBy(
    db.prepare<[], SheetRow>(`${sheetSql} ORDER BY batch_id, idx`).all(),
    ({ batchId }) => batchId,
  )
  return db
    .prepare<[], BatchRow>(`${batchSql} ORDER BY batch_id DESC`)
    .all()
    .map((batch) => assemble(batch, sheets.get(batch.batchId) ?? []))
}

/** One batch; throws `batch-not-found`. */
export function readBatch(db: Db, batchId: number): ImportBatch {
  const batch = db.prepare<[number], BatchRow>(`${batchSql} WHERE batch_id = ?`).get(batchId)
  if (batch === undefined) throw new AppError('batch-not-found', 'no such import', { batch: batchId })
  return assemble(
    batch,
    db.prepare<[number], SheetRow>(`${sheetSql} WHERE batch_id = ? ORDER BY idx`).all(batchId),
  )
}

interface IssueRow {
  readonly sheetId: number
  readonly sheet: string
  readonly row: number
  readonly outcome: RowOutcome
  readonly reason: string | null
  readonly kind: string | null
  readonly recordId: number | null
  readonly issueId: number | null
}
type RowFilter = 'duplicate' | 'rejected' | 'skipped'

/** The fault a rejected row is told by: its first. */
const firstFault =
  "(SELECT min(issue_id) FROM row_issues f WHERE f.sheet_id = o.sheet_id AND f.row = o.row AND f.severity = 'reject')"
const rowReason = 'coalesce(i.code, o.reason, o.outcome)'
/** SQL of the rows that are not accepted (`@outcomes`), and of the remarks on accepted ones; what a row is, the records of its kind say. */
function sqlOfIssues(kinds: readonly string[]): { readonly rows: string; readonly cells: string } {
  const inBatch = 'sheet_id IN (SELECT sheet_id FROM sheets WHERE batch_id = @batchId)'
  const standing = [
    `SELECT sheet_id, row, outcome, reason, NULL AS repeats FROM unrecorded_rows WHERE ${inBatch}`,
    ...kinds.map(
      (kind) =>
        `SELECT sheet_id, row, 'duplicate', 'duplicate', duplicate_of FROM ${recordTable(kind)} WHERE duplicate_of IS NOT NULL AND ${inBatch}`,
    ),
  ]
  const accepted = kinds.map(
    (kind) =>
      `(i.kind = '${kind}' AND EXISTS (SELECT 1 FROM ${recordTable(kind)} r WHERE r.record_id = i.record_id AND r.duplicate_of IS NULL))`,
  )
  return {
    rows: `FROM (${standing.join(' UNION ALL ')}) o JOIN sheets s USING (sheet_id) LEFT JOIN row_issues i ON o.outcome = 'rejected' AND i.issue_id = ${firstFault} WHERE o.outcome IN (SELECT value FROM json_each(@outcomes))`,
    cells: `FROM row_issues i JOIN sheets s USING (sheet_id) WHERE s.batch_id = @batchId AND i.severity = 'warn' AND (${accepted.length === 0 ? '0' : accepted.join(' OR ')})`,
  }
}
function kindsOf(batch: ImportBatch): readonly string[] {
  return [...new Set(batch.sheets.flatMap(({ kind }) => (kind === null ? [] : [kind])))]
}

/**
 * Rows of a batch that were duplicates, rejected or skipped, with their reason; without `outcome` all of these, then the remarks on single
 * cells of accepted rows; with `accepted` those remarks alone. `reason`, with `field`, narrows it to one group of `issueGroups`.
 */
export function batchIssues(
  db: Db,
  args: {
    readonly batchId: number
    readonly outcome?: RowOutcome | undefined
    readonly reason?: string | undefined
    readonly field?: string | null | undefined
    readonly offset: number
    readonly limit: number
  },
): { readonly total: number; readonly rows: readonly BatchIssue[] } {
  const sql = sqlOfIssues(kindsOf(readBatch(db, args.batchId)))
  const outcomes: readonly RowFilter[] =
    args.outcome === undefined
      ? ['duplicate', 'rejected', 'skipped']
      : args.outcome === 'accepted'
        ? []
        : [args.outcome]
  const narrowed = (reason: string): string =>
    `${args.reason === undefined ? '' : ` AND ${reason} = @reason`}${args.field === undefined ? '' : ' AND i.field IS @field'}`
  const fromRows = sql.rows + narrowed(rowReason)
  const fromCells = sql.cells + narrowed('i.code')
  const params = {
    batchId: args.batchId,
    outcomes: JSON.stringify(outcomes),
    reason: args.reason ?? null,
    field: args.field ?? null,
  }
  const withCells = args.outcome === undefined || args.outcome === 'accepted'
  const count = (from: string): number =>
    db.prepare<[object], number>(`SELECT count(*) ${from}`).pluck().get(params) ?? 0
  const rowTotal = outcomes.length === 0 ? 0 : count(fromRows)
  const total = rowTotal + (withCells ? count(fromCells) : 0)
  const rows =
    args.offset >= rowTotal
      ? []
      : db
          .prepare<[object], IssueRow>(
            `SELECT s.sheet_id AS sheetId, s.name AS sheet, o.row, o.outcome, o.reason, s.kind, o.repeats AS recordId, i.issue_id AS issueId ${fromRows} ORDER BY s.idx, o.row LIMIT @limit OFFSET @offset`,
          )
          .all({ ...params, limit: args.limit, offset: args.offset })
          .map((row) => issueOfRow(db, row))
  const left = args.limit - rows.length
  if (!withCells || left <= 0) return { total, rows }
  const cells = db
    .prepare<[object], BatchIssue>(
      `SELECT s.sheet_id AS sheetId, s.name AS sheet, i.row, i.col AS "column", 'accepted' AS outcome, i.code AS reason, i.field, i.raw, i.record_id AS recordId, s.kind, NULL AS repeats ${fromCells} ORDER BY s.idx, i.row, i.issue_id LIMIT @left OFFSET @skip`,
    )
    .all({ ...params, left, skip: Math.max(0, args.offset - rowTotal) })
  return { total, rows: [...rows, ...cells] }
}

/** What a sheet was imported as. Throws `sheet-not-found`. */
export function importedSheet(
  db: Db,
  sheetId: number,
): {
  readonly kind: string | null
  readonly headerRow: number | null
  readonly columns: readonly ColumnMapping[]
} {
  const sheet = db
    .prepare<[number], { kind: string | null; headerRow: number | null; columns: string }>(
      'SELECT kind, header_row AS headerRow, columns FROM sheets WHERE sheet_id = ?',
    )
    .get(sheetId)
  if (sheet === undefined) throw new AppError('sheet-not-found', `no sheet ${sheetId}`, { sheetId })
  // Written by the import.
  return { ...sheet, columns: JSON.parse(sheet.columns) as readonly ColumnMapping[] }
}

/** What the rows not accepted and the remarks of a batch come to. Throws `batch-not-found`. */
export function issueGroups(db: Db, batchId: number): readonly IssueGroup[] {
  const sql = sqlOfIssues(kindsOf(readBatch(db, batchId)))
  return db
    .prepare<[object], IssueGroup>(
      `
    SELECT outcome, reason, field, kind, count(*) AS count FROM (
      SELECT o.outcome, ${rowReason} AS reason, i.field, s.kind ${sql.rows}
      UNION ALL SELECT 'accepted', i.code, i.field, s.kind ${sql.cells})
    GROUP BY outcome, reason, field, kind ORDER BY count DESC, reason, field`,
    )
    .all({ batchId, outcomes: JSON.stringify(['duplicate', 'rejected', 'skipped'] satisfies RowFilter[]) })
}

/** `recordId` of a duplicate row is the record it is a duplicate of. */
function issueOfRow(db: Db, { issueId, ...row }: IssueRow): BatchIssue {
  const rejected =
    issueId === null
      ? undefined
      : db
          .prepare<[number], { code: string; field: string | null; column: number | null; raw: string }>(
            'SELECT code, field, col AS "column", raw FROM row_issues WHERE issue_id = ?',
          )
          .get(issueId)
  const raw =
    rejected?.raw ??
    (originalCells(db, row.sheetId, row.row) ?? [])
      .filter((cell) => cell !== '')
      .join(' ')
      .slice(0, 200)
  const repeats =
    row.recordId === null || row.kind === null
      ? null
      : (db
          .prepare<[number], NonNullable<BatchIssue['repeats']>>(
            `SELECT batch_id AS batchId, at, file_name AS file, name AS sheet, r.row FROM ${recordTable(row.kind)} r JOIN sheets USING (sheet_id) JOIN batches USING (batch_id) JOIN originals USING (original_id) WHERE r.record_id = ?`,
          )
          .get(row.recordId) ?? null)
  return {
    ...row,
    repeats,
    reason: rejected?.code ?? row.reason ?? row.outcome,
    field: rejected?.field ?? null,
    column: rejected?.column ?? null,
    raw,
  }
}
