/** A scene in cytoscape: only what differs from the scene before is written. */
import type { Core, ElementDefinition } from 'cytoscape'
import {
  type ChartScene,
  type DrawnEdge,
  type DrawnFrame,
  type DrawnNode,
  emptyScene,
  sceneDifference,
} from '../../shared/model/chart/scene.ts'
import { captionTexts } from '../../shared/model/chart/lineShape.ts'
import { captionWidth, cutText } from '../../shared/model/chart/textWidth.ts'

/** Beyond this many elements, drawing every line while the view moves costs more than it tells. */
const manyElements = 1_200

/** As wide as a layout has made room for. */
const line = (text: string) => cutText(text, 13, captionWidth)
const nodeData = (node: DrawnNode) => ({
  kind: node.kind,
  nameOnly: node.nameOnly,
  pinned: node.pinned,
  noted: node.noted,
  inside: node.inside,
  caption: node.sublabel === '' ? line(node.label) : `${line(node.label)}\n${line(node.sublabel)}`,
  size: node.size,
})
const edgeData = (edge: DrawnEdge, nodes: ChartScene['nodes']) => {
  const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)]
  return {
    linkIds: edge.linkIds,
    directed: edge.directed,
    back: edge.back,
    caption: from === undefined || to === undefined ? '' : captionTexts(from, to, edge).join('\n'),
    width: edge.width,
  }
}

export interface Projection {
  readonly scene: () => ChartScene
  /** Brings the canvas to the scene. Elements that stay keep their selection and classes. */
  show(next: ChartScene): void
}

/** Frames lie behind everything, and no gesture takes hold of them. */
function showFrames(core: Core, frames: readonly DrawnFrame[]): void {
  core.nodes('.frame').remove()
  core.add(
    frames.map(({ key, title, textSize, left, top, width, height }): ElementDefinition => ({
      group: 'nodes',
      classes: 'frame',
      selectable: false,
      grabbable: false,
      data: { id: key, caption: title, width, height, textSize, titleRise: -1.75 * textSize },
      position: { x: left + width / 2, y: top + height / 2 },
    })),
  )
}

export function projectOn(core: Core): Projection {
  let scene = emptyScene
  function show(next: ChartScene): void {
    const difference = sceneDifference(scene, next)
    const frames = scene.frames === next.frames ? null : next.frames
    scene = next
    core.batch(() => {
      if (frames !== null) showFrames(core, frames)
      for (const key of difference.removed) core.getElementById(key).remove()
      const added: ElementDefinition[] = []
      for (const node of difference.nodes) {
        const known = core.getElementById(node.key)
        if (known.empty())
          added.push({
            group: 'nodes',
            data: { id: node.key, entityId: node.entityId, ...nodeData(node) },
            position: { x: node.x, y: node.y },
          })
        else {
          known.data(nodeData(node))
          if (!known.grabbed()) known.position({ x: node.x, y: node.y })
        }
      }
      for (const edge of difference.edges) {
        const known = core.getElementById(edge.key)
        if (known.empty())
          added.push({
            group: 'edges',
            data: { id: edge.key, source: edge.from, target: edge.to, ...edgeData(edge, next.nodes) },
          })
        else known.data(edgeData(edge, next.nodes))
      }
      core.add(added)
    })
    // The types do not know the renderer; the option is read anew at every frame.
    const drawing = core as unknown as { renderer(): { hideEdgesOnViewport: boolean } }
    drawing.renderer().hideEdgesOnViewport = next.nodes.size + next.edges.size > manyElements
  }
  return { scene: () => scene, show }
}
