/** The only importer of cytoscape: a scene in, intents out. The instance lives outside Vue's reactivity. */
import cytoscape from 'cytoscape'
import type { Core, NodeSingular } from 'cytoscape'
import type { NodePlace } from '../../shared/model/chart/content.ts'
import { type ChartScene, nodeKey } from '../../shared/model/chart/scene.ts'
import { type ChartIntent, followGestures } from './gestures.ts'
import { projectOn } from './projection.ts'
import { chartStyle, readTokens } from './style.ts'

export type { ChartIntent } from './gestures.ts'
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
  /** Everything drawn. */
  selectAll(): void
  /** What is drawn and not selected instead of what is. */
  invert(): void
  /** The neighbours of what is selected with it. */
  addNeighbours(): void
  /** Selects the neighbour of the one that is selected that lies furthest in a direction, or the best linked node when none is. */
  walk(direction: 'left' | 'right' | 'up' | 'down'): void
  showPath(nodeIds: readonly number[], linkIds: readonly number[]): void
  clearPath(): void
  /** Marks what a search has found, and nothing else. */
  mark(entityIds: readonly number[]): void
  zoom(factor: number): void
  fit(): void
  centre(entityId: number): void
  retheme(): void
  /** The visible chart as a PNG of twice the size, on the theme's ground. */
  png(): Promise<Blob>
  destroy(): void
}

/** Most elements that are moved to a layout's places step by step; more jump there. */
const mostAnimated = 400

/** Mounts a chart in the element. `onIntent` receives what the person does; nothing is changed behind the caller's back. */
export function mountChart(container: HTMLElement, onIntent: (intent: ChartIntent) => void): ChartHandle {
  keepStyleOut(container.ownerDocument)
  let tokens = readTokens(container)
  const core: Core = cytoscape({
    container,
    style: chartStyle(tokens),
    minZoom: 0.05,
    maxZoom: 3,
    boxSelectionEnabled: true,
    selectionType: 'additive',
    pixelRatio: 'auto',
    textureOnViewport: false,
    hideEdgesOnViewport: false,
    // As long as the desktop itself waits for the second press.
    multiClickDebounceTime: 500,
  })
  const projection = projectOn(core)
  followGestures(core, container, onIntent)
  const stopFollowing = keepMiddle(core, container)
  const node = (entityId: number) => core.getElementById(nodeKey(entityId))

  function fit(): void {
    core.fit(core.elements(), 48)
    if (core.zoom() > 1.4) {
      core.zoom(1.4)
      core.center(core.elements())
    }
  }

  return {
    show(scene, fitting) {
      projection.show(scene)
      if (fitting) fit()
    },
    restore() {
      core.batch(() => {
        for (const { key, x, y } of projection.scene().nodes.values())
          core.getElementById(key).position({ x, y })
      })
    },
    aspect: () => container.clientWidth / Math.max(1, container.clientHeight),
    async moveTo(places, fitting) {
      const few = core.elements().length < mostAnimated
      const positions = Object.fromEntries(places.map(({ entityId, x, y }) => [nodeKey(entityId), { x, y }]))
      const layout = core
        .nodes()
        .filter((each) => Object.hasOwn(positions, each.id()))
        .layout({
          name: 'preset',
          positions,
          fit: false,
          animate: few && !matchMedia('(prefers-reduced-motion: reduce)').matches,
          animationDuration: 140,
        })
      const stopped = layout.promiseOn('layoutstop')
      layout.run()
      await stopped
      if (fitting) fit()
    },
    select(entityIds) {
      core.batch(() => {
        core.elements(':selected').unselect()
        for (const entityId of entityIds) node(entityId).select()
      })
    },
    selectAll() {
      core.nodes().select()
    },
    invert() {
      const chosen = core.nodes(':selected')
      core.batch(() => {
        core.nodes().difference(chosen).select()
        chosen.unselect()
      })
    },
    addNeighbours() {
      core.nodes(':selected').neighborhood('node').select()
    },
    walk(direction) {
      const from = core.nodes(':selected').first()
      const next =
        from.empty() || !from.isNode()
          ? core.nodes().max((each) => each.degree(false)).ele
          : neighbourTowards(from, direction)
      if (next === null || next === undefined) return
      core.batch(() => {
        core.elements(':selected').unselect()
        next.select()
      })
      keepInSight(core, next)
    },
    showPath(nodeIds, linkIds) {
      const wanted = new Set(linkIds)
      const lines = [...projection.scene().edges.values()].filter((edge) =>
        edge.linkIds.some((linkId) => wanted.has(linkId)),
      )
      core.batch(() => {
        core.elements().removeClass('onPath').addClass('dimmed')
        for (const key of [...nodeIds.map(nodeKey), ...lines.map(({ key }) => key)])
          core.getElementById(key).removeClass('dimmed').addClass('onPath')
      })
      const path = core.elements('.onPath')
      if (path.nonempty()) core.animate({ fit: { eles: path, padding: 90 }, duration: 140 })
    },
    clearPath() {
      core.elements().removeClass('onPath dimmed')
    },
    mark(entityIds) {
      core.batch(() => {
        core.nodes().removeClass('found')
        for (const entityId of entityIds) node(entityId).addClass('found')
      })
    },
    zoom(factor) {
      core.zoom({
        level: core.zoom() * factor,
        renderedPosition: { x: container.clientWidth / 2, y: container.clientHeight / 2 },
      })
    },
    fit,
    centre(entityId) {
      core.animate({ center: { eles: node(entityId) }, duration: 140 })
    },
    retheme() {
      tokens = readTokens(container)
      core.style(chartStyle(tokens))
    },
    png: () =>
      core.png({
        output: 'blob-promise',
        full: true,
        scale: 2,
        maxWidth: 8_000,
        maxHeight: 8_000,
        bg: tokens.background,
      }),
    destroy() {
      stopFollowing()
      core.destroy()
    },
  }
}

