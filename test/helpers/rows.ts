/** The rows of a scope on a bare connection, as handlers are given them. */
import type { QueryContext } from '../../electron/engine/core/context.ts'
import type { ScopedRows } from '../../electron/engine/core/scopedRows.ts'
import { scopedRows } from '../../electron/engine/records/scope.ts'
import { rowSources } from '../../electron/engine/rowSources.ts'
import type { ReadDb } from '../../electron/engine/store/db.ts'
import type { ScopeInput } from '../../shared/contract/scope.ts'
import type { RecordKind } from '../../shared/model/define.ts'

/** Rows of the scope by what the program's own rooms say of each sort. Errors: those of the scope. */
export function rowsOf(db: ReadDb, scope: ScopeInput, model?: readonly RecordKind[]): ScopedRows {
  return scopedRows(db, scope, rowSources, model)
}
/** What a query handler is given. */
export function queryContext(db: ReadDb): QueryContext {
  return { db, rows: (scope) => rowsOf(db, scope) }
}
