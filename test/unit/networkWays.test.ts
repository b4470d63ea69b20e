/** Ways through networks against every way written out by hand. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Graph, withoutNodes } from '../../electron/engine/graph/network/graph.ts'
import { componentsOf, cutPlacesOf } from '../../electron/engine/graph/network/components.ts'
import { seeded } from '../../electron/engine/graph/network/random.ts'
import { allWays, everythingBetween } from '../../electron/engine/graph/ways/all.ts'
import { mostFlow, widestWay } from '../../electron/engine/graph/ways/flow.ts'
import { kShortestWays } from '../../electron/engine/graph/ways/kShortest.ts'
import { shortestWays } from '../../electron/engine/graph/ways/shortest.ts'
import { type TimedEvents, timedWays } from '../../electron/engine/graph/ways/timed.ts'
import { networkOf } from '../helpers/networks.ts'

const size = 8
const node = fc.integer({ min: 0, max: size - 1 })
const networks = fc.record({
  edges: fc.array(fc.tuple(node, node, fc.integer({ min: 1, max: 9 })), { maxLength: 22 }),
  directed: fc.boolean(),
  starts: fc.uniqueArray(node, { minLength: 1, maxLength: 2 }),
  ends: fc.uniqueArray(node, { minLength: 1, maxLength: 2 }),
  never: fc.uniqueArray(node, { maxLength: 2 }),
})
type Given = typeof networks extends fc.Arbitrary<infer T> ? T : never
interface Asked {
  readonly graph: Graph
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  readonly never: ReadonlySet<number>
  readonly every: readonly (readonly number[])[]
}
/** Every way of the question, as nodes, shortest first. */
function asked({ edges, directed, starts, ends, never }: Given): Asked {
  const isEnd = (one: number): boolean => ends.includes(one) && !starts.includes(one)
  const shut = new Set(never.filter((one) => !starts.includes(one) && !ends.includes(one)))
  const next = (from: number): number[] =>
    [
      ...new Set(
        edges.flatMap(([one, other]) => (one === from ? [other] : other === from && !directed ? [one] : [])),
      ),
    ].sort((one, other) => one - other)
  const every: number[][] = []
  const walk = (way: number[]): void => {
    const at = way.at(-1) as number
    if (isEnd(at)) {
      every.push(way)
      return
    }
    for (const other of next(at))
      if (!way.includes(other) && !starts.includes(other) && !shut.has(other)) walk([...way, other])
  }
  for (const start of starts) walk([start])
  const order = (one: number[], other: number[]): number =>
    one.length - other.length ||
    one.map((at, place) => at - (other[place] as number)).find((apart) => apart !== 0) ||
    0
  return { graph: networkOf(size, edges, directed), starts, ends, never: shut, every: every.sort(order) }
}
/** Each edge of a way runs between its nodes, the way it may. */
function expectWhole(graph: Graph, nodes: readonly number[], edges: readonly number[]): void {
  expect(edges.length).toBe(nodes.length - 1)
  for (const [place, edge] of edges.entries()) {
    const ends = [graph.from[edge], graph.to[edge]]
    const wanted = [nodes[place], nodes[place + 1]]
    expect(graph.directed ? [ends] : [ends, ends.toReversed()]).toContainEqual(wanted)
  }
}

