/** Claims of who is who, as written and as read. A claim is never removed: one that no longer holds is withdrawn and can be restored. */
import { keyValueSql } from '../../../shared/model/entityId.ts'
import type { Claim, ClaimMember, ClaimReason, ClaimType } from '../../../shared/contract/identity.ts'
import { AppError } from '../../../shared/errors.ts'
import type { CommandContext } from '../core/context.ts'
import type { Db } from '../store/db.ts'
import { numberClaimOf } from '../entities/numberClaims.ts'
import { readUnmergedEntities, readEntity } from '../entities/entityRows.ts'
import { membersOf, resolvedId } from '../records/seenAs.ts'
import { escapedLike, folded } from '../records/filter.ts'
import { statement } from '../store/statements.ts'

type Writing = Pick<CommandContext, 'db' | 'at' | 'operator'>
export interface NewMember {
  readonly entityId: number
  readonly key: string
  readonly label: string
  readonly side: number
}
export interface NewClaim {
  readonly type: ClaimType
  readonly kind: string
  readonly reasons: readonly ClaimReason[]
  readonly note: string
  readonly members: readonly NewMember[]
  readonly detail?: object
}

/** Writes a claim; returns its id. What follows from it is derived after the command. */
export function addClaim(
  { db, at, operator }: Writing,
  { type, kind, reasons, note, members, detail }: NewClaim,
): number {
  const claimId = Number(
    statement<(string | number)[], unknown>(
      db,
      "INSERT INTO identity_claims (type, kind, reasons, note, detail, at, operator, status) VALUES (?, ?, ?, ?, ?, ?, ?, 'active')",
    ).run(type, kind, JSON.stringify(reasons), note, JSON.stringify(detail ?? {}), at, operator)
      .lastInsertRowid,
  )
  const insert = statement<(string | number)[], unknown>(
    db,
    'INSERT INTO identity_members (claim_id, entity_id, side, key, label) VALUES (?, ?, ?, ?, ?)',
  )
  for (const { entityId, side, key, label } of members) insert.run(claimId, entityId, side, key, label)
  return claimId
}
/** Withdraws active claims; returns how many there were. */
export function endClaims({ db, at, operator }: Writing, claimIds: readonly number[]): number {
  return db
    .prepare(
      "UPDATE identity_claims SET status = 'withdrawn', ended_at = ?, ended_by = ? WHERE status = 'active' AND claim_id IN (SELECT value FROM json_each(?))",
    )
    .run(at, operator, JSON.stringify(claimIds)).changes
}
/** Restores withdrawn claims; returns how many there were. */
export function reviveClaims({ db }: Pick<Writing, 'db'>, claimIds: readonly number[]): number {
  return db
    .prepare(
      "UPDATE identity_claims SET status = 'active', ended_at = NULL, ended_by = NULL WHERE status = 'withdrawn' AND claim_id IN (SELECT value FROM json_each(?))",
    )
    .run(JSON.stringify(claimIds)).changes
}
/** Active claims of a type that name one of the entities. */
export function activeClaimsOn(db: Db, type: ClaimType, entityIds: readonly number[]): readonly number[] {
  return db
    .prepare<[string, string], number>(
      `SELECT DISTINCT c.claim_id FROM json_each(?) w CROSS JOIN identity_members m INDEXED BY identity_members_by_entity ON m.entity_id = w.value
    CROSS JOIN identity_claims c ON c.claim_id = m.claim_id WHERE c.type = ? AND c.status = 'active' ORDER BY c.claim_id`,
    )
    .pluck()
    .all(JSON.stringify(entityIds), type)
}
/** Members of claims, by claim. */
export function sidesOf(
  db: Db,
  claimIds: readonly number[],
): ReadonlyMap<number, ReadonlyMap<number, number>> {
  const sides = new Map<number, Map<number, number>>()
  for (const [claimId, entityId, side] of db
    .prepare<[string], [number, number, number]>(
      'SELECT m.claim_id, m.entity_id, m.side FROM json_each(?) w CROSS JOIN identity_members m ON m.claim_id = w.value',
    )
    .raw()
    .iterate(JSON.stringify(claimIds))) {
    const known = sides.get(claimId)
    if (known === undefined) sides.set(claimId, new Map([[entityId, side]]))
    else known.set(entityId, side)
  }
  return sides
}

