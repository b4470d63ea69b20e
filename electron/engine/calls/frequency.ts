/** How often, how long and when phones were in touch. */
import { serviceNumberKinds } from '../../../shared/model/serviceNumbers.ts'
import type { AnalysisNote, AnalysisResult, AnalysisTable } from '../../../shared/contract/analyses/result.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import {
  column,
  countNote,
  EntityNames,
  pickedScopes,
  ranked,
  tableOf,
  withheld,
} from '../entities/answers.ts'
import { materialNotes, noCalls } from './material.ts'
import { callTable, type CallRow, type CallTable } from './callTable.ts'
import { chosenPhones, isDuring, momentAsked, withoutMoment } from './phonesAsked.ts'
import { type CallPair, pairsOf } from './pairs.ts'
import { compareTexts } from '../../../shared/model/textOrder.ts'

/** Pairs whose hours are listed. */
const mostHourPairs = 100

/** Calls by pair and hour, contacts around an event. Errors: `entity-not-found`. */
export const runCalls: AnalysisRunner<'calls'> = ({ db }, { of, span, event, least }) => {
  const table = callTable(db)
  if (table.rows.length === 0) return withheld(noCalls)
  const at = event.trim() === '' ? null : momentAsked(event)
  if (event.trim() !== '' && at === null) return withheld(withoutMoment)
  const chosen = chosenPhones(db, of)
  const asked = table.rows.filter(
    ({ counted, own, counter, time }) =>
      counted &&
      (chosen === null || (own !== null && chosen.has(own)) || (counter !== null && chosen.has(counter))) &&
      isDuring(span, time),
  )
  const named = new EntityNames(db, phonesOf(asked))
  const all = pairsOf(asked, table.listed, named)
  const isService = ({ one, other }: CallPair): boolean =>
    table.services.has(one) || table.services.has(other)
  const people = all.filter((pair) => !isService(pair) && pair.calls + pair.messages >= least)
  const lines = people.toSorted(
    (one, other) =>
      other.calls - one.calls ||
      other.seconds - one.seconds ||
      other.messages - one.messages ||
      compareTexts(pairKey(named, one), pairKey(named, other)),
  )
  const services = all.filter(isService)
  const shown = pairTable(lines, named)
  return {
    figures: figuresOf(lines),
    tables: [
      shown,
      hourTable(lines),
      pairHourTable(lines.slice(0, mostHourPairs), named),
      ...(at === null ? [] : [eventTable(asked, table, at, named)]),
      ...(services.length === 0 ? [] : [serviceTable(services, table, named)]),
    ],
    notes: [...materialNotes(table), ...notesOf(asked, table, all.length - services.length - lines.length)],
    entities: [...new Set(lines.slice(0, 200).flatMap(({ one, other }) => [one, other]))],
    links: [],
  }
}
function phonesOf(rows: readonly CallRow[]): ReadonlySet<number> {
  return new Set(rows.flatMap(({ own, counter }) => [own ?? [], counter ?? []].flat()))
}
function pairKey(named: EntityNames, { one, other }: CallPair): string {
  return [named.key(one), named.key(other)].toSorted().join('|')
}
/** Share of the rarer way; null where no call tells its way. */
function ratioOf({ oneToOther, otherToOne }: CallPair): number | null {
  const more = Math.max(oneToOther, otherToOne)
  return more === 0 ? null : Math.min(oneToOther, otherToOne) / more
}
function pairTable(lines: readonly CallPair[], named: EntityNames): AnalysisTable {
  const ranks = ranked(lines, (one, other) => one.calls === other.calls && one.seconds === other.seconds)
  return tableOf(
    {
      id: 'pairs',
      title: { zh: '通话对', en: 'Pairs' },
      columns: [
        column('rank', 'rank', '名次', 'Rank'),
        column('one', 'entity', '号码', 'Phone'),
        column('other', 'entity', '对方', 'Other'),
        column('calls', 'count', '通话次数', 'Calls'),
        column('oneToOther', 'count', '号码主叫', 'Phone called'),
        column('otherToOne', 'count', '对方主叫', 'Other called'),
        column('ratio', 'share', '双向比', 'Ratio of ways'),
        column('seconds', 'count', '时长（秒）', 'Seconds'),
        column('messages', 'count', '短信条数', 'Messages'),
        column('activeDays', 'count', '活跃天数', 'Active days'),
        column('night', 'count', '夜间', 'At night'),
        column('first', 'time', '首次', 'First'),
        column('last', 'time', '末次', 'Last'),
      ],
    },
    lines,
    (pair, place) => ({
      key: pairKey(named, pair),
      cells: [
        ranks[place] ?? null,
        named.cell(pair.one),
        named.cell(pair.other),
        pair.calls,
        pair.oneToOther,
        pair.otherToOne,
        ratioOf(pair),
        pair.seconds,
        pair.messages,
        pair.days.size,
        pair.night,
        pair.first,
        pair.last,
      ],
      rows: pickedScopes('call', pair.recordIds),
    }),
  )
}
const hourText = (hour: number): string => `${String(hour).padStart(2, '0')}:00`
function hourTable(lines: readonly CallPair[]): AnalysisTable {
  const [contacts, seconds] = [new Float64Array(24), new Float64Array(24)]
  for (const pair of lines)
    for (let hour = 0; hour < 24; hour += 1) {
      contacts[hour] = (contacts[hour] ?? 0) + (pair.hours[hour] ?? 0)
      seconds[hour] = (seconds[hour] ?? 0) + (pair.hourSeconds[hour] ?? 0)
    }
  return tableOf(
    {
      id: 'hours',
      title: { zh: '钟点分布', en: 'By hour' },
      columns: [
        column('hour', 'text', '钟点', 'Hour'),
        column('contacts', 'count', '通话与短信', 'Calls and messages'),
        column('seconds', 'count', '时长（秒）', 'Seconds'),
      ],
    },
    [...contacts.keys()],
    (hour) => ({ key: hourText(hour), cells: [hourText(hour), contacts[hour] ?? 0, seconds[hour] ?? 0] }),
  )
}
function pairHourTable(lines: readonly CallPair[], named: EntityNames): AnalysisTable {
  const filled = lines.flatMap((pair) =>
    [...pair.hours.keys()].filter((hour) => (pair.hours[hour] ?? 0) > 0).map((hour) => ({ pair, hour })),
  )
  return tableOf(
    {
      id: 'pairHours',
      title: {
        zh: `各对的钟点分布（通话最多的 ${mostHourPairs} 对）`,
        en: `Pairs by hour (the first ${mostHourPairs})`,
      },
      columns: [
        column('one', 'entity', '号码', 'Phone'),
        column('other', 'entity', '对方', 'Other'),
        column('hour', 'text', '钟点', 'Hour'),
        column('contacts', 'count', '通话与短信', 'Calls and messages'),
        column('seconds', 'count', '时长（秒）', 'Seconds'),
      ],
    },
    filled,
    ({ pair, hour }) => ({
      key: `${pairKey(named, pair)}|${hourText(hour)}`,
      cells: [
        named.cell(pair.one),
        named.cell(pair.other),
        hourText(hour),
        pair.hours[hour] ?? 0,
        pair.hourSeconds[hour] ?? 0,
      ],
    }),
  )
}
interface AroundEvent {
  readonly pair: CallPair
  before: CallRow | null
  after: CallRow | null
}
/** The last contact of each pair before the event and the first after it; a contact at the very moment stands after. */
function eventTable(
  asked: readonly CallRow[],
  { listed, services }: CallTable,
  at: number,
  named: EntityNames,
): AnalysisTable {
  const around = new Map<string, AroundEvent>()
  const clocked = asked.filter(
    ({ own, counter, at: moment }) =>
      moment !== null &&
      own !== null &&
      counter !== null &&
      own !== counter &&
      !services.has(own) &&
      !services.has(counter),
  )
  for (const pair of pairsOf(clocked, listed, named))
    around.set(pairKey(named, pair), { pair, before: null, after: null })
  for (const row of clocked) {
    const key = [named.key(row.own ?? 0), named.key(row.counter ?? 0)].toSorted().join('|')
    const found = around.get(key)
    if (found === undefined) continue
    const moment = row.at ?? 0
    if (moment < at) {
      if (found.before === null || moment > (found.before.at ?? 0)) found.before = row
    } else if (found.after === null || moment < (found.after.at ?? 0)) found.after = row
  }
  const apart = (row: CallRow | null): number | null =>
    row?.at === null || row?.at === undefined ? null : Math.round(Math.abs(row.at - at) / 60_000)
  const nearest = ({ before, after }: AroundEvent): number =>
    Math.min(apart(before) ?? Infinity, apart(after) ?? Infinity)
  const lines = [...around.entries()].toSorted(
    ([oneKey, one], [otherKey, other]) => nearest(one) - nearest(other) || compareTexts(oneKey, otherKey),
  )
  return tableOf(
    {
      id: 'event',
      title: { zh: '案发前后的联系', en: 'Contacts around the event' },
      columns: [
        column('one', 'entity', '号码', 'Phone'),
        column('other', 'entity', '对方', 'Other'),
        column('lastBefore', 'time', '案发前最后一次', 'Last before'),
        column('minutesBefore', 'count', '提前（分钟）', 'Minutes before'),
        column('firstAfter', 'time', '案发后第一次', 'First after'),
        column('minutesAfter', 'count', '之后（分钟）', 'Minutes after'),
      ],
    },
    lines,
    ([key, { pair, before, after }]) => ({
      key,
      cells: [
        named.cell(pair.one),
        named.cell(pair.other),
        before?.time ?? null,
        apart(before),
        after?.time ?? null,
        apart(after),
      ],
      rows: pickedScopes(
        'call',
        [before, after].flatMap((row) => (row === null ? [] : [row.recordId])),
      ),
    }),
  )
}
function serviceTable(
  services: readonly CallPair[],
  { services: kinds }: CallTable,
  named: EntityNames,
): AnalysisTable {
  const lines = services.toSorted(
    (one, other) =>
      other.calls + other.messages - one.calls - one.messages ||
      compareTexts(pairKey(named, one), pairKey(named, other)),
  )
  return tableOf(
    {
      id: 'services',
      title: { zh: '客服、热线与短信通道', en: 'Service numbers' },
      columns: [
        column('one', 'entity', '号码', 'Phone'),
        column('other', 'entity', '对方', 'Other'),
        column('sort', 'words', '种类', 'Sort'),
        column('calls', 'count', '通话次数', 'Calls'),
        column('messages', 'count', '短信条数', 'Messages'),
        column('first', 'time', '首次', 'First'),
        column('last', 'time', '末次', 'Last'),
      ],
    },
    lines,
    (pair) => {
      const kind = kinds.get(pair.other) ?? kinds.get(pair.one)
      return {
        key: pairKey(named, pair),
        cells: [
          named.cell(pair.one),
          named.cell(pair.other),
          kind === undefined ? null : serviceNumberKinds[kind],
          pair.calls,
          pair.messages,
          pair.first,
          pair.last,
        ],
        rows: pickedScopes('call', pair.recordIds),
      }
    },
  )
}
function figuresOf(lines: readonly CallPair[]): AnalysisResult['figures'] {
  const sum = (value: (pair: CallPair) => number): number =>
    lines.reduce((total, pair) => total + value(pair), 0)
  return [
    { id: 'pairs', title: { zh: '号码对', en: 'Pairs' }, sort: 'count', value: lines.length },
    { id: 'calls', title: { zh: '通话次数', en: 'Calls' }, sort: 'count', value: sum(({ calls }) => calls) },
    {
      id: 'seconds',
      title: { zh: '通话时长（秒）', en: 'Seconds' },
      sort: 'count',
      value: sum(({ seconds }) => seconds),
    },
    {
      id: 'messages',
      title: { zh: '短信条数', en: 'Messages' },
      sort: 'count',
      value: sum(({ messages }) => messages),
    },
  ]
}
function notesOf(
  asked: readonly CallRow[],
  { services }: CallTable,
  tooFew: number,
): readonly AnalysisNote[] {
  const people = asked.filter(
    ({ own, counter }) => own !== null && counter !== null && !services.has(own) && !services.has(counter),
  )
  const count = (test: (row: CallRow) => boolean): number => people.filter(test).length
  return [
    ...countNote(
      tooFew,
      'below-least',
      '另有 {count} 对少于下限，未列。',
      '{count} pairs below the least are not listed.',
    ),
    ...countNote(
      count(({ own, counter }) => own === counter),
      'with-itself',
      '{count} 行的本机与对方是同一号码，未计入。',
      '{count} rows of a phone with itself are not counted.',
      'warn',
    ),
    ...countNote(
      count(({ way, isMessage }) => way === 'unknown' && !isMessage),
      'no-way',
      '{count} 次通话没有写明主叫、被叫（或为呼转等），计入次数，不计入双向比。',
      '{count} calls tell no way; they count, and are in no ratio.',
    ),
    ...countNote(
      count(({ seconds, isMessage }) => seconds === null && !isMessage),
      'no-length',
      '{count} 次通话没有写明时长，时长合计不含。',
      '{count} calls tell no length and add nothing to the seconds.',
      'warn',
    ),
    ...countNote(
      count(({ at }) => at === null),
      'no-clock',
      '{count} 行没有钟点，不在钟点分布与案发前后之内。',
      '{count} rows have no clock and are in no hour and not around the event.',
      'warn',
    ),
  ]
}
