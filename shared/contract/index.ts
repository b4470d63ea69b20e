/** The contract: every method page, hosts and command line may call. Nothing else crosses to the engine. */
import { analysisContract } from './analysis.ts'
import { analysisRunContract } from './analysisRuns.ts'
import { keptResultContract } from './keptResults.ts'
import { annotationContract } from './annotations.ts'
import { caseDetailContract } from './caseDetails.ts'
import { caseSnapshotContract } from './caseSnapshots.ts'
import { chartContract } from './charts.ts'
import { seriesContract } from './series.ts'
import { collisionContract } from './collision.ts'
import type { ArgsOf, ContractShape, InputOf, ResultOf } from './define.ts'
import { diagnosticsContract } from './diagnostics.ts'
import { entityContract } from './entities.ts'
import type { EngineEvents, EventName } from './events.ts'
import { graphContract } from './graph.ts'
import { formListContract } from './formLists.ts'
import { groupContract } from './groups.ts'
import { historyContract } from './history.ts'
import { identityContract } from './identity.ts'
import { importContract } from './imports.ts'
import { mappingContract } from './mappings.ts'
import { pairContract } from './pairs.ts'
import { qualityContract } from './quality.ts'
import { editContract } from './edits.ts'
import { markContract } from './marks.ts'
import { lawContract } from './law.ts'
import { measuresContract } from './measures.ts'
import { viewContract } from './views.ts'
import { recordContract } from './records.ts'
import { exchangeContract } from './exchange.ts'
import { reportContract } from './reports.ts'
import { signingContract } from './signing.ts'
import { sheetContract } from './sheets.ts'
import { searchContract } from './search.ts'
import { snapshotContract } from './snapshots.ts'
import { statementContract } from './statements.ts'
import { attachmentContract } from './attachments.ts'
import { timelineContract } from './timeline.ts'
import { verificationContract } from './verification.ts'
import { workspaceContract } from './workspace.ts'

export const contract = {
  ...workspaceContract,
  ...caseSnapshotContract,
  ...caseDetailContract,
  ...diagnosticsContract,
  ...importContract,
  ...mappingContract,
  ...sheetContract,
  ...recordContract,
  ...pairContract,
  ...editContract,
  ...markContract,
  ...viewContract,
  ...entityContract,
  ...timelineContract,
  ...identityContract,
  ...chartContract,
  ...groupContract,
  ...annotationContract,
  ...snapshotContract,
  ...analysisContract,
  ...analysisRunContract,
  ...keptResultContract,
  ...measuresContract,
  ...lawContract,
  ...qualityContract,
  ...graphContract,
  ...historyContract,
  ...verificationContract,
  ...signingContract,
  ...reportContract,
  ...formListContract,
  ...exchangeContract,
  ...searchContract,
  ...statementContract,
  ...attachmentContract,
  ...collisionContract,
  ...seriesContract,
} as const satisfies ContractShape

export type Contract = typeof contract
export type MethodName = keyof Contract
export type Args<N extends MethodName> = ArgsOf<Contract[N]>
/** What a caller may write: defaults may be left out. */
export type Input<N extends MethodName> = InputOf<Contract[N]>
export type Result<N extends MethodName> = ResultOf<Contract[N]>

/** The part of an AbortSignal that is needed; shared code knows neither Node nor the DOM. */
export interface CancelSignal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}
export interface CallOptions {
  readonly signal?: CancelSignal
  readonly onProgress?: (progress: {
    readonly stage: string
    readonly done: number
    readonly total: number | null
  }) => void
}
/** What the engine is, in process, over a port and over loopback alike. */
export interface CaseApi {
  call<N extends MethodName>(name: N, args: Input<N>, options?: CallOptions): Promise<Result<N>>
  on<E extends EventName>(event: E, listener: (payload: EngineEvents[E]) => void): () => void
}

export function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(contract, name)
}
export type * from './analysis.ts'
export type * from './analysisRuns.ts'
export type * from './keptResults.ts'
export type * from './annotations.ts'
export type * from './caseSnapshots.ts'
export type * from './charts.ts'
export type * from './dealings.ts'
export type * from './chartTimes.ts'
export type * from './span.ts'
export type * from './collision.ts'
export type * from './series.ts'
export type * from './diagnostics.ts'
export type * from './doubts.ts'
export type * from './entities.ts'
export type * from './exchange.ts'
export type * from './events.ts'
export type * from './graph.ts'
export type * from './history.ts'
export type * from './identity.ts'
export type * from './imports.ts'
export type * from './mappings.ts'
export type * from './pairs.ts'
export type * from './quality.ts'
export type * from './edits.ts'
export type * from './marks.ts'
export type * from './law.ts'
export type * from './measures.ts'
export type * from './views.ts'
export type * from './records.ts'
export type * from './scope.ts'
export type * from './reports.ts'
export type * from './formLists.ts'
export type * from './signing.ts'
export type * from './sheets.ts'
export type * from './search.ts'
export type * from './snapshots.ts'
export type * from './statements.ts'
export type * from './attachments.ts'
export type * from './timeline.ts'
export type * from './verification.ts'
export type * from './workspace.ts'
