/** The open case held against other case files: which people and numbers stand in several. */
import { computed, ref, shallowRef } from 'vue'
import type {
  CaseFamily,
  CaseOverlap,
  CasesCollision,
  Input,
  OverlapGraph,
} from '../../../shared/contract/index.ts'
import { host } from '../../api/index.ts'
import { caseApi } from '../caseBound.ts'
import type { CollisionJob } from './collisionJob.ts'
import { createResultRows, wordsFilter } from './resultRows.ts'

/** A case file beside the open one. The passphrase lives here until the collision has run, and nowhere else. */
export interface ChosenCase {
  readonly key: number
  readonly name: string
  readonly caseRef?: string
  readonly place?: string
  readonly encrypted: boolean
  passphrase: string
}
type OverlapsOrder = NonNullable<Input<'collision.overlaps'>['sort']>

export function createCasesCollision(running: CollisionJob) {
  const chosen = shallowRef<readonly ChosenCase[]>([])
  const asked = shallowRef<readonly CaseFamily[]>([])
  const cases = shallowRef<CasesCollision | null>(null)
  const families = shallowRef<readonly CaseFamily[]>([])
  const inCases = shallowRef<readonly number[]>([])
  const text = ref('')
  const overlapFilter = computed(() => ({
    ...(families.value.length === 0 ? {} : { families: [...families.value] }),
    ...(inCases.value.length === 0 ? {} : { cases: [...inCases.value] }),
    ...wordsFilter(text.value),
  }))
  const rows = createResultRows<CaseOverlap>(running, text, ({ order, offset, limit }) => {
    const current = cases.value
    return current === null
      ? null
      : caseApi.call('collision.overlaps', {
          resultId: current.resultId,
          filter: overlapFilter.value,
          // The columns that can be sorted are named as the engine names its orders.
          ...(order === null ? {} : { sort: order.field as OverlapsOrder, descending: order.descending }),
          offset,
          limit,
        })
  })

  let nextKey = 1
  /** Adds a case of the list, or a file; says whether it wants a passphrase. Errors: those of looking at a case file. */
  async function addCase(
    which: { readonly caseRef: string } | { readonly place: string },
    name: string,
  ): Promise<void> {
    const { encrypted, fileName } = await caseApi.call('collision.lookAtCase', { ...which })
    chosen.value = [
      ...chosen.value,
      { key: nextKey++, name: name === '' ? fileName : name, ...which, encrypted, passphrase: '' },
    ]
  }
  async function pickCases(): Promise<void> {
    for (const file of await host.pickFiles('case')) await addCase({ place: file.fileId }, file.fileName)
  }
  function removeCase(key: number): void {
    chosen.value = chosen.value.filter((one) => one.key !== key)
  }
  function otherCases(): Input<'collision.cases'>['cases'] {
    return chosen.value.map(({ caseRef, place, encrypted, passphrase }) => ({
      ...(caseRef === undefined ? {} : { caseRef }),
      ...(place === undefined ? {} : { place }),
      ...(encrypted ? { passphrase } : {}),
    }))
  }
  async function collideCases(): Promise<void> {
    const next = await running.run((options) =>
      caseApi.call(
        'collision.cases',
        { cases: otherCases(), ...(asked.value.length === 0 ? {} : { families: [...asked.value] }) },
        options,
      ),
    )
    if (next === null) return
    forgetPassphrases()
    await showCases(next)
  }
  function forgetPassphrases(): void {
    for (const one of chosen.value) one.passphrase = ''
    chosen.value = [...chosen.value]
  }
  async function showCases(next: CasesCollision): Promise<void> {
    cases.value = next
    families.value = []
    inCases.value = []
    rows.begin()
    running.fresh()
    await rows.count()
  }
  async function readGraph(limit: number): Promise<OverlapGraph | null> {
    const current = cases.value
    return current === null
      ? null
      : caseApi.call('collision.graph', { resultId: current.resultId, filter: overlapFilter.value, limit })
  }
  function clear(): void {
    chosen.value = []
    asked.value = []
    cases.value = null
    families.value = []
    inCases.value = []
    rows.clear()
  }
  return {
    chosen,
    asked,
    cases,
    families,
    inCases,
    overlapFilter,
    rows,
    addCase,
    pickCases,
    removeCase,
    otherCases,
    forgetPassphrases,
    collideCases,
    showCases,
    readGraph,
    clear,
  }
}
