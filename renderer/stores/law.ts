import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Actor, HeldAmounts } from '../../shared/contract/law.ts'
import { caseApi, onCaseChange } from './caseBound.ts'

export type Repeat = 'unknown' | 'yes' | 'no'

/** The figures of the case against the thresholds, by who acted and whose rules are asked. */
export const useLaw = defineStore('law', () => {
  const held = shallowRef<HeldAmounts | null>(null)
  const busy = ref(false)
  const actor = ref<Actor>('individual')
  const repeat = ref<Repeat>('unknown')
  /** Empty: the rules of the days of the acts. */
  const date = ref('')
  let asked = 0

  async function ask(): Promise<void> {
    const mine = ++asked
    busy.value = true
    try {
      const answer = await caseApi.call('law.held', {
        actor: actor.value,
        repeat: repeat.value === 'unknown' ? null : repeat.value === 'yes',
        date: date.value === '' ? null : date.value,
      })
      if (mine === asked) held.value = answer
    } finally {
      if (mine === asked) busy.value = false
    }
  }
  onCaseChange(() => {
    asked++
    held.value = null
    busy.value = false
    actor.value = 'individual'
    repeat.value = 'unknown'
    date.value = ''
  })
  return { held, busy, actor, repeat, date, ask }
})
