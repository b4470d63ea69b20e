/** Layouts: the same input gives the same places, nothing lies on anything else, pinned and not chosen ones stay to the digit. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chartLayouts, type ChartLayout } from '../../shared/model/chart/settings.ts'
import { layOut, withoutOverlaps } from '../../shared/model/chart/layouts/layOut.ts'
import { arranged } from '../../shared/model/chart/layouts/arrange.ts'
import { lanesOf } from '../../shared/model/chart/layouts/lanes.ts'
import { framesOf } from '../../shared/model/chart/layouts/frames.ts'
import { graphOf } from '../../shared/model/chart/layouts/graph.ts'
import { periodsOf } from '../../shared/model/chart/layouts/time.ts'
import {
  finished,
  type LayoutItem,
  type LayoutLink,
  type LayoutOptions,
  type Places,
} from '../../shared/model/chart/layouts/types.ts'

const kinds = ['person', 'bankAccount', 'phone', 'place']
function item(id: number, given: Partial<LayoutItem> = {}): LayoutItem {
  return {
    id: `n${id}`,
    kind: kinds[id % kinds.length] ?? 'person',
    half: 20 + ((id * 37) % 55),
    above: 18 + (id % 9),
    below: 40 + (id % 17),
    weight: (id * 7919) % 1000,
    first: id % 5 === 0 ? null : `2021-0${1 + (id % 9)}-1${id % 10} 08:00:00`,
    at: { x: (id % 7) * 60, y: Math.floor(id / 7) * 45 },
    pinned: false,
    ...given,
  }
}
const items = (count: number, given: (id: number) => Partial<LayoutItem> = () => ({})): LayoutItem[] =>
  Array.from({ length: count }, (_, index) => item(index + 1, given(index + 1)))
const link = (from: number, to: number, kind = 'transfer'): LayoutLink => ({
  from: `n${from}`,
  to: `n${to}`,
  kind,
  weight: 1,
})
const options: LayoutOptions = { aspect: 1.6, seed: 1, chosen: [] }
const run = (
  name: ChartLayout,
  given: readonly LayoutItem[],
  links: readonly LayoutLink[],
  more: Partial<LayoutOptions> = {},
): Places => finished(layOut(name, given, links, { ...options, ...more }))

/** Shapes of graphs: a tree, a ring with chords, parts without links to each other, a thicket. */
const shapes: Readonly<Record<string, (count: number, seed: number) => LayoutLink[]>> = {
  tree: (count, seed) =>
    Array.from({ length: count - 1 }, (_, index) =>
      link(1 + ((index * (1 + seed)) % (index + 1)), index + 2, index % 3 === 0 ? 'agentOf' : 'holds'),
    ),
  ring: (count, seed) =>
    Array.from({ length: count }, (_, index) => [
      link(index + 1, ((index + 1) % count) + 1, 'reportsTo'),
      ...(index % 4 === 0 ? [link(index + 1, ((index * seed) % count) + 1)] : []),
    ]).flat(),
  parts: (count) =>
    Array.from({ length: count }, (_, index) =>
      index % 6 < 4 && index % 6 > 0 ? [link(index + 1, index, 'delivers')] : [],
    ).flat(),
  thicket: (count, seed) =>
    Array.from({ length: count * 4 }, (_, index) =>
      link(1 + ((index * 31 + seed) % count), 1 + ((index * 17 + 5) % count), 'calls'),
    ),
}

function overlapping(given: readonly LayoutItem[], places: Places): string[] {
  const found: string[] = []
  const all = given.flatMap((each) => {
    const place = places.get(each.id) ?? each.at
    return [{ ...each, ...place }]
  })
  for (const [index, a] of all.entries())
    for (const b of all.slice(index + 1)) {
      if (a.pinned && b.pinned) continue
      const across = a.half + b.half - Math.abs(a.x - b.x)
      const down = Math.min(a.y + a.below, b.y + b.below) - Math.max(a.y - a.above, b.y - b.above)
      if (across > 1 && down > 1) found.push(`${a.id} ${b.id}`)
    }
  return found
}

