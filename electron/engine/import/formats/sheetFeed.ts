/** The rows of a sheet one table after the other: several tables may stand below each other, each with titles and a header of its own. */
import type { RawRow, TableSheet } from './cells.ts'

/** A sheet's rows, of which some may be given back to be read again. */
export class SheetFeed {
  private readonly walk: AsyncIterator<readonly RawRow[]>
  private returned: (readonly RawRow[])[] = []
  private ended = false
  constructor(sheet: Pick<TableSheet, 'rows'>) {
    this.walk = sheet.rows()[Symbol.asyncIterator]()
  }

  /** The next rows; null at the end of the sheet. */
  async next(): Promise<readonly RawRow[] | null> {
    const before = this.returned.pop()
    if (before !== undefined) return before
    if (this.ended) return null
    const step = await this.walk.next()
    if (step.done === true) {
      this.ended = true
      return null
    }
    return step.value
  }
  /** Rows that were read too far; they come again next. */
  giveBack(rows: readonly RawRow[]): void {
    if (rows.length > 0) this.returned.push(rows)
  }
  /** At least `wanted` rows, or all that are left. */
  async take(wanted: number): Promise<{ readonly rows: readonly RawRow[]; readonly complete: boolean }> {
    const rows: RawRow[] = []
    while (rows.length < wanted) {
      const more = await this.next()
      if (more === null) return { rows, complete: true }
      for (const row of more) rows.push(row)
    }
    return { rows, complete: false }
  }
}

/** Says where the next table begins: the index into `rows` of its first row (titles included), or -1. `open`: rows at the end it cannot judge yet. */
export interface BoundaryFinder {
  find(rows: readonly RawRow[], atEnd: boolean): { readonly at: number; readonly open: number }
}

/** The rows of one table of a sheet: first `head`, then `rest`; what belongs to the next table goes back to the feed. */
export interface TablePart {
  readonly head: readonly RawRow[]
  /** Whether `head` are all rows of the table. */
  readonly complete: boolean
  rest(): AsyncGenerator<readonly RawRow[]>
}
/** Cuts one table off the feed. `head` are rows taken from it; rows up to `from` (the end of its header) are never looked at. */
export function cutPart(
  feed: SheetFeed,
  head: readonly RawRow[],
  complete: boolean,
  from: number,
  finder: BoundaryFinder | null,
): TablePart {
  const whole = {
    head,
    complete,
    rest: async function* rest() {
      for (let rows = await feed.next(); rows !== null; rows = await feed.next()) yield rows
    },
  }
  if (finder === null)
    return complete
      ? {
          ...whole,
          async *rest() {
            /* nothing more */
          },
        }
      : whole
  const within = finder.find(head.slice(from), complete)
  if (within.at >= 0) {
    feed.giveBack(head.slice(from + within.at))
    return {
      head: head.slice(0, from + within.at),
      complete: true,
      async *rest() {
        /* the rest is another table's */
      },
    }
  }
  return {
    head: head.slice(0, head.length - within.open),
    complete,
    async *rest() {
      let open: readonly RawRow[] = head.slice(head.length - within.open)
      for (let rows = await feed.next(); rows !== null; rows = await feed.next()) {
        const seen = open.length === 0 ? rows : [...open, ...rows]
        const found = finder.find(seen, false)
        if (found.at >= 0) {
          feed.giveBack(seen.slice(found.at))
          if (found.at > 0) yield seen.slice(0, found.at)
          return
        }
        const until = seen.length - found.open
        if (until > 0) yield seen.slice(0, until)
        open = seen.slice(until)
      }
      if (open.length > 0) yield open
    },
  }
}
