/** In how many parts the network is, and on whom and on which links it hangs. */
import type { AnalysisResult } from '../../../shared/contract/analyses/result.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import { componentsOf, cutPlacesOf } from './network/components.ts'
import { degreesOf } from './network/degree.ts'
import type { Graph } from './network/graph.ts'
import { askedNetwork, leftOutNotes, nodeCells, nothingToMeasure, sizeFigures } from './networkAnswer.ts'
import { column, toldNote } from '../entities/answers.ts'

/** Members of a part that stand in its line. */
const named = 20

/** Errors: those of the parameters. */
export const runStructure: AnalysisRunner<'structure'> = (context, params): AnalysisResult => {
  const { view, network } = askedNetwork(context, params)
  const nothing = nothingToMeasure(network)
  if (nothing !== null) return nothing
  const { graph, entityIds } = network
  const degree = degreesOf(graph).all
  const byDegree = (one: number, other: number): number =>
    (degree[other] as number) - (degree[one] as number) || one - other
  const parts = componentsOf(graph)
  const members = Array.from({ length: parts.count }, (): number[] => [])
  for (let node = 0; node < graph.nodes; node++) members[parts.of[node] as number]?.push(node)
  for (const nodes of members) nodes.sort(byDegree)
  const shownParts = members
    .sort((one, other) => other.length - one.length || (one[0] ?? 0) - (other[0] ?? 0))
    .slice(0, params.top)
  const { points, bridges, pieces: piecesAt } = cutPlacesOf(graph)
  const cuts = [...points.keys()].filter((node) => points[node] === 1).sort(byDegree)
  const shownCuts = cuts.slice(0, params.top)
  // Between two who each have others the more telling ones, before those that only hold one at the end.
  const least = ([one, other]: readonly [number, number]): number =>
    Math.min(degree[one] as number, degree[other] as number)
  const shownBridges = [...bridges]
    .sort((one, other) => least(other) - least(one) || one[0] - other[0] || one[1] - other[1])
    .slice(0, params.top)
  const cells = nodeCells(
    context,
    network,
    view,
    new Set([...shownParts.flatMap((nodes) => nodes.slice(0, named)), ...shownCuts, ...shownBridges.flat()]),
  )
  return {
    figures: [
      ...sizeFigures(network),
      { id: 'cutPoints', title: { zh: '断点', en: 'Cut points' }, sort: 'count', value: cuts.length },
      { id: 'bridges', title: { zh: '桥', en: 'Bridges' }, sort: 'count', value: bridges.length },
    ],
    tables: [
      {
        id: 'parts',
        title: { zh: '互不相连的部分', en: 'Parts' },
        columns: [
          column('number', 'count', '序', 'No.'),
          column('size', 'count', '对象数', 'Nodes'),
          column('members', 'entities', `成员（联系最多的 ${named} 个）`, `Members (the ${named} with most)`),
        ],
        rows: shownParts.map((nodes, at) => ({
          key: `around ${cells.key(nodes[0] ?? 0)}`,
          cells: [at + 1, nodes.length, nodes.slice(0, named).map((node) => cells.cell(node))],
        })),
        total: parts.count,
      },
      {
        id: 'cutPoints',
        title: { zh: '断点：少了它就断开', en: 'Cut points' },
        columns: [
          column('entity', 'entity', '对象', 'Entity'),
          column('links', 'count', '关系数', 'Links'),
          column('pieces', 'count', '断成几片', 'Pieces'),
          column('cutOff', 'count', '最大一片之外的对象', 'Nodes outside the largest piece'),
        ],
        rows: shownCuts.map((node) => {
          const pieces = piecesAt.get(node) ?? []
          const most = pieces[0] ?? 0
          return {
            key: cells.key(node),
            cells: [
              cells.cell(node),
              degree[node] as number,
              pieces.length,
              pieces.reduce((sum, size) => sum + size, 0) - most,
            ],
            rows: cells.rows(node),
          }
        }),
        total: cuts.length,
      },
      {
        id: 'bridges',
        title: { zh: '桥：两边唯一的通路', en: 'Bridges' },
        columns: [column('from', 'entity', '一方', 'From'), column('to', 'entity', '另一方', 'To')],
        rows: shownBridges.map(([one, other]) => ({
          key: `${cells.key(one)}→${cells.key(other)}`,
          cells: [cells.cell(one), cells.cell(other)],
          rows: cells.edgeRows(edgeBetween(graph, one, other)),
        })),
        total: bridges.length,
      },
    ],
    notes: [
      ...(shownCuts.length < cuts.length ||
      shownBridges.length < bridges.length ||
      shownParts.length < parts.count
        ? [
            toldNote(
              'note',
              'first-only',
              '各表只列出前若干行，总数见表下；断点按关系数、桥按两端中较少一端的关系数排列。',
              'Each table shows its first lines; the totals stand below. Cut points by their links, bridges by the links of the end that has fewer.',
            ),
          ]
        : []),
      ...leftOutNotes(network),
    ],
    entities: [...shownCuts.slice(0, 30)].map((node) => entityIds[node] as number),
    links: [],
  }
}
/** The edge between two nodes of a network without directions. */
export function edgeBetween({ out }: Graph, one: number, other: number): number {
  for (let half = out.offsets[one] as number; half < (out.offsets[one + 1] as number); half++)
    if (out.targets[half] === other) return out.edges[half] as number
  throw new Error(`no edge between ${one} and ${other}`)
}
