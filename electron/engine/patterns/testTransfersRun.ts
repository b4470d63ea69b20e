/** A test first, then large, as an analysis. */
import { compareTexts } from '../../../shared/model/textOrder.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import { column, countNote, cutNote, tableOf, toldNote } from '../entities/answers.ts'
import { ask, money, Names, noTransfers } from '../money/asked.ts'
import {
  Checks,
  countFigure,
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
import { stepsOf } from './moneySteps.ts'
import { testTransfersOf } from './splits.ts'

const minute = 60_000
/** Bounds of the search; where one is met, the answer says so. */
export const testBounds = { mostWork: 300_000_000, mostKept: 3_000_000 }
export const runTestTransfers: AnalysisRunner<'testTransfers'> = ({ db, checkCancelled }, params) => {
  const asked = ask(db, params)
  if (asked.currency < 0) return noTransfers(asked)
  const [small, large] = [params.small ?? 0, params.large ?? 0]
  // Of all time, so that a first payment is the first; the time asked about holds for the small and the large ones.
  const steps = stepsOf(asked.ledger, asked.groups, { currency: asked.currency })
  checkCancelled()
  const { from, to } = asked
  const { hits: found, skipped } = testTransfersOf(
    steps,
    {
      small,
      large: Math.max(large, small + 1),
      length: params.hours * 3_600_000,
      then: params.then,
      first: params.first,
      isAsked: (step) => {
        const time = steps.begins[step] as number
        return (from === undefined || time >= from) && (to === undefined || time < to)
      },
      ...testBounds,
    },
    checkCancelled,
  )
  const wanted = wantedGroups(asked, params.of)
  const hits =
    wanted === null
      ? found
      : found.filter((hit) =>
          [hit.small, ...hit.large].some(
            (step) => wanted.has(steps.from[step] as number) || wanted.has(steps.to[step] as number),
          ),
        )
  const names = new Names(
    asked,
    new Set(
      hits.flatMap((hit) => [
        steps.from[hit.small] as number,
        steps.to[hit.small] as number,
        ...hit.large.map((step) => steps.to[step] as number),
      ]),
    ),
  )
  const checks = new Checks(asked)
  const keys = new Keys()
  const lines = hits
    .map((hit) => ({
      hit,
      sum: hit.large.reduce((sum, step) => sum + (steps.amounts[step] as number), 0),
      key: `${names.key(steps.from[hit.small] as number)} ${names.key(steps.to[hit.small] as number)} ${momentOf(asked, steps.places[hit.small] as number)}`,
    }))
    .toSorted(
      (one, other) =>
        other.sum - one.sum || compareTexts(one.key, other.key) || one.hit.small - other.hit.small,
    )
  const table = tableOf(
    {
      id: 'tests',
      title: { zh: '先小额后大额', en: 'Small, then large' },
      columns: [
        column('payer', 'entity', '付款方', 'Payer'),
        column('payee', 'entity', '小额收款方', 'Payee of the small one'),
        column('small', 'money', '小额', 'Small'),
        column('time', 'time', '小额时间', 'Time of the small one'),
        column('count', 'count', '其后大额', 'Large ones after it', 'transfer'),
        column('sum', 'money', '大额合计', 'Sum of them'),
        column('payees', 'entities', '大额收款方', 'Payees of them'),
        column('first', 'time', '首笔大额', 'First of them'),
        column('minutes', 'number', '相隔（分钟）', 'Minutes between'),
        column('check', 'words', '须核实', 'To be checked'),
      ],
    },
    lines,
    ({ hit, key }) => {
      const places = placesOfSteps(steps, [hit.small, ...hit.large])
      const begin = steps.begins[hit.small] as number
      const first = steps.begins[hit.large[0] as number] as number
      return {
        key: keys.of(key),
        cells: [
          names.cell(steps.from[hit.small] as number),
          names.cell(steps.to[hit.small] as number),
          money(asked, steps.amounts[hit.small] as number),
          momentOf(asked, places[0] as number),
          hit.large.length,
          sumCell(asked, places.slice(1)),
          partyCells(names, new Set(hit.large.map((step) => steps.to[step] as number))),
          spanOf(asked, places.slice(1))[0],
          // Where the order is not told, neither is how long it took.
          hit.isCertain ? Math.round(((first - begin) / minute) * 100) / 100 : null,
          checks.words(places, [!hit.isCertain && orderNotTold]),
        ],
        rows: rowsOf(asked, places),
      }
    },
  )
  return {
    figures: [searchedFigure(steps), countFigure('hits', '符合特征（次）', 'Matches', hits.length)],
    tables: [table],
    notes: [
      ...countNote(
        skipped,
        'search-cut',
        '搜索到上限：有 {count} 笔小额没有查其后的大额，可能还有。可缩短时间、提高大额、要求小额为第一笔或限定时间范围。',
        'The search met its bound: after {count} small payments no large one was looked for; there may be more. Less time, a larger amount, first payments only or a part of time make it whole.',
        'warn',
      ),
      ...(large > small
        ? []
        : [
            toldNote(
              'warn',
              'large-not-above-small',
              '大额不高于小额：按高于小额的付款查找。',
              'The large amount is not above the small one: whatever is above the small one counts.',
            ),
          ]),
      ...[cutNote(table)].flatMap((each) => each ?? []),
      ...stepNotes(asked, steps, wanted),
      leadNote,
    ],
    entities: [
      ...new Set(
        lines
          .slice(0, 50)
          .flatMap(({ hit }) => [hit.small, ...hit.large])
          .flatMap((step) => [steps.from[step] as number, steps.to[step] as number]),
      ),
    ].flatMap((group) => names.entityId(group) ?? []),
    links: [],
  }
}
