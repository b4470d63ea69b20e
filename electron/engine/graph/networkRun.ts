/** Who matters: one measure over a view of the network, ranked, with how far the ranks hold. */
import { networkMeasures, type NetworkMeasureId } from '../../../shared/contract/analyses/networkMeasures.ts'
import type {
  AnalysisCell,
  AnalysisColumn,
  AnalysisFigure,
  AnalysisNote,
  AnalysisTable,
} from '../../../shared/contract/analyses/result.ts'
import type { AnalysisParamsOf } from '../../../shared/contract/analyses/index.ts'
import { yuan } from '../../../shared/model/currency.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import type { CaseNetwork, NetworkView } from './caseNetwork.ts'
import { betweennessOf, betweennessPairs } from './network/betweenness.ts'
import { closenessOf } from './network/closeness.ts'
import { clusteringOf } from './network/clustering.ts'
import { componentsOf } from './network/components.ts'
import { coresOf } from './network/cores.ts'
import { degreesOf } from './network/degree.ts'
import { type Graph, simpleGraph, type StopCheck } from './network/graph.ts'
import { ranksOf, stabilityOf } from './network/ranks.ts'
import { type Converged, eigenvectorOf, hitsOf, pageRankOf } from './network/spectral.ts'
import {
  askedNetwork,
  leftOutNotes,
  nodeCells,
  nothingToMeasure,
  placeOnly,
  sizeFigures,
} from './networkAnswer.ts'

type Params = AnalysisParamsOf<'network'>
interface Measured {
  readonly values: ArrayLike<number>
  /** By node the value on a scale that does not hang on the size of the network. */
  readonly normalised: ArrayLike<number>
  /** Betweenness of edges. */
  readonly edges?: Float64Array
  readonly sources?: number
  readonly converged?: Converged
  readonly figures?: readonly AnalysisFigure[]
}

/** Errors: those of the parameters. */
export const runNetwork: AnalysisRunner<'network'> = (context, params) => {
  const measure = networkMeasures.find(({ id }) => id === params.measure)
  const { view, network } = askedNetwork(
    context,
    params,
    measure !== undefined && 'directed' in measure ? { directed: true } : undefined,
  )
  const nothing = nothingToMeasure(network)
  if (nothing !== null) return nothing
  const check = context.checkCancelled
  const found = measured(network.graph, params, check)
  const { order, rank, tied } = ranksOf(found.values)
  const shown = [...order.subarray(0, params.top)]
  const edges = found.edges === undefined ? [] : topEdges(found.edges, params.top)
  const cells = nodeCells(
    context,
    network,
    view,
    new Set([...shown, ...edges.flatMap((edge) => endsOf(network, edge))]),
  )
  const bands = params.runs === 0 ? null : bandsOf(network.graph, params, check)
  const value = valueCells(found.values, view, params.measure)
  const counterparts = degreesOf(network.graph).all
  const nodes: AnalysisTable = {
    id: 'nodes',
    title: { zh: '名次', en: 'Ranks' },
    columns: [
      ...columnsOf(measure?.title ?? { zh: '', en: '' }, value.isMoney),
      ...(bands === null ? [] : bandColumns),
    ],
    rows: shown.map((node) => ({
      key: cells.key(node),
      cells: [
        rank[node] as number,
        cells.cell(node),
        value.cell(node),
        found.normalised[node] as number,
        tied[node] as number,
        counterparts[node] as number,
        ...(bands === null
          ? []
          : bands.flatMap(({ best, worst }) => [best[node] as number, worst[node] as number])),
      ],
      rows: cells.rows(node),
    })),
    total: network.graph.nodes,
  }
  return {
    figures: [...sizeFigures(network), ...(found.figures ?? [])],
    tables: [nodes, ...(found.edges === undefined ? [] : [edgeTable(network, found.edges, edges, cells)])],
    notes: [
      { tone: 'note', id: 'formula', words: measure?.formula ?? { zh: '', en: '' } },
      ...measureNotes(network, params, found),
      ...(bands === null ? [] : [bandNote(params.runs)]),
      ...leftOutNotes(network),
      placeOnly,
    ],
    entities: shown.slice(0, 30).map((node) => network.entityIds[node] as number),
    links: [],
  }
}

