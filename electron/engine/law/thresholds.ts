/** The thresholds of the law, read from `resources/law/thresholds.json`: which amount of which metric reaches which tier, from when to when, by which source. */
import * as v from 'valibot'
import { confidences } from '../../../shared/contract/law.ts'
import { parseDecimal, toScaled } from '../../../shared/model/exactDecimal.ts'
import type { FigureValue } from '../../../shared/model/figureValue.ts'
import { isCalendarDay } from '../../../shared/model/time/calendarDay.ts'
import { measureOfMetric, metricMeanings, type Metric } from './thresholdMetrics.ts'

const said = v.pipe(v.string(), v.trim(), v.minLength(1))
const day = v.pipe(v.string(), v.check(isCalendarDay, 'no day of the calendar'))
const metric = v.picklist(Object.keys(metricMeanings) as Metric[])
const row = v.pipe(
  v.strictObject({
    id: said,
    crime: said,
    article: said,
    source: said,
    /** First and last day on which the rule is in force; both days belong to it. */
    effectiveFrom: day,
    effectiveTo: v.nullable(day),
    /** T1 and T2: tiers of an offence; ADMIN: an administrative penalty; RULE: how to count or combine. */
    tier: v.picklist(['T1', 'T2', 'ADMIN', 'RULE']),
    metric,
    metricNameZh: said,
    unit: v.string(),
    /** In `unit`, 以上含本数. Null where the rule has no number. */
    threshold: v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0))),
    note: v.string(),
    /** How far the source was read; everything below `verified-full-text` is to be shown as to be checked. */
    confidence: v.picklist(confidences),
  }),
  v.check(
    ({ effectiveFrom, effectiveTo }) => effectiveTo === null || effectiveTo >= effectiveFrom,
    'ends before it begins',
  ),
)
const table = v.array(row)

export interface Threshold extends v.InferOutput<typeof row> {
  /** The threshold as an exact value that compares with a measure's: money in minor units for 元. Null with it. */
  readonly limit: FigureValue | null
  /** The measure whose figure is held against it; null where there is none yet (`metricMeanings` says why). */
  readonly measure: string | null
}

/** The table from what stands in its file. Throws when a row does not fit; the message names row and field. */
export function thresholdsOf(content: unknown): readonly Threshold[] {
  const parsed = v.safeParse(table, content)
  if (!parsed.success) {
    const [issue] = parsed.issues
    throw new Error(`table of thresholds: ${v.getDotPath(issue) ?? 'no table'}: ${issue.message}`)
  }
  const known = new Set<string>()
  for (const { id } of parsed.output) {
    if (known.has(id)) throw new Error(`table of thresholds: ${id} stands twice`)
    known.add(id)
  }
  return parsed.output.map((entry) => ({
    ...entry,
    limit: limitOf(entry.threshold, entry.unit),
    measure: measureOfMetric(entry.metric, entry.crime),
  }))
}
/** Those in force on a day. */
export function thresholdsOn(thresholds: readonly Threshold[], date: string): readonly Threshold[] {
  return thresholds.filter(
    ({ effectiveFrom, effectiveTo }) =>
      effectiveFrom <= date && (effectiveTo === null || date <= effectiveTo),
  )
}

function limitOf(threshold: number | null, unit: string): FigureValue | null {
  const written = threshold === null ? null : parseDecimal(String(threshold))
  if (written === null) return null
  const scale = unit === '元' ? 2 : written.scale
  const scaled = toScaled(written, scale)
  if (scaled === null || !scaled.exact)
    throw new Error(`table of thresholds: ${threshold} ${unit} cannot be told exactly`)
  return unit === '元' ? { minor: scaled.value, currency: 'CNY' } : { count: scaled.value, scale }
}
