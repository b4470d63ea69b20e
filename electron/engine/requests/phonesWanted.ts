/** Phones without a list of their own that connect those that have one, or that people of the case use. */
import { callTable } from '../calls/callTable.ts'
import type { Db } from '../store/db.ts'
import { registeredThings } from './accountsWanted.ts'

export interface WantedPhone {
  readonly entityId: number
  /** Listed phones in touch with it. */
  readonly phones: Set<number>
  readonly registered: readonly number[]
  contacts: number
  first: string | null
  last: string | null
  readonly recordIds: number[]
}
/** In no order; service numbers are left out. */
export function phonesWithoutList(
  db: Db,
  { connects, contacts }: { readonly connects: number; readonly contacts: number },
): readonly WantedPhone[] {
  const { rows, listed, services } = callTable(db)
  const registered = registeredThings(db, ['uses', 'holds'])
  const found = new Map<number, WantedPhone>()
  const of = (entityId: number): WantedPhone => {
    const present = found.get(entityId) ?? {
      entityId,
      phones: new Set(),
      registered: registered.get(entityId) ?? [],
      contacts: 0,
      first: null,
      last: null,
      recordIds: [],
    }
    found.set(entityId, present)
    return present
  }
  for (const { own, counter, counted, time, recordId } of rows) {
    if (!counted || own === null || counter === null || own === counter) continue
    if (listed.has(counter) || services.has(counter)) continue
    const phone = of(counter)
    phone.phones.add(own)
    phone.contacts += 1
    phone.recordIds.push(recordId)
    if (time !== null && (phone.first === null || time < phone.first)) phone.first = time
    if (time !== null && (phone.last === null || time > phone.last)) phone.last = time
  }
  const phones = new Set(
    db.prepare<[], number>("SELECT entity_id FROM entities WHERE kind = 'phone'").pluck().all(),
  )
  for (const entityId of registered.keys()) if (phones.has(entityId) && !listed.has(entityId)) of(entityId)
  return [...found.values()].filter(
    (phone) => phone.registered.length > 0 || (phone.phones.size >= connects && phone.contacts >= contacts),
  )
}
