import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { HitType, SearchAnswer, SearchHit } from '../../shared/contract/index.ts'
import { caseApi, onCaseChange } from './caseBound.ts'

/** What hits are narrowed to. */
export interface SearchWithin {
  readonly type?: HitType
  readonly kind?: string
  readonly originalId?: number
}

/** What was searched for and found. Only the answer to the last question is shown. */
function searching() {
  const text = ref('')
  const answer = shallowRef<SearchAnswer | null>(null)
  const hits = shallowRef<readonly SearchHit[]>([])
  const total = ref(0)
  const busy = ref(false)
  /** The words the hits belong to; null before the first answer. */
  const answered = ref<string | null>(null)
  let running: AbortController | null = null

  function forget(): void {
    running?.abort()
    running = null
    answer.value = null
    hits.value = []
    total.value = 0
    busy.value = false
    answered.value = null
  }
  function clear(): void {
    forget()
    text.value = ''
  }
  onCaseChange(clear)
  /** Asks for words. `each`: at most so many hits of each type; `more`: the hits behind those that are shown. */
  async function find(
    words: string,
    options: {
      readonly limit?: number
      readonly each?: number
      readonly within?: SearchWithin
      readonly more?: boolean
    } = {},
  ): Promise<void> {
    text.value = words
    running?.abort()
    const trimmed = words.trim()
    if (trimmed === '') {
      forget()
      return
    }
    const mine = new AbortController()
    running = mine
    busy.value = true
    const shown = options.more === true ? hits.value : []
    try {
      const found = await caseApi.call(
        'search.find',
        {
          text: trimmed,
          limit: options.limit ?? 60,
          offset: shown.length,
          ...(options.each === undefined ? {} : { each: options.each }),
          within: { ...options.within },
        },
        { signal: mine.signal },
      )
      if (running !== mine) return
      answer.value = found
      hits.value = [...shown, ...found.hits]
      total.value = found.total
      answered.value = trimmed
    } catch (error) {
      if (!mine.signal.aborted) throw error
    } finally {
      if (running === mine) {
        running = null
        busy.value = false
      }
    }
  }
  return { text, answer, hits, total, searching: busy, answered, clear, find }
}
export const useSearch = defineStore('search', searching)
/** After a case was opened: makes the engine ready, and indexes what an older program left without. Sheets that wait are found all the same. */
export async function prepareSearch(readOnly: boolean): Promise<void> {
  const { unindexed } = await caseApi.call('search.state', {})
  if (unindexed > 0 && !readOnly) await caseApi.call('search.index', {})
}
/** The same for the palette, so that looking something up there leaves the search screen as it is. */
export const usePaletteSearch = defineStore('paletteSearch', searching)
