/** What people wrote over cells; found beside what the file says. */
import type { Db } from '../context.ts'

export interface EditedCell {
  readonly row: number
  readonly column: number
  readonly raw: string
  /** Folded. */
  readonly text: string
}
/** The edited cells of sheets in the case, by sheet. Cells cannot be edited in this version of the case file. */
export function editedCells(_db: Db): ReadonlyMap<number, readonly EditedCell[]> {
  return new Map()
}
