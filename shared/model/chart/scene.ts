/** What is drawn, as flat values by key; and what differs between two scenes, so that a canvas touches only that. */
import type { ChartNode, ChartSettings } from '../../contract/charts.ts'
import type { Strength } from '../../contract/statements.ts'
import type { DrawnAnnotation } from './annotations.ts'
import { bendsOf } from './bends.ts'
import { amountOf, type Bundle, type BundleLine, bundlesOf } from './bundles.ts'
import { shortNumber } from './captions.ts'
import { statedStrength } from './dashes.ts'
import { sameFields } from './content.ts'
import { isDealing } from './during.ts'
import type { HandColour } from './colours.ts'
import { nodeColours, type NodeFlag } from './nodeColours.ts'
import { edgeWidth, nodeSize, thinning } from './look.ts'
import type { VisibleChart } from './visible.ts'
import { yuan } from '../currency.ts'
import { sizeOf } from '../minor.ts'

export interface DrawnNode {
  readonly key: string
  readonly entityId: number
  readonly kind: string
  readonly label: string
  /** The second line; empty for none. */
  readonly sublabel: string
  readonly nameOnly: boolean
  readonly pinned: boolean
  readonly noted: boolean
  /** The colour that a hand or a rule gave it; left out for that of its kind. */
  readonly hand?: HandColour
  readonly flag?: NodeFlag
  /** PNG in base64 in place of the icon of its kind. */
  readonly picture?: string
  /** How many are drawn inside of it. */
  readonly inside: number
  /** How many were left out when it was expanded, as it stands in its badge; empty for none. */
  readonly omitted: string
  /** It may be one with somebody else. */
  readonly double: boolean
  /** Diameter in pixels. */
  readonly size: number
  /** By this captions give way to each other: sum, then the number of neighbours. */
  readonly weight: number
  readonly x: number
  readonly y: number
}
/** Everything that goes on between two, as one line. */
export interface DrawnEdge {
  readonly key: string
  /** Its parts as the chart has them in sight (`JoinedEdge.linkId`), the one that tells most first. */
  readonly linkIds: readonly number[]
  readonly from: string
  readonly to: string
  /** Whether it has an arrow at its end, and one at its beginning. */
  readonly directed: boolean
  readonly back: boolean
  /** How sure a line is held to be that people entered by hand; left out for one that files say. */
  readonly stated?: Strength
  /** Pixels to the left of the way from its start to its end: lines between the same two that are told apart lie side by side; left out for one alone. */
  readonly side?: number
  /** Pixels its middle stands off to the left of its way, around those it would pass under; left out for a straight line. */
  readonly bend?: number
  /** Empty for none. */
  readonly caption: readonly BundleLine[]
  /** In pixels, by the largest amount of a part. */
  readonly width: number
  /** By this captions give way to each other: the sum of its largest part, then the number of facts. */
  readonly weight: number
}
/** A frame with a title behind the nodes: a lane, a period. */
export interface DrawnFrame {
  readonly key: string
  readonly title: string
  /** Shorter ways to say it, the longest first, for a frame that is too narrow. */
  readonly short?: readonly string[]
  /** Of the title, in pixels: large enough to be read when the whole chart is in sight. */
  readonly textSize: number
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}
export interface ChartScene {
  readonly nodes: ReadonlyMap<string, DrawnNode>
  readonly edges: ReadonlyMap<string, DrawnEdge>
  readonly frames: readonly DrawnFrame[]
  /** What people have drawn on it; left out where nothing is. */
  readonly byHand?: readonly DrawnAnnotation[]
}
export interface SceneDifference {
  /** New or changed, in the order of the scene. */
  readonly nodes: readonly DrawnNode[]
  readonly edges: readonly DrawnEdge[]
  readonly removed: readonly string[]
}

export const emptyScene: ChartScene = { nodes: new Map(), edges: new Map(), frames: [] }
export const nodeKey = (entityId: number): string => `n${entityId}`
export const edgeKey = (fromId: number, toId: number, stated: Strength | null = null): string =>
  `e${fromId}-${toId}${stated === null ? '' : `-${stated}`}`
/** Between two lines side by side. */
const sideStep = 11

/** The number by which a node is sized; 0 where all are the same size. */
function sizedBy(node: ChartNode, sizeBy: ChartSettings['sizeBy']): number {
  return sizeBy === 'degree' ? node.degree : sizeBy === 'amount' ? sizeOf(node.amount) : 0
}

/** How many nodes are sized by a sum that holds rows nobody has decided about; none where size tells no sum. */
export function undecidedSizes(
  nodes: readonly ChartNode[],
  { sizeBy }: Pick<ChartSettings, 'sizeBy'>,
): number {
  if (sizeBy !== 'amount') return 0
  return nodes.filter(({ doubts }) => doubts?.swings.some(({ currency }) => currency === yuan) === true)
    .length
}

interface Seen {
  readonly first: string
  readonly last: string
}
/** When each node was first and last in a dealing that is drawn. */
function seenOf({ edges }: VisibleChart): ReadonlyMap<number, Seen> {
  const found = new Map<number, Seen>()
  for (const edge of edges) {
    const { firstTime, lastTime, fromId, toId } = edge
    if (firstTime === null || lastTime === null || !isDealing(edge)) continue
    for (const end of [fromId, toId]) {
      const known = found.get(end)
      found.set(end, {
        first: known === undefined || firstTime < known.first ? firstTime : known.first,
        last: known === undefined || lastTime > known.last ? lastTime : known.last,
      })
    }
  }
  return found
}
/** The days, in place of the second line; that a mention may be somebody registered stays. */
function seenText({ sublabel }: ChartNode, seen: Seen | undefined): string {
  const unsure = sublabel.endsWith('？') ? ' ？' : ''
  if (seen === undefined) return unsure.trim()
  const [first, last] = [seen.first.slice(0, 10), seen.last.slice(0, 10)]
  return `${first === last ? first : `${first} – ${last}`}${unsure}`
}

