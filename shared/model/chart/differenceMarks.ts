/** A difference as it is drawn over the chart: rings and bands where something came, went or changed. Places are those of the chart. */
import { type DifferenceState, moreBy, type ReadingDifference } from './difference.ts'
import { type ChartScene, nodeKey } from './scene.ts'

export interface NodeMark {
  readonly key: string
  readonly state: DifferenceState
  readonly x: number
  readonly y: number
  /** Of the node, in the units of the chart. */
  readonly radius: number
  /** Of a ghost: what stood there. */
  readonly label: string
  /** Where it stood before, when it has moved. */
  readonly from: { readonly x: number; readonly y: number } | null
}
export interface LineMark {
  readonly key: string
  readonly state: DifferenceState
  readonly from: { readonly x: number; readonly y: number }
  readonly to: { readonly x: number; readonly y: number }
  /** How many facts more, or fewer. */
  readonly count: number
}
export interface DifferenceMarks {
  readonly nodes: readonly NodeMark[]
  readonly lines: readonly LineMark[]
  /** Differences that cannot be drawn: what they are about is filtered away, or inside of something. */
  readonly unseen: number
}
const ghostRadius = 16
/** More marks than this are not drawn; the list has them all. */
const most = 1_500

/** The marks over a scene. */
export function differenceMarks(
  { nodes, lines, places }: ReadingDifference,
  scene: Pick<ChartScene, 'nodes'>,
): DifferenceMarks {
  const gone = new Set(nodes.flatMap(({ id, state }) => (state === 'gone' ? [id] : [])))
  const placeOf = new Map(
    places.flatMap(({ id, entityId, x, y }) => {
      const drawn = entityId === null ? undefined : scene.nodes.get(nodeKey(entityId))
      if (drawn !== undefined) return [[id, { x: drawn.x, y: drawn.y, radius: drawn.size / 2 }] as const]
      return gone.has(id) ? [[id, { x, y, radius: ghostRadius }] as const] : []
    }),
  )
  const nodeMarks = nodes.flatMap(({ id, state, what, before, inside }): readonly NodeMark[] => {
    const at = placeOf.get(id)
    if (at === undefined || inside !== undefined) return []
    return [
      {
        key: `${id}`,
        state,
        ...at,
        label: state === 'gone' ? (before?.label ?? '') : '',
        from: what.includes('moved') && before !== null ? { x: before.x, y: before.y } : null,
      },
    ]
  })
  const lineMarks = lines.flatMap((line): readonly LineMark[] => {
    const [from, to] = [placeOf.get(line.from), placeOf.get(line.to)]
    if (from === undefined || to === undefined || line.from === line.to) return []
    return [
      {
        key: `${line.linkKind} ${String(line.directed)} ${line.from} ${line.to}`,
        state: line.state,
        from,
        to,
        count: moreBy(line).count,
      },
    ]
  })
  const drawnNodes = nodeMarks.slice(0, most)
  const drawnLines = lineMarks.slice(0, most - drawnNodes.length)
  return {
    nodes: drawnNodes,
    lines: drawnLines,
    unseen: nodes.length + lines.length - drawnNodes.length - drawnLines.length,
  }
}