test.each(chartLayouts)(
  '%s: everybody gets a place, nobody lies on anybody, and order says nothing',
  (name) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(shapes)),
        fc.integer({ min: 2, max: 45 }),
        fc.integer({ min: 0, max: 9 }),
        fc.constantFrom(0.5, 1, 1.78, 3),
        (shape, count, seed, aspect) => {
          const given = items(count)
          const links = shapes[shape]?.(count, seed) ?? []
          const places = run(name, given, links, { aspect, seed })
          expect([...places.keys()].sort()).toEqual(given.map(({ id }) => id).sort())
          for (const { x, y } of places.values())
            expect([Number.isInteger(x), Number.isInteger(y)]).toEqual([true, true])
          expect(overlapping(given, places)).toEqual([])
          expect(run(name, given, links, { aspect, seed })).toEqual(places)
          const turned = run(name, given.toReversed(), links.toReversed(), { aspect, seed })
          expect(new Map([...turned].sort())).toEqual(new Map([...places].sort()))
        },
      ),
      { numRuns: 25 },
    )
  },
)

test.each(chartLayouts)('%s: pinned ones stay to the digit, and nobody else lies on them', (name) => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(shapes)),
      fc.integer({ min: 3, max: 30 }),
      fc.integer({ min: 2, max: 5 }),
      (shape, count, every) => {
        const given = items(count, (id) =>
          id % every === 0 ? { pinned: true, at: { x: id * 33.3, y: id * -7.1 } } : {},
        )
        const places = run(name, given, shapes[shape]?.(count, 3) ?? [])
        for (const { id, at, pinned } of given) if (pinned) expect(places.get(id)).toEqual(at)
        expect(overlapping(given, places)).toEqual([])
      },
    ),
    { numRuns: 25 },
  )
})

test.each(chartLayouts)(
  '%s: with some chosen only those move, to where they stood, clear of the others',
  (name) => {
    const given = items(40, (id) => ({ at: { x: (id % 8) * 300, y: Math.floor(id / 8) * 250 } }))
    const links = shapes['tree']?.(40, 2) ?? []
    const chosen = [3, 4, 5, 11, 12, 13].map((id) => `n${id}`)
    const places = run(name, given, links, { chosen })
    expect([...places.keys()].sort()).toEqual(chosen.toSorted())
    expect(overlapping(given, places)).toEqual([])
    const middle = (of: (id: string) => { readonly x: number; readonly y: number } | undefined) => {
      const points = chosen.flatMap((id) => of(id) ?? [])
      const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
      return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2]
    }
    const before = middle((id) => given.find((each) => each.id === id)?.at)
    const after = middle((id) => places.get(id))
    expect(Math.hypot((after[0] ?? 0) - (before[0] ?? 0), (after[1] ?? 0) - (before[1] ?? 0))).toBeLessThan(
      320,
    )
  },
)

test.each(chartLayouts)(
  '%s at the limit: nothing, one, a line to itself, two parts, all pinned, all on one spot',
  (name) => {
    expect(run(name, [], [])).toEqual(new Map())
    expect([...run(name, items(1), []).keys()]).toEqual(['n1'])
    expect([...run(name, items(1), [link(1, 1)]).keys()]).toEqual(['n1'])
    expect(
      overlapping(items(4), run(name, items(4), [link(1, 2), link(3, 4), link(3, 3), link(9, 1)])),
    ).toEqual([])
    const held = items(5, () => ({ pinned: true }))
    expect(run(name, held, [link(1, 2)])).toEqual(new Map(held.map(({ id, at }) => [id, at])))
    const heap = items(60, () => ({ at: { x: 5, y: 5 }, half: 40, above: 20, below: 30 }))
    expect(overlapping(heap, run(name, heap, []))).toEqual([])
    expect(overlapping(heap, withoutOverlaps(heap, []))).toEqual([])
  },
)

test('superiors stand above, whatever else links: leaders, agents, the way of the goods', () => {
  const people = items(9, () => ({ kind: 'person', half: 30, above: 20, below: 40 }))
  const links = [
    link(2, 1, 'reportsTo'),
    link(3, 1, 'reportsTo'),
    link(2, 4, 'agentOf'),
    link(4, 5, 'agentOf'),
    // Money goes up and calls go everywhere: neither moves anybody.
    link(5, 1),
    link(1, 3, 'calls'),
    link(3, 6, 'orders'),
    link(6, 7, 'prints'),
    link(6, 8, 'delivers'),
    link(8, 9, 'delivers'),
  ]
  const places = run('layered', people, links)
  const y = (id: number): number => places.get(`n${id}`)?.y ?? Number.NaN
  for (const [above, below] of [
    [1, 2],
    [1, 3],
    [2, 4],
    [4, 5],
    [3, 6],
    [6, 7],
    [6, 8],
    [8, 9],
  ] as const)
    expect(y(above)).toBeLessThan(y(below))
})

