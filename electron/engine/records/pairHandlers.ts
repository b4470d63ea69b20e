import type { pairContract } from '../../../shared/contract/pairs.ts'
import type { HandlersFor } from '../core/context.ts'
import { forgetDecisions, joinRows, listPairs, readPairing, takeApart } from './pairs.ts'

export const pairHandlers = {
  'pairs.list': ({ db }, { kind, decidedOnly, offset, limit }) =>
    listPairs(db, kind, decidedOnly, offset, limit),
  'pairs.read': ({ db }, { kind, recordId }) => readPairing(db, kind, recordId),
  'pairs.takeApart': (context, { kind, recordId }) => {
    takeApart(context, kind, recordId)
    return null
  },
  'pairs.join': (context, { kind, recordId, otherId }) => {
    joinRows(context, kind, recordId, otherId)
    return null
  },
  'pairs.forget': (context, { kind, recordId }) => {
    forgetDecisions(context, kind, recordId)
    return null
  },
} satisfies HandlersFor<typeof pairContract>
