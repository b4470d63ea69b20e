/** Paths against graphology's own search and against every shortest path written out by hand. */
import fc from 'fast-check'
import { MultiUndirectedGraph } from 'graphology'
import { bidirectional } from 'graphology-shortest-path/unweighted.js'
import { expect, test } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { findPath } from '../../electron/engine/graph/paths.ts'
import { seedEntities, seedLinks, type SeedLink } from './chartsCase.ts'
import { emptyCase } from './factsCase.ts'

const links: fc.Arbitrary<SeedLink[]> = fc
  .array(
    fc.record({
      from: fc.integer({ min: 1, max: 14 }),
      to: fc.integer({ min: 1, max: 14 }),
      count: fc.integer({ min: 1, max: 3 }),
      directed: fc.boolean(),
      amount: fc.option(fc.integer({ min: 1, max: 9 })),
      kind: fc.constantFrom('transfer', 'holds'),
    }),
    { maxLength: 40 },
  )
  .map((all) => all.filter((link) => link.from !== link.to))
function withLinks(given: readonly SeedLink[]): WriteDb {
  const db = emptyCase()
  seedEntities(
    db,
    'person',
    Array.from({ length: 14 }, (_, index) => `P${index + 1}`),
    1,
  )
  seedLinks(db, given)
  return db
}
/** Facts of the best shortest path, by walking all of them. */
function bestFacts(given: readonly SeedLink[], from: number, to: number, hops: number): number {
  const walk = (node: number, left: number): number => {
    if (left === 0) return node === to ? 0 : Number.NEGATIVE_INFINITY
    return Math.max(
      Number.NEGATIVE_INFINITY,
      ...given
        .flatMap((link) =>
          link.from === node
            ? [[link.to, link.count ?? 1] as const]
            : link.to === node
              ? [[link.from, link.count ?? 1] as const]
              : [],
        )
        .map(([next, count]) => count + walk(next, left - 1)),
    )
  }
  return walk(from, hops)
}

test('a path is as short as graphology’s and has the most facts of all that short', () => {
  fc.assert(
    fc.property(
      links,
      fc.integer({ min: 1, max: 14 }),
      fc.integer({ min: 1, max: 14 }),
      (given, from, to) => {
        const db = withLinks(given)
        const graph = new MultiUndirectedGraph()
        for (let node = 1; node <= 14; node += 1) graph.addNode(node)
        for (const link of given) graph.addEdge(link.from, link.to)
        const expected = bidirectional(graph, String(from), String(to))
        const found = findPath(db, { from, to })
        expect(found.nodes.length).toBe(expected === null ? 0 : expected.length)
        expect(found.entities.map((entity) => entity.entityId)).toEqual(found.nodes)
        expect(found.links).toHaveLength(Math.max(0, found.nodes.length - 1))
        found.links.forEach((link, hop) =>
          expect([link.fromId, link.toId].sort()).toEqual([found.nodes[hop], found.nodes[hop + 1]].sort()),
        )
        if (found.links.length > 0 && found.links.length <= 4)
          expect(found.links.reduce((sum, link) => sum + link.count, 0)).toBe(
            bestFacts(given, from, to, found.links.length),
          )
        const back = findPath(db, { from: to, to: from })
        expect(back.nodes.length).toBe(found.nodes.length)
        db.close()
      },
    ),
    { numRuns: 150 },
  )
})

/** Links between six entities only, so that nearly every question has several shortest paths. */
const dense = fc
  .array(
    fc.record({
      from: fc.integer({ min: 1, max: 6 }),
      to: fc.integer({ min: 1, max: 6 }),
      count: fc.integer({ min: 1, max: 5 }),
      kind: fc.constantFrom('transfer', 'holds'),
    }),
    { minLength: 6, maxLength: 14 },
  )
  .map((all) => all.filter((link) => link.from !== link.to))
test('among several shortest paths the one with the most facts is taken, from either end', () => {
  fc.assert(
    fc.property(dense, (given) => {
      const db = withLinks(given)
      for (let from = 1; from <= 6; from += 1)
        for (let to = 1; to <= 6; to += 1) {
          const { links: found } = findPath(db, { from, to })
          if (found.length > 0)
            expect(found.reduce((sum, link) => sum + link.count, 0)).toBe(
              bestFacts(given, from, to, found.length),
            )
        }
      db.close()
    }),
    { numRuns: 60 },
  )
})

