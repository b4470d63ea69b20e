/** Ranks with ties, how far they hold, and what is left when people are taken out. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { betweennessOf } from '../../electron/engine/graph/network/betweenness.ts'
import { degreesOf } from '../../electron/engine/graph/network/degree.ts'
import { ranksOf, stabilityOf } from '../../electron/engine/graph/network/ranks.ts'
import { removalOf } from '../../electron/engine/graph/network/removal.ts'
import { knownNetwork, networkOf } from '../helpers/networks.ts'

test('equal values share a place, and the next is as many further on', () => {
  const { order, rank, tied } = ranksOf([1, 5, 3, 5, 0, 3 + 1e-13])
  expect([...order]).toEqual([1, 3, 2, 5, 0, 4])
  expect([...rank]).toEqual([5, 1, 3, 1, 6, 3])
  expect([...tied]).toEqual([1, 2, 2, 2, 1, 2])
  expect([...ranksOf([0, 0, 0]).rank]).toEqual([1, 1, 1])
  expect([...ranksOf([]).rank]).toEqual([])
})
test('a place that nothing can shake is one place; others have a band, the same for the same seed', () => {
  // A star of thirty: whoever is in the middle stays there.
  const star = networkOf(
    31,
    Array.from({ length: 30 }, (_, at) => [0, at + 1] as const),
  )
  const measure = (graph: typeof star): Float64Array => betweennessOf(graph).nodes
  for (const change of ['missing', 'added'] as const) {
    const found = stabilityOf(star, change, measure, { runs: 10, seed: 3 })
    expect([found.best[0], found.worst[0], found.first[0]]).toEqual([1, 1, 10])
    expect(stabilityOf(star, change, measure, { runs: 10, seed: 3 })).toEqual(found)
  }
  const { graph } = knownNetwork('karate')
  const { rank } = ranksOf(measure(graph))
  const missing = stabilityOf(graph, 'missing', measure, { runs: 30 })
  for (let node = 0; node < graph.nodes; node++) {
    expect(missing.best[node]).toBeLessThanOrEqual(missing.worst[node] as number)
    expect(rank[node]).toBeGreaterThanOrEqual(1)
  }
  expect([...missing.worst].some((worst, node) => worst > (missing.best[node] as number))).toBe(true)
})

const networks = fc.array(fc.tuple(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 0, max: 11 })), {
  maxLength: 25,
})
/** Sizes of what hangs together, by walking. */
function sizesLeft(edges: readonly (readonly [number, number])[], gone: ReadonlySet<number>): number[] {
  const seen = new Set(gone)
  const sizes: number[] = []
  for (let start = 0; start < 12; start++) {
    if (seen.has(start)) continue
    const path = [start]
    seen.add(start)
    let size = 0
    for (let node = path.pop(); node !== undefined; node = path.pop()) {
      size++
      for (const [one, other] of edges)
        for (const next of one === node ? [other] : other === node ? [one] : [])
          if (!seen.has(next)) {
            seen.add(next)
            path.push(next)
          }
    }
    sizes.push(size)
  }
  return sizes.sort((one, other) => other - one)
}
test('each step tells what is left, whatever the order', () => {
  fc.assert(
    fc.property(
      networks,
      fc.constantFrom('degree', 'betweenness', 'breaks', 'betweennessAtOnce', 'given'),
      (edges, by) => {
        const given = [3, 1, 7, 0]
        const { start, steps } = removalOf(networkOf(12, edges), by === 'given' ? given : by, 4)
        expect(start.largest).toBe(sizesLeft(edges, new Set())[0])
        expect(steps.length).toBe(4)
        if (by === 'given') expect(steps.map(({ node }) => node)).toEqual(given)
        const gone = new Set<number>()
        for (const [at, step] of steps.entries()) {
          const before = sizesLeft(edges, gone)
          // Nobody else would have left less.
          if (by === 'breaks') {
            const least = Math.min(
              ...Array.from({ length: 12 }, (_, node) => node)
                .filter((node) => !gone.has(node))
                .map((node) => sizesLeft(edges, new Set([...gone, node]))[0] ?? 0),
            )
            expect(step.largest).toBe(least)
          }
          if (by === 'degree') {
            const left = edges.filter(([one, other]) => one !== other && !gone.has(one) && !gone.has(other))
            const others = (node: number): number =>
              new Set(left.flatMap(([one, other]) => (one === node ? [other] : other === node ? [one] : [])))
                .size
            const most = Math.max(...Array.from({ length: 12 }, (_, node) => others(node)))
            expect(others(step.node)).toBe(most)
          }
          gone.add(step.node)
          expect(gone.size).toBe(at + 1)
          const sizes = sizesLeft(edges, gone)
          expect(step.largest).toBe(sizes[0])
          expect(step.largest).toBeLessThanOrEqual(before[0] as number)
          expect(step.share).toBeCloseTo(step.largest / 12, 12)
          expect(step.components).toBe(sizes.length)
          expect(step.alone).toBe(sizes.filter((size) => size === 1).length)
        }
      },
    ),
    { numRuns: 150 },
  )
})
test('a path of seven falls into two threes when the middle goes, however it is looked for', () => {
  const path = networkOf(
    7,
    [0, 1, 2, 3, 4, 5].map((at) => [at, at + 1] as const),
  )
  for (const by of ['betweenness', 'breaks', 'betweennessAtOnce'] as const)
    expect(removalOf(path, by, 1).steps).toEqual([
      { node: 3, largest: 3, share: 3 / 7, components: 2, alone: 0 },
    ])
  expect(degreesOf(path).all[3]).toBe(2)
})
