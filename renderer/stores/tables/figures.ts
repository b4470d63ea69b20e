/** The figures over what is shown: its totals, how many of its rows are second sides or duplicates, and what the scope means in words. */
import { ref, shallowRef } from 'vue'
import type { ScopePhrase, TableInfo, TableScope, Totals } from '../../../shared/contract/index.ts'
import { isBehind, plainScope } from '../../model/conditions.ts'
import { caseApi } from '../caseBound.ts'

export function createFigures() {
  const totals = shallowRef<Totals | null>(null)
  const mirrored = ref(0)
  const duplicates = ref(0)
  const phrases = shallowRef<readonly ScopePhrase[]>([])

  /** Reads them; a count that the whole table does not have is not asked for. False when another question has come meanwhile. */
  async function read(
    current: TableScope,
    table: TableInfo | undefined,
    signal: AbortSignal,
  ): Promise<boolean> {
    const scope = plainScope(current)
    const within = (field: string) =>
      caseApi.call(
        'records.window',
        {
          scope: { ...scope, filter: [...scope.filter, { field, op: 'notEmpty', values: [] }] },
          offset: 0,
          limit: 0,
        },
        { signal },
      )
    const [sums, second, repeated, names] = await Promise.all([
      caseApi.call('records.totals', { scope }, { signal }),
      table?.mirrored === 0 ? { total: 0 } : within('mirrorOf'),
      table?.duplicates === 0 ? { total: 0 } : within('duplicateOf'),
      isBehind(current) ? caseApi.call('records.scopePhrases', { scope }, { signal }) : [],
    ])
    if (signal.aborted) return false
    totals.value = sums
    mirrored.value = second.total
    duplicates.value = repeated.total
    phrases.value = names
    return true
  }
  function clear(): void {
    totals.value = null
    phrases.value = []
    mirrored.value = 0
    duplicates.value = 0
  }
  return { totals, mirrored, duplicates, phrases, read, clear }
}
