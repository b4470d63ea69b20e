/** Plays a brush: moved by one unit at a pace, until it reaches the end. */
import { onBeforeUnmount, ref } from 'vue'

export const paces = ['slow', 'middle', 'fast'] as const
export type Pace = (typeof paces)[number]
const everyMs: Readonly<Record<Pace, number>> = { slow: 1_600, middle: 800, fast: 300 }
/** Who wants less motion gets a picture that changes seldom. */
const calmMs = 2_000

/** `step` moves the brush on and says whether it could. */
export function useTimePlay(step: () => boolean) {
  const playing = ref(false)
  const pace = ref<Pace>('middle')
  let timer: ReturnType<typeof setTimeout> | undefined
  function next(): void {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
    timer = setTimeout(
      () => {
        if (!step()) stop()
        else if (playing.value) next()
      },
      calm ? Math.max(calmMs, everyMs[pace.value]) : everyMs[pace.value],
    )
  }
  function stop(): void {
    playing.value = false
    clearTimeout(timer)
  }
  function toggle(): void {
    if (playing.value) {
      stop()
      return
    }
    playing.value = true
    if (step()) next()
    else stop()
  }
  onBeforeUnmount(stop)
  return { playing, pace, toggle, stop }
}