/** The unmerged entities, in the order given, each once; all must exist and be of one kind. Errors: `entity-not-found`, `merge-kinds-differ`, `merge-nothing` for fewer than two. */
export function alikeEntities(
  db: Db,
  entityIds: readonly number[],
): { readonly kind: string; readonly members: readonly NewMember[] } {
  const ids = [...new Set(entityIds)]
  const found = readUnmergedEntities(db, ids)
  const members = ids.map((entityId, side): NewMember & { readonly kind: string } => {
    const entity = found.get(entityId) ?? readEntity(db, entityId)
    return { entityId, side, key: entity.key, label: entity.label, kind: entity.kind }
  })
  const kinds = [...new Set(members.map(({ kind }) => kind))]
  const [kind] = kinds
  if (kinds.length > 1)
    throw new AppError('merge-kinds-differ', 'things of different kinds are never one', {
      kinds: kinds.join('、'),
    })
  if (kind === undefined || members.length < 2) throw new AppError('merge-nothing', 'two or more are needed')
  return { kind, members: members.map(({ kind: _kind, ...member }) => member) }
}
/**
 * Claims that entities are one. Earlier claims against it are withdrawn, because a person has now decided otherwise. Errors: those of
 * `alikeEntities`; `merge-nothing` when they are one already.
 */
export function mergeEntities(
  context: Writing,
  entityIds: readonly number[],
  reasons: readonly ClaimReason[],
  note: string,
): number {
  const { db } = context
  const { kind, members } = alikeEntities(db, entityIds)
  if (new Set(members.map(({ entityId }) => resolvedId(db, entityId))).size < 2)
    throw new AppError('merge-nothing', 'they are one already')
  withdrawContradicted(
    context,
    members.map(({ entityId }) => entityId),
  )
  return addClaim(context, {
    type: 'merge',
    kind,
    reasons,
    note,
    members: members.map((member) => ({ ...member, side: 0 })),
  })
}
/** Withdraws claims that some of these entities, or of those merged with them, are different or to be decided later. */
export function withdrawContradicted(context: Writing, entityIds: readonly number[]): void {
  const { db } = context
  if (
    statement<[], unknown>(
      db,
      "SELECT 1 FROM identity_claims WHERE status = 'active' AND type IN ('apart', 'later') LIMIT 1",
    ).get() === undefined
  )
    return
  const everybody = [...new Set(entityIds.flatMap((entityId) => membersOf(db, entityId)))]
  const apart = activeClaimsOn(db, 'apart', everybody)
  const among = new Set(everybody)
  const contradicted = [...sidesOf(db, apart)]
    .filter(
      ([, sides]) =>
        new Set([...sides].filter(([entityId]) => among.has(entityId)).map(([, side]) => side)).size > 1,
    )
    .map(([claimId]) => claimId)
  const later = [...sidesOf(db, activeClaimsOn(db, 'later', everybody))]
    .filter(([, sides]) => [...sides.keys()].every((entityId) => among.has(entityId)))
    .map(([claimId]) => claimId)
  if (contradicted.length + later.length > 0) endClaims(context, [...contradicted, ...later])
}
/**
 * Takes members out of a merged entity. Every claim that names one of them is withdrawn; the remaining members are claimed to be one again, and
 * claimed to be different from those taken out, so that the same suggestion does not return. Errors: `merge-nothing` when none of them is in it.
 */
export function takeOutOf(
  context: Writing,
  entityId: number,
  memberIds: readonly number[],
  note: string,
): { readonly withdrawn: number; readonly entityId: number } {
  const { db } = context
  const all = membersOf(db, entityId)
  const out = [...new Set(memberIds)].filter((member) => all.includes(member))
  if (all.length < 2 || out.length === 0)
    throw new AppError('merge-nothing', 'none of them is a member of it', { entityId })
  const stay = all.filter((member) => !out.includes(member))
  const claims = activeClaimsOn(db, 'merge', out)
  const withdrawn = endClaims(context, claims)
  const unmerged = readUnmergedEntities(db, all)
  const member = (id: number, side: number): NewMember => ({
    entityId: id,
    side,
    key: unmerged.get(id)?.key ?? '',
    label: unmerged.get(id)?.label ?? '',
  })
  const kind = readEntity(db, entityId).kind
  if (stay.length > 1)
    addClaim(context, {
      type: 'merge',
      kind,
      reasons: ['rest-of-split'],
      note,
      members: stay.map((id) => member(id, 0)),
    })
  addClaim(context, {
    type: 'apart',
    kind,
    reasons: ['by-hand'],
    note,
    members: [...stay.map((id) => member(id, 0)), ...out.map((id, index) => member(id, index + 1))],
  })
  return { withdrawn, entityId: stay[0] ?? out[0] ?? entityId }
}

