/** The analyses over the network of a case. */
import { alike } from './alike.ts'
import { communities } from './communities.ts'
import { network } from './network.ts'
import { paths } from './paths.ts'
import { removal } from './removal.ts'
import { roles } from './roles.ts'
import { structure } from './structure.ts'

export const networkAnalyses = [network, communities, removal, structure, roles, alike, paths] as const
