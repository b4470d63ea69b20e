/** The analyses over the network of a case. */
import { network } from './network.ts'

export const networkAnalyses = [network] as const