test('the shortest ways are all of that length, counted and written out', () => {
  fc.assert(
    fc.property(networks, (given) => {
      const { graph, every, ...question } = asked(given)
      const found = shortestWays(graph, question, 1_000)
      const best = every.filter((way) => way.length === every[0]?.length)
      expect(found.length).toBe(best.length === 0 ? null : (best[0]?.length ?? 0) - 1)
      expect(found.count).toBe(best.length)
      expect(found.ways.map(({ nodes }) => nodes)).toEqual(best)
      for (const { nodes, edges } of found.ways) expectWhole(graph, nodes, edges)
      // A search leaves nothing behind.
      expect(shortestWays(graph, question, 1_000)).toEqual(found)
    }),
    { numRuns: 400 },
  )
})
test('all ways up to so many edges, through some, with the count when there are more', () => {
  fc.assert(
    fc.property(networks, fc.integer({ min: 1, max: 6 }), fc.option(node), (given, longest, through) => {
      const { graph, every, ...question } = asked(given)
      const wanted = every.filter(
        (way) => way.length <= longest + 1 && (through === null || way.includes(through)),
      )
      const found = allWays(graph, {
        ...question,
        longest,
        ...(through === null ? {} : { through: [through] }),
        most: 5_000,
      })
      expect(found.ways.map(({ nodes }) => nodes)).toEqual(wanted)
      expect([found.count, found.more]).toEqual([wanted.length, false])
      expect(found.byLength.reduce((sum, count) => sum + count, 0)).toBe(wanted.length)
      for (const { nodes, edges } of found.ways) expectWhole(graph, nodes, edges)
      if (wanted.length > 1) {
        const bounded = allWays(graph, {
          ...question,
          longest,
          ...(through === null ? {} : { through: [through] }),
          bound: 1,
        })
        expect([bounded.count, bounded.more]).toEqual([1, true])
      }
    }),
    { numRuns: 400 },
  )
})
test('what lies between is at least all ways, and nothing farther', () => {
  fc.assert(
    fc.property(networks, (given) => {
      const { graph, every, ...question } = asked(given)
      const { nodes } = everythingBetween(graph, { ...question, longest: 4 })
      for (const way of every) if (way.length <= 5) for (const one of way) expect(nodes).toContain(one)
      if (!every.some((way) => way.length <= 5)) expect(nodes).toEqual([])
    }),
  )
})
test('the k shortest by length are those, each once, in order', () => {
  fc.assert(
    fc.property(networks, fc.integer({ min: 1, max: 12 }), (given, most) => {
      const { graph, every, ...question } = asked(given)
      // Between two nodes the shortest of several edges.
      const edge = (one: number, other: number): number =>
        Math.min(
          ...given.edges.flatMap(([from, to, weight]) =>
            (from === one && to === other) || (!given.directed && from === other && to === one)
              ? [weight]
              : [],
          ),
        )
      const length = (way: readonly number[]): number =>
        way.slice(1).reduce((sum, to, place) => sum + edge(way[place] as number, to), 0)
      const wanted = every.map(length).sort((one, other) => one - other)
      const { ways: found } = kShortestWays(graph, { ...question, lengths: graph.weight, most })
      expect(found.map((way) => way.length)).toEqual(wanted.slice(0, most))
      expect(new Set(found.map(({ nodes }) => nodes.join())).size).toBe(found.length)
      for (const { nodes, edges, length: told } of found) {
        expectWhole(graph, nodes, edges)
        expect(told).toBe(length(nodes))
      }
    }),
    { numRuns: 400 },
  )
})
test('the widest way is as wide as any', () => {
  fc.assert(
    fc.property(networks, (given) => {
      const { graph, every, ...question } = asked(given)
      const width = (way: readonly number[]): number =>
        Math.min(
          ...way
            .slice(1)
            .map((to, place) =>
              Math.max(
                ...given.edges.flatMap(([one, other, weight]) =>
                  (one === way[place] && other === to) ||
                  (!given.directed && other === way[place] && one === to)
                    ? [weight]
                    : [],
                ),
              ),
            ),
        )
      const found = widestWay(graph, question)
      expect(found?.width ?? null).toBe(every.length === 0 ? null : Math.max(...every.map(width)))
      if (found !== null) {
        expectWhole(graph, found.nodes, found.edges)
        expect(Math.min(...found.edges.map((edge) => graph.weight[edge] as number))).toBe(found.width)
      }
    }),
    { numRuns: 300 },
  )
})
test('no more flows than the smallest cut lets through, and nothing is made or lost on the way', () => {
  fc.assert(
    fc.property(networks, (given) => {
      const { graph, ...question } = asked({ ...given, directed: true, never: [] })
      const ends = question.ends.filter((one) => !question.starts.includes(one))
      const { total, along, holding } = mostFlow(graph, question)
      let least = ends.length === 0 ? 0 : Infinity
      for (let side = 0; side < 1 << size; side++) {
        const has = (one: number): boolean => (side & (1 << one)) !== 0
        if (!question.starts.every(has) || ends.some(has)) continue
        let cut = 0
        for (const [from, to, weight] of given.edges) if (has(from) && !has(to)) cut += weight
        least = Math.min(least, cut)
      }
      expect(total).toBe(least)
      if (ends.length > 0)
        expect(holding.reduce((sum, edge) => sum + (graph.weight[edge] as number), 0)).toBe(total)
      for (let one = 0; one < size; one++) {
        let balance = 0
        for (const [edge, flow] of along) {
          expect(flow).toBeLessThanOrEqual(graph.weight[edge] as number)
          if (graph.from[edge] === one) balance -= flow
          if (graph.to[edge] === one) balance += flow
        }
        if (!question.starts.includes(one) && !ends.includes(one)) expect(balance).toBe(0)
      }
    }),
    { numRuns: 200 },
  )
})

