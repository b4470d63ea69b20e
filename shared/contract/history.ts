import { count, job, nothing, object, query, returns, nullable, id, optional } from './define.ts'

export interface HistoryEntry {
  readonly historyId: number
  readonly at: string
  readonly operator: string
  /** The method that made it; the page says it in words with `params`. */
  readonly action: string
  readonly params: Readonly<Record<string, string | number | null>>
  readonly status: 'done' | 'undone'
}
export interface AuditEntry { readonly seq: number; readonly at: string; readonly operator: string; readonly action: string; readonly params: Readonly<Record<string, unknown>>; readonly hash: string }
export interface Verification {
  readonly ok: boolean
  /** Each check with how much it looked at; the first that failed says where. */
  readonly checks: readonly { readonly check: 'integrity' | 'audit-chain' | 'originals' | 'reconciliation' | 'references'; readonly ok: boolean; readonly looked: number; readonly detail: string | null }[]
}

export const historyContract = {
  'history.list': query(object({ limit: count }), returns<{ readonly entries: readonly HistoryEntry[]; readonly canUndo: boolean; readonly canRedo: boolean }>()),
  /** Undoes the last done step, or everything back to and including `to`. Errors: nothing-to-undo. */
  'history.undo': job(object({ to: optional(nullable(id)) }), returns<HistoryEntry>()),
  'history.redo': job(object({ to: optional(nullable(id)) }), returns<HistoryEntry>()),
  'audit.list': query(object({ offset: count, limit: count }), returns<{ readonly total: number; readonly entries: readonly AuditEntry[] }>()),
  /** Every page, the audit chain, the originals' hashes, the row counts. */
  'case.verify': job(nothing, returns<Verification>()),
} as const
