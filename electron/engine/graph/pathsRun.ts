/** How some are linked with others: paths of every sort, as lists of steps with their rows. */
import {
  type AnalysisCell,
  type AnalysisNote,
  type AnalysisResult,
  type AnalysisTable,
  mostRows,
} from '../../../shared/contract/analyses/result.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import { readEntity, readLinks } from '../entities/entityRows.ts'
import type { CaseNetwork } from './caseNetwork.ts'
import { askedNetwork, type NodeCells, nodeCells } from './networkAnswer.ts'
import { commonNotes, entitiesOf, keyOf, moneyOf, none, type PathAsked } from './pathAnswer.ts'
import { stepSumsDuring } from './stepSums.ts'
import { timedAnswer } from './timedRun.ts'
import { allWays, everythingBetween } from './ways/all.ts'
import { mostFlow, widestWay } from './ways/flow.ts'
import { kShortestWays } from './ways/kShortest.ts'
import { longestWritten, shortestWays } from './ways/shortest.ts'
import type { Way, WayQuestion } from './ways/way.ts'
import { column, toldNote } from '../entities/answers.ts'

/** Errors: `entity-not-found`. */
export const runPaths: AnalysisRunner<'paths'> = (context, params): AnalysisResult => {
  if (params.from.length === 0 || params.to.length === 0)
    return withheld('choose-ends', '请选择起点和终点。', 'Choose where paths begin and where they end.')
  const isMoney = params.how === 'widest' || params.how === 'flow'
  const { view, network } = askedNetwork(
    context,
    isMoney && params.links.length === 0 ? { ...params, links: ['transfer'] } : params,
    isMoney
      ? { directed: true, weight: 'amount' }
      : params.how === 'inTime'
        ? { weight: 'none', directed: false }
        : undefined,
  )
  const placed = (ids: readonly number[]): readonly number[] => [
    ...new Set(ids.flatMap((id) => network.place(readEntity(context.db, id).entityId) ?? [])),
  ]
  const [starts, ends, through] = [placed(params.from), placed(params.to), placed(params.through)]
  const asked: PathAsked = {
    context,
    params,
    view,
    network,
    starts,
    ends,
    through,
    never: new Set(placed(params.never).filter((node) => !starts.includes(node) && !ends.includes(node))),
    missing: [params.from, params.to, params.through].reduce(
      (sum, ids) =>
        sum + ids.filter((id) => network.place(readEntity(context.db, id).entityId) === undefined).length,
      0,
    ),
  }
  const lacksThrough =
    params.through.length > 0 && through.length < new Set(params.through).size && asked.missing > 0
  const hasEnds = starts.length > 0 && ends.some((node) => !starts.includes(node)) && !lacksThrough
  return hasEnds ? answerOf(asked) : none(asked)
}
function answerOf(asked: PathAsked): AnalysisResult {
  const { params } = asked
  switch (params.how) {
    case 'shortest':
      return asked.through.length > 0 ? throughShortest(asked) : shortest(asked)
    case 'all':
      return all(asked)
    case 'kShortest':
      return kShortest(asked)
    case 'inTime':
      return timedAnswer(asked)
    case 'widest':
      return widest(asked)
    case 'flow':
      return flow(asked)
    case 'between':
      return between(asked)
  }
}
function questionOf({ network, params, starts, ends, never, context }: PathAsked): WayQuestion {
  const { leastAmount } = params
  const { graph } = network
  return {
    starts,
    ends,
    never,
    check: context.checkCancelled,
    ...(leastAmount === null || (params.how !== 'widest' && params.how !== 'flow')
      ? {}
      : { closed: (edge: number) => (graph.weight[edge] as number) < leastAmount }),
  }
}
function shortest(asked: PathAsked): AnalysisResult {
  const { params, network } = asked
  const found = shortestWays(network.graph, questionOf(asked), params.top)
  if (found.length === null) return none(asked)
  return found.length > longestWritten
    ? tooLong(asked, found.count, found.length)
    : listed(asked, found.ways, found.count, false)
}
/** A path of that many links is no answer that anybody reads: it is told that there is one. */
function tooLong(asked: PathAsked, count: number, length: number): AnalysisResult {
  return {
    figures: [
      { id: 'paths', title: { zh: '路径数', en: 'Paths' }, sort: 'count', value: count },
      {
        id: 'shortest',
        title: { zh: '最短的关系数', en: 'Links of the shortest' },
        sort: 'count',
        value: length,
      },
    ],
    tables: [],
    notes: [
      toldNote(
        'warn',
        'too-long',
        `有路径，但长达 ${length} 条关系（超过 ${longestWritten} 条），不逐段列出。`,
        `There is a path, of ${length} links; one of more than ${longestWritten} is not written out.`,
      ),
      ...commonNotes(asked),
    ],
    entities: [],
    links: [],
  }
}
/** Of all that lead through those chosen, the ones with fewest links. */
function throughShortest(asked: PathAsked): AnalysisResult {
  const { params, network, through } = asked
  for (let longest = 1; longest <= params.hops; longest++) {
    const found = allWays(network.graph, { ...questionOf(asked), through, longest, most: params.top })
    if (found.count > 0) return listed(asked, found.ways, found.count, found.more)
  }
  return none(asked, true)
}
function all(asked: PathAsked): AnalysisResult {
  const { params, network, through } = asked
  const found = allWays(network.graph, {
    ...questionOf(asked),
    through,
    longest: params.hops,
    most: params.top,
  })
  if (found.count === 0) return none(asked, true)
  const answer = listed(asked, found.ways, found.count, found.more)
  return {
    ...answer,
    tables: [
      ...answer.tables,
      {
        id: 'lengths',
        title: { zh: '各种长度的条数', en: 'How many of each length' },
        columns: [column('links', 'count', '关系数', 'Links'), column('paths', 'count', '路径数', 'Paths')],
        rows: found.byLength.flatMap((count, length) =>
          count === 0 ? [] : [{ key: String(length), cells: [length, count] }],
        ),
        total: found.byLength.filter((count) => count > 0).length,
      },
    ],
  }
}
function kShortest(asked: PathAsked): AnalysisResult {
  const { params, network, through } = asked
  const { graph } = network
  const most = Math.min(params.top, 200)
  const { ways: found, tooLong: long } = kShortestWays(graph, {
    ...questionOf(asked),
    most,
    longest: longestWritten,
    ...(params.lengths === 'steps' ? {} : { lengths: graph.weight.map((weight) => 1 / weight) }),
  })
  const ways =
    through.length === 0 ? found : found.filter(({ nodes }) => through.every((node) => nodes.includes(node)))
  // The first is too long: which others there are, and whether they lead through those chosen, was not looked for.
  if (found.length === 0 && long !== null) return tooLong(asked, 1, long.edges.length)
  if (ways.length === 0 && found.length < most && long === null) return none(asked)
  if (ways.length === 0) {
    const answer = none(asked)
    return {
      ...answer,
      notes: [
        toldNote(
          'warn',
          'not-among-first',
          `最短的 ${found.length} 条中没有一条经过所选对象；更长的没有找，不等于没有。`,
          `None of the ${found.length} shortest leads through those chosen; longer ones were not looked for, and there may be some.`,
        ),
        ...answer.notes.filter(({ id }) => id !== 'no-path'),
      ],
    }
  }
  return listed(
    asked,
    ways,
    ways.length,
    found.length === most || long !== null,
    ways.map(({ length }) => length),
  )
}
function widest(asked: PathAsked): AnalysisResult {
  const found = widestWay(asked.network.graph, questionOf(asked))
  if (found === null) return none(asked)
  const answer =
    found.edges.length > longestWritten
      ? tooLong(asked, 1, found.edges.length)
      : listed(asked, [found], 1, false)
  return {
    ...answer,
    figures: [
      ...answer.figures,
      {
        id: 'width',
        title: { zh: '瓶颈（沿途最小的关系金额）', en: 'Bottleneck (the smallest link along it)' },
        sort: 'money',
        value: moneyOf(found.width),
      },
    ],
    notes: [...answer.notes, boundNote],
  }
}
const boundNote: AnalysisNote = toldNote(
  'warn',
  'bound-only',
  '按各关系的合计金额计算，不看时间先后；是可能到达的上限，不表示确有这么多钱走到。',
  'Counted from the sums of links, whatever their times: a bound of what could have arrived, not what did.',
)
function flow(asked: PathAsked): AnalysisResult {
  const { network, context, view } = asked
  const { graph } = network
  const found = mostFlow(graph, questionOf(asked))
  if (found.total === 0) return none(asked)
  const edges = [...found.along].sort(([one, first], [other, second]) => second - first || one - other)
  const shown = edges.slice(0, mostRows)
  const holding = new Set(found.holding)
  const cells = nodeCells(
    context,
    network,
    view,
    new Set(shown.flatMap(([edge]) => [graph.from[edge] as number, graph.to[edge] as number])),
  )
  return {
    figures: [
      {
        id: 'total',
        title: { zh: '最多可能到达', en: 'At most could have arrived' },
        sort: 'money',
        value: moneyOf(found.total),
      },
    ],
    tables: [
      {
        id: 'flow',
        title: { zh: '分路', en: 'Split' },
        columns: [
          column('from', 'entity', '付', 'From'),
          column('to', 'entity', '收', 'To'),
          column('carried', 'money', '至多经过', 'Carries at most'),
          column('sum', 'money', '关系金额', 'Sum of the link'),
          column('holds', 'flag', '限制所在', 'Holds it back'),
        ],
        rows: shown.map(([edge, carried]) => {
          const [from, to] = [graph.from[edge] as number, graph.to[edge] as number]
          return {
            key: `${cells.key(from)}→${cells.key(to)}`,
            cells: [
              cells.cell(from),
              cells.cell(to),
              moneyOf(carried),
              moneyOf(graph.weight[edge] as number),
              holding.has(edge),
            ],
            rows: cells.edgeRows(edge),
          }
        }),
        total: edges.length,
      },
    ],
    notes: [boundNote, ...commonNotes(asked)],
    entities: entitiesOf(
      network,
      shown.flatMap(([edge]) => [graph.from[edge] as number, graph.to[edge] as number]),
    ),
    links: linksBehind(
      network,
      shown.map(([edge]) => edge),
    ),
  }
}
function between(asked: PathAsked): AnalysisResult {
  const { network, params, context, view } = asked
  const { graph } = network
  const found = everythingBetween(graph, { ...questionOf(asked), longest: params.hops })
  if (found.edges.length === 0) return none(asked, true)
  const shown = found.edges.slice(0, mostRows)
  const cells = nodeCells(
    context,
    network,
    view,
    new Set(shown.flatMap((edge) => [graph.from[edge] as number, graph.to[edge] as number])),
  )
  return {
    figures: [
      { id: 'nodes', title: { zh: '对象', en: 'Nodes' }, sort: 'count', value: found.nodes.length },
      { id: 'edges', title: { zh: '关系', en: 'Links' }, sort: 'count', value: found.edges.length },
    ],
    tables: [
      {
        id: 'edges',
        title: { zh: '其间的关系', en: 'Links between' },
        columns: [
          column('from', 'entity', '一方', 'From'),
          column('to', 'entity', '另一方', 'To'),
          column('facts', 'count', '次数', 'Facts'),
        ],
        rows: shown.map((edge) => {
          const [from, to] = [graph.from[edge] as number, graph.to[edge] as number]
          return {
            key: `${cells.key(from)}→${cells.key(to)}`,
            cells: [cells.cell(from), cells.cell(to), network.counts[edge] as number],
            rows: cells.edgeRows(edge),
          }
        }),
        total: found.edges.length,
      },
    ],
    notes: commonNotes(asked),
    entities: entitiesOf(network, found.nodes),
    links: linksBehind(network, shown),
  }
}

