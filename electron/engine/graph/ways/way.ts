/** Ways through a graph. A way begins at one of the starts, ends at the first of the ends it comes to, passes nobody twice, and passes no other start. */
import type { Graph, StopCheck } from '../network/graph.ts'

export interface Way {
  readonly nodes: readonly number[]
  /** One less than nodes; of several edges between two the first. */
  readonly edges: readonly number[]
}
export interface WayQuestion {
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  /** Nodes that no way passes. Starts and ends are never among them. */
  readonly never?: ReadonlySet<number>
  /** Edges that no way goes along. */
  readonly closed?: (edge: number) => boolean
  readonly check?: StopCheck
}
export interface Ends {
  /** 1 for starts, 2 for ends. */
  readonly sort: Uint8Array
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}
/** Starts and ends in order, each once; who is both is a start only. */
export function endsOf({ nodes }: Graph, { starts, ends }: WayQuestion): Ends {
  const sort = new Uint8Array(nodes)
  for (const node of ends) sort[node] = 2
  for (const node of starts) sort[node] = 1
  const ordered = (list: readonly number[], wanted: 1 | 2): readonly number[] =>
    [...new Set(list)].filter((node) => sort[node] === wanted).sort((one, other) => one - other)
  return { sort, starts: ordered(starts, 1), ends: ordered(ends, 2) }
}
/** Fewer edges first, then the lower nodes. */
export function byLength(one: Way, other: Way): number {
  if (one.nodes.length !== other.nodes.length) return one.nodes.length - other.nodes.length
  for (const [place, node] of one.nodes.entries()) {
    const against = other.nodes[place] as number
    if (node !== against) return node - against
  }
  return 0
}
