/** What is left of a network when people are taken out of it one after the other. */
import { betweennessOf } from './betweenness.ts'
import { componentsOf, largestComponent } from './components.ts'
import { degreesOf } from './degree.ts'
import { type Graph, goOn, type StopCheck, undirectedSimple, withoutNodes } from './graph.ts'
import { ranksOf } from './ranks.ts'

/**
 * Who goes next. degree, betweenness: who has most of it in what is left, counted again after each. atOnce…: by the values before anybody went. breaks: whoever leaves the smallest largest
 * component, each tried.
 */
export type RemovalOrder = 'degree' | 'betweenness' | 'breaks' | 'degreeAtOnce' | 'betweennessAtOnce'
export interface RemovalStep {
  readonly node: number
  /** Nodes of the largest component left, and what share of all nodes of the beginning they are. */
  readonly largest: number
  readonly share: number
  /** Components left, those of a single node included. */
  readonly components: number
  /** Nodes left that have nobody. */
  readonly alone: number
}
export interface Removal {
  /** Before anybody went. */
  readonly start: Omit<RemovalStep, 'node'>
  readonly steps: readonly RemovalStep[]
}

/** Takes out so many, each time whoever comes first by the order (of equal ones the lower number), or those that are given, one after the other. */
export function removalOf(
  graph: Graph,
  by: RemovalOrder | readonly number[],
  most: number,
  check: StopCheck = goOn,
): Removal {
  const whole = undirectedSimple(graph)
  const gone = new Uint8Array(whole.nodes)
  const isGiven = typeof by !== 'string'
  const count = Math.min(most, isGiven ? by.length : whole.nodes)
  const fixed = isGiven
    ? by
    : by === 'degreeAtOnce' || by === 'betweennessAtOnce'
      ? fixedOrder(whole, by)
      : null
  const steps: RemovalStep[] = []
  let left = whole
  while (steps.length < count) {
    check()
    const node =
      fixed === null ? next(left, gone, by as RemovalOrder, check) : (fixed[steps.length] as number)
    if (node === -1) break
    gone[node] = 1
    left = withoutNodes(left, gone)
    steps.push({ node, ...state(left, gone) })
  }
  return { start: state(whole, new Uint8Array(whole.nodes)), steps }
}
function state(left: Graph, gone: Uint8Array): Omit<RemovalStep, 'node'> {
  const parts = componentsOf(left)
  const largest = largestComponent(parts, gone)
  let [components, alone] = [parts.count, 0]
  for (let node = 0; node < left.nodes; node++) {
    if (gone[node] === 1) components--
    else if (parts.sizes[parts.of[node] as number] === 1) alone++
  }
  return { largest, share: left.nodes === 0 ? 0 : largest / left.nodes, components, alone }
}
function valuesFor(left: Graph, by: RemovalOrder): Float64Array {
  return by === 'degree' || by === 'degreeAtOnce' ? degreesOf(left).all : betweennessOf(left).nodes
}
function fixedOrder(whole: Graph, by: RemovalOrder): readonly number[] {
  // Of equal ones the lower number, whatever the rounding.
  return [...ranksOf(valuesFor(whole, by)).order]
}
function next(left: Graph, gone: Uint8Array, by: RemovalOrder, check: StopCheck): number {
  const values = by === 'breaks' ? breaking(left, gone, check) : valuesFor(left, by)
  let best = -1
  for (let node = 0; node < left.nodes; node++) {
    if (gone[node] === 1) continue
    if (best === -1 || (values[node] as number) > (values[best] as number) * (1 + 1e-12)) best = node
  }
  return best
}
/** By node how much smaller the largest component is without it; of those that do as much, the one with more edges. */
function breaking(left: Graph, gone: Uint8Array, check: StopCheck): Float64Array {
  const degrees = degreesOf(left).all
  const parts = componentsOf(left)
  const most = largestComponent(parts, gone)
  const values = new Float64Array(left.nodes)
  const without = gone.slice()
  for (let node = 0; node < left.nodes; node++) {
    if (gone[node] === 1) continue
    // Only from the largest component somebody can be missed.
    let smaller = 0
    if (parts.sizes[parts.of[node] as number] === most) {
      check()
      without[node] = 1
      smaller = most - largestComponent(componentsOf(withoutNodes(left, without)), without)
      without[node] = 0
    }
    values[node] = smaller + (degrees[node] as number) / (2 * left.nodes + 2)
  }
  return values
}
