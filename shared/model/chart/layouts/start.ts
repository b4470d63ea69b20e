/** Where a force layout begins: distances to a few far ends of the graph, seen from the two sides that tell most (pivot scaling). */
import type { Graph } from './graph.ts'
import type { Point } from './types.ts'

const mostPivots = 40

/** A source of numbers between 0 and 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Places of one connected graph, where a step between neighbours is about 1; what would fall together is strewn by the seed. */
export function startOf({ neighbours }: Graph, seed: number): readonly Point[] {
  const count = neighbours.length
  const random = randomFrom(seed)
  if (count < 3) return neighbours.map((_, index) => ({ x: index, y: 0 }))
  const columns = pivotDistances(neighbours)
  centre(columns, count)
  const first = strongest(columns, count, random, null)
  const second = strongest(columns, count, random, first)
  return neighbours.map((_, index) => ({
    x: (first[index] ?? 0) + (random() - 0.5) * 0.6,
    y: (second[index] ?? 0) + (random() - 0.5) * 0.6,
  }))
}

/** Steps from each of some nodes to all; each next one is the furthest from those before. */
function pivotDistances(neighbours: Graph['neighbours']): readonly Float64Array[] {
  const count = neighbours.length
  const nearest = new Float64Array(count).fill(Infinity)
  const columns: Float64Array[] = []
  let pivot = 0
  for (let index = 0; index < count; index++)
    if ((neighbours[index]?.length ?? 0) > (neighbours[pivot]?.length ?? 0)) pivot = index
  while (columns.length < Math.min(mostPivots, count)) {
    const steps = new Float64Array(count).fill(-1)
    const queue = [pivot]
    steps[pivot] = 0
    for (let at = 0; at < queue.length; at++)
      for (const next of neighbours[queue[at] ?? 0] ?? [])
        if (steps[next] === -1) {
          steps[next] = (steps[queue[at] ?? 0] ?? 0) + 1
          queue.push(next)
        }
    columns.push(steps)
    let furthest = 0
    for (let index = 0; index < count; index++) {
      nearest[index] = Math.min(nearest[index] ?? 0, steps[index] ?? 0)
      if ((nearest[index] ?? 0) > (nearest[furthest] ?? 0)) furthest = index
    }
    if ((nearest[furthest] ?? 0) === 0) break
    pivot = furthest
  }
  return columns
}

/** Squared distances with the middle of rows and columns taken out. */
function centre(columns: readonly Float64Array[], count: number): void {
  const rows = new Float64Array(count)
  let all = 0
  const means = columns.map((column) => {
    let sum = 0
    for (let index = 0; index < count; index++) {
      const square = (column[index] ?? 0) ** 2
      column[index] = square
      sum += square
      rows[index] = (rows[index] ?? 0) + square / columns.length
    }
    all += sum / count / columns.length
    return sum / count
  })
  columns.forEach((column, at) => {
    for (let index = 0; index < count; index++)
      column[index] = -((column[index] ?? 0) - (rows[index] ?? 0) - (means[at] ?? 0) + all) / 2
  })
}

/** The coordinate that tells most, besides the one given. */
function strongest(
  columns: readonly Float64Array[],
  count: number,
  random: () => number,
  besides: Float64Array | null,
): Float64Array {
  let vector: Float64Array = Float64Array.from({ length: count }, () => random() - 0.5)
  let size = 0
  for (let round = 0; round < 40; round++) {
    if (besides !== null) takeOut(vector, besides)
    const weights = columns.map((column) => dot(column, vector))
    const next = new Float64Array(count)
    columns.forEach((column, at) => {
      const weight = weights[at] ?? 0
      for (let index = 0; index < count; index++)
        next[index] = (next[index] ?? 0) + (column[index] ?? 0) * weight
    })
    if (besides !== null) takeOut(next, besides)
    const length = Math.sqrt(dot(next, next))
    if (length < 1e-12) return vector
    for (let index = 0; index < count; index++) next[index] = (next[index] ?? 0) / length
    vector = next
    size = length
  }
  // A step is about 1: the spread of a coordinate is the root of its strength over the number of pivots.
  const scale = Math.sqrt(Math.sqrt(size) * Math.sqrt(count / columns.length))
  return vector.map((value) => value * scale)
}
function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0
  for (let index = 0; index < one.length; index++) sum += (one[index] ?? 0) * (other[index] ?? 0)
  return sum
}
function takeOut(vector: Float64Array, other: Float64Array): void {
  const share = dot(vector, other) / Math.max(dot(other, other), 1e-12)
  for (let index = 0; index < vector.length; index++)
    vector[index] = (vector[index] ?? 0) - share * (other[index] ?? 0)
}
