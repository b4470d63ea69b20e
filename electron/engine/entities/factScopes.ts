/** Which rows stand behind a link or an entity, for tables, charts and reports. */
import { AppError } from '../../../shared/errors.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { Db } from '../context.ts'
import { literalText, roleColumnOf } from '../records/evidence.ts'
import { recordTable } from '../store/recordTables.ts'
import { ruleId, rulesOf, rowsOfLink, type KindRule } from './linkRows.ts'

/** SQL over the alias `r` of a kind's evidence table, with its parameters. */
export interface FactScope { readonly kind: RecordKind; readonly where: string; readonly params: Readonly<Record<string, number>> }

interface LinkRow { readonly rule: string; readonly from_id: number; readonly to_id: number; readonly directed: 0 | 1 }
/** The rule a stored link was made by. Errors: `link-not-found`. */
export function ruleOfLink(db: Db, linkId: number, model: readonly RecordKind[] = recordKinds): KindRule & { readonly row: LinkRow } {
  const row = db.prepare<[number], LinkRow>('SELECT rule, from_id, to_id, directed FROM links WHERE link_id = ?').get(linkId)
  const entry = row === undefined ? undefined : rulesOf(model).find((candidate) => ruleId(candidate) === row.rule)
  if (row === undefined || entry === undefined) throw new AppError('link-not-found', `no link ${linkId}`, { linkId })
  return { ...entry, row }
}
/**
 * The stored links that are one relation: the same kind and direction between the same two, said by rows of several kinds or by several
 * columns of one. A chart draws them as one line, and its rows are the rows of all of them. Errors: `link-not-found`.
 */
export function linksOfRelation(db: Db, linkId: number): readonly number[] {
  const ids = db.prepare<[number], number>(
    `SELECT o.link_id FROM links l JOIN links o ON o.from_id = l.from_id AND o.to_id = l.to_id AND o.kind = l.kind AND o.directed = l.directed
     WHERE l.link_id = ? ORDER BY o.count DESC, o.link_id`).pluck().all(linkId)
  if (ids.length === 0) throw new AppError('link-not-found', `no link ${linkId}`, { linkId })
  return ids
}
/**
 * All rows that give a relation, by the kind of their table; those that do not count (repeats, second sides, failed) are among them, totals
 * tell what counts. Errors: `link-not-found`.
 */
export function linkScopes(db: Db, linkId: number, model: readonly RecordKind[] = recordKinds): readonly FactScope[] {
  const scopes = new Map<string, FactScope>()
  for (const id of linksOfRelation(db, linkId)) {
    const { kind, rule, row } = ruleOfLink(db, id, model)
    const where = rowsOfLink({ kind, rule }, row.directed, 'r')
    const known = scopes.get(kind.id)
    scopes.set(kind.id, { kind, where: known === undefined ? where : `${known.where} OR (${where})`, params: { from: row.from_id, to: row.to_id } })
  }
  return [...scopes.values()]
}
/** All rows of a kind in which the entity has any role. Errors: `entity-not-found`. */
export function entityScope(db: Db, kind: RecordKind, entityId: number): FactScope {
  const entityKind = db.prepare<[number], string>('SELECT kind FROM entities WHERE entity_id = ?').pluck().get(entityId)
  if (entityKind === undefined) throw new AppError('entity-not-found', `no entity ${entityId}`, { entityId })
  const parts: string[] = []
  for (const role of kind.roles) {
    if (role.kind !== entityKind) continue
    parts.push(role.multi === true
      ? `SELECT m.record_id FROM record_entities m WHERE m.entity_id = @entity AND m.kind = ${literalText(kind.id)} AND m.role = ${literalText(role.role)}`
      : `SELECT x.record_id FROM ${recordTable(kind.id)} x WHERE ${roleColumnOf('x', role.role)} = @entity`)
  }
  return { kind, where: parts.length === 0 ? '0' : `r.record_id IN (${parts.join(' UNION ')})`, params: parts.length === 0 ? {} : { entity: entityId } }
}
