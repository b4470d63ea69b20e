/** Between what a measure lies by everything that is said beside it: each remark moves the lower end, the upper end, or nobody can tell how far. */
import type { HeldFigure } from '../../../../shared/contract/law.ts'
import type { Measure, MeasureReason, MeasureRemark } from '../../../../shared/contract/measures.ts'
import { countValue, moneyValue, scaledOf, type FigureValue } from '../../../../shared/model/figureValue.ts'
import { bigOf } from '../../../../shared/model/minor.ts'
import { remarkTone } from '../../../../shared/words/measureReasons.ts'

/**
 * What the figures of a remark are: the two ends; what the figure would be otherwise; a part that may be no part of it; or what may belong to it.
 * Reasons that stand here nowhere move nothing (notes), or by an amount nobody can tell (warnings).
 */
const meanings: Partial<Readonly<Record<MeasureReason, 'ends' | 'otherwise' | 'takes' | 'adds'>>> = {
  'lies-within': 'ends',
  'conflicting-rows': 'ends',
  'undecided-results': 'ends',
  'possible-mirrors': 'ends',
  'possible-repeats': 'ends',
  'possible-reversals': 'ends',
  'open-reversals': 'ends',
  'own-use-among': 'otherwise',
  'agents-among': 'otherwise',
  'average-of-all': 'otherwise',
  'perhaps-totals': 'takes',
  'sold-and-seized': 'takes',
  'perhaps-returned': 'takes',
  'list-price-used': 'takes',
  'unknown-state': 'adds',
  'unknown-result': 'adds',
  'unknown-type': 'adds',
  'rejected-rows': 'adds',
  'untitled-copies': 'adds',
  'undecided-things': 'adds',
}

/** Warnings of what is missing: it can only add. */
const onlyMore: ReadonlySet<MeasureReason> = new Set([
  'rows-without-value',
  'rejected-rows',
  'slips-of-nobody',
  'unread-sheets',
  'unknown-state',
  'unknown-result',
  'unknown-type',
  'untitled-copies',
  'undecided-things',
  'part-without-material',
  'titles-without-price',
  'other-units',
])
/** Warnings of what was not taken off: it can only take. */
const onlyLess: ReadonlySet<MeasureReason> = new Set([
  'unread-refunds',
  'perhaps-totals',
  'perhaps-returned',
  'sold-and-seized',
  'list-price-used',
  'own-use-among',
])

/** A measure as it is held against limits. Doubts add up: the ends are never narrower than the truth. */
export function heldFigure({ value, unit, why, rows }: Measure): HeldFigure {
  const own = (remark: MeasureRemark): readonly bigint[] =>
    remark.figures
      .filter((figure) => figure.unit === unit)
      .map((figure) => bigOf(scaledOf(figure.value).scaled))
  const conflict = why.find(({ reason }) => reason === 'conflicting-rows')
  const ends = conflict === undefined ? [] : own(conflict)
  const base = value === null ? null : bigOf(scaledOf(value).scaled)
  const [first, second] = [base ?? ends[0] ?? null, base ?? ends[1] ?? null]
  const untold = why.filter(
    (remark) =>
      remarkTone(remark) === 'warn' && (meanings[remark.reason] === undefined || own(remark).length === 0),
  )
  const openBelow = untold.some(({ reason }) => !onlyMore.has(reason))
  const openAbove = untold.some(({ reason }) => !onlyLess.has(reason))
  if (first === null || second === null)
    return { value, low: null, high: null, openBelow, openAbove, rows, why }
  let [low, high] = first < second ? [first, second] : [second, first]
  const anchor = base ?? low
  for (const remark of why) {
    if (remark === conflict && base === null) continue
    const figures = own(remark)
    const [one] = figures
    if (one === undefined) continue
    const meaning = meanings[remark.reason]
    if (meaning === 'ends' || meaning === 'otherwise')
      for (const figure of meaning === 'ends' ? figures.slice(0, 2) : [one]) {
        if (figure < anchor) low -= anchor - figure
        else high += figure - anchor
      }
    else if (meaning === 'takes') low -= one < 0n ? -one : one
    else if (meaning === 'adds') high += one < 0n ? -one : one
  }
  const like = value ?? conflict?.figures.find((figure) => figure.unit === unit)?.value ?? null
  const as = (scaled: bigint): FigureValue | null =>
    like === null
      ? null
      : 'minor' in like
        ? moneyValue(scaled, like.currency)
        : countValue(scaled, like.scale)
  return { value, low: as(low), high: as(high), openBelow, openAbove, rows, why }
}