function eventsOf(
  list: readonly (readonly [from: number, to: number, at: number, lasts: number])[],
): TimedEvents {
  const { out } = networkOf(
    size,
    list.map(([from, to]) => [from, to] as const),
    true,
  )
  return {
    nodes: size,
    out,
    from: Float64Array.from(list, ([, , at]) => at),
    until: Float64Array.from(list, ([, , at, lasts]) => at + lasts),
    amount: Float64Array.from(list, (_, place) => place),
  }
}
test('in time order each step is not before the one before it, within the gaps', () => {
  const list = fc.array(fc.tuple(node, node, fc.integer({ min: 0, max: 12 }), fc.constantFrom(1, 1, 6)), {
    maxLength: 16,
  })
  fc.assert(
    fc.property(
      list,
      node,
      node,
      fc.option(fc.integer({ min: 0, max: 5 })),
      fc.integer({ min: 1, max: 4 }),
      (events, start, end, gap, longest) => {
        fc.pre(start !== end)
        const every: number[][] = []
        const walk = (at: number, seen: readonly number[], way: readonly number[]): void => {
          if (at === end) {
            every.push([...way])
            return
          }
          if (way.length === longest) return
          for (const [event, [from, to, begins, lasts]] of events.entries()) {
            if (from !== at || seen.includes(to)) continue
            const before = events[way.at(-1) ?? -1]
            // Whole units: some moment of the one is not before some moment of the other, and near enough.
            if (before !== undefined) {
              const [, , was, lasted] = before
              const moments = Array.from({ length: lasts }, (_, more) => begins + more)
              const fits = moments.some((moment) =>
                Array.from({ length: lasted }, (_, more) => was + more).some(
                  (earlier) => moment >= earlier && (gap === null || moment - earlier <= gap),
                ),
              )
              if (!fits) continue
            }
            walk(to, [...seen, to], [...way, event])
          }
        }
        walk(start, [start], [])
        const found = timedWays(eventsOf(events), {
          starts: [start],
          ends: [end],
          longest,
          ...(gap === null ? {} : { mostGap: gap }),
          most: 5_000,
        })
        expect(found.count).toBe(every.length)
        const names = (ways: readonly (readonly number[])[]): string[] => ways.map((way) => way.join()).sort()
        expect(names(found.ways.map((way) => way.events))).toEqual(names(every))
      },
    ),
    { numRuns: 400 },
  )
})
test('an order that only a coarse time allows is told as possible', () => {
  const day = 86_400_000
  const second = 1_000
  const ways = (first: readonly [number, number], then: readonly [number, number], mostGap?: number) =>
    timedWays(
      eventsOf([
        [0, 1, ...first],
        [1, 2, ...then],
      ]),
      { starts: [0], ends: [2], longest: 2, ...(mostGap === undefined ? {} : { mostGap }) },
    ).ways
  const noon = day / 2
  expect(ways([noon, second], [noon, second]).map(({ uncertain }) => uncertain)).toEqual([false])
  expect(ways([noon, second], [noon - second, second])).toEqual([])
  expect(ways([noon, second], [0, day]).map(({ uncertain }) => uncertain)).toEqual([true])
  expect(ways([noon, second], [day, day]).map(({ uncertain }) => uncertain)).toEqual([false])
  expect(ways([noon, second], [day, day], day).map(({ uncertain }) => uncertain)).toEqual([true])
  expect(ways([noon, second], [noon + 3_600_000, second], 3_600_000).length).toBe(1)
  expect(ways([noon, second], [noon + 3_601_000, second], 3_600_000)).toEqual([])
  expect(ways([noon, second], [Number.NaN, second])).toEqual([])
})

