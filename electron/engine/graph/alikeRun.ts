/** Who has the same contacts. */
import type { AnalysisResult } from '../../../shared/contract/analyses/result.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import { readEntity } from '../entities/entityRows.ts'
import { likestPairs } from './network/similarity.ts'
import { askedNetwork, leftOutNotes, nodeCells, nothingToMeasure, sizeFigures } from './networkAnswer.ts'
import { column, toldNote } from '../entities/answers.ts'

/** Errors: `entity-not-found`. */
export const runAlike: AnalysisRunner<'alike'> = (context, params): AnalysisResult => {
  const { view, network } = askedNetwork(context, params)
  const nothing = nothingToMeasure(network)
  if (nothing !== null) return nothing
  const chosen = params.of.flatMap((id) => network.place(readEntity(context.db, id).entityId) ?? [])
  const missing = params.of.length - chosen.length
  const { pairs, found, passedOver } =
    params.of.length > 0 && chosen.length === 0
      ? { pairs: [], found: 0, passedOver: 0 }
      : likestPairs(network.graph, {
          ...(params.of.length === 0 ? {} : { of: chosen }),
          by: params.order,
          most: params.top,
          leastCommon: params.least,
          check: context.checkCancelled,
        })
  const cells = nodeCells(context, network, view, new Set(pairs.flatMap(({ one, other }) => [one, other])))
  return {
    figures: [...sizeFigures(network)],
    tables: [
      {
        id: 'pairs',
        title: { zh: '往来对象相似的两个', en: 'Pairs' },
        columns: [
          column('one', 'entity', '一个', 'One'),
          column('other', 'entity', '另一个', 'Other'),
          column('common', 'count', '共同往来对象', 'In common'),
          column('jaccard', 'share', 'Jaccard', 'Jaccard'),
          column('cosine', 'number', '余弦', 'Cosine'),
          column('adamicAdar', 'number', 'Adamic–Adar', 'Adamic–Adar'),
        ],
        rows: pairs.map(({ one, other, common, jaccard, cosine, adamicAdar }) => ({
          key: [cells.key(one), cells.key(other)].sort().join('|'),
          cells: [cells.cell(one), cells.cell(other), common, jaccard, cosine, adamicAdar],
          rows: cells.rows(one),
        })),
        total: found,
      },
    ],
    notes: [
      ...(missing > 0
        ? [
            toldNote(
              'warn',
              'not-in-network',
              `所选对象中有 ${missing} 个在这个网络中没有关系。`,
              `${missing} of those chosen have no link in this network.`,
            ),
          ]
        : []),
      ...(passedOver > 0
        ? [
            toldNote(
              'warn',
              'passed-over',
              `有 ${passedOver} 个对象往来对象超过 2,000 个，未经由它们寻找相似。`,
              `Pairs were not looked for through ${passedOver} nodes with more than 2,000 contacts.`,
            ),
          ]
        : []),
      ...leftOutNotes(network),
    ],
    entities: [...new Set(pairs.slice(0, 20).flatMap(({ one, other }) => [one, other]))].map(
      (node) => network.entityIds[node] as number,
    ),
    links: [],
  }
}
