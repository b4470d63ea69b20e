/** Every method has exactly one handler; a missing one does not compile. */
import { diagnosticsHandlers } from './cases/diagnosticsHandlers.ts'
import { caseSnapshotHandlers, workspaceHandlers } from './cases/handlers.ts'
import { signingHandlers } from './signing/handlers.ts'
import { historyHandlers } from './desk/historyHandlers.ts'
import { importHandlers } from './import/handlers.ts'
import { sheetHandlers } from './import/sheetHandlers.ts'
import { mappingHandlers } from './import/mappingHandlers.ts'
import { detailHandlers } from './desk/detailHandlers.ts'
import { markHandlers } from './desk/markHandlers.ts'
import { editHandlers } from './desk/editHandlers.ts'
import { recordHandlers } from './records/handlers.ts'
import { pairHandlers } from './records/pairHandlers.ts'
import { entityHandlers } from './entities/handlers.ts'
import { graphHandlers } from './graph/handlers.ts'
import { verificationHandlers } from './verification/handlers.ts'
import { identityHandlers } from './identity/handlers.ts'
import { chartHandlers } from './charts/handlers.ts'
import { annotationHandlers } from './charts/annotations.ts'
import { assumptionHandlers } from './charts/assumptions.ts'
import { groupHandlers } from './charts/groups.ts'
import { snapshotHandlers } from './charts/snapshotHandlers.ts'
import { lawHandlers } from './law/handlers.ts'
import { analysisHandlers } from './analysis/handlers.ts'
import { analysisRunHandlers, keptResultHandlers } from './analyses/handlers.ts'
import { collisionHandlers, seriesHandlers } from './collision/handlers.ts'
import { reportHandlers } from './report/handlers.ts'
import { formListHandlers } from './report/lists/handlers.ts'
import { exchangeHandlers } from './exchange/handlers.ts'
import { searchHandlers } from './search/handlers.ts'
import { statementHandlers } from './statements/handlers.ts'
import { attachmentHandlers } from './attachments/handlers.ts'
import type { AllHandlers } from './core/context.ts'

export const handlers: AllHandlers = {
  ...workspaceHandlers,
  ...caseSnapshotHandlers,
  ...signingHandlers,
  ...diagnosticsHandlers,
  ...historyHandlers,
  ...importHandlers,
  ...mappingHandlers,
  ...sheetHandlers,
  ...recordHandlers,
  ...pairHandlers,
  ...editHandlers,
  ...markHandlers,
  ...detailHandlers,
  ...entityHandlers,
  ...identityHandlers,
  ...graphHandlers,
  ...verificationHandlers,
  ...chartHandlers,
  ...assumptionHandlers,
  ...groupHandlers,
  ...annotationHandlers,
  ...snapshotHandlers,
  ...lawHandlers,
  ...analysisHandlers,
  ...analysisRunHandlers,
  ...keptResultHandlers,
  ...reportHandlers,
  ...formListHandlers,
  ...exchangeHandlers,
  ...searchHandlers,
  ...collisionHandlers,
  ...seriesHandlers,
  ...statementHandlers,
  ...attachmentHandlers,
}
