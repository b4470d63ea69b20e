import type { analysisContract } from '../../../shared/contract/analysis.ts'
import { AppError } from '../../../shared/errors.ts'
import type { HandlersFor } from '../context.ts'
import { findInCase } from '../search/find.ts'

export const analysisHandlers = {
  'overview.read': () => { throw new AppError('internal', 'not built yet: overview.read') },
  'measures.list': () => { throw new AppError('internal', 'not built yet: measures.list') },
  'search.find': ({ db }, { text, limit }) => findInCase(db, text, limit),
} satisfies HandlersFor<typeof analysisContract>
