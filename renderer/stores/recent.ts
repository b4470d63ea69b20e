import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { SearchHit } from '../../shared/contract/index.ts'
import { onCaseChange } from './caseBound.ts'

const most = 6
const keyOf = (hit: SearchHit): string =>
  JSON.stringify([
    hit.type,
    'entityId' in hit ? hit.entityId : null,
    'chartId' in hit ? hit.chartId : null,
    'sheetId' in hit ? hit.sheetId : null,
    'row' in hit ? hit.row : null,
  ])

/** What was opened and asked for last in this case. Kept in memory only: nothing of a case is written outside its file. */
export const useRecent = defineStore('recent', () => {
  const hits = shallowRef<readonly SearchHit[]>([])
  const words = shallowRef<readonly string[]>([])

  function keep(hit: SearchHit): void {
    hits.value = [hit, ...hits.value.filter((other) => keyOf(other) !== keyOf(hit))].slice(0, most)
  }
  function keepWords(text: string): void {
    const asked = text.trim()
    if (asked !== '') words.value = [asked, ...words.value.filter((other) => other !== asked)].slice(0, most)
  }
  function clear(): void {
    hits.value = []
    words.value = []
  }
  onCaseChange(clear)
  return { hits, words, keep, keepWords, clear }
})
