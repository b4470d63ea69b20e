/** Whom a statement is about: an entity of the case, or one that is named by a number or by a name alone. */
import type { StatementEnd } from '../../../shared/contract/statements.ts'
import type { EntityKindId } from '../../../shared/model/define.ts'
import { boundKey, entityIdOf, hash53 } from '../../../shared/model/entityId.ts'
import { statedKey, statedNameKey, statedNumbers } from '../../../shared/model/statedNumbers.ts'
import { AppError } from '../../../shared/errors.ts'
import { readUnmergedEntities } from '../entities/entityRows.ts'
import { resolvedId } from '../records/seenAs.ts'
import type { Db } from '../store/db.ts'

export interface NamedEnd {
  readonly kind: string
  readonly key: string
  readonly name: string
}
/** The entity an end names. */
export function idOf({ kind, key }: NamedEnd): number {
  return entityIdOf(kind as EntityKindId, key)
}
/**
 * The end as its key. A name alone is somebody of this statement only; `mark` tells the statement. `before`: whom it named so far; a statement that is
 * changed while they are merged with others keeps naming just them. Errors: `entity-not-found`, `statement-empty`,
 * `statement-not-stated`.
 */
export function namedEnd(db: Db, end: StatementEnd, mark: string, before: NamedEnd | null): NamedEnd {
  if ('entityId' in end) {
    if (before !== null && resolvedId(db, idOf(before)) === resolvedId(db, end.entityId)) return before
    const entity = readUnmergedEntities(db, [end.entityId]).get(end.entityId)
    if (entity === undefined)
      throw new AppError('entity-not-found', `no entity ${end.entityId}`, { entityId: end.entityId })
    return { kind: entity.kind, key: entity.key, name: entity.label }
  }
  const name = (end.name ?? '').trim()
  const number = (end.number ?? '').trim()
  if (number !== '') {
    const sort = statedNumbers.find((candidate) => candidate.kind === end.kind && candidate.sort === end.sort)
    const key = sort === undefined ? null : statedKey(sort, number)
    if (key === null)
      throw new AppError('statement-not-stated', 'no number of that sort, or one that tells nobody', {
        field: 'number',
      })
    return { kind: end.kind, key, name: name === '' ? key.slice(key.indexOf(':') + 1) : name }
  }
  if (name === '') throw new AppError('statement-empty', 'one side has neither a number nor a name', {})
  return {
    kind: end.kind,
    key: statedNameKey(end.kind, name) ?? boundKey('mention', name, `said.${hash53(mark).toString(36)}`),
    name,
  }
}
