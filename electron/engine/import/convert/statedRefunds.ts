/** Amounts and states that say what was given back of their own row: 131.77(已退款89.84), 已退款(￥40.00), 对方已退还. */
import type { NumberedValues } from '../../../../shared/model/complete.ts'
import type { RecordKind } from '../../../../shared/model/define.ts'
import { isRefundState, reversalMark, statedRefund } from '../../../../shared/model/reversals.ts'
import type { RawRow } from '../formats/cells.ts'

interface MappedCell {
  readonly column: number
  readonly place: number
  readonly field: { readonly id: string }
}
export class StatedRefunds {
  /** Columns that may say it. */
  private readonly cells: readonly MappedCell[]
  /** Where the amounts stand among the values; a state speaks of the first that is filled. */
  private readonly amounts: readonly number[]
  private readonly states: ReadonlySet<string>
  private readonly into: number
  private readonly mark: number
  private readonly texts: readonly number[]
  constructor(kind: RecordKind, columns: readonly MappedCell[], fields: readonly string[]) {
    const rule = kind.statedRefund
    const wanted = new Set([...(rule?.amounts ?? []), ...(rule?.states ?? [])])
    this.cells = columns.filter(({ field }) => wanted.has(field.id))
    this.amounts = (rule?.amounts ?? []).map((field) => fields.indexOf(field))
    this.states = new Set(rule?.states)
    this.into = rule === undefined ? -1 : fields.indexOf(rule.into)
    this.mark = kind.reversal === undefined ? -1 : fields.indexOf(kind.reversal.mark)
    const takes = (kind.derive ?? []).find(({ how }) => how === 'takesBack')
    this.texts = takes?.how === 'takesBack' ? takes.texts.map((field) => fields.indexOf(field)) : []
  }
  /** Fills the refund of a row that has none; a column of refunds stands before it. */
  tell(raw: RawRow, values: NumberedValues): void {
    if (this.into < 0) return
    for (const { column, place, field } of this.cells) {
      const text = raw.cells[column]
      if (text === undefined || !text.includes('退')) continue
      const isState = this.states.has(field.id)
      if (isState && isRefundState(text) && this.mark >= 0) {
        values[this.mark] = 'refund'
        return
      }
      // The refund's own row carries the state of its purchase.
      if (
        reversalMark(
          this.texts.map((at) => values[at]),
          null,
        ) !== null
      )
        return
      const given = statedRefund(text)
      const present = values[this.into]
      if (given === null || (typeof present === 'number' && present !== 0)) continue
      const amount = isState
        ? this.amounts.map((at) => values[at]).find((value) => typeof value === 'number' && value !== 0)
        : values[place]
      const whole = typeof amount === 'number' ? Math.abs(amount) : null
      const refund = given === 'all' ? whole : given
      if (refund !== null) values[this.into] = refund
    }
  }
}
