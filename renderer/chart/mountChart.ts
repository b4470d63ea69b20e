/** Mounts a chart: a scene in, intents out. Nothing of it enters Vue's reactivity. */
import type { NodePlace } from '../../shared/model/chart/content.ts'
import { type ChartScene, emptyScene, nodeKey } from '../../shared/model/chart/scene.ts'
import { createSprites, fillOf } from './bodies.ts'
import { createChartCaptions } from './captions.ts'
import { centredOn, type Extent, extentInSight, fitted, onScreen, zoomedAt, type Camera } from './camera.ts'
import { type Drawing, drawingOf, extentOf, neighboursOf } from './drawing.ts'
import { followGestures } from './gestures.ts'
import type { ChartIntent } from './intents.ts'
import { noMarks, paintMarks } from './marks.ts'
import { fittedClear, floatingOver, thingsOf } from './fitView.ts'
import { createMoves, type Moves } from './moves.ts'
import { paintSteps } from './paint.ts'
import { pictureOf } from './picture.ts'
import { onPicture } from './pictures.ts'
import { untoldInSight } from './picking.ts'
import { createSelection } from './selection.ts'
import { createSurface } from './surface.ts'
import { readTokens } from './tokens.ts'
import { handOn } from './hand.ts'

export type { ChartIntent } from './intents.ts'
export interface ChartHandle {
  /** Brings the canvas to the scene; with `fit` all of it is put in sight. */
  show(scene: ChartScene, fit: boolean): void
  /** Draws the scene it has once more, where a change of places was refused. */
  restore(): void
  /** Width of the canvas divided by its height. */
  aspect(): number
  /** Moves nodes to new places, a few of them step by step; with `fit` all of the chart is put in sight. The scene is to follow. */
  moveTo(places: readonly NodePlace[], fit: boolean): Promise<void>
  select(entityIds: readonly number[]): void
  /** Who stands at a point of the canvas, in its pixels; null for nobody. */
  nodeAt(x: number, y: number): number | null
  /** Everything drawn. */
  selectAll(): void
  /** What is drawn and not selected instead of what is. */
  invert(): void
  /** The neighbours of what is selected with it. */
  addNeighbours(): void
  /** Selects the neighbour of the one that is selected that lies best in a direction, or the best linked node when none is; with `more` beside what is selected. */
  walk(direction: 'left' | 'right' | 'up' | 'down', more?: boolean): void
  showPath(nodeIds: readonly number[], linkIds: readonly number[]): void
  clearPath(): void
  /** Marks what a search has found, and nothing else. */
  mark(entityIds: readonly number[]): void
  /** Whether a drag on the ground outlines what is to be selected. */
  lasso(on: boolean): void
  zoom(factor: number): void
  fit(): void
  centre(entityId: number): void
  retheme(): void
  /** Once everything is painted as it should be. */
  painted(): Promise<void>
  /** What a small picture of the whole needs; with one of before only the view is read anew. */
  overview(before: Overview | null): Overview
  /** A point of the chart is drawn at `x * zoom + x of the camera`, and so with y. */
  camera(): Camera
  /** Calls whenever the view or what is drawn has changed. Returns how to stop. */
  onView(tell: () => void): () => void
  lookAt(x: number, y: number): void
  /** The visible chart as a PNG of twice the size, on the theme's ground. */
  png(): Promise<Blob>
  destroy(): void
}
export interface Overview {
  readonly drawing: Drawing
  readonly whole: Extent | null
  readonly view: Extent
  /** The colour of a node's kind. */
  colourOf(node: number): string
}

/** Most nodes and lines that are moved to a layout's places step by step; more jump there. */
const mostAnimated = 400
/** Free around the chart when all of it is in sight; and around a path. */
const [padding, pathPadding] = [48, 90]
const largestFit = 1.4

