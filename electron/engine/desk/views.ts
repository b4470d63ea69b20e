/** Saved views of tables. */
import type { SavedView, ViewSettings } from '../../../shared/contract/views.ts'
import { AppError } from '../../../shared/errors.ts'
import type { CommandContext } from '../core/context.ts'
import type { Db } from '../store/db.ts'

interface ViewRow {
  readonly viewId: number
  readonly kind: string
  readonly name: string
  readonly settings: string
  readonly at: string
  readonly operator: string
}
// The settings were checked by the contract when they were saved.
const viewOf = (row: ViewRow): SavedView => ({ ...row, settings: JSON.parse(row.settings) as ViewSettings })
const viewSql = 'SELECT view_id AS viewId, kind, name, settings, at, operator FROM saved_views'

export function listViews(db: Db, kind: string): readonly SavedView[] {
  return db.prepare<[string], ViewRow>(`${viewSql} WHERE kind = ? ORDER BY name`).all(kind).map(viewOf)
}
/** One view. Errors: `view-not-found`. */
export function readView(db: Db, viewId: number): SavedView {
  const row = db.prepare<[number], ViewRow>(`${viewSql} WHERE view_id = ?`).get(viewId)
  if (row === undefined) throw new AppError('view-not-found', `no view ${viewId}`, { viewId })
  return viewOf(row)
}
export function saveView(
  { db, at, operator }: Pick<CommandContext, 'db' | 'at' | 'operator'>,
  {
    viewId,
    kind,
    name,
    settings,
  }: {
    readonly viewId?: number | undefined
    readonly kind: string
    readonly name: string
    readonly settings: ViewSettings
  },
): SavedView {
  const named = db
    .prepare<[string, string], number>('SELECT view_id FROM saved_views WHERE kind = ? AND name = ?')
    .pluck()
    .get(kind, name)
  if (named !== undefined && named !== viewId)
    throw new AppError('name-taken', 'there is a view of this name', { name })
  const id =
    viewId === undefined
      ? 1 + (db.prepare<[], number | null>('SELECT max(view_id) FROM saved_views').pluck().get() ?? 0)
      : readView(db, viewId).viewId
  db.prepare(
    `INSERT INTO saved_views (view_id, kind, name, settings, at, operator) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (view_id) DO UPDATE SET name = excluded.name, settings = excluded.settings, at = excluded.at, operator = excluded.operator`,
  ).run(id, kind, name, JSON.stringify(settings), at, operator)
  return readView(db, id)
}
/** Takes a view away; returns it as it was. */
export function removeView({ db }: Pick<CommandContext, 'db'>, viewId: number): SavedView {
  const view = readView(db, viewId)
  db.prepare('DELETE FROM saved_views WHERE view_id = ?').run(viewId)
  return view
}
