/** Entities as analyses name them. */
import type { EntitySummary } from '../../../shared/contract/entities.ts'
import type { EntityCell } from '../../../shared/contract/analyses/result.ts'

/** The entity as a cell of an answer. */
export function entityCell({ entityId, kind, label, key }: EntitySummary): EntityCell {
  return { entityId, kind, label, key }
}
/** The key of an entity's line: the same in every run and in every copy of the case, whatever its id. */
export function entityKey({ kind, key }: EntitySummary): string {
  return `${kind}:${key}`
}
