/** Accepting many suggestions at once: whom it would make one, and what is left because something speaks against. */
import { type BulkPreview, isByNames, type SuggestionReason } from '../../../../shared/contract/identity.ts'
import { idNumberHolds } from '../../../../shared/model/identifiers.ts'
import { readUnmergedEntities } from '../../entities/entityRows.ts'
import type { Db } from '../../store/db.ts'
import { namesOf } from './facts.ts'
import { differentNames, prepared } from './pairs.ts'

export interface OpenSuggestion {
  readonly suggestionId: number
  readonly kind: string
  readonly against: number
}
interface Joined {
  /** Entities as they are seen now, by what they would become. */
  readonly groups: ReadonlyMap<number, ReadonlySet<number>>
  readonly rootOf: (entityId: number) => number
}
export interface Bulk extends Joined {
  readonly accepted: readonly OpenSuggestion[]
  readonly against: number
  readonly contested: number
}
const shownGroups = 10
const shownMembers = 8
const shownNames = 8

/** Which of them would be accepted: none with a reason against, and none that would join, through others, two whom something speaks against. */
export function bulkOf(db: Db, open: readonly OpenSuggestion[]): Bulk {
  const plain = open.filter(({ against }) => against === 0)
  const members = membersOfSuggestions(db)
  const whole = join(db, plain, members)
  const contested = contestedRoots(db, whole, members)
  const accepted = plain.filter(
    ({ suggestionId }) => !contested.has(whole.rootOf(members.get(suggestionId)?.[0] ?? 0)),
  )
  return {
    ...(contested.size === 0 ? whole : join(db, accepted, members)),
    accepted,
    against: open.length - plain.length,
    contested: plain.length - accepted.length,
  }
}
function membersOfSuggestions(db: Db): ReadonlyMap<number, readonly number[]> {
  const members = new Map<number, number[]>()
  for (const [suggestionId, entityId] of db
    .prepare<[], [number, number]>('SELECT suggestion_id, entity_id FROM identity_suggestion_members')
    .raw()
    .iterate()) {
    const known = members.get(suggestionId)
    if (known === undefined) members.set(suggestionId, [entityId])
    else known.push(entityId)
  }
  return members
}
/** Entities as the suggestions would join them, on top of what is one already. */
function join(
  db: Db,
  suggestions: readonly OpenSuggestion[],
  members: ReadonlyMap<number, readonly number[]>,
): Joined {
  const seen = new Map(
    db.prepare<[], [number, number]>('SELECT entity_id, resolved_id FROM entity_merges').raw().all(),
  )
  const parent = new Map<number, number>()
  const rootOf = (entityId: number): number => {
    let top = seen.get(entityId) ?? entityId
    for (let next = parent.get(top); next !== undefined; next = parent.get(top)) top = next
    return top
  }
  for (const { suggestionId } of suggestions) {
    const [first, ...rest] = members.get(suggestionId) ?? []
    if (first === undefined) continue
    for (const entityId of rest) {
      const [one, other] = [rootOf(first), rootOf(entityId)]
      if (one !== other) parent.set(Math.max(one, other), Math.min(one, other))
    }
  }
  const groups = new Map<number, Set<number>>()
  for (const { suggestionId } of suggestions)
    for (const entityId of members.get(suggestionId) ?? []) {
      const root = rootOf(entityId)
      const group = groups.get(root)
      if (group === undefined) groups.set(root, new Set([seen.get(entityId) ?? entityId]))
      else group.add(seen.get(entityId) ?? entityId)
    }
  return { groups, rootOf }
}
/** Groups within which something speaks against: a suggestion with a reason against, a claim that two are different, two valid ID numbers, two quite different names. */
function contestedRoots(
  db: Db,
  { groups, rootOf }: Joined,
  members: ReadonlyMap<number, readonly number[]>,
): ReadonlySet<number> {
  const contested = new Set<number>()
  const mark = (entityIds: readonly number[]): void => {
    const met = new Set<number>()
    for (const entityId of entityIds) {
      const root = rootOf(entityId)
      if (met.has(root) && groups.has(root)) contested.add(root)
      met.add(root)
    }
  }
  for (const suggestionId of db
    .prepare<[], number>(
      "SELECT suggestion_id FROM identity_suggestions WHERE against <> 0 AND state <> 'accepted'",
    )
    .pluck()
    .iterate())
    mark(members.get(suggestionId) ?? [])
  const sides = Map.groupBy(
    db
      .prepare<[], { claimId: number; entityId: number; side: number }>(
        "SELECT c.claim_id AS claimId, m.entity_id AS entityId, m.side FROM identity_claims c CROSS JOIN identity_members m ON m.claim_id = c.claim_id WHERE c.type = 'apart' AND c.status = 'active'",
      )
      .all(),
    ({ claimId }) => claimId,
  )
  for (const told of sides.values()) {
    const sideOf = new Map<number, number>()
    for (const { entityId, side } of told) {
      const root = rootOf(entityId)
      if (groups.has(root) && (sideOf.get(root) ?? side) !== side) contested.add(root)
      sideOf.set(root, side)
    }
  }
  const numbers = new Map<number, string>()
  const seen = [...groups.values()].flatMap((group) => [...group])
  for (const [entityId, value] of db
    .prepare<[string], [number, string]>(
      "SELECT i.entity_id, i.value FROM json_each(?) w CROSS JOIN identifiers i ON i.entity_id = w.value WHERE i.attribute = 0 AND i.kind = 'idNumber'",
    )
    .raw()
    .iterate(JSON.stringify(seen))) {
    if (!idNumberHolds(value)) continue
    const root = rootOf(entityId)
    const known = numbers.get(root)
    if (known !== undefined && known !== value) contested.add(root)
    numbers.set(root, value)
  }
  for (const [root, group] of groups) if (holdsDifferentNames(db, [...group])) contested.add(root)
  return contested
}
/** Whether two of them have names that are quite different, though each is like a third or shares a number with one who has none. */
function holdsDifferentNames(db: Db, entityIds: readonly number[]): boolean {
  const named = [...namesOf(db, entityIds)].map(([entityId, facts]) =>
    prepared({ entityId, kind: '', nameOnly: false, facts }),
  )
  const ways = [...new Map(named.map((one) => [JSON.stringify(one.entity.facts), one])).values()]
  return ways.some((one, at) => ways.slice(at + 1).some((other) => differentNames(one, other) !== null))
}
/** The different names that rows give some entities, without aliases. */
function givenNames(db: Db, entityIds: readonly number[]): readonly string[] {
  const names = [...namesOf(db, entityIds).values()].flatMap((all) =>
    all.flatMap(([of, value]) => (of === 'name' ? [value] : [])),
  )
  return [...new Set(names)].toSorted().slice(0, shownNames)
}
/** What a person is shown before. */
export function previewOf(db: Db, { accepted, against, contested, groups, rootOf }: Bulk): BulkPreview {
  const byReason = db
    .prepare<[number], SuggestionReason>(
      'SELECT reason FROM identity_suggestion_reasons WHERE suggestion_id = ?',
    )
    .pluck()
  const first = db
    .prepare<[number], number>(
      'SELECT entity_id FROM identity_suggestion_members WHERE suggestion_id = ? LIMIT 1',
    )
    .pluck()
  const named = new Set<number>()
  let nameOnly = 0
  for (const { suggestionId } of accepted) {
    if (!isByNames(byReason.all(suggestionId))) continue
    nameOnly += 1
    named.add(rootOf(first.get(suggestionId) ?? 0))
  }
  const entities = [...groups.values()].reduce((sum, group) => sum + group.size, 0)
  const largest = [...groups]
    .map(([root, group]) => ({ root, ids: [...group].sort((left, right) => left - right) }))
    .sort((left, right) => right.ids.length - left.ids.length || left.root - right.root)
    .slice(0, shownGroups)
  return {
    suggestions: accepted.length,
    nameOnly,
    entities,
    becomes: groups.size,
    against,
    contested,
    groupsInAll: groups.size,
    groups: largest.map(({ root, ids }) => {
      const entitiesOf = [...readUnmergedEntities(db, ids).values()]
      return {
        kind: entitiesOf[0]?.kind ?? '',
        size: ids.length,
        labels: new Set(entitiesOf.map(({ label }) => label)).size,
        names: givenNames(db, ids),
        members: entitiesOf.slice(0, shownMembers).map(({ entityId, label }) => ({ entityId, label })),
        nameOnly: named.has(root),
      }
    }),
  }
}