/** So many visits of edges are no long wait. */
const mostVisits = 4e8
/** From how many nodes: all while it is soon done, else as many as are. */
function sourcesFor(graph: Graph, asked: number): number {
  if (asked > 0) return asked
  const each = graph.nodes + 2 * graph.edges
  return graph.nodes * each <= mostVisits ? graph.nodes : Math.max(64, Math.floor(mostVisits / each))
}
function lengthsOf(graph: Graph, lengths: Params['lengths']): Float64Array | undefined {
  if (lengths === 'steps') return undefined
  const { weight } = simpleGraph(graph).graph
  return lengths === 'weight' ? weight : weight.map((value) => 1 / value)
}
function measured(graph: Graph, params: Params, check: StopCheck): Measured {
  const { nodes } = graph
  const shared = (values: Float64Array, by: number): Float64Array =>
    values.map((value) => (by === 0 ? 0 : value / by))
  const weights = graph.weight
  const degrees = degreesOf(graph)
  const all = weights.reduce((sum, value) => sum + value, 0)
  const lengths = lengthsOf(graph, params.lengths)
  const paths = {
    ...(lengths === undefined ? {} : { lengths }),
    sources: sourcesFor(graph, params.sources),
    seed: params.seed,
    check,
  }
  switch (params.measure) {
    case 'degree':
      return { values: degrees.all, normalised: shared(degrees.all, nodes - 1) }
    case 'degreeIn':
      return { values: degrees.into, normalised: shared(degrees.into, nodes - 1) }
    case 'degreeOut':
      return { values: degrees.out, normalised: shared(degrees.out, nodes - 1) }
    case 'strength':
      return { values: degrees.weightAll, normalised: shared(degrees.weightAll, all) }
    case 'strengthIn':
      return { values: degrees.weightIn, normalised: shared(degrees.weightIn, all) }
    case 'strengthOut':
      return { values: degrees.weightOut, normalised: shared(degrees.weightOut, all) }
    case 'betweenness': {
      const found = betweennessOf(graph, paths)
      const normalised = shared(found.nodes, betweennessPairs(graph))
      return { values: found.nodes, normalised, edges: found.edges, sources: found.sources }
    }
    case 'closeness': {
      const { classical, sources } = closenessOf(graph, paths)
      return { values: classical, normalised: classical, sources }
    }
    case 'harmonic': {
      const { harmonic, harmonicShare, sources } = closenessOf(graph, paths)
      return { values: harmonic, normalised: harmonicShare, sources }
    }
    case 'eigenvector': {
      const found = eigenvectorOf(graph, { weights, check })
      return { values: found.values, normalised: found.values, converged: found }
    }
    case 'pagerank': {
      const found = pageRankOf(graph, { weights, check })
      return { values: found.values, normalised: found.values, converged: found }
    }
    case 'hub':
    case 'authority': {
      const found = hitsOf(graph, { weights, check })
      const values = params.measure === 'hub' ? found.hubs : found.authorities
      return { values, normalised: values, converged: found }
    }
    case 'core': {
      const values = Float64Array.from(coresOf(graph))
      const most = values.reduce((highest, value) => Math.max(highest, value), 0)
      return { values, normalised: shared(values, most) }
    }
    case 'clustering': {
      const { local, average, transitivity } = clusteringOf(graph, check)
      const figure = (id: string, zh: string, en: string, value: number): AnalysisFigure => ({
        id,
        title: { zh, en },
        sort: 'number',
        value,
      })
      return {
        values: local,
        normalised: local,
        figures: [
          figure(
            'averageClustering',
            '平均聚集系数（全体平均，不足两个对象者计 0）',
            'Average clustering (over all, 0 for those with fewer than two)',
            average,
          ),
          figure(
            'transitivity',
            '传递性（3 × 三角形 ÷ 两步路径，不计方向）',
            'Transitivity (3 × triangles / paths of two, without directions)',
            transitivity,
          ),
        ],
      }
    }
  }
}
/** Best and worst ranks of each node, first with links missing, then with links too many. */
function bandsOf(graph: Graph, params: Params, check: StopCheck) {
  const runs = { runs: params.runs, seed: params.seed, check }
  const again = (changed: Graph): ArrayLike<number> =>
    measured(simpleGraph(changed).graph, params, check).values
  return [stabilityOf(graph, 'missing', again, runs), stabilityOf(graph, 'added', again, runs)]
}
function bandNote(runs: number): AnalysisNote {
  return {
    tone: 'note',
    id: 'stability',
    words: {
      zh: `稳定性：随机去掉一成关系、随机添上一成关系各试 ${runs} 次，列出名次变动的范围。范围宽的名次不可靠。`,
      en: `Stability: ${runs} runs without a tenth of the links drawn by chance and ${runs} with a tenth more; the best and worst rank of each. A rank with a wide band is not to be relied on.`,
    },
  }
}
function measureNotes(network: CaseNetwork, params: Params, found: Measured): readonly AnalysisNote[] {
  const notes: AnalysisNote[] = []
  const { graph } = network
  if (found.sources !== undefined && found.sources < graph.nodes)
    notes.push({
      tone: 'warn',
      id: 'estimated',
      words: {
        zh: `估计值：只从随机抽取的 ${found.sources} 个起点（共 ${graph.nodes} 个，种子 ${params.seed}）计算并按比例放大，名次可能与精确值不同。`,
        en: `Estimated: counted from ${found.sources} starting points drawn by chance (of ${graph.nodes}, seed ${params.seed}) and scaled up; ranks may differ from the exact ones.`,
      },
    })
  if (found.converged?.converged === false)
    notes.push({
      tone: 'warn',
      id: 'not-settled',
      words: {
        zh: `迭代 ${found.converged.rounds} 次仍未稳定，数值只供参考。`,
        en: `Not settled after ${found.converged.rounds} rounds; the figures are rough.`,
      },
    })
  if ((params.measure === 'eigenvector' || params.measure === 'closeness') && componentsOf(graph).count > 1)
    notes.push({
      tone: 'warn',
      id: 'several-parts',
      words: {
        zh: '网络分成互不相连的几个部分，不同部分之间的数值不宜比较。',
        en: 'The network is in several parts that are not connected; values of different parts are not to be compared.',
      },
    })
  return notes
}

