/** A row of tools that stands in one line: where its words do not fit beside each other, icons stand for them. */
import { onBeforeUnmount, onMounted, type Ref, watch } from 'vue'

/**
 * Marks the row `compact` when it would break into a second line. Words in `.words` are then for readers and tooltips only. `content`: what the width of the row
 * hangs on besides the room it has, so that another language or a longer name is measured again.
 */
export function useOneRow(row: Readonly<Ref<HTMLElement | null>>, content: () => unknown): void {
  const measure = (): void => {
    const element = row.value
    if (element === null) return
    element.classList.remove('compact')
    element.classList.toggle('compact', isBroken(element))
  }
  let width = 0
  const observer = new ResizeObserver(([entry]) => {
    const now = Math.round(entry?.contentRect.width ?? 0)
    if (now === width) return
    width = now
    measure()
  })
  onMounted(() => {
    if (row.value !== null) observer.observe(row.value)
    measure()
    // Widths measured before the fonts are there are those of another font.
    void document.fonts.ready.then(measure)
  })
  onBeforeUnmount(() => observer.disconnect())
  watch(row, (now, before) => {
    if (before !== null && before !== undefined) observer.unobserve(before)
    if (now !== null) observer.observe(now)
  })
  watch(content, measure, { flush: 'post' })
}
/** Whether something of the row begins below the end of what stands first. */
function isBroken(row: HTMLElement): boolean {
  const boxes = [...row.children].map((each) => each.getBoundingClientRect()).filter(({ width }) => width > 0)
  const [first, ...others] = boxes
  return first !== undefined && others.some(({ top }) => top >= first.bottom - 1)
}
