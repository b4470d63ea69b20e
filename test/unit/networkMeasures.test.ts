/** Measures of networks equal those of NetworkX and igraph. */
import { describe, expect, test } from 'vitest'
import { betweennessOf, betweennessPairs } from '../../electron/engine/graph/network/betweenness.ts'
import { closenessOf } from '../../electron/engine/graph/network/closeness.ts'
import { clusteringOf } from '../../electron/engine/graph/network/clustering.ts'
import { communitiesIn, modularityOf } from '../../electron/engine/graph/network/communities.ts'
import {
  componentsOf,
  cutPlacesOf,
  strongComponentsOf,
} from '../../electron/engine/graph/network/components.ts'
import { coresOf } from '../../electron/engine/graph/network/cores.ts'
import { degreesOf } from '../../electron/engine/graph/network/degree.ts'
import { simpleGraph, undirectedSimple } from '../../electron/engine/graph/network/graph.ts'
import { likeness, likestPairs } from '../../electron/engine/graph/network/similarity.ts'
import { eigenvectorOf, hitsOf, pageRankOf } from '../../electron/engine/graph/network/spectral.ts'
import { knownNetwork, knownNetworks, networkOf } from '../helpers/networks.ts'

function expectAll(found: ArrayLike<number>, known: readonly number[], within = 1e-9): void {
  expect(found.length).toBe(known.length)
  for (const [node, value] of known.entries())
    expect(
      Math.abs((found[node] as number) - value) / Math.max(1, Math.abs(value)),
      `node ${node}`,
    ).toBeLessThan(within)
}
const groupsOf = (of: Int32Array): number[][] => [...Map.groupBy(of.keys(), (node) => of[node]).values()]

describe.each(knownNetworks().map((network) => [network.name, network] as const))('%s', (_, network) => {
  const { graph } = network
  const plain = simpleGraph(graph).graph
  test('degree and strength', () => {
    const degrees = degreesOf(graph)
    expectAll(degrees.all, network.values('degree'))
    expectAll(degrees.weightAll, network.values('strength'))
    if (!network.directed) return
    expectAll(degrees.into, network.values('in'))
    expectAll(degrees.out, network.values('out'))
    expectAll(degrees.weightIn, network.values('strengthIn'))
    expectAll(degrees.weightOut, network.values('strengthOut'))
  })
  test('betweenness of nodes and edges, plain, shared, and with lengths', () => {
    const { nodes, edges } = betweennessOf(graph)
    expectAll(nodes, network.values('betweenness'))
    expectAll(nodes, network.values('igraphBetweenness'))
    expectAll(
      nodes.map((value) => value / betweennessPairs(graph)),
      network.values('betweennessShare'),
    )
    expectAll(betweennessOf(graph, { lengths: plain.weight }).nodes, network.values('betweennessWeighted'))
    const known = new Map<string, number>()
    for (const [one, other, value] of network.lists('edgeBetweenness') as [number, number, number][])
      known.set(
        network.directed ? `${one} ${other}` : `${Math.min(one, other)} ${Math.max(one, other)}`,
        value,
      )
    expect(known.size).toBe(edges.length)
    for (let edge = 0; edge < plain.edges; edge++)
      expect(
        Math.abs((edges[edge] as number) - (known.get(`${plain.from[edge]} ${plain.to[edge]}`) ?? NaN)),
      ).toBeLessThan(1e-9)
    // From all nodes, sampling is exact.
    expectAll(betweennessOf(graph, { sources: graph.nodes + 5 }).nodes, network.values('betweenness'))
  })
  test('closeness, harmonic closeness', () => {
    const found = closenessOf(graph)
    expectAll(found.classical, network.values('closeness'))
    expectAll(found.harmonic, network.values('harmonic'))
    expectAll(closenessOf(graph, { lengths: plain.weight }).classical, network.values('closenessWeighted'))
  })
  test('PageRank, eigenvector, HITS', () => {
    expectAll(pageRankOf(graph, { weights: graph.weight }).values, network.values('pagerank'))
    expectAll(pageRankOf(graph).values, network.values('pagerankPlain'))
    if (network.has('eigenvector')) {
      const found = eigenvectorOf(graph)
      expect(found.converged).toBe(true)
      expectAll(found.values, network.values('eigenvector'))
    }
    if (!network.has('hubs')) return
    const found = hitsOf(graph)
    expectAll(found.hubs, network.values('hubs'))
    expectAll(found.authorities, network.values('authorities'))
  })
  test('cores, clustering, components, bridges, cut points', () => {
    expectAll(coresOf(graph), network.values('core'))
    const clustering = clusteringOf(graph)
    expectAll(clustering.local, network.values('clustering'))
    expect(clustering.average).toBeCloseTo(network.value('averageClustering'), 10)
    expect(clustering.transitivity).toBeCloseTo(network.value('transitivity'), 10)
    expect(groupsOf(componentsOf(graph).of)).toEqual(network.lists('components'))
    if (network.directed) expect(groupsOf(strongComponentsOf(graph).of)).toEqual(network.lists('strong'))
    const { points, bridges } = cutPlacesOf(graph)
    expect(bridges).toEqual(network.lists('bridges'))
    expect([...points.keys()].filter((node) => points[node] === 1)).toEqual(network.values('cutPoints'))
  })
  test('modularity, and groups at least as good as those of another Louvain but for a hair', () => {
    expect(modularityOf(plain, network.values('partition'))).toBeCloseTo(network.value('modularity'), 10)
    const found = communitiesIn(graph, { weighted: false, orders: 20 })
    expect(
      modularityOf(
        undirectedSimple(graph),
        found.of,
        new Float64Array(undirectedSimple(graph).edges).fill(1),
      ),
    ).toBeCloseTo(found.modularity, 12)
    expect(found.modularity).toBeGreaterThan(network.value('louvain') - 0.01)
    expect(communitiesIn(graph, { weighted: false, orders: 20 })).toEqual(found)
  })
  test('likeness of neighbours', () => {
    for (const [one, other, value] of network.lists('jaccard') as [number, number, number][])
      expect(likeness(graph, one, other).jaccard).toBeCloseTo(value, 10)
    for (const [one, other, value] of network.lists('adamicAdar') as [number, number, number][])
      expect(likeness(graph, one, other).adamicAdar).toBeCloseTo(value, 10)
    const { pairs } = likestPairs(graph, { by: 'jaccard', most: 10_000 })
    for (const pair of pairs) {
      const alone = likeness(graph, pair.one, pair.other)
      expect(alone.common).toBe(pair.common)
      expect(alone.adamicAdar).toBeCloseTo(pair.adamicAdar, 12)
    }
    let having = 0
    for (let one = 0; one < graph.nodes; one++)
      for (let other = one + 1; other < graph.nodes; other++)
        if (likeness(graph, one, other).common > 0) having++
    expect(pairs.length).toBe(having)
  })
})