const ways = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
} as const
/** The neighbour that lies best in a direction: the smallest turn first, then the nearest; none within 80° of it. */
function neighbourTowards(from: NodeSingular, direction: keyof typeof ways): NodeSingular | null {
  const way = ways[direction]
  const start = from.position()
  let best: { readonly node: NodeSingular; readonly cost: number } | null = null
  from.neighborhood('node').forEach((element) => {
    const node = element as NodeSingular
    const { x, y } = node.position()
    const [dx, dy] = [x - start.x, y - start.y]
    const distance = Math.hypot(dx, dy)
    if (distance === 0) return
    const turn = Math.acos(Math.min(1, Math.max(-1, (dx * way.x + dy * way.y) / distance)))
    if (turn > (80 * Math.PI) / 180) return
    const cost = distance * (1 + 2 * turn)
    if (best === null || cost < best.cost) best = { node, cost }
  })
  return (best as { readonly node: NodeSingular } | null)?.node ?? null
}
/** Moves the view only when the node stands outside of it or at its rim. */
function keepInSight(core: Core, node: NodeSingular): void {
  const { x, y } = node.renderedPosition()
  const rim = 48
  if (x >= rim && y >= rim && x <= core.width() - rim && y <= core.height() - rim) return
  core.animate({ center: { eles: node }, duration: 140 })
}

/** cytoscape puts a style element into the head unless one of this id is there; the page's policy refuses inline styles, and ours has the rule. */
const styleMark = '__________cytoscape_stylesheet'
function keepStyleOut(page: Document): void {
  if (page.getElementById(styleMark) !== null) return
  const mark = page.createElement('meta')
  mark.id = styleMark
  page.head.append(mark)
}

/** What stood in the middle stays there when a panel opens beside the chart. Returns how to stop. */
function keepMiddle(core: Core, container: HTMLElement): () => void {
  let size = { width: container.clientWidth, height: container.clientHeight }
  const resize = new ResizeObserver(() => {
    const before = size
    size = { width: container.clientWidth, height: container.clientHeight }
    core.resize()
    if (before.width > 0 && before.height > 0)
      core.panBy({ x: (size.width - before.width) / 2, y: (size.height - before.height) / 2 })
  })
  resize.observe(container)
  return () => resize.disconnect()
}
