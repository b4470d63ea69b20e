/** The networks of `test/fixtures/networks` with the figures other programs give for them. */
import { readdirSync, readFileSync } from 'node:fs'
import { type Graph, graphOf } from '../../electron/engine/graph/network/graph.ts'

export interface KnownNetwork {
  readonly name: string
  readonly names: readonly string[]
  readonly directed: boolean
  readonly edges: readonly (readonly [from: number, to: number, weight: number])[]
  has(figure: string): boolean
  /** A figure by node, as rows of numbers, or alone. */
  values(figure: string): readonly number[]
  lists(figure: string): readonly (readonly number[])[]
  value(figure: string): number
  readonly graph: Graph
}
const folder = new URL('../fixtures/networks/', import.meta.url)

/** All of them. */
export function knownNetworks(): readonly KnownNetwork[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => knownNetwork(file.slice(0, -'.json'.length)))
}
export function knownNetwork(name: string): KnownNetwork {
  const { figures, ...read } = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Pick<
    KnownNetwork,
    'names' | 'directed' | 'edges'
  > & { readonly figures: Readonly<Record<string, unknown>> }
  return {
    ...read,
    name,
    graph: networkOf(read.names.length, read.edges, read.directed),
    has: (figure) => figures[figure] !== undefined,
    values: (figure) => figures[figure] as readonly number[],
    lists: (figure) => figures[figure] as readonly (readonly number[])[],
    value: (figure) => figures[figure] as number,
  }
}
/** A graph of edges [from, to, weight]. */
export function networkOf(
  nodes: number,
  edges: readonly (readonly [from: number, to: number, weight?: number])[],
  directed = false,
): Graph {
  return graphOf({
    nodes,
    directed,
    from: Int32Array.from(edges, ([from]) => from),
    to: Int32Array.from(edges, ([, to]) => to),
    weight: Float64Array.from(edges, ([, , weight]) => weight ?? 1),
  })
}
