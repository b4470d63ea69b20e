/** A drawing is its pattern: text and back lose nothing, and edits keep the steps in an order that can be asked. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addNode,
  addStep,
  drawingText,
  emptyDrawing,
  placesOf,
  removeNode,
  removeStep,
  setNode,
  setStep,
} from '../../renderer/model/patternDrawing.ts'
import { type DrawnPattern, faultsOf, readDrawing } from '../../shared/model/drawnPattern.ts'
import { readyDrawing, readyPatterns, type ReadyPattern } from '../../shared/model/readyPatterns.ts'

const back = (drawing: DrawnPattern): DrawnPattern => {
  const read = readDrawing(drawingText(drawing))
  if ('fault' in read) throw new Error(read.fault.en)
  return read.pattern
}
type Edit = (drawing: DrawnPattern) => DrawnPattern
const at = (count: number, pick: number): number => (count === 0 ? 0 : pick % count)
const pick = fc.nat(100)
const patches = fc.constantFrom(
  { none: true, optional: false },
  { optional: true, none: false },
  { optional: false, none: false },
  { link: 'holds' as const },
  { link: 'calls' as const },
  { least: 10_000, most: undefined },
  { most: 20_000.5, currency: 'USD' },
  { count: 3, sum: 50_000 },
  { either: true },
)
const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.constantFrom(undefined, 'person' as const, 'bankAccount' as const, 'phone' as const).map(
    (kind): Edit =>
      (one) =>
        addNode(one, kind, 'zh-CN').drawing,
  ),
  fc.tuple(pick, pick).map(([from, to]): Edit => (one) => {
    const ids = Object.keys(one.nodes)
    const [a, b] = [ids[at(ids.length, from)], ids[at(ids.length, to)]]
    return a === undefined || b === undefined ? one : addStep(one, a, b).drawing
  }),
  fc.tuple(pick, patches).map(
    ([place, patch]): Edit =>
      (one) =>
        setStep(one, at(one.steps.length, place), patch).drawing,
  ),
  fc.tuple(pick, pick, fc.boolean()).map(([place, other, isAfter]): Edit => (one) => {
    const [mine, tied] = [at(one.steps.length, place), at(one.steps.length, other) + 1]
    const patch = isAfter ? { after: tied, before: undefined } : { before: tied, after: undefined }
    return mine + 1 === tied ? one : setStep(one, mine, { ...patch, within: 60 }).drawing
  }),
  pick.map(
    (place): Edit =>
      (one) =>
        removeStep(one, at(one.steps.length, place)),
  ),
  pick.map((place): Edit => (one) => {
    const ids = Object.keys(one.nodes)
    return removeNode(one, ids[at(ids.length, place)] ?? '')
  }),
  fc.tuple(pick, pick).map(([place, x]): Edit => (one) => {
    const ids = Object.keys(one.nodes)
    return setNode(one, ids[at(ids.length, place)] ?? '', { at: [x, 100 - x], like: '罗' })
  }),
)
test('drawn at random, a drawing is the same after it was text', () => {
  fc.assert(
    fc.property(fc.array(edits, { maxLength: 40 }), (those) => {
      const drawing = those.reduce((one, edit) => edit(one), emptyDrawing)
      expect(back(drawing)).toEqual(drawing)
      expect(Object.keys(placesOf(drawing))).toEqual(Object.keys(drawing.nodes))
      for (const [x, y] of Object.values(placesOf(drawing)))
        expect([x, y].every((one) => one >= 0 && one <= 100)).toBe(true)
    }),
    { numRuns: 300 },
  )
})
test('links drawn in any order over a tree of nodes can be asked, and what they are timed by stays the same link', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([1, 2, 3, 4, 5], { minLength: 5 }), pick, pick, (order, one, other) => {
      const nodes = [1, 2, 3, 4, 5, 6].reduce((so) => addNode(so, undefined, 'en').drawing, emptyDrawing)
      const drawn = order.reduce((so, place) => addStep(so, `n${place}`, `n${place + 1}`).drawing, nodes)
      expect(faultsOf(drawn)).toEqual([])
      const [mine, tied] = [one % 5, other % 5]
      if (mine === tied) return
      const wanted = [drawn.steps[mine]?.from, drawn.steps[tied]?.from]
      const { drawing, part } = setStep(drawn, mine, { after: tied + 1, within: 60 })
      const step = drawing.steps[part !== null && 'step' in part ? part.step : -1]
      expect([step?.from, drawing.steps[(step?.after ?? 0) - 1]?.from]).toEqual(wanted)
    }),
  )
})
test('ready patterns stay in their order when they are changed, and come back from text', () => {
  for (const id of Object.keys(readyPatterns) as ReadyPattern[]) {
    const drawing = readyDrawing(id, 'zh-CN')
    expect(back(drawing)).toEqual(drawing)
    for (const place of drawing.steps.keys())
      expect(setStep(drawing, place, { either: drawing.steps[place]?.either }).drawing).toEqual(drawing)
  }
})
test('a link that must not be goes behind those that are, a link taken off is timed by none', () => {
  const drawing = readyDrawing('relayCalls', 'en')
  const removed = removeStep(drawing, 0)
  expect(removed.steps).toEqual([
    { from: 'b', to: 'c', link: 'calls', either: false, optional: false, none: false },
  ])
  const more = addStep(setStep(drawing, 1, { none: true, after: undefined }).drawing, 'c', 'a').drawing
  expect(more.steps.map(({ from, none }) => [from, none])).toEqual([
    ['a', false],
    ['c', false],
    ['b', true],
  ])
})
