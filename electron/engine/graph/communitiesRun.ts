/** Who belongs together, and how sure that is. */
import { type AnalysisResult, mostRows } from '../../../shared/contract/analyses/result.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import { communitiesIn } from './network/communities.ts'
import { degreesOf } from './network/degree.ts'
import { askedNetwork, leftOutNotes, nodeCells, nothingToMeasure, sizeFigures } from './networkAnswer.ts'
import { column, toldNote } from '../entities/answers.ts'

/** Members of a group that stand in its line. */
const named = 20

/** Errors: those of the parameters. */
export const runCommunities: AnalysisRunner<'communities'> = (context, params): AnalysisResult => {
  // Which way a link goes plays no part in who belongs together.
  const { view, network } = askedNetwork(context, params, { directed: false })
  const nothing = nothingToMeasure(network)
  if (nothing !== null) return nothing
  const { graph } = network
  const found = communitiesIn(graph, {
    orders: graph.edges > 200_000 ? Math.min(params.orders, 2) : params.orders,
    seed: params.seed,
    check: context.checkCancelled,
  })
  const strength = degreesOf(graph).weightAll
  const members = Array.from({ length: found.count }, (): number[] => [])
  for (let node = 0; node < graph.nodes; node++) members[found.of[node] as number]?.push(node)
  const strongest = members.map((nodes) =>
    nodes.sort((one, other) => (strength[other] as number) - (strength[one] as number) || one - other),
  )
  const within = new Float64Array(found.count)
  const outward = new Float64Array(found.count)
  for (let edge = 0; edge < graph.edges; edge++) {
    const [one, other] = [graph.from[edge], graph.to[edge]].map((node) => found.of[node as number] as number)
    if (one === undefined || other === undefined) continue
    if (one === other) within[one] = (within[one] as number) + 1
    else for (const at of [one, other]) outward[at] = (outward[at] as number) + 1
  }
  const groups = [...strongest.keys()].filter((at) => (found.sizes[at] as number) >= params.least)
  const shownGroups = groups.slice(0, mostRows)
  const placed = shownGroups.flatMap((at) => strongest[at] ?? []).slice(0, mostRows)
  const cells = nodeCells(
    context,
    network,
    view,
    new Set([...placed, ...shownGroups.flatMap((at) => (strongest[at] ?? []).slice(0, named))]),
  )
  return {
    figures: [
      ...sizeFigures(network),
      { id: 'communities', title: { zh: '组数', en: 'Groups' }, sort: 'count', value: found.count },
      {
        id: 'modularity',
        title: { zh: '模块度', en: 'Modularity' },
        sort: 'number',
        value: found.modularity,
      },
      {
        id: 'worstTried',
        title: { zh: '各次尝试中最低的模块度', en: 'Lowest modularity tried' },
        sort: 'number',
        value: Math.min(...found.tried),
      },
    ],
    tables: [
      {
        id: 'groups',
        title: { zh: '各组', en: 'Groups' },
        columns: [
          column('number', 'count', '组', 'Group'),
          column('size', 'count', '对象数', 'Nodes'),
          column('within', 'count', '组内关系', 'Links within'),
          column('outward', 'count', '对外关系', 'Links outward'),
          column('members', 'entities', `成员（联系最多的 ${named} 个）`, `Members (the ${named} with most)`),
        ],
        rows: shownGroups.map((at) => ({
          // A group has no name of its own: it is the one around whoever has most in it.
          key: `around ${cells.key(strongest[at]?.[0] ?? 0)}`,
          cells: [
            at + 1,
            found.sizes[at] as number,
            within[at] as number,
            outward[at] as number,
            (strongest[at] ?? []).slice(0, named).map((node) => cells.cell(node)),
          ],
        })),
        total: groups.length,
      },
      {
        id: 'nodes',
        title: { zh: '各对象所属的组', en: 'Whose group' },
        columns: [
          column('entity', 'entity', '对象', 'Entity'),
          column('number', 'count', '组', 'Group'),
          column('strength', 'number', '强度', 'Strength'),
        ],
        rows: placed.map((node) => ({
          key: cells.key(node),
          cells: [cells.cell(node), (found.of[node] as number) + 1, strength[node] as number],
          rows: cells.rows(node),
        })),
        total: groups.reduce((sum, at) => sum + (found.sizes[at] as number), 0),
      },
    ],
    notes: [
      toldNote(
        'note',
        'tried',
        `共试 ${found.tried.length} 种顺序；模块度低于约 0.3 说明分组不明显，组的边界随顺序而变。`,
        `${found.tried.length} orders were tried; a modularity below some 0.3 means that there are hardly groups, and their edges change with the order.`,
      ),
      ...(groups.length < found.count
        ? [
            toldNote(
              'note',
              'small-groups',
              `另有 ${found.count - groups.length} 组不足 ${params.least} 个对象，未列出。`,
              `${found.count - groups.length} groups with fewer than ${params.least} are not listed.`,
            ),
          ]
        : []),
      ...leftOutNotes(network),
    ],
    entities: (strongest[0] ?? []).slice(0, 60).map((node) => network.entityIds[node] as number),
    links: [],
  }
}
