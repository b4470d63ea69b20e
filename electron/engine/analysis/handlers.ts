import type { analysisContract } from '../../../shared/contract/analysis.ts'
import type { qualityContract } from '../../../shared/contract/quality.ts'
import type { HandlersFor } from '../core/context.ts'
import { readOverview } from './overview.ts'
import { gatherFindings, qualityFacets, qualityRows } from './quality.ts'

export const analysisHandlers = {
  'overview.read': ({ db }) => readOverview(db),
  'quality.list': (context) => gatherFindings(context),
  'quality.rows': ({ db }, { finding, batch, entity, offset, limit }) =>
    qualityRows(db, finding, offset, limit, { batchId: batch ?? null, entityId: entity ?? null }),
  'quality.facets': ({ db }, { finding }) => qualityFacets(db, finding),
} satisfies HandlersFor<typeof analysisContract & typeof qualityContract>
