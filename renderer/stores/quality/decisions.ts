/** What a person decides on a finding, sent to the engine: one place of it, or all as the rule proposes. */
import type { QualityFinding, QualityRow } from '../../../shared/contract/index.ts'
import { caseApi } from '../caseBound.ts'

/** The finding as a whole, as the rule proposes. Gives how many places were decided. */
export async function decideAll({ code, kind }: QualityFinding): Promise<number> {
  if (kind === null) return 0
  if (code === 'possible-mirror') return (await caseApi.call('pairs.acceptCandidates', { kind })).pairs
  if (code === 'conflict' || code === 'possible-repeat' || code === 'possible-reversal')
    return (await caseApi.call('facts.decideAll', { kind, finding: code })).decisions
  return 0
}
/** One place: the two rows are one (of a conflict: this row stands), or they are two. */
export async function decide({ code }: QualityFinding, row: QualityRow, one: boolean): Promise<void> {
  const otherId = row.values['otherRecordId']
  if (row.kind === null || row.recordId === null || typeof otherId !== 'number') return
  const { kind, recordId } = row
  if (code === 'possible-mirror')
    await caseApi.call(one ? 'pairs.join' : 'pairs.keepApart', { kind, recordId, otherId })
  else if (code === 'possible-reversal' || code === 'reversed')
    await caseApi.call('facts.decide', {
      kind,
      recordId,
      otherId,
      decision: one ? 'takes-back' : 'no-reversal',
    })
  else if (one && code === 'possible-repeat')
    await caseApi.call('facts.decide', { kind, recordId: otherId, otherId: recordId, decision: 'stands' })
  else await caseApi.call('facts.decide', { kind, recordId, otherId, decision: one ? 'stands' : 'apart' })
}
