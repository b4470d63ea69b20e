/** What a gesture does to the chart: selects, moves, outlines, asks for a menu, shows what the pointer rests on. */
import type { Point } from '../../shared/model/chart/around.ts'
import { extentInSight, type Extent, movedBy, onChart, zoomedAt } from './camera.ts'
import type { Drawing } from './drawing.ts'
import type { Doings, Hit } from './gestures.ts'
import type { ChartIntent } from './intents.ts'
import type { Marks } from './marks.ts'
import type { Moves } from './moves.ts'
import { lineAt, nodeAt, nodesInBox, nodesWithin } from './picking.ts'
import type { Selection } from './selection.ts'
import type { Surface } from './surface.ts'

interface Parts {
  readonly container: HTMLElement
  readonly surface: Surface
  readonly marks: Marks
  readonly selection: Selection
  readonly moves: Moves
  drawing(): Drawing
  onIntent(intent: ChartIntent): void
}
/** Pixels beside a node or a line that still meet it. */
const [nodeSlack, lineReach] = [2, 5]
/** Milliseconds the pointer rests on something before its facts are shown. */
const resting = 150
/** A node as small as a pixel is met as if it were of this radius on the screen. */
const leastRadius = 5

export function handOn({ container, surface, marks, selection, moves, drawing, onIntent }: Parts) {
  const { style } = container
  style.touchAction = 'none'
  style.userSelect = 'none'
  style.overflow = 'hidden'
  let lassoing = false
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Where those that are dragged stood, by key. */
  let stood: ReadonlyMap<string, Point> | null = null

  const keyOf = (node: number): string => drawing().nodes[node]?.key ?? ''
  const onMap = (at: Point): Point => onChart(surface.camera(), at)
  function inWindow(at: Point): Point {
    const box = container.getBoundingClientRect()
    return { x: box.left + at.x, y: box.top + at.y }
  }
  function hit(at: Point): Hit {
    const { zoom } = surface.camera()
    const point = onMap(at)
    const node = nodeAt(drawing(), point, Math.max(nodeSlack, leastRadius - 12 * zoom) / zoom)
    return { node, line: node >= 0 ? -1 : lineAt(drawing(), point, lineReach / zoom) }
  }
  function told(intent: 'menu' | 'hover', { node, line }: Hit, at: Point): void {
    onIntent({
      type: intent,
      entityId: drawing().nodes[node]?.entityId ?? null,
      linkIds: drawing().edges[line]?.linkIds ?? [],
      ...inWindow(at),
    })
  }
  function hover(node: string | null, line: string | null): void {
    if (marks.hoveredNode === node && marks.hoveredLine === line) return
    marks.hoveredNode = node
    marks.hoveredLine = line
    surface.remark()
  }
  function unhover(): void {
    clearTimeout(timer)
    hover(null, null)
    onIntent({ type: 'hover', entityId: null, linkIds: [], x: 0, y: 0 })
  }
  function place(by: Point): void {
    const { indexOf, x, y } = drawing()
    for (const [key, from] of stood ?? []) {
      const node = indexOf.get(key)
      if (node === undefined) continue
      x[node] = from.x + by.x
      y[node] = from.y + by.y
    }
    surface.remark()
  }
  function lift(node: number): void {
    const key = keyOf(node)
    const { indexOf, x, y } = drawing()
    const chosen = marks.selected.has(key) ? [...marks.selected] : [key]
    const nodes = chosen.flatMap((each) => indexOf.get(each) ?? [])
    stood = new Map(nodes.map((each) => [keyOf(each), { x: x[each] ?? 0, y: y[each] ?? 0 }]))
    marks.lifted = new Set(nodes)
    // The chart without them, while they are painted above it.
    surface.repaint()
  }
  function putDown(): void {
    stood = null
    marks.lifted = new Set()
    surface.repaint()
    surface.remark()
  }
  const doings: Doings = {
    hit,
    tap({ node, line, at, more }) {
      if (node >= 0) selection.choose(keyOf(node), more)
      else if (line >= 0) {
        const drawn = drawing().edges[line]
        if (drawn === undefined) return
        selection.line(drawn.key)
        onIntent({ type: 'line', linkIds: drawn.linkIds, ...inWindow(at) })
      } else if (!more) selection.set([])
    },
    doubleTap({ node }) {
      const drawn = drawing().nodes[node]
      if (drawn === undefined) return
      selection.set([drawn.key])
      onIntent({ type: 'expand', entityId: drawn.entityId })
    },
    menu(press) {
      unhover()
      if (press.node >= 0 && !marks.selected.has(keyOf(press.node))) selection.set([keyOf(press.node)])
      told('menu', press, press.at)
    },
    pan: (by) => moves.jump(movedBy(surface.camera(), by)),
    zoom: (factor, at) => moves.jump(zoomedAt(surface.camera(), factor, at)),
    drag(node, by) {
      if (stood === null) lift(node)
      const { zoom } = surface.camera()
      place({ x: by.x / zoom, y: by.y / zoom })
    },
    drop() {
      const { nodes, x, y } = drawing()
      const positions = [...marks.lifted].flatMap((node) => {
        const drawn = nodes[node]
        if (drawn === undefined) return []
        return [{ entityId: drawn.entityId, x: Math.round(x[node] ?? 0), y: Math.round(y[node] ?? 0) }]
      })
      putDown()
      if (positions.length > 0) onIntent({ type: 'placed', positions })
    },
    outline(points, box) {
      marks.outline = { points: points.map(onMap), box }
      surface.remark()
    },
    enclose(points, box) {
      marks.outline = null
      surface.remark()
      const [first, last] = [points[0], points.at(-1)]
      if (first === undefined || last === undefined) return
      const [from, to] = [onMap(first), onMap(last)]
      const inside = box
        ? nodesInBox(drawing(), {
            left: Math.min(from.x, to.x),
            right: Math.max(from.x, to.x),
            top: Math.min(from.y, to.y),
            bottom: Math.max(from.y, to.y),
          })
        : nodesWithin(drawing(), points.map(onMap))
      selection.add(inside.map(keyOf))
    },
    cancel() {
      if (stood !== null) place({ x: 0, y: 0 })
      marks.outline = null
      putDown()
    },
    over(what) {
      if (what === null || (what.node < 0 && what.line < 0)) {
        style.cursor = lassoing ? 'crosshair' : ''
        unhover()
        return
      }
      style.cursor = 'pointer'
      const { node, line } = what
      const [key, lineKey] = [node >= 0 ? keyOf(node) : null, drawing().edges[line]?.key ?? null]
      if (key === marks.hoveredNode && lineKey === marks.hoveredLine) return
      unhover()
      hover(key, lineKey)
      timer = setTimeout(() => told('hover', what, what.at), resting)
    },
    lassoing: () => lassoing,
  }
  return {
    doings,
    lasso(on: boolean): void {
      lassoing = on
      style.cursor = on ? 'crosshair' : ''
    },
    /** What was being dragged when the scene changed stays where the hand has it. */
    carry(places: readonly (readonly [string, number, number])[]): void {
      const { indexOf, x, y } = drawing()
      const lifted = new Set<number>()
      for (const [key, px, py] of places) {
        const node = indexOf.get(key)
        if (node === undefined) continue
        x[node] = px
        y[node] = py
        lifted.add(node)
      }
      marks.lifted = lifted
    },
    view: (): Extent => extentInSight(surface.camera(), surface.size()),
    stop(): void {
      clearTimeout(timer)
    },
  }
}
