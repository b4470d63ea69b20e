import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fittedClear } from '../../renderer/chart/fitView.ts'

const size = { width: 1_000, height: 600 }
const legend = { left: 12, top: 380, right: 160, bottom: 588 }
const tools = { left: 950, top: 480, right: 988, bottom: 588 }
const disc = (x: number, y: number) => ({ left: x - 20, right: x + 20, top: y - 20, bottom: y + 20 })
const around = (things: readonly ReturnType<typeof disc>[]) => ({
  left: Math.min(...things.map(({ left }) => left)),
  right: Math.max(...things.map(({ right }) => right)),
  top: Math.min(...things.map(({ top }) => top)),
  bottom: Math.max(...things.map(({ bottom }) => bottom)),
})
const seen = (thing: ReturnType<typeof disc>, { zoom, x, y }: ReturnType<typeof fittedClear>) => ({
  left: thing.left * zoom + x,
  right: thing.right * zoom + x,
  top: thing.top * zoom + y,
  bottom: thing.bottom * zoom + y,
})

test('nothing lies under what floats, and everything is in sight', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -500, max: 500 })), {
        minLength: 1,
        maxLength: 30,
      }),
      (points) => {
        const things = points.map(([x, y]) => disc(x, y))
        const camera = fittedClear(around(things), size, things, [legend, tools], 1.4)
        for (const thing of things) {
          const { left, right, top, bottom } = seen(thing, camera)
          expect(left >= 0 && right <= size.width && top >= 0 && bottom <= size.height).toBe(true)
          for (const box of [legend, tools])
            expect(left < box.right && right > box.left && top < box.bottom && bottom > box.top).toBe(false)
        }
      },
    ),
  )
})
test.each([1_000, 15_000, 40_000, 200_000])(
  'all of a ring of radius %i is in sight, however far that is',
  (radius) => {
    const things = Array.from({ length: 360 }, (_, turn) =>
      disc(radius * Math.cos((turn * Math.PI) / 180), radius * Math.sin((turn * Math.PI) / 180)),
    )
    const camera = fittedClear(around(things), size, things, [legend, tools], 1.4)
    for (const thing of things) {
      const { left, right, top, bottom } = seen(thing, camera)
      expect(left >= 0 && right <= size.width && top >= 0 && bottom <= size.height).toBe(true)
    }
  },
)
test('where nothing would lie under it, no room is lost; where something does, it goes beside or above, whichever leaves more', () => {
  const corner = [disc(-900, 500), disc(900, -500)]
  const free = [disc(-900, -500), disc(900, -500), disc(900, 480), disc(-200, 480)]
  const zoomOf = (things: typeof corner, floating: readonly (typeof legend)[]) =>
    fittedClear(around(things), size, things, floating, 1.4).zoom
  expect(zoomOf(free, [legend])).toBe(zoomOf(free, []))
  expect(zoomOf(corner, [legend])).toBeLessThan(zoomOf(corner, []))
  const flat = [disc(-900, 100), disc(900, -100)]
  expect(zoomOf(flat, [legend])).toBe(zoomOf(flat, []))
  expect(fittedClear(around(corner), size, corner, [legend], 1.4).x).toBeGreaterThan(0)
})
