/** Who is seen as whom follows from the claims. */
import type { Consequence } from '../consequences.ts'
import { refreshMerges } from '../entities/merges.ts'
import { refreshClaims } from '../entities/splits.ts'
import { factsChanged } from '../records/factsVersion.ts'

/** After claims were made, withdrawn, restored, undone or redone. Splits lie under merges, so a split takes all merges off and on again. */
export const identityConsequence: Consequence = {
  tables: ['identity_claims', 'identity_members'],
  apply(db, changes) {
    const split = changes.some(({ table, before, after }) => table === 'identity_claims' && (before ?? after)?.['type'] === 'split')
    if (split) refreshClaims(db)
    else refreshMerges(db)
    factsChanged(db)
    return ['entities', 'records', 'charts']
  },
}
