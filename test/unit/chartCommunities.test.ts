/** Communities against their definition: how much more goes on within than their number would let expect (modularity), counted here by itself. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { communitiesOf, type CommunityEdge } from '../../shared/model/chart/communities.ts'

/** Modularity of a partition; a link weighs as many as there are facts behind it, one to itself and one to nobody here is none. */
function modularity(edges: readonly CommunityEdge[], of: ReadonlyMap<number, number>): number {
  const known = edges.filter(({ fromId, toId }) => fromId !== toId && of.has(fromId) && of.has(toId))
  const whole = known.reduce((sum, { count = 1 }) => sum + count, 0)
  if (whole === 0) return 0
  const [within, ends] = [new Map<number, number>(), new Map<number, number>()]
  for (const { fromId, toId, count = 1 } of known) {
    const [one = 0, other = 0] = [of.get(fromId), of.get(toId)]
    if (one === other) within.set(one, (within.get(one) ?? 0) + count)
    for (const end of [one, other]) ends.set(end, (ends.get(end) ?? 0) + count)
  }
  return [...ends].reduce(
    (sum, [community, sumOfEnds]) =>
      sum + (within.get(community) ?? 0) / whole - (sumOfEnds / (2 * whole)) ** 2,
    0,
  )
}
const joined = (of: ReadonlyMap<number, number>, one: number, other: number): ReadonlyMap<number, number> =>
  new Map([...of].map(([id, community]) => [id, community === other ? one : community]))
const charts = fc
  .record({
    size: fc.integer({ min: 1, max: 24 }),
    edges: fc.array(
      fc.record({ fromId: fc.nat(26), toId: fc.nat(26), count: fc.integer({ min: 1, max: 40 }) }),
      { maxLength: 70 },
    ),
  })
  .map(({ size, edges }) => ({ ids: Array.from({ length: size }, (_, index) => index + 1), edges }))

test('no two communities would be better as one, each is called by its lowest member, and the order of the links does not matter', () => {
  fc.assert(
    fc.property(charts, ({ ids, edges }) => {
      const of = communitiesOf(ids, edges)
      expect([...of.keys()]).toEqual(ids)
      const all = Map.groupBy(of.keys(), (id) => of.get(id) ?? 0)
      for (const [community, members] of all) expect(community).toBe(Math.min(...members))
      const own = modularity(edges, of)
      for (const one of all.keys())
        for (const other of all.keys())
          if (one < other) expect(modularity(edges, joined(of, one, other))).toBeLessThanOrEqual(own + 1e-6)
      const turned = edges
        .toReversed()
        .map(({ fromId, toId, count }) => ({ fromId: toId, toId: fromId, count }))
      expect(communitiesOf(ids, turned)).toEqual(of)
    }),
    { numRuns: 300 },
  )
})

test('who deals much belongs together, not who deals with many; a ring of 24 falls into pieces of four to six', () => {
  const pair = (fromId: number, toId: number, count: number) => ({ fromId, toId, count })
  expect(
    Object.fromEntries(
      communitiesOf([1, 2, 3, 4], [pair(1, 2, 1), pair(2, 3, 9), pair(3, 4, 1), pair(4, 1, 9)]),
    ),
  ).toEqual({ 1: 1, 2: 2, 3: 2, 4: 1 })
  const ids = Array.from({ length: 24 }, (_, index) => index + 1)
  const ring = ids.map((id) => pair(id, (id % 24) + 1, 1))
  // In pieces of two it would be 0.417, in pieces of three 0.542, at best 0.592.
  expect(modularity(ring, communitiesOf(ids, ring))).toBeGreaterThan(0.56)
})
