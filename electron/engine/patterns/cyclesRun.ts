/** Money that comes back, as an analysis: who goes round with whom, and each time it went round. */
import type { AnalysisNote } from '../../../shared/contract/analyses/result.ts'
import type { AnalysisParamsOf } from '../../../shared/contract/analyses/index.ts'
import { compareTexts } from '../../../shared/model/textOrder.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import { column, cutNote, note, tableOf } from '../entities/answers.ts'
import { ask, type Asked, money, Names, noTransfers } from '../money/asked.ts'
import { type Cycle, type Cycles, cyclesOf } from './cycles.ts'
import {
  Checks,
  countFigure,
  hoursOf,
  Keys,
  leadNote,
  momentOf,
  orderNotTold,
  partyCells,
  placesOfSteps,
  rowsOf,
  searchedFigure,
  spanOf,
  stepNotes,
  sumCell,
  wantedGroups,
} from './moneyHits.ts'
import { type Steps, stepsOf } from './moneySteps.ts'

const hour = 3_600_000
/** Bounds of the search; where one is met, the answer says so. */
export const cycleBounds = { mostWork: 300_000_000, mostWorkEach: 3_000_000, mostHits: 20_000 }

interface Ring {
  /** In the order of the money, beginning with the one whose key is first. */
  readonly groups: readonly number[]
  readonly hits: readonly Cycle[]
  readonly places: readonly number[]
}
export const runCycles: AnalysisRunner<'cycles'> = ({ db, checkCancelled }, params) => {
  const asked = ask(db, params)
  if (asked.currency < 0) return noTransfers(asked)
  const steps = stepsOf(asked.ledger, asked.groups, {
    currency: asked.currency,
    from: asked.from,
    to: asked.to,
    least: params.amount ?? 0,
  })
  checkCancelled()
  const wanted = wantedGroups(asked, params.of)
  const found = cyclesOf(
    steps,
    {
      least: params.least,
      most: Math.max(params.least, params.most),
      length: params.hours * hour,
      share: params.share,
      pairLength: params.pairHours * hour,
      pairShare: params.pairShare,
      of: wanted,
      ...cycleBounds,
    },
    checkCancelled,
  )
  const names = new Names(asked, new Set(found.hits.flatMap((hit) => groupsIn(steps, hit))))
  const rings = ringsOf(steps, names, found.hits)
  const checks = new Checks(asked)
  const hitTable = cyclesTable(asked, steps, names, checks, found.hits)
  const ringTable = ringsTable(asked, names, checks, rings)
  return {
    figures: [
      searchedFigure(steps),
      countFigure('rings', '回路（参与方相同的为一个）', 'Rings (of the same parties)', rings.length),
      countFigure('hits', '回流次数（各笔的组合）', 'Times (combinations of transfers)', found.hits.length),
    ],
    tables: [ringTable, hitTable],
    notes: [
      ...boundNotes(found),
      ...limitNotes(params),
      ...[ringTable, hitTable].flatMap((table) => cutNote(table) ?? []),
      ...stepNotes(asked, steps, wanted),
      leadNote,
    ],
    entities: [...new Set(rings.slice(0, 50).flatMap(({ groups }) => groups))].flatMap(
      (group) => names.entityId(group) ?? [],
    ),
    links: [],
  }
}
const groupsIn = (steps: Steps, { steps: those }: Cycle): readonly number[] =>
  those.map((step) => steps.from[step] as number)
/** Hits by who takes part and in which order; largest smallest step first. */
function ringsOf(steps: Steps, names: Names, hits: readonly Cycle[]): readonly Ring[] {
  const byKey = new Map<string, { readonly groups: readonly number[]; readonly hits: Cycle[] }>()
  for (const hit of hits) {
    const groups = turned(groupsIn(steps, hit), names)
    const key = groups.join()
    const ring = byKey.get(key)
    if (ring === undefined) byKey.set(key, { groups, hits: [hit] })
    else ring.hits.push(hit)
  }
  const keyOf = ({ groups }: Ring): string => groups.map((group) => names.key(group)).join(' ')
  const largest = ({ hits: those }: Ring): number =>
    those.reduce((most, hit) => Math.max(most, smallestOf(steps, hit)), 0)
  return [...byKey.values()]
    .map((ring): Ring => ({
      ...ring,
      places: placesOfSteps(
        steps,
        [...new Set(ring.hits.flatMap((hit) => hit.steps))].toSorted((one, other) => one - other),
      ),
    }))
    .map((ring) => ({ ring, most: largest(ring), key: keyOf(ring) }))
    .toSorted((one, other) => other.most - one.most || compareTexts(one.key, other.key))
    .map(({ ring }) => ring)
}
const smallestOf = (steps: Steps, { steps: those }: Cycle): number =>
  those.reduce((least, step) => Math.min(least, steps.amounts[step] as number), Number.POSITIVE_INFINITY)
