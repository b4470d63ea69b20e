/** Who answers the analyses of calls, places and chats. */
import type { callAnalyses } from '../../../shared/contract/analyses/callAnalyses.ts'
import type { AnalysisRunners } from '../core/analysis.ts'
import { runCallsAfter } from './around.ts'
import { runChats } from './chats.ts'
import { runCallCommon } from './common.ts'
import { runHomeWork } from './dayAndNight.ts'
import { runCalls } from './frequency.ts'
import { runPhoneChanges } from './handsets.ts'
import { runCallRing } from './ring.ts'
import { runCoLocation } from './together.ts'

export const callRunners: Pick<AnalysisRunners, (typeof callAnalyses)[number]['id']> = {
  calls: runCalls,
  callCommon: runCallCommon,
  callsAfter: runCallsAfter,
  callRing: runCallRing,
  phoneChanges: runPhoneChanges,
  coLocation: runCoLocation,
  homeWork: runHomeWork,
  chats: runChats,
}