/** How the visible chart is drawn. What is drawn as in `before` stays the same object. */
export function sceneOf(
  visible: VisibleChart,
  settings: Pick<ChartSettings, 'sizeBy'> & Partial<Pick<ChartSettings, 'colourBy' | 'seen'>>,
  captionOf: (bundle: Bundle) => readonly BundleLine[],
  before: ChartScene = emptyScene,
): ChartScene {
  const largest = visible.nodes.reduce((most, node) => Math.max(most, sizedBy(node, settings.sizeBy)), 0)
  const largestAmount = visible.edges.reduce((most, edge) => Math.max(most, amountOf(edge)), 0)
  const seen = settings.seen === true ? seenOf(visible) : null
  const colours = nodeColours(visible, { colourBy: settings.colourBy ?? 'kind' })
  const nodes = new Map<string, DrawnNode>()
  for (const node of visible.nodes) {
    const hand = colours.of.get(node.entityId)
    const drawn: DrawnNode = {
      key: nodeKey(node.entityId),
      entityId: node.entityId,
      kind: node.kind,
      label: shortNumber(node.label),
      sublabel: seen === null ? node.sublabel : seenText(node, seen.get(node.entityId)),
      nameOnly: node.nameOnly,
      pinned: node.pinned,
      noted: node.note !== '',
      ...(hand === undefined ? {} : { hand }),
      ...(node.flag === undefined ? {} : { flag: node.flag }),
      ...(node.picture === undefined ? {} : { picture: node.picture }),
      // Of a group all are inside, also the one at whose place it stands.
      inside: (node.inside?.length ?? 0) + (node.groupId === undefined ? 0 : 1),
      omitted: node.omitted === undefined ? '' : `${node.omittedAtLeast === true ? '≥' : '+'}${node.omitted}`,
      double: node.doubles !== undefined,
      size: nodeSize(sizedBy(node, settings.sizeBy), largest),
      weight: sizeOf(node.amount) + node.degree / 1e6,
      x: node.x,
      y: node.y,
    }
    nodes.set(drawn.key, kept(before.nodes.get(drawn.key), drawn))
  }
  const straight: DrawnEdge[] = []
  const bundles = bundlesOf(visible.edges)
  const thin = thinning(bundles.length)
  const beside = sidesOf(bundles)
  for (const bundle of bundles) {
    const { fromId, toId, parts, forward, back } = bundle
    const amount = parts.reduce((most, part) => Math.max(most, amountOf(part)), 0)
    const side = beside.get(bundle)
    const stated = statedStrength(parts[0]?.linkKind ?? '')
    const drawn: DrawnEdge = {
      key: edgeKey(fromId, toId, stated),
      linkIds: parts.map(({ linkId }) => linkId),
      from: nodeKey(fromId),
      to: nodeKey(toId),
      directed: forward,
      back,
      ...(stated === null ? {} : { stated }),
      ...(side === undefined ? {} : { side }),
      caption: captionOf(bundle),
      width: edgeWidth(amount, largestAmount) * thin,
      weight: amount + (parts[0]?.count ?? 0) / 1e6,
    }
    straight.push(drawn)
  }
  const bends = bendsOf(nodes, straight, before)
  const edges = new Map<string, DrawnEdge>()
  for (const edge of straight) {
    const bend = bends.get(edge.key)
    const drawn = bend === undefined ? edge : { ...edge, bend }
    edges.set(edge.key, kept(before.edges.get(edge.key), drawn))
  }
  return {
    nodes,
    edges,
    frames: before.frames,
    ...(before.byHand === undefined ? {} : { byHand: before.byHand }),
  }
}

/** Where lines lie that share their two ends with others. */
function sidesOf(bundles: readonly Bundle[]): ReadonlyMap<Bundle, number> {
  const pairs = Map.groupBy(
    bundles,
    ({ fromId, toId }) => `${Math.min(fromId, toId)} ${Math.max(fromId, toId)}`,
  )
  return new Map(
    [...pairs.values()].flatMap((pair) =>
      pair.length === 1
        ? []
        : pair.map((bundle, index): [Bundle, number] => {
            const side = (index - (pair.length - 1) / 2) * sideStep
            return [bundle, bundle.fromId < bundle.toId ? side : -side]
          }),
    ),
  )
}
function kept<T extends object>(known: T | undefined, drawn: T): T {
  return known !== undefined && sameFields(known, drawn) ? known : drawn
}

/** What must be done to make one scene the other. Edges of a removed node are among `removed`. */
export function sceneDifference(before: ChartScene, after: ChartScene): SceneDifference {
  const changed = <T>(one: ReadonlyMap<string, T>, other: ReadonlyMap<string, T>): T[] =>
    [...other].flatMap(([key, value]) => (one.get(key) === value ? [] : [value]))
  const gone = (one: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>): string[] =>
    [...one.keys()].filter((key) => !other.has(key))
  return {
    nodes: changed(before.nodes, after.nodes),
    edges: changed(before.edges, after.edges),
    removed: [...gone(before.edges, after.edges), ...gone(before.nodes, after.nodes)],
  }
}
