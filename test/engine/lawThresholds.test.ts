/** The table of thresholds as it is shipped, and what its reader refuses. */
import { describe, expect, it } from 'vitest'
import { measureDefinitions } from '../../electron/engine/law/measures.ts'
import {
  measureOfMetric,
  metricMeanings,
  type MetricMeaning,
} from '../../electron/engine/law/thresholdMetrics.ts'
import { shippedThresholds } from '../../electron/engine/law/shippedThresholds.ts'
import { thresholdsOf, thresholdsOn } from '../../electron/engine/law/thresholds.ts'

const thresholds = shippedThresholds()

describe('the shipped table', () => {
  it('has a number on every tier but the one act that is none, and counts money in 分', () => {
    expect(thresholds).toHaveLength(163)
    expect(
      thresholds.filter(({ tier, limit }) => tier !== 'RULE' && limit === null).map(({ metric }) => metric),
    ).toEqual(['online_casino_act'])
    expect(thresholds.find(({ id }) => id === '217-2025-T1-illegal_turnover')).toMatchObject({
      threshold: 50_000,
      limit: { minor: 5_000_000, currency: 'CNY' },
      measure: 'business.amount',
    })
    expect(thresholds.find(({ id }) => id === '217-2025-RULE-half')?.limit).toEqual({ count: 5, scale: 1 })
  })
  it('names a measure or a reason for each of its metrics, and the program knows no other metric', () => {
    expect([...new Set(thresholds.map(({ metric }) => metric))].toSorted()).toEqual(
      Object.keys(metricMeanings).toSorted(),
    )
    for (const [metric, meaning] of Object.entries(metricMeanings) as [string, MetricMeaning][])
      for (const text of 'none' in meaning ? [meaning.none.zh, meaning.none.en] : [meaning.measure])
        expect(text, metric).toMatch(/\S/)
  })
  it('names only measures that exist and are counted in its unit', () => {
    const units = new Map(measureDefinitions.map(({ id, unit }) => [id, unit]))
    const fitting: Readonly<Record<string, readonly string[]>> = {
      元: ['yuan'],
      '份（张）': ['copy'],
      '张（份）': ['copy'],
      人: ['person'],
      '': ['yuan', 'account'],
    }
    const wrong = thresholds.filter(
      ({ measure, unit }) =>
        measure !== null && fitting[unit]?.includes(units.get(measure) ?? 'missing') !== true,
    )
    expect(wrong.map(({ id, measure, unit }) => ({ id, measure, unit }))).toEqual([])
  })
  it('names offences that stand in the table, and no measure for another offence of the same metric', () => {
    const offences = new Set(thresholds.map(({ crime }) => crime))
    for (const meaning of Object.values(metricMeanings) as MetricMeaning[])
      if ('offences' in meaning)
        expect(meaning.offences?.filter((offence) => !offences.has(offence))).toEqual([])
    expect(measureOfMetric('illegal_turnover', '非法经营罪（非法资金支付结算）')).toBeNull()
  })
  it('both days of a rule belong to it', () => {
    const on = (date: string) =>
      thresholdsOn(thresholds, date).filter(({ id }) => id.startsWith('217-2025-T1-copies'))
    expect([on('2025-04-25'), on('2025-04-26'), on('2099-01-01')].map(({ length }) => length)).toEqual([
      0, 1, 1,
    ])
    const last = (date: string) =>
      thresholdsOn(thresholds, date).some(({ id }) => id === '312-2015-T1-amount')
    expect([last('2015-05-31'), last('2015-06-01'), last('2021-04-14'), last('2021-04-15')]).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
})

describe('the reader', () => {
  const good = {
    id: 'x',
    crime: '赌博罪',
    article: '刑法第303条',
    source: '法释',
    effectiveFrom: '2020-01-01',
    effectiveTo: null,
    tier: 'T1',
    metric: 'stakes',
    metricNameZh: '赌资',
    unit: '元',
    threshold: 1,
    note: '',
    confidence: 'memory',
  }
  it.each([
    ['no table', null],
    ['a missing source', [{ ...good, source: ' ' }]],
    ['no source at all', [Object.fromEntries(Object.entries(good).filter(([key]) => key !== 'source'))]],
    ['a metric nobody knows', [{ ...good, metric: 'stake' }]],
    ['a day that is none', [{ ...good, effectiveFrom: '2020-13-01' }]],
    ['an end before the beginning', [{ ...good, effectiveTo: '2019-12-31' }]],
    ['a threshold as text', [{ ...good, threshold: '1' }]],
    ['a threshold below zero', [{ ...good, threshold: -1 }]],
    ['less than a 分', [{ ...good, threshold: 0.001 }]],
    ['a confidence nobody knows', [{ ...good, confidence: 'sure' }]],
    ['a field nobody knows', [{ ...good, multiple: 2 }]],
    ['one id twice', [good, good]],
  ])('refuses %s', (_, content) => {
    expect(() => thresholdsOf(content)).toThrow(/^table of thresholds: /)
    expect(thresholdsOf([good])).toHaveLength(1)
  })
})
