import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { TimelineEvent, Timelines } from '../../shared/contract/index.ts'
import { momentAfter, momentAt, textAt } from '../../shared/model/time/moments.ts'
import type { TimeView } from '../model/timeAxis.ts'
import { caseApi as api, onCaseChange } from './caseBound.ts'
import { useChanges } from './changes.ts'
import { newestOnly } from './newest.ts'
import { useNotices } from './notices.ts'

/** Cells across the axis while there are too many events to draw each, and how many are drawn one by one. */
export const heatCells = 160
export const mostEvents = 1_500

/** Lanes of several people or accounts on one axis: what is in sight, which tables, which event is chosen. */
export const useTimelines = defineStore('timelines', () => {
  const notices = useNotices()
  const lanes = shallowRef<readonly (readonly number[])[]>([])
  const found = shallowRef<Timelines | null>(null)
  /** What was asked for what is shown: cells stand on it. */
  const asked = shallowRef<TimeView | null>(null)
  const view = shallowRef<TimeView | null>(null)
  const hidden = shallowRef<readonly string[]>([])
  const chosen = shallowRef<TimelineEvent | null>(null)

  const whole = computed<TimeView | null>(() => {
    const { firstTime = null, lastTime = null } = found.value ?? {}
    return firstTime === null || lastTime === null
      ? null
      : { from: momentAt(firstTime), to: Math.max(momentAfter(lastTime), momentAt(firstTime) + 60_000) }
  })
  const kinds = computed(() =>
    hidden.value.length === 0
      ? undefined
      : (found.value?.kinds ?? []).flatMap(({ kind }) => (hidden.value.includes(kind) ? [] : [kind])),
  )
  const ask = newestOnly(async (span: TimeView | null) => {
    const now = lanes.value
    const answer = await api.call('timeline.read', {
      lanes: now.map((lane) => [...lane]),
      cells: heatCells,
      limit: mostEvents,
      ...(kinds.value === undefined ? {} : { kinds: [...kinds.value] }),
      ...(span === null ? {} : { from: textAt(span.from, 'second'), to: textAt(span.to, 'second') }),
    })
    if (now !== lanes.value) return
    found.value = answer
    asked.value = span ?? whole.value
  }, notices.fail)
  function read(): void {
    if (lanes.value.length > 0) ask(view.value)
  }
  watch([lanes, view, hidden], read)
  useChanges().whenever(['entities', 'records'], read)

  function open(given: readonly (readonly number[])[]): void {
    if (JSON.stringify(given) === JSON.stringify(lanes.value)) return
    found.value = null
    asked.value = null
    view.value = null
    chosen.value = null
    hidden.value = []
    lanes.value = given
  }
  /** The event before or after the chosen one (or the middle of what is in sight) in a lane; null at the end. */
  async function step(
    lane: number,
    by: 'next' | 'former',
  ): Promise<{ time: string; recordId: number; kind: string } | null> {
    const at =
      chosen.value?.time ??
      textAt(view.value === null ? (whole.value?.from ?? 0) : (view.value.from + view.value.to) / 2, 'second')
    return api.call('timeline.step', {
      lane: [...(lanes.value[lane] ?? [])],
      at,
      by,
      ...(chosen.value === null ? {} : { kind: chosen.value.kind, recordId: chosen.value.recordId }),
      ...(kinds.value === undefined ? {} : { kinds: [...kinds.value] }),
    })
  }
  onCaseChange(() => {
    open([])
  })
  return { lanes, found, asked, view, hidden, chosen, whole, open, step }
})
