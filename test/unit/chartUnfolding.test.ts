import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placesWhenUnfolded } from '../../shared/model/chart/unfolding.ts'
import type { ChartNode } from '../../shared/contract/index.ts'
import type { VisibleNode } from '../../shared/model/chart/foldedNodes.ts'

const node = (entityId: number, x: number, y: number, change: Partial<VisibleNode> = {}): VisibleNode => ({
  entityId,
  kind: 'phone',
  label: '',
  sublabel: '',
  nameOnly: false,
  x,
  y,
  pinned: false,
  hidden: false,
  degree: 0,
  shown: 0,
  amount: 0,
  note: '',
  ...change,
})
const unfolded = (holder: VisibleNode, others: readonly VisibleNode[], inside: readonly ChartNode[]) =>
  placesWhenUnfolded(
    { nodes: new Map([holder, ...others, ...inside].map((each) => [each.entityId, each])) },
    { nodes: [{ ...holder, inside: inside.map(({ entityId }) => entityId) }, ...others] },
    holder.entityId,
  )

test('what lies on something or far away comes to its holder; what stands well or is pinned stays', () => {
  const holder = node(1, 0, 0)
  const moved = unfolded(
    holder,
    [node(2, 300, 0)],
    [
      node(10, 5, 5),
      node(11, 310, 10),
      node(12, 2_000, 0),
      node(13, 100, 100),
      node(14, 3_000, 0, { pinned: true }),
      node(15, 4_000, 0, { hidden: true }),
    ],
  )
  expect(moved.map(({ entityId }) => entityId)).toEqual([10, 11, 12])
  for (const { x, y } of moved) expect(Math.hypot(x, y)).toBeLessThan(260)
})
test('at the limit: 64 from something and 220 from the holder is well', () => {
  const at = (x: number) => unfolded(node(1, 0, 0), [], [node(10, x, 0)]).length
  expect([at(63), at(64), at(220), at(221)]).toEqual([1, 0, 0, 1])
})
test('nobody comes to stand on anybody, the same chart gives the same places, and twice unfolded nothing moves', () => {
  const point = fc.tuple(fc.integer({ min: -800, max: 800 }), fc.integer({ min: -800, max: 800 }))
  fc.assert(
    fc.property(fc.array(point, { maxLength: 20 }), fc.array(point, { maxLength: 20 }), (around, held) => {
      const holder = node(1, 0, 0)
      const others = around.map(([x, y], index) => node(100 + index, x, y))
      const inside = held.map(([x, y], index) => node(200 + index, x, y))
      const moved = unfolded(holder, others, inside)
      expect(unfolded(holder, others, inside)).toEqual(moved)
      for (const [index, { x, y }] of moved.entries())
        for (const other of [holder, ...others, ...moved.slice(0, index)])
          expect(Math.hypot(other.x - x, other.y - y)).toBeGreaterThan(60)
    }),
    { numRuns: 60 },
  )
})
