import type { recordContract } from '../../../shared/contract/records.ts'
import { AppError } from '../../../shared/errors.ts'
import type { HandlersFor } from '../context.ts'

export const recordHandlers = {
  'tables.list': () => { throw new AppError('internal', 'not built yet: tables.list') },
  'records.window': () => { throw new AppError('internal', 'not built yet: records.window') },
  'records.totals': () => { throw new AppError('internal', 'not built yet: records.totals') },
  'records.facet': () => { throw new AppError('internal', 'not built yet: records.facet') },
  'records.histogram': () => { throw new AppError('internal', 'not built yet: records.histogram') },
  'records.read': () => { throw new AppError('internal', 'not built yet: records.read') },
  'records.original': () => { throw new AppError('internal', 'not built yet: records.original') },
  'records.locate': () => { throw new AppError('internal', 'not built yet: records.locate') },
  'records.export': () => { throw new AppError('internal', 'not built yet: records.export') },
} satisfies HandlersFor<typeof recordContract>
