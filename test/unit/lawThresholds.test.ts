import { describe, expect, it } from 'vitest'
import thresholds from '../../resources/law/thresholds.json'

describe('the table of thresholds', () => {
  it('tells source, dates, tier and confidence of every entry, each id once', () => {
    expect(new Set(thresholds.map(({ id }) => id)).size).toBe(thresholds.length)
    for (const entry of thresholds) {
      expect(entry.source, entry.id).not.toBe('')
      expect(entry.confidence, entry.id).not.toBe('')
      expect(entry.effectiveFrom, entry.id).toMatch(/^\d{4}-\d{2}-\d{2}$|^$/)
      if (entry.effectiveTo !== null && entry.effectiveTo !== '' && entry.effectiveFrom !== '')
        expect(entry.effectiveTo >= entry.effectiveFrom, entry.id).toBe(true)
    }
  })
})
