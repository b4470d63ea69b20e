/** Unmerged entities: the members of a merged one, and the columns of a comparison. */
import type { IdentityMember } from '../../../shared/contract/identity.ts'
import type { EntitySummary } from '../../../shared/contract/entities.ts'
import { mayStandIn, type RecordKind } from '../../../shared/model/define.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { Db } from '../store/db.ts'
import { firstSources } from '../entities/detail.ts'
import { readUnmergedEntities } from '../entities/entityRows.ts'
import { literalText, roleColumnOf } from '../records/evidence.ts'
import { rowSources } from '../records/rows.ts'
import { recordTable } from '../store/recordTables.ts'

const shownSources = 10
/** The members in the order given, each with its rows; ids that are not there are left out. */
export function readMembers(
  db: Db,
  entityIds: readonly number[],
  model: readonly RecordKind[] = recordKinds,
): readonly IdentityMember[] {
  const found = readUnmergedEntities(db, entityIds)
  const sourceOf = rowSources(db)
  const note = db.prepare<[number], string>('SELECT note FROM entity_notes WHERE entity_id = ?').pluck()
  return entityIds.flatMap((entityId): IdentityMember[] => {
    const entity = found.get(entityId)
    if (entity === undefined) return []
    const kinds = model.filter((kind) => kind.roles.some((role) => mayStandIn(role, entity.kind)))
    return [
      {
        entity,
        note: note.get(entityId) ?? '',
        records: rowCounts(db, kinds, entity),
        sources: firstSources(db, kinds, entityId, entity.kind, true)
          .slice(0, shownSources)
          .map(({ kind, recordId, sheetId, row }) => {
            const { originalId, fileName, sha256, sheet } = sourceOf({ kind, recordId, sheetId })
            return { kind: kind.id, recordId, originalId, fileName, sha256, sheetId, sheet, row }
          }),
      },
    ]
  })
}
function rowCounts(
  db: Db,
  kinds: readonly RecordKind[],
  { entityId, kind: entityKind }: EntitySummary,
): IdentityMember['records'] {
  return kinds
    .map((kind) => {
      const parts = kind.roles
        .filter((role) => mayStandIn(role, entityKind))
        .map((role) =>
          role.multi === true
            ? `SELECT m.record_id FROM record_entities m WHERE m.entity_id = @entityId AND m.kind = ${literalText(kind.id)} AND m.role = ${literalText(role.role)}`
            : `SELECT r.record_id FROM ${recordTable(kind.id)} r WHERE ${roleColumnOf('r', role.role)} = @entityId`,
        )
      return {
        kind: kind.id,
        count:
          db
            .prepare<[object], number>(`SELECT COUNT(*) FROM (${parts.join(' UNION ')})`)
            .pluck()
            .get({ entityId }) ?? 0,
      }
    })
    .filter(({ count }) => count > 0)
}
