/** Which of day and month stands first, decided a column at a time by its own cells: 13/04 and 04/13 each prove it, 04/05 proves nothing. */
import { type DateOrder, orderProven } from '../../../../shared/model/times.ts'
import type { RawRow } from '../formats/cells.ts'

/** What the cells of some columns have proven so far. */
export class DateOrders {
  private readonly proven = new Map<number, DateOrder | 'contradictory' | 'open'>()
  private readonly columns: readonly number[]
  constructor(columns: readonly number[]) {
    this.columns = columns
  }
  look(rows: readonly RawRow[]): void {
    for (const { cells } of rows)
      for (const column of this.columns) {
        const text = cells[column]
        if (text === undefined || text.length < 8 || text.length > 40) continue
        const found = orderProven(text)
        if (found === null) continue
        const before = this.proven.get(column) ?? 'open'
        if (found === 'both') this.proven.set(column, before)
        else this.proven.set(column, before === 'open' || before === found ? found : 'contradictory')
      }
  }
  /** Whether a further row may still decide a column. */
  get open(): boolean {
    return [...this.proven.values()].includes('open')
  }
  /** The order of each column whose cells agree on one. */
  get decided(): Readonly<Record<number, DateOrder>> {
    return Object.fromEntries(
      [...this.proven].flatMap(([column, order]) =>
        order === 'dmy' || order === 'mdy' ? [[column, order] as const] : [],
      ),
    )
  }
}
