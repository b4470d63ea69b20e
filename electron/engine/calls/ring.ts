/** Numbers around a set of phones, level by level. */
import type { AnalysisRunner } from '../core/analysis.ts'
import { column, countNote, EntityNames, pickedScopes, tableOf, withheld } from '../entities/answers.ts'
import { materialNotes, noCalls } from './material.ts'
import { callTable, type CallRow } from './callTable.ts'
import { chosenPhones, isDuring } from './phonesAsked.ts'
import { compareTexts } from '../../../shared/model/textOrder.ts'

interface Tie {
  readonly recordIds: number[]
  first: string | null
  last: string | null
}
interface Around {
  readonly number: number
  readonly level: number
  readonly via: Set<number>
  readonly recordIds: number[]
  first: string | null
  last: string | null
}
/** The ring of phones. Errors: `entity-not-found`. */
export const runCallRing: AnalysisRunner<'callRing'> = (
  { db, checkCancelled },
  { of, levels, least, through, span },
) => {
  const table = callTable(db)
  if (table.rows.length === 0) return withheld(noCalls)
  const chosen = chosenPhones(db, of)
  if (chosen === null)
    return withheld({
      tone: 'withheld',
      id: 'choose-one',
      words: { zh: '请选择号码。', en: 'Choose phones.' },
    })
  const ties = tiesOf(table.rows.filter(({ counted, time }) => counted && isDuring(span, time)))
  const enough = (number: number): readonly (readonly [number, Tie])[] =>
    [...(ties.get(number) ?? [])].filter(
      ([other, { recordIds }]) => recordIds.length >= least && !table.services.has(other),
    )
  const found = new Map<number, Around>()
  const isNear = (number: number): boolean => chosen.has(number) || found.has(number)
  let edge: readonly number[] = [...chosen]
  const notPassed = new Set<number>()
  for (let level = 1; level <= levels && edge.length > 0; level += 1) {
    checkCancelled()
    const reached = new Map<number, Around>()
    for (const number of edge) {
      const others = enough(number)
      if (level > 1 && others.length > through) {
        notPassed.add(number)
        continue
      }
      for (const [other, tie] of others) {
        if (isNear(other)) continue
        const around = reached.get(other) ?? {
          number: other,
          level,
          via: new Set(),
          recordIds: [],
          first: null,
          last: null,
        }
        reached.set(other, around)
        around.via.add(number)
        around.recordIds.push(...tie.recordIds)
        if (tie.first !== null && (around.first === null || tie.first < around.first))
          around.first = tie.first
        if (tie.last !== null && (around.last === null || tie.last > around.last)) around.last = tie.last
      }
    }
    for (const around of reached.values()) found.set(around.number, around)
    edge = [...reached.keys()]
  }
  const named = new EntityNames(db, [...chosen, ...found.keys()])
  const lines = [...found.values()].toSorted(
    (one, other) =>
      one.level - other.level ||
      other.via.size - one.via.size ||
      other.recordIds.length - one.recordIds.length ||
      compareTexts(named.key(one.number), named.key(other.number)),
  )
  const services = new Set(
    [...chosen, ...found.keys()].flatMap((number) =>
      [...(ties.get(number)?.keys() ?? [])].filter((other) => table.services.has(other)),
    ),
  )
  return {
    figures: Array.from({ length: levels }, (_, place) => ({
      id: `level${place + 1}`,
      title: { zh: `第 ${place + 1} 层号码数`, en: `Numbers of level ${place + 1}` },
      sort: 'count' as const,
      value: lines.filter(({ level }) => level === place + 1).length,
    })),
    tables: [
      tableOf(
        {
          id: 'ring',
          title: { zh: '外围号码', en: 'Ring' },
          columns: [
            column('level', 'number', '层', 'Level'),
            column('number', 'entity', '号码', 'Number'),
            column('viaCount', 'count', '相连的内层号码数', 'Inner numbers in touch'),
            column('via', 'entities', '相连的内层号码', 'Those in touch'),
            column('contacts', 'count', '通话与短信', 'Calls and messages'),
            column('first', 'time', '首次', 'First'),
            column('last', 'time', '末次', 'Last'),
            column('listed', 'flag', '有本机话单', 'Has a list'),
          ],
        },
        lines,
        (line) => ({
          key: named.key(line.number),
          cells: [
            line.level,
            named.cell(line.number),
            line.via.size,
            named.sortedCells(line.via).slice(0, 20),
            line.recordIds.length,
            line.first,
            line.last,
            table.listed.has(line.number),
          ],
          rows: pickedScopes('call', line.recordIds),
        }),
      ),
    ],
    notes: [
      ...materialNotes(table),
      ...countNote(
        [...chosen, ...found.keys()].filter((number) => !table.listed.has(number)).length,
        'seen-in-part',
        '{count} 个号码没有本机话单，经它们外扩的号码只见于他人话单，必然不全。',
        '{count} numbers have no list; whom they were in touch with is seen in part only.',
        'warn',
      ),
      ...countNote(
        services.size,
        'services',
        '未列客服、热线、短信通道 {count} 个。',
        '{count} service numbers are left out.',
      ),
      ...countNote(
        notPassed.size,
        'not-through',
        `{count} 个号码的联系面超过 ${through}，没有经它们外扩。`,
        `{count} numbers have more than ${through} contacts and were not passed through.`,
      ),
    ],
    entities: [...chosen, ...lines.slice(0, 300).map(({ number }) => number)],
    links: [],
  }
}
function tiesOf(rows: readonly CallRow[]): ReadonlyMap<number, ReadonlyMap<number, Tie>> {
  const ties = new Map<number, Map<number, Tie>>()
  const of = (number: number): Map<number, Tie> => {
    const present = ties.get(number) ?? new Map<number, Tie>()
    ties.set(number, present)
    return present
  }
  for (const { own, counter, recordId, time } of rows) {
    if (own === null || counter === null || own === counter) continue
    const tie = of(own).get(counter) ?? { recordIds: [], first: null, last: null }
    of(own).set(counter, tie)
    of(counter).set(own, tie)
    tie.recordIds.push(recordId)
    if (time !== null && (tie.first === null || time < tie.first)) tie.first = time
    if (time !== null && (tie.last === null || time > tie.last)) tie.last = time
  }
  return ties
}
