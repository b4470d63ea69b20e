/** How well duplicates with known answers are found: joined by themselves, and suggested at each least score. */
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { compareAll, type EntityFacts } from '../../electron/engine/identity/suggest/compare.ts'
import { readFacts } from '../../electron/engine/identity/suggest/facts.ts'
import { idNumberHolds } from '../../shared/model/identifiers.ts'
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

const factOf: Readonly<Record<string, EntityFacts['facts'][number][0]>> = {
  name: 'name',
  idNumber: 'id',
  phone: 'phone',
  wechat: 'wechat',
  cards: 'card',
  address: 'address',
  birth: 'birth',
  sex: 'sex',
}
/** How well suggestions alone find the records of one person, each record an entity of its own: what is told of them, and nothing joined before. */
export function suggestionScores(
  records: readonly DuplicateRecord[],
  leasts: readonly number[],
): readonly (Score & { readonly least: number })[] {
  const entities = records.map(({ values }, entityId): EntityFacts => {
    const facts = Object.entries(values).flatMap(([field, value]): EntityFacts['facts'][number][] => {
      const of = factOf[field]
      if (of === undefined || value === null) return []
      if (of !== 'id' || idNumberHolds(value)) return [[of, value]]
      return /^\d{17}[\dX]$/.test(value) && !/^(\d)\1+$/.test(value) ? [['unsure', value]] : []
    })
    return {
      entityId,
      kind: 'person',
      nameOnly: !facts.some(([of]) => ['id', 'phone', 'wechat', 'card'].includes(of)),
      facts,
    }
  })
  const { found } = compareAll(entities)
  return leasts.map((least) => {
    const pairs = new Set<string>()
    for (const { members, score } of found)
      if (score >= least)
        members.forEach((one, place) => {
          for (const other of members.slice(place + 1))
            pairs.add(one < other ? `${one}/${other}` : `${other}/${one}`)
        })
    return { least, ...scorePairs(records, pairs) }
  })
}
