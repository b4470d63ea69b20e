/** Lines between the same two drawn as one: both directions and all kinds of it, each still to be told and opened by itself. */
import { type Language } from '../../language.ts'
import type { ChartSettings } from '../../contract/charts.ts'
import { yuanOf } from '../currency.ts'
import { linkKinds, type LinkKind } from '../define.ts'
import { sizeOf } from '../minor.ts'
import { edgeCaption } from './captions.ts'
import { statedStrength } from './dashes.ts'
import { textWidth } from './textWidth.ts'
import type { JoinedEdge } from './joinedLines.ts'

export interface Bundle {
  /** The way of its first part. */
  readonly fromId: number
  readonly toId: number
  /** What is drawn as this line, the one that tells most first. */
  readonly parts: readonly JoinedEdge[]
  /** Whether something goes from the first to the second, and from the second to the first. */
  readonly forward: boolean
  readonly back: boolean
}
/** A line of a caption; `way` where the bundle goes both ways and it matters which is meant. */
export interface BundleLine {
  readonly way: 'forward' | 'back' | null
  readonly text: string
}

const lasting: ReadonlySet<string> = new Set(
  (linkKinds as readonly LinkKind[]).flatMap(({ id, standing }) => (standing === true ? [id] : [])),
)
/** How large its sum in yuan is; 0 where it has none. */
export function amountOf(edge: JoinedEdge): number {
  return sizeOf(yuanOf(edge) ?? 0)
}
function tellsMore(one: JoinedEdge, other: JoinedEdge): number {
  return (
    amountOf(other) - amountOf(one) ||
    Number(other.others !== undefined) - Number(one.others !== undefined) ||
    Number(lasting.has(one.linkKind)) - Number(lasting.has(other.linkKind)) ||
    other.count - one.count ||
    one.linkId - other.linkId
  )
}

/**
 * The lines by the two they run between, in the order in which the pairs are first named. What people entered by hand is never one line with what files
 * say, nor what is sure with what is disputed.
 */
export function bundlesOf(edges: readonly JoinedEdge[]): readonly Bundle[] {
  const pairs = Map.groupBy(
    edges,
    ({ fromId, toId, linkKind }) =>
      `${Math.min(fromId, toId)} ${Math.max(fromId, toId)} ${statedStrength(linkKind) ?? ''}`,
  )
  return [...pairs.values()].flatMap((pair) => {
    const parts = pair.length === 1 ? pair : pair.toSorted(tellsMore)
    const [first] = parts
    if (first === undefined) return []
    // A line without a direction goes from the lower to the higher; one with a direction decides which way the bundle is drawn.
    const { fromId, toId } = parts.find(({ directed }) => directed) ?? first
    const directed = parts.filter((part) => part.directed)
    return [
      {
        fromId,
        toId,
        parts,
        forward: directed.some((part) => part.fromId === fromId),
        back: fromId !== toId && directed.some((part) => part.fromId === toId),
      },
    ]
  })
}

/** No line of a caption that names several kinds is wider, in em. */
const widest = 22

const captions = new WeakMap<JoinedEdge, { readonly by: string; readonly lines: readonly BundleLine[] }>()
/** What stands on a bundle. That of a single line is kept with it: of thousands of lines most stay as they are when something is moved. */
export function bundleCaption(
  bundle: Bundle,
  edgeLabels: ChartSettings['edgeLabels'],
  language: Language,
): readonly BundleLine[] {
  const [part, another] = bundle.parts
  if (part === undefined || another !== undefined) return captionOf(bundle, edgeLabels, language)
  const by = `${edgeLabels} ${language}`
  const known = captions.get(part)
  if (known?.by === by) return known.lines
  const lines = captionOf(bundle, edgeLabels, language)
  captions.set(part, { by, lines })
  return lines
}
/**
 * What stands on a bundle: of one kind its sums, a line for each direction; of several kinds those of the kind that tells most by its name, and in a last line the others,
 * or how many they are.
 */
function captionOf(
  { parts, fromId, forward, back }: Bundle,
  edgeLabels: ChartSettings['edgeLabels'],
  language: Language,
): readonly BundleLine[] {
  const kinds = [...Map.groupBy(parts, ({ linkKind }) => linkKind).values()]
  const named = kinds.length > 1
  const lineOf = (part: JoinedEdge): BundleLine => ({
    way: !(forward && back) || !part.directed ? null : part.fromId === fromId ? 'forward' : 'back',
    text: edgeCaption(part, edgeLabels, language, named),
  })
  const [main = [], ...others] = kinds
  const told = inDrawnOrder(main.map(lineOf)).filter(({ text }) => text !== '')
  const rest = others.flat().map(lineOf)
  const [next] = rest
  if (next === undefined || next.text === '') return told
  const all = rest.map(({ text }) => text).join(' · ')
  if (rest.length === 1) return [...told, next]
  if (rest.every(({ way }) => way === null) && textWidth(all, 1) <= widest)
    return [...told, { way: null, text: all }]
  const more = language === 'zh-CN' ? `另 ${others.length} 类关系` : `+${others.length} more kinds`
  return [...told, { way: null, text: more }]
}
/** First what goes forward. */
const inDrawnOrder = (lines: readonly BundleLine[]): readonly BundleLine[] =>
  lines.toSorted((one, other) => Number(one.way === 'back') - Number(other.way === 'back'))