test('the owner of what is kept elsewhere stands above it, beside where it is kept', () => {
  const given = items(5, () => ({ kind: 'place', half: 30, above: 20, below: 40 }))
  const places = run('layered', given, [
    link(1, 2, 'delivers'),
    link(2, 3, 'delivers'),
    link(4, 3, 'seizedAt'),
    link(5, 4, 'owns'),
  ])
  expect(places.get('n3')?.y).toBeLessThan(places.get('n4')?.y ?? 0)
  expect(places.get('n5')?.y).toBeLessThan(places.get('n4')?.y ?? 0)
})

test('a ring of superiors is cut, and who only deals with others comes under one of them', () => {
  const given = items(5, () => ({ kind: 'person' }))
  const places = run('layered', given, [
    link(1, 2, 'reportsTo'),
    link(2, 3, 'reportsTo'),
    link(3, 1, 'reportsTo'),
    link(3, 4, 'calls'),
    link(4, 5),
  ])
  expect(new Set([...places.values()].map(({ y }) => y)).size).toBeGreaterThanOrEqual(3)
})

test('a hundred under one stand in a block of the shape of the canvas, beneath him', () => {
  const given = items(101, () => ({ kind: 'person', half: 40, above: 20, below: 40 }))
  for (const aspect of [1, 1.78]) {
    const places = run(
      'layered',
      given,
      given.slice(1).map((_, index) => link(index + 2, 1, 'reportsTo')),
      { aspect },
    )
    const boss = places.get('n1')
    const others = [...places].flatMap(([id, place]) => (id === 'n1' ? [] : [place]))
    const width = Math.max(...others.map(({ x }) => x)) - Math.min(...others.map(({ x }) => x)) + 80
    const height = Math.max(...others.map(({ y }) => y)) - (boss?.y ?? 0) + 60
    expect(width / height).toBeGreaterThan(aspect * 0.6)
    expect(width / height).toBeLessThan(aspect * 1.7)
    expect(Math.min(...others.map(({ y }) => y))).toBeGreaterThan(boss?.y ?? Infinity)
    expect(new Set(others.map(({ y }) => y)).size).toBeGreaterThanOrEqual(5)
  }
})

test('brothers are ordered so that the links of their families do not cross', () => {
  const given = items(13, () => ({ kind: 'person', half: 30, above: 20, below: 40 }))
  // Three families under one; the two that deal with each other come side by side.
  const places = run(
    'layered',
    given,
    [
      ...[2, 3, 4].map((id) => link(id, 1, 'reportsTo')),
      ...[5, 6, 7].map((id) => link(id, 2, 'reportsTo')),
      ...[8, 9, 10].map((id) => link(id, 3, 'reportsTo')),
      ...[11, 12, 13].map((id) => link(id, 4, 'reportsTo')),
      ...[5, 6, 7].map((id) => link(id, id + 6)),
    ],
    { aspect: 4 },
  )
  const x = (id: number): number => places.get(`n${id}`)?.x ?? 0
  expect(Math.abs(x(2) - x(4))).toBeLessThan(Math.max(Math.abs(x(2) - x(3)), Math.abs(x(3) - x(4))))
})

test('rings: who is nearer to the middle stands nearer; a crowd takes several rings, not one', () => {
  const given = items(121, () => ({ half: 40, above: 20, below: 40 }))
  const links = [
    ...Array.from({ length: 90 }, (_, index) => link(1, index + 2)),
    ...Array.from({ length: 30 }, (_, index) => link(index + 2, index + 92)),
  ]
  const places = run('radial', given, links)
  const { x, y } = places.get('n1') ?? { x: 0, y: 0 }
  const far = (id: number) => {
    const place = places.get(`n${id}`) ?? { x: 0, y: 0 }
    return Math.hypot((place.x - x) / 94, (place.y - y) / 74)
  }
  const first = Array.from({ length: 90 }, (_, index) => far(index + 2))
  const second = Array.from({ length: 30 }, (_, index) => far(index + 92))
  expect(Math.max(...first)).toBeLessThan(Math.min(...second))
  expect(Math.max(...first) - Math.min(...first)).toBeGreaterThan(1.5)
  // One that is chosen is the middle.
  const around = run('radial', given, links, { chosen: ['n92'] })
  const box = [...around.values()]
  const centre = (Math.min(...box.map((p) => p.x)) + Math.max(...box.map((p) => p.x))) / 2
  expect(Math.abs((around.get('n92')?.x ?? 0) - centre)).toBeLessThan(400)
})

