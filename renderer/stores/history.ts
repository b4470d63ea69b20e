import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { AuditEntry, HistoryEntry, Verification } from '../../shared/contract/index.ts'
import { caseApi, forThisCase, onCaseChange } from './caseBound.ts'

export const auditPage = 100
const mostSteps = 500

/** Steps that can be undone and redone, the audit log, and the verification of the case. */
export const useHistory = defineStore('history', () => {
  const entries = shallowRef<readonly HistoryEntry[]>([])
  const canUndo = ref(false)
  const canRedo = ref(false)
  const busy = ref(false)
  const audit = shallowRef<readonly AuditEntry[]>([])
  const auditTotal = ref(0)
  const verification = shallowRef<Verification | null>(null)
  const verifiedAt = shallowRef<Date | null>(null)
  const verifying = shallowRef<{
    readonly stage: string
    readonly done: number
    readonly total: number | null
  } | null>(null)
  let stopVerifying: AbortController | null = null

  function clear(): void {
    entries.value = []
    canUndo.value = false
    canRedo.value = false
    audit.value = []
    auditTotal.value = 0
    verification.value = null
    verifiedAt.value = null
  }
  onCaseChange(clear)
  async function refresh(): Promise<void> {
    const list = await caseApi.call('history.list', { limit: mostSteps })
    entries.value = list.entries
    canUndo.value = list.canUndo
    canRedo.value = list.canRedo
  }
  /** Steps asked for while one is under way come after it, in order. */
  let last: Promise<unknown> = Promise.resolve()
  function move(name: 'history.undo' | 'history.redo', to: number | null): Promise<HistoryEntry> {
    const step = last.then(forThisCase(() => run(name, to)))
    last = step.catch(() => undefined)
    return step
  }
  async function run(name: 'history.undo' | 'history.redo', to: number | null): Promise<HistoryEntry> {
    busy.value = true
    try {
      const entry = await caseApi.call(name, to === null ? {} : { to })
      await refresh()
      return entry
    } finally {
      busy.value = false
    }
  }
  /** When every step asked for so far is done; only then do `canUndo` and `canRedo` tell what comes next. */
  async function settled(): Promise<void> {
    await last
  }
  /** Undoes the last step, or everything back to and including `to`. Errors: nothing-to-undo, undo-blocked. */
  const undo = (to: number | null = null) => move('history.undo', to)
  /** Errors: nothing-to-redo. */
  const redo = (to: number | null = null) => move('history.redo', to)

  async function readAudit(offset: number): Promise<void> {
    const page = await caseApi.call('audit.list', { offset, limit: auditPage })
    audit.value = page.entries
    auditTotal.value = page.total
  }
  /** Whether the case is as the program left it; `deep` reads the originals again. The result stays until the next run. */
  async function verify(deep = false): Promise<Verification> {
    const abort = new AbortController()
    stopVerifying = abort
    verifying.value = { stage: '', done: 0, total: null }
    verifiedAt.value = null
    try {
      verification.value = await caseApi.call(
        'case.verify',
        { deep },
        {
          signal: abort.signal,
          onProgress: (progress) => {
            verifying.value = progress
          },
        },
      )
      verifiedAt.value = new Date()
      return verification.value
    } finally {
      verifying.value = null
      stopVerifying = null
    }
  }
  function cancelVerify(): void {
    stopVerifying?.abort()
  }
  return {
    entries,
    canUndo,
    canRedo,
    busy,
    audit,
    auditTotal,
    verification,
    verifiedAt,
    verifying,
    clear,
    refresh,
    settled,
    undo,
    redo,
    readAudit,
    verify,
    cancelVerify,
  }
})