test('of more ways than are kept the earliest are told, whatever the order of rows and from several starts', () => {
  const second = 1_000
  const many = 500
  // Of both starts in turn, the latest row first.
  const events = Array.from(
    { length: many },
    (_, at) => [at % 2, 2, (many - at) * second, second] as [number, number, number, number],
  )
  const told = (most: number) =>
    timedWays(eventsOf(events), { starts: [0, 1], ends: [2], longest: 1, most }).ways.map(
      ({ events: [event] }) => event,
    )
  for (const most of [1, 2, 50])
    expect(told(most)).toEqual(Array.from({ length: most }, (_, at) => many - 1 - at))
})
const chainOf = (edges: number, directed: boolean): Graph =>
  networkOf(
    edges + 1,
    Array.from({ length: edges }, (_, at): [number, number, number] => [at, at + 1, 5]),
    directed,
  )
test.each([999, 1_000, 1_001, 100_000])('a line of %i edges is found without recursion', (edges) => {
  const line = chainOf(edges, true)
  const question = { starts: [0], ends: [edges] }
  const found = shortestWays(line, question)
  expect([found.length, found.count, found.ways.length]).toEqual([edges, 1, edges > 1_000 ? 0 : 1])
  expect(widestWay(line, question)?.edges.length).toBe(edges)
  expect(widestWay(line, question)?.nodes.at(-1)).toBe(edges)
  expect(mostFlow(line, question).total).toBe(5)
})
test.each([1, 2, 150_000])('a star of %i leaves and a line fall apart where they hang together', (leaves) => {
  const star = networkOf(
    leaves + 1,
    Array.from({ length: leaves }, (_, at): [number, number, number] => [0, at + 1, 1]),
    false,
  )
  const { points, bridges, pieces } = cutPlacesOf(star)
  expect(points[0]).toBe(leaves > 1 ? 1 : 0)
  expect(bridges.length).toBe(leaves)
  expect(pieces.get(0)?.length).toBe(leaves > 1 ? leaves : undefined)
})

test('the pieces around each cut point are those a walk without it finds', () => {
  const random = seeded(11)
  for (let round = 0; round < 60; round++) {
    const nodes = 2 + Math.floor(random() * 14)
    const many = Math.floor(random() * nodes * 1.4)
    const node = (): number => Math.floor(random() * nodes)
    const graph = networkOf(
      nodes,
      Array.from({ length: many }, (): [number, number, number] => [node(), node(), 1]),
      round % 2 === 0,
    )
    const { points, pieces } = cutPlacesOf(graph)
    const whole = componentsOf(graph)
    for (let gone = 0; gone < nodes; gone++) {
      const mark = new Uint8Array(nodes)
      mark[gone] = 1
      const parts = componentsOf(withoutNodes(graph, mark))
      const sizes = new Map<number, number>()
      for (let other = 0; other < nodes; other++)
        if (other !== gone && whole.of[other] === whole.of[gone])
          sizes.set(parts.of[other] as number, (sizes.get(parts.of[other] as number) ?? 0) + 1)
      const walked = [...sizes.values()].sort((one, other) => other - one)
      expect(points[gone]).toBe(walked.length > 1 ? 1 : 0)
      expect(pieces.get(gone)).toEqual(walked.length > 1 ? walked : undefined)
    }
  }
})
test.each([1_000, 100_000])(
  'a line of %i edges: each cut point and the k shortest are found in one go',
  (edges) => {
    const line = networkOf(
      edges + 1,
      Array.from({ length: edges }, (_, at): [number, number, number] => [at, at + 1, 1]),
      false,
    )
    const { pieces } = cutPlacesOf(line)
    expect(pieces.size).toBe(edges - 1)
    expect(pieces.get(10)).toEqual([edges - 10, 10])
    const all = kShortestWays(line, { starts: [0], ends: [edges], most: 5, longest: 1_000 })
    expect([all.ways.length, all.tooLong?.edges.length]).toEqual(
      edges === 1_000 ? [1, undefined] : [0, edges],
    )
  },
)
