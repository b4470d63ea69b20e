/** Suggestions as stored between two computations, and the state of each given the claims. */
import type { SuggestionState } from '../../../../shared/contract/identity.ts'
import { hash53 } from '../../../../shared/model/entityId.ts'
import type { Db, WriteDb } from '../../store/db.ts'
import { property } from '../../store/properties.ts'
import type { Found } from './compare.ts'

/** The id of a suggestion: what it is about, so that a decision to postpone it finds it again after the next computation. */
export function suggestionIdOf(kind: string, members: readonly number[]): number {
  return hash53(`${kind}|${[...members].sort((left, right) => left - right).join()}`)
}
/** Bits of `against`: a reason speaks against; somebody told a part of them apart. */
export const speaksAgainst = 1
export const toldApart = 2

/** Replaces what was found before. Returns how many are open. `version` is the state of the facts they were made from. */
export function keepSuggestions(
  db: WriteDb,
  found: readonly Found[],
  { at, version }: { readonly at: string; readonly version: number },
): number {
  db.exec(
    'DELETE FROM identity_suggestions; DELETE FROM identity_suggestion_members; DELETE FROM identity_suggestion_reasons',
  )
  const insert = db.prepare(
    "INSERT OR IGNORE INTO identity_suggestions (suggestion_id, kind, score, size, cluster, reasons, against, state) VALUES (?, ?, ?, ?, ?, ?, ?, 'open')",
  )
  const member = db.prepare(
    'INSERT OR IGNORE INTO identity_suggestion_members (suggestion_id, entity_id) VALUES (?, ?)',
  )
  const reason = db.prepare(
    'INSERT OR IGNORE INTO identity_suggestion_reasons (reason, suggestion_id) VALUES (?, ?)',
  )
  // In the order of their tables: rows are appended, not put in between.
  const named = found
    .map((each) => ({ ...each, id: suggestionIdOf(each.kind, each.members) }))
    .sort((left, right) => left.id - right.id)
  const byReason = new Map<string, number[]>()
  for (const { id, kind, members, reasons, score, cluster } of named) {
    insert.run(
      id,
      kind,
      score,
      members.length,
      cluster,
      JSON.stringify(reasons),
      reasons.some(({ against }) => against) ? speaksAgainst : 0,
    )
    for (const entityId of [...members].sort((left, right) => left - right)) member.run(id, entityId)
    for (const { code } of reasons) {
      const ids = byReason.get(code)
      if (ids === undefined) byReason.set(code, [id])
      else ids.push(id)
    }
  }
  for (const [code, ids] of [...byReason].sort(([left], [right]) => (left < right ? -1 : 1)))
    for (const id of ids) reason.run(code, id)
  const keep = db.prepare(
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  )
  keep.run('suggestedAt', at)
  keep.run('suggestedVersion', String(version))
  refreshStates(db)
  return (
    db.prepare<[], number>("SELECT COUNT(*) FROM identity_suggestions WHERE state = 'open'").pluck().get() ??
    0
  )
}
/** When they were computed, or null; and whether the facts are other ones now. */
export function suggestedWhen(
  db: Db,
  version: number,
): { readonly at: string | null; readonly outdated: boolean } {
  const at = property(db, 'suggestedAt')
  return at === ''
    ? { at: null, outdated: false }
    : { at, outdated: property(db, 'suggestedVersion') !== String(version) }
}
/** Claims change what is seen, not the facts that were compared: so suggestions stay valid. */
export function followVersion(db: WriteDb, before: number, after: number): void {
  db.prepare("UPDATE meta SET value = ? WHERE key = 'suggestedVersion' AND value = ?").run(
    String(after),
    String(before),
  )
}

