/** How a chart is folded now, with what that needs beside its settings. Groups made by hand are not among it: two states are compared by who is in them. */
import type { FoldView } from '../../../shared/model/chart/fold.ts'
import type { Db } from '../store/db.ts'
import { chartRow } from './chartRows.ts'
import { readSettings } from './settings.ts'

/** Errors: chart-not-found. */
export function foldViewOf(db: Db, chartId: number): FoldView {
  return readSettings(chartRow(db, chartId).settings)
}
