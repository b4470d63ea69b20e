import { count, job, object, query, returns, nullable, id, optional } from './define.ts'

export interface HistoryEntry {
  readonly historyId: number
  readonly at: string
  readonly operator: string
  /** The method that made it; the page says it in words with `params`. */
  readonly action: string
  readonly params: Readonly<Record<string, string | number | null>>
  readonly status: 'done' | 'undone'
}
export interface AuditEntry {
  readonly seq: number
  readonly at: string
  readonly operator: string
  readonly action: string
  readonly params: Readonly<Record<string, unknown>>
  readonly hash: string
}

export const historyContract = {
  /** The newest steps first, at most `limit`; undone ones stand before the done ones they follow. */
  'history.list': query(
    object({ limit: count }),
    returns<{
      readonly entries: readonly HistoryEntry[]
      readonly canUndo: boolean
      readonly canRedo: boolean
    }>(),
  ),
  /** Undoes the last done step, or everything back to and including `to`, and returns the last one undone. Errors: nothing-to-undo, undo-blocked. */
  'history.undo': job(object({ to: optional(nullable(id)) }), returns<HistoryEntry>(), {
    reads: false,
    undivided: true,
  }),
  /** Redoes the first undone step, or everything up to and including `to`, and returns the last one redone. Errors: nothing-to-redo, undo-blocked. */
  'history.redo': job(object({ to: optional(nullable(id)) }), returns<HistoryEntry>(), {
    reads: false,
    undivided: true,
  }),
  /** The newest rows first. */
  'audit.list': query(
    object({ offset: count, limit: count }),
    returns<{ readonly total: number; readonly entries: readonly AuditEntry[] }>(),
  ),
} as const
