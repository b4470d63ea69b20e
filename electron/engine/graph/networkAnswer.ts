/** What all analyses over the network say alike: which view, what is left out of it, cells and rows of nodes and edges. */
import type {
  EntityCell,
  AnalysisFigure,
  AnalysisNote,
  AnalysisResult,
} from '../../../shared/contract/analyses/result.ts'
import type { EntitySummary } from '../../../shared/contract/entities.ts'
import type { ScopeInput } from '../../../shared/contract/scope.ts'
import type { AnalysisContext } from '../core/analysis.ts'
import { entityCell, entityKey } from '../entities/answers.ts'
import { readEntities } from '../entities/entityRows.ts'
import { type CaseNetwork, caseNetwork, type NetworkView, rowsBehind } from './caseNetwork.ts'
import { componentsOf, largestComponent } from './network/components.ts'

type AskedView = Pick<NetworkView, 'by' | 'links' | 'statements' | 'span'> &
  Partial<Pick<NetworkView, 'directed' | 'weight'>>
/** The view that parameters ask for; `always` is what the question needs whatever was asked. */
export function askedNetwork(
  { db, checkCancelled }: AnalysisContext,
  { by, links, statements, directed = false, weight = 'none', span }: AskedView,
  always?: Partial<NetworkView>,
): { readonly view: NetworkView; readonly network: CaseNetwork } {
  const view: NetworkView = {
    by,
    links: [...new Set(links)].sort(),
    statements,
    directed,
    weight,
    span: { from: span.from, to: span.to },
    ...always,
  }
  return { view, network: caseNetwork(db, view, checkCancelled) }
}
/** How large it is and how it hangs together. */
export function sizeFigures({ graph }: CaseNetwork): readonly AnalysisFigure[] {
  const { nodes, edges, directed } = graph
  const parts = componentsOf(graph)
  const pairs = (nodes * (nodes - 1)) / (directed ? 1 : 2)
  const figure = (id: string, zh: string, en: string, value: number, sort: 'count' | 'number' = 'count') => ({
    id,
    title: { zh, en },
    sort,
    value,
  })
  return [
    figure('nodes', '对象数 n', 'Nodes n', nodes),
    figure('edges', '关系数', 'Links', edges),
    figure(
      'density',
      '密度（关系数 ÷ 可能的关系数）',
      'Density (links / links there can be)',
      pairs === 0 ? 0 : edges / pairs,
      'number',
    ),
    figure('components', '互不相连的部分', 'Components', parts.count),
    figure('largest', '最大部分的对象数', 'Nodes of the largest', largestComponent(parts)),
  ]
}
/** No links: no answer, and why. */
export function nothingToMeasure(network: CaseNetwork): AnalysisResult | null {
  if (network.graph.edges > 0) return null
  return {
    figures: [],
    tables: [],
    notes: [
      {
        tone: 'withheld',
        id: 'no-links',
        words: {
          zh: '所选的关系种类、时间段内没有可用的关系，无法计算。',
          en: 'There are no links of the kinds and in the time chosen.',
        },
      },
      ...leftOutNotes(network),
    ],
    entities: [],
    links: [],
  }
}
/** What the view leaves out, and what central means here. */
export function leftOutNotes({ leftOut, folded, shared }: CaseNetwork): readonly AnalysisNote[] {
  const { timeless, undated, wayless, within, weightless, byHand } = leftOut
  const note = (tone: AnalysisNote['tone'], id: string, count: number, zh: string, en: string) =>
    count === 0
      ? []
      : [{ tone, id, words: { zh: zh.replace('{n}', String(count)), en: en.replace('{n}', String(count)) } }]
  return [
    ...note(
      'warn',
      'timeless',
      timeless,
      '有 {n} 条关系不带时间（如持有、上下级），限定了时间段，未计入。',
      '{n} links tell no time (holding, ranks …) and are left out of the part of time chosen.',
    ),
    ...note(
      'warn',
      'undated',
      undated,
      '有 {n} 笔没有写明时间，限定了时间段，未计入。',
      '{n} facts do not say when they were and are left out of the part of time chosen.',
    ),
    ...note(
      'warn',
      'wayless',
      wayless,
      '有 {n} 条关系不知方向，计方向时未计入。',
      'Of {n} links the direction is not known; they are left out where directions count.',
    ),
    ...note(
      'note',
      'within',
      within,
      '有 {n} 条关系在同一对象之内（自己账号之间、人与其所持有之物），未计入。',
      '{n} links lie within one node (between own accounts, to what somebody holds) and are left out.',
    ),
    ...note(
      'warn',
      'weightless',
      weightless,
      '有 {n} 条关系没有所选的轻重（无人民币金额、含其他币种或无权重），未计入。',
      '{n} links have no weight of the sort chosen (no amount in yuan, other currencies, no weight listed) and are left out.',
    ),
    ...note(
      'note',
      'by-hand',
      byHand,
      '手工录入的 {n} 条陈述关系未计入。',
      '{n} links from statements entered by hand are left out.',
    ),
    ...note(
      'note',
      'folded',
      folded,
      '{n} 个账号、号码等已归入其持有人或使用人。',
      '{n} accounts, numbers and the like count as those who hold or use them.',
    ),
    ...note(
      'warn',
      'shared',
      shared,
      '{n} 个账号、号码等由几人共有，各自为点，未归入任何人。',
      '{n} accounts, numbers and the like are held by several and stand by themselves.',
    ),
  ]
}
/** A place in a network is no verdict. */
export const placeOnly: AnalysisNote = {
  tone: 'note',
  id: 'place-only',
  words: {
    zh: '结果只说明在已调取材料中的位置：尚未调取的账户、号码不在其中，位置居中不等于地位或责任。',
    en: 'This says where somebody stands in the material at hand: accounts and numbers not yet asked for are not in it, and a central place is no rank and no guilt.',
  },
}

