import type { Overview } from '../../../shared/contract/analysis.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Db } from '../context.ts'

/** The case at a glance. Stub until its owner replaces it. */
export function readOverview(_db: Db): Overview {
  throw new AppError('internal', 'not built yet: overview.read')
}
