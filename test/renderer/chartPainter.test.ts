/** What the painter of the chart reads and decides, against counting it all by hand: what is in sight, what is met, what is drawn by hand, how the view moves. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  extentInSight,
  fitted,
  movedBy,
  onChart,
  onScreen,
  zoomedAt,
  zoomRange,
} from '../../renderer/chart/camera.ts'
import { mostNames, partOf } from '../../renderer/chart/captions.ts'
import { detailOf, mostStroked, wholeDetail } from '../../renderer/chart/detail.ts'
import { type Drawing, drawingOf, extentOf, neighboursOf } from '../../renderer/chart/drawing.ts'
import {
  lineAt,
  linesInSight,
  loopReach,
  nodeAt,
  nodesInBox,
  nodesInSight,
  nodesWithin,
  untoldInSight,
} from '../../renderer/chart/picking.ts'
import { colourNumber, colourRows, dot, hairline, rasterOf } from '../../renderer/chart/raster.ts'
import { neighbourTowards } from '../../renderer/chart/selection.ts'
import { lineShape } from '../../shared/model/chart/lineShape.ts'
import { type DrawnEdge, type DrawnNode, edgeKey, nodeKey } from '../../shared/model/chart/scene.ts'

const node = (entityId: number, x: number, y: number, size = 32): DrawnNode => ({
  key: nodeKey(entityId),
  entityId,
  kind: 'person',
  label: `人${entityId}`,
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
const edge = (from: number, to: number, width = 1.2): DrawnEdge => ({
  key: edgeKey(from, to),
  linkIds: [from * 1000 + to],
  from: nodeKey(from),
  to: nodeKey(to),
  directed: true,
  back: false,
  caption: [],
  width,
  weight: 0,
})
const drawn = (nodes: readonly DrawnNode[], edges: readonly DrawnEdge[] = []): Drawing =>
  drawingOf({
    nodes: new Map(nodes.map((each) => [each.key, each])),
    edges: new Map(edges.map((each) => [each.key, each])),
    frames: [],
  })

const place = fc.integer({ min: -500, max: 500 })
const charts = fc
  .tuple(
    fc.array(fc.tuple(place, place, fc.integer({ min: 24, max: 64 })), { minLength: 1, maxLength: 30 }),
    fc.array(fc.tuple(fc.nat(29), fc.nat(29)), { maxLength: 60 }),
  )
  .map(([places, pairs]) =>
    drawn(
      places.map(([x, y, size], index) => node(index + 1, x, y, size)),
      pairs.map(([from, to]) => edge((from % places.length) + 1, (to % places.length) + 1)),
    ),
  )

test('a line whose end is not on the chart is not drawn, and each node knows its lines and neighbours', () => {
  const drawing = drawn(
    [node(1, 0, 0), node(2, 100, 0), node(3, 0, 100)],
    [edge(1, 2), edge(2, 1), edge(1, 1), edge(1, 9)],
  )
  expect(drawing.edges.map(({ key }) => key)).toEqual(['e1-2', 'e2-1', 'e1-1'])
  expect([...drawing.linesOf(0)]).toEqual([0, 1, 2])
  expect([...drawing.linesOf(1)]).toEqual([0, 1])
  expect([...drawing.linesOf(2)]).toEqual([])
  expect(neighboursOf(drawing, 0)).toEqual([1])
  expect(drawing.lineOf('e1-1')).toBe(2)
  expect(drawing.lineOf('e1-9')).toBeUndefined()
})

test('what is in sight is all that can be seen: no node and no line that crosses the view is left out', () => {
  fc.assert(
    fc.property(charts, place, place, fc.integer({ min: 1, max: 400 }), (drawing, left, top, side) => {
      const extent = { left, top, right: left + side, bottom: top + side }
      const nodes = new Set(nodesInSight(drawing, extent, 0))
      const lines = new Set(linesInSight(drawing, extent))
      for (const [index, each] of drawing.nodes.entries()) {
        const near = {
          x: Math.min(extent.right, Math.max(left, each.x)),
          y: Math.min(extent.bottom, Math.max(top, each.y)),
        }
        if (Math.hypot(near.x - each.x, near.y - each.y) <= each.size / 2) expect(nodes).toContain(index)
      }
      for (const [index, { from, to }] of drawing.edges.entries()) {
        const [a, b] = [
          drawing.nodes[drawing.indexOf.get(from) ?? 0],
          drawing.nodes[drawing.indexOf.get(to) ?? 0],
        ]
        for (let step = 0; step <= 100 && a !== undefined && b !== undefined; step++) {
          const [x, y] = [a.x + ((b.x - a.x) * step) / 100, a.y + ((b.y - a.y) * step) / 100]
          if (x >= left && x <= extent.right && y >= top && y <= extent.bottom) expect(lines).toContain(index)
        }
      }
    }),
    { numRuns: 200 },
  )
})
test('lines that lie wholly beside the view are not among those in sight, although the box around them touches it', () => {
  const drawing = drawn([node(1, 0, 1_000), node(2, 1_000, 0)], [edge(1, 2)])
  expect([...linesInSight(drawing, { left: 0, top: 0, right: 300, bottom: 300 })]).toEqual([])
  expect([...linesInSight(drawing, { left: 0, top: 0, right: 500, bottom: 500 })]).toEqual([0])
})

test('the node under a point is the uppermost whose disc holds it; the line is the nearest within reach', () => {
  fc.assert(
    fc.property(charts, place, place, fc.integer({ min: 0, max: 12 }), (drawing, x, y, slack) => {
      const meets = drawing.nodes.findLastIndex(
        (each) => Math.hypot(each.x - x, each.y - y) <= each.size / 2 + slack,
      )
      expect(nodeAt(drawing, { x, y }, slack)).toBe(meets)
      const straight = drawing.edges.flatMap((each, index) => {
        const [a, b] = [drawing.nodes[drawing.from[index] ?? 0], drawing.nodes[drawing.to[index] ?? 0]]
        if (a === undefined || b === undefined || a === b) return []
        const length = (b.x - a.x) ** 2 + (b.y - a.y) ** 2
        const share = length === 0 ? 0 : ((x - a.x) * (b.x - a.x) + (y - a.y) * (b.y - a.y)) / length
        const along = Math.min(1, Math.max(0, share))
        return [Math.hypot(x - a.x - along * (b.x - a.x), y - a.y - along * (b.y - a.y)) - each.width / 2]
      })
      const found = lineAt(drawing, { x, y }, 5)
      const nearest = Math.min(Infinity, ...straight)
      if (nearest <= 5) expect(found).toBeGreaterThanOrEqual(0)
      else if (found >= 0) expect(drawing.from[found]).toBe(drawing.to[found])
    }),
    { numRuns: 300 },
  )
})
test('of two lines the nearer is met, and at the limit of the reach one is met and beside it none', () => {
  const drawing = drawn(
    [node(1, 0, 0), node(2, 400, 0), node(3, 0, 20), node(4, 400, 20)],
    [edge(1, 2, 2), edge(3, 4, 2)],
  )
  expect(lineAt(drawing, { x: 200, y: 4 }, 5)).toBe(0)
  expect(lineAt(drawing, { x: 200, y: 15 }, 5)).toBe(1)
  expect(lineAt(drawing, { x: 200, y: -6 }, 5)).toBe(0)
  expect(lineAt(drawing, { x: 200, y: -6.1 }, 5)).toBe(-1)
  // Both within reach.
  expect([6, 9.9, 10.1, 14].map((y) => lineAt(drawing, { x: 200, y }, 30))).toEqual([0, 0, 1, 1])
})
test('of nodes that lie on each other the uppermost is met, which was drawn last', () => {
  const pile = [node(1, 0, 0), node(2, 20, 0), node(3, 10, 5)]
  const met = (nodes: readonly DrawnNode[], x: number) =>
    nodes[nodeAt(drawn(nodes), { x, y: 0 }, 0)]?.entityId
  expect([-10, 10, 30].map((x) => met(pile, x))).toEqual([1, 3, 2])
  expect([-10, 10, 30].map((x) => met(pile.toReversed(), x))).toEqual([1, 1, 2])
})
test('a line beside the middle of its nodes is met where it is drawn, and one to itself on its ring', () => {
  for (const [x, y] of [
    [400, 0],
    [0, 400],
    [-300, 400],
  ] as const)
    for (const side of [-12, 12]) {
      const [from, to] = [node(1, 0, 0), node(2, x, y)]
      const line = { ...edge(1, 2), side }
      const drawing = drawn([from, to], [line])
      const { start, end } = lineShape(from, to, line) ?? expect.fail('no line')
      const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 }
      expect(lineAt(drawing, middle, 2)).toBe(0)
      // At the other side of the middle there is none.
      expect(lineAt(drawing, { x: x - middle.x, y: y - middle.y }, 2)).toBe(-1)
    }
  const loop = drawn([node(1, 100, 100)], [edge(1, 1)])
  const ring = loopReach(16) / 2
  expect(lineAt(loop, { x: 100, y: 100 - 16 - ring }, 2)).toBe(0)
  expect(lineAt(loop, { x: 100 + ring, y: 100 - 16 }, 2)).toBe(0)
  expect(lineAt(loop, { x: 100, y: 100 - 16 }, 2)).toBe(-1)
})

test('a box holds the middles that lie in it; an outline those within it, hollows left out, whichever way it was drawn', () => {
  const drawing = drawn([node(1, 10, 10), node(2, 50, 50), node(3, 90, 10), node(4, 200, 200)])
  expect(nodesInBox(drawing, { left: 0, top: 0, right: 100, bottom: 50 })).toEqual([0, 1, 2])
  expect(nodesInBox(drawing, { left: 0, top: 0, right: 100, bottom: 49 })).toEqual([0, 2])
  // A U that is open at the top between the two arms.
  const outline = [
    { x: 0, y: 0 },
    { x: 0, y: 100 },
    { x: 100, y: 100 },
    { x: 100, y: 0 },
    { x: 70, y: 0 },
    { x: 70, y: 80 },
    { x: 30, y: 80 },
    { x: 30, y: 0 },
  ]
  expect(nodesWithin(drawing, outline)).toEqual([0, 2])
  expect(nodesWithin(drawing, outline.toReversed())).toEqual([0, 2])
  expect(nodesWithin(drawing, outline.slice(0, 2))).toEqual([])
})

test('a hairline covers a pixel a step along its longer side, about 255 in each, and nothing outside of the picture', () => {
  fc.assert(
    fc.property(
      fc.tuple(fc.integer({ min: -40, max: 90 }), fc.integer({ min: -40, max: 90 })),
      fc.tuple(fc.integer({ min: -40, max: 90 }), fc.integer({ min: -40, max: 90 })),
      ([x0, y0], [x1, y1]) => {
        const raster = rasterOf(50, 40)
        hairline(raster, x0, y0, x1, y1)
        const flat = Math.abs(x1 - x0) >= Math.abs(y1 - y0)
        const [a0, a1, b0, b1, along, across] = flat ? [x0, x1, y0, y1, 50, 40] : [y0, y1, x0, x1, 40, 50]
        for (let a = 0; a < along; a++) {
          let sum = 0
          for (let b = 0; b < across; b++) sum += raster.covered[flat ? b * 50 + a : a * 50 + b] ?? 0
          const share = a1 === a0 ? 0 : (a - a0) / (a1 - a0)
          const b = b0 + share * (b1 - b0)
          const inside = a >= Math.min(a0, a1) && a <= Math.max(a0, a1) && b >= 0.01 && b <= across - 1.01
          // Each of the two pixels is rounded by itself.
          if (inside) expect(Math.abs(sum - 255)).toBeLessThanOrEqual(1)
          else expect(sum === 0 || Math.abs(sum - 255) <= 1).toBe(true)
        }
      },
    ),
    { numRuns: 300 },
  )
})
test('what lines cover adds up and no further than whole; a dot lies over them, softened at its rim', () => {
  const raster = rasterOf(20, 20)
  for (let time = 0; time < 3; time++) hairline(raster, 0, 10.5, 19, 10.5)
  const colour = colourNumber('#102030')
  colourRows(raster, colour, 0, 20)
  expect(raster.pixels[10 * 20 + 5]).toBe(0xff302010)
  expect(raster.pixels[9 * 20 + 5]).toBe(0)
  expect([...raster.covered].every((share) => share === 0)).toBe(true)
  dot(raster, 10, 10, 3, colourNumber('#ffffff'), false)
  expect(raster.pixels[10 * 20 + 10]).toBe(0xffffffff)
  expect(raster.pixels[10 * 20 + 14]).toBe(0xff302010)
  // On empty ground the rim is the dot's own colour, thinner.
  expect((raster.pixels[7 * 20 + 9] ?? 0) >>> 24).toBeGreaterThan(0)
  expect((raster.pixels[7 * 20 + 9] ?? 0) & 0xffffff).toBe(0xffffff)
  // A square has corners, a disc has none.
  const corner = (square: boolean) => {
    const own = rasterOf(20, 20)
    dot(own, 10, 10, 3, colour, square)
    return [own.pixels[12 * 20 + 12], (own.pixels[13 * 20 + 13] ?? 0) >>> 24]
  }
  expect(corner(true)).toEqual([0xff302010, 128])
  expect(corner(false)[1]).toBe(0)
  dot(raster, -2, -2, 4, colour, true)
  dot(raster, 21, 21, 4, colour, true)
  expect(raster.pixels[0]).toBe(0xff302010)
})

test('zooming keeps what is under the pointer and stays within its range; a fit leaves the rim free', () => {
  const point = fc.record({ x: place, y: place })
  fc.assert(
    fc.property(point, point, fc.double({ min: 0.1, max: 8, noNaN: true }), (at, pan, factor) => {
      const before = { zoom: 0.7, x: pan.x, y: pan.y }
      const after = zoomedAt(before, factor, at)
      const [one, other] = [onChart(before, at), onChart(after, at)]
      expect(other.x).toBeCloseTo(one.x, 6)
      expect(other.y).toBeCloseTo(one.y, 6)
      expect(after.zoom).toBeGreaterThanOrEqual(zoomRange.least)
      expect(after.zoom).toBeLessThanOrEqual(zoomRange.most)
      expect(onScreen(after, onChart(after, at)).x).toBeCloseTo(at.x, 6)
    }),
  )
  const size = { width: 1_000, height: 500 }
  const camera = fitted({ left: 0, top: 0, right: 4_000, bottom: 400 }, size, 50, 1.4)
  expect(onScreen(camera, { x: 0, y: 200 })).toEqual({ x: 50, y: 250 })
  expect(onScreen(camera, { x: 4_000, y: 200 })).toEqual({ x: 950, y: 250 })
  expect(fitted({ left: 0, top: 0, right: 1, bottom: 1 }, size, 50, 1.4).zoom).toBe(1.4)
  expect(extentInSight(movedBy(camera, { x: 10, y: 0 }), size).left).toBeCloseTo((-50 - 10) / camera.zoom)
})

test('detail goes with the number of lines in sight and the size of things, at the limit and beside it', () => {
  expect(detailOf({ lines: mostStroked, nodes: 10, zoom: 1 })).toEqual(wholeDetail)
  expect(detailOf({ lines: mostStroked + 1, nodes: 10, zoom: 1 })).toEqual({
    hairlines: true,
    arrows: false,
    dots: false,
  })
  expect(detailOf({ lines: 1, nodes: 1_501, zoom: 0.29 }).dots).toBe(true)
  expect(detailOf({ lines: 1, nodes: 1_500, zoom: 0.29 }).dots).toBe(false)
  expect(detailOf({ lines: 1, nodes: 1_501, zoom: 0.3 }).dots).toBe(false)
  expect([0.16, 0.17].map((zoom) => detailOf({ lines: 1, nodes: 10, zoom }).arrows)).toEqual([false, true])
})

test('captions are asked for where nodes stand now; of very many only the weightiest and the pinned have words, and all are in the way', () => {
  const some = drawn([node(1, 0, 0), node(2, 100, 0)], [edge(1, 2)])
  some.x[1] = 300
  const part = partOf(some, [0, 1], [0])
  expect(part.nodes.get('n1')).toBe(some.nodes[0])
  expect(part.nodes.get('n2')).toMatchObject({ x: 300, label: '人2' })
  expect([...part.edges.keys()]).toEqual(['e1-2'])
  expect(partOf(some, [0], [0]).edges.size).toBe(0)
  const many = drawn(
    Array.from({ length: mostNames + 100 }, (_, index) => ({
      ...node(index + 1, index, 0),
      weight: index,
      pinned: index === 3,
    })),
  )
  const words = [...partOf(many, [...many.nodes.keys()], []).nodes.values()]
  expect(words).toHaveLength(mostNames + 100)
  expect(words.flatMap(({ entityId, label }) => (label === '' ? [entityId] : []))).toEqual(
    Array.from({ length: 100 }, (_, index) => index + 1).filter((entityId) => entityId !== 4),
  )
})

test('the extent of a chart holds its nodes with their words; of none there is none', () => {
  expect(extentOf(drawn([]))).toBeNull()
  const extent = extentOf(drawn([node(1, 0, 0), node(2, 100, 50)]))
  expect(extent?.left).toBe(-16)
  expect(extent?.top).toBe(-16)
  expect(extent?.bottom).toBeGreaterThan(66)
})

test('walking takes the neighbour that lies best in the direction, and none that lies away from it', () => {
  const drawing = drawn(
    [node(1, 0, 0), node(2, 100, 10), node(3, 60, 80), node(4, -50, 0), node(5, 500, 0)],
    [edge(1, 2), edge(1, 3), edge(4, 1)],
  )
  expect(neighbourTowards(drawing, 0, 'right')).toBe(1)
  expect(neighbourTowards(drawing, 0, 'down')).toBe(2)
  expect(neighbourTowards(drawing, 0, 'left')).toBe(3)
  expect(neighbourTowards(drawing, 0, 'up')).toBe(-1)
})

test('words without room are counted of what stands in sight: at the rim too, not beside it, not what has no words, no line where lines are thin', () => {
  const words = { caption: [{ way: null, text: '转账 3' }] } as const
  const drawing = drawn(
    [node(1, 0, 0), node(2, 100, 100), node(3, 101, 50), { ...node(4, 50, 50), label: '' }, node(5, 50, 20)],
    [{ ...edge(1, 2), ...words }, { ...edge(1, 5), ...words }, edge(2, 5), { ...edge(3, 3), ...words }],
  )
  const extent = { left: 0, top: 0, right: 100, bottom: 100 }
  const told = new Set([nodeKey(5), edgeKey(1, 5)])
  const isNamed = (key: string) => told.has(key)
  // The loop at 3 comes into sight, though 3 itself does not stand there.
  expect(untoldInSight(drawing, extent, { isNamed, linesToo: true })).toEqual({ nodes: 2, lines: 2 })
  expect(untoldInSight(drawing, extent, { isNamed, linesToo: false })).toEqual({ nodes: 2, lines: 0 })
  expect(untoldInSight(drawing, { ...extent, right: 101 }, { isNamed, linesToo: false }).nodes).toBe(3)
  expect(untoldInSight(drawing, extent, { isNamed: () => true, linesToo: true })).toEqual({
    nodes: 0,
    lines: 0,
  })
})
