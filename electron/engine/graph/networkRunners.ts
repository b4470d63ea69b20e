/** Who answers the analyses over the network. */
import type { networkAnalyses } from '../../../shared/contract/analyses/networks.ts'
import type { AnalysisRunners } from '../core/analysis.ts'
import { runAlike } from './alikeRun.ts'
import { runCommunities } from './communitiesRun.ts'
import { runNetwork } from './networkRun.ts'
import { runPaths } from './pathsRun.ts'
import { runRemoval } from './removalRun.ts'
import { runRoles } from './rolesRun.ts'
import { runStructure } from './structureRun.ts'

export const networkRunners: Pick<AnalysisRunners, (typeof networkAnalyses)[number]['id']> = {
  network: runNetwork,
  communities: runCommunities,
  removal: runRemoval,
  structure: runStructure,
  roles: runRoles,
  alike: runAlike,
  paths: runPaths,
}
