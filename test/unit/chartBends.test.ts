/** Lines that would pass under somebody they do not end at go around them. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lineAt, linesInSight } from '../../renderer/chart/picking.ts'
import { drawingOf, extentOf } from '../../renderer/chart/drawing.ts'
import { bendsOf, isUnder, mostBending, nodeBox } from '../../shared/model/chart/bends.ts'
import { overlap } from '../../shared/model/chart/labels/boxIndex.ts'
import { placeLabels } from '../../shared/model/chart/labels/place.ts'
import { layOut } from '../../shared/model/chart/layouts/layOut.ts'
import { finished } from '../../shared/model/chart/layouts/types.ts'
import { lineShape, mostBend, pointOn, pointsOn } from '../../shared/model/chart/lineShape.ts'
import type { ChartScene, DrawnEdge, DrawnNode } from '../../shared/model/chart/scene.ts'
import type { ChartLayout } from '../../shared/model/chart/settings.ts'

const node = (id: number, x: number, y: number, size = 32): DrawnNode => ({
  key: `n${id}`,
  entityId: id,
  kind: 'person',
  label: `姓名${id}`,
  sublabel: '',
  nameOnly: false,
  pinned: false,
  noted: false,
  inside: 0,
  omitted: '',
  double: false,
  size,
  weight: 0,
  x,
  y,
})
const edge = (from: number, to: number, change: Partial<DrawnEdge> = {}): DrawnEdge => ({
  key: `e${from}-${to}`,
  linkIds: [from * 1000 + to],
  from: `n${from}`,
  to: `n${to}`,
  directed: true,
  back: false,
  caption: [{ way: null, text: '转账 12.0 万 · 3 笔' }],
  width: 2,
  weight: 1,
  ...change,
})
const byKey = <T extends { readonly key: string }>(all: readonly T[]) =>
  new Map(all.map((each) => [each.key, each]))
/** The scene as it is drawn: with its bends. */
function bent(nodes: readonly DrawnNode[], edges: readonly DrawnEdge[]): ChartScene {
  const bends = bendsOf(byKey(nodes), edges)
  return {
    nodes: byKey(nodes),
    edges: byKey(
      edges.map((each) => (bends.has(each.key) ? { ...each, bend: bends.get(each.key) ?? 0 } : each)),
    ),
    frames: [],
  }
}
/** Whom the line passes under without ending there. */
function passed({ nodes }: ChartScene, line: DrawnEdge): readonly string[] {
  const [from, to] = [nodes.get(line.from), nodes.get(line.to)]
  const shape = from === undefined || to === undefined ? null : lineShape(from, to, line)
  if (shape === null) return []
  const points = pointsOn(shape)
  return [...nodes.values()].flatMap((each) =>
    each !== from && each !== to && isUnder(points, nodeBox(each)) ? [each.key] : [],
  )
}
const lineOf = (scene: ChartScene, key: string) => scene.edges.get(key) as DrawnEdge

