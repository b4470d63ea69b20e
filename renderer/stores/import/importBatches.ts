/** What is in the case already: batches, what became of their rows, undo and redo. */
import { ref, shallowRef } from 'vue'
import type {
  BatchIssue,
  ImportBatch,
  IssueGroup,
  RowOutcome,
  SettledSheet,
} from '../../../shared/contract/index.ts'
import { caseApi } from '../caseBound.ts'
import { paced } from './importFiles.ts'
import type { ImportProgress } from './importFiles.ts'

export interface IssueFilter {
  readonly outcome?: RowOutcome
  readonly reason?: string
  readonly field?: string | null
}

/** Batches of the case; `listed` hears of every new list. */
export function createBatches(listed: (batches: readonly ImportBatch[]) => void) {
  const batches = shallowRef<readonly ImportBatch[]>([])
  const batchesListed = ref(false)
  /** Batches being undone or redone. */
  const moving = shallowRef<ReadonlyMap<number, ImportProgress>>(new Map())

  async function refreshBatches(): Promise<void> {
    batches.value = await caseApi.call('import.batches', {})
    batchesListed.value = true
    listed(batches.value)
  }
  /** Rows that became no record of their own, and remarks on cells; see `import.issues`. */
  async function issues(
    batchId: number,
    filter: IssueFilter,
    offset: number,
    limit: number,
    signal?: AbortSignal,
  ): Promise<{ readonly total: number; readonly rows: readonly BatchIssue[] }> {
    return caseApi.call(
      'import.issues',
      { batchId, ...filter, offset, limit },
      signal === undefined ? {} : { signal },
    )
  }
  /** What they come to, by reason and field. */
  async function groups(batchId: number): Promise<readonly IssueGroup[]> {
    return caseApi.call('import.issueGroups', { batchId })
  }
  /** Sheets of a batch that people settled something about. */
  async function settled(batchId: number): Promise<readonly SettledSheet[]> {
    return caseApi.call('sheets.settled', { batchId })
  }
  function setMoving(batchId: number, progress: ImportProgress | null): void {
    const next = new Map(moving.value)
    if (progress === null) next.delete(batchId)
    else next.set(batchId, progress)
    moving.value = next
  }
  /** Takes a batch out of the case again, or brings it back. */
  async function move(batchId: number, to: 'undone' | 'active'): Promise<void> {
    setMoving(batchId, {
      stage: to === 'undone' ? 'remove' : 'rows',
      done: 0,
      total: null,
      about: false,
      rate: null,
    })
    try {
      await caseApi.call(
        to === 'undone' ? 'import.undo' : 'import.redo',
        { batchId },
        { onProgress: paced((progress) => setMoving(batchId, progress), null) },
      )
      await refreshBatches()
    } finally {
      setMoving(batchId, null)
    }
  }
  function clearBatches(): void {
    batches.value = []
    batchesListed.value = false
  }
  return { batches, batchesListed, moving, refreshBatches, issues, groups, settled, move, clearBatches }
}
