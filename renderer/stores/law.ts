import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Actor, HeldAmounts } from '../../shared/contract/law.ts'
import { caseApi, onCaseChange } from './caseBound.ts'

export type Repeat = 'unknown' | 'yes' | 'no'

/** The figures of the case against the thresholds, by who acted and whose rules are asked. */
export const useLaw = defineStore('law', () => {
  const held = shallowRef<HeldAmounts | null>(null)
  const busy = ref(false)
  /** The last question was not answered. */
  const failed = ref(false)
  const actor = ref<Actor>('individual')
  const repeat = ref<Repeat>('unknown')
  /** Empty: the rules of the days of the acts. */
  const date = ref('')
  let asked = 0

  async function ask(): Promise<void> {
    const mine = ++asked
    const question = {
      actor: actor.value,
      repeat: repeat.value === 'unknown' ? null : repeat.value === 'yes',
      date: date.value === '' ? null : date.value,
    }
    busy.value = true
    failed.value = false
    // An answer never stands under another question than its own.
    const { value: before } = held
    if (
      before !== null &&
      (before.actor !== question.actor || before.repeat !== question.repeat || before.date !== question.date)
    )
      held.value = null
    try {
      const answer = await caseApi.call('law.held', question)
      if (mine === asked) held.value = answer
    } catch (error) {
      if (mine === asked) {
        held.value = null
        failed.value = true
      }
      throw error
    } finally {
      if (mine === asked) busy.value = false
    }
  }
  onCaseChange(() => {
    asked++
    held.value = null
    busy.value = false
    failed.value = false
    actor.value = 'individual'
    repeat.value = 'unknown'
    date.value = ''
  })
  return { held, busy, failed, actor, repeat, date, ask }
})
