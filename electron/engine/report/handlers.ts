import type { reportContract } from '../../../shared/contract/reports.ts'
import { AppError } from '../../../shared/errors.ts'
import type { HandlersFor } from '../context.ts'

export const reportHandlers = {
  'report.workbook': () => { throw new AppError('internal', 'not built yet: report.workbook') },
  'report.document': () => { throw new AppError('internal', 'not built yet: report.document') },
  'report.list': () => { throw new AppError('internal', 'not built yet: report.list') },
} satisfies HandlersFor<typeof reportContract>
