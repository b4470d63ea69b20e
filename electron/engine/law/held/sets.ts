/** Which rules stood when: the time of an offence is cut wherever a number, a rule of it or the text of the article changed. */
import type { RuleSet, RuleSource } from '../../../../shared/contract/law.ts'
import type { Threshold } from '../thresholds.ts'
import { thresholdsOn } from '../thresholds.ts'
import { ruleNamesOf } from './conditions.ts'
import { statuteDays, statuteOn } from './statutes.ts'

/** A part of time in which one set of rules stands; null is open. */
export interface Era {
  readonly from: string | null
  readonly to: string | null
}
/** A day later than every rule of the table: what is in force to this day is in force then. */
const today = '9999-12-31'

/** The day before or after. */
export function dayBeside(day: string, step: 1 | -1): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + step)
  return date.toISOString().slice(0, 10)
}
/** The offences that have numbers, in the order of the table. */
export function offencesOf(table: readonly Threshold[]): readonly string[] {
  return [...new Set(table.flatMap(({ crime, tier }) => (tier === 'T1' || tier === 'T2' ? [crime] : [])))]
}
/** All the parts of time of an offence, without a gap, the first and the last open. */
export function erasOf(table: readonly Threshold[], offence: string): readonly Era[] {
  const days = table
    .filter(({ crime }) => crime === offence)
    .flatMap(({ effectiveFrom, effectiveTo }) => [
      effectiveFrom,
      ...(effectiveTo === null ? [] : [dayBeside(effectiveTo, 1)]),
    ])
  const cuts = [...new Set([...days, ...statuteDays(offence)])].toSorted()
  return [null, ...cuts].map((from, place) => {
    const next = cuts[place]
    return { from, to: next === undefined ? null : dayBeside(next, -1) }
  })
}
/** The part of time a day lies in. */
export function eraOn(eras: readonly Era[], day: string): Era {
  const found = eras.find(({ to }) => to === null || day <= to)
  if (found === undefined) throw new Error('the last part of time is open')
  return found
}
/** The parts of time in which acts from one day to another lie, and the present one, which may be lighter. */
export function erasOfActs(
  eras: readonly Era[],
  first: string | null,
  last: string | null,
): readonly { readonly era: Era; readonly acts: boolean }[] {
  const present = eraOn(eras, today)
  return eras.flatMap((era) => {
    const acts =
      first !== null &&
      last !== null &&
      (era.to === null || first <= era.to) &&
      (era.from === null || era.from <= last)
    return acts || era === present ? [{ era, acts }] : []
  })
}
/** A day on which the rules of a part of time stand. */
export const dayIn = ({ from, to }: Era): string => from ?? to ?? today
/** The rows of an offence that stand in a part of time. */
export function rowsIn(table: readonly Threshold[], offence: string, era: Era): readonly Threshold[] {
  return thresholdsOn(table, dayIn(era)).filter(({ crime }) => crime === offence)
}
/** Where a row of the table stands. */
export function sourceOf(row: Threshold): RuleSource {
  const { id, article, source, note, confidence, effectiveFrom, effectiveTo } = row
  return { id, article, source, note, confidence, effectiveFrom, effectiveTo }
}
/** The set of a part of time as it is shown: its rules without a number of their own, and what the article threatened. */
export function ruleSetOf(
  table: readonly Threshold[],
  offence: string,
  era: Era,
  acts: boolean,
  day = dayIn(era),
): RuleSet {
  const names = ruleNamesOf(offence)
  const { from, to } = era
  return {
    from,
    to,
    acts,
    current: to === null,
    statute: statuteOn(offence, day),
    // What changes counting alone makes no set of its own: everything that stood at some time of this one is named, with its days.
    rules: table
      .filter(
        (row) =>
          names.includes(row.crime) &&
          (row.tier === 'RULE' || row.tier === 'ADMIN' || row.limit === null) &&
          (to === null || row.effectiveFrom <= to) &&
          (from === null || row.effectiveTo === null || from <= row.effectiveTo),
      )
      .map((row) => ({
        ...sourceOf(row),
        offence: row.crime,
        metric: row.metric,
        nameZh: row.metricNameZh,
        unit: row.unit,
        threshold: row.threshold,
      })),
  }
}
