import type { analysisContract } from '../../../shared/contract/analysis.ts'
import type { qualityContract } from '../../../shared/contract/quality.ts'
import type { HandlersFor } from '../core/context.ts'
import { countAccounts, rankAccounts, readAccount } from './accounts.ts'
import { readOverview } from './overview.ts'
import { gatherFindings, qualityFacets, qualityRows } from './quality.ts'

export const analysisHandlers = {
  'overview.read': ({ db }) => readOverview(db),
  'accounts.list': ({ db }, { offset, limit }) => ({
    total: countAccounts(db),
    rows: rankAccounts(db, limit, offset),
  }),
  'accounts.read': ({ db }, { entityId }) => readAccount(db, entityId),
  'quality.list': (context) => gatherFindings(context),
  'quality.rows': ({ db }, { finding, batch, entity, offset, limit }) =>
    qualityRows(db, finding, offset, limit, { batchId: batch ?? null, entityId: entity ?? null }),
  'quality.facets': ({ db }, { finding }) => qualityFacets(db, finding),
} satisfies HandlersFor<typeof analysisContract & typeof qualityContract>