/** How each suggestion stands: one already, told apart, postponed, or open. */
export function refreshStates(db: WriteDb): void {
  const suggestions = new Map<number, number[]>()
  for (const [id, entityId] of db
    .prepare<[], [number, number]>(
      'SELECT suggestion_id, entity_id FROM identity_suggestion_members ORDER BY suggestion_id',
    )
    .raw()
    .iterate()) {
    const members = suggestions.get(id)
    if (members === undefined) suggestions.set(id, [entityId])
    else members.push(entityId)
  }
  if (suggestions.size === 0) return
  const seen = new Map(
    db.prepare<[], [number, number]>('SELECT entity_id, resolved_id FROM entity_merges').raw().all(),
  )
  const apart = sidesByEntity(db)
  const later = postponed(db)
  const present = new Map(
    db
      .prepare<[], [number, string, number]>('SELECT suggestion_id, state, against FROM identity_suggestions')
      .raw()
      .all()
      .map(([id, state, against]) => [id, { state, against }] as const),
  )
  const write = db.prepare('UPDATE identity_suggestions SET state = ?, against = ? WHERE suggestion_id = ?')
  for (const [id, members] of suggestions) {
    const known = present.get(id)
    const { state, told } = standing(members, seen, apart)
    const next: SuggestionState = state === 'open' && later.has(id) ? 'later' : state
    const against = ((known?.against ?? 0) & speaksAgainst) | (told ? toldApart : 0)
    if (known?.state !== next || known.against !== against) write.run(next, against, id)
  }
}
type Sides = ReadonlyMap<number, readonly (readonly [claim: number, side: number])[]>
function sidesByEntity(db: Db): Sides {
  const sides = new Map<number, [number, number][]>()
  for (const [claimId, entityId, side] of db
    .prepare<[], [number, number, number]>(
      "SELECT c.claim_id, m.entity_id, m.side FROM identity_claims c CROSS JOIN identity_members m ON m.claim_id = c.claim_id WHERE c.type = 'apart' AND c.status = 'active'",
    )
    .raw()
    .iterate()) {
    sides.set(entityId, [...(sides.get(entityId) ?? []), [claimId, side]])
  }
  return sides
}
function postponed(db: Db): ReadonlySet<number> {
  const claims = new Map<number, { readonly kind: string; readonly members: number[] }>()
  for (const [claimId, kind, entityId] of db
    .prepare<[], [number, string, number]>(
      "SELECT c.claim_id, c.kind, m.entity_id FROM identity_claims c CROSS JOIN identity_members m ON m.claim_id = c.claim_id WHERE c.type = 'later' AND c.status = 'active'",
    )
    .raw()
    .iterate()) {
    const known = claims.get(claimId) ?? { kind, members: [] }
    claims.set(claimId, known)
    known.members.push(entityId)
  }
  return new Set([...claims.values()].map(({ kind, members }) => suggestionIdOf(kind, members)))
}
/** Pairs are looked at between groups that are one already; above so many groups a told pair only marks the suggestion. */
const mostGroups = 200
function standing(
  members: readonly number[],
  seen: ReadonlyMap<number, number>,
  apart: Sides,
): { readonly state: 'open' | 'accepted' | 'rejected'; readonly told: boolean } {
  const groups = Map.groupBy(members, (entityId) => seen.get(entityId) ?? entityId)
  if (groups.size === 1) return { state: 'accepted', told: false }
  if (!members.some((entityId) => apart.has(entityId))) return { state: 'open', told: false }
  const sidesOf = [...groups.values()].map((group) => {
    const sides = new Map<number, Set<number>>()
    for (const entityId of group)
      for (const [claim, side] of apart.get(entityId) ?? [])
        sides.set(claim, (sides.get(claim) ?? new Set()).add(side))
    return sides
  })
  if (sidesOf.length > mostGroups) return { state: 'open', told: true }
  let [open, told] = [false, false]
  sidesOf.forEach((left, place) => {
    for (const right of sidesOf.slice(place + 1))
      if (tellApart(left, right)) told = true
      else open = true
  })
  return { state: open ? 'open' : 'rejected', told }
}
function tellApart(
  left: ReadonlyMap<number, ReadonlySet<number>>,
  right: ReadonlyMap<number, ReadonlySet<number>>,
): boolean {
  for (const [claim, sides] of left) {
    const others = right.get(claim)
    if (others !== undefined && [...sides].some((side) => [...others].some((other) => other !== side)))
      return true
  }
  return false
}