test('lanes: a trade in goods is told by its links, its people come with it, and who leads several stands above', () => {
  const kindOf = (id: number) => (id <= 5 ? 'person' : id === 8 ? 'shop' : 'place')
  const given = items(9, (id) => ({ kind: kindOf(id) }))
  const links = [
    link(6, 7, 'delivers'),
    link(1, 6, 'orders'),
    link(6, 9, 'prints'),
    link(7, 8, 'delivers'),
    link(2, 6, 'keeps'),
    link(3, 7, 'keeps'),
    link(2, 1, 'reportsTo'),
    link(3, 1, 'reportsTo'),
    link(4, 2, 'reportsTo'),
    link(4, 5, 'holds'),
  ]
  const graph = graphOf(given, links)
  const { laneOf, order } = lanesOf(graph)
  const lane = (id: number) => laneOf[graph.items.findIndex((each) => each.id === `n${id}`)]
  expect([1, 2, 3, 4, 5, 6, 7, 8].map(lane)).toEqual([
    null,
    'printing',
    'storage',
    'printing',
    'printing',
    'printing',
    'storage',
    'online',
  ])
  expect(order.filter((name) => name !== 'other')).toEqual(['printing', 'storage', 'online'])
  const places = run('lanes', given, links)
  for (const { id } of given)
    if (id !== 'n1') expect(places.get('n1')?.y).toBeLessThan(places.get(id)?.y ?? 0)
  expect(places.get('n6')?.x).toBeLessThan(places.get('n7')?.x ?? 0)
  expect(places.get('n7')?.x).toBeLessThan(places.get('n8')?.x ?? 0)
  // The words of roles and places go before links; who organises stands above.
  const worded = graphOf(
    items(6, (id) => ({
      kind: id < 5 ? 'person' : 'place',
      role: ['', '组织策划', '盗版印刷', '仓储物流', '线下门店'][id] ?? '',
      name: id === 5 ? '网店经营点1号' : '某处',
    })),
    [link(2, 1, 'reportsTo'), link(4, 6, 'keeps')],
  )
  expect(lanesOf(worded).laneOf).toEqual([null, 'printing', 'storage', 'offline', 'online', 'storage'])
  // Without a trade the kinds are the lanes; lanes handed in are taken as they are.
  expect(lanesOf(graphOf(items(8), [link(1, 2)])).order).toEqual(['person', 'bankAccount', 'phone', 'place'])
  expect(
    lanesOf(
      graphOf(
        items(4, (id) => ({ lane: id === 1 ? null : `组${id % 2}` })),
        [],
      ),
    ).order,
  ).toEqual(['组0', '组1'])
})

test('time goes from left to right, in columns as fine as all times are known; no time stands last', () => {
  const firsts = ['2021-03-01 10:00:00', '2021-03-01 11:30:00', '2021-03-02', null, '2022-01-05 00:10:00']
  expect(periodsOf(firsts.map((first) => ({ first })))).toEqual([
    '2021-03-01',
    '2021-03-01',
    '2021-03-02',
    '',
    '2022-01-05',
  ])
  const given = items(5, (id) => ({ first: firsts[id - 1] ?? null }))
  const places = run('time', given, [])
  const x = (id: number): number => places.get(`n${id}`)?.x ?? 0
  expect(x(2)).toBeLessThan(x(3))
  expect(x(3)).toBeLessThan(x(5))
  expect(x(5)).toBeLessThan(x(4))
})

test('alignment and even spacing move exactly what is chosen; overlaps are removed around what is pinned', () => {
  const given = items(5, (id) => ({ at: { x: id * id * 40, y: id * 13 }, half: 30, above: 20, below: 40 }))
  const left = arranged('left', given, ['n2', 'n4'])
  expect([...left]).toEqual([['n4', { x: 160, y: 52 }]])
  expect([...arranged('middle', given, ['n1', 'n5'])].map(([, { y }]) => y)).toEqual([39, 39])
  expect([...arranged('bottom', given, ['n1', 'n5'])]).toEqual([['n1', { x: 40, y: 65 }]])
  expect([...arranged('across', given, ['n1', 'n2', 'n3', 'n4', 'n5'])].map(([, { x }]) => x)).toEqual([
    280, 520, 760,
  ])
  expect(arranged('across', given, ['n1', 'n5'])).toEqual(new Map())
  expect(arranged('left', given, ['n1'])).toEqual(new Map())
  const two = items(2, (id) => ({ at: { x: 10, y: 10 }, pinned: id === 1 }))
  expect([...withoutOverlaps(two, []).keys()]).toEqual(['n2'])
  expect(
    withoutOverlaps(
      items(3, (id) => ({ at: { x: id * 400, y: 0 } })),
      [],
    ),
  ).toEqual(new Map())
})