/** Paths as a list, and their steps. */
function listed(
  asked: PathAsked,
  ways: readonly Way[],
  count: number,
  more: boolean,
  lengths?: readonly number[],
): AnalysisResult {
  const { network, context, view } = asked
  const cells = nodeCells(context, network, view, new Set(ways.flatMap(({ nodes }) => nodes)))
  return {
    figures: [
      { id: 'paths', title: { zh: '路径数', en: 'Paths' }, sort: 'count', value: count },
      {
        id: 'shortest',
        title: { zh: '最短的关系数', en: 'Links of the shortest' },
        sort: 'count',
        value: Math.min(...ways.map(({ edges }) => edges.length)),
      },
    ],
    tables: [
      {
        id: 'paths',
        title: { zh: '路径', en: 'Paths' },
        columns: [
          column('number', 'count', '序', 'No.'),
          column('links', 'count', '关系数', 'Links'),
          column('path', 'entities', '经过', 'Path'),
          column('facts', 'count', '最少的一段有几次', 'Facts of its thinnest link'),
          ...(lengths === undefined ? [] : [column('length', 'number', '长度', 'Length')]),
        ],
        rows: ways.map(({ nodes, edges }, at) => ({
          key: keyOf(cells, nodes),
          cells: [
            at + 1,
            edges.length,
            nodes.map((node) => cells.cell(node)),
            Math.min(...edges.map((edge) => network.counts[edge] as number)),
            ...(lengths === undefined ? [] : [lengths[at] as number]),
          ],
          rows: edges.length === 1 ? cells.edgeRows(edges[0] as number) : [],
        })),
        total: count,
      },
      stepsTable(asked, ways, cells),
    ],
    notes: [
      ...(more
        ? [
            toldNote(
              'warn',
              'more',
              '还有更多路径，未全部数完。',
              'There are more paths; not all were counted.',
            ),
          ]
        : []),
      ...commonNotes(asked),
    ],
    entities: entitiesOf(
      network,
      ways.flatMap(({ nodes }) => nodes),
    ),
    links: linksBehind(
      network,
      ways.flatMap(({ edges }) => edges),
    ),
  }
}
/** Each step of each path: what runs between the two, and its rows. */
function stepsTable(asked: PathAsked, ways: readonly Way[], cells: NodeCells): AnalysisTable {
  const { context, network, view } = asked
  // Links add up all of their time; of a part of it their facts are added up here.
  const during =
    view.span.from === null && view.span.to === null
      ? null
      : stepSumsDuring(asked, new Set(ways.flatMap(({ edges }) => edges)))
  const links = readLinks(context.db, [
    ...new Set(
      linksBehind(
        network,
        ways.flatMap(({ edges }) => edges),
      ),
    ),
  ])
  const rows = ways.flatMap(({ nodes, edges }, at) =>
    edges.map((edge, place) => {
      const of = linksBehind(network, [edge]).flatMap((id) => links.get(id) ?? [])
      const [from, to] = [nodes[place] as number, nodes[place + 1] as number]
      const times = of
        .flatMap(({ firstTime, lastTime }) => [firstTime, lastTime].filter((time) => time !== null))
        .sort()
      const amounts = of.flatMap(({ amount }) => (amount === null ? [] : [amount]))
      const whole = amounts.length === 0 ? null : amounts.reduce((all, amount) => all + BigInt(amount), 0n)
      const sums = during?.get(edge) ?? { amount: whole, first: times[0] ?? null, last: times.at(-1) ?? null }
      return {
        key: `${keyOf(cells, nodes)} ${place + 1}`,
        cells: [
          at + 1,
          place + 1,
          cells.cell(from),
          cells.cell(to),
          network.counts[edge] as number,
          sums.amount === null ? null : moneyOf(Number(sums.amount)),
          sums.first,
          sums.last,
        ] as readonly AnalysisCell[],
        rows: cells.edgeRows(edge),
      }
    }),
  )
  return {
    id: 'steps',
    title: { zh: '逐段', en: 'Step by step' },
    columns: [
      column('number', 'count', '路径', 'Path'),
      column('step', 'count', '段', 'Step'),
      column('from', 'entity', '从', 'From'),
      column('to', 'entity', '到', 'To'),
      column('facts', 'count', '次数', 'Facts'),
      column('amount', 'money', '合计（人民币）', 'Sum, yuan'),
      column('first', 'time', '最早', 'First'),
      column('last', 'time', '最晚', 'Last'),
    ],
    rows: rows.slice(0, mostRows),
    total: rows.length,
  }
}
function linksBehind({ linkOffsets, links }: CaseNetwork, edges: readonly number[]): readonly number[] {
  return edges.flatMap((edge) => [
    ...links.subarray(linkOffsets[edge] as number, linkOffsets[edge + 1] as number),
  ])
}
function withheld(id: string, zh: string, en: string): AnalysisResult {
  return { figures: [], tables: [], notes: [toldNote('withheld', id, zh, en)], entities: [], links: [] }
}
