/**
 * Split entities: the rows that meet the conditions of an active split belong to a separate part. The part is an entity like any other. The
 * rows themselves do not change; when the split ends, every row belongs to the whole again. Duplicates and counter-entries are found on
 * the whole, so no figure changes when an account is split.
 */
import type { EntityKindId, EntityRole, RecordKind } from '../../../shared/model/define.ts'
import { entityIdOf, isNameKey, keyLabel, wholeKey } from '../../../shared/model/entityId.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { Db, WriteDb } from '../store/db.ts'
import { atOnce, oneStep, type Steps } from '../store/steps.ts'
import { columnOf, literalText, roleColumnOf } from '../records/evidence.ts'
import type { RowSelection } from '../records/selection.ts'
import { quotedName, recordTable, roleColumn } from '../store/recordTables.ts'
import {
  countEntityFacts,
  countNeighbours,
  labelEntities,
  removeUnnamedEntities,
  statementsOf,
} from './entityFacts.ts'
import { linkKeysOfRows, rebuildLinks, rulesOf } from './linkRows.ts'
import { refreshMerges, withMergesLifted } from './merges.ts'

export interface RowCondition {
  readonly kind: string
  readonly field: string
  readonly value: string
}
interface ActiveSplit {
  readonly claimId: number
  readonly entityKind: EntityKindId
  readonly whole: { readonly id: number; readonly key: string; readonly label: string }
  readonly part: { readonly id: number; readonly key: string; readonly label: string }
  readonly conditions: readonly RowCondition[]
}

/**
 * Runs work that derives facts, with all splits undone and merges lifted over the entities it writes to. All deriving of facts runs
 * through here. Where something is split, and with `whole`, every merge is lifted.
 */
export function onBareFacts<T, Told = void>(
  db: WriteDb,
  work: Steps<T, Told>,
  model: readonly RecordKind[] = recordKinds,
  whole = false,
): Steps<T, Told> {
  return withMergesLifted(db, onWholes(db, work, model), model, whole || hasSplits(db))
}
function* onWholes<T, Told>(db: WriteDb, work: Steps<T, Told>, model: readonly RecordKind[]): Steps<T, Told> {
  giveBack(db, model)
  const value = yield* work
  takeApart(db, model)
  return value
}
function hasSplits(db: Db): boolean {
  return (
    db
      .prepare(
        "SELECT 1 FROM entity_parts UNION ALL SELECT 1 FROM identity_claims WHERE type = 'split' AND status = 'active' LIMIT 1",
      )
      .get() !== undefined
  )
}
/** Brings parts and merges in line with the claims. Call inside a transaction. */
export function refreshClaims(db: WriteDb, model: readonly RecordKind[] = recordKinds): void {
  if (hasSplits(db))
    atOnce(
      onBareFacts(
        db,
        oneStep(() => undefined),
        model,
      ),
    )
  else refreshMerges(db, model)
}

function activeSplits(db: Db): readonly ActiveSplit[] {
  const claims = db
    .prepare<[], { claimId: number; kind: EntityKindId; detail: string }>(
      "SELECT claim_id AS claimId, kind, detail FROM identity_claims WHERE type = 'split' AND status = 'active' ORDER BY claim_id",
    )
    .all()
  const members = db.prepare<[number], { id: number; key: string; label: string; side: number }>(
    'SELECT entity_id AS id, key, label, side FROM identity_members WHERE claim_id = ?',
  )
  return claims.flatMap(({ claimId, kind, detail }) => {
    const all = members.all(claimId)
    const whole = all.find(({ side }) => side === 0)
    const part = all.find(({ side }) => side === 1)
    // Only identity.split writes these.
    const { conditions } = JSON.parse(detail) as { readonly conditions: readonly RowCondition[] }
    return whole === undefined || part === undefined
      ? []
      : [{ claimId, entityKind: kind, whole, part, conditions }]
  })
}
function rolesFor(kind: RecordKind, entityKind: string): readonly EntityRole[] {
  return kind.roles.filter((role) => role.kind === entityKind)
}
/** SQL: the row, seen from this role of the entity, meets one of the conditions. Only what the role says of its entity counts: the counter's name is not the owner's. */
function conditionSql(kind: RecordKind, role: EntityRole, conditions: readonly RowCondition[]): string {
  const stated = new Set(statementsOf(kind, role).map(({ field }) => field))
  const parts = conditions
    .filter((condition) => condition.kind === kind.id && stated.has(condition.field))
    .map(({ field, value }) => {
      const column = columnOf('r', field)
      return kind.fields.find((candidate) => candidate.id === field)?.multi === true
        ? `instr(char(10) || ${column} || char(10), char(10) || ${literalText(value)} || char(10)) > 0`
        : `CAST(${column} AS TEXT) = ${literalText(value)}`
    })
  return parts.length === 0 ? '0' : `(${parts.join(' OR ')})`
}
/** The rows of a kind that name the entity in the role and meet the conditions; all of them without conditions. */
export function rowsOfPart(
  db: Db,
  kind: RecordKind,
  role: EntityRole,
  entityId: number,
  conditions: readonly RowCondition[] | null,
): readonly number[] {
  const meets = conditions === null ? '1' : conditionSql(kind, role, conditions)
  if (meets === '0') return []
  const sql =
    role.multi === true
      ? `SELECT r.record_id FROM record_entities m CROSS JOIN ${recordTable(kind.id)} r ON r.record_id = m.record_id WHERE m.entity_id = ? AND m.kind = ${literalText(kind.id)} AND m.role = ${literalText(role.role)} AND ${meets}`
      : `SELECT r.record_id FROM ${recordTable(kind.id)} r WHERE ${roleColumnOf('r', role.role)} = ? AND ${meets}`
  return db.prepare<[number], number>(sql).pluck().all(entityId)
}

