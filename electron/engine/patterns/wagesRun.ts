/** Payments that look like wages: the same people, every month, about the same day. */
import type { AnalysisNote, MoneyCell } from '../../../shared/contract/analyses/result.ts'
import { yuan } from '../../../shared/model/currency.ts'
import { addMinor, type Minor } from '../../../shared/model/minor.ts'
import { textAt } from '../../../shared/model/time/moments.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import { column, countNote, EntityNames, pickedScopes, tableOf, toldNote } from '../entities/answers.ts'
import { type CaseEvents, caseEvents, eventAmount } from '../graph/caseEvents.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { compareTexts } from '../../../shared/model/textOrder.ts'

interface Payday {
  readonly day: string
  /** Payee → events. */
  readonly paid: Map<number, number[]>
}
interface Payer {
  readonly payer: number
  readonly days: readonly Payday[]
  readonly months: ReadonlySet<string>
  /** Payees of enough of these months. */
  readonly payees: ReadonlyMap<number, { readonly months: Set<string>; readonly events: number[] }>
}
/** Who pays like wages, and whom. */
export const runWages: AnalysisRunner<'wages'> = (
  { db, checkCancelled },
  { payees: leastPayees, months: leastMonths, days: mostDays },
) => {
  const events = caseEvents(db, ['transfer'], checkCancelled)
  const { byPayer, undated } = paydaysOf(events)
  const payers: Payer[] = []
  for (const [payer, byDay] of byPayer) {
    const days = [...byDay.values()].filter(({ paid }) => paid.size >= leastPayees)
    const regular = regularDays(days, mostDays)
    const months = new Set(regular.map(({ day }) => day.slice(0, 7)))
    if (months.size < leastMonths) continue
    const payees = new Map<number, { readonly months: Set<string>; readonly events: number[] }>()
    for (const { day, paid } of regular)
      for (const [payee, those] of paid) {
        const known = payees.get(payee) ?? { months: new Set(), events: [] }
        payees.set(payee, known)
        known.months.add(day.slice(0, 7))
        known.events.push(...those)
      }
    for (const [payee, known] of payees) if (known.months.size < leastMonths) payees.delete(payee)
    if (payees.size > 0) payers.push({ payer, days: regular, months, payees })
  }
  const entityOf = (node: number): number => events.entityIds[node] as number
  const named = new EntityNames(
    db,
    payers.flatMap(({ payer, payees }) => [payer, ...payees.keys()]).map(entityOf),
  )
  const said = wordedRows(db)
  const sumOf = (those: readonly number[]): MoneyCell => ({ minor: yuanSum(events, those), currency: yuan })
  const worded = (those: readonly number[]): number =>
    those.filter((event) => said.has(events.record[event] as number)).length
  const rows = (those: readonly number[]) =>
    pickedScopes(
      'transfer',
      those.map((event) => events.record[event] as number),
    )
  const lines = payers.toSorted(
    (one, other) =>
      other.payees.size - one.payees.size ||
      compareTexts(named.key(entityOf(one.payer)), named.key(entityOf(other.payer))),
  )
  const pairs = lines.flatMap(({ payer, payees }) =>
    [...payees]
      .map(([payee, { months, events: those }]) => ({ payer, payee, months, those }))
      .toSorted((one, other) =>
        compareTexts(named.key(entityOf(one.payee)), named.key(entityOf(other.payee))),
      ),
  )
  const all = ({ payees }: Payer): readonly number[] =>
    [...payees.values()].flatMap(({ events: those }) => those)
  return {
    figures: [],
    tables: [
      tableOf(
        {
          id: 'payers',
          title: { zh: '发薪样付款人', en: 'Payers' },
          columns: [
            column('payer', 'entity', '付款账户', 'Payer'),
            column('months', 'count', '月数', 'Months'),
            column('days', 'text', '日子', 'Days'),
            column('payees', 'count', '固定收款人', 'Payees'),
            column('count', 'count', '笔数', 'Rows'),
            column('sum', 'money', '合计', 'Sum'),
            column('worded', 'count', '写明工资等', 'Say wages'),
          ],
        },
        lines,
        (line) => ({
          key: named.key(entityOf(line.payer)),
          cells: [
            named.cell(entityOf(line.payer)),
            line.months.size,
            line.days.map(({ day }) => day).join('、'),
            line.payees.size,
            all(line).length,
            sumOf(all(line)),
            worded(all(line)),
          ],
          rows: rows(all(line)),
        }),
      ),
      tableOf(
        {
          id: 'payees',
          title: { zh: '固定收款人', en: 'Payees' },
          columns: [
            column('payer', 'entity', '付款账户', 'Payer'),
            column('payee', 'entity', '收款账户', 'Payee'),
            column('months', 'count', '月数', 'Months'),
            column('count', 'count', '笔数', 'Rows'),
            column('sum', 'money', '合计', 'Sum'),
            column('worded', 'count', '写明工资等', 'Say wages'),
          ],
        },
        pairs,
        ({ payer, payee, months, those }) => ({
          key: `${named.key(entityOf(payer))}|${named.key(entityOf(payee))}`,
          cells: [
            named.cell(entityOf(payer)),
            named.cell(entityOf(payee)),
            months.size,
            those.length,
            sumOf(those),
            worded(those),
          ],
          rows: rows(those),
        }),
      ),
    ],
    notes: [
      ...(lines.length > 0 ? [] : [nearestNote(events, byPayer, leastPayees)]),
      ...countNote(
        undated,
        'no-day',
        '{count} 笔转账没有日期，不参与。',
        '{count} transfers have no date and take no part.',
        'warn',
      ),
      ...countNote(
        foreignOf(
          events,
          pairs.flatMap(({ those }) => those),
        ),
        'foreign',
        '{count} 笔是其他币种，计入笔数，不计入合计。',
        '{count} rows are in another currency: in the rows, not in the sums.',
        'warn',
      ),
    ],
    entities: [...new Set(lines.slice(0, 20).flatMap(({ payer, payees }) => [payer, ...payees.keys()]))].map(
      entityOf,
    ),
    links: [],
  }
}
/** How near anybody came where nobody pays like wages. */
function nearestNote(
  events: CaseEvents,
  byPayer: ReadonlyMap<number, ReadonlyMap<string, Payday>>,
  least: number,
): AnalysisNote {
  if (events.count === 0)
    return toldNote(
      'warn',
      'no-transfers',
      '材料中没有可用的转账，无从判断。',
      'The material has no usable transfers; nothing can be told.',
    )
  let nearest = 0
  for (const byDay of byPayer.values())
    for (const { paid } of byDay.values()) nearest = Math.max(nearest, paid.size)
  return toldNote(
    'note',
    'nearest',
    `一个账户一天内最多付给 ${nearest} 个不同收款人（下限 ${least} 个）。`,
    `The most payees of one account on a day: ${nearest} (at least ${least} are asked for).`,
  )
}
function paydaysOf(events: CaseEvents): {
  readonly byPayer: ReadonlyMap<number, ReadonlyMap<string, Payday>>
  readonly undated: number
} {
  const byPayer = new Map<number, Map<string, Payday>>()
  let undated = 0
  for (let event = 0; event < events.count; event += 1) {
    if (events.directed[event] === 0) continue
    if ((events.written[event] as number) < 10) {
      undated += 1
      continue
    }
    const payer = events.from[event] as number
    const payee = events.to[event] as number
    const day = textAt(events.at[event] as number, 'day')
    const days = byPayer.get(payer) ?? new Map<string, Payday>()
    byPayer.set(payer, days)
    const payday = days.get(day) ?? { day, paid: new Map<number, number[]>() }
    days.set(day, payday)
    const those = payday.paid.get(payee)
    if (those === undefined) payday.paid.set(payee, [event])
    else those.push(event)
  }
  return { byPayer, undated }
}
/** Of paydays those about one day of the month: the day with most months around it, the earlier of equals. */
function regularDays(days: readonly Payday[], mostApart: number): readonly Payday[] {
  const dateOf = ({ day }: Payday): number => Number(day.slice(8, 10))
  // A month is taken for thirty days, so that its end and beginning are neighbours.
  const apart = (one: number, other: number): number => {
    const distance = Math.abs(one - other) % 30
    return Math.min(distance, 30 - distance)
  }
  let best: readonly Payday[] = []
  let months = 0
  for (let centre = 1; centre <= 31; centre += 1) {
    const near = days.filter((day) => {
      const ahead = (((dateOf(day) - centre) % 30) + 30) % 30
      return ahead <= mostApart
    })
    const count = new Set(near.map(({ day }) => day.slice(0, 7))).size
    if (count > months) [best, months] = [near, count]
  }
  // All of them within so many days of one another.
  return best.every((one) => best.every((other) => apart(dateOf(one), dateOf(other)) <= mostApart))
    ? best.toSorted((one, other) => compareTexts(one.day, other.day))
    : []
}
function yuanSum(events: CaseEvents, those: readonly number[]): Minor {
  return those.reduce<Minor>(
    (total, event) =>
      events.currencies[events.currency[event] as number] === yuan
        ? addMinor(total, eventAmount(events, event) ?? 0)
        : total,
    0,
  )
}
function foreignOf(events: CaseEvents, those: readonly number[]): number {
  return those.filter((event) => events.currencies[events.currency[event] as number] !== yuan).length
}
/** Rows of transfers that say wages, bonus or commission. */
function wordedRows(db: Db): ReadonlySet<number> {
  const text = ['summary', 'tradeType', 'postscript', 'remark']
    .map((field) => `COALESCE(r."${field}", '')`)
    .join(` || ' ' || `)
  const words = ['工资', '代发', '奖金', '薪', '佣金', '提成']
  return new Set(
    db
      .prepare<[], number>(
        `SELECT r.record_id FROM ${recordTable('transfer')} r WHERE ${words.map((word) => `(${text}) LIKE '%${word}%'`).join(' OR ')}`,
      )
      .pluck()
      .all(),
  )
}
