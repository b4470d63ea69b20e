/** Selected rows on their way out of a grid: handed to the page, or copied as a table. */
import { copyTable } from './clipboard.ts'
import type { GridColumn } from './columns.ts'
import type { GridCursor } from './gridCursor.ts'
import type { GridRows, GroupPlace } from './gridRows.ts'
import { between, selectedCount } from './selection.ts'

/** Most rows one copy takes along. */
const mostCopied = 20_000

export interface CopySource<Row> {
  readonly columns: readonly GridColumn[]
  readonly text: (row: Row, column: string) => string
  readonly copyText?: ((row: Row, column: string) => string) | undefined
}

/** `copied` is called with the rows that were copied and how many were left out because they were too many. */
export function useGridCopy<Row>(
  source: CopySource<Row>,
  rows: GridRows<Row>,
  { active, selection }: GridCursor,
  groupAt: (row: Row) => GroupPlace | null,
  outcome: { copied(rows: number, left: number): void; failed(error: unknown): void },
) {
  /** The selected rows, at most `most` of them, fetched where they are not here; group headings are left out. */
  async function selectedRows(most: number): Promise<readonly Row[]> {
    const found: Row[] = []
    for (const range of selection.value) {
      if (found.length >= most) break
      const read = await rows.read(
        range.from,
        Math.min(range.to, range.from + most - found.length),
        new AbortController().signal,
      )
      found.push(...read.filter((row) => groupAt(row) === null))
    }
    return found
  }
  /** Copies the selected rows, or the active one when none is selected. */
  async function copy(): Promise<void> {
    const ranges =
      selection.value.length === 0 ? between(active.value.row, active.value.row) : selection.value
    let headings = 0
    const textOf = source.copyText ?? source.text
    const lines: string[][] = []
    const stop = new AbortController()
    try {
      for (const range of ranges) {
        const to = Math.min(range.to, range.from + mostCopied - lines.length)
        for (const row of await rows.read(range.from, to, stop.signal)) {
          if (groupAt(row) === null) lines.push(source.columns.map((column) => textOf(row, column.id)))
          else headings += 1
        }
        if (lines.length >= mostCopied) break
      }
      await copyTable(
        lines,
        source.columns.map(({ label, figure }) => ({ label, figure: figure === true })),
      )
      outcome.copied(lines.length, selectedCount(ranges) - headings - lines.length)
    } catch (error) {
      outcome.failed(error)
    }
  }
  return { selectedRows, copy }
}
