/** Who has the same neighbours. Without directions; the two themselves are no neighbours of each other here. */
import { type Graph, goOn, type StopCheck, undirectedSimple } from './graph.ts'

export interface Likeness {
  readonly one: number
  readonly other: number
  /** Neighbours of both. */
  readonly common: number
  /** Common / neighbours of either. */
  readonly jaccard: number
  /** Common / √(neighbours of the one × neighbours of the other), of Salton. */
  readonly cosine: number
  /** Sum over the common ones of 1 / ln(their neighbours): who has few counts more. */
  readonly adamicAdar: number
}
/** Of two nodes. */
export function likeness(graph: Graph, one: number, other: number): Likeness {
  const { out } = undirectedSimple(graph)
  const of = (node: number): Int32Array => out.targets.subarray(out.offsets[node], out.offsets[node + 1])
  const mine = new Set(of(one))
  return made(
    out.offsets,
    one,
    other,
    of(other).filter((node) => mine.has(node)),
  )
}
function made(offsets: Int32Array, one: number, other: number, common: Iterable<number>): Likeness {
  const degree = (node: number): number => (offsets[node + 1] as number) - (offsets[node] as number)
  let [count, adamicAdar] = [0, 0]
  for (const node of common) {
    count++
    adamicAdar += 1 / Math.log(degree(node))
  }
  return { one, other, ...shares(count, degree(one), degree(other)), adamicAdar }
}
function shares(common: number, one: number, other: number): Pick<Likeness, 'common' | 'jaccard' | 'cosine'> {
  return {
    common,
    jaccard: common === 0 ? 0 : common / (one + other - common),
    cosine: common === 0 ? 0 : common / Math.sqrt(one * other),
  }
}

export interface LikestOptions {
  /** Only pairs with one of these. */
  readonly of?: readonly number[]
  readonly by: 'jaccard' | 'cosine' | 'adamicAdar' | 'common'
  /** So many pairs. */
  readonly most: number
  /** Pairs with fewer common neighbours are left out. */
  readonly leastCommon?: number
  /** Through nodes with more neighbours than this no pair is looked for (they are shared by everybody); such pairs found otherwise count them all the same. */
  readonly mostNeighbours?: number
  readonly check?: StopCheck
}
export interface Likest {
  readonly pairs: readonly Likeness[]
  /** How many pairs have that much in common, of which `pairs` are the first. */
  readonly found: number
  /** Nodes through which no pair was looked for. */
  readonly passedOver: number
}
/** The pairs that are most alike, equal ones by their numbers. */
export function likestPairs(graph: Graph, options: LikestOptions): Likest {
  const { by, most, leastCommon = 1, mostNeighbours = 2_000, check = goOn } = options
  const { nodes, out } = undirectedSimple(graph)
  const { offsets, targets } = out
  const degree = (node: number): number => (offsets[node + 1] as number) - (offsets[node] as number)
  const wanted = options.of === undefined ? null : new Set(options.of)
  const common = new Int32Array(nodes)
  const closeness = new Float64Array(nodes)
  let found = 0
  let passedOver = 0
  for (let node = 0; node < nodes; node++) if (degree(node) > mostNeighbours) passedOver++
  let best: Likeness[] = []
  const order = (one: Likeness, other: Likeness): number =>
    other[by] - one[by] || one.one - other.one || one.other - other.other
  for (const one of wanted ?? nodeNumbers(nodes)) {
    if ((one & 255) === 0) check()
    const touched: number[] = []
    for (let half = offsets[one] as number; half < (offsets[one + 1] as number); half++) {
      const between = targets[half] as number
      if (degree(between) > mostNeighbours) continue
      const part = 1 / Math.log(degree(between))
      for (let next = offsets[between] as number; next < (offsets[between + 1] as number); next++) {
        const other = targets[next] as number
        // Each pair once: from the lower, or from the one that was asked for.
        if (other === one || (wanted === null ? other < one : wanted.has(other) && other < one)) continue
        if (common[other] === 0) touched.push(other)
        common[other] = (common[other] as number) + 1
        closeness[other] = (closeness[other] as number) + part
      }
    }
    for (const other of touched) {
      const count = common[other] as number
      if (count >= leastCommon) {
        found++
        best.push({
          one,
          other,
          ...shares(count, degree(one), degree(other)),
          adamicAdar: closeness[other] as number,
        })
      }
      common[other] = 0
      closeness[other] = 0
    }
    if (best.length > 4 * most + 1_000) best = best.sort(order).slice(0, most)
  }
  if (passedOver > 0)
    best = best
      .sort(order)
      .slice(0, most)
      .map(({ one, other }) => likeness(graph, one, other))
  return { pairs: best.sort(order).slice(0, most), found, passedOver }
}
function* nodeNumbers(count: number): Generator<number> {
  for (let node = 0; node < count; node++) yield node
}
