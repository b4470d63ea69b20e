/** Paths in order of time: single facts, each not before the one before it. */
import type { AnalysisCell, AnalysisResult } from '../../../shared/contract/analyses/result.ts'
import { linkKinds, type LinkKind } from '../../../shared/model/define.ts'
import { unknownCurrency, yuan } from '../../../shared/model/currency.ts'
import { momentAfter } from '../../../shared/model/time/moments.ts'
import { allTime } from '../../../shared/model/time/span.ts'
import { type CaseEvents, eventAmount, readEvents } from './caseEvents.ts'
import { timeText } from './eventTime.ts'
import { graphOf } from './network/graph.ts'
import { nodeCells } from './networkAnswer.ts'
import { commonNotes, entitiesOf, keyOf, none, type PathAsked } from './pathAnswer.ts'
import { type TimedEvents, timedWays } from './ways/timed.ts'
import { column, toldNote } from '../entities/answers.ts'

const hour = 3_600_000

/** Errors: none beyond those of the question. */
export function timedAnswer(asked: PathAsked): AnalysisResult {
  const { context, params, view, network, starts, ends, never, through } = asked
  // What only belongs together has no before and after.
  const kinds =
    view.links.length > 0
      ? view.links
      : (linkKinds as readonly LinkKind[]).filter(({ standing }) => standing !== true).map(({ id }) => id)
  const events = readEvents(context.db, kinds, { ...allTime, ...view.span }, context.checkCancelled)
  const { timed, eventOf, timeless, wayless } = timedEvents(events, network.place, network.graph.nodes)
  const found = timedWays(timed, {
    starts,
    ends,
    never,
    through,
    longest: params.hops,
    most: params.top,
    check: context.checkCancelled,
    ...(params.gapHours === 0 ? {} : { mostGap: params.gapHours * hour }),
    ...(params.leastAmount === null ? {} : { leastAmount: params.leastAmount }),
  })
  const leftOut = [
    ...(timeless > 0
      ? [
          toldNote(
            'warn',
            'no-time',
            `有 ${timeless} 笔没有时间，未计入。`,
            `${timeless} facts tell no time and are left out.`,
          ),
        ]
      : []),
    ...(wayless > 0
      ? [
          toldNote(
            'warn',
            'no-way',
            `有 ${wayless} 笔不知方向，未计入。`,
            `Of ${wayless} facts the direction is not known; they are left out.`,
          ),
        ]
      : []),
  ]
  if (found.count === 0) {
    const answer = none(asked, true)
    return { ...answer, notes: [...answer.notes, ...leftOut] }
  }
  const cells = nodeCells(context, network, view, new Set(found.ways.flatMap(({ nodes }) => nodes)))
  const facts = (way: (typeof found.ways)[number]): readonly number[] =>
    way.events.map((event) => eventOf[event] as number)
  const keys = new Map<string, number>()
  const keyed = found.ways.map((way) => {
    // The same people may pass on several sums: each is told by when it began, and equal ones by their order.
    const key = `${keyOf(cells, way.nodes)} ${facts(way)
      .map((event) => timeText(events, event))
      .join('→')}`
    const times = (keys.get(key) ?? 0) + 1
    keys.set(key, times)
    return { way, key: times === 1 ? key : `${key} #${times}` }
  })
  return {
    figures: [{ id: 'paths', title: { zh: '路径数', en: 'Paths' }, sort: 'count', value: found.count }],
    tables: [
      {
        id: 'paths',
        title: { zh: '按时间先后的路径', en: 'Paths in order of time' },
        columns: [
          column('number', 'count', '序', 'No.'),
          column('links', 'count', '笔数', 'Facts'),
          column('path', 'entities', '经过', 'Path'),
          column('begins', 'time', '开始', 'Begins'),
          column('ends', 'time', '结束', 'Ends'),
          column('smallest', 'money', '沿途最小一笔（人民币）', 'Smallest along it, yuan'),
          column('possible', 'flag', '先后仅为可能', 'Order only possible'),
        ],
        rows: keyed.map(({ way, key }, at) => {
          const along = facts(way)
          const amounts = along.map((event) => yuanOf(events, event))
          return {
            key,
            cells: [
              at + 1,
              along.length,
              way.nodes.map((node) => cells.cell(node)),
              timeText(events, along[0] as number),
              timeText(events, along.at(-1) as number),
              amounts.includes(null) ? null : { minor: Math.min(...(amounts as number[])), currency: yuan },
              way.uncertain,
            ],
            rows: pickedRows(events, along),
          }
        }),
        total: found.count,
      },
      {
        id: 'steps',
        title: { zh: '逐笔', en: 'Fact by fact' },
        columns: [
          column('number', 'count', '路径', 'Path'),
          column('step', 'count', '笔', 'Step'),
          column('from', 'entity', '从', 'From'),
          column('to', 'entity', '到', 'To'),
          column('time', 'time', '时间', 'Time'),
          column('amount', 'money', '金额', 'Amount'),
        ],
        rows: keyed.flatMap(({ way, key }, at) =>
          facts(way).map((event, place) => ({
            key: `${key} ${place + 1}`,
            cells: [
              at + 1,
              place + 1,
              cells.cell(way.nodes[place] as number),
              cells.cell(way.nodes[place + 1] as number),
              timeText(events, event),
              amountCell(events, event),
            ],
            rows: pickedRows(events, [event]),
          })),
        ),
        total: found.ways.reduce((sum, way) => sum + way.events.length, 0),
      },
    ],
    notes: [
      ...(found.more
        ? [
            toldNote(
              'warn',
              'more',
              '还有更多路径，未全部数完。',
              'There are more paths; not all were counted.',
            ),
          ]
        : []),
      ...(found.ways.some(({ uncertain }) => uncertain)
        ? [
            toldNote(
              'warn',
              'possible',
              '标“可能”的路径中有只写到日（或更粗）的时间，先后或间隔只是不矛盾。',
              'Paths marked possible hold times known to the day only or coarser: nothing contradicts the order or the gap, nothing proves it.',
            ),
          ]
        : []),
      ...leftOut,
      ...commonNotes(asked),
    ],
    entities: entitiesOf(
      network,
      found.ways.flatMap(({ nodes }) => nodes),
    ),
    links: [],
  }
}
/** Events with a time and a way between nodes of the network, by node. */
function timedEvents(
  events: CaseEvents,
  place: (entityId: number) => number | undefined,
  nodes: number,
): {
  readonly timed: TimedEvents
  readonly eventOf: Int32Array
  readonly timeless: number
  readonly wayless: number
} {
  const nodeOf = Int32Array.from(events.entityIds, (entityId) => place(entityId) ?? -1)
  const taken: number[] = []
  let [timeless, wayless] = [0, 0]
  for (let event = 0; event < events.count; event++) {
    const [from, to] = [
      nodeOf[events.from[event] as number] as number,
      nodeOf[events.to[event] as number] as number,
    ]
    if (from === -1 || to === -1 || from === to) continue
    if (Number.isNaN(events.at[event])) timeless++
    else if (events.directed[event] === 0) wayless++
    else taken.push(event)
  }
  const eventOf = Int32Array.from(taken)
  const { out } = graphOf({
    nodes,
    directed: true,
    from: eventOf.map((event) => nodeOf[events.from[event] as number] as number),
    to: eventOf.map((event) => nodeOf[events.to[event] as number] as number),
  })
  return {
    timed: {
      nodes,
      out,
      from: Float64Array.from(eventOf, (event) => events.at[event] as number),
      until: Float64Array.from(eventOf, (event) => momentAfter(timeText(events, event) ?? '')),
      amount: Float64Array.from(eventOf, (event) => yuanOf(events, event) ?? Number.NaN),
    },
    eventOf,
    timeless,
    wayless,
  }
}
function yuanOf(events: CaseEvents, event: number): number | null {
  const amount = events.amount[event] as number
  return Number.isNaN(amount) || events.currencies[events.currency[event] as number] !== yuan ? null : amount
}
function amountCell(events: CaseEvents, event: number): AnalysisCell {
  const minor = eventAmount(events, event)
  const currency = events.currencies[events.currency[event] as number] ?? unknownCurrency
  return minor === null ? null : { minor, currency: currency === unknownCurrency ? null : currency }
}
function pickedRows(events: CaseEvents, list: readonly number[]) {
  const byKind = Map.groupBy(list, (event) => events.rules[events.rule[event] as number]?.kind.id ?? '')
  return [...byKind].map(([kind, of]) => ({
    kind,
    picked: [...new Set(of.map((event) => events.record[event] as number))],
  }))
}
