import type { workspaceContract } from '../../../shared/contract/workspace.ts'
import { AppError } from '../../../shared/errors.ts'
import type { HandlersFor } from '../context.ts'

export const workspaceHandlers = {
  'workspace.read': () => { throw new AppError('internal', 'not built yet: workspace.read') },
  'workspace.create': () => { throw new AppError('internal', 'not built yet: workspace.create') },
  'workspace.open': () => { throw new AppError('internal', 'not built yet: workspace.open') },
  'workspace.openSample': () => { throw new AppError('internal', 'not built yet: workspace.openSample') },
  'workspace.close': () => { throw new AppError('internal', 'not built yet: workspace.close') },
  'workspace.forget': () => { throw new AppError('internal', 'not built yet: workspace.forget') },
  'workspace.changePassphrase': () => { throw new AppError('internal', 'not built yet: workspace.changePassphrase') },
  'workspace.settings': () => { throw new AppError('internal', 'not built yet: workspace.settings') },
  'workspace.saveSettings': () => { throw new AppError('internal', 'not built yet: workspace.saveSettings') },
} satisfies HandlersFor<typeof workspaceContract>
