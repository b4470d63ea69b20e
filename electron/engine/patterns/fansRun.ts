/** Many to one, one to many, scattered and gathered, as an analysis. */
import type { AnalysisNote, AnalysisTable } from '../../../shared/contract/analyses/result.ts'
import { compareTexts } from '../../../shared/model/textOrder.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import { column, cutNote, note, tableOf } from '../entities/answers.ts'
import { ask, type Asked, Names, noTransfers } from '../money/asked.ts'
import { type Fan, fansOf, type Scatter, scattersOf } from './fans.ts'
import {
  Checks,
  countFigure,
  hoursOf,
  leadNote,
  orderNotTold,
  partyCells,
  placesOfSteps,
  rowsOf,
  searchedFigure,
  spanOf,
  stepNotes,
  sumCell,
  wantedGroups,
  withoutStatement,
} from './moneyHits.ts'
import { type Steps, stepsOf } from './moneySteps.ts'

const hour = 3_600_000
export const scatterBound = 200_000_000

export const runFans: AnalysisRunner<'fans'> = ({ db, checkCancelled }, params) => {
  const asked = ask(db, params)
  if (asked.currency < 0) return noTransfers(asked)
  const steps = stepsOf(asked.ledger, asked.groups, {
    currency: asked.currency,
    from: asked.from,
    to: asked.to,
  })
  checkCancelled()
  const wanted = wantedGroups(asked, params.of)
  const length = params.hours * hour
  const fans = fansOf(
    steps,
    { least: params.least, length, sum: params.sum ?? 0, of: wanted },
    checkCancelled,
  )
  const { hits: scatters, skipped } = scattersOf(
    steps,
    { least: params.between, length, share: params.share, of: wanted, mostWork: scatterBound },
    checkCancelled,
  )
  const names = new Names(
    asked,
    new Set([
      ...fans.map(({ group }) => group),
      ...scatters.flatMap(({ source, target, between }) => [source, target, ...between]),
    ]),
  )
  const checks = new Checks(asked)
  const tables = [
    fanTable(asked, steps, names, checks, fans, 'in'),
    fanTable(asked, steps, names, checks, fans, 'out'),
    scatterTable(asked, steps, names, checks, scatters),
  ]
  return {
    figures: [
      searchedFigure(steps),
      countFigure('fanIn', '多人付一人', 'Many to one', tables[0]?.total ?? 0),
      countFigure('fanOut', '一人付多人', 'One to many', tables[1]?.total ?? 0),
      countFigure('scatters', '散后又聚', 'Scattered and gathered', scatters.length),
    ],
    tables,
    notes: [
      ...skippedNote(skipped),
      ...tables.flatMap((table) => cutNote(table) ?? []),
      ...stepNotes(asked, steps, wanted),
      leadNote,
    ],
    entities: [
      ...new Set([
        ...fans
          .toSorted((one, other) => other.counterparts - one.counterparts)
          .slice(0, 50)
          .map(({ group }) => group),
        ...scatters.slice(0, 20).flatMap(({ source, target, between }) => [source, ...between, target]),
      ]),
    ].flatMap((group) => names.entityId(group) ?? []),
    links: [],
  }
}
const fanWords = {
  in: { id: 'fanIn', title: { zh: '多人付一人', en: 'Many to one' }, far: ['付方', 'Payers'] },
  out: { id: 'fanOut', title: { zh: '一人付多人', en: 'One to many' }, far: ['收方', 'Payees'] },
} as const
function fanTable(
  asked: Asked,
  steps: Steps,
  names: Names,
  checks: Checks,
  fans: readonly Fan[],
  way: Fan['way'],
): AnalysisTable {
  const { id, title, far } = fanWords[way]
  const sizes = new Map(
    fans.map((fan) => [fan, fan.steps.reduce((sum, step) => sum + (steps.amounts[step] as number), 0)]),
  )
  const lines = fans
    .filter((fan) => fan.way === way)
    .toSorted(
      (one, other) =>
        other.counterparts - one.counterparts ||
        (sizes.get(other) as number) - (sizes.get(one) as number) ||
        compareTexts(names.key(one.group), names.key(other.group)),
    )
  return tableOf(
    {
      id,
      title,
      columns: [
        column('entity', 'entity', '人员 / 账户', 'Person / account'),
        column('holder', 'text', '户名', 'Holder'),
        column('counterparts', 'count', far[0], far[1]),
        column('transfers', 'count', '转账', 'Transfers', 'transfer'),
        column('sum', 'money', '合计', 'Sum'),
        column('first', 'time', '首笔', 'First'),
        column('last', 'time', '末笔', 'Last'),
        column('hours', 'number', '历时（小时）', 'Hours'),
        column('times', 'count', '互不重叠的段数', 'Stretches apart'),
        column('check', 'words', '须核实', 'To be checked'),
      ],
    },
    lines,
    (fan) => {
      const places = placesOfSteps(steps, fan.steps)
      const [first, last] = spanOf(asked, places)
      return {
        key: names.key(fan.group),
        cells: [
          names.cell(fan.group),
          names.holder(fan.group),
          fan.counterparts,
          places.length,
          sumCell(asked, places),
          first,
          last,
          hoursOf(asked, places),
          fan.times,
          checks.words(places, [withoutStatement(asked, fan.group)]),
        ],
        rows: rowsOf(asked, places),
      }
    },
  )
}
function scatterTable(
  asked: Asked,
  steps: Steps,
  names: Names,
  checks: Checks,
  scatters: readonly Scatter[],
): AnalysisTable {
  const key = ({ source, target }: Scatter): string => `${names.key(source)} ${names.key(target)}`
  return tableOf(
    {
      id: 'scatters',
      title: { zh: '散后又聚', en: 'Scattered and gathered' },
      columns: [
        column('source', 'entity', '付出方', 'From'),
        column('target', 'entity', '汇集方', 'To'),
        column('between', 'count', '中间方个数', 'Between'),
        column('through', 'entities', '中间方', 'Through'),
        column('out', 'money', '付出', 'Paid out'),
        column('in', 'money', '汇集', 'Gathered'),
        column('first', 'time', '首笔', 'First'),
        column('last', 'time', '末笔', 'Last'),
        column('hours', 'number', '历时（小时）', 'Hours'),
        column('check', 'words', '须核实', 'To be checked'),
      ],
    },
    scatters.toSorted(
      (one, other) => other.between.length - one.between.length || compareTexts(key(one), key(other)),
    ),
    (scatter) => {
      const places = placesOfSteps(steps, scatter.steps)
      const [first, last] = spanOf(asked, places)
      const part = (ends: Int32Array, group: number): readonly number[] =>
        placesOfSteps(
          steps,
          scatter.steps.filter((step) => ends[step] === group),
        )
      return {
        key: key(scatter),
        cells: [
          names.cell(scatter.source),
          names.cell(scatter.target),
          scatter.between.length,
          partyCells(names, scatter.between),
          sumCell(asked, part(steps.from, scatter.source)),
          sumCell(asked, part(steps.to, scatter.target)),
          first,
          last,
          hoursOf(asked, places),
          checks.words(places, [!scatter.isCertain && orderNotTold]),
        ],
        rows: rowsOf(asked, places),
      }
    },
  )
}
function skippedNote(skipped: number): readonly AnalysisNote[] {
  return skipped === 0
    ? []
    : [
        note('warn', 'search-cut', {
          zh: `“散后又聚”的搜索到上限：有 ${skipped} 个付出方没有查或没有查完，可能还有。可缩短时间或限定时间范围。`,
          en: `The search for scattered and gathered met its bound: ${skipped} payers were not looked at, or not to the end; there may be more. Less time makes it whole.`,
        }),
      ]
}
