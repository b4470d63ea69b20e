/** The calls of a case as columns, read once per state of the facts. Rows that repeat another one are left out; the second side of a call is marked. */
import { momentAt } from '../../../shared/model/time/moments.ts'
import { isPattern } from '../../../shared/model/identityKeys.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import { serviceNumberKind, type ServiceNumberKind } from '../../../shared/model/serviceNumbers.ts'
import { columnOf, countedCondition, kindOf, roleColumnOf } from '../records/evidence.ts'
import { oncePerState } from '../records/keptPerState.ts'
import { seenAs } from '../records/seenAs.ts'
import { recordTable } from '../store/recordTables.ts'
import type { Db } from '../store/db.ts'

/** Which way a call went, seen from the list's own phone. */
export type Way = 'out' | 'in' | 'unknown'
/** One row of a list of calls. */
export interface CallRow {
  readonly recordId: number
  /** The phone whose list it is, and the other one, as they are seen; null where the row has no number that is one. */
  readonly own: number | null
  readonly counter: number | null
  readonly way: Way
  /** As fine as the source; null where it says none. */
  readonly time: string | null
  /** Milliseconds by the clock of the case; null for a time without hour and minute. */
  readonly at: number | null
  readonly seconds: number | null
  readonly isMessage: boolean
  /** Area and cell of the own phone; null where the row names no cell. */
  readonly cell: string | null
  readonly counterCell: string | null
  /** The first fourteen digits of the handset's number. */
  readonly handset: string | null
  readonly card: string | null
  /** The row of its call that counts. */
  readonly counted: boolean
}
export interface CallTable {
  /** By time, rows without one first. */
  readonly rows: readonly CallRow[]
  /** Phones that have a list of their own. */
  readonly listed: ReadonlySet<number>
  readonly services: ReadonlyMap<number, ServiceNumberKind>
  /** Rows that are the second side of a call. */
  readonly secondSides: number
  /** Cells told by their number alone, without the area it is unique in. */
  readonly cellsWithoutArea: number
}

/** What rows hold between them is kept once. */
function interner(): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const present = known.get(text)
    if (present === undefined) known.set(text, text)
    return present ?? text
  }
}
type Read = [
  recordId: number,
  own: number | null,
  counter: number | null,
  direction: string | null,
  time: string | null,
  seconds: number | null,
  service: string | null,
  area: string | null,
  cell: string | null,
  cellName: string | null,
  counterArea: string | null,
  counterCell: string | null,
  imei: string | null,
  imsi: string | null,
  ownNumber: string | null,
  counterNumber: string | null,
  counted: number,
]
/** The calls of the case. */
export const callTable: (db: Db) => CallTable = oncePerState(readCalls)

function readCalls(db: Db): CallTable {
  const kind = kindOf(recordKinds, 'call')
  const fields = [
    'direction',
    'time',
    'duration',
    'service',
    'areaCode',
    'cell',
    'cellName',
    'counterAreaCode',
    'counterCell',
    'imei',
    'imsi',
    'ownNumber',
    'counterNumber',
  ].map((field) => columnOf('r', field))
  const read = db
    .prepare<[], Read>(
      `SELECT r.record_id, ${seenAs(db, roleColumnOf('r', 'own'))}, ${seenAs(db, roleColumnOf('r', 'counter'))}, ${fields.join(', ')}, ${countedCondition(kind, 'r')}
       FROM ${recordTable(kind.id)} r WHERE r.duplicate_of IS NULL ORDER BY ${columnOf('r', 'time')}, r.record_id`,
    )
    .raw()
  const rows: CallRow[] = []
  const listed = new Set<number>()
  const services = new Map<number, ServiceNumberKind>()
  const same = interner()
  let [secondSides, cellsWithoutArea] = [0, 0]
  const numberOf = (id: number | null, number: string | null): void => {
    const service = id === null || number === null ? null : serviceNumberKind(number)
    if (id !== null && service !== null) services.set(id, service)
  }
  for (const [
    recordId,
    own,
    counter,
    direction,
    time,
    seconds,
    service,
    area,
    cell,
    cellName,
    counterArea,
    counterCell,
    imei,
    imsi,
    ownNumber,
    counterNumber,
    counted,
  ] of read.iterate()) {
    if (own !== null) listed.add(own)
    numberOf(own, ownNumber)
    numberOf(counter, counterNumber)
    if (counted === 0) secondSides += 1
    if (cell !== null && area === null) cellsWithoutArea += 1
    rows.push({
      recordId,
      own,
      counter,
      way: direction === 'out' || direction === 'in' ? direction : 'unknown',
      time,
      at: time !== null && time.length >= 16 ? momentAt(time) : null,
      seconds,
      isMessage: service !== null && /短信|彩信|短消息|SMS|MMS/i.test(service),
      cell: cellOf(area, cell, cellName, same),
      counterCell: counterCell === null ? null : cellOf(counterArea, counterCell, null, same),
      handset: handsetOf(imei, same),
      card: imsi === null ? null : same(imsi),
      counted: counted === 1,
    })
  }
  return { rows, listed, services, secondSides, cellsWithoutArea }
}
function cellOf(
  area: string | null,
  cell: string | null,
  name: string | null,
  same: (text: string) => string,
): string | null {
  if (cell !== null) return same(area === null ? cell : `${area}-${cell}`)
  return name === null ? null : same(name)
}
/** Noughts and other patterns are no handset. */
function handsetOf(imei: string | null, same: (text: string) => string): string | null {
  if (imei === null || !/^\d{14}/.test(imei)) return null
  const body = imei.slice(0, 14)
  return isPattern(body) ? null : same(body)
}
