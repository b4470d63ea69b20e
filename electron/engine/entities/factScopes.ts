/** The rows (provenance) of a link or an entity, for tables, charts and reports. */
import { AppError } from '../../../shared/errors.ts'
import { mayStandIn, type RecordKind } from '../../../shared/model/define.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { Db } from '../store/db.ts'
import { literalText, roleColumnOf } from '../records/evidence.ts'
import { recordTable } from '../store/recordTables.ts'
import { type LinkEnds, ruleId, rulesOf, rowsOfLink, type KindRule } from './linkRows.ts'
import { membersOf, resolvedId } from '../records/seenAs.ts'

/** SQL over the alias `r` of a kind's evidence table, with its parameters. */
export interface FactScope {
  readonly kind: RecordKind
  readonly where: string
  readonly params: Readonly<Record<string, number | string>>
}

interface LinkRow {
  readonly rule: string
  readonly from_id: number
  readonly to_id: number
  readonly directed: 0 | 1
}
/** The rule a stored link was made by. Errors: `link-not-found`. */
export function ruleOfLink(
  db: Db,
  linkId: number,
  model: readonly RecordKind[] = recordKinds,
): KindRule & { readonly row: LinkRow } {
  const row = db
    .prepare<[number], LinkRow>('SELECT rule, from_id, to_id, directed FROM links WHERE link_id = ?')
    .get(linkId)
  const entry =
    row === undefined ? undefined : rulesOf(model).find((candidate) => ruleId(candidate) === row.rule)
  if (row === undefined || entry === undefined)
    throw new AppError('link-not-found', `no link ${linkId}`, { linkId })
  return { ...entry, row }
}
/**
 * The stored links that are one relation: the same kind and direction between the same two entities, from rows of several kinds or from several
 * columns of one. A chart draws them as one line, and its rows are the rows of all of them. Errors: `link-not-found`.
 */
export function linksOfRelation(db: Db, linkId: number): readonly number[] {
  const ids = db
    .prepare<[number], number>(
      `SELECT o.link_id FROM links l JOIN links o ON o.from_id = l.from_id AND o.to_id = l.to_id AND o.kind = l.kind AND o.directed = l.directed
     WHERE l.link_id = ? ORDER BY o.count DESC, o.link_id`,
    )
    .pluck()
    .all(linkId)
  if (ids.length === 0) throw new AppError('link-not-found', `no link ${linkId}`, { linkId })
  return ids
}
/** A rule that gives a relation, and how its ends are asked for. */
export interface RelationRule extends KindRule {
  readonly directed: 0 | 1
  readonly ends: LinkEnds
  readonly params: FactScope['params']
}
/** The rules of all stored links that are the relation. Errors: `link-not-found`. */
export function relationRules(
  db: Db,
  linkId: number,
  model: readonly RecordKind[] = recordKinds,
): readonly RelationRule[] {
  return linksOfRelation(db, linkId).map((id) => {
    const { kind, rule, row } = ruleOfLink(db, id, model)
    const from = standingFor(db, row.from_id, 'linkFrom')
    const to = standingFor(db, row.to_id, 'linkTo')
    return {
      kind,
      rule,
      directed: row.directed,
      ends: { from: from.test, to: to.test, inner: row.from_id === row.to_id },
      params: { linkFrom: from.value, linkTo: to.value },
    }
  })
}
/**
 * All rows that give a relation, by the kind of their table; those that do not count (duplicates, counter-entries, failed) are among them, totals
 * tell what counts. Errors: `link-not-found`.
 */
export function linkScopes(
  db: Db,
  linkId: number,
  model: readonly RecordKind[] = recordKinds,
): readonly FactScope[] {
  const scopes = new Map<string, FactScope>()
  for (const { kind, rule, directed, ends, params } of relationRules(db, linkId, model)) {
    const where = rowsOfLink({ kind, rule }, directed, 'r', ends)
    const known = scopes.get(kind.id)
    scopes.set(kind.id, { kind, where: known === undefined ? where : `${known.where} OR (${where})`, params })
  }
  return [...scopes.values()]
}
/** SQL test for rows that name the entity, or any member of a merged one. `parameter` is the name of the SQL parameter. */
export function standingFor(
  db: Db,
  entityId: number,
  parameter: string,
): { readonly test: string; readonly value: number | string } {
  const members = membersOf(db, entityId)
  const [only] = members
  return members.length === 1 && only !== undefined
    ? { test: `= @${parameter}`, value: only }
    : { test: `IN (SELECT value FROM json_each(@${parameter}))`, value: JSON.stringify(members) }
}
/** All rows of a kind in which the entity, or a member of a merged one, has any role. Errors: `entity-not-found`. */
export function entityScope(db: Db, kind: RecordKind, entityId: number): FactScope {
  const entityKind = db
    .prepare<[number], string>('SELECT kind FROM entities WHERE entity_id = ?')
    .pluck()
    .get(resolvedId(db, entityId))
  if (entityKind === undefined) throw new AppError('entity-not-found', `no entity ${entityId}`, { entityId })
  const parts: string[] = []
  const { test, value } = standingFor(db, entityId, 'entity')
  for (const role of kind.roles) {
    if (!mayStandIn(role, entityKind)) continue
    parts.push(
      role.multi === true
        ? `SELECT m.record_id FROM record_entities m WHERE m.entity_id ${test} AND m.kind = ${literalText(kind.id)} AND m.role = ${literalText(role.role)}`
        : `SELECT x.record_id FROM ${recordTable(kind.id)} x WHERE ${roleColumnOf('x', role.role)} ${test}`,
    )
  }
  return {
    kind,
    where: parts.length === 0 ? '0' : `r.record_id IN (${parts.join(' UNION ')})`,
    params: parts.length === 0 ? {} : { entity: value },
  }
}
