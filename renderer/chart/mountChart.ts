/** The only importer of cytoscape: deltas in, intents out. The instance lives outside Vue's reactivity. */
import cytoscape from 'cytoscape'
import type { Core, EdgeSingular, ElementDefinition, EventObject, NodeSingular } from 'cytoscape'
import fcose from 'cytoscape-fcose'
import type { ChartDelta, ChartEdge, ChartNode, ChartSettings } from '../../shared/contract/index.ts'
import { runLayout } from './layouts.ts'
import { placeAround } from './place.ts'
import { chartStyle, readTokens } from './style.ts'
import { edgeWidth, joinedEdges, nodeSize, visibleParts } from '../../shared/model/chartView.ts'
import type { VisibleParts } from '../../shared/model/chartView.ts'

cytoscape.use(fcose)

/** cytoscape puts a style element into the head unless one of this id is there; the page's policy refuses inline styles, and ours has the rule. */
const styleMark = '__________cytoscape_stylesheet'
function keepStyleOut(page: Document): void {
  if (page.getElementById(styleMark) !== null) return
  const mark = page.createElement('meta')
  mark.id = styleMark
  page.head.append(mark)
}

export interface NodePosition {
  readonly entityId: number
  readonly x: number
  readonly y: number
}
export type ChartIntent =
  | { readonly type: 'select'; readonly entityIds: readonly number[]; readonly linkId: number | null }
  | { readonly type: 'expand'; readonly entityId: number }
  /** x and y in the window. */
  | {
      readonly type: 'menu'
      readonly entityId: number | null
      readonly linkId: number | null
      readonly x: number
      readonly y: number
    }
  | { readonly type: 'placed'; readonly positions: readonly NodePosition[] }
export interface ChartCaptions {
  node(node: ChartNode): string
  edge(edge: ChartEdge, settings: ChartSettings): string
}
export interface ChartHandle {
  /** Puts a whole chart in; places nodes that have no position and returns those places, or an empty list. */
  show(
    chart: { readonly nodes: readonly ChartNode[]; readonly edges: readonly ChartEdge[] },
    settings: ChartSettings,
    keepView?: boolean,
  ): Promise<readonly NodePosition[]>
  /** Applies what changed; only nodes without a position are placed, around `origin` when given. Returns their places. */
  apply(delta: ChartDelta, origin: number | null): Promise<readonly NodePosition[]>
  settings(settings: ChartSettings): VisibleParts
  visible(): VisibleParts
  /** Lays the visible, unpinned nodes out anew and returns all their places. */
  layout(name: ChartSettings['layout']): Promise<readonly NodePosition[]>
  select(entityIds: readonly number[]): void
  showPath(nodeIds: readonly number[], linkIds: readonly number[]): void
  clearPath(): void
  find(words: string): readonly number[]
  zoom(factor: number): void
  fit(): void
  centre(entityId: number): void
  recaption(captions: ChartCaptions): void
  retheme(): void
  /** The visible chart as a PNG of twice the size, on the theme's ground. */
  png(): Promise<Blob>
  destroy(): void
}

const manyElements = 1_200
const nodeKey = (entityId: number) => `n${entityId}`
const edgeKey = (linkId: number) => `e${linkId}`

