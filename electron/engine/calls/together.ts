/** Phones that were under one cell at about one time, again and again. */
import type { AnalysisNote } from '../../../shared/contract/analyses/result.ts'
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
import { chosenPhones, isDuring } from './phonesAsked.ts'
import { compareTexts } from '../../../shared/model/textOrder.ts'

/** A phone under a cell at a moment. */
export interface Sighting {
  readonly phone: number
  readonly cell: string
  readonly at: number
  readonly time: string
  readonly recordId: number
}
/** Meetings compared at most; a cell at a station with thousands of phones an hour has no end of them. */
const mostCompared = 30_000_000

interface Together {
  readonly one: number
  readonly other: number
  meetings: number
  weight: number
  first: string
  last: string
  readonly days: Set<string>
  /** The last moment of the meeting under way, by cell. */
  readonly cells: Map<string, number>
  readonly recordIds: Set<number> | null
}
/** Pairs of phones under one cell within the window. Errors: `entity-not-found`. */
export const runCoLocation: AnalysisRunner<'coLocation'> = (
  { db, checkCancelled },
  { of, minutes, cells: leastCells, days: leastDays, span },
) => {
  const table = callTable(db)
  if (table.rows.length === 0) return withheld(noCalls)
  const sightings = sightingsOf(table.rows.filter(({ time }) => isDuring(span, time)))
  if (sightings.length === 0)
    return withheld(...materialNotes(table), {
      tone: 'withheld',
      id: 'no-cells',
      words: {
        zh: '没有既写明小区又写明钟点的话单行，伴随不可判。',
        en: 'No row tells both a cell and a clock; it cannot be decided who was together.',
      },
    })
  const chosen = chosenPhones(db, of)
  const crowds = crowdsOf(table.rows)
  const byCell = cellsOf(sightings)
  const question = { window: minutes * 60_000, chosen, crowds, checkCancelled }
  const all = pairsUnder(byCell, question, null)
  if (all === null)
    return withheld({
      tone: 'withheld',
      id: 'too-many',
      words: {
        zh: '同一小区内相近的记录过多，请选定号码、缩短时间窗或时间范围。',
        en: 'Too many rows are near one another under one cell; choose phones, a shorter window or a part of time.',
      },
    })
  const isEnough = ({ cells, days }: Together): boolean => cells.size >= leastCells && days.size >= leastDays
  const enough = new Set([...all].filter(([, pair]) => isEnough(pair)).map(([key]) => key))
  // Rows are kept of the pairs that are shown only.
  const found = [...(pairsUnder(byCell, question, enough) ?? new Map<string, Together>()).values()]
  const named = new EntityNames(
    db,
    found.flatMap(({ one, other }) => [one, other]),
  )
  const key = ({ one, other }: Together): string => [named.key(one), named.key(other)].toSorted().join('|')
  const lines = found.toSorted(
    (one, other) =>
      other.cells.size - one.cells.size || other.weight - one.weight || compareTexts(key(one), key(other)),
  )
  const handsets = handsetsOf(table)
  const ranks = ranked(
    lines,
    (one, other) => one.cells.size === other.cells.size && one.weight === other.weight,
  )
  return {
    figures: [],
    tables: [
      tableOf(
        {
          id: 'together',
          title: { zh: '同一小区覆盖的号码对', en: 'Phones under one cell' },
          columns: [
            column('rank', 'rank', '名次', 'Rank'),
            column('one', 'entity', '号码', 'Phone'),
            column('other', 'entity', '号码', 'Phone'),
            column('cells', 'count', '不同小区', 'Different cells'),
            column('days', 'count', '天数', 'Days'),
            column('meetings', 'count', '同现次数', 'Meetings'),
            column('weight', 'number', '权重', 'Weight'),
            column('sameHandset', 'flag', '同一手机', 'One handset'),
            column('first', 'time', '首次', 'First'),
            column('last', 'time', '末次', 'Last'),
          ],
        },
        lines,
        (pair, place) => {
          const [one, other] = [pair.one, pair.other].toSorted((a, b) =>
            compareTexts(named.key(a), named.key(b)),
          )
          return {
            key: key(pair),
            cells: [
              ranks[place] ?? null,
              named.cell(one ?? pair.one),
              named.cell(other ?? pair.other),
              pair.cells.size,
              pair.days.size,
              pair.meetings,
              Math.round(pair.weight * 1_000_000) / 1_000_000,
              sharesHandset(handsets.get(pair.one), handsets.get(pair.other)),
              pair.first,
              pair.last,
            ],
            rows: pickedScopes('call', pair.recordIds ?? []),
          }
        },
      ),
    ],
    notes: [...materialNotes(table), ...notesOf(table, all.size - lines.length)],
    entities: [...new Set(lines.slice(0, 200).flatMap(({ one, other }) => [one, other]))],
    links: [],
  }
}
/** Where phones were, by the rows of their own lists and by what lists say of the other phone. */
export function sightingsOf(rows: readonly CallRow[]): readonly Sighting[] {
  return rows.flatMap(({ own, counter, cell, counterCell, at, time, recordId }) => {
    if (at === null || time === null) return []
    const one = own === null || cell === null ? [] : [{ phone: own, cell, at, time, recordId }]
    const other =
      counter === null || counterCell === null
        ? []
        : [{ phone: counter, cell: counterCell, at, time, recordId }]
    return [...one, ...other]
  })
}
function cellsOf(sightings: readonly Sighting[]): ReadonlyMap<string, readonly Sighting[]> {
  const byCell = new Map<string, Sighting[]>()
  for (const sighting of sightings) {
    const present = byCell.get(sighting.cell)
    if (present === undefined) byCell.set(sighting.cell, [sighting])
    else present.push(sighting)
  }
  return byCell
}
/** How many phones were ever seen under a cell, in all the material. */
function crowdsOf(rows: readonly CallRow[]): ReadonlyMap<string, number> {
  const phones = new Map<string, Set<number>>()
  const add = (cell: string | null, phone: number | null): void => {
    if (cell === null || phone === null) return
    const known = phones.get(cell)
    if (known === undefined) phones.set(cell, new Set([phone]))
    else known.add(phone)
  }
  for (const { own, counter, cell, counterCell } of rows) {
    add(cell, own)
    add(counterCell, counter)
  }
  return new Map([...phones].map(([cell, those]) => [cell, those.size]))
}
interface Question {
  readonly window: number
  readonly chosen: ReadonlySet<number> | null
  readonly crowds: ReadonlyMap<string, number>
  checkCancelled(): void
}
/** Pairs by their phones; with `only` those and their rows. Null where there is no end of them. */
function pairsUnder(
  byCell: ReadonlyMap<string, readonly Sighting[]>,
  { window, chosen, crowds, checkCancelled }: Question,
  only: ReadonlySet<string> | null,
): ReadonlyMap<string, Together> | null {
  const pairs = new Map<string, Together>()
  let compared = 0
  for (const [cell, unsorted] of byCell) {
    checkCancelled()
    const sightings = unsorted.toSorted((one, other) => one.at - other.at)
    let from = 0
    for (const [place, now] of sightings.entries()) {
      while ((sightings[from]?.at ?? now.at) < now.at - window) from += 1
      for (let before = from; before < place; before += 1) {
        compared += 1
        if (compared > mostCompared) return null
        const then = sightings[before]
        if (then === undefined || then.phone === now.phone) continue
        if (chosen !== null && !chosen.has(then.phone) && !chosen.has(now.phone)) continue
        const [one, other] = then.phone < now.phone ? [then.phone, now.phone] : [now.phone, then.phone]
        const key = `${one}/${other}`
        if (only !== null && !only.has(key)) continue
        const pair = pairs.get(key) ?? emptyPair(one, other, then.time, only !== null)
        pairs.set(key, pair)
        addMeeting(pair, then, now, window, 1 / (crowds.get(cell) ?? 1))
      }
    }
  }
  return pairs
}
function emptyPair(one: number, other: number, time: string, withRows: boolean): Together {
  return {
    one,
    other,
    meetings: 0,
    weight: 0,
    first: time,
    last: time,
    days: new Set(),
    cells: new Map(),
    recordIds: withRows ? new Set() : null,
  }
}
/** Sightings come by time within a cell; one that begins within the window of the last is of the same meeting. */
function addMeeting(pair: Together, then: Sighting, now: Sighting, window: number, weight: number): void {
  const under = pair.cells.get(now.cell)
  if (under === undefined || now.at - under > window) {
    pair.meetings += 1
    pair.weight += weight
  }
  pair.cells.set(now.cell, now.at)
  pair.days.add(then.time.slice(0, 10)).add(now.time.slice(0, 10))
  if (then.time < pair.first) pair.first = then.time
  if (now.time > pair.last) pair.last = now.time
  pair.recordIds?.add(then.recordId).add(now.recordId)
}
function handsetsOf({ rows }: CallTable): ReadonlyMap<number, ReadonlySet<string>> {
  const handsets = new Map<number, Set<string>>()
  for (const { own, handset } of rows) {
    if (own === null || handset === null) continue
    const known = handsets.get(own)
    if (known === undefined) handsets.set(own, new Set([handset]))
    else known.add(handset)
  }
  return handsets
}
/** Null where a list tells no handset. */
function sharesHandset(
  one: ReadonlySet<string> | undefined,
  other: ReadonlySet<string> | undefined,
): boolean | null {
  return one === undefined || other === undefined ? null : [...one].some((handset) => other.has(handset))
}
function notesOf({ rows, cellsWithoutArea }: CallTable, tooFew: number): readonly AnalysisNote[] {
  const owned = rows.filter(({ own }) => own !== null)
  return [
    {
      tone: 'note',
      id: 'one-cell',
      words: {
        zh: '以下均为“同一小区覆盖”，不等于同一地点；须结合基站范围、监控等核实。',
        en: 'All of this is one cell, which is no one place; to be checked against its range, cameras and the like.',
      },
    },
    ...countNote(
      owned.filter(({ cell }) => cell === null).length,
      'no-cell',
      '{count} 行没有小区（漫游、呼转、短信等），不参与。',
      '{count} rows tell no cell and take no part.',
    ),
    ...countNote(
      owned.filter(({ cell, at }) => cell !== null && at === null).length,
      'no-clock',
      '{count} 行有小区而没有钟点，不参与。',
      '{count} rows tell a cell and no clock and take no part.',
      'warn',
    ),
    ...countNote(
      cellsWithoutArea,
      'no-area',
      '{count} 行的小区没有位置区（LAC），只按小区号比对，可能把两地同号小区当成一个。',
      '{count} rows tell a cell without its area (LAC); cells of one number in two areas may be taken for one.',
      'warn',
    ),
    ...countNote(
      tooFew,
      'below-least',
      '另有 {count} 对同现过而未达下限，未列。',
      '{count} pairs that met and are below the least are not listed.',
    ),
  ]
}
