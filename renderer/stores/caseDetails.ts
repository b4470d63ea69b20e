import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { noDetails, type CaseDetails } from '../../shared/model/caseDetails.ts'
import { caseApi, onCaseChange } from './caseBound.ts'

/** What the open case is filed under: its number, matter, unit, officers. */
export const useCaseDetails = defineStore('caseDetails', () => {
  const details = shallowRef<CaseDetails>(noDetails)
  /** Whether the dialog that asks for them is open. */
  const asking = ref(false)
  /** What was typed elsewhere and could not be kept: the dialog begins with it. */
  const draft = shallowRef<Partial<CaseDetails>>({})

  onCaseChange(() => {
    details.value = noDetails
    asking.value = false
    draft.value = {}
  })
  async function refresh(): Promise<void> {
    details.value = await caseApi.call('case.details', {})
  }
  /** Says some anew as one step; fields left out stay. Errors: `invalid-arguments`. */
  async function describe(said: Partial<CaseDetails>): Promise<void> {
    details.value = await caseApi.call('case.describe', said)
  }
  function ask(typed: Partial<CaseDetails> = {}): void {
    draft.value = typed
    asking.value = true
  }
  return { details, asking, draft, refresh, describe, ask }
})
