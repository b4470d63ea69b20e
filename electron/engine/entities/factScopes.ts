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
 * All rows that give a link, those that do not count (repeats, second sides, failed) among them; totals tell what counts.
 * Errors: `link-not-found`.
 */
export function linkScope(db: Db, linkId: number, model: readonly RecordKind[] = recordKinds): FactScope {
  const { kind, rule, row } = ruleOfLink(db, linkId, model)
  return { kind, where: rowsOfLink({ kind, rule }, row.directed, 'r'), params: { from: row.from_id, to: row.to_id } }
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
