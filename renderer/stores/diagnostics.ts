import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { DiagnosticsNewest } from '../../shared/contract/index.ts'
import { entryText, safeError } from '../../shared/diagnostics.ts'
import { api, host } from '../api/index.ts'

const shown = 500
/** A page that fails in a loop says so only so often. */
const mostNotes = 20
const notesWithinMs = 60_000

/** The diagnostics log of this machine: read for a person, and told of what fails in the page. */
export const useDiagnostics = defineStore('diagnostics', () => {
  const newest = shallowRef<DiagnosticsNewest | null>(null)
  const reading = ref(false)
  const noted: number[] = []

  async function read(): Promise<void> {
    reading.value = true
    try {
      newest.value = await api.call('diagnostics.read', { limit: shown })
    } finally {
      reading.value = false
    }
  }
  /** All that is shown as text, the oldest line first, as it stands in the file. */
  function text(): string {
    return (newest.value?.entries ?? []).toReversed().map(entryText).join('\n')
  }
  /** Writes a failure of the page down, without its message. Never throws: nothing is left to catch it. */
  function note(thrown: unknown): void {
    const now = performance.now()
    while (noted[0] !== undefined && now - noted[0] > notesWithinMs) noted.shift()
    if (noted.length >= mostNotes) return
    noted.push(now)
    const { name, frames } = safeError(thrown)
    void api
      .call('diagnostics.note', {
        ...(name === undefined ? {} : { name }),
        ...(frames === undefined ? {} : { frames: [...frames] }),
      })
      .catch(() => undefined)
  }
  const canShowFile = (): boolean => host.canShowDiagnostics
  const showFile = (): Promise<void> => host.showDiagnostics()
  return { newest, reading, read, text, note, canShowFile, showFile }
})