test('what is equal in links and facts goes by the lower entity, in whatever order it came', () => {
  const path = (given: readonly SeedLink[], from = 1, to = 4): readonly number[] => {
    const db = withLinks(given)
    try {
      return findPath(db, { from, to }).nodes
    } finally {
      db.close()
    }
  }
  const by = (middle: number, first: number, second: number): SeedLink[] => [
    { from: 1, to: middle, count: first },
    { from: middle, to: 4, count: second },
  ]
  // More facts at the near end, at the far end, in both; one fact decides.
  expect([
    path([...by(2, 1, 1), ...by(3, 2, 1)]),
    path([...by(2, 1, 1), ...by(3, 1, 2)]),
    path([...by(3, 1, 1), ...by(2, 2, 1)]),
    path([...by(2, 3, 1), ...by(3, 1, 3)]),
    path([...by(3, 1, 3), ...by(2, 3, 1)]),
  ]).toEqual([
    [1, 3, 4],
    [1, 3, 4],
    [1, 2, 4],
    [1, 2, 4],
    [1, 2, 4],
  ])
  // Where the two searches meet over several links.
  const long = (first: number, second: number, count: number): SeedLink[] => [
    { from: 1, to: first, count },
    { from: first, to: second, count },
    { from: second, to: 4, count },
  ]
  expect([
    path([...long(5, 6, 1), ...long(7, 8, 2)]),
    path([...long(7, 8, 1), ...long(5, 6, 1)]),
    path([...long(5, 8, 1), ...long(7, 6, 1)]),
  ]).toEqual([
    [1, 7, 8, 4],
    [1, 5, 6, 4],
    [1, 7, 6, 4],
  ])
})

test('filters leave out links; those without an amount pass a least amount', () => {
  const db = withLinks([
    { from: 1, to: 2, amount: 5 },
    { from: 2, to: 3, amount: 50 },
    { from: 1, to: 4, kind: 'holds', amount: null },
    { from: 4, to: 5, kind: 'holds', amount: null },
    { from: 5, to: 3, amount: 100 },
  ])
  const ask = (within?: { linkKinds?: string[]; minAmount?: number; maxHops?: number }) =>
    findPath(db, { from: 1, to: 3, ...(within === undefined ? {} : { within }) }).nodes
  expect(ask()).toEqual([1, 2, 3])
  expect(ask({ minAmount: 5 })).toEqual([1, 2, 3])
  expect(ask({ minAmount: 6 })).toEqual([1, 4, 5, 3])
  expect(ask({ linkKinds: ['transfer'], minAmount: 6 })).toEqual([])
  expect(ask({ linkKinds: ['no such'] })).toEqual([])
  expect([ask({ minAmount: 6, maxHops: 3 }), ask({ minAmount: 6, maxHops: 2 }), ask({ maxHops: 0 })]).toEqual(
    [[1, 4, 5, 3], [], []],
  )
  expect([findPath(db, { from: 1, to: 1 }).nodes, findPath(db, { from: 1, to: 9 }).nodes]).toEqual([[1], []])
  expect(() => findPath(db, { from: 1, to: 99 })).toThrow('no entity 99')
  db.close()
})

test('on a chart only what it shows is walked', () => {
  const db = withLinks([
    { from: 1, to: 2, amount: 5 },
    { from: 2, to: 3, amount: 5 },
    { from: 1, to: 4, amount: 50 },
    { from: 4, to: 5, amount: 50 },
    { from: 5, to: 3, amount: 50 },
  ])
  db.exec(`INSERT INTO charts VALUES (1, '图', '{}', '', ''), (2, '图', '{"minAmount":10}', '', '');
    INSERT INTO chart_nodes (chart_id, entity_id, hidden) VALUES (1, 1, 0), (1, 2, 1), (1, 3, 0), (1, 4, 0), (1, 5, 0), (2, 1, 0), (2, 2, 0), (2, 3, 0), (2, 4, 0), (2, 5, 0)`)
  const on = (chartId: number) => findPath(db, { from: 1, to: 3, chartId }).nodes
  expect([findPath(db, { from: 1, to: 3 }).nodes, on(1), on(2)]).toEqual([
    [1, 2, 3],
    [1, 4, 5, 3],
    [1, 4, 5, 3],
  ])
  db.exec('DELETE FROM chart_nodes WHERE chart_id = 1 AND entity_id = 5')
  expect(on(1)).toEqual([])
  expect(() => on(3)).toThrow('no chart 3')
  db.close()
})

test('on a folded chart what is drawn inside of somebody is walked all the same', () => {
  const db = withLinks([
    { from: 1, to: 2, kind: 'holds' },
    { from: 4, to: 3, kind: 'holds' },
    { from: 2, to: 3, amount: 5 },
  ])
  db.exec(`UPDATE entities SET kind = CASE WHEN entity_id IN (2, 3) THEN 'bankAccount' ELSE 'person' END;
    INSERT INTO charts VALUES (1, '图', '{}', '', ''), (2, '图', '{"foldBy":"people"}', '', '');
    INSERT INTO chart_nodes (chart_id, entity_id) SELECT c.chart_id, e.entity_id FROM charts c CROSS JOIN entities e WHERE e.entity_id <= 4`)
  for (const chartId of [1, 2])
    expect(findPath(db, { from: 1, to: 4, chartId }).nodes, `chart ${chartId}`).toEqual([1, 2, 3, 4])
  db.close()
})
