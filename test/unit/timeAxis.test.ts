import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  brushBetween,
  brushMoments,
  brushMoved,
  rimMoved,
  ticksOf,
  zoomed,
} from '../../renderer/model/timeAxis.ts'
import { momentAfter, momentAt } from '../../shared/model/time/moments.ts'
import { timeUnits } from '../../shared/model/time/ladder.ts'

const whole = { from: momentAt('2021-01-01'), to: momentAt('2023-01-01') }

describe('a brush', () => {
  test('moved by units it keeps its length, and back it is where it was', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: whole.from, max: whole.to }),
        fc.integer({ min: 0, max: 90 * 86_400_000 }),
        fc.integer({ min: -30, max: 30 }),
        fc.constantFrom(...timeUnits),
        (from, length, by, unit) => {
          const brush = brushBetween(from, from + length, unit)
          const moments = brushMoments(brush, whole)
          if (moments === null) throw new Error('no brush')
          const there = brushMoments(brushMoved(moments, by, unit), whole)
          if (there === null) throw new Error('no brush')
          expect(brushMoved(there, -by, unit)).toEqual(brush)
        },
      ),
    )
  })
  test('its rims do not pass each other', () => {
    const brush = { from: momentAt('2021-03-01'), to: momentAfter('2021-03-03') }
    expect(rimMoved(brush, 'from', 10, 'day')).toEqual({ from: '2021-03-03', to: '2021-03-03' })
    expect(rimMoved(brush, 'to', -10, 'day')).toEqual({ from: '2021-03-01', to: '2021-03-01' })
    expect(rimMoved(brush, 'to', 1, 'day')).toEqual({ from: '2021-03-01', to: '2021-03-04' })
    expect(rimMoved(brush, 'from', -1, 'day')).toEqual({ from: '2021-02-28', to: '2021-03-03' })
  })
})
describe('the axis', () => {
  test('ticks keep their distance, whatever is in sight', () => {
    fc.assert(
      fc.property(fc.integer({ min: 600_000, max: 200 * 366 * 86_400_000 }), (length) => {
        const ticks = ticksOf({ from: whole.from + 1, to: whole.from + length }, 900)
        for (const [place, { x }] of ticks.entries())
          if (place > 0) expect(x - (ticks[place - 1]?.x ?? 0)).toBeGreaterThan(60)
        expect(ticks.length).toBeLessThanOrEqual(13)
      }),
    )
  })
  test('the moment under the pointer stays there, and nothing beyond what there is comes in sight', () => {
    const at = momentAt('2021-06-01')
    const near = zoomed(whole, at, 0.5, whole)
    expect((at - near.from) / (near.to - near.from)).toBeCloseTo((at - whole.from) / (whole.to - whole.from))
    const far = zoomed(whole, at, 100, whole)
    expect(far.to - far.from).toBeLessThanOrEqual((whole.to - whole.from) * 1.2 + 1)
  })
})
