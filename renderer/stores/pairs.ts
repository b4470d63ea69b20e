import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { RecordPairing } from '../../shared/contract/index.ts'
import { caseApi, onCaseChange } from './caseBound.ts'

/** The counter-entry of a transfer that stands in two statements: what the rule made of a row, and what a person decides. Every decision is one undoable step. */
export const usePairs = defineStore('pairs', () => {
  const pairing = shallowRef<RecordPairing | null>(null)
  const row = shallowRef<{ readonly kind: string; readonly recordId: number } | null>(null)

  /** Reads what is known of a row’s counter-entry; null puts it away. */
  async function open(next: { readonly kind: string; readonly recordId: number } | null): Promise<void> {
    row.value = next
    const found = next === null ? null : await caseApi.call('pairs.read', { ...next })
    if (row.value === next) pairing.value = found
  }
  async function decide(
    work: (current: { readonly kind: string; readonly recordId: number }) => Promise<unknown>,
  ): Promise<void> {
    const current = row.value
    if (current === null) return
    await work(current)
    await open(current)
  }
  /** Both rows count from now on. */
  function takeApart(): Promise<void> {
    return decide((current) => caseApi.call('pairs.takeApart', { ...current }))
  }
  /** The row and another one count as one transfer from now on. */
  function join(otherId: number): Promise<void> {
    return decide((current) => caseApi.call('pairs.join', { ...current, otherId }))
  }
  /** The rule decides again. */
  function forget(): Promise<void> {
    return decide((current) => caseApi.call('pairs.forget', { ...current }))
  }
  onCaseChange(() => {
    row.value = null
    pairing.value = null
  })
  return { pairing, row, open, takeApart, join, forget }
})
