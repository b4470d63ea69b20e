import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { noDetails, type CaseDetails } from '../../shared/model/caseDetails.ts'
import { caseApi, onCaseChange } from './caseBound.ts'

/** What the open case is filed under: its number, matter, unit, officers. */
export const useCaseDetails = defineStore('caseDetails', () => {
  const details = shallowRef<CaseDetails>(noDetails)
  /** Whether the dialog that asks for them is open. */
  const asking = ref(false)

  onCaseChange(() => {
    details.value = noDetails
    asking.value = false
  })
  async function refresh(): Promise<void> {
    details.value = await caseApi.call('case.details', {})
  }
  /** Says them anew as one step; fields left as they were make none. Errors: `invalid-arguments`. */
  async function describe(said: CaseDetails): Promise<void> {
    details.value = await caseApi.call('case.describe', said)
  }
  function ask(): void {
    asking.value = true
  }
  return { details, asking, refresh, describe, ask }
})
