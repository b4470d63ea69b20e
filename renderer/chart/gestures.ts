/** Pointer and wheel on the canvas: what is under them, and what a press, a drag or a turn of the wheel asks for. */
import type { Point } from '../../shared/model/chart/around.ts'

/** What is under the pointer, by index; both -1 for the ground. */
export interface Hit {
  readonly node: number
  readonly line: number
}
export interface Press extends Hit {
  /** In pixels of the view. */
  readonly at: Point
  /** One more, instead of another. */
  readonly more: boolean
}
/** What can be done; all points in pixels of the view. */
export interface Doings {
  hit(at: Point): Hit
  tap(press: Press): void
  doubleTap(press: Press): void
  menu(press: Press): void
  pan(by: Point): void
  zoom(factor: number, at: Point): void
  /** A node is dragged: from the start by so much altogether. */
  drag(node: number, by: Point): void
  drop(): void
  outline(points: readonly Point[], box: boolean): void
  /** The outline is closed: what is in it is chosen. */
  enclose(points: readonly Point[], box: boolean): void
  /** Neither dropped nor closed: as if it had not begun. */
  cancel(): void
  /** The pointer is over this; null when it left or does something else. */
  over(hit: (Hit & { readonly at: Point }) | null): void
  /** Whether a plain drag on the ground outlines instead of moving the view. */
  lassoing(): boolean
}

/** A press that moves no further is no drag, in pixels. */
const still = 4
/** As long as the desktop itself waits for the second press, in milliseconds. */
const doublePress = 500

type Doing = 'nothing' | 'pan' | 'drag' | 'box' | 'lasso'
interface Held {
  readonly press: Press
  readonly wanted: Doing
  doing: Doing
  last: Point
  outline: Point[]
}

/** Follows pointer and wheel in the container. Returns how to stop. */
export function followGestures(container: HTMLElement, doings: Doings): () => void {
  const gone = new AbortController()
  const listen = <K extends keyof HTMLElementEventMap>(
    name: K,
    hear: (event: HTMLElementEventMap[K]) => void,
    options: AddEventListenerOptions = {},
  ): void => container.addEventListener(name, hear, { ...options, signal: gone.signal })
  const pointers = new Map<number, Point>()
  let held: Held | null = null
  let before: { readonly press: Press; readonly time: number } | null = null
  let hovering = 0

  function place(event: MouseEvent): Point {
    const box = container.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  function pressAt(event: MouseEvent): Press {
    const at = place(event)
    return { ...doings.hit(at), at, more: event.shiftKey || event.ctrlKey || event.metaKey }
  }
  function wantedBy(event: PointerEvent, { node }: Press): Doing {
    if (event.button === 1) return 'pan'
    if (event.altKey) return 'lasso'
    if (node >= 0) return 'drag'
    if (event.shiftKey) return 'box'
    return doings.lassoing() ? 'lasso' : 'pan'
  }
  function letGo(): void {
    if (held !== null && held.doing !== 'nothing' && held.doing !== 'pan') doings.cancel()
    held = null
  }
  listen('pointerdown', (event) => {
    pointers.set(event.pointerId, place(event))
    doings.over(null)
    if (pointers.size === 2) {
      letGo()
      return
    }
    if (event.button > 1 || held !== null) return
    const press = pressAt(event)
    held = { press, wanted: wantedBy(event, press), doing: 'nothing', last: press.at, outline: [press.at] }
  })
  listen('pointermove', (event) => {
    const at = place(event)
    // Let go where it was not heard, as over a menu that the press has opened.
    if (event.buttons === 0 && pointers.delete(event.pointerId)) letGo()
    if (pointers.size === 2 && pointers.has(event.pointerId)) {
      pinch(event.pointerId, at)
      return
    }
    // Where it is now, so that a second finger measures from here.
    if (pointers.has(event.pointerId)) pointers.set(event.pointerId, at)
    if (held === null) {
      if (pointers.size === 0) hover(event)
      return
    }
    if (held.doing === 'nothing') {
      if (Math.hypot(at.x - held.press.at.x, at.y - held.press.at.y) < still) return
      held.doing = held.wanted
      container.setPointerCapture(event.pointerId)
    }
    follow(held, at)
  })
  function follow(now: Held, at: Point): void {
    const by = { x: at.x - now.last.x, y: at.y - now.last.y }
    now.last = at
    if (now.doing === 'pan') doings.pan(by)
    else if (now.doing === 'drag')
      doings.drag(now.press.node, { x: at.x - now.press.at.x, y: at.y - now.press.at.y })
    else if (now.doing === 'box' || now.doing === 'lasso') {
      now.outline = now.doing === 'box' ? [now.press.at, at] : [...now.outline, at]
      doings.outline(now.outline, now.doing === 'box')
    }
  }
  /** Two fingers move and stretch the view. */
  function pinch(pointerId: number, at: Point): void {
    const [other] = [...pointers].flatMap(([id, point]) => (id === pointerId ? [] : [point]))
    const was = pointers.get(pointerId)
    if (other === undefined || was === undefined) return
    pointers.set(pointerId, at)
    const [far, near] = [
      Math.hypot(at.x - other.x, at.y - other.y),
      Math.hypot(was.x - other.x, was.y - other.y),
    ]
    doings.pan({ x: (at.x - was.x) / 2, y: (at.y - was.y) / 2 })
    if (near > 0) doings.zoom(far / near, { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 })
  }
  listen('pointerup', (event) => {
    pointers.delete(event.pointerId)
    const was = held
    if (was === null) return
    held = null
    if (was.doing === 'drag') doings.drop()
    else if (was.doing === 'box' || was.doing === 'lasso') doings.enclose(was.outline, was.doing === 'box')
    else if (was.doing === 'nothing' && event.button === 0) tap(was.press)
  })
  listen('pointercancel', (event) => {
    pointers.delete(event.pointerId)
    letGo()
  })
  function tap(press: Press): void {
    const now = performance.now()
    const first = before
    before = { press, time: now }
    doings.tap(press)
    if (first === null || now - first.time > doublePress) return
    before = null
    // The first press opens the panel beside the canvas, which may move the node from under the pointer: then it is meant still.
    const meant = press.node < 0 && press.line < 0 ? first.press : press
    if (meant.node >= 0) doings.doubleTap(meant)
  }
  listen('contextmenu', (event) => {
    event.preventDefault()
    letGo()
    doings.menu(pressAt(event))
  })
  listen(
    'wheel',
    (event) => {
      event.preventDefault()
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 40 : event.deltaY
      const turned = Math.max(-360, Math.min(360, pixels))
      doings.over(null)
      // A pinch on a touch pad comes as a small turn with Ctrl.
      doings.zoom(2 ** (-turned / (event.ctrlKey ? 80 : 300)), place(event))
    },
    { passive: false },
  )
  function hover(event: PointerEvent): void {
    if (event.pointerType === 'touch') return
    cancelAnimationFrame(hovering)
    const at = place(event)
    hovering = requestAnimationFrame(() => doings.over({ ...doings.hit(at), at }))
  }
  listen('pointerleave', () => {
    cancelAnimationFrame(hovering)
    doings.over(null)
  })
  return () => {
    gone.abort()
    cancelAnimationFrame(hovering)
  }
}
