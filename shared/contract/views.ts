import * as v from 'valibot'
import { command, count, id, list, name, number, object, optional, query, returns, text } from './define.ts'
import { groupKey } from './records.ts'
import { filter, sortKey } from './scope.ts'

/** How a table is looked at: what of it, in which order, grouped by what, in which columns. */
export interface ViewSettings {
  /** Field ids from left to right. */
  readonly columns: readonly string[]
  /** Pixels by column. */
  readonly widths: Readonly<Record<string, number>>
  /** So many of the first columns stay in sight. */
  readonly pinned: number
  readonly sort: readonly { readonly field: string; readonly descending: boolean }[]
  readonly filter: v.InferOutput<typeof filter>
  readonly group: readonly v.InferOutput<typeof groupKey>[]
}
export interface SavedView {
  readonly viewId: number
  readonly kind: string
  readonly name: string
  readonly settings: ViewSettings
  readonly at: string
  readonly operator: string
}

const settings = object({
  columns: list(text),
  widths: v.record(text, number),
  pinned: count,
  sort: list(sortKey),
  filter,
  group: list(groupKey),
})
export const viewContract = {
  /** The saved views of a table, by name. */
  'views.list': query(object({ kind: text }), returns<readonly SavedView[]>()),
  /** Saves a view under a name, or changes the one with `viewId`. Errors: `name-taken`, `view-not-found`. */
  'views.save': command(object({ viewId: optional(id), kind: text, name, settings }), returns<SavedView>()),
  /** Errors: `view-not-found`. */
  'views.remove': command(object({ viewId: id }), returns<null>()),
} as const
