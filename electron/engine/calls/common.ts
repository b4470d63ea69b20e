/** Numbers that several phones were in touch with. */
import { serviceNumberKinds } from '../../../shared/model/serviceNumbers.ts'
import type { AnalysisTable } from '../../../shared/contract/analyses/result.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import {
  column,
  EntityNames,
  pickedScopes,
  ranked,
  tableOf,
  toldNote,
  withheld,
} from '../entities/answers.ts'
import { materialNotes, noCalls } from './material.ts'
import { callTable, type CallRow } from './callTable.ts'
import { chosenPhones, isDuring } from './phonesAsked.ts'
import { compareTexts } from '../../../shared/model/textOrder.ts'

interface Shared {
  readonly number: number
  readonly phones: Set<number>
  contacts: number
  first: string | null
  last: string | null
  readonly recordIds: number[]
}
/** With fewer lists than these half of them is soon reached. */
const fewLists = 10
/** Numbers in touch with at least so many of the phones chosen. Errors: `entity-not-found`. */
export const runCallCommon: AnalysisRunner<'callCommon'> = (
  { db },
  { of, least, public: reachLimit, span },
) => {
  const table = callTable(db)
  if (table.rows.length === 0) return withheld(noCalls)
  const phones = chosenPhones(db, of) ?? table.listed
  if (phones.size < 2)
    return withheld({
      tone: 'withheld',
      id: 'choose-two',
      words: { zh: '请至少选择两个不同的号码。', en: 'Choose at least two different phones.' },
    })
  const found = sharedBy(
    table.rows.filter(({ counted, time }) => counted && isDuring(span, time)),
    phones,
    // Phones that were not picked but all have lists may themselves be what others share.
    of.length > 0,
  )
  const reach = reachOf(table.rows, table.listed)
  const enough = [...found.values()].filter(
    ({ phones: inTouch }) => inTouch.size >= Math.min(least, phones.size),
  )
  const named = new EntityNames(db, [...enough.map(({ number }) => number), ...phones])
  const sorted = enough.toSorted(
    (one, other) =>
      other.phones.size - one.phones.size ||
      other.contacts - one.contacts ||
      compareTexts(named.key(one.number), named.key(other.number)),
  )
  const people = sorted.filter(({ number }) => !table.services.has(number))
  const services = sorted.filter(({ number }) => table.services.has(number))
  const share = (number: number): number | null =>
    table.listed.size === 0 ? null : (reach.get(number)?.size ?? 0) / table.listed.size
  const ranks = ranked(
    people,
    (one, other) => one.phones.size === other.phones.size && one.contacts === other.contacts,
  )
  return {
    figures: [],
    tables: [
      tableOf(
        {
          id: 'common',
          title: { zh: '共同联系号码', en: 'Common numbers' },
          columns: [
            column('rank', 'rank', '名次', 'Rank'),
            ...sharedColumns,
            column('reach', 'share', '出现面', 'Reach'),
            column('isPublic', 'flag', '出现面超限', 'Above the limit'),
          ],
        },
        people,
        (line, place) => ({
          key: named.key(line.number),
          cells: [
            ranks[place] ?? null,
            ...sharedCells(line, named),
            share(line.number),
            (share(line.number) ?? 0) > reachLimit,
          ],
          rows: pickedScopes('call', line.recordIds),
        }),
      ),
      ...(services.length === 0 ? [] : [serviceTable(services)]),
    ],
    notes: [
      ...materialNotes(table),
      ...(table.listed.size >= fewLists
        ? []
        : [
            toldNote(
              'warn',
              'few-lists',
              `有本机话单的号码只有 ${table.listed.size} 个，出现面超限不说明是外卖、快递一类公共号码，也可能正是共同的上线。`,
              `Only ${table.listed.size} numbers have a list: a reach above the limit does not make a number a public one (deliveries and the like); it may just be whom they all answer to.`,
            ),
          ]),
    ],
    entities: [...phones, ...people.slice(0, 200).map(({ number }) => number)],
    links: [],
  }
  function serviceTable(lines: readonly Shared[]): AnalysisTable {
    return tableOf(
      {
        id: 'services',
        title: { zh: '其中的客服、热线与短信通道', en: 'Service numbers among them' },
        columns: [...sharedColumns, column('sort', 'words', '种类', 'Sort')],
      },
      lines,
      (line) => {
        const kind = table.services.get(line.number)
        return {
          key: named.key(line.number),
          cells: [...sharedCells(line, named), kind === undefined ? null : serviceNumberKinds[kind]],
          rows: pickedScopes('call', line.recordIds),
        }
      },
    )
  }
}
const sharedColumns = [
  column('number', 'entity', '号码', 'Number'),
  column('phones', 'count', '相连个数', 'Phones'),
  column('contacts', 'count', '通话与短信', 'Calls and messages'),
  column('of', 'entities', '相连的号码', 'Those in touch'),
  column('first', 'time', '首次', 'First'),
  column('last', 'time', '末次', 'Last'),
] as const
function sharedCells(line: Shared, named: EntityNames) {
  return [
    named.cell(line.number),
    line.phones.size,
    line.contacts,
    named.sortedCells(line.phones),
    line.first,
    line.last,
  ]
}
function sharedBy(
  rows: readonly CallRow[],
  phones: ReadonlySet<number>,
  withoutThose: boolean,
): ReadonlyMap<number, Shared> {
  const found = new Map<number, Shared>()
  const add = (row: CallRow, phone: number, number: number): void => {
    if (withoutThose && phones.has(number)) return
    const shared = found.get(number) ?? {
      number,
      phones: new Set(),
      contacts: 0,
      first: null,
      last: null,
      recordIds: [],
    }
    found.set(number, shared)
    shared.phones.add(phone)
    shared.contacts += 1
    shared.recordIds.push(row.recordId)
    const { time } = row
    if (time === null) return
    if (shared.first === null || time < shared.first) shared.first = time
    if (shared.last === null || time > shared.last) shared.last = time
  }
  for (const row of rows) {
    const { own, counter } = row
    if (own === null || counter === null || own === counter) continue
    if (phones.has(own)) add(row, own, counter)
    if (phones.has(counter)) add(row, counter, own)
  }
  return found
}
/** Listed phones in touch with a number, over all the material. */
function reachOf(
  rows: readonly CallRow[],
  listed: ReadonlySet<number>,
): ReadonlyMap<number, ReadonlySet<number>> {
  const reach = new Map<number, Set<number>>()
  const add = (number: number, phone: number): void => {
    const known = reach.get(number) ?? new Set()
    reach.set(number, known.add(phone))
  }
  for (const { counted, own, counter } of rows) {
    if (!counted || own === null || counter === null || own === counter) continue
    add(counter, own)
    if (listed.has(counter)) add(own, counter)
  }
  return reach
}