describe('a line to somebody further along', () => {
  const row = [0, 1, 2, 3].map((place) => node(place, place * 120, 0))
  test.each([
    ['along a row', row],
    ['back along a row', row.map((each, index) => ({ ...each, x: -index * 120 }))],
    ['down a column', row.map((each, index) => ({ ...each, x: 0, y: index * 90 }))],
    ['across', row.map((each, index) => ({ ...each, x: index * 100, y: index * 70 }))],
  ])('%s bends around those between, and the one to the next stays straight', (_, nodes) => {
    const scene = bent(nodes, [edge(0, 3), edge(1, 2), edge(3, 1)])
    expect(lineOf(scene, 'e1-2').bend).toBeUndefined()
    for (const key of ['e0-3', 'e3-1']) {
      expect(lineOf(scene, key).bend, key).toBeDefined()
      expect(passed(scene, lineOf(scene, key)), key).toEqual([])
    }
    // The longer stands off further, so that the two are told apart.
    expect(Math.abs(lineOf(scene, 'e0-3').bend ?? 0)).toBeGreaterThan(
      Math.abs(lineOf(scene, 'e3-1').bend ?? 0),
    )
  })
  test('at the limit: it bends where it meets the node with its rim, and beside that it does not', () => {
    const ends = [node(0, 0, 0), node(1, 300, 0)]
    const rim = nodeBox(node(2, 150, 0)).bottom
    for (const [y, bends] of [
      [rim - 0.5, true],
      [-rim + 0.5, true],
      [rim + 0.5, false],
      [-rim - 0.5, false],
    ] as const)
      expect(bendsOf(byKey([...ends, node(2, 150, y)]), [edge(0, 1)]).size, String(y)).toBe(Number(bends))
    // Somebody behind an end is not between.
    expect(bendsOf(byKey([...ends, node(2, -60, 0), node(3, 360, 0)]), [edge(0, 1)]).size).toBe(0)
  })
  test('along a row it goes above, where no names are, unless there is no room', () => {
    const scene = bent(row, [edge(0, 2), edge(2, 0, { key: 'back' })])
    for (const key of ['e0-2', 'back']) {
      const { nodes } = scene
      const line = lineOf(scene, key)
      const shape = lineShape(nodes.get(line.from) as DrawnNode, nodes.get(line.to) as DrawnNode, line)
      expect(shape === null ? 0 : pointOn(shape, 0.5).y, key).toBeLessThan(-20)
    }
    const below = bent([...row, node(9, 120, -44), node(8, 120, -80, 60)], [edge(0, 2)])
    expect(passed(below, lineOf(below, 'e0-2'))).toEqual([])
    expect(lineOf(below, 'e0-2').bend).toBeLessThan(0)
  })
  test('where no way is free it passes under fewer, or stays straight', () => {
    const wall = Array.from({ length: 41 }, (_, place) => node(10 + place, 150, (place - 20) * 30))
    const scene = bent([node(0, 0, 0), node(1, 300, 0), ...wall], [edge(0, 1)])
    const straight = passed(scene, edge(0, 1))
    expect(passed(scene, lineOf(scene, 'e0-1')).length).toBeLessThanOrEqual(straight.length)
    const pile = [node(0, 0, 0), node(1, 300, 0), node(2, 6, 0, 64)]
    expect(bendsOf(byKey(pile), [edge(0, 1)]).size).toBe(0)
  })
  test('from a picture of before come the same arcs, also when somebody was moved or a line was told otherwise', () => {
    const lines = [edge(0, 3), edge(1, 3), edge(2, 0)]
    const first = bent(row, lines)
    const moved = row.map((each, index) => (index === 1 ? { ...each, y: 200 } : each))
    const turned = lines.map((each) => ({ ...each, side: 8 }))
    for (const [nodes, edges] of [
      [row, lines],
      [moved, lines],
      [row, turned],
      [row, lines.slice(1)],
    ] as const)
      expect(bendsOf(byKey(nodes), edges, first)).toEqual(bendsOf(byKey(nodes), edges))
    expect(bendsOf(byKey(moved), lines).get('e2-0')).toBeUndefined()
  })
  test('of more lines than the limit none bends', () => {
    const many = (count: number) =>
      bendsOf(
        byKey(row),
        Array.from({ length: count }, (_, place) => edge(0, 3, { key: `e${place}` })),
      ).size
    expect(many(mostBending)).toBe(mostBending)
    expect(many(mostBending + 1)).toBe(0)
  })
})

