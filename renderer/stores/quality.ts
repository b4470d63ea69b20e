import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type {
  Condition,
  QualityFacets,
  QualityFinding,
  QualityRow,
  ScopeInput,
} from '../../shared/contract/index.ts'
import { caseApi, onCaseChange } from './caseBound.ts'
import { decide, decideAll } from './quality/decisions.ts'
import { createFindingList } from './quality/findingList.ts'

/** The scope that shows the rows of a finding; null for one that speaks of no rows of a table. */
export function tableOf({ id, opens }: QualityFinding): ScopeInput | null {
  if (opens === null || opens.screen !== 'tables' || opens.kind === null) return null
  if (opens.field === null) return { kind: opens.kind, finding: id }
  const filter: readonly Condition[] = [
    opens.value === null
      ? { field: opens.field, op: 'notEmpty', values: [] }
      : { field: opens.field, op: 'is', values: [opens.value] },
  ]
  return { kind: opens.kind, filter }
}

/** What is wrong with the material, finding by finding, and the places of the one that is looked at. */
export const useQuality = defineStore('quality', () => {
  const findings = createFindingList()
  const { list, readList } = findings
  const selectedId = ref<string | null>(null)
  const facets = shallowRef<QualityFacets | null>(null)
  const batch = ref<number | null>(null)
  const account = ref<number | null>(null)
  const total = ref(0)
  /** Goes up when the rows behind `load` have changed. */
  const version = ref(0)
  let asked = 0

  const selected = computed<QualityFinding | null>(
    () => list.value.find(({ id }) => id === selectedId.value) ?? list.value[0] ?? null,
  )
  const narrowed = () => ({
    ...(batch.value === null ? {} : { batch: batch.value }),
    ...(account.value === null ? {} : { entity: account.value }),
  })

  /** Reads the list again, and the places of what is selected; `wanted` selects another finding, and narrows it to one import. */
  async function refresh(wanted: { readonly finding?: string; readonly batch?: number } = {}): Promise<void> {
    const mine = ++asked
    await readList()
    if (mine !== asked) return
    if (wanted.finding !== undefined) selectedId.value = wanted.finding
    if (wanted.batch !== undefined) {
      batch.value = wanted.batch
      const first = wanted.finding ?? (await firstOf(wanted.batch))
      if (mine !== asked) return
      if (first !== undefined) selectedId.value = first
    }
    await readPlaces(mine)
  }
  /** The weightiest finding that has a place in an import. */
  async function firstOf(batchId: number): Promise<string | undefined> {
    for (const { id, tone } of list.value) {
      if (
        tone !== 'ok' &&
        (await caseApi.call('quality.facets', { finding: id })).files.some((file) => file.batchId === batchId)
      )
        return id
    }
    return undefined
  }
  /** What was found in an import, weightiest first, each with how many places it has there; the list is read first. */
  async function ofBatch(
    batchId: number,
  ): Promise<readonly { readonly finding: QualityFinding; readonly places: number }[]> {
    await readList()
    const found = await Promise.all(
      list.value
        .filter(({ tone }) => tone !== 'ok')
        .map(async (finding) => {
          const { files } = await caseApi.call('quality.facets', { finding: finding.id })
          return { finding, places: files.find((file) => file.batchId === batchId)?.count ?? 0 }
        }),
    )
    return found.filter(({ places }) => places > 0)
  }
  async function readPlaces(mine: number): Promise<void> {
    const finding = selected.value?.id
    if (finding === undefined) {
      facets.value = null
      total.value = 0
      return
    }
    const around = await caseApi.call('quality.facets', { finding })
    if (mine !== asked) return
    facets.value = around
    if (!around.files.some(({ batchId }) => batchId === batch.value)) batch.value = null
    if (!around.accounts.some(({ entityId }) => entityId === account.value)) account.value = null
    const counted = await caseApi.call('quality.rows', { finding, ...narrowed(), offset: 0, limit: 0 })
    if (mine !== asked) return
    total.value = counted.total
    version.value++
  }
  async function select(id: string): Promise<void> {
    selectedId.value = id
    account.value = null
    await readPlaces(++asked)
  }
  async function narrow(to: {
    readonly batch?: number | null
    readonly account?: number | null
  }): Promise<void> {
    if (to.batch !== undefined) batch.value = to.batch
    if (to.account !== undefined) account.value = to.account
    await readPlaces(++asked)
  }
  async function load(offset: number, limit: number, signal: AbortSignal): Promise<readonly QualityRow[]> {
    const finding = selected.value?.id
    return finding === undefined
      ? []
      : (await caseApi.call('quality.rows', { finding, ...narrowed(), offset, limit }, { signal })).rows
  }
  function clear(): void {
    asked++
    findings.clear()
    selectedId.value = null
    facets.value = null
    batch.value = null
    account.value = null
    total.value = 0
  }
  onCaseChange(clear)
  return {
    list,
    listed: findings.listed,
    stale: findings.stale,
    toCheck: findings.toCheck,
    readList,
    readListSoon: findings.readListSoon,
    ofBatch,
    selectedId,
    selected,
    facets,
    batch,
    account,
    total,
    version,
    refresh,
    select,
    narrow,
    load,
    decide,
    decideAll,
    clear,
  }
})
