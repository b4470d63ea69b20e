import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { SearchHit } from '../../shared/contract/index.ts'
import { api } from '../api/index.ts'

/** What was searched for and found. Only the answer to the last question is shown. */
export const useSearch = defineStore('search', () => {
  const text = ref('')
  const hits = shallowRef<readonly SearchHit[]>([])
  const total = ref(0)
  const searching = ref(false)
  /** The words the hits belong to; null before the first answer. */
  const answered = ref<string | null>(null)
  let running: AbortController | null = null

  function clear(): void {
    running?.abort()
    running = null
    text.value = ''
    hits.value = []
    total.value = 0
    searching.value = false
    answered.value = null
  }
  async function find(words: string, limit = 60): Promise<void> {
    text.value = words
    running?.abort()
    const trimmed = words.trim()
    if (trimmed === '') {
      running = null
      hits.value = []
      total.value = 0
      searching.value = false
      answered.value = null
      return
    }
    const mine = new AbortController()
    running = mine
    searching.value = true
    try {
      const found = await api.call('search.find', { text: trimmed, limit }, { signal: mine.signal })
      if (running !== mine) return
      hits.value = found.hits
      total.value = found.total
      answered.value = trimmed
    } catch (error) {
      if (!mine.signal.aborted) throw error
    } finally {
      if (running === mine) {
        running = null
        searching.value = false
      }
    }
  }
  return { text, hits, total, searching, answered, clear, find }
})
