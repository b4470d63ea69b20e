/** What lists and tables say of each account besides who is above it, and which entities it has. */
import { oncePerState } from '../records/keptPerState.ts'
import { seenAs, wholeOf } from '../records/seenAs.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'

/** The values given, each once; more than one: the rows do not agree. */
export type Given<T> = readonly T[]
export interface AccountProfile {
  readonly names: Given<string>
  /** What the list calls its level: 股东, 总代理. */
  readonly levels: Given<string>
  /** In hundredths of a per cent. */
  readonly share: Given<number>
  readonly rebate: Given<number>
  readonly commission: Given<number>
  /** How many agents and members the agent list says are below. */
  readonly saysAgents: Given<number>
  readonly saysMembers: Given<number>
}
const fields = ['name', 'level', 'share', 'rebate', 'commission', 'subAgents', 'members'] as const
type Field = (typeof fields)[number]
/** By account, whole where it was split; of the agent list everything, of the member list the name. */
export const accountProfiles: (db: Db) => ReadonlyMap<number, AccountProfile> = oncePerState((db) => {
  const found = new Map<number, Map<Field, (string | number)[]>>()
  const put = (id: number, field: Field, value: string | number | null): void => {
    if (value === null) return
    const own = found.get(id) ?? new Map<Field, (string | number)[]>()
    found.set(id, own)
    const values = own.get(field) ?? []
    own.set(field, values)
    if (!values.includes(value)) values.push(value)
  }
  const read = (kind: 'agentAccount' | 'memberAccount', of: readonly Field[]): void => {
    for (const [id, ...values] of db
      .prepare<[], [number, ...(string | number | null)[]]>(
        `SELECT ${wholeOf(db, 'r.e_account')}, ${of.map((field) => `r."${field}"`).join(', ')} FROM ${recordTable(kind)} r WHERE r.duplicate_of IS NULL AND r.e_account IS NOT NULL ORDER BY r.record_id`,
      )
      .raw()
      .iterate())
      of.forEach((field, place) => {
        put(id, field, values[place] ?? null)
      })
  }
  read('agentAccount', fields)
  read('memberAccount', ['name'])
  const texts = (values: readonly (string | number)[] | undefined): Given<string> =>
    (values ?? []).map(String)
  const numbers = (values: readonly (string | number)[] | undefined): Given<number> =>
    (values ?? []).map(Number)
  return new Map(
    [...found].map(([id, own]) => [
      id,
      {
        names: texts(own.get('name')),
        levels: texts(own.get('level')),
        share: numbers(own.get('share')),
        rebate: numbers(own.get('rebate')),
        commission: numbers(own.get('commission')),
        saysAgents: numbers(own.get('subAgents')),
        saysMembers: numbers(own.get('members')),
      },
    ]),
  )
})
/** The one value given; null where none is, or where rows do not agree. */
export function onlyOne<T>(given: Given<T> | undefined): T | null {
  return given?.length === 1 ? (given[0] ?? null) : null
}

export interface AccountEntities {
  /** Entities of the account in rows: itself, or the parts it was split into. */
  readonly parts: readonly number[]
  /** The persons (or accounts) it is seen as after the claims so far. */
  readonly seen: readonly number[]
}
/** The entities of each account. */
export const accountEntities: (db: Db) => ReadonlyMap<number, AccountEntities> = oncePerState((db) => {
  const found = new Map<number, { parts: number[]; seen: number[] }>()
  for (const [id, whole, seen] of db
    .prepare<[], [number, number, number]>(
      `SELECT e.id, ${wholeOf(db, 'e.id')}, ${seenAs(db, 'e.id')} FROM (SELECT entity_id AS id FROM entities WHERE kind = 'siteAccount' UNION SELECT entity_id FROM merged_entities WHERE kind = 'siteAccount') e`,
    )
    .raw()
    .iterate()) {
    const known = found.get(whole) ?? { parts: [], seen: [] }
    found.set(whole, known)
    known.parts.push(id)
    if (!known.seen.includes(seen)) known.seen.push(seen)
  }
  return found
})