/** Mounts a chart in the element. `onIntent` receives what the person does; nothing is changed behind the caller's back. */
export function mountChart(container: HTMLElement, onIntent: (intent: ChartIntent) => void): ChartHandle {
  let tokens = readTokens(container)
  let sprites = createSprites(tokens)
  let scene = emptyScene
  let drawing: Drawing = drawingOf(scene)
  const captions = createChartCaptions()
  const marks = noMarks()
  const hearers = new Set<() => void>()
  const tellView = (): void => {
    for (const tell of hearers) tell()
  }
  const surface = createSurface(container, {
    paint: (sheet) => paintSteps(sheet, drawing, { tokens, sprites, captions, lifted: marks.lifted }),
    marks: (sheet) => paintMarks(sheet, drawing, marks, { tokens, isNamed: captions.has }),
    shown: ({ detail, lines }) => {
      // Whoever has no caption now is named above.
      if (marks.selected.size + marks.found.size > 0) surface.remark()
      // While some are in the hand their words are painted elsewhere: what was told stays.
      if (marks.lifted.size > 0) return
      const untold = untoldInSight(drawing, extentInSight(surface.camera(), surface.size()), {
        isNamed: captions.has,
        linesToo: !detail.hairlines,
      })
      onIntent({ type: 'plain', lines: detail.hairlines ? lines : 0, untold })
    },
    moved: tellView,
  })
  let fittedAt: Camera | null = null
  let timers: readonly ReturnType<typeof setTimeout>[] = []
  /** The scene that follows is to be put in sight as a whole: it brings frames that were not there before. */
  let fitNext: NodePlace | null = null
  const moves: Moves = createMoves(surface)
  const selection = createSelection({ drawing: () => drawing, marks, remark: surface.remark, onIntent })
  const hand = handOn({ container, surface, marks, selection, moves, drawing: () => drawing, onIntent })
  const stopPictures = onPicture(() => {
    sprites.forget()
    redraw()
  })
  const stopGestures = followGestures(container, hand.doings)
  const stopFollowing = keepMiddle(container, () => {
    const before = surface.size()
    surface.resize()
    const { width, height } = surface.size()
    if (before.width > 0 && before.height > 0) {
      if (isFitted()) fit()
      else {
        moves.jump({
          ...surface.camera(),
          x: surface.camera().x + (width - before.width) / 2,
          y: surface.camera().y + (height - before.height) / 2,
        })
        // A panel that opens for somebody must not cover them.
        const [only, ...more] = [...marks.selected].flatMap((key) => drawing.indexOf.get(key) ?? [])
        if (only !== undefined && more.length === 0) keepInSight(only)
      }
    }
    tellView()
  })

  function cameraFor(extent: Extent | null, free: number): Camera {
    return extent === null ? surface.camera() : fitted(extent, surface.size(), free, largestFit)
  }
  function fit(): void {
    const extent = extentOf(drawing)
    if (extent === null) return
    moves.jump(fittedClear(extent, surface.size(), thingsOf(drawing), floatingOver(container), largestFit))
    fittedAt = surface.camera()
  }
  /** Nobody has moved the view since all of it was put in sight. */
  const isFitted = (): boolean => fittedAt !== null && fittedAt === surface.camera()
  /** What floats over the chart comes after it, some of it when the engine has answered. */
  function fitWhenAllFloats(): void {
    for (const timer of timers) clearTimeout(timer)
    timers = [50, 400, 1_500].map((wait) =>
      setTimeout(() => {
        if (isFitted() && marks.lifted.size === 0) fit()
      }, wait),
    )
  }
  function redraw(): void {
    surface.repaint()
    surface.remark()
    tellView()
  }
  /** Only where it stands outside of the view or at its rim. */
  function keepInSight(node: number): void {
    const point = { x: drawing.x[node] ?? 0, y: drawing.y[node] ?? 0 }
    const { x, y } = onScreen(surface.camera(), point)
    const { width, height } = surface.size()
    if (x >= padding && y >= padding && x <= width - padding && y <= height - padding) return
    moves.glide(centredOn(surface.camera(), point, surface.size()))
  }
  /** Whether somebody who was not drawn before stands where nobody sees them. */
  function newcomerOutside(before: ChartScene['nodes']): boolean {
    const { width, height } = surface.size()
    return drawing.nodes.some((node) => {
      if (before.has(node.key)) return false
      const { x, y } = onScreen(surface.camera(), node)
      return x < 0 || y < 0 || x > width || y > height
    })
  }
  const middle = () => ({ x: surface.size().width / 2, y: surface.size().height / 2 })

  return {
    show(next, fitting) {
      const grabbed = [...marks.lifted].flatMap((node) => drawing.nodes[node]?.key ?? [])
      const places = grabbed.map((key) => {
        const node = drawing.indexOf.get(key) ?? 0
        return [key, drawing.x[node] ?? 0, drawing.y[node] ?? 0] as const
      })
      const before = scene.nodes
      scene = next
      drawing = drawingOf(next)
      hand.carry(places)
      selection.keepDrawn()
      if (fitting) fit()
      else if (fitNext !== null && standsAt(next, fitNext)) {
        if (isFitted()) fit()
        fitNext = null
      } else if (isFitted() && newcomerOutside(before)) fit()
      redraw()
      if (fitting) fitWhenAllFloats()
    },
    restore() {
      drawing = drawingOf(scene)
      redraw()
    },
    aspect: () => container.clientWidth / Math.max(1, container.clientHeight),
    async moveTo(places, fitting) {
      const few = drawing.nodes.length + drawing.edges.length < mostAnimated
      const wanted = places.flatMap(({ entityId, x, y }) => {
        const node = drawing.indexOf.get(nodeKey(entityId))
        return node === undefined ? [] : [{ node, x, y }]
      })
      const moving = drawing
      const from = wanted.map(({ node }) => ({ x: moving.x[node] ?? 0, y: moving.y[node] ?? 0 }))
      const put = (share: number): void => {
        for (const [index, { node, x, y }] of wanted.entries()) {
          moving.x[node] = (from[index]?.x ?? x) + (x - (from[index]?.x ?? x)) * share
          moving.y[node] = (from[index]?.y ?? y) + (y - (from[index]?.y ?? y)) * share
        }
        redraw()
      }
      if (few) await moves.play(put)
      else put(1)
      if (fitting) fit()
      fitNext = fitting ? (places[0] ?? null) : null
    },
    select: (entityIds) => selection.set(entityIds.map(nodeKey)),
    nodeAt: (x, y) => drawing.nodes[hand.doings.hit({ x, y }).node]?.entityId ?? null,
    selectAll: () => selection.set(drawing.nodes.map(({ key }) => key)),
    invert() {
      selection.set(drawing.nodes.flatMap(({ key }) => (marks.selected.has(key) ? [] : [key])))
    },
    addNeighbours() {
      const chosen = [...marks.selected].flatMap((key) => drawing.indexOf.get(key) ?? [])
      const all = new Set([...chosen, ...chosen.flatMap((node) => neighboursOf(drawing, node))])
      selection.set([...all].flatMap((node) => drawing.nodes[node]?.key ?? []))
    },
    walk(direction, more = false) {
      const next = selection.walk(direction, more)
      if (next >= 0) keepInSight(next)
    },
    showPath(nodeIds, linkIds) {
      const wanted = new Set(linkIds)
      const lines = drawing.edges.filter((edge) => edge.linkIds.some((linkId) => wanted.has(linkId)))
      marks.path = { nodes: new Set(nodeIds.map(nodeKey)), lines: new Set(lines.map(({ key }) => key)) }
      surface.remark()
      const nodes = nodeIds.flatMap((entityId) => drawing.indexOf.get(nodeKey(entityId)) ?? [])
      if (nodes.length > 0) moves.glide(cameraFor(extentOf(drawing, nodes), pathPadding))
    },
    clearPath() {
      marks.path = null
      surface.remark()
    },
    mark(entityIds) {
      marks.found = new Set(entityIds.map(nodeKey))
      surface.remark()
    },
    lasso: hand.lasso,
    zoom: (factor) => moves.jump(zoomedAt(surface.camera(), factor, middle())),
    fit,
    centre(entityId) {
      const node = drawing.indexOf.get(nodeKey(entityId))
      if (node === undefined) return
      const point = { x: drawing.x[node] ?? 0, y: drawing.y[node] ?? 0 }
      moves.glide(centredOn(surface.camera(), point, surface.size()))
    },
    retheme() {
      tokens = readTokens(container)
      sprites = createSprites(tokens)
      redraw()
    },
    painted: surface.painted,
    camera: surface.camera,
    overview: (before) => ({
      ...(before ?? {
        drawing,
        whole: extentOf(drawing),
        colourOf: (node) => fillOf(drawing.nodes[node] ?? { kind: '' }, tokens),
      }),
      view: hand.view(),
    }),
    onView(tell) {
      hearers.add(tell)
      return () => hearers.delete(tell)
    },
    lookAt: (x, y) => moves.jump(centredOn(surface.camera(), { x, y }, surface.size())),
    png: () => pictureOf(drawing, { tokens, sprites: createSprites(tokens) }),
    destroy() {
      for (const timer of timers) clearTimeout(timer)
      stopFollowing()
      stopGestures()
      stopPictures()
      hand.stop()
      moves.stop()
      surface.destroy()
    },
  }
}

function standsAt({ nodes }: ChartScene, { entityId, x, y }: NodePlace): boolean {
  const node = nodes.get(nodeKey(entityId))
  return node !== undefined && Math.abs(node.x - x) < 1 && Math.abs(node.y - y) < 1
}
/** Hears when a panel beside the chart opens or closes. Returns how to stop. */
function keepMiddle(container: HTMLElement, resized: () => void): () => void {
  let first = true
  const observer = new ResizeObserver(() => {
    // The first word is of the size it has.
    if (!first) resized()
    first = false
  })
  observer.observe(container)
  return () => observer.disconnect()
}
