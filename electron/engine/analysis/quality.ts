/** What a person should look at before trusting the figures, and the proof that no row was lost. */
import type { QualityFinding } from '../../../shared/contract/analysis.ts'
import type { TableInfo } from '../../../shared/contract/records.ts'
import { recordKind } from '../../../shared/model/recordKinds/index.ts'
import type { Db } from '../context.ts'
import { recordTable, quotedName } from '../store/recordTables.ts'

/** Remarks of the import that are findings, worst first. */
const remarks: readonly { readonly code: QualityFinding['code']; readonly tone: QualityFinding['tone'] }[] = [
  { code: 'damaged-number', tone: 'bad' }, { code: 'not-a-number', tone: 'warn' }, { code: 'not-a-date', tone: 'warn' }, { code: 'unknown-direction', tone: 'warn' },
  { code: 'future-date', tone: 'warn' }, { code: 'bad-check-digit', tone: 'warn' }, { code: 'masked', tone: 'info' },
]

/** Findings, worst first, each with what it opens: rows of a table by a flag or a field, the imports, or the chart. Nothing found gives nothing. */
export function qualityFindings(db: Db, tables: readonly TableInfo[]): readonly QualityFinding[] {
  const found = new Map<string, { readonly kind: string; readonly count: number }[]>()
  for (const { code, kind, count } of db.prepare<[], { code: string; kind: string; count: number }>(`
    SELECT code, kind, count(DISTINCT record_id) AS count FROM row_issues WHERE record_id IS NOT NULL AND kind IS NOT NULL GROUP BY code, kind ORDER BY count DESC, kind`).all()) {
    found.set(code, [...(found.get(code) ?? []), { kind, count }])
  }
  const flagged = remarks.flatMap(({ code, tone }) => (found.get(code) ?? []).map(({ kind, count }): QualityFinding => ({ code, tone, count, kind, opens: { screen: 'tables', kind, field: 'flag', value: code } })))
  const sheets = db.prepare<[], { rejected: number | null; read: number | null; hidden: number | null; uneven: number | null }>(`
    SELECT sum(rejected) AS rejected, sum(read) AS read, sum(hidden) AS hidden, sum(read <> accepted + duplicate + rejected + skipped) AS uneven
    FROM sheets JOIN batches USING (batch_id) WHERE status = 'active'`).get()
  const imports = (code: QualityFinding['code'], tone: QualityFinding['tone'], count: number | null | undefined): QualityFinding[] =>
    (count == null || count === 0 ? [] : [{ code, tone, count, kind: null, opens: { screen: 'import', kind: null, field: null, value: null } }])
  return [
    ...flagged.filter(({ tone }) => tone === 'bad'),
    ...imports('rejected', 'bad', sheets?.rejected),
    ...flagged.filter(({ tone }) => tone === 'warn'),
    ...tables.filter(({ mirrored }) => mirrored > 0).map((table): QualityFinding => ({ code: 'mirrored', tone: 'warn', count: table.mirrored, kind: table.kind, opens: { screen: 'tables', kind: table.kind, field: 'mirrorOf', value: null } })),
    ...tables.filter(({ duplicates }) => duplicates > 0).map((table): QualityFinding => ({ code: 'duplicates', tone: 'warn', count: table.duplicates, kind: table.kind, opens: { screen: 'tables', kind: table.kind, field: 'duplicateOf', value: null } })),
    ...tables.flatMap((table) => failedRows(db, table.kind)),
    ...imports('hidden-sheet', 'info', sheets?.hidden),
    ...nameOnlyPeople(db),
    ...flagged.filter(({ tone }) => tone === 'info'),
    ...(sheets?.uneven === 0 ? imports('reconciled', 'ok', sheets.read) : []),
  ]
}

/** Rows that say they failed; they are shown, but stand in no sum. */
function failedRows(db: Db, kindId: string): QualityFinding[] {
  const field = recordKind(kindId)?.resultField
  if (field === undefined) return []
  const count = db.prepare<[], number>(`SELECT count(*) FROM ${recordTable(kindId)} WHERE ${quotedName(field)} = 'failed' AND duplicate_of IS NULL AND mirror_of IS NULL`).pluck().get() ?? 0
  return count === 0 ? [] : [{ code: 'failed', tone: 'info', count, kind: kindId, opens: { screen: 'tables', kind: kindId, field, value: 'failed' } }]
}

/** People known by nothing but a name: two of one name may be two people. */
function nameOnlyPeople(db: Db): QualityFinding[] {
  const count = db.prepare<[], number>("SELECT count(*) FROM entities WHERE kind = 'person' AND name_only = 1").pluck().get() ?? 0
  return count === 0 ? [] : [{ code: 'name-only', tone: 'info', count, kind: 'person', opens: { screen: 'chart', kind: null, field: null, value: null } }]
}
