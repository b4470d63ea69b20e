import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { FormListCheck, Input } from '../../shared/contract/index.ts'
import { caseApi, onCaseChange } from './caseBound.ts'

/** Lists of official forms: what each would hold and lack. */
export const useFormLists = defineStore('formLists', () => {
  /** Of the list looked at last; null before the first look. */
  const check = shallowRef<FormListCheck | null>(null)

  onCaseChange(() => {
    check.value = null
  })
  /** Errors: those of `lists.check`. */
  async function look(asked: Input<'lists.check'>): Promise<void> {
    check.value = await caseApi.call('lists.check', asked)
  }
  return { check, look }
})