/** Mounts a chart in the element. `onIntent` receives what the person does; nothing is changed behind the caller's back. */
export function mountChart(
  container: HTMLElement,
  firstCaptions: ChartCaptions,
  onIntent: (intent: ChartIntent) => void,
): ChartHandle {
  keepStyleOut(container.ownerDocument)
  let captions = firstCaptions
  let settings: ChartSettings | null = null
  let parts: VisibleParts = { nodes: new Set(), edges: new Set(), filtered: 0, hiddenByHand: 0 }
  const nodes = new Map<number, ChartNode>()
  const edges = new Map<number, ChartEdge>()
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
  })

  function nodeElement(node: ChartNode): ElementDefinition {
    return {
      group: 'nodes',
      data: {
        id: nodeKey(node.entityId),
        entityId: node.entityId,
        kind: node.kind,
        nameOnly: node.nameOnly,
        pinned: node.pinned,
        note: node.note,
        caption: captions.node(node),
        size: 32,
      },
      ...(node.x === null || node.y === null ? {} : { position: { x: node.x, y: node.y } }),
    }
  }
  function edgeElement(edge: ChartEdge): ElementDefinition {
    return {
      group: 'edges',
      data: {
        id: edgeKey(edge.linkId),
        linkId: edge.linkId,
        source: nodeKey(edge.fromId),
        target: nodeKey(edge.toId),
        directed: edge.directed,
        caption: '',
        width: 1.2,
      },
    }
  }
  /** Sizes, widths, captions and visibility follow from data and settings alone. */
  function refresh(): void {
    if (settings === null) return
    const current = settings
    parts = visibleParts([...nodes.values()], [...edges.values()], current)
    const shownNodes = [...nodes.values()].filter((node) => parts.nodes.has(node.entityId))
    const shownEdges = joinedEdges([...edges.values()].filter((edge) => parts.edges.has(edge.linkId)))
    const drawn = new Map(shownEdges.map((edge) => [edge.linkId, edge]))
    const value = (node: ChartNode) =>
      current.sizeBy === 'degree' ? node.degree : current.sizeBy === 'amount' ? node.amount : 0
    const largest = current.sizeBy === 'none' ? 0 : Math.max(0, ...shownNodes.map(value))
    const largestAmount = Math.max(0, ...shownEdges.map((edge) => edge.amount ?? 0))
    core.batch(() => {
      for (const node of nodes.values()) {
        const element = core.getElementById(nodeKey(node.entityId))
        element.data({
          kind: node.kind,
          nameOnly: node.nameOnly,
          pinned: node.pinned,
          note: node.note,
          caption: captions.node(node),
          size: nodeSize(value(node), largest),
        })
        element.toggleClass('gone', !parts.nodes.has(node.entityId))
      }
      for (const { linkId } of edges.values()) {
        const element = core.getElementById(edgeKey(linkId))
        const edge = drawn.get(linkId)
        element.toggleClass('gone', edge === undefined)
        if (edge !== undefined)
          element.data({
            caption: captions.edge(edge, current),
            width: edgeWidth(edge.amount, largestAmount),
            directed: edge.directed,
          })
      }
    })
    // Beyond this many elements, drawing every line while the view moves costs more than it tells.
    const renderer = core as unknown as { renderer(): { hideEdgesOnViewport: boolean } }
    renderer.renderer().hideEdgesOnViewport = shownNodes.length + shownEdges.length > manyElements
  }
  function merge(delta: {
    readonly nodes: readonly ChartNode[]
    readonly edges: readonly ChartEdge[]
    readonly removedNodes?: readonly number[]
  }): void {
    core.batch(() => {
      for (const entityId of delta.removedNodes ?? []) {
        nodes.delete(entityId)
        for (const edge of edges.values())
          if (edge.fromId === entityId || edge.toId === entityId) edges.delete(edge.linkId)
        core.getElementById(nodeKey(entityId)).remove()
      }
      const added: ElementDefinition[] = []
      for (const node of delta.nodes) {
        const known = core.getElementById(nodeKey(node.entityId))
        if (known.empty()) added.push(nodeElement(node))
        else if (node.x !== null && node.y !== null && !known.grabbed())
          known.position({ x: node.x, y: node.y })
        nodes.set(node.entityId, node)
      }
      for (const edge of delta.edges) {
        if (!nodes.has(edge.fromId) || !nodes.has(edge.toId)) continue
        if (core.getElementById(edgeKey(edge.linkId)).empty()) added.push(edgeElement(edge))
        edges.set(edge.linkId, edge)
      }
      core.add(added)
    })
  }
  /** Takes away what a newly read chart no longer has; what stays keeps its element, and with it selection and place. */
  function forget(chart: {
    readonly nodes: readonly ChartNode[]
    readonly edges: readonly ChartEdge[]
  }): void {
    const keptNodes = new Set(chart.nodes.map((node) => node.entityId))
    const keptEdges = new Set(chart.edges.map((edge) => edge.linkId))
    core.batch(() => {
      for (const linkId of [...edges.keys()])
        if (!keptEdges.has(linkId)) {
          edges.delete(linkId)
          core.getElementById(edgeKey(linkId)).remove()
        }
      for (const entityId of [...nodes.keys()])
        if (!keptNodes.has(entityId)) {
          nodes.delete(entityId)
          core.getElementById(nodeKey(entityId)).remove()
        }
    })
  }
  function position(entityId: number): NodePosition {
    const { x, y } = core.getElementById(nodeKey(entityId)).position()
    return { entityId, x: Math.round(x), y: Math.round(y) }
  }
  /** Remembers places in the node data too, so that a later delta without them does not count as unplaced. */
  function settle(positions: readonly NodePosition[]): readonly NodePosition[] {
    for (const { entityId, x, y } of positions) {
      const node = nodes.get(entityId)
      if (node !== undefined) nodes.set(entityId, { ...node, x, y })
    }
    return positions
  }
  const unplaced = () => [...nodes.values()].filter((node) => node.x === null || node.y === null)

  function placeNewcomers(origin: number | null): readonly NodePosition[] {
    const newcomers = unplaced()
    if (newcomers.length === 0) return []
    const taken = [...nodes.values()].flatMap((node) =>
      node.x === null || node.y === null ? [] : [{ x: node.x, y: node.y }],
    )
    const from = origin === null ? undefined : nodes.get(origin)
    const box = core.nodes(':visible').difference(core.collection()).boundingBox()
    const centre =
      from !== undefined && from.x !== null && from.y !== null
        ? { x: from.x, y: from.y }
        : taken.length > 0
          ? { x: box.x2 + 160, y: (box.y1 + box.y2) / 2 }
          : { x: 0, y: 0 }
    const places = placeAround(centre, newcomers.length, taken)
    core.batch(() =>
      newcomers.forEach((node, index) =>
        core.getElementById(nodeKey(node.entityId)).position({ ...(places[index] ?? centre) }),
      ),
    )
    return settle(newcomers.map((node) => position(node.entityId)))
  }

  function selected(): void {
    const entityIds = core.nodes(':selected').map((node) => Number(node.data('entityId')))
    const edge = core.edges(':selected').first()
    onIntent({
      type: 'select',
      entityIds,
      linkId: entityIds.length === 0 && edge.nonempty() ? Number(edge.data('linkId')) : null,
    })
  }
  let selectionQueued = false
  core.on('select unselect', () => {
    if (selectionQueued) return
    selectionQueued = true
    queueMicrotask(() => {
      selectionQueued = false
      selected()
    })
  })
  core.on('tap', (event: EventObject) => {
    const shift = (event.originalEvent as MouseEvent | undefined)?.shiftKey === true
    if (shift) return
    const target = event.target as Core | NodeSingular | EdgeSingular
    if (target === core) core.elements(':selected').unselect()
    else
      core
        .elements(':selected')
        .difference(target as NodeSingular)
        .unselect()
  })
  core.on('dbltap', 'node', (event: EventObject) =>
    onIntent({ type: 'expand', entityId: Number((event.target as NodeSingular).data('entityId')) }),
  )
  core.on('cxttap', (event: EventObject) => {
    const target = event.target as Core | NodeSingular | EdgeSingular
    const box = container.getBoundingClientRect()
    const { x, y } = { x: box.left + event.renderedPosition.x, y: box.top + event.renderedPosition.y }
    const isNode = target !== core && (target as NodeSingular).isNode()
    const isEdge = target !== core && !isNode
    if (isNode && !(target as NodeSingular).selected()) {
      core.elements(':selected').unselect()
      ;(target as NodeSingular).select()
    }
    onIntent({
      type: 'menu',
      entityId: isNode ? Number((target as NodeSingular).data('entityId')) : null,
      linkId: isEdge ? Number((target as EdgeSingular).data('linkId')) : null,
      x,
      y,
    })
  })
  let moved = false
  core.on('drag', 'node', () => {
    moved = true
  })
  core.on('free', 'node', (event: EventObject) => {
    if (!moved) return
    moved = false
    const target = event.target as NodeSingular
    const group = target.selected() ? core.nodes(':selected') : target
    onIntent({
      type: 'placed',
      positions: settle(group.map((node) => position(Number(node.data('entityId'))))),
    })
  })
  // What stood in the middle stays there when a panel opens beside the chart.
  let size = { width: container.clientWidth, height: container.clientHeight }
  const resize = new ResizeObserver(() => {
    const before = size
    size = { width: container.clientWidth, height: container.clientHeight }
    core.resize()
    if (before.width > 0 && before.height > 0)
      core.panBy({ x: (size.width - before.width) / 2, y: (size.height - before.height) / 2 })
  })
  resize.observe(container)

  async function layout(name: ChartSettings['layout']): Promise<readonly NodePosition[]> {
    await runLayout(
      core,
      name,
      core.elements(':visible').length < 400 && !matchMedia('(prefers-reduced-motion: reduce)').matches,
    )
    core.fit(core.elements(':visible'), 48)
    return settle(core.nodes(':visible').map((node) => position(Number(node.data('entityId')))))
  }
  function fit(): void {
    core.fit(core.elements(':visible'), 48)
    if (core.zoom() > 1.4) {
      core.zoom(1.4)
      core.center(core.elements(':visible'))
    }
  }

  return {
    async show(chart, next, keepView = false) {
      if (keepView) forget(chart)
      else {
        core.elements().remove()
        nodes.clear()
        edges.clear()
      }
      settings = next
      merge(chart)
      refresh()
      const missing = unplaced()
      if (missing.length === 0) {
        if (!keepView) fit()
        return []
      }
      if (missing.length === nodes.size) {
        const places = await layout(next.layout)
        fit()
        return places
      }
      const places = placeNewcomers(null)
      if (!keepView) fit()
      return places
    },
    async apply(delta, origin) {
      const wasEmpty = nodes.size === 0
      merge(delta)
      refresh()
      if (wasEmpty && unplaced().length > 0 && settings !== null) {
        const places = await layout(settings.layout)
        fit()
        return places
      }
      return placeNewcomers(origin)
    },
    settings(next) {
      settings = next
      refresh()
      return parts
    },
    visible: () => parts,
    layout,
    select(entityIds) {
      core.batch(() => {
        core.elements(':selected').unselect()
        for (const entityId of entityIds) core.getElementById(nodeKey(entityId)).select()
      })
    },
    showPath(nodeIds, linkIds) {
      core.batch(() => {
        core.elements().removeClass('onPath').addClass('dimmed')
        for (const entityId of nodeIds)
          core.getElementById(nodeKey(entityId)).removeClass('dimmed').addClass('onPath')
        for (const linkId of linkIds)
          core.getElementById(edgeKey(linkId)).removeClass('dimmed').addClass('onPath')
      })
      const path = core.elements('.onPath')
      if (path.nonempty()) core.animate({ fit: { eles: path, padding: 90 }, duration: 140 })
    },
    clearPath() {
      core.elements().removeClass('onPath dimmed')
    },
    find(words) {
      const needle = words.trim().toLowerCase()
      const hits =
        needle === ''
          ? []
          : [...nodes.values()]
              .filter(
                (node) =>
                  parts.nodes.has(node.entityId) &&
                  `${node.label}\n${node.sublabel}`.toLowerCase().includes(needle),
              )
              .map((node) => node.entityId)
      core.batch(() => {
        core.nodes().removeClass('found')
        for (const entityId of hits) core.getElementById(nodeKey(entityId)).addClass('found')
      })
      return hits
    },
    zoom(factor) {
      core.zoom({
        level: core.zoom() * factor,
        renderedPosition: { x: container.clientWidth / 2, y: container.clientHeight / 2 },
      })
    },
    fit,
    centre(entityId) {
      core.animate({ center: { eles: core.getElementById(nodeKey(entityId)) }, duration: 140 })
    },
    recaption(next) {
      captions = next
      refresh()
    },
    retheme() {
      tokens = readTokens(container)
      core.style(chartStyle(tokens))
      refresh()
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
      resize.disconnect()
      core.destroy()
    },
  }
}
