/** What the selected rows add up to, by the rules of the table's own totals: each fact once, what failed not at all. */
import { shallowRef, type Ref } from 'vue'
import type { TableScope, Totals } from '../../../shared/contract/index.ts'
import { caseApi } from '../caseBound.ts'

/** So many selected rows are summed at most; how many were left out is told. */
export const mostSummed = 20_000

/** Totals of the selection, and how many of its rows are not in them. */
export interface ChosenTotals {
  readonly totals: Totals
  readonly left: number
}

export function createChosenSums(scope: Readonly<Ref<TableScope | null>>) {
  const chosen = shallowRef<ChosenTotals | null>(null)
  let stop = new AbortController()

  function forgetChosen(): void {
    stop.abort()
    // What was aborted remembers from where, and with that the rows of the screen that asked.
    stop = new AbortController()
    chosen.value = null
  }
  /** Sums rows of the open table; only the last selection is told. */
  async function sumChosen(recordIds: readonly number[], left: number): Promise<void> {
    forgetChosen()
    const open = scope.value
    if (open === null || recordIds.length === 0) return
    const { signal } = stop
    try {
      const filter = [{ field: 'recordId', op: 'oneOf' as const, values: [...recordIds] }]
      const totals = await caseApi.call('records.totals', { scope: { kind: open.kind, filter } }, { signal })
      if (!signal.aborted) chosen.value = { totals, left }
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }
  return { chosen, sumChosen, forgetChosen }
}
