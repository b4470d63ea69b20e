/**
 * What follows from what people add: facts that are derived from journaled tables (a merge joins entities, an edit changes a record) are
 * derived again here, inside the same transaction, whenever a command, a job, an undo or a redo has changed those tables. The journal puts
 * back what people wrote; the consequences update everything that depends on it, so neither undo nor handlers know of them.
 */
import type { Topic } from '../../../shared/contract/events.ts'
import type { WriteDb } from './db.ts'
import type { RowChange } from './journal.ts'

export interface Consequence {
  /** Journaled tables it follows from. */
  readonly tables: readonly string[]
  /**
   * Derives again what hangs on these changes (first image to last of each row, only rows of `tables`). Synchronous; never writes a
   * journaled table, since what is derived is not undone but derived again. Returns the topics whose lists are stale beyond the tables' own.
   */
  apply(db: WriteDb, changes: readonly RowChange[]): readonly Topic[]
}
