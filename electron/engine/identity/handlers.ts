import type { identityContract } from '../../../shared/contract/identity.ts'
import type { HandlersFor } from '../core/context.ts'
import type { Db } from '../store/db.ts'
import { readEntity, readUnmergedEntities } from '../entities/entityRows.ts'
import { membersOf, resolvedId } from '../records/seenAs.ts'
import {
  addClaim,
  alikeEntities,
  endClaims,
  listClaims,
  mergeEntities,
  reviveClaims,
  takeOutOf,
} from './claims.ts'
import { compareEntities } from './comparison.ts'
import { exportPersons } from './exportPersons.ts'
import { readMembers } from './members.ts'
import { claimNumber, foreseeNumber } from './numbers.ts'
import { personsBehindAccounts } from './persons.ts'
import { splitChoices, splitEntity } from './split.ts'
import { decide, decideAll, foreseeAll, identityOverview, listSuggestions } from './suggest/decide.ts'
import { suggest } from './suggest/run.ts'

const shownMembers = 100
/** Whom the first of the claims or suggestions of a step is about, as the step names them; the number for a claim about a number. */
function labelsOfClaim(db: Db, claimId: number | undefined): string | null {
  const labels = db
    .prepare<[number], string>(
      'SELECT label FROM identity_members WHERE claim_id = ? ORDER BY side, entity_id LIMIT 2',
    )
    .pluck()
    .all(claimId ?? 0)
  if (labels.length > 0) return labels.join('、')
  const number = db
    .prepare<[number], string | null>(
      "SELECT json_extract(detail, '$.value') FROM identity_claims WHERE claim_id = ?",
    )
    .pluck()
    .get(claimId ?? 0)
  return number ?? null
}
function labelsOfSuggestion(db: Db, suggestionId: number | undefined): string | null {
  const ids = db
    .prepare<[number], number>(
      'SELECT entity_id FROM identity_suggestion_members WHERE suggestion_id = ? ORDER BY entity_id LIMIT 2',
    )
    .pluck()
    .all(suggestionId ?? 0)
  const labels = [...readUnmergedEntities(db, ids).values()].map(({ label }) => label).toSorted()
  return labels.length === 0 ? null : labels.join('、')
}
export const identityHandlers = {
  'identity.suggest': (context) => suggest(context),
  'identity.overview': ({ db }) => identityOverview(db),
  'identity.suggestions': ({ db }, question) => listSuggestions(db, question),
  'identity.compare': ({ db }, { entityIds }) => compareEntities(db, entityIds),
  'identity.decide': (context, { suggestionIds, decision, note }) => {
    const label = labelsOfSuggestion(context.db, suggestionIds[0])
    const result = decide(context, suggestionIds, decision, note)
    context.describe({ suggestions: result.decided, decision, label })
    return result
  },
  'identity.foreseeAll': ({ db }, { of }) => foreseeAll(db, of),
  'identity.decideAll': (context, args) => {
    const result = decideAll(context, args)
    context.describe({ suggestions: result.decided, decision: args.decision, reason: args.of.reason ?? null })
    return result
  },
  'identity.merge': (context, { entityIds, note, reasons }) => {
    const labels = entityIds.slice(0, 2).map((entityId) => readEntity(context.db, entityId).label)
    const claimId = mergeEntities(context, entityIds, reasons, note)
    context.describe({ label: labels.join('、'), members: new Set(entityIds).size, claimId })
    // The resolved entity is known only when the claims are applied, after the command; the id of any member leads to it.
    return { claimId, entityId: resolvedId(context.db, entityIds[0] ?? 0) }
  },
  'identity.apart': (context, { entityIds, note }) => {
    const { kind, members } = alikeEntities(context.db, entityIds)
    const claimId = addClaim(context, { type: 'apart', kind, reasons: ['by-hand'], note, members })
    context.describe({
      label: members
        .slice(0, 2)
        .map(({ label }) => label)
        .join('、'),
      members: members.length,
      claimId,
    })
    return { claimId }
  },
  'identity.foreseeNumber': ({ db }, number) => foreseeNumber(db, number),
  'identity.number': (context, args) => {
    const result = claimNumber(context, args)
    context.describe({ number: args.value, sort: args.sort, says: args.says, ...result })
    return result
  },
  'identity.takeOut': (context, { entityId, memberIds, note }) => {
    const { label } = readEntity(context.db, entityId)
    const [taken] = readUnmergedEntities(context.db, memberIds.slice(0, 1)).values()
    const result = takeOutOf(context, entityId, memberIds, note)
    context.describe({ label, members: memberIds.length, member: taken?.label ?? null })
    return result
  },
  'identity.members': ({ db }, { entityId }) => {
    const seen = readEntity(db, entityId).entityId
    // The resolved entity comes first.
    const members = readMembers(db, membersOf(db, seen).slice(0, shownMembers)).toSorted(
      (one, other) =>
        Number(other.entity.entityId === seen) - Number(one.entity.entityId === seen) ||
        (one.entity.label < other.entity.label ? -1 : 1),
    )
    return { members, claims: listClaims(db, { entityId, offset: 0, limit: 100 }).rows }
  },
  'identity.splitChoices': ({ db }, { entityId }) => splitChoices(db, entityId),
  'identity.split': (context, { entityId, label, conditions, note }) => {
    const whole = readEntity(context.db, entityId)
    const result = splitEntity(context, entityId, label, conditions, note)
    context.describe({ label: whole.label, part: label, rows: result.rows, claimId: result.claimId })
    return result
  },
  'identity.withdraw': (context, { claimIds }) => {
    const withdrawn = endClaims(context, claimIds)
    context.describe({ claims: withdrawn, label: labelsOfClaim(context.db, claimIds[0]) })
    return { withdrawn }
  },
  'identity.restore': (context, { claimIds }) => {
    const restored = reviveClaims(context, claimIds)
    context.describe({ claims: restored, label: labelsOfClaim(context.db, claimIds[0]) })
    return { restored }
  },
  'identity.claims': ({ db }, question) => listClaims(db, question),
  'identity.persons': ({ db }, question) => personsBehindAccounts(db, question),
  'identity.exportPersons': (context, args) => exportPersons(context, args),
} satisfies HandlersFor<typeof identityContract>
