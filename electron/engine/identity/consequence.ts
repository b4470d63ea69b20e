/** Applies the claims: which entity is shown as which. */
import type { Consequence } from '../store/consequence.ts'
import { refreshMerges } from '../entities/merges.ts'
import { refreshClaims } from '../entities/splits.ts'
import { factsChanged, factsVersion } from '../records/factsVersion.ts'
import { followVersion, refreshStates } from './suggest/kept.ts'

/** After claims were made, withdrawn, restored, undone or redone. Splits lie under merges, so a split lifts all merges and applies them again. */
export const identityConsequence: Consequence = {
  tables: ['identity_claims', 'identity_members'],
  apply(db, changes) {
    const split = changes.some(
      ({ table, before, after }) => table === 'identity_claims' && (before ?? after)?.['type'] === 'split',
    )
    // What is a number now, or is none, has changed the facts that suggestions stand on.
    const number = changes.some(
      ({ table, before, after }) => table === 'identity_claims' && (before ?? after)?.['type'] === 'number',
    )
    const before = factsVersion(db)
    if (split) refreshClaims(db)
    else refreshMerges(db)
    factsChanged(db)
    if (!number) followVersion(db, before, factsVersion(db))
    refreshStates(db)
    return ['entities', 'records', 'charts']
  },
}
