import type { identityContract } from '../../../shared/contract/identity.ts'
import type { HandlersFor } from '../context.ts'
import { readEntity } from '../entities/entityRows.ts'
import { membersOf, resolvedId } from '../entities/merges.ts'
import { addClaim, alikeEntities, endClaims, listClaims, mergeEntities, reviveClaims, takeOutOf } from './claims.ts'
import { readMembers } from './members.ts'
import { splitChoices, splitEntity } from './split.ts'

const shownMembers = 100
export const identityHandlers = {
  'identity.merge': (context, { entityIds, note, reasons }) => {
    const labels = entityIds.slice(0, 2).map((entityId) => readEntity(context.db, entityId).label)
    const claimId = mergeEntities(context, entityIds, reasons, note)
    context.describe({ label: labels.join('、'), members: new Set(entityIds).size, claimId })
    // Who stands for them is known when the claims have been followed, after the command; any member's id leads there.
    return { claimId, entityId: resolvedId(context.db, entityIds[0] ?? 0) }
  },
  'identity.apart': (context, { entityIds, note }) => {
    const { kind, members } = alikeEntities(context.db, entityIds)
    const claimId = addClaim(context, { type: 'apart', kind, reasons: ['by-hand'], note, members })
    context.describe({ label: members.slice(0, 2).map(({ label }) => label).join('、'), members: members.length, claimId })
    return { claimId }
  },
  'identity.takeOut': (context, { entityId, memberIds, note }) => {
    const { label } = readEntity(context.db, entityId)
    const result = takeOutOf(context, entityId, memberIds, note)
    context.describe({ label, members: memberIds.length })
    return result
  },
  'identity.members': ({ db }, { entityId }) => {
    readEntity(db, entityId)
    return { members: readMembers(db, membersOf(db, entityId).slice(0, shownMembers)), claims: listClaims(db, { entityId, offset: 0, limit: 100 }).rows }
  },
  'identity.splitChoices': ({ db }, { entityId }) => splitChoices(db, entityId),
  'identity.split': (context, { entityId, label, conditions, note }) => {
    const whole = readEntity(context.db, entityId)
    const result = splitEntity(context, entityId, label, conditions, note)
    context.describe({ label: whole.label, rows: result.rows, claimId: result.claimId })
    return result
  },
  'identity.withdraw': (context, { claimIds }) => {
    const withdrawn = endClaims(context, claimIds)
    context.describe({ claims: withdrawn })
    return { withdrawn }
  },
  'identity.restore': (context, { claimIds }) => {
    const restored = reviveClaims(context, claimIds)
    context.describe({ claims: restored })
    return { restored }
  },
  'identity.claims': ({ db }, question) => listClaims(db, question),
} satisfies HandlersFor<typeof identityContract>
