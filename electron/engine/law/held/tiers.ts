/** Amounts held against the rows of one rule set: each row, two halves together, and which of several sets is lighter. */
import type {
  Actor,
  ComboItem,
  HeldAgainst,
  HeldCombo,
  HeldLine,
  HeldNeed,
  HeldRow,
  HeldState,
  HeldTier,
  NotApplied,
} from '../../../../shared/contract/law.ts'
import { countValue, type FigureValue } from '../../../../shared/model/figureValue.ts'
import type { Metric } from '../thresholdMetrics.ts'
import type { Threshold } from '../thresholds.ts'
import { compared, multiplied, openOf, overBy, stateOf, timesOf, type Told } from './amounts.ts'
import {
  amountOf,
  asksMore,
  comboItems,
  countedAs,
  familyOf,
  isFor,
  isRepeat,
  needsOf,
} from './conditions.ts'
import { sourceOf } from './sets.ts'

/** Who acted, and whether they were punished for the like within two years; null: nobody has said. */
export interface Who {
  readonly actor: Actor
  readonly repeat: boolean | null
}
/** What was counted, by what it is an amount of (`amountOf`). Null or left out: there is no figure. */
export type Amounts = ReadonlyMap<string, Told | null>

function whyNotApplied(metric: Metric, { actor, repeat }: Who): NotApplied | null {
  if (!isFor(metric, actor)) return 'other-actor'
  if (!isRepeat(metric) || repeat === true) return null
  return repeat === null ? 'repeat-unknown' : 'no-repeat'
}
/** The document a rule stands in: 法释〔2004〕19号 of 法释〔2004〕19号 第5条. */
const documentOf = ({ source }: Threshold): string => source.split(' ', 1)[0] ?? source
/** What a unit's limit is multiplied by in this set; null: as for anybody. */
function unitMultiple(
  set: readonly Threshold[],
  { actor }: Who,
): (HeldRow['times'] & { readonly by: FigureValue }) | null {
  const rule = set.find(({ tier, metric }) => tier === 'RULE' && metric === 'unit_multiple')
  if (actor !== 'unit' || rule?.limit == null) return null
  return { multiple: rule.threshold ?? 1, rule: rule.id, by: rule.limit }
}
interface Limited {
  readonly limit: FigureValue
  readonly times: HeldRow['times']
}
/** The limit of a row for this actor. */
function limitOf(row: Threshold, set: readonly Threshold[], who: Who): Limited | null {
  if (row.limit === null) return null
  const unit = unitMultiple(set, who)
  // A number that is written for units already is not multiplied again.
  if (unit === null || familyOf(row.metric) !== row.metric) return { limit: row.limit, times: null }
  return { limit: multiplied(row.limit, unit.by), times: { multiple: unit.multiple, rule: unit.rule } }
}
/** One row of the table against what was counted. Null: it has no tier or no number. */
export function heldRow(
  row: Threshold,
  set: readonly Threshold[],
  amounts: Amounts,
  who: Who,
): HeldRow | null {
  if (row.tier !== 'T1' && row.tier !== 'T2') return null
  const limited = limitOf(row, set, who)
  if (limited === null) return null
  const notApplied = whyNotApplied(row.metric, who)
  const told = notApplied === null ? (amounts.get(amountOf(row.metric)) ?? null) : null
  const value = told?.value ?? null
  return {
    ...sourceOf(row),
    tier: row.tier,
    metric: row.metric,
    nameZh: row.metricNameZh,
    unit: row.unit,
    ...limited,
    notApplied,
    state: stateOf(told, limited.limit),
    by: value === null ? null : overBy(value, limited.limit),
    multiple: value === null ? null : timesOf(value, limited.limit),
    needs: needsOf(row.crime, row.metric).flatMap((metric) => needOf(metric, set, amounts) ?? []),
    asksMore: asksMore(row.metric, row.metricNameZh),
  }
}
function needOf(metric: Metric, set: readonly Threshold[], amounts: Amounts): HeldNeed | null {
  const row = set.find((candidate) => candidate.metric === metric)
  if (row === undefined || row.limit === null) return null
  const told = amounts.get(countedAs[metric] ?? amountOf(metric)) ?? null
  const state = stateOf(told, row.limit)
  return {
    metric,
    nameZh: row.metricNameZh,
    limit: row.limit,
    unit: row.unit,
    state,
    open: openOf(told, state),
  }
}
/** What a row comes to with everything that must be met beside its amount. */
export function metOf({ state, needs, asksMore: asks, notApplied }: HeldRow): HeldState {
  if (notApplied !== null || state === 'unknown') return 'unknown'
  const states = [state, ...needs.map((need) => need.state)]
  if (states.includes('not-reached')) return 'not-reached'
  return asks || states.includes('perhaps') || states.includes('unknown') ? 'perhaps' : 'reached'
}
const tierOrder = { T1: 1, T2: 2 } as const
/** Rows of one rule set together: the highest tier that is reached, and the highest that may be. */
export function heldAgainst(rows: readonly HeldRow[]): HeldAgainst {
  const highest = (state: HeldState): HeldTier | null =>
    rows
      .filter((row) => metOf(row) === state)
      .reduce<HeldTier | null>(
        (best, { tier }) => (best === null || tierOrder[tier] > tierOrder[best] ? tier : best),
        null,
      )
  const [reached, perhaps] = [highest('reached'), highest('perhaps')]
  return {
    rows,
    reached,
    perhaps:
      perhaps !== null && (reached === null || tierOrder[perhaps] > tierOrder[reached]) ? perhaps : null,
  }
}

