import type { analysisContract } from '../../../shared/contract/analysis.ts'
import type { HandlersFor } from '../context.ts'
import { listMeasures } from '../law/measures.ts'
import { findInCase } from '../search/find.ts'
import { readOverview } from './overview.ts'

export const analysisHandlers = {
  'overview.read': ({ db }) => readOverview(db),
  'measures.list': ({ db }) => listMeasures(db),
  'search.find': ({ db }, { text, limit }) => findInCase(db, text, limit),
} satisfies HandlersFor<typeof analysisContract>
