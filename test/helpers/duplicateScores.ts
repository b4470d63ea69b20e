/** How well duplicates with known answers are found: joined by themselves, and suggested at each least score. */
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { compareAll } from '../../electron/engine/identity/suggest/compare.ts'
import { readFacts } from '../../electron/engine/identity/suggest/facts.ts'
import { type DuplicateRecord, type Score, scorePairs } from './duplicatePeople.ts'

export interface DuplicateScores {
  readonly automatic: Score
  /** Automatic joins and everything suggested from this score on, together. */
  readonly suggested: readonly (Score & { readonly least: number })[]
  readonly suggestions: number
}
/** `db` holds the records as rows of the person register, in their order. Known by a name alone is no join: such rows count only where they are suggested. */
export function duplicateScores(
  db: WriteDb,
  records: readonly DuplicateRecord[],
  leasts: readonly number[],
): DuplicateScores {
  const rows = db
    .prepare<[], { entityId: number; nameOnly: number }>(
      'SELECT r.e_person AS entityId, e.name_only AS nameOnly FROM r_personRegister r JOIN entities e ON e.entity_id = r.e_person ORDER BY r.record_id',
    )
    .all()
  const byEntity = new Map<number, number[]>()
  rows.forEach(({ entityId }, index) => {
    byEntity.set(entityId, [...(byEntity.get(entityId) ?? []), index])
  })
  const pair = (one: number, other: number): string => (one < other ? `${one}/${other}` : `${other}/${one}`)
  const automatic = new Set<string>()
  for (const members of byEntity.values()) {
    if (rows[members[0] ?? 0]?.nameOnly === 1) continue
    members.forEach((one, place) => {
      for (const other of members.slice(place + 1)) automatic.add(pair(one, other))
    })
  }
  const { found } = compareAll(readFacts(db).filter(({ kind }) => kind === 'person'))
  const suggested = leasts.map((least) => {
    const pairs = new Set(automatic)
    for (const { members, score } of found) {
      if (score < least) continue
      const of = members.flatMap((entityId) => byEntity.get(entityId) ?? [])
      of.forEach((one, place) => {
        for (const other of of.slice(place + 1)) pairs.add(pair(one, other))
      })
    }
    return { least, ...scorePairs(records, pairs) }
  })
  return { automatic: scorePairs(records, automatic), suggested, suggestions: found.length }
}
