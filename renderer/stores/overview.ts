import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { ImportBatch, Measure, Overview, TableInfo } from '../../shared/contract/index.ts'
import { caseApi, onCaseChange } from './caseBound.ts'

/** Headline figures, findings, measures and what was imported. */
export const useOverview = defineStore('overview', () => {
  const overview = shallowRef<Overview | null>(null)
  const measures = shallowRef<readonly Measure[]>([])
  const batches = shallowRef<readonly ImportBatch[]>([])
  const tables = shallowRef<readonly TableInfo[]>([])
  const loading = ref(false)
  let asked = 0

  function clear(): void {
    asked++
    overview.value = null
    measures.value = []
    batches.value = []
    tables.value = []
    loading.value = false
  }
  onCaseChange(clear)
  /** What the side bar counts. */
  async function refreshCounts(): Promise<void> {
    const mine = asked
    const [batchList, tableList] = await Promise.all([
      caseApi.call('import.batches', {}),
      caseApi.call('tables.list', {}),
    ])
    if (mine !== asked) return
    batches.value = batchList
    tables.value = tableList
  }
  async function refresh(): Promise<void> {
    const mine = ++asked
    loading.value = true
    try {
      const [read, list, batchList, tableList] = await Promise.all([
        caseApi.call('overview.read', {}),
        caseApi.call('measures.list', {}),
        caseApi.call('import.batches', {}),
        caseApi.call('tables.list', {}),
      ])
      // A later question has been asked, or the case was closed: this answer is stale.
      if (mine !== asked) return
      overview.value = read
      measures.value = list
      batches.value = batchList
      tables.value = tableList
    } finally {
      if (mine === asked) loading.value = false
    }
  }
  return { overview, measures, batches, tables, loading, clear, refresh, refreshCounts }
})