/** Sums of money are told as money. */
function valueCells(
  values: ArrayLike<number>,
  view: NetworkView,
  measure: NetworkMeasureId,
): { readonly isMoney: boolean; cell(node: number): AnalysisCell } {
  const isMoney = view.weight === 'amount' && measure.startsWith('strength')
  return {
    isMoney,
    cell(node) {
      const value = values[node] as number
      if (!isMoney) return value
      return Number.isSafeInteger(value) ? { minor: value, currency: yuan } : null
    },
  }
}
function columnsOf(title: { zh: string; en: string }, isMoney: boolean): readonly AnalysisColumn[] {
  return [
    { id: 'rank', title: { zh: '名次', en: 'Rank' }, sort: 'rank' },
    { id: 'entity', title: { zh: '对象', en: 'Entity' }, sort: 'entity' },
    { id: 'value', title, sort: isMoney ? 'money' : 'number' },
    { id: 'normalised', title: { zh: '归一值', en: 'Normalised' }, sort: 'number' },
    { id: 'tied', title: { zh: '并列个数', en: 'Tied' }, sort: 'count' },
    { id: 'links', title: { zh: '关系数', en: 'Links' }, sort: 'count' },
  ]
}
const bandColumns: readonly AnalysisColumn[] = [
  { id: 'bestMissing', title: { zh: '缺一成：最前', en: 'Tenth missing: best' }, sort: 'rank' },
  { id: 'worstMissing', title: { zh: '缺一成：最后', en: 'Tenth missing: worst' }, sort: 'rank' },
  { id: 'bestAdded', title: { zh: '多一成：最前', en: 'Tenth more: best' }, sort: 'rank' },
  { id: 'worstAdded', title: { zh: '多一成：最后', en: 'Tenth more: worst' }, sort: 'rank' },
]
function endsOf({ graph }: CaseNetwork, edge: number): [number, number] {
  return [graph.from[edge] as number, graph.to[edge] as number]
}
function topEdges(values: Float64Array, most: number): readonly number[] {
  return [...ranksOf(values).order.subarray(0, most)]
}
function edgeTable(
  network: CaseNetwork,
  values: Float64Array,
  shown: readonly number[],
  cells: ReturnType<typeof nodeCells>,
): AnalysisTable {
  const { rank } = ranksOf(values)
  return {
    id: 'edges',
    title: { zh: '关系的介数', en: 'Betweenness of links' },
    columns: [
      { id: 'rank', title: { zh: '名次', en: 'Rank' }, sort: 'rank' },
      { id: 'from', title: { zh: '一方', en: 'From' }, sort: 'entity' },
      { id: 'to', title: { zh: '另一方', en: 'To' }, sort: 'entity' },
      { id: 'value', title: { zh: '介数', en: 'Betweenness' }, sort: 'number' },
      { id: 'facts', title: { zh: '次数', en: 'Facts' }, sort: 'count' },
    ],
    rows: shown.map((edge) => {
      const [from, to] = endsOf(network, edge)
      return {
        key: `${cells.key(from)}→${cells.key(to)}`,
        cells: [
          rank[edge] as number,
          cells.cell(from),
          cells.cell(to),
          values[edge] as number,
          network.counts[edge] as number,
        ],
        rows: cells.edgeRows(edge),
      }
    }),
    total: values.length,
  }
}
