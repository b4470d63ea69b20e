import type { entityContract } from '../../../shared/contract/entities.ts'
import { AppError } from '../../../shared/errors.ts'
import type { HandlersFor } from '../context.ts'

export const entityHandlers = {
  'entities.kinds': () => { throw new AppError('internal', 'not built yet: entities.kinds') },
  'entities.list': () => { throw new AppError('internal', 'not built yet: entities.list') },
  'entities.read': () => { throw new AppError('internal', 'not built yet: entities.read') },
  'entities.note': () => { throw new AppError('internal', 'not built yet: entities.note') },
  'links.list': () => { throw new AppError('internal', 'not built yet: links.list') },
  'links.read': () => { throw new AppError('internal', 'not built yet: links.read') },
  'paths.find': () => { throw new AppError('internal', 'not built yet: paths.find') },
} satisfies HandlersFor<typeof entityContract>
