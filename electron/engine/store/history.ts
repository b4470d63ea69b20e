/** The undo history: a line of steps. Done steps come first, undone ones after them; a new step cuts the undone ones off. */
import { createHash } from 'node:crypto'
import type { HistoryEntry } from '../../../shared/contract/history.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Db, WriteDb } from './db.ts'
import { type AuditParams } from './audit.ts'
import { parseImage, type RowChange } from './journal.ts'

export type StepStatus = 'done' | 'undone'
export interface Step extends HistoryEntry {
  /** The import that the step made or took back; null for a step that is only row images. */
  readonly batchId: number | null
}
interface StepRow {
  readonly history_id: number
  readonly at: string
  readonly operator: string
  readonly action: string
  readonly params: string
  readonly status: StepStatus
  readonly batch_id: number | null
}

const columns = 'history_id, at, operator, action, params, status, batch_id'

function toStep(row: StepRow): Step {
  // The text was written by addStep from AuditParams.
  const params = JSON.parse(row.params) as AuditParams
  return {
    historyId: row.history_id,
    at: row.at,
    operator: row.operator,
    action: row.action,
    params,
    status: row.status,
    batchId: row.batch_id,
  }
}

/** The newest steps first, at most `limit`. */
export function listSteps(db: Db, limit: number): readonly Step[] {
  return db
    .prepare<[number], StepRow>(`SELECT ${columns} FROM history ORDER BY history_id DESC LIMIT ?`)
    .all(limit)
    .map(toStep)
}
/** The step that undo would take back, or null. */
export function lastDone(db: Db): Step | null {
  const row = db
    .prepare<[], StepRow>(
      `SELECT ${columns} FROM history WHERE status = 'done' ORDER BY history_id DESC LIMIT 1`,
    )
    .get()
  return row === undefined ? null : toStep(row)
}
/** The step that redo would bring back, or null. */
export function firstUndone(db: Db): Step | null {
  const row = db
    .prepare<[], StepRow>(
      `SELECT ${columns} FROM history WHERE status = 'undone' ORDER BY history_id LIMIT 1`,
    )
    .get()
  return row === undefined ? null : toStep(row)
}
/** The step itself; throws `nothing-to-undo` or `nothing-to-redo` when it is not in the wanted state. */
export function readStep(db: Db, historyId: number, status: StepStatus): Step {
  const row = db
    .prepare<[number], StepRow>(`SELECT ${columns} FROM history WHERE history_id = ?`)
    .get(historyId)
  if (row?.status !== status)
    throw new AppError(
      status === 'done' ? 'nothing-to-undo' : 'nothing-to-redo',
      'no such step in that state',
      { step: historyId },
    )
  return toStep(row)
}

export interface NewStep {
  readonly at: string
  readonly operator: string
  readonly action: string
  readonly params: AuditParams
  readonly batchId: number | null
}
/** A step with the digest of its row images, as the audit log keeps them. */
export interface StepImages {
  readonly historyId: number
  readonly digest: string
}
/** Cuts off what was undone and adds a step with its row images. */
export function addStep(db: WriteDb, step: NewStep, changes: readonly RowChange[]): StepImages {
  cutUndone(db)
  const { lastInsertRowid } = db
    .prepare(
      "INSERT INTO history (at, operator, action, params, status, batch_id) VALUES (?, ?, ?, ?, 'done', ?)",
    )
    .run(step.at, step.operator, step.action, JSON.stringify(step.params), step.batchId)
  const historyId = Number(lastInsertRowid)
  return { historyId, digest: writeImages(db, historyId, changes) }
}
/** Puts other images in the place of a step's own; returns their digest. */
export function replaceImages(db: WriteDb, historyId: number, changes: readonly RowChange[]): string {
  db.prepare('DELETE FROM history_rows WHERE history_id = ?').run(historyId)
  return writeImages(db, historyId, changes)
}
/** The images of a step as they are kept, in their order. */
export function imageTexts(
  db: Db,
  historyId: number,
): readonly { readonly table: string; readonly before: string | null; readonly after: string | null }[] {
  return db
    .prepare<[number], { table: string; before: string | null; after: string | null }>(
      'SELECT tbl AS "table", before, after FROM history_rows WHERE history_id = ? ORDER BY seq',
    )
    .all(historyId)
}
/** The rows a step changed. */
export function imagesOf(db: Db, historyId: number): readonly RowChange[] {
  return db
    .prepare<[number], { tbl: string; before: string | null; after: string | null }>(
      'SELECT tbl, before, after FROM history_rows WHERE history_id = ? ORDER BY seq',
    )
    .all(historyId)
    .map((row) => ({ table: row.tbl, before: parseImage(row.before), after: parseImage(row.after) }))
}
export function markStep(db: WriteDb, historyId: number, status: StepStatus): void {
  db.prepare('UPDATE history SET status = ? WHERE history_id = ?').run(status, historyId)
}

function cutUndone(db: WriteDb): void {
  // history_rows go with them (ON DELETE CASCADE). Original bytes of an undone import stay and can be imported again.
  db.prepare("DELETE FROM history WHERE status = 'undone'").run()
}
function writeImages(db: WriteDb, historyId: number, changes: readonly RowChange[]): string {
  const insert = db.prepare(
    'INSERT INTO history_rows (history_id, seq, tbl, before, after) VALUES (?, ?, ?, ?, ?)',
  )
  const digest = new ImagesDigest()
  changes.forEach((change, seq) => {
    const [before, after] = [textOf(change.before), textOf(change.after)]
    insert.run(historyId, seq, change.table, before, after)
    digest.add(change.table, before, after)
  })
  return digest.end()
}
/** The digest of a step's images, in their order. */
export class ImagesDigest {
  private readonly hash = createHash('sha256')
  add(table: string, before: string | null, after: string | null): void {
    this.hash.update(`${JSON.stringify([table, before, after])}\n`, 'utf8')
  }
  end(): string {
    return this.hash.digest('base64url')
  }
}
function textOf(image: RowChange['before']): string | null {
  return image === null ? null : JSON.stringify(image)
}