interface Candidate extends ComboItem {
  readonly item: number
  readonly amount: string
}
/** Two amounts that each reach a half of their limits, by the rules of the set; the second tier takes the multiple of the same document. */
export function heldCombos(set: readonly Threshold[], amounts: Amounts, who: Who): readonly HeldCombo[] {
  return set.flatMap((rule): readonly HeldCombo[] => {
    const items = comboItems[rule.id]
    if (items === undefined || rule.limit === null) return []
    const ratio = rule.limit
    const multiple = set.find(
      (row) => row.metric === 'tier2_multiple' && documentOf(row) === documentOf(rule),
    )
    const tiers: readonly (readonly [HeldTier, FigureValue, Threshold])[] = [
      ['T1', countValue(1n), rule],
      ...(multiple?.limit == null ? [] : ([['T2', multiple.limit, multiple]] as const)),
    ]
    const rows = set.filter(
      (row) =>
        row.tier === 'T1' &&
        items[row.metric] !== undefined &&
        documentOf(row) === documentOf(rule) &&
        whyNotApplied(row.metric, who) === null,
    )
    return tiers.flatMap(([tier, times, told]) => {
      const candidates = rows.flatMap((row): readonly Candidate[] => {
        if (row.limit === null) return []
        const limit = multiplied(multiplied(row.limit, ratio), times)
        const amount = amountOf(row.metric)
        const figure = amounts.get(amount) ?? null
        const state = stateOf(figure, limit)
        const open = openOf(figure, state)
        const { id, metric, metricNameZh: nameZh, unit } = row
        return [{ row: id, metric, nameZh, unit, limit, state, open, item: items[metric] ?? 0, amount }]
      })
      // Where no two amounts stand in one number, both readings are the same.
      const readings = candidates.some((one) =>
        candidates.some((other) => one.item === other.item && one.amount !== other.amount),
      )
        ? (['narrow', 'wide'] as const)
        : (['narrow'] as const)
      return readings.map((reading) => ({
        ...sourceOf(rule),
        // A tier that rests on a multiple is known no better than the multiple is.
        confidence: told.confidence,
        tier,
        reading,
        ...pairState(candidates, reading),
        items: candidates.map(({ item: _item, amount: _amount, ...item }) => item),
      }))
    })
  })
}
/** One amount never makes two items, though the rule gives it two numbers (for repeat offenders and for others). */
function pairState(
  candidates: readonly Candidate[],
  reading: HeldCombo['reading'],
): Pick<HeldCombo, 'state' | 'open'> {
  const pairs = candidates.flatMap((one, place) =>
    candidates
      .slice(place + 1)
      .filter(({ item, amount }) => amount !== one.amount && (reading === 'wide' || item !== one.item))
      .map((other) => [one, other]),
  )
  const all = (pair: readonly Candidate[], ...states: readonly HeldState[]): boolean =>
    pair.every(({ state }) => states.includes(state))
  const reached = pairs.filter((pair) => all(pair, 'reached'))
  // One pair of which nothing can be taken is enough.
  if (reached.length > 0)
    return { state: 'reached', open: reached.every((pair) => pair.some(({ open }) => open)) }
  if (pairs.some((pair) => all(pair, 'reached', 'perhaps'))) return { state: 'perhaps', open: false }
  if (pairs.some((pair) => all(pair, 'reached', 'perhaps', 'unknown')))
    return { state: 'unknown', open: false }
  // Whatever is missing of some pair may yet be added.
  return {
    state: 'not-reached',
    open: pairs.some((pair) => pair.every(({ state, open }) => state !== 'not-reached' || open)),
  }
}

/** By tier: which of several sets has the highest limit of a metric, and which has none. Nothing where all have the same. */
export function lighterOf(sets: readonly (readonly HeldRow[])[], family: string): HeldLine['lighter'] {
  return (['T1', 'T2'] as const).flatMap((tier) => {
    const limits = sets.map((rows) =>
      rows
        .filter(
          (row) =>
            row.tier === tier &&
            familyOf(row.metric as Metric) === family &&
            row.notApplied !== 'other-actor',
        )
        // Of two numbers in force side by side the lower one is reached first.
        .reduce<FigureValue | null>(
          (least, { limit }) => (least === null || compared(limit, least) < 0n ? limit : least),
          null,
        ),
    )
    const there = limits.filter((limit) => limit !== null)
    const [first] = there
    if (first === undefined || limits.length < 2) return []
    const most = there.reduce((high, limit) => (compared(limit, high) > 0n ? limit : high), first)
    const alike = there.every((limit) => compared(limit, most) === 0n)
    const missing = limits.flatMap((limit, place) => (limit === null ? [place] : []))
    if (alike && missing.length === 0) return []
    return [
      {
        tier,
        sets: alike
          ? []
          : limits.flatMap((limit, place) => (limit !== null && compared(limit, most) === 0n ? [place] : [])),
        missing,
      },
    ]
  })
}
