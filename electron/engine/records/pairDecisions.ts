/**
 * What people decided about the two rows of one transfer. A row is named by its values (the fields that tell rows of its kind apart), not by
 * its id, so the decision also holds after an undo, a redo or another import of the same material. Rows with the same values are decided together.
 */
import type { RecordKind } from '../../../shared/model/define.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { columnOf } from './evidence.ts'

export type Decision = 'together' | 'apart'
export interface PairDecision {
  readonly kind: string
  readonly payer: string
  readonly payee: string
  readonly decision: Decision
  readonly at: string
  readonly operator: string
}
/** The decisions, applied to the rows now in the case. */
export interface DecidedPairs {
  /** Payee → payer. */
  readonly together: ReadonlyMap<number, number>
  readonly isApart: (payer: number, payee: number) => boolean
  /** Rows that are in a pair made by hand. */
  readonly taken: ReadonlySet<number>
}

/** What a row says: the fields that tell rows of its kind apart, as JSON. Null: no such row. */
export function whatRowSays(db: Db, kind: RecordKind, recordId: number): string | null {
  const fields = fieldsOf(kind)
  const values = db
    .prepare<[number], (string | number | null)[]>(
      `SELECT ${fields.map((field) => columnOf('r', field)).join(', ')} FROM ${recordTable(kind.id)} r WHERE r.record_id = ?`,
    )
    .raw()
    .get(recordId)
  return values === undefined ? null : whatSays(kind, (field) => values[fields.indexOf(field)])
}
/** The same of values that were read already. */
export function whatSays(
  kind: RecordKind,
  valueOf: (field: string) => string | number | null | undefined,
): string {
  return JSON.stringify(Object.fromEntries(fieldsOf(kind).map((field) => [field, valueOf(field) ?? null])))
}
/** Whether a decision that names a row so is about the row that says this; an older program may have named fewer fields. */
export function isAbout(named: string, says: string): boolean {
  if (named === says) return true
  // Both written by whatSays.
  const [old, now] = [JSON.parse(named), JSON.parse(says)] as [
    Record<string, unknown>,
    Record<string, unknown>,
  ]
  return (
    Object.keys(old).length < Object.keys(now).length &&
    Object.entries(old).every(([field, value]) => now[field] === value)
  )
}
function fieldsOf(kind: RecordKind): readonly string[] {
  const told = [
    ...(kind.sameFact ?? []),
    ...(kind.mirror === undefined ? [] : [kind.mirror.time, kind.mirror.amount, kind.mirror.direction]),
  ]
  return [...new Set(told)].filter((field) => kind.fields.some(({ id }) => id === field))
}

/** All decisions about a kind. */
export function readDecisions(db: Db, kindId: string): readonly PairDecision[] {
  return db
    .prepare<[string], PairDecision>(
      'SELECT kind, payer, payee, decision, at, operator FROM pair_decisions WHERE kind = ? ORDER BY payer, payee',
    )
    .all(kindId)
}
/** The rows with these values, in their order; duplicates are left out unless asked for. */
export function rowsThatSay(db: Db, kind: RecordKind, says: string): readonly number[] {
  // Written by whatRowSays.
  const told = Object.entries(JSON.parse(says) as Record<string, string | number | null>).filter(([field]) =>
    kind.fields.some(({ id }) => id === field),
  )
  const time = kind.mirror?.time
  // The time's index leads to few rows; the others are compared.
  const conditions = told.map(
    ([field], index) => `${field === time ? '' : '+'}${columnOf('r', field)} IS @v${index}`,
  )
  return db
    .prepare<[object], number>(
      `SELECT r.record_id FROM ${recordTable(kind.id)} r WHERE r.duplicate_of IS NULL AND ${conditions.join(' AND ')} ORDER BY r.record_id`,
    )
    .pluck()
    .all(Object.fromEntries(told.map(([, value], index) => [`v${index}`, value])))
}

/** The decisions of a kind over its rows. */
export function decidedPairs(db: Db, kind: RecordKind): DecidedPairs {
  const together = new Map<number, number>()
  const taken = new Set<number>()
  const apart = new Set<string>()
  for (const { payer, payee, decision } of readDecisions(db, kind.id)) {
    const payers = rowsThatSay(db, kind, payer)
    const payees = rowsThatSay(db, kind, payee)
    if (decision === 'apart') {
      for (const one of payers) for (const other of payees) apart.add(`${one}/${other}`)
      continue
    }
    const free = {
      payers: payers.filter((row) => !taken.has(row)),
      payees: payees.filter((row) => !taken.has(row)),
    }
    free.payees.slice(0, free.payers.length).forEach((row, index) => {
      const partner = free.payers[index]
      if (partner === undefined || partner === row) return
      together.set(row, partner)
      taken.add(row).add(partner)
    })
  }
  return { together, taken, isApart: (payer, payee) => apart.has(`${payer}/${payee}`) }
}