const shownMembers = 20
interface ClaimRow extends Omit<Claim, 'reasons' | 'members' | 'number'> {
  readonly reasons: string
  readonly detail: string
}
const claimColumns =
  'c.claim_id AS claimId, c.type, c.kind, c.reasons, c.note, c.detail, c.at, c.operator, c.status, c.ended_at AS endedAt, c.ended_by AS endedBy, (SELECT COUNT(*) FROM identity_members s WHERE s.claim_id = c.claim_id) AS size'
function withMembers(db: Db, rows: readonly ClaimRow[]): readonly Claim[] {
  const members = db.prepare<
    [object],
    Omit<ClaimMember, 'present'> & { readonly present: number }
  >(`SELECT m.entity_id AS entityId, m.key, m.label, m.side, COALESCE(g.resolved_id, m.entity_id) AS resolvedId,
    EXISTS (SELECT 1 FROM entities e WHERE e.entity_id = COALESCE(g.resolved_id, m.entity_id)) AS present
    FROM identity_members m LEFT JOIN entity_merges g ON g.entity_id = m.entity_id WHERE m.claim_id = @claimId ORDER BY m.side, m.label, m.entity_id LIMIT ${shownMembers}`)
  // addClaim writes the reasons.
  return rows.map(({ detail, ...row }) => ({
    ...row,
    number: row.type === 'number' ? numberClaimOf(detail) : null,
    reasons: JSON.parse(row.reasons) as readonly ClaimReason[],
    members: members
      .all({ claimId: row.claimId })
      .map((member) => ({ ...member, present: member.present === 1 })),
  }))
}
export interface ClaimQuestion {
  readonly type?: ClaimType | undefined
  readonly status?: Claim['status'] | undefined
  readonly text?: string | undefined
  readonly entityId?: number | undefined
  readonly offset: number
  readonly limit: number
}
/** Claims, newest first; for one entity those that name it or an entity merged with it. */
export function listClaims(
  db: Db,
  { type, status, text, entityId, offset, limit }: ClaimQuestion,
): { readonly total: number; readonly rows: readonly Claim[] } {
  const wanted = folded(text ?? '').trim()
  const conditions = [
    ...(type === undefined ? [] : ['c.type = @type']),
    ...(status === undefined ? [] : ['c.status = @status']),
    ...(entityId === undefined
      ? []
      : [
          'c.claim_id IN (SELECT m.claim_id FROM identity_members m WHERE m.entity_id IN (SELECT value FROM json_each(@entities)))',
        ]),
    ...(wanted === ''
      ? []
      : [
          `(c.note LIKE @text ESCAPE '\\' OR c.operator LIKE @text ESCAPE '\\' OR (c.type = 'number' AND c.detail LIKE @text ESCAPE '\\') OR EXISTS (SELECT 1 FROM identity_members m WHERE m.claim_id = c.claim_id AND (m.label LIKE @text ESCAPE '\\' OR ${keyValueSql('m.key')} LIKE @text ESCAPE '\\')))`,
        ]),
  ]
  const where = conditions.length === 0 ? '1' : conditions.join(' AND ')
  const given = {
    type,
    status,
    entities: entityId === undefined ? undefined : JSON.stringify(membersOf(db, entityId)),
    text: wanted === '' ? undefined : `%${escapedLike(wanted)}%`,
  }
  const params = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const total =
    db
      .prepare<[object], number>(`SELECT COUNT(*) FROM identity_claims c WHERE ${where}`)
      .pluck()
      .get(params) ?? 0
  const rows = db
    .prepare<[object], ClaimRow>(
      `SELECT ${claimColumns} FROM identity_claims c WHERE ${where} ORDER BY c.claim_id DESC LIMIT @limit OFFSET @offset`,
    )
    .all({ ...params, offset, limit })
  return { total, rows: withMembers(db, rows) }
}
/** How many active claims of each type there are, and how many were withdrawn. */
export function countClaims(db: Db): {
  readonly merge: number
  readonly split: number
  readonly apart: number
  readonly number: number
  readonly withdrawn: number
} {
  const counts = new Map(
    db
      .prepare<[], [string, number]>(
        "SELECT CASE status WHEN 'active' THEN type ELSE 'withdrawn' END AS what, COUNT(*) FROM identity_claims GROUP BY 1",
      )
      .raw()
      .all(),
  )
  return {
    merge: counts.get('merge') ?? 0,
    split: counts.get('split') ?? 0,
    apart: counts.get('apart') ?? 0,
    number: counts.get('number') ?? 0,
    withdrawn: counts.get('withdrawn') ?? 0,
  }
}