/** Cells of nodes, and the rows behind them. */
export interface NodeCells {
  cell(node: number): EntityCell
  key(node: number): string
  /** Rows of all its links. */
  rows(node: number): readonly ScopeInput[]
  /** Rows of one edge. */
  edgeRows(edge: number): readonly ScopeInput[]
}
/** From so many links on the rows of a node are those that name it. */
const mostLinks = 2_000

/** For some nodes; others have no cell. */
export function nodeCells(
  { db }: AnalysisContext,
  network: CaseNetwork,
  view: NetworkView,
  nodes: Iterable<number>,
): NodeCells {
  const { graph, entityIds, linkOffsets, links } = network
  const ids = [...nodes].map((node) => entityIds[node] as number)
  const entities = readEntities(db, ids)
  const entity = (node: number): EntitySummary => {
    const found = entities.get(entityIds[node] as number)
    if (found === undefined) throw new Error(`node ${node} was not asked for`)
    return found
  }
  const linksOf = (edge: number): Float64Array => links.subarray(linkOffsets[edge], linkOffsets[edge + 1])
  return {
    cell: (node) => entityCell(entity(node)),
    key: (node) => entityKey(entity(node)),
    rows(node) {
      const behind: number[] = []
      for (const { offsets, edges } of graph.directed ? [graph.out, graph.into] : [graph.out])
        for (let half = offsets[node] as number; half < (offsets[node + 1] as number); half++)
          for (const link of linksOf(edges[half] as number)) behind.push(link)
      const scopes = rowsBehind(db, behind, view.span)
      const entityId = entityIds[node] as number
      return behind.length <= mostLinks || view.by === 'person'
        ? scopes
        : scopes.map(({ kind, during }) => ({
            kind,
            entity: entityId,
            ...(during === undefined ? {} : { during }),
          }))
    },
    edgeRows: (edge) => rowsBehind(db, linksOf(edge), view.span),
  }
}
