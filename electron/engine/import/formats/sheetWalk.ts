/** Sheets that stand one after the other in one stream: walked once for all of them, not once for each. */
import type { RawRow, TableSheet } from './cells.ts'

/** Rows of the sheet of this number; numbers only grow. */
export interface SheetRows {
  readonly sheet: number
  readonly rows: readonly RawRow[]
}

/** Sheets over a stream that `open` starts from the beginning. Read in their order they share one walk; going back starts another. */
export function walkedSheets(
  about: readonly { readonly name: string; readonly hidden: boolean }[],
  open: () => AsyncGenerator<SheetRows>,
): readonly TableSheet[] {
  let walk: AsyncGenerator<SheetRows> | null = null
  /** Taken from the walk and not given yet. */
  let ahead: SheetRows | null = null
  let reached = -1
  return about.map(({ name, hidden }, index): TableSheet => ({
    name,
    hidden,
    async *rows() {
      if (walk === null || reached >= index) {
        walk = open()
        ahead = null
      }
      reached = index
      for (;;) {
        if (ahead === null) {
          const step: IteratorResult<SheetRows> = await walk.next()
          if (step.done === true) return
          ahead = step.value
        }
        if (ahead.sheet > index) return
        const { sheet, rows } = ahead
        ahead = null
        if (sheet === index) yield rows
      }
    },
  }))
}
