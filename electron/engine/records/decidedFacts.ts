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
  return {
    same: (one, other) => together.has(key(one, other)),
    apart: (one, other) => apart.has(key(one, other)),
    stands: (says) => standing.has(says),
  }
}
/** The rows that decisions name, and all that are looked up with them. */
export function rowsDecidedOn(db: Db, kind: RecordKind, named: readonly string[]): readonly number[] {
  const find = db
    .prepare<[number], number>(`SELECT record_id FROM ${recordTable(kind.id)} WHERE fact = ?`)
    .pluck()
  return named.flatMap((name) => {
    // Written by whatSays.
    const told = JSON.parse(name) as Record<string, string | number | null>
    const hash = factHash(kind, (field) => told[field])
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
