/** What a person does on the canvas, as intents. Nothing is changed here but the selection. */
import type { Core, EdgeSingular, EventObject, NodeSingular } from 'cytoscape'
import type { NodePlace } from '../../shared/model/chart/content.ts'

export type ChartIntent =
  | { readonly type: 'select'; readonly entityIds: readonly number[] }
  /** A press on a line; its parts, the one that tells most first. x and y in the window. */
  | { readonly type: 'line'; readonly linkIds: readonly number[]; readonly x: number; readonly y: number }
  | { readonly type: 'expand'; readonly entityId: number }
  /** x and y in the window. */
  | {
      readonly type: 'menu'
      readonly entityId: number | null
      readonly linkIds: readonly number[]
      readonly x: number
      readonly y: number
    }
  | { readonly type: 'placed'; readonly positions: readonly NodePlace[] }

const entityOf = (node: NodeSingular): number => Number(node.data('entityId'))
const linksOf = (edge: EdgeSingular): readonly number[] => edge.data('linkIds') as readonly number[]

/** Where a node stands now, in whole pixels. */
export function placeOf(node: NodeSingular): NodePlace {
  const { x, y } = node.position()
  return { entityId: entityOf(node), x: Math.round(x), y: Math.round(y) }
}

export function followGestures(
  core: Core,
  container: HTMLElement,
  onIntent: (intent: ChartIntent) => void,
): void {
  followSelection(core, onIntent)
  followLines(core, container, onIntent)
  followDrags(core, onIntent)
  followDoubleTaps(core, onIntent)
  core.on('cxttap', (event: EventObject) => {
    const target = event.target as Core | NodeSingular | EdgeSingular
    const where = inWindow(container, event)
    if (target === core) onIntent({ type: 'menu', entityId: null, linkIds: [], ...where })
    else if ((target as NodeSingular).isNode()) {
      const node = target as NodeSingular
      if (!node.selected()) {
        core.elements(':selected').unselect()
        node.select()
      }
      onIntent({ type: 'menu', entityId: entityOf(node), linkIds: [], ...where })
    } else onIntent({ type: 'menu', entityId: null, linkIds: linksOf(target as EdgeSingular), ...where })
  })
}

function inWindow(
  container: HTMLElement,
  { renderedPosition }: EventObject,
): { readonly x: number; readonly y: number } {
  const box = container.getBoundingClientRect()
  return { x: box.left + renderedPosition.x, y: box.top + renderedPosition.y }
}
function followLines(core: Core, container: HTMLElement, onIntent: (intent: ChartIntent) => void): void {
  core.on('tap', 'edge', (event: EventObject) => {
    onIntent({ type: 'line', linkIds: linksOf(event.target as EdgeSingular), ...inWindow(container, event) })
  })
}

/** A tap selects one, with shift one more; several changes in one breath are told once. */
function followSelection(core: Core, onIntent: (intent: ChartIntent) => void): void {
  let queued = false
  const tell = (): void => {
    if (queued) return
    queued = true
    queueMicrotask(() => {
      queued = false
      if (core.destroyed()) return
      onIntent({ type: 'select', entityIds: core.nodes(':selected').map(entityOf) })
    })
  }
  core.on('select unselect', tell)
  // Whoever leaves the chart leaves the selection; cytoscape says nothing of that.
  core.on('remove', ':selected', tell)
  core.on('tap', (event: EventObject) => {
    if ((event.originalEvent as MouseEvent | undefined)?.shiftKey === true) return
    const target = event.target as Core | NodeSingular
    const others = core.elements(':selected')
    if (target === core) others.unselect()
    else others.difference(target as NodeSingular).unselect()
  })
}

/** A double tap expands a node. The first tap opens the panel beside the canvas, which may move the node from under the pointer: then it is meant still. */
function followDoubleTaps(core: Core, onIntent: (intent: ChartIntent) => void): void {
  let taps: readonly (Core | NodeSingular | EdgeSingular)[] = []
  core.on('tap', (event: EventObject) => {
    taps = [...taps.slice(-1), event.target as Core | NodeSingular | EdgeSingular]
  })
  core.on('dbltap', (event: EventObject) => {
    const target = event.target as Core | NodeSingular | EdgeSingular
    const meant = target === core ? taps[0] : target
    if (meant === undefined || meant === core || !(meant as NodeSingular).isNode()) return
    const node = meant as NodeSingular
    node.select()
    onIntent({ type: 'expand', entityId: entityOf(node) })
  })
}

/** The end of a drag says where everything that moved stands now. */
function followDrags(core: Core, onIntent: (intent: ChartIntent) => void): void {
  let moved = false
  core.on('drag', 'node', () => {
    moved = true
  })
  core.on('free', 'node', (event: EventObject) => {
    if (!moved) return
    moved = false
    const target = event.target as NodeSingular
    const group = target.selected() ? core.nodes(':selected') : target
    onIntent({ type: 'placed', positions: group.map((node) => placeOf(node)) })
  })
}