test('force uses the shape of the canvas, and how far it is grows to the end', () => {
  const given = items(120, () => ({ half: 40, above: 20, below: 40 }))
  const links = shapes['thicket']?.(120, 3) ?? []
  const ratio = (aspect: number) => {
    const places = [...run('force', given, links, { aspect }).values()]
    const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)]
    return (Math.max(...xs) - Math.min(...xs)) / (Math.max(...ys) - Math.min(...ys))
  }
  expect(ratio(2)).toBeGreaterThan(1.3)
  expect(ratio(0.6)).toBeLessThan(0.9)
  const shares = [...layOut('force', given, links, options)]
  expect(shares.length).toBeGreaterThan(50)
  expect(shares.every((share, index) => share >= 0 && share <= 1 && share >= (shares[index - 1] ?? 0))).toBe(
    true,
  )
})

test('frames: one a lane or period with its title and number, apart from each other, and none where they would say what is not so', () => {
  const kindOf = (id: number) => (id <= 4 ? 'person' : id <= 8 ? 'phone' : 'shop')
  const given = items(12, (id) => ({ kind: kindOf(id), first: `2021-0${1 + (id % 3)}-05` }))
  const links = [link(1, 2, 'reportsTo'), link(3, 2, 'reportsTo'), link(1, 5, 'uses')]
  for (const name of ['lanes', 'time'] as const) {
    const places = run(name, given, links)
    const placed = given.map((each) => ({ ...each, at: places.get(each.id) ?? each.at }))
    const frames = framesOf(name, { items: placed, links }, 'zh-CN')
    expect(frames.map(({ title }) => title)).toEqual(
      name === 'lanes'
        ? ['人员 · 4', '手机号 · 4', '网店 · 4']
        : ['2021-01-05 · 4', '2021-02-05 · 4', '2021-03-05 · 4'],
    )
    frames.slice(1).forEach((frame, index) => {
      const before = frames[index]
      expect(frame.left).toBeGreaterThan((before?.left ?? 0) + (before?.width ?? 0))
      expect([frame.top, frame.height]).toEqual([before?.top, before?.height])
    })
    for (const { at } of placed)
      expect(frames.some(({ left, width }) => at.x > left && at.x < left + width)).toBe(true)
    // A hand puts somebody into the next lane: no frame says that he belongs there.
    const moved = placed.map((each) => (each.id === 'n1' ? { ...each, at: placed[11]?.at ?? each.at } : each))
    expect(framesOf(name, { items: moved, links }, 'zh-CN')).toEqual([])
  }
  expect(framesOf('grid', { items: given, links }, 'en')).toEqual([])
  expect(framesOf('lanes', { items: [], links: [] }, 'en')).toEqual([])
})

test('a heap of three thousand, and a crowd around pinned ones, come apart within a few seconds', () => {
  const one = items(3_000, () => ({ at: { x: 7, y: 7 }, half: 48, above: 22, below: 56 }))
  const began = performance.now()
  const places = [...withoutOverlaps(one, []).values()].toSorted((a, b) => a.x - b.x)
  for (const [index, a] of places.entries())
    for (let next = index + 1; (places[next]?.x ?? Infinity) - a.x < 95; next++)
      expect(Math.abs((places[next]?.y ?? 0) - a.y)).toBeGreaterThanOrEqual(76)
  const held = items(600, (id) => ({
    at: { x: (id % 20) * 30, y: Math.floor(id / 20) * 20 },
    pinned: id % 10 === 0,
    half: 40,
    above: 20,
    below: 40,
  }))
  expect(overlapping(held, withoutOverlaps(held, []))).toEqual([])
  // Before: 45 s on the machine where this takes half of one.
  expect(performance.now() - began).toBeLessThan(15_000)
})
