/** The analyses of what is still to be asked for. */
import { requests } from './requests.ts'

export const requestAnalyses = [requests] as const
