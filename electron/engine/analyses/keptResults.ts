/** Kept answers in the case file. */
import { createHash } from 'node:crypto'
import { constants, deflateSync, inflateSync } from 'node:zlib'
import { analyses } from '../../../shared/contract/analyses/index.ts'
import type { AnalysisResult } from '../../../shared/contract/analyses/result.ts'
import type { AnalysisRun } from '../../../shared/contract/analysisRuns.ts'
import type { KeptAnswer, KeptResult } from '../../../shared/contract/keptResults.ts'
import { AppError } from '../../../shared/errors.ts'
import { factsState } from '../records/factsVersion.ts'
import type { ReadDb, WriteDb } from '../store/db.ts'
import { inputDigest } from './inputDigest.ts'

interface KeptRow {
  readonly keptId: number
  readonly name: string
  readonly analysis: string
  readonly params: string
  readonly named: string
  readonly version: number
  readonly state: string
  readonly input: string
  readonly seq: number
  readonly lines: number
  readonly note: string
  readonly at: string
  readonly operator: string
}
const columns =
  'kept_id AS keptId, name, analysis, params, named, version, state, input, audit_seq AS seq, lines, note, at, operator'

/** Every kept answer, the newest first. */
export function listKept(db: ReadDb): readonly KeptResult[] {
  const current = isCurrent(db)
  return db
    .prepare<[], KeptRow>(`SELECT ${columns} FROM kept_results ORDER BY kept_id DESC`)
    .all()
    .map((row) => keptOf(row, current))
}
/** One of them. Errors: `result-not-found`. */
export function keptInfo(db: ReadDb, keptId: number): KeptResult {
  const row = db
    .prepare<[number], KeptRow>(`SELECT ${columns} FROM kept_results WHERE kept_id = ?`)
    .get(keptId)
  if (row === undefined) throw new AppError('result-not-found', `no kept result ${keptId}`, { keptId })
  return keptOf(row, isCurrent(db))
}
/** With its answer. Errors: `result-not-found`, `case-damaged`. */
export function readKept(db: ReadDb, keptId: number): KeptAnswer {
  const kept = keptInfo(db, keptId)
  const found = db
    .prepare<[number], { sha256: string; answer: Buffer | null }>(
      'SELECT k.answer AS sha256, a.answer FROM kept_results k LEFT JOIN kept_answers a ON a.sha256 = k.answer WHERE kept_id = ?',
    )
    .get(keptId)
  const text = found?.answer === undefined || found.answer === null ? null : textOf(found.answer)
  if (text === null || digestOf(text) !== found?.sha256)
    throw new AppError('case-damaged', 'a kept answer is not what was kept', { keptId })
  const { analysis, params, named, version, state, input, seq } = kept
  // Written below, and its digest is that of the row.
  const result = JSON.parse(text) as AnalysisResult
  return { kept, run: { analysis, params, named, version, state, input, seq, result } }
}
/** Whether the answer of a row is there and the one that was kept. */
export function answerHolds(db: ReadDb, sha256: string): boolean {
  const answer = db
    .prepare<[string], Buffer>('SELECT answer FROM kept_answers WHERE sha256 = ?')
    .pluck()
    .get(sha256)
  const text = answer === undefined ? null : textOf(answer)
  return text !== null && digestOf(text) === sha256
}
/** Writes an answer under a name; returns its number. */
export function writeKept(
  db: WriteDb,
  run: AnalysisRun,
  kept: { readonly name: string; readonly note: string; readonly at: string; readonly operator: string },
): number {
  const text = JSON.stringify(run.result)
  const sha256 = digestOf(text)
  db.prepare('INSERT OR IGNORE INTO kept_answers (sha256, answer) VALUES (?, ?)').run(
    sha256,
    deflateSync(text, { level: constants.Z_BEST_SPEED }),
  )
  const next =
    1 + (db.prepare<[], number>('SELECT coalesce(max(kept_id), 0) FROM kept_results').pluck().get() ?? 0)
  db.prepare(
    'INSERT INTO kept_results (kept_id, name, analysis, params, named, version, state, input, audit_seq, answer, lines, note, at, operator) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  ).run(
    next,
    kept.name,
    run.analysis,
    JSON.stringify(run.params),
    JSON.stringify(run.named),
    run.version,
    run.state,
    run.input,
    run.seq,
    sha256,
    run.result.tables.reduce((sum, { total }) => sum + total, 0),
    kept.note,
    kept.at,
    kept.operator,
  )
  return next
}
function textOf(answer: Buffer): string | null {
  try {
    return inflateSync(answer).toString('utf8')
  } catch {
    return null
  }
}
const digestOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** Whether a row was made by the rules and from the facts of now; the input is looked at once, and only where the number of the state differs. */
function isCurrent(db: ReadDb): (row: KeptRow) => boolean {
  const state = factsState(db)
  let input: string | null = null
  return (row) =>
    analyses.some(({ id, version }) => id === row.analysis && version === row.version) &&
    (row.state === state || row.input === (input ??= inputDigest(db)))
}
function keptOf(row: KeptRow, current: (row: KeptRow) => boolean): KeptResult {
  return {
    ...row,
    // Written by `writeKept`.
    params: JSON.parse(row.params) as KeptResult['params'],
    named: JSON.parse(row.named) as KeptResult['named'],
    current: current(row),
  }
}
