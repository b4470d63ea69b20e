/** The analyses of calls, places and chats. */
import { callCommon } from './callCommon.ts'
import { callRing } from './callRing.ts'
import { calls } from './calls.ts'
import { callsAfter } from './callsAfter.ts'
import { chats } from './chats.ts'
import { coLocation } from './coLocation.ts'
import { homeWork } from './homeWork.ts'
import { phoneChanges } from './phoneChanges.ts'

export const callAnalyses = [
  calls,
  callCommon,
  callsAfter,
  callRing,
  phoneChanges,
  coLocation,
  homeWork,
  chats,
] as const
