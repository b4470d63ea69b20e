/** What the codes of a result column mean, decided by the sheet itself: whether balances move with the rows of a code or stand still. */
import { type CodeEvidence, outcomeOf, resultCode } from '../../../../shared/model/results.ts'
import type { RawRow } from '../formats/cells.ts'

type Value = string | number | null
/** Reads fields of a row as it was written; null where there is no column. */
export type RowReader = (row: RawRow, field: string) => Value
interface Seen {
  readonly account: string
  readonly time: string
  readonly amount: number
  readonly balance: number
  readonly code: string | null
}
/** A sheet has so many codes at most; a column of serial numbers is none of results. */
const mostCodes = 40

export class ResultCodes {
  private readonly column: number
  private readonly read: RowReader
  private readonly found = new Map<string, { rows: number; moved: number; stood: number }>()
  private readonly last = new Map<string, Seen>()
  /** Whether any cell was a code; only then anything is worth looking at. */
  any = false
  /** Whether the header leaves open what a code means. */
  private readonly isOpen: (code: string) => boolean
  private readonly opens = new Map<string, boolean>()
  /** The code of a cell; null where it holds none. */
  private readonly codeOf: (cell: string) => string | null
  constructor(
    column: number,
    isOpen: (code: string) => boolean,
    read: RowReader,
    codeOf: (cell: string) => string | null = resultCode,
  ) {
    this.codeOf = codeOf
    this.isOpen = isOpen
    this.column = column
    this.read = read
  }

  look(rows: readonly RawRow[]): void {
    for (const row of rows) {
      const code = this.openCode(row.cells[this.column] ?? '')
      if (code !== null) this.count(code).rows += 1
      if (code === null && !this.any) continue
      this.any ||= code !== null
      if (this.found.size > mostCodes) return
      const seen = this.seen(row, code)
      if (seen === null) continue
      const before = this.last.get(seen.account)
      this.last.set(seen.account, seen)
      if (before !== undefined) this.compare(before, seen)
    }
  }
  private openCode(cell: string): string | null {
    const code = this.codeOf(cell)
    if (code === null) return null
    let open = this.opens.get(code)
    if (open === undefined) {
      open = this.isOpen(code)
      if (this.opens.size < 1_000) this.opens.set(code, open)
    }
    return open ? code : null
  }
  private count(code: string): { rows: number; moved: number; stood: number } {
    let evidence = this.found.get(code)
    if (evidence === undefined) this.found.set(code, (evidence = { rows: 0, moved: 0, stood: 0 }))
    return evidence
  }
  private seen(row: RawRow, code: string | null): Seen | null {
    const time = this.read(row, 'time') ?? this.read(row, 'date')
    const balance = this.read(row, 'balance')
    const amount =
      this.read(row, 'amount') ||
      this.read(row, 'amountIn') ||
      this.read(row, 'amountOut') ||
      this.read(row, 'originalIn') ||
      this.read(row, 'originalOut')
    if (typeof balance !== 'number' || typeof amount !== 'number' || typeof time !== 'string') return null
    const account = [this.read(row, 'ownCard'), this.read(row, 'ownAccount'), this.read(row, 'currency')]
    return { account: account.join(' '), time, amount: Math.abs(amount), balance, code }
  }
  /** Of two rows of an account that follow each other the later one moved the balance by its amount, or left it. */
  private compare(before: Seen, now: Seen): void {
    if (before.time === now.time) return
    const [earlier, later] = before.time < now.time ? [before, now] : [now, before]
    if (later.code === null) return
    const gap = Math.abs(later.balance - earlier.balance)
    if (gap === later.amount) this.count(later.code).moved += 1
    else if (gap === 0) this.count(later.code).stood += 1
  }

  /** By code what was counted. */
  get evidence(): Readonly<Record<string, CodeEvidence>> {
    return this.found.size > mostCodes ? {} : Object.fromEntries(this.found)
  }
}
/** What each code means by its evidence; those that are not decided are left out. */
export function decidedCodes(
  evidence: Readonly<Record<string, CodeEvidence>>,
): Readonly<Record<string, 'success' | 'failed'>> {
  return Object.fromEntries(
    Object.entries(evidence).flatMap(([code, counted]) => {
      const outcome = outcomeOf(counted)
      return outcome === null ? [] : [[code, outcome] as const]
    }),
  )
}
