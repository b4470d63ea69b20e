/** Originals, batches, exports and properties of the case against what the audit log says of them. */
import type { Db } from '../store/db.ts'
import { property } from '../store/properties.ts'
import { factRules } from '../../../shared/model/factRules.ts'
import type { Findings } from './findings.ts'
import type { LoggedBatch, LogState } from './logState.ts'

interface BatchRow {
  readonly batch: number
  readonly status: string
  readonly at: string
  readonly operator: string
  readonly sha256: string | null
  readonly file: string | null
  readonly named: string | null
  readonly rows: number
}
export function checkLog(db: Db, log: LogState, found: Findings): void {
  checkBatches(db, log, found)
  checkOriginalNames(db, log, found)
  checkReports(db, log, found)
  checkProperties(db, log, found)
}

function checkBatches(db: Db, log: LogState, found: Findings): void {
  const open = new Map(log.batches)
  for (const row of db
    .prepare<[], BatchRow>(
      `SELECT batch_id AS batch, status, at, operator, o.sha256, o.file_name AS named, CASE WHEN json_valid(plan) THEN json_extract(plan, '$.fileName') END AS file,
        (SELECT coalesce(sum(read), 0) FROM sheets s WHERE s.batch_id = b.batch_id) AS rows FROM batches b LEFT JOIN originals o USING (original_id) ORDER BY batch_id`,
    )
    .all()) {
    found.looked += 1
    const logged = open.get(row.batch)
    const file = row.file ?? row.named ?? ''
    if (logged === undefined) {
      found.add('batch-unknown', { batch: row.batch, file })
      continue
    }
    open.delete(row.batch)
    for (const [what, here, said] of differences(row, logged))
      found.add('batch-differs', { file: logged.file, seq: logged.first.seq, what, here, said })
  }
  for (const { file, batch, first } of open.values())
    found.add('import-missing', { file, batch, seq: first.seq })
}
function differences(
  row: BatchRow,
  logged: LoggedBatch,
): readonly (readonly [what: string, here: string | number, said: string | number])[] {
  const pairs: readonly (readonly [string, string | number, string | number])[] = [
    ['at', row.at, logged.first.at],
    ['operator', row.operator.normalize('NFC'), logged.first.operator],
    ['sha256', row.sha256 ?? '', logged.sha256],
    ['file', row.file ?? row.named ?? '', logged.file],
    ['status', row.status, logged.active ? 'active' : 'undone'],
    ['rows', row.rows, logged.rows ?? row.rows],
  ]
  return pairs.filter(([, here, said]) => here !== said && String(here).normalize('NFC') !== said)
}

/** An original is named as it was when it was first imported. */
function checkOriginalNames(db: Db, log: LogState, found: Findings): void {
  const names = new Map<string, Set<string>>()
  for (const { sha256, file } of log.batches.values())
    names.set(sha256, (names.get(sha256) ?? new Set()).add(file))
  for (const { sha256, file } of db
    .prepare<[], { sha256: string; file: string }>('SELECT sha256, file_name AS file FROM originals')
    .all()) {
    found.looked += 1
    const known = names.get(sha256)
    if (known === undefined) found.add('original-unlogged', { file })
    else if (!known.has(file.normalize('NFC')) && !known.has(file))
      found.add('original-name', { file, said: [...known][0] ?? '' })
  }
}

function checkReports(db: Db, log: LogState, found: Findings): void {
  const open = new Map<string, { readonly file: string; readonly seq: number; count: number }>()
  const keyOf = (...parts: readonly unknown[]): string =>
    JSON.stringify(parts.map((part) => String(part).normalize('NFC')))
  for (const { at, operator, params, seq } of log.files) {
    const file = String(params['file'])
    const key = keyOf(at, operator, file, params['sha256'], params['size'])
    const known = open.get(key)
    open.set(key, { file, seq, count: (known?.count ?? 0) + 1 })
  }
  for (const { at, operator, file, sha256, size } of db
    .prepare<[], { at: string; operator: string; file: string; sha256: string; size: number }>(
      'SELECT at, operator, file_name AS file, sha256, size FROM reports ORDER BY report_id',
    )
    .all()) {
    found.looked += 1
    const logged = open.get(keyOf(at, operator, file, sha256, size))
    if (logged === undefined || logged.count === 0) found.add('report-unlogged', { file })
    else logged.count -= 1
  }
  for (const { file, seq, count } of open.values()) if (count > 0) found.add('report-missing', { file, seq })
}

function checkProperties(db: Db, { first, cipher, factRules: renewed }: LogState, found: Findings): void {
  if (first?.action !== 'workspace.create') {
    found.add('log-begins', { action: first?.action ?? '' })
    return
  }
  const pairs: readonly (readonly [string, string, unknown])[] = [
    ['name', property(db, 'name').normalize('NFC'), first.params['name']],
    ['createdAt', property(db, 'createdAt'), first.at],
    ['operator', property(db, 'operator').normalize('NFC'), first.operator],
    ['program', property(db, 'program'), first.params['program']],
    ['cipher', property(db, 'cipher'), cipher ?? ''],
  ]
  for (const [what, here, said] of pairs) {
    found.looked += 1
    if (here !== (said ?? '')) found.add('property', { what, here, said: String(said) })
  }
  const rules = Number(property(db, 'factRules') || 0)
  if (rules > factRules || (renewed !== null && rules < renewed))
    found.add('property', { what: 'factRules', here: rules, said: String(renewed ?? factRules) })
}