test('the figures of the books', () => {
  const karate = knownNetwork('karate')
  expect(betweennessOf(karate.graph).nodes[0]).toBeCloseTo(231.0714, 4)
  const novel = knownNetwork('lesMiserables')
  expect(betweennessOf(novel.graph).nodes[novel.names.indexOf('Valjean')]).toBeCloseTo(1624.4688, 4)
  // Krackhardt: most contacts, most between, nearest to all are three different ones.
  const kite = knownNetwork('kite').graph
  const first = (values: Float64Array): number => values.indexOf(Math.max(...values))
  expect(first(degreesOf(kite).all)).toBe(3)
  expect(first(betweennessOf(kite).nodes)).toBe(7)
  expect([5, 6]).toContain(first(closenessOf(kite).classical))
})
test('a sample of sources estimates and is the same for the same seed', () => {
  const { graph, names } = knownNetwork('lesMiserables')
  const valjean = names.indexOf('Valjean')
  const sampled = betweennessOf(graph, { sources: 30, seed: 4 })
  expect(sampled.sources).toBe(30)
  expect(betweennessOf(graph, { sources: 30, seed: 4 }).nodes).toEqual(sampled.nodes)
  expect(betweennessOf(graph, { sources: 30, seed: 5 }).nodes).not.toEqual(sampled.nodes)
  // Over many seeds the mean comes near the exact value.
  let sum = 0
  for (let seed = 0; seed < 200; seed++)
    sum += betweennessOf(graph, { sources: 30, seed }).nodes[valjean] as number
  expect(Math.abs(sum / 200 / (betweennessOf(graph).nodes[valjean] as number) - 1)).toBeLessThan(0.05)
})
test('empty graphs, one node, no edges, a loop only', () => {
  for (const graph of [
    networkOf(0, []),
    networkOf(1, []),
    networkOf(3, []),
    networkOf(1, [[0, 0]]),
    networkOf(2, [[0, 0]], true),
  ]) {
    expect(betweennessOf(graph).nodes.every((value) => value === 0)).toBe(true)
    expect(closenessOf(graph).classical.every((value) => value === 0)).toBe(true)
    expect(clusteringOf(graph).average).toBe(0)
    expect(coresOf(graph).every((value) => value === 0)).toBe(true)
    expect(componentsOf(graph).count).toBe(graph.nodes)
    expect(communitiesIn(graph).modularity).toBe(0)
    expect(eigenvectorOf(graph).converged).toBe(true)
    const { values } = pageRankOf(graph)
    if (graph.nodes > 0) expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12)
    expect(hitsOf(graph).converged).toBe(true)
  }
})
test('what takes long asks whether it is still wanted', () => {
  const { graph } = knownNetwork('karate')
  const stop = (): never => {
    throw new Error('stopped')
  }
  for (const work of [betweennessOf, closenessOf, eigenvectorOf, pageRankOf, hitsOf, communitiesIn])
    expect(() => work(graph, { check: stop })).toThrow('stopped')
})
