/** The handlers of the questions that reading threads answer. Of the rooms only those stand here that have one, so that a thread starts quickly. */
import { analysisHandlers } from './analysis/handlers.ts'
import { analysisRunHandlers, resultReaderHandlers } from './analyses/handlers.ts'
import type { HandlerOf } from './core/context.ts'
import { chartTimeHandlers } from './charts/timeHandlers.ts'
import { entityHandlers } from './entities/handlers.ts'
import { graphHandlers } from './graph/handlers.ts'
import { identityHandlers } from './identity/handlers.ts'
import { lawHandlers } from './law/handlers.ts'
import type { LaneMethod } from './readerLanes.ts'
import { recordHandlers } from './records/handlers.ts'
import { searchHandlers } from './search/handlers.ts'

export const readerHandlers: { readonly [N in LaneMethod]: HandlerOf<N> } = {
  ...recordHandlers,
  ...lawHandlers,
  ...analysisHandlers,
  ...analysisRunHandlers,
  ...resultReaderHandlers,
  ...searchHandlers,
  ...entityHandlers,
  ...graphHandlers,
  ...chartTimeHandlers,
  ...identityHandlers,
}
