/** The decisions of people about rows that are one fact or not (`factDecisions.ts`), as the rule of repeats reads them. */
import type { RecordKind } from '../../../shared/model/define.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { factHash } from './factHash.ts'
import { readDecisions, whatRowSays } from './pairDecisions.ts'
import type { FactDecisions } from './sameFact.ts'

/** Before the kind's id, where its decisions are kept. */
export const factPrefix = 'fact.'

/** What was decided about rows of the kind; null where nothing was. */
export function readFactDecisions(db: Db, kind: RecordKind): FactDecisions | null {
  const all = readDecisions(db, factPrefix + kind.id)
  if (all.length === 0) return null
  const key = (one: string, other: string): string => `${one}\n${other}`
  const of = (decision: 'together' | 'apart') =>
    new Set(all.filter((entry) => entry.decision === decision).map(({ payer, payee }) => key(payer, payee)))
  const [together, apart] = [of('together'), of('apart')]
  const standing = new Set(all.flatMap(({ payer, decision }) => (decision === 'together' ? [payer] : [])))
  const standsFor = Map.groupBy(
    all.filter(({ decision }) => decision === 'together'),
    ({ payee }) => payee,
  )
  return {
    standsFor: (says) => standsFor.get(says)?.map(({ payer }) => payer) ?? [],
    same: (one, other) => together.has(key(one, other)),
    apart: (one, other) => apart.has(key(one, other)),
    stands: (says) => standing.has(says),
  }
}
/**
 * Hashes of rows that people decided are one fact though their hashes differ (a row without its own account, a number that a spreadsheet destroyed), each with the
 * others. Two that belong together follow each other.
 */
export function hashesDecidedTogether(db: Db, kind: RecordKind): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>()
  for (const { payer, payee, decision } of readDecisions(db, factPrefix + kind.id)) {
    if (decision !== 'together') continue
    const [one, other] = [hashSaid(kind, payer), hashSaid(kind, payee)]
    if (one === null || other === null || one === other) continue
    found.set(one, [...(found.get(one) ?? []), other])
    found.set(other, [...(found.get(other) ?? []), one])
  }
  return found
}
function hashSaid(kind: RecordKind, name: string): number | null {
  // Written by whatSays.
  const told = JSON.parse(name) as Record<string, string | number | null>
  return factHash(kind, (field) => told[field])
}
/** The rows that decisions name, and all that are looked up with them. */
export function rowsDecidedOn(db: Db, kind: RecordKind, named: readonly string[]): readonly number[] {
  const find = db
    .prepare<[number], number>(`SELECT record_id FROM ${recordTable(kind.id)} WHERE fact = ?`)
    .pluck()
  return named.flatMap((name) => {
    const hash = hashSaid(kind, name)
    return hash === null ? [] : find.all(hash)
  })
}
/** Whether nothing is left to decide about two rows. */
export function isDecided(db: Db, kind: RecordKind): (standing: number, other: number) => boolean {
  const decided = new Set(
    readDecisions(db, factPrefix + kind.id).map(({ payer, payee }) => `${payer}\n${payee}`),
  )
  if (decided.size === 0) return () => false
  return (standing, other) => {
    const [one, second] = [whatRowSays(db, kind, standing), whatRowSays(db, kind, other)]
    return decided.has(`${one ?? ''}\n${second ?? ''}`)
  }
}
