/** Figures against tiers as bars: which number of each tier is drawn, and where everything lies. Only for the eye; texts are exact. */
import type {
  HeldAgainst,
  HeldFigure,
  HeldLine,
  HeldOffence,
  HeldRow,
  HeldTier,
} from '../../shared/contract/law.ts'
import { scaledOf, type FigureValue } from '../../shared/model/figureValue.ts'
import { sizeOf } from '../../shared/model/minor.ts'
import { isOpenAnywhere } from '../../shared/words/law.ts'

const size = (value: FigureValue): number => {
  const { scaled, scale } = scaledOf(value)
  return sizeOf(scaled) / 10 ** scale
}
const read = ({ confidence }: HeldRow): number => (confidence === 'verified-full-text' ? 0 : 1)
/** Of each tier the number that stands for it: one that applies, the lowest, the best read, without further conditions before others. */
export function tierRows({ rows }: HeldAgainst): readonly HeldRow[] {
  return (['T1', 'T2'] as const).flatMap((tier: HeldTier) => {
    const [first] = rows
      .filter((row) => row.tier === tier && row.notApplied !== 'other-actor')
      .toSorted(
        (one, other) =>
          Number(one.notApplied !== null) - Number(other.notApplied !== null) ||
          size(one.limit) - size(other.limit) ||
          Number(one.asksMore) - Number(other.asksMore) ||
          read(one) - read(other),
      )
    return first === undefined ? [] : [first]
  })
}
/**
 * Of an offence in one line: by each set the highest tier that all acts together reach, by one amount or by two halves; behind it a higher one
 * that is not decided, and a question mark where something nobody can measure may add to nothing.
 */
export function tierMarks(lines: readonly HeldLine[], { sets, combos }: HeldOffence): string {
  return sets
    .map((_, place) => {
      const held = lines.flatMap((line) => {
        const whole = line.sets[place]?.whole
        return whole === undefined ? [] : [{ whole, figure: line.whole }]
      })
      const halves = combos[place]?.whole.filter(({ reading }) => reading === 'narrow') ?? []
      const highest = (tiers: readonly (HeldTier | null)[]): HeldTier | null =>
        tiers.includes('T2') ? 'T2' : tiers.includes('T1') ? 'T1' : null
      const of = (state: 'reached' | 'perhaps'): HeldTier | null =>
        highest([
          ...held.map(({ whole }) => whole[state]),
          ...halves.map((combo) => (combo.state === state ? combo.tier : null)),
        ])
      const [reached, perhaps] = [of('reached'), of('perhaps')]
      if (perhaps !== null && (reached === null || (reached === 'T1' && perhaps === 'T2')))
        return reached === null ? `${perhaps}?` : `${reached} · ${perhaps}?`
      if (reached !== null) return reached
      const open =
        halves.some((combo) => combo.open) ||
        held.some(({ whole, figure }) => isOpenAnywhere(whole.rows, figure))
      return open ? '?' : '—'
    })
    .join(' / ')
}

export interface Bar {
  /** How far the bar goes, surely and perhaps, in parts of its width. */
  readonly sure: number
  readonly most: number
  readonly ticks: readonly { readonly row: HeldRow; readonly at: number }[]
}
/** The bar of a figure, on a scale of magnitudes from a tenth of the lowest number on. Null: nothing to draw. */
export function barOf(figure: HeldFigure | null, rows: readonly HeldRow[]): Bar | null {
  const limits = rows.map(({ limit }) => size(limit)).filter((limit) => limit > 0)
  if (limits.length === 0) return null
  const value = figure?.value ?? null
  const ends = [figure?.low ?? value, figure?.high ?? value].map((end) => (end === null ? 0 : size(end)))
  const [low = 0, high = 0] = ends
  const [least, most] = [Math.min(...limits) / 10, Math.max(...limits, high) * 1.6]
  const at = (amount: number): number =>
    amount <= least ? (amount > 0 ? 0.02 : 0) : Math.min(1, Math.log(amount / least) / Math.log(most / least))
  return {
    sure: at(low),
    most: at(high),
    ticks: rows.flatMap((row) => (size(row.limit) > 0 ? [{ row, at: at(size(row.limit)) }] : [])),
  }
}
