/**
 * Rows of two sheets that fit and may be one fact, but are counted each, because nothing says so: no number of their own, and the sheets do not overlap
 * otherwise (`sameFact.ts`, `overlaps.ts`). Told to people with what hangs on them.
 */
import type { RecordKind } from '../../../shared/model/define.ts'
import { destroyedSpellings, isDestroyedSql } from '../../../shared/model/destroyedNumber.ts'
import type { Db } from '../store/db.ts'
import type { Steps } from '../store/steps.ts'
import { recordTable } from '../store/recordTables.ts'
import { readFactDecisions } from './decidedFacts.ts'
import { columnOf, hasSeveralSheets, tookEffectCondition } from './evidence.ts'
import { coreOf, factHasher, type FactValue } from './factHash.ts'
import { factReader, portions } from './factRows.ts'
import { matchFacts } from './matchFacts.ts'
import { shiftedCopies } from './shiftedCopies.ts'
import { areDisjoint, type Cluster, Comparison, type FactRow, factsOfSheet } from './sameFact.ts'

export interface PossibleRepeat {
  readonly recordId: number
  /** The row it may repeat. */
  readonly otherId: number
  /** By how many seconds its time is after that of the other, where all rows of the two sheets are so far apart (`shiftedCopies.ts`). */
  readonly shift?: number
}
/** Each possible duplicate with the row it may be one with, in the order of records. Cost: rows whose hash stands in two sheets are read once. */
export function* possibleRepeats(db: Db, kind: RecordKind): Steps<readonly PossibleRepeat[], number> {
  if (kind.sameFact === undefined) return []
  const table = recordTable(kind.id)
  if (!hasSeveralSheets(db, kind)) return []
  const counts = `duplicate_of IS NULL AND mirror_of IS NULL AND ${tookEffectCondition(kind, 'r')}`
  const facts = db
    .prepare<[], number>(
      `SELECT r.fact FROM ${table} r WHERE r.fact IN (SELECT fact FROM ${table} WHERE fact IS NOT NULL GROUP BY fact HAVING COUNT(*) > 1) AND ${counts} GROUP BY r.fact HAVING MIN(r.sheet_id) <> MAX(r.sheet_id)`,
    )
    .pluck()
    .all()
  yield facts.length
  const comparison = new Comparison(kind)
  const decisions = readFactDecisions(db, kind)
  const read = factReader(db, comparison, decisions !== null)
  const found: PossibleRepeat[] = []
  const alikeElsewhere = [...ownlessFacts(db, kind, counts), ...destroyedFacts(db, kind, counts)]
  yield alikeElsewhere.length
  const groups = function* (): Iterable<readonly FactRow[]> {
    for (const portion of portions(facts, 500)) yield* read(portion)
    for (const alike of alikeElsewhere) yield read(alike).flat()
  }
  for (const group of groups()) {
    const rows = group.filter((row) => row.duplicateOf === null)
    // A sheet that has a row of a fact already states no other row of its own for it.
    const repeatedIn = Map.groupBy(group, ({ duplicateOf }) => duplicateOf)
    const apart = (one: Cluster, other: Cluster): boolean => areDisjoint(one.sheets, other.sheets)
    const bySheet = [...Map.groupBy(rows, ({ sheetId }) => sheetId).values()].map((own) =>
      factsOfSheet(comparison, own, null),
    )
    for (const cluster of bySheet.flat())
      for (const { recordId } of cluster.rows)
        for (const { sheetId } of repeatedIn.get(recordId) ?? []) cluster.sheets.add(sheetId)
    let known: Cluster[] = []
    for (const clusters of bySheet) {
      const partner = matchFacts(comparison, known, clusters, apart, decisions)
      clusters.forEach((cluster, index) => {
        const [first] = cluster.rows
        const [other] = known[partner.get(index) ?? -1]?.rows ?? []
        if (first !== undefined && other !== undefined)
          found.push({ recordId: first.recordId, otherId: other.recordId })
      })
      known = [...known, ...clusters.filter((_, index) => !partner.has(index))]
    }
    yield group.length
  }
  found.push(...(yield* shiftedCopies(db, kind)))
  const told = new Set<number>()
  const once = found.filter(({ recordId }) => !told.has(recordId) && told.add(recordId))
  return once.toSorted((one, other) => one.recordId - other.recordId)
}
function anyRow(db: Db, sql: string): boolean {
  return db.prepare<[], number>(sql).pluck().get() === 1
}
/**
 * Hashes that would be one if rows that do not say whose they are (the first of what rows are looked up by) said it, each list with one of theirs: a statement exported once more without the column of its
 * own account. Cost: one reading of the columns the hashes are made of where there is such a row.
 */
