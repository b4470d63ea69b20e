/** What a press, a drag, a second press and a turn of the wheel on the chart ask for. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Doings, followGestures, type Hit } from '../../renderer/chart/gestures.ts'

const ground: Hit = { node: -1, line: -1 }
let container: HTMLElement
let asked: (readonly [what: string, ...how: unknown[]])[]
let under: Hit
let lassoing: boolean
let stop: () => void
const pressed = new Set<number>()
beforeEach(() => {
  pressed.clear()
  vi.useFakeTimers({ toFake: ['performance', 'requestAnimationFrame', 'cancelAnimationFrame'] })
  container = document.createElement('div')
  container.setPointerCapture = () => undefined
  document.body.append(container)
  asked = []
  under = ground
  lassoing = false
  const told =
    (what: string) =>
    (...how: readonly unknown[]): void => {
      asked.push([what, ...how])
    }
  const press =
    (what: string): Doings['tap'] =>
    ({ node, line, more }) => {
      asked.push([what, node, line, more])
    }
  stop = followGestures(container, {
    hit: () => under,
    tap: press('tap'),
    doubleTap: press('double'),
    menu: press('menu'),
    pan: told('pan'),
    zoom: told('zoom'),
    drag: told('drag'),
    drop: told('drop'),
    outline: () => undefined,
    enclose: (points, box) => asked.push(['enclose', points.length, box]),
    cancel: told('cancel'),
    over: (hit) => {
      if (hit !== null) asked.push(['over', hit.node, hit.line])
    },
    lassoing: () => lassoing,
  })
})
afterEach(() => {
  stop()
  container.remove()
  vi.useRealTimers()
})
interface How {
  readonly pointerId?: number
  readonly button?: number
  readonly shiftKey?: boolean
  readonly altKey?: boolean
}
function send(type: string, x: number, y: number, how: How = {}): void {
  const pointerId = how.pointerId ?? 1
  if (type === 'pointerdown') pressed.add(pointerId)
  if (type === 'pointerup') pressed.delete(pointerId)
  const event = new MouseEvent(type, {
    clientX: x,
    clientY: y,
    bubbles: true,
    cancelable: true,
    buttons: pressed.has(pointerId) ? 1 : 0,
    ...how,
  })
  Object.defineProperty(event, 'pointerId', { value: pointerId })
  Object.defineProperty(event, 'pointerType', { value: 'mouse' })
  container.dispatchEvent(event)
}
const down = (x: number, y: number, how: How = {}) => send('pointerdown', x, y, how)
const move = (x: number, y: number, how: How = {}) => send('pointermove', x, y, how)
const up = (x: number, y: number, how: How = {}) => send('pointerup', x, y, how)
function taps(at: Hit, how: How = {}): void {
  under = at
  down(50, 50, how)
  up(50, 50, how)
}
const names = () => asked.map(([what]) => what)

test('a press that moves less than four pixels is a press, at four it is a drag of what it began on', () => {
  under = { node: 3, line: -1 }
  down(10, 10)
  move(13, 12)
  up(13, 12)
  expect(asked).toEqual([['tap', 3, -1, false]])
  asked = []
  down(10, 10)
  under = ground
  move(10, 14)
  move(30, 25)
  up(30, 25)
  expect(asked).toEqual([['drag', 3, { x: 0, y: 4 }], ['drag', 3, { x: 20, y: 15 }], ['drop']])
})
test('on the ground a drag moves the view; with Shift it is a box, with Alt or the lasso an outline, with the middle button the view', () => {
  const drags = (how: How = {}) => {
    asked = []
    down(0, 0, how)
    move(10, 0, how)
    move(20, 5, how)
    up(20, 5, how)
    return asked
  }
  expect(drags()).toEqual([
    ['pan', { x: 10, y: 0 }],
    ['pan', { x: 10, y: 5 }],
  ])
  expect(drags({ shiftKey: true })).toEqual([['enclose', 2, true]])
  expect(drags({ altKey: true })).toEqual([['enclose', 3, false]])
  lassoing = true
  expect(drags()).toEqual([['enclose', 3, false]])
  under = { node: 1, line: -1 }
  expect(drags({ button: 1 }).map(([what]) => what)).toEqual(['pan', 'pan'])
})
test('two presses within half a second are a double one, a third is a press again; later they are two', () => {
  const node: Hit = { node: 2, line: -1 }
  taps(node)
  vi.advanceTimersByTime(500)
  taps(node)
  expect(names()).toEqual(['tap', 'tap', 'double'])
  taps(node)
  expect(names()).toEqual(['tap', 'tap', 'double', 'tap'])
  vi.advanceTimersByTime(501)
  taps(node)
  expect(names().filter((what) => what === 'double')).toHaveLength(1)
})
test('where the panel moved the node away after the first press it is meant still; another node or a line is not', () => {
  const ends = (first: Hit, second: Hit) => {
    asked = []
    taps(first)
    taps(second)
    vi.advanceTimersByTime(1_000)
    return asked.flatMap(([what, node]) => (what === 'double' ? [node] : []))
  }
  expect(ends({ node: 2, line: -1 }, ground)).toEqual([2])
  expect(ends({ node: 2, line: -1 }, { node: 5, line: -1 })).toEqual([5])
  expect(ends({ node: 2, line: -1 }, { node: -1, line: 4 })).toEqual([])
  expect(ends(ground, ground)).toEqual([])
})
test('with Shift a press is one more; the other button asks for the menu and is no press', () => {
  taps({ node: 2, line: -1 }, { shiftKey: true })
  expect(asked).toEqual([['tap', 2, -1, true]])
  asked = []
  down(5, 5, { button: 2 })
  up(5, 5, { button: 2 })
  expect(asked).toEqual([])
  // On some desktops the menu is asked for before the button is up: what was held is let go.
  down(5, 5)
  move(20, 5)
  send('contextmenu', 20, 5)
  up(20, 5)
  expect(names()).toEqual(['drag', 'cancel', 'menu'])
})
test('a second finger lets go of what the first held, and the two move and stretch the view', () => {
  under = { node: 1, line: -1 }
  down(0, 0, { pointerId: 1 })
  move(0, 10, { pointerId: 1 })
  down(100, 10, { pointerId: 2 })
  expect(names()).toEqual(['drag', 'cancel'])
  asked = []
  move(200, 10, { pointerId: 2 })
  expect(asked).toEqual([
    ['pan', { x: 50, y: 0 }],
    ['zoom', 2, { x: 100, y: 10 }],
  ])
  up(200, 10, { pointerId: 2 })
  up(0, 10, { pointerId: 1 })
  expect(names()).toEqual(['pan', 'zoom'])
})
test('a turn of the wheel zooms at the pointer, no further than 360 at once; lines count as 40, a pinch counts more', () => {
  const turned = (init: WheelEventInit) => {
    asked = []
    container.dispatchEvent(new WheelEvent('wheel', { clientX: 7, clientY: 9, cancelable: true, ...init }))
    const [[, factor, at] = []] = asked
    expect(at).toEqual({ x: 7, y: 9 })
    return Math.log2(Number(factor))
  }
  expect(turned({ deltaY: 150 })).toBeCloseTo(-0.5)
  expect(turned({ deltaY: -300 })).toBeCloseTo(1)
  expect(turned({ deltaY: 5_000 })).toBeCloseTo(-1.2)
  expect(turned({ deltaY: 3, deltaMode: 1 })).toBeCloseTo(-0.4)
  expect(turned({ deltaY: 8, ctrlKey: true })).toBeCloseTo(-0.1)
})

test('a press that is let go where nobody hears it, as over a menu, holds nothing: the next movement is over what lies there', () => {
  for (const button of [0, 1, 2]) {
    asked = []
    under = { node: 2, line: -1 }
    down(20, 20, { button })
    if (button < 2) move(60, 60)
    // The release goes to something else; the pointer comes back with no button held.
    pressed.clear()
    move(70, 70)
    move(72, 72)
    vi.advanceTimersByTime(40)
    expect(names().at(-1), `button ${button}`).toBe('over')
    expect(
      names().filter((name) => name === 'cancel'),
      `button ${button}`,
    ).toHaveLength(button === 0 ? 1 : 0)
  }
})
