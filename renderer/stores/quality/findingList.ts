/** The list of findings: read again when the facts have changed, and while it is stale no old count is shown. */
import { computed, ref, shallowRef } from 'vue'
import type { QualityFinding } from '../../../shared/contract/index.ts'
import { caseApi } from '../caseBound.ts'

/** So long after a change the list is read again by itself. */
const quietMs = 800

/** The list, with what is asked and awaited of it; the store forgets it with the case. */
export function createFindingList() {
  const list = shallowRef<readonly QualityFinding[]>([])
  const listed = ref(false)
  /** The facts have changed since the list was read. */
  const stale = ref(false)
  /** Findings that somebody should look at. */
  const toCheck = computed(() => list.value.filter(({ tone }) => tone === 'bad' || tone === 'warn').length)

  let running: Promise<void> | null = null
  let stop = new AbortController()
  let again = false
  let rest: ReturnType<typeof setTimeout> | null = null
  /** Reads the list. Asked while it is being read, it is read again, and all who wait have the newest. */
  function readList(): Promise<void> {
    if (rest !== null) clearTimeout(rest)
    rest = null
    if (running !== null) {
      again = true
      stop.abort()
      return running
    }
    return (running = newest().finally(() => {
      running = null
    }))
  }
  async function newest(): Promise<void> {
    for (;;) {
      again = false
      stop = new AbortController()
      const { signal } = stop
      try {
        const found = await caseApi.call('quality.list', {}, { signal })
        if (signal.aborted) {
          if (isAgain()) continue
          return
        }
        list.value = found
        listed.value = true
        stale.value = false
        return
      } catch (error) {
        if (!isAgain()) throw error
      }
    }
  }
  // Asked again meanwhile: a function, since it is set between two looks at it.
  const isAgain = (): boolean => again
  /** Reads the list when nothing has changed for a moment; until then no old count is shown. */
  function readListSoon(failed: (error: unknown) => void): void {
    stale.value = true
    if (rest !== null) clearTimeout(rest)
    rest = setTimeout(() => void readList().catch(failed), quietMs)
  }

  function clear(): void {
    if (rest !== null) clearTimeout(rest)
    rest = null
    again = false
    stop.abort()
    stale.value = false
    list.value = []
    listed.value = false
  }
  return { list, listed, stale, toCheck, readList, readListSoon, clear }
}
