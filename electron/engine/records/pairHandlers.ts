import type { pairContract } from '../../../shared/contract/pairs.ts'
import type { HandlersFor } from '../core/context.ts'
import { decideAllFacts, decideFact, forgetFactDecisions } from './factDecisions.ts'
import {
  acceptCandidates,
  forgetDecisions,
  joinRows,
  keepApart,
  listPairs,
  readPairing,
  takeApart,
} from './pairs.ts'

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
  'pairs.keepApart': (context, { kind, recordId, otherId }) => {
    keepApart(context, kind, recordId, otherId)
    return null
  },
  'pairs.acceptCandidates': (context, { kind, minutes }) => acceptCandidates(context, kind, minutes),
  'facts.decide': (context, { kind, recordId, otherId, decision }) => {
    decideFact(context, kind, recordId, otherId, decision)
    return null
  },
  'facts.decideAll': (context, { kind, finding, days }) => ({
    decisions: decideAllFacts(context, kind, finding, days),
  }),
  'facts.forget': (context, { kind, recordId }) => {
    forgetFactDecisions(context, kind, recordId)
    return null
  },
  'pairs.forget': (context, { kind, recordId }) => {
    forgetDecisions(context, kind, recordId)
    return null
  },
} satisfies HandlersFor<typeof pairContract>