function takeApart(db: WriteDb, model: readonly RecordKind[]): void {
  for (const { claimId, entityKind, whole, part, conditions } of activeSplits(db)) {
    const moves = movesOf(db, model, entityKind, whole.id, part.id, conditions)
    if (moves.length === 0) continue
    db.prepare(
      'INSERT OR IGNORE INTO entities (entity_id, kind, key, label, name_only) VALUES (?, ?, ?, ?, ?)',
    ).run(part.id, entityKind, part.key, part.label, isNameKey(part.key) ? 1 : 0)
    db.prepare('INSERT OR IGNORE INTO entity_parts (part_id, entity_id, claim_id) VALUES (?, ?, ?)').run(
      part.id,
      whole.id,
      claimId,
    )
    moveRows(db, model, moves)
    db.prepare('UPDATE entities SET label = ? WHERE entity_id = ?').run(part.label, part.id)
  }
}
function giveBack(db: WriteDb, model: readonly RecordKind[]): void {
  const parts = db
    .prepare<[], { partId: number; kind: EntityKindId; key: string }>(
      'SELECT p.part_id AS partId, e.kind, e.key FROM entity_parts p JOIN entities e ON e.entity_id = p.part_id ORDER BY p.part_id',
    )
    .all()
  for (const { partId, kind, key } of parts) {
    // A part of a part goes back to the original entity directly.
    const whole = wholeKey(key)
    const entityId = entityIdOf(kind, whole)
    db.prepare(
      'INSERT OR IGNORE INTO entities (entity_id, kind, key, label, name_only) VALUES (?, ?, ?, ?, ?)',
    ).run(entityId, kind, whole, keyLabel(whole), isNameKey(whole) ? 1 : 0)
    moveRows(db, model, movesOf(db, model, kind, partId, entityId, null))
  }
  db.exec('DELETE FROM entity_parts')
}

interface Move {
  readonly kind: RecordKind
  readonly role: EntityRole
  readonly from: number
  readonly to: number
  readonly records: readonly number[]
}
/** A row that names the entity in several roles goes as a whole, so that no transfer to itself becomes a transfer between two. */
function movesOf(
  db: Db,
  model: readonly RecordKind[],
  entityKind: string,
  from: number,
  to: number,
  conditions: readonly RowCondition[] | null,
): readonly Move[] {
  return model.flatMap((kind) => {
    const roles = rolesFor(kind, entityKind)
    const rows = new Set(roles.flatMap((role) => rowsOfPart(db, kind, role, from, conditions)))
    if (rows.size === 0) return []
    return roles
      .map((role): Move => ({
        kind,
        role,
        from,
        to,
        records: rowsOfPart(db, kind, role, from, null).filter((row) => rows.has(row)),
      }))
      .filter(({ records }) => records.length > 0)
  })
}
/** Moves the rows to another entity: what they say is subtracted from the old one and added to the new one. */
function moveRows(db: WriteDb, model: readonly RecordKind[], moves: readonly Move[]): void {
  const entities = new Set<number>()
  const ends = new Set<number>()
  for (const kind of new Set(moves.map((move) => move.kind))) {
    const own = moves.filter((move) => move.kind === kind)
    const rows = rowsOf(new Set(own.flatMap(({ records }) => records)))
    const rules = rulesOf([kind])
    const before = rules.map((entry) => linkKeysOfRows(db, entry, rows))
    for (const entityId of countEntityFacts(db, kind, rows, -1)) entities.add(entityId)
    for (const { role, from, to, records } of own) {
      const ids = JSON.stringify(records)
      if (role.multi === true)
        db.prepare(
          'UPDATE record_entities SET entity_id = ? WHERE kind = ? AND role = ? AND entity_id = ? AND record_id IN (SELECT value FROM json_each(?))',
        ).run(to, kind.id, role.role, from, ids)
      else
        db.prepare(
          `UPDATE ${recordTable(kind.id)} SET ${quotedName(roleColumn(role.role))} = ? WHERE record_id IN (SELECT value FROM json_each(?))`,
        ).run(to, ids)
    }
    for (const entityId of countEntityFacts(db, kind, rows, 1)) entities.add(entityId)
    rules.forEach((entry, index) => {
      const keys = new Map(
        [...(before[index] ?? []), ...linkKeysOfRows(db, entry, rows)].map((key) => [
          `${key.fromId}/${key.toId}/${key.directed}`,
          key,
        ]),
      )
      rebuildLinks(db, entry, [...keys.values()])
      for (const { fromId, toId } of keys.values()) ends.add(fromId).add(toId)
    })
  }
  removeUnnamedEntities(db, entities, model)
  countNeighbours(db, new Set([...entities, ...ends]))
  labelEntities(db, model, entities)
}
function rowsOf(records: ReadonlySet<number>): RowSelection {
  const rows = JSON.stringify([...records])
  return {
    condition: (alias) => `${alias}.record_id IN (SELECT value FROM json_each(@rows))`,
    params: { rows },
    count: records.size,
    all: false,
  }
}
