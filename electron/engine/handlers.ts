/** Every method has exactly one handler; a missing one does not compile. */
import { workspaceHandlers } from './store/workspaceHandlers.ts'
import { historyHandlers } from './store/historyHandlers.ts'
import { importHandlers } from './import/handlers.ts'
import { mappingHandlers } from './import/mappingHandlers.ts'
import { markHandlers } from './records/markHandlers.ts'
import { editHandlers } from './records/editHandlers.ts'
import { recordHandlers } from './records/handlers.ts'
import { pairHandlers } from './records/pairHandlers.ts'
import { entityHandlers } from './entities/handlers.ts'
import { identityHandlers } from './identity/handlers.ts'
import { chartHandlers } from './charts/handlers.ts'
import { analysisHandlers } from './analysis/handlers.ts'
import { collisionHandlers } from './collision/handlers.ts'
import { reportHandlers } from './report/handlers.ts'
import { searchHandlers } from './search/handlers.ts'
import type { AllHandlers } from './context.ts'

export const handlers: AllHandlers = {
  ...workspaceHandlers,
  ...historyHandlers,
  ...importHandlers,
  ...mappingHandlers,
  ...recordHandlers,
  ...pairHandlers,
  ...editHandlers,
  ...markHandlers,
  ...entityHandlers,
  ...identityHandlers,
  ...chartHandlers,
  ...analysisHandlers,
  ...reportHandlers,
  ...searchHandlers,
  ...collisionHandlers,
}
