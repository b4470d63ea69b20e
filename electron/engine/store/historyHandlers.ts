import type { historyContract } from '../../../shared/contract/history.ts'
import { AppError } from '../../../shared/errors.ts'
import type { HandlersFor } from '../context.ts'

export const historyHandlers = {
  'history.list': () => { throw new AppError('internal', 'not built yet: history.list') },
  'history.undo': () => { throw new AppError('internal', 'not built yet: history.undo') },
  'history.redo': () => { throw new AppError('internal', 'not built yet: history.redo') },
  'audit.list': () => { throw new AppError('internal', 'not built yet: audit.list') },
  'case.verify': () => { throw new AppError('internal', 'not built yet: case.verify') },
} satisfies HandlersFor<typeof historyContract>
