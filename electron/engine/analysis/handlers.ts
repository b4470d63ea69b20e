import type { analysisContract } from '../../../shared/contract/analysis.ts'
import { AppError } from '../../../shared/errors.ts'
import type { HandlersFor } from '../context.ts'

export const analysisHandlers = {
  'overview.read': () => { throw new AppError('internal', 'not built yet: overview.read') },
  'measures.list': () => { throw new AppError('internal', 'not built yet: measures.list') },
  'search.find': () => { throw new AppError('internal', 'not built yet: search.find') },
} satisfies HandlersFor<typeof analysisContract>