function ownlessFacts(db: Db, kind: RecordKind, counts: string): readonly (readonly number[])[] {
  const [own = [], ...rest] = coreOf(kind)
  if (rest.length < 2) return []
  const table = recordTable(kind.id)
  const ownless = own.map((field) => `${columnOf('r', field)} IS NULL`).join(' AND ')
  const byAccount = kind.mirror === undefined ? null : columnOf('r', kind.mirror.own)
  // Only rows with an account stand in its index: where all do, no row is read to find one without.
  if (
    byAccount !== null &&
    !anyRow(
      db,
      `SELECT (SELECT COUNT(*) FROM ${table}) > (SELECT COUNT(*) FROM ${table} r WHERE ${byAccount} IS NOT NULL)`,
    )
  )
    return []
  const alike = new Map(
    db
      .prepare<[], number>(
        `SELECT DISTINCT r.fact FROM ${table} r WHERE ${byAccount === null ? '' : `${byAccount} IS NULL AND `}${ownless} AND r.fact IS NOT NULL AND ${counts}`,
      )
      .pluck()
      .all()
      .map((fact) => [fact, new Set([fact])]),
  )
  if (alike.size === 0) return []
  const fields = [...new Set(rest.flat())]
  const hashOf = factHasher(kind, fields)
  const named = db
    .prepare<[], [number, ...FactValue[]]>(
      `SELECT ${['r.fact', ...fields.map((field) => columnOf('r', field))].join(', ')} FROM ${table} r WHERE NOT (${ownless}) AND r.fact IS NOT NULL AND ${counts}`,
    )
    .raw()
  for (const [fact, ...values] of named.iterate()) alike.get(hashOf(values) ?? 0)?.add(fact)
  return [...alike.values()].filter(({ size }) => size > 1).map((facts) => [...facts])
}
/**
 * The same for rows whose hash holds a number that a spreadsheet destroyed (1.20303E+18): those whose number would be written so, with the same amount. Cost: one
 * reading of the numbers where there is such a row.
 */
function destroyedFacts(db: Db, kind: RecordKind, counts: string): readonly (readonly number[])[] {
  const types = new Map(kind.fields.map(({ id, type }) => [id, type]))
  const [field, ...others] = coreOf(kind)
    .flat()
    .filter((id) => types.get(id) === 'serial')
  if (field === undefined || others.length > 0) return []
  const column = columnOf('r', field)
  const amount = kind.amountField === undefined ? "''" : `coalesce(${columnOf('r', kind.amountField)}, '')`
  const read = (which: string) =>
    db
      .prepare<[], [fact: number, number: string, amount: string | number]>(
        `SELECT r.fact, ${column}, ${amount} FROM ${recordTable(kind.id)} r WHERE ${which} AND r.fact IS NOT NULL AND ${counts}`,
      )
      .raw()
  const alike = new Map<string, Set<number>>()
  for (const [fact, number, sum] of read(isDestroyedSql(column)).iterate()) {
    const key = `${Number(number).toExponential()} ${sum}`
    alike.set(key, (alike.get(key) ?? new Set()).add(fact))
  }
  if (alike.size === 0) return []
  for (const [fact, number, sum] of read(`${column} GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9]*'`).iterate())
    for (const written of destroyedSpellings(number)) alike.get(`${written} ${sum}`)?.add(fact)
  return [...alike.values()].filter(({ size }) => size > 1).map((facts) => [...facts])
}