/** The same round, begun with the key that comes first, so that it is one wherever the search began. */
function turned(groups: readonly number[], names: Names): readonly number[] {
  let first = 0
  groups.forEach((group, at) => {
    if (compareTexts(names.key(group), names.key(groups[first] as number)) < 0) first = at
  })
  return [...groups.slice(first), ...groups.slice(0, first)]
}
function ringsTable(asked: Asked, names: Names, checks: Checks, rings: readonly Ring[]) {
  return tableOf(
    {
      id: 'rings',
      title: { zh: '回路', en: 'Rings' },
      columns: [
        column('parties', 'entities', '参与方（按资金方向）', 'Parties (as the money goes)'),
        column('size', 'count', '参与方个数', 'Parties'),
        column('transfers', 'count', '涉及转账', 'Transfers', 'transfer'),
        column('sum', 'money', '涉及金额（各笔之和）', 'Sum of them'),
        column('hits', 'count', '组合数', 'Combinations'),
        column('first', 'time', '最早', 'First'),
        column('last', 'time', '最晚', 'Last'),
        column('check', 'words', '须核实', 'To be checked'),
      ],
    },
    rings,
    ({ groups, hits, places }) => {
      const [first, last] = spanOf(asked, places)
      return {
        key: groups.map((group) => names.key(group)).join(' '),
        cells: [
          partyCells(names, groups),
          groups.length,
          places.length,
          sumCell(asked, places),
          hits.length,
          first,
          last,
          checks.words(places, [hits.every(({ isCertain }) => !isCertain) && orderNotTold]),
        ],
        rows: rowsOf(asked, places),
      }
    },
  )
}
function cyclesTable(asked: Asked, steps: Steps, names: Names, checks: Checks, hits: readonly Cycle[]) {
  const keys = new Keys()
  const sorted = hits
    .map((hit) => ({ hit, least: smallestOf(steps, hit) }))
    .toSorted(
      (one, other) =>
        other.least - one.least || (one.hit.steps[0] as number) - (other.hit.steps[0] as number),
    )
  return tableOf(
    {
      id: 'cycles',
      title: { zh: '每次回流', en: 'Each time' },
      columns: [
        column('parties', 'entities', '依次经过（回到第一个）', 'Through (back to the first)'),
        column('size', 'count', '参与方个数', 'Parties'),
        column('start', 'money', '首笔', 'First transfer'),
        column('end', 'money', '末笔', 'Last transfer'),
        column('least', 'money', '最小一笔', 'Smallest'),
        column('kept', 'share', '最小÷最大', 'Smallest ÷ largest'),
        column('first', 'time', '首笔时间', 'From'),
        column('last', 'time', '末笔时间', 'To'),
        column('hours', 'number', '历时（小时）', 'Hours'),
        column('check', 'words', '须核实', 'To be checked'),
      ],
    },
    sorted,
    ({ hit, least }) => {
      const places = placesOfSteps(steps, hit.steps)
      const groups = groupsIn(steps, hit)
      const amounts = hit.steps.map((step) => steps.amounts[step] as number)
      const [first, last] = [places[0] as number, places.at(-1) as number]
      return {
        key: keys.of(
          `${groups.map((group) => names.key(group)).join(' ')} ${momentOf(asked, first)} ${amounts.join()}`,
        ),
        cells: [
          partyCells(names, groups),
          groups.length,
          money(asked, amounts[0] as number),
          money(asked, amounts.at(-1) as number),
          money(asked, least),
          least / Math.max(...amounts),
          momentOf(asked, first),
          momentOf(asked, last),
          hoursOf(asked, places),
          checks.words(places, [!hit.isCertain && orderNotTold]),
        ],
        rows: rowsOf(asked, places),
      }
    },
  )
}
/** What was asked for that the search does not do: both limits hold between two, and no fewer can take part at most than at least. */
function limitNotes({
  least,
  most,
  hours,
  share,
  pairHours,
  pairShare,
}: AnalysisParamsOf<'cycles'>): readonly AnalysisNote[] {
  return [
    ...(least <= 2 && (pairHours > hours || pairShare > share)
      ? [
          note('warn', 'pair-limits', {
            zh: '两方之间的时间或比例比一般的宽：两方之间也须符合一般的时间与比例，较宽的部分不起作用。',
            en: 'The hours or the share between two are wider than the general ones, which hold between two as well: the wider part has no effect.',
          }),
        ]
      : []),
    ...(most < least
      ? [
          note('warn', 'most-below-least', {
            zh: `参与方至多少于至少，按恰好 ${least} 方查找。`,
            en: `At most is below at least; those of exactly ${least} are looked for.`,
          }),
        ]
      : []),
  ]
}
function boundNotes({ hits, cutStarts, skippedStarts }: Cycles): readonly AnalysisNote[] {
  if (cutStarts + skippedStarts === 0) return []
  return [
    note('warn', 'search-cut', {
      zh: `搜索到上限（命中 ${hits.length} 次）：有 ${cutStarts} 笔转账只查了一部分，${skippedStarts} 笔没有查，可能还有。可缩短时间、提高金额、减少参与方或指定对象。`,
      en: `The search met its bound (${hits.length} times found): ${cutStarts} transfers were followed in part, ${skippedStarts} not at all; there may be more. Less time, larger amounts, fewer parties or chosen ones make it whole.`,
    }),
  ]
}
