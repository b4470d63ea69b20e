/** Who wrote with whom, and who speaks in which group. */
import type { AnalysisTable } from '../../../shared/contract/analyses/result.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import { columnOf, countedCondition, kindOf, roleColumnOf } from '../records/evidence.ts'
import { seenAs } from '../records/seenAs.ts'
import { recordTable } from '../store/recordTables.ts'
import type { Db } from '../store/db.ts'
import { column, countNote, EntityNames, pickedScopes, tableOf, withheld } from '../entities/answers.ts'
import { chosenPhones, isDuring } from './phonesAsked.ts'
import { compareTexts } from '../../../shared/model/textOrder.ts'

interface MessageRow {
  readonly recordId: number
  readonly own: number | null
  readonly counter: number | null
  readonly group: number | null
  readonly way: string | null
  readonly time: string | null
  readonly content: string | null
}
interface Exchange {
  readonly one: number
  readonly other: number
  messages: number
  oneToOther: number
  otherToOne: number
  readonly days: Set<string>
  first: string | null
  last: string | null
  readonly recordIds: number[]
}
/** Messages by pair and group. Errors: `entity-not-found`. */
export const runChats: AnalysisRunner<'chats'> = ({ db }, { of, span, least }) => {
  const all = messagesOf(db)
  if (all.length === 0)
    return withheld({
      tone: 'withheld',
      id: 'no-messages',
      words: { zh: '案件中没有聊天与短信记录。', en: 'The case holds no messages.' },
    })
  const chosen = chosenPhones(db, of)
  const asked = all.filter(
    ({ own, counter, group, time }) =>
      isDuring(span, time) &&
      (chosen === null || [own, counter, group].some((id) => id !== null && chosen.has(id))),
  )
  const named = new EntityNames(
    db,
    asked.flatMap(({ own, counter, group }) => [own, counter, group].filter((id) => id !== null)),
  )
  const single = asked.filter(({ group }) => group === null)
  const pairs = exchangesOf(single, named).filter(({ messages }) => messages >= least)
  const grouped = asked.filter(({ group }) => group !== null)
  return {
    figures: [
      { id: 'messages', title: { zh: '消息条数', en: 'Messages' }, sort: 'count', value: asked.length },
      { id: 'inGroups', title: { zh: '其中群消息', en: 'In groups' }, sort: 'count', value: grouped.length },
    ],
    tables: [pairTable(pairs, named), ...groupTables(grouped, named), hourTable(asked)],
    notes: [
      ...countNote(
        single.filter(({ own, counter }) => own === null || counter === null).length,
        'no-side',
        '{count} 条单聊消息没有写明双方账号或号码，不在“单聊”之内。',
        '{count} messages do not name both sides and are in no pair.',
        'warn',
      ),
      ...countNote(
        grouped.filter((row) => speakerOf(row) === null).length,
        'no-speaker',
        '{count} 条群消息没有写明发言人，只计入群的条数。',
        '{count} messages of groups tell no writer and count for the group only.',
        'warn',
      ),
      ...countNote(
        asked.filter(({ time }) => time === null || time.length < 16).length,
        'no-clock',
        '{count} 条没有钟点，不在钟点分布之内。',
        '{count} messages have no clock and are in no hour.',
        'warn',
      ),
      ...countNote(
        possiblyTwice(single),
        'maybe-twice',
        '{count} 条消息可能在双方手机的取证结果里各有一行（同一分钟、内容相同、收发相反），目前各计一次，请核对。',
        '{count} messages may stand in the exports of both phones (one minute, one text, one out and one in); each counts now.',
        'warn',
      ),
    ],
    entities: [...new Set(pairs.slice(0, 200).flatMap(({ one, other }) => [one, other]))],
    links: [],
  }
}
function messagesOf(db: Db): readonly MessageRow[] {
  const kind = kindOf(recordKinds, 'message')
  const side = (id: string): string =>
    `COALESCE(${['Wechat', 'Qq', 'Phone', 'Account'].map((sort) => seenAs(db, roleColumnOf('r', `${id}${sort}`))).join(', ')})`
  return db
    .prepare<[], MessageRow>(
      `SELECT r.record_id AS recordId, ${side('own')} AS own, ${side('counter')} AS counter, ${seenAs(db, roleColumnOf('r', 'group'))} AS "group",
        ${columnOf('r', 'direction')} AS way, ${columnOf('r', 'time')} AS time, ${columnOf('r', 'content')} AS content
       FROM ${recordTable(kind.id)} r WHERE ${countedCondition(kind, 'r')} ORDER BY ${columnOf('r', 'time')}, r.record_id`,
    )
    .all()
}
/** Who wrote a message of a group; null where it is not told. */
function speakerOf({ own, counter, way }: MessageRow): number | null {
  return way === 'out' ? own : way === 'in' ? counter : null
}
function exchangesOf(rows: readonly MessageRow[], named: EntityNames): readonly Exchange[] {
  const exchanges = new Map<string, Exchange>()
  for (const { own, counter, way, time, recordId } of rows) {
    if (own === null || counter === null || own === counter) continue
    const [one = own, other = counter] = [own, counter].toSorted((left, right) =>
      compareTexts(named.key(left), named.key(right)),
    )
    const key = `${one}/${other}`
    const exchange = exchanges.get(key) ?? {
      one,
      other,
      messages: 0,
      oneToOther: 0,
      otherToOne: 0,
      days: new Set(),
      first: null,
      last: null,
      recordIds: [],
    }
    exchanges.set(key, exchange)
    exchange.messages += 1
    exchange.recordIds.push(recordId)
    if (way === 'out' || way === 'in') {
      if ((way === 'out') === (own === one)) exchange.oneToOther += 1
      else exchange.otherToOne += 1
    }
    if (time === null) continue
    if (time.length >= 10) exchange.days.add(time.slice(0, 10))
    if (exchange.first === null || time < exchange.first) exchange.first = time
    if (exchange.last === null || time > exchange.last) exchange.last = time
  }
  return [...exchanges.values()].toSorted(
    (one, other) =>
      other.messages - one.messages ||
      compareTexts(
        `${named.key(one.one)}|${named.key(one.other)}`,
        `${named.key(other.one)}|${named.key(other.other)}`,
      ),
  )
}
function pairTable(pairs: readonly Exchange[], named: EntityNames): AnalysisTable {
  return tableOf(
    {
      id: 'pairs',
      title: { zh: '单聊', en: 'Chats of two' },
      columns: [
        column('one', 'entity', '一方', 'One'),
        column('other', 'entity', '另一方', 'Other'),
        column('messages', 'count', '条数', 'Messages'),
        column('oneToOther', 'count', '一方发出', 'One wrote'),
        column('otherToOne', 'count', '另一方发出', 'Other wrote'),
        column('activeDays', 'count', '活跃天数', 'Active days'),
        column('first', 'time', '首次', 'First'),
        column('last', 'time', '末次', 'Last'),
      ],
    },
    pairs,
    (pair) => ({
      key: `${named.key(pair.one)}|${named.key(pair.other)}`,
      cells: [
        named.cell(pair.one),
        named.cell(pair.other),
        pair.messages,
        pair.oneToOther,
        pair.otherToOne,
        pair.days.size,
        pair.first,
        pair.last,
      ],
      rows: pickedScopes('message', pair.recordIds),
    }),
  )
}
interface Speaking {
  readonly group: number
  readonly speaker: number | null
  messages: number
  first: string | null
  last: string | null
  readonly recordIds: number[]
}
function groupTables(rows: readonly MessageRow[], named: EntityNames): readonly AnalysisTable[] {
  const speaking = new Map<string, Speaking>()
  for (const row of rows) {
    const speaker = speakerOf(row)
    const group = row.group ?? 0
    const key = `${group}/${speaker ?? ''}`
    const line = speaking.get(key) ?? { group, speaker, messages: 0, first: null, last: null, recordIds: [] }
    speaking.set(key, line)
    line.messages += 1
    line.recordIds.push(row.recordId)
    const { time } = row
    if (time === null) continue
    if (line.first === null || time < line.first) line.first = time
    if (line.last === null || time > line.last) line.last = time
  }
  const key = ({ group, speaker }: Speaking): string =>
    `${named.key(group)}|${speaker === null ? '' : named.key(speaker)}`
  const speakers = [...speaking.values()].toSorted(
    (one, other) => other.messages - one.messages || compareTexts(key(one), key(other)),
  )
  const groups = [...new Set(speakers.map(({ group }) => group))].map((group) => {
    const those = speakers.filter((line) => line.group === group)
    return {
      group,
      speakers: those.filter(({ speaker }) => speaker !== null).length,
      messages: those.reduce((sum, { messages }) => sum + messages, 0),
      recordIds: those.flatMap(({ recordIds }) => recordIds),
    }
  })
  if (groups.length === 0) return []
  return [
    tableOf(
      {
        id: 'groups',
        title: { zh: '群', en: 'Groups' },
        columns: [
          column('group', 'entity', '群', 'Group'),
          column('speakers', 'count', '发言人数', 'Writers'),
          column('messages', 'count', '条数', 'Messages'),
        ],
      },
      groups.toSorted(
        (one, other) =>
          other.messages - one.messages || compareTexts(named.key(one.group), named.key(other.group)),
      ),
      ({ group, speakers: writers, messages, recordIds }) => ({
        key: named.key(group),
        cells: [named.cell(group), writers, messages],
        rows: pickedScopes('message', recordIds),
      }),
    ),
    tableOf(
      {
        id: 'speakers',
        title: { zh: '群内发言', en: 'Who writes in groups' },
        columns: [
          column('group', 'entity', '群', 'Group'),
          column('speaker', 'entity', '发言人', 'Writer'),
          column('messages', 'count', '条数', 'Messages'),
          column('first', 'time', '首次', 'First'),
          column('last', 'time', '末次', 'Last'),
        ],
      },
      speakers,
      (line) => ({
        key: key(line),
        cells: [
          named.cell(line.group),
          line.speaker === null ? null : named.cell(line.speaker),
          line.messages,
          line.first,
          line.last,
        ],
        rows: pickedScopes('message', line.recordIds),
      }),
    ),
  ]
}
function hourTable(rows: readonly MessageRow[]): AnalysisTable {
  const hours = Array.from({ length: 24 }, () => 0)
  for (const { time } of rows)
    if (time !== null && time.length >= 16) {
      const hour = Number(time.slice(11, 13))
      hours[hour] = (hours[hour] ?? 0) + 1
    }
  return tableOf(
    {
      id: 'hours',
      title: { zh: '钟点分布', en: 'By hour' },
      columns: [column('hour', 'text', '钟点', 'Hour'), column('messages', 'count', '条数', 'Messages')],
    },
    hours.map((messages, hour) => ({ text: `${String(hour).padStart(2, '0')}:00`, messages })),
    ({ text, messages }) => ({ key: text, cells: [text, messages] }),
  )
}
/** Rows of one minute and text between two that one wrote out and the other has in. */
function possiblyTwice(rows: readonly MessageRow[]): number {
  const out = new Map<string, number>()
  const key = (from: number, to: number, { time, content }: MessageRow): string =>
    `${from}/${to}/${(time ?? '').slice(0, 16)}/${content ?? ''}`
  for (const row of rows)
    if (row.way === 'out' && row.own !== null && row.counter !== null && row.content !== null) {
      const sent = key(row.own, row.counter, row)
      out.set(sent, (out.get(sent) ?? 0) + 1)
    }
  let twice = 0
  for (const row of rows) {
    if (row.way !== 'in' || row.own === null || row.counter === null || row.content === null) continue
    const sent = key(row.counter, row.own, row)
    const left = out.get(sent) ?? 0
    if (left === 0) continue
    out.set(sent, left - 1)
    twice += 1
  }
  return twice
}
