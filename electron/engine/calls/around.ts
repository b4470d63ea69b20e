/** What changed in calls after an event: who fell silent, who is new, which phones stopped or called more. */
import type { AnalysisTable } from '../../../shared/contract/analyses/result.ts'
import { momentAfter, momentAt } from '../../../shared/model/time/moments.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import { column, countNote, EntityNames, pickedScopes, tableOf, withheld } from '../entities/answers.ts'
import { materialNotes, noCalls } from './material.ts'
import { callTable, type CallRow } from './callTable.ts'
import { chosenPhones, momentAsked, withoutMoment } from './phonesAsked.ts'
import { compareTexts } from '../../../shared/model/textOrder.ts'

const dayMs = 86_400_000
/** Days around the event that are compared with the days of the base before them, and what makes them many. */
const surge = { around: 3, base: 30, times: 3, least: 10 } as const

interface Moment {
  readonly from: number
  /** The first moment after it: a day later where only the day is known. */
  readonly to: number
  readonly row: CallRow
}
interface Contact {
  readonly phone: number
  readonly other: number
  before: number
  after: number
  everBefore: number
  lastBefore: string | null
  firstAfter: string | null
  /** Of a day on which the event lies, without a clock: before or after. */
  undecided: number
  readonly recordIds: number[]
}
interface Phone {
  readonly phone: number
  readonly moments: Moment[]
  /** First and last moment of its own list. */
  listFrom: number
  listTo: number
  listFirst: string
  listLast: string
}
/** Contacts before and after an event. Errors: `entity-not-found`. */
export const runCallsAfter: AnalysisRunner<'callsAfter'> = ({ db }, { event, of, before, after, least }) => {
  const table = callTable(db)
  if (table.rows.length === 0) return withheld(noCalls)
  const at = momentAsked(event)
  if (at === null) return withheld(withoutMoment)
  const chosen = chosenPhones(db, of)
  const phones = listsOf(table.rows, chosen)
  const contacts = new Map<string, Contact>()
  const [from, to] = [at - before * dayMs, at + after * dayMs]
  let withoutTime = 0
  for (const row of table.rows) {
    const { own, counter, counted, time } = row
    if (!counted || own === null || counter === null || own === counter) continue
    if (time === null || time.length < 10) {
      withoutTime += 1
      continue
    }
    const moment: Moment = { from: momentAt(time), to: momentAfter(time), row }
    for (const [phone, other] of [
      [own, counter],
      [counter, own],
    ] as const) {
      const list = phones.get(phone)
      if (list === undefined) continue
      list.moments.push(moment)
      if (table.services.has(other)) continue
      const key = `${phone}/${other}`
      const contact = contacts.get(key) ?? noContact(phone, other)
      contacts.set(key, contact)
      addContact(contact, moment, time, { at, from, to })
    }
  }
  const named = new EntityNames(db, [...phones.keys(), ...[...contacts.values()].map(({ other }) => other)])
  // What a list that ends before the event does not show did not necessarily not happen.
  const isJudged = ({ phone }: Contact): boolean => (phones.get(phone)?.listTo ?? 0) > at
  const judged = [...contacts.values()].filter((contact) => isJudged(contact) && contact.undecided === 0)
  const silent = judged.filter((one) => one.before >= least && one.after === 0)
  const fresh = judged.filter((one) => one.everBefore === 0 && one.after >= least)
  const lists = [...phones.values()].toSorted((one, other) =>
    compareTexts(named.key(one.phone), named.key(other.phone)),
  )
  return {
    figures: [],
    tables: [
      contactTable('silent', { zh: '案发后不再联系', en: 'Silent after the event' }, silent, phones, named),
      contactTable('fresh', { zh: '案发后新出现', en: 'New after the event' }, fresh, phones, named),
      phoneTable(lists, at, { from, to }, named),
    ],
    notes: [
      ...materialNotes(table),
      ...countNote(
        lists.filter(({ listTo }) => listTo <= at).length,
        'ends-before',
        '{count} 个号码的话单止于案发之前，案发后情况不可判。',
        'The lists of {count} phones end before the event; what came after cannot be judged.',
        'warn',
      ),
      ...countNote(
        lists.filter(({ listTo }) => listTo > at && listTo < to).length,
        'ends-within',
        '{count} 个号码的话单止于比较期内（见“话单末行”），“不再联系”可能只是其后没有调取。',
        'The lists of {count} phones end within the time compared; silence may only mean not asked for.',
        'warn',
      ),
      ...countNote(
        lists.filter(({ listFrom }) => listFrom > from).length,
        'begins-within',
        '{count} 个号码的话单起于比较期内（见“话单首行”），“新出现”可能只是此前没有调取。',
        'The lists of {count} phones begin within the time compared; new may only mean not asked for.',
        'warn',
      ),
      ...countNote(
        (chosen?.size ?? phones.size) - phones.size,
        'no-list',
        '所选号码中 {count} 个没有本机话单，不可判。',
        '{count} of the phones chosen have no list; they cannot be judged.',
        'warn',
      ),
      ...countNote(
        [...contacts.values()].filter(({ undecided }) => undecided > 0).length,
        'same-day',
        '{count} 对在案发当日有没有钟点的通话，不知在前在后，未列。',
        '{count} pairs have calls on the day of the event without a clock and are not listed.',
        'warn',
      ),
      ...countNote(
        withoutTime,
        'no-time',
        '{count} 行没有日期，未计入。',
        '{count} rows have no date and are not counted.',
        'warn',
      ),
    ],
    entities: [...new Set([...silent, ...fresh].slice(0, 100).flatMap(({ phone, other }) => [phone, other]))],
    links: [],
  }
}
function listsOf(rows: readonly CallRow[], chosen: ReadonlySet<number> | null): ReadonlyMap<number, Phone> {
  const phones = new Map<number, Phone>()
  for (const { own, time } of rows) {
    if (own === null || time === null || time.length < 10 || (chosen !== null && !chosen.has(own))) continue
    const [from, to] = [momentAt(time), momentAfter(time)]
    const phone = phones.get(own)
    if (phone === undefined) {
      phones.set(own, {
        phone: own,
        moments: [],
        listFrom: from,
        listTo: to,
        listFirst: time,
        listLast: time,
      })
      continue
    }
    if (from < phone.listFrom) [phone.listFrom, phone.listFirst] = [from, time]
    if (to > phone.listTo) [phone.listTo, phone.listLast] = [to, time]
  }
  return phones
}
function noContact(phone: number, other: number): Contact {
  return {
    phone,
    other,
    before: 0,
    after: 0,
    everBefore: 0,
    lastBefore: null,
    firstAfter: null,
    undecided: 0,
    recordIds: [],
  }
}
function addContact(
  contact: Contact,
  moment: Moment,
  time: string,
  { at, from, to }: { readonly at: number; readonly from: number; readonly to: number },
): void {
  contact.recordIds.push(moment.row.recordId)
  if (moment.to <= at || (moment.from < at && moment.to - moment.from < dayMs)) {
    contact.everBefore += 1
    if (moment.from >= from) contact.before += 1
    if (contact.lastBefore === null || time > contact.lastBefore) contact.lastBefore = time
  } else if (moment.from >= at) {
    if (moment.from < to) contact.after += 1
    if (contact.firstAfter === null || time < contact.firstAfter) contact.firstAfter = time
  } else contact.undecided += 1
}
function contactTable(
  id: string,
  title: AnalysisTable['title'],
  contacts: readonly Contact[],
  phones: ReadonlyMap<number, Phone>,
  named: EntityNames,
): AnalysisTable {
  const key = ({ phone, other }: Contact): string => `${named.key(phone)}|${named.key(other)}`
  const lines = contacts.toSorted(
    (one, other) =>
      other.before - one.before || other.after - one.after || compareTexts(key(one), key(other)),
  )
  return tableOf(
    {
      id,
      title,
      columns: [
        column('phone', 'entity', '号码', 'Phone'),
        column('other', 'entity', '对方', 'Other'),
        column('before', 'count', '案发前次数', 'Before'),
        column('after', 'count', '案发后次数', 'After'),
        column('lastBefore', 'time', '案发前末次', 'Last before'),
        column('firstAfter', 'time', '案发后首次', 'First after'),
        column('listFirst', 'time', '话单首行', 'List begins'),
        column('listLast', 'time', '话单末行', 'List ends'),
      ],
    },
    lines,
    (line) => ({
      key: key(line),
      cells: [
        named.cell(line.phone),
        named.cell(line.other),
        line.before,
        line.after,
        line.lastBefore,
        line.firstAfter,
        phones.get(line.phone)?.listFirst ?? null,
        phones.get(line.phone)?.listLast ?? null,
      ],
      rows: pickedScopes('call', line.recordIds),
    }),
  )
}
/** Times as often a day around the event as in the base before; null where the list does not hold both, or the base is empty. */
function surgeOf(
  { moments, listFrom, listTo }: Phone,
  at: number,
): { readonly times: number | null; readonly count: number } {
  const day = Math.floor(at / dayMs) * dayMs
  const [first, end] = [day - surge.around * dayMs, day + (surge.around + 1) * dayMs]
  const baseFrom = first - surge.base * dayMs
  const within = (from: number, to: number): number =>
    moments.filter((moment) => moment.from >= from && moment.from < to).length
  const [count, base] = [within(first, end), within(baseFrom, first)]
  const isCovered = listFrom < baseFrom + dayMs && listTo > end - dayMs
  return {
    count,
    times: !isCovered || base === 0 ? null : count / (2 * surge.around + 1) / (base / surge.base),
  }
}
/** The first time without a contact of a day or more that ends after the event. */
function silenceOf({ moments }: Phone, at: number): { readonly from: string; readonly to: string } | null {
  const clocked = moments.filter(({ row }) => row.at !== null).toSorted((one, other) => one.from - other.from)
  for (const [place, now] of clocked.entries()) {
    const then = clocked[place - 1]
    if (then !== undefined && now.from > at && now.from - then.from >= dayMs)
      return { from: then.row.time ?? '', to: now.row.time ?? '' }
  }
  return null
}
function phoneTable(
  lists: readonly Phone[],
  at: number,
  { from, to }: { readonly from: number; readonly to: number },
  named: EntityNames,
): AnalysisTable {
  return tableOf(
    {
      id: 'phones',
      title: { zh: '本机', en: 'Phones' },
      columns: [
        column('phone', 'entity', '号码', 'Phone'),
        column('before', 'count', '案发前次数', 'Before'),
        column('after', 'count', '案发后次数', 'After'),
        column('around', 'count', '案发前后 3 天次数', 'Within 3 days'),
        column('times', 'number', '日均为此前的倍数', 'Times the base a day'),
        column('isSurge', 'flag', '突增', 'Surge'),
        column('silentFrom', 'time', '静默起', 'Silent from'),
        column('silentTo', 'time', '静默止', 'Silent to'),
        column('listFirst', 'time', '话单首行', 'List begins'),
        column('listLast', 'time', '话单末行', 'List ends'),
      ],
    },
    lists,
    (phone) => {
      const { times, count } = surgeOf(phone, at)
      const silence = silenceOf(phone, at)
      const isKnown = phone.listTo > at
      const inWindow = phone.moments.filter((moment) => moment.from >= from && moment.from < to)
      return {
        key: named.key(phone.phone),
        cells: [
          named.cell(phone.phone),
          inWindow.filter((moment) => moment.from < at).length,
          isKnown ? inWindow.filter((moment) => moment.from >= at).length : null,
          isKnown ? count : null,
          times === null ? null : Math.round(times * 1_000) / 1_000,
          times === null ? null : times >= surge.times && count >= surge.least,
          silence?.from ?? null,
          silence?.to ?? null,
          phone.listFirst,
          phone.listLast,
        ],
        rows: pickedScopes(
          'call',
          inWindow.map(({ row }) => row.recordId),
        ),
      }
    },
  )
}
