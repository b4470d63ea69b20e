/** What is left of the network when people are taken out of it. */
import type { AnalysisParamsOf } from '../../../shared/contract/analyses/index.ts'
import type { AnalysisResult } from '../../../shared/contract/analyses/result.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import { readEntity } from '../entities/entityRows.ts'
import type { Graph } from './network/graph.ts'
import { removalOf } from './network/removal.ts'
import { askedNetwork, leftOutNotes, nodeCells, nothingToMeasure, sizeFigures } from './networkAnswer.ts'
import { column, toldNote } from '../entities/answers.ts'

/** Visits of edges beyond which an order takes minutes. */
const mostVisits = 6e9

/** Errors: `entity-not-found`. */
export const runRemoval: AnalysisRunner<'removal'> = (context, params): AnalysisResult => {
  const { view, network } = askedNetwork(context, params)
  const nothing = nothingToMeasure(network)
  if (nothing !== null) return nothing
  const given = givenNodes(
    params.of.map((id) => readEntity(context.db, id).entityId),
    network.place,
  )
  if (params.order === 'given' && given.nodes.length === 0)
    return withheld(
      'choose-some',
      '按所给顺序计算时，请先选择对象（所选对象在这个网络中没有关系的不算）。',
      'Choose whom to take out; who has no link in this network does not count.',
    )
  if (visits(network.graph, params) > mostVisits)
    return withheld(
      'too-large',
      `网络有 ${network.graph.nodes} 个对象，按此顺序计算需时过长；请改用“度”的顺序，或缩小关系种类、时间段。`,
      `The network has ${network.graph.nodes} nodes; this order would take too long. Choose the order by contacts, or fewer kinds of link or less time.`,
    )
  const { start, steps } = removalOf(
    network.graph,
    params.order === 'given' ? given.nodes : params.order,
    params.steps,
    context.checkCancelled,
  )
  const cells = nodeCells(
    context,
    network,
    view,
    steps.map(({ node }) => node),
  )
  return {
    figures: [
      ...sizeFigures(network),
      {
        id: 'startShare',
        title: { zh: '开始时最大一片的比例', en: 'Share of the largest part at the beginning' },
        sort: 'share',
        value: start.share,
      },
    ],
    tables: [
      {
        id: 'steps',
        title: { zh: '逐步', en: 'Step by step' },
        columns: [
          column('step', 'count', '步', 'Step'),
          column('entity', 'entity', '去掉', 'Taken out'),
          column('largest', 'count', '最大一片', 'Largest part'),
          column('share', 'share', '占原有全部', 'Share of all'),
          column('shareLeft', 'share', '占剩余', 'Share of those left'),
          column('components', 'count', '片数', 'Parts'),
          column('alone', 'count', '再无联系的', 'With nobody left'),
        ],
        rows: steps.map(({ node, largest, share, components, alone }, at) => ({
          key: cells.key(node),
          cells: [
            at + 1,
            cells.cell(node),
            largest,
            share,
            largest / Math.max(1, network.graph.nodes - at - 1),
            components,
            alone,
          ],
          rows: cells.rows(node),
        })),
        total: steps.length,
      },
    ],
    notes: [
      ...(given.missing > 0
        ? [
            toldNote(
              'warn',
              'not-in-network',
              `所选对象中有 ${given.missing} 个在这个网络中没有关系或已归入他人，未计。`,
              `${given.missing} of those chosen have no link in this network, or count as somebody already chosen.`,
            ),
          ]
        : []),
      ...leftOutNotes(network),
      toldNote(
        'note',
        'no-verdict',
        '只说明已调取材料中的连通情况，不是对任何人的评价。',
        'It says how the material at hand hangs together, and judges nobody.',
      ),
    ],
    entities: steps.map(({ node }) => network.entityIds[node] as number),
    links: [],
  }
}
function givenNodes(
  entityIds: readonly number[],
  place: (entityId: number) => number | undefined,
): { readonly nodes: readonly number[]; readonly missing: number } {
  const nodes = [...new Set(entityIds.flatMap((id) => place(id) ?? []))]
  return { nodes, missing: entityIds.length - nodes.length }
}
function visits({ nodes, edges }: Graph, { order, steps }: AnalysisParamsOf<'removal'>): number {
  const all = nodes * (nodes + 2 * edges)
  if (order === 'betweenness' || order === 'breaks') return all * steps
  return order === 'betweennessAtOnce' ? all : 0
}
function withheld(id: string, zh: string, en: string): AnalysisResult {
  return { figures: [], tables: [], notes: [toldNote('withheld', id, zh, en)], entities: [], links: [] }
}