const layouts: readonly ChartLayout[] = ['lanes', 'grid', 'time', 'layered']
const charts = fc.record({
  count: fc.integer({ min: 3, max: 40 }),
  links: fc.array(fc.tuple(fc.nat(39), fc.nat(39)), { minLength: 1, maxLength: 60 }),
  sizes: fc.array(fc.integer({ min: 24, max: 64 }), { minLength: 40, maxLength: 40 }),
})
/** People laid out in rows. */
function inRows(
  layout: ChartLayout,
  { count, links, sizes }: typeof charts extends fc.Arbitrary<infer T> ? T : never,
) {
  const pairs = new Map(
    links.flatMap(([one, other]) => {
      const [from, to] = [one % count, other % count].toSorted((a, b) => a - b) as [number, number]
      return from === to ? [] : [[`${from} ${to}`, [from, to] as const] as const]
    }),
  )
  const kinds = ['person', 'shop', 'account']
  const places = finished(
    layOut(
      layout,
      Array.from({ length: count }, (_, place) => ({
        id: `n${place}`,
        kind: kinds[place % 3] ?? '',
        half: 50,
        above: 38,
        below: 60,
        weight: count - place,
        first: `2024-0${1 + (place % 6)}-02`,
        at: { x: place, y: 0 },
        pinned: false,
      })),
      [...pairs.values()].map(([from, to]) => ({
        from: `n${from}`,
        to: `n${to}`,
        kind: 'transfer',
        weight: 1,
      })),
      { aspect: 1.6, seed: 1, chosen: [] },
    ),
  )
  const nodes = Array.from({ length: count }, (_, place) => {
    const { x, y } = places.get(`n${place}`) ?? { x: 0, y: 0 }
    return node(place, x, y, sizes[place])
  })
  return bent(
    nodes,
    [...pairs.values()].map(([from, to]) => edge(from, to)),
  )
}
describe.each(layouts)('laid out in %s', (layout) => {
  test('no line passes under anybody where an arc would not, and captions stay apart from all', () => {
    fc.assert(
      fc.property(charts, (chart) => {
        const scene = inRows(layout, chart)
        for (const line of scene.edges.values()) {
          const under = passed(scene, line).length
          if (line.bend === undefined && under === 0) continue
          const { bend: _, ...plain } = line
          const straight = passed(scene, plain).length
          expect(under, line.key).toBeLessThanOrEqual(straight)
          if (line.bend !== undefined) expect(straight, line.key).toBeGreaterThan(under)
          if (under === 0) continue
          // No arc passes under fewer.
          const ends = [line.from, line.to].flatMap((key) => scene.nodes.get(key) ?? [])
          const long = Math.hypot(
            (ends[0]?.x ?? 0) - (ends[1]?.x ?? 0),
            (ends[0]?.y ?? 0) - (ends[1]?.y ?? 0),
          )
          const most = Math.min(110, mostBend * long)
          const free = [12, 17, 23, 30, 38, 47, 58, 72, 90, 110].filter(
            (arc) =>
              arc <= most && [arc, -arc].some((bend) => passed(scene, { ...line, bend }).length < under),
          )
          expect(free, line.key).toEqual([])
        }
        const placed = placeLabels(scene, { scale: 1 })
        for (const [index, one] of placed.entries()) {
          for (const other of placed.slice(index + 1)) expect(overlap(one.box, other.box)).toBe(false)
          for (const { x, y, size } of scene.nodes.values()) {
            const half = size / 2
            const body = { left: x - half, right: x + half, top: y - half, bottom: y + half }
            expect(overlap(one.box, body), one.key).toBe(false)
          }
        }
      }),
      { numRuns: 40 },
    )
  })
  test('the caption of a bent line stands on it, the pointer meets it there, and the picture holds all of it', () => {
    fc.assert(
      fc.property(charts, (chart) => {
        const scene = inRows(layout, chart)
        const drawing = drawingOf(scene)
        const extent = extentOf(drawing)
        const labels = byKey(placeLabels(scene, { scale: 1 }))
        for (const line of scene.edges.values()) {
          if (line.bend === undefined) continue
          const shape = lineShape(
            scene.nodes.get(line.from) as DrawnNode,
            scene.nodes.get(line.to) as DrawnNode,
            line,
          )
          if (shape === null) continue
          const middle = pointOn(shape, 0.5)
          const alone = drawingOf({ ...scene, edges: new Map([[line.key, line]]) })
          expect(lineAt(alone, middle, 3)).toBe(0)
          const spot = { left: middle.x - 2, right: middle.x + 2, top: middle.y - 2, bottom: middle.y + 2 }
          expect(linesInSight(alone, spot).length).toBe(1)
          expect(extent !== null && middle.x >= extent.left && middle.x <= extent.right).toBe(true)
          expect(extent !== null && middle.y >= extent.top && middle.y <= extent.bottom).toBe(true)
          const label = labels.get(line.key)
          if (label === undefined) continue
          const { left, right, top, bottom } = label.box
          const at = { x: (left + right) / 2, y: (top + bottom) / 2 }
          expect(
            pointsOn(shape).some(({ x, y }) => Math.hypot(x - at.x, y - at.y) < 40),
            line.key,
          ).toBe(true)
        }
      }),
      { numRuns: 20 },
    )
  })
})
