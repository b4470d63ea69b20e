import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { FormListCheck, Input } from '../../shared/contract/index.ts'
import { caseApi, onCaseChange } from './caseBound.ts'

/** Lists of official forms: what each would hold and lack. */
export const useFormLists = defineStore('formLists', () => {
  /** Of the list looked at last; null before the first look. */
  const check = shallowRef<FormListCheck | null>(null)

  let asked = 0

  onCaseChange(() => {
    asked++
    check.value = null
  })
  /** Looks at a list; an answer that another look has overtaken is left. Errors: those of `lists.check`. */
  async function look(question: Input<'lists.check'>): Promise<void> {
    const mine = ++asked
    try {
      const answer = await caseApi.call('lists.check', question)
      if (mine === asked) check.value = answer
    } catch (error) {
      // What the list lacked before may not be what it lacks now.
      if (mine === asked) check.value = null
      throw error
    }
  }
  return { check, look }
})
