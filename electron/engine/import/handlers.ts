import type { importContract } from '../../../shared/contract/imports.ts'
import { AppError } from '../../../shared/errors.ts'
import type { HandlersFor } from '../context.ts'

export const importHandlers = {
  'import.inspect': () => { throw new AppError('internal', 'not built yet: import.inspect') },
  'import.preview': () => { throw new AppError('internal', 'not built yet: import.preview') },
  'import.run': () => { throw new AppError('internal', 'not built yet: import.run') },
  'import.batches': () => { throw new AppError('internal', 'not built yet: import.batches') },
  'import.issues': () => { throw new AppError('internal', 'not built yet: import.issues') },
  'import.undo': () => { throw new AppError('internal', 'not built yet: import.undo') },
  'import.redo': () => { throw new AppError('internal', 'not built yet: import.redo') },
} satisfies HandlersFor<typeof importContract>
