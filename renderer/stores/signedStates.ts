import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { HeadCheck, HeadSeal, ReportCheck } from '../../shared/contract/index.ts'
import { host } from '../api/index.ts'
import { caseApi, onCaseChange } from './caseBound.ts'

export type SignedFinding =
  { readonly of: 'head'; readonly check: HeadCheck } | { readonly of: 'report'; readonly check: ReportCheck }

/** The signed state of the case: signed now, or brought by somebody and compared. */
export const useSignedStates = defineStore('signedStates', () => {
  const seal = shallowRef<HeadSeal | null>(null)
  /** What the last comparison found. */
  const finding = shallowRef<SignedFinding | null>(null)
  const comparing = ref(false)

  onCaseChange(() => {
    seal.value = null
    finding.value = null
    comparing.value = false
  })
  /** Errors: signing-key-locked. */
  async function sign(): Promise<void> {
    seal.value = await caseApi.call('head.sign', {})
  }
  async function found(work: () => Promise<SignedFinding | null>): Promise<void> {
    comparing.value = true
    finding.value = null
    try {
      finding.value = await work()
    } finally {
      comparing.value = false
    }
  }
  /** Errors: head-unreadable. */
  const compareText = (text: string): Promise<void> =>
    found(async () => ({ of: 'head', check: await caseApi.call('head.check', { text }) }))
  /** Asks for a report and compares it; nothing when the person turned back. Errors: file-unreadable. */
  const compareReport = (): Promise<void> =>
    found(async () => {
      const [file] = await host.pickFiles('any')
      return file === undefined
        ? null
        : { of: 'report', check: await caseApi.call('head.checkReport', { fileId: file.fileId }) }
    })
  return { seal, finding, comparing, sign, compareText, compareReport }
})
