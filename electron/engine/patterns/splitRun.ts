/** Payments kept below a limit, as an analysis. */
import type { Words } from '../../../shared/language.ts'
import { compareTexts } from '../../../shared/model/textOrder.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import { column, cutNote, tableOf, toldNote, withheld } from '../entities/answers.ts'
import { ask, Names, noTransfers } from '../money/asked.ts'
import { outsideNode } from '../money/ledger.ts'
import {
  Checks,
  countFigure,
  hoursOf,
  Keys,
  leadNote,
  momentOf,
  placesOfSteps,
  rowsOf,
  searchedFigure,
  spanOf,
  stepNotes,
  sumCell,
  wantedGroups,
} from './moneyHits.ts'
import { stepsOf } from './moneySteps.ts'
import { type Split, splitsOf } from './splits.ts'

const paidIn: Words = { zh: '现金存入', en: 'paid in as cash' }
const drawn: Words = { zh: '取现', en: 'drawn as cash' }

export const runSplit: AnalysisRunner<'split'> = ({ db, checkCancelled }, params) => {
  const asked = ask(db, params)
  if (asked.currency < 0) return noTransfers(asked)
  const { limit } = params
  if (limit === null || limit === 0)
    return withheld(toldNote('withheld', 'no-limit', '请填写限额。', 'A limit has to be stated.'))
  const { ledger, groups } = asked
  const steps = stepsOf(ledger, groups, {
    currency: asked.currency,
    from: asked.from,
    to: asked.to,
    also: ['cash'],
  })
  checkCancelled()
  const cash = groups.of[outsideNode(ledger, 'cash')] as number
  const wanted = wantedGroups(asked, params.of)
  const isWanted = ({ steps: those }: Split): boolean =>
    wanted === null ||
    those.some((step) => wanted.has(steps.from[step] as number) || wanted.has(steps.to[step] as number))
  const splits = splitsOf(
    steps,
    {
      limit,
      from: params.from,
      least: params.least,
      length: params.hours * 3_600_000,
      ends: params.ends,
      isNobody: (group) => group === cash,
    },
    checkCancelled,
  ).filter(isWanted)
  const names = new Names(
    asked,
    new Set(splits.flatMap(({ payer, payee }) => [payer, payee]).filter((group) => group !== null)),
  )
  const checks = new Checks(asked)
  const keys = new Keys()
  const keyOf = ({ payer, payee, steps: [first] }: Split): string =>
    `${payer === null ? '*' : names.key(payer)} ${payee === null ? '*' : names.key(payee)} ${momentOf(asked, steps.places[first as number] as number)}`
  const lines = splits
    .map((split) => ({
      split,
      sum: split.steps.reduce((sum, step) => sum + (steps.amounts[step] as number), 0),
      key: keyOf(split),
    }))
    .toSorted((one, other) => other.sum - one.sum || compareTexts(one.key, other.key))
  const table = tableOf(
    {
      id: 'splits',
      title: { zh: '压线拆分', en: 'Split below the limit' },
      columns: [
        column('payer', 'entity', '付款方', 'Payer'),
        column('payee', 'entity', '收款方', 'Payee'),
        column('cash', 'words', '现金', 'Cash'),
        column('count', 'count', '笔数', 'Payments', 'transfer'),
        column('sum', 'money', '合计', 'Sum'),
        column('least', 'money', '最小一笔', 'Smallest'),
        column('most', 'money', '最大一笔', 'Largest'),
        column('others', 'count', '另一端不同人数', 'Different others'),
        column('first', 'time', '首笔', 'First'),
        column('last', 'time', '末笔', 'Last'),
        column('hours', 'number', '历时（小时）', 'Hours'),
        column('check', 'words', '须核实', 'To be checked'),
      ],
    },
    lines,
    ({ split, key }) => {
      const places = placesOfSteps(steps, split.steps)
      const amounts = split.steps.map((step) => steps.amounts[step] as number)
      const [first, last] = spanOf(asked, places)
      const { payer, payee } = split
      const others = new Set(split.steps.map((step) => (payee === null ? steps.to[step] : steps.from[step])))
      const amountOf = (amount: number) => ({ minor: amount, currency: asked.currencyName })
      return {
        key: keys.of(key),
        cells: [
          payer === null ? null : names.cell(payer),
          payee === null ? null : names.cell(payee),
          payer === cash ? paidIn : payee === cash ? drawn : null,
          split.steps.length,
          sumCell(asked, places),
          amountOf(amounts.reduce((least, amount) => Math.min(least, amount))),
          amountOf(amounts.reduce((most, amount) => Math.max(most, amount))),
          others.size,
          first,
          last,
          hoursOf(asked, places),
          checks.words(places),
        ],
        rows: rowsOf(asked, places),
      }
    },
  )
  return {
    figures: [searchedFigure(steps), countFigure('hits', '符合特征（次）', 'Matches', splits.length)],
    tables: [table],
    notes: [...[cutNote(table)].flatMap((each) => each ?? []), ...stepNotes(asked, steps, wanted), leadNote],
    entities: [
      ...new Set(lines.slice(0, 50).flatMap(({ split: { payer, payee } }) => [payer, payee])),
    ].flatMap((group) => (group === null ? [] : (names.entityId(group) ?? []))),
    links: [],
  }
}
