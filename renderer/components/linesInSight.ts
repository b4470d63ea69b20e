/** Which lines of a long list of equal heights are drawn: those in sight of its scrolling frame, and a few around them. */
import { computed, onBeforeUnmount, ref, watch, type ComputedRef, type Ref } from 'vue'

export interface LinesInSight {
  /** The first that is drawn, and how many. */
  readonly first: ComputedRef<number>
  readonly count: ComputedRef<number>
  /** How many a page key goes. */
  readonly page: ComputedRef<number>
  /** Scrolls until a line is in sight, below a head of one line. */
  reach(line: number): void
}
const around = 6
/** Follows the frame as it scrolls and as it grows; `height` is that of one line in pixels. */
export function linesInSight(
  frame: Readonly<Ref<HTMLElement | null>>,
  lines: () => number,
  height: number,
): LinesInSight {
  const [top, room] = [ref(0), ref(600)]
  const measure = (): void => {
    top.value = frame.value?.scrollTop ?? 0
    room.value = frame.value?.clientHeight ?? room.value
  }
  const observer = new ResizeObserver(measure)
  watch(frame, (now, before) => {
    before?.removeEventListener('scroll', measure)
    observer.disconnect()
    if (now === null) return
    now.addEventListener('scroll', measure, { passive: true })
    observer.observe(now)
    measure()
  })
  onBeforeUnmount(() => {
    observer.disconnect()
  })
  const first = computed(() => Math.max(0, Math.min(Math.floor(top.value / height), lines()) - around))
  return {
    first,
    count: computed(() => Math.ceil(room.value / height) + 2 * around),
    page: computed(() => Math.max(1, Math.floor(room.value / height) - 2)),
    reach(line) {
      const box = frame.value
      if (box === null) return
      const at = line * height
      if (at < box.scrollTop) box.scrollTop = at
      else if (at + height * 2 > box.scrollTop + box.clientHeight)
        box.scrollTop = at + height * 2 - box.clientHeight
    },
  }
}
