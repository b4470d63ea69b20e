/** Drawing a column onto a field, or a field onto a column, with the pointer. The same is done from the list of fields by keyboard. */
import { ref, shallowRef } from 'vue'

export type Dragged =
  | { readonly type: 'column'; readonly position: number; readonly name: string }
  | { readonly type: 'field'; readonly field: string; readonly name: string }
export interface Mapped {
  readonly position: number
  readonly field: string
}

/** What is being drawn, and where the pointer is. */
export const dragged = shallowRef<Dragged | null>(null)
export const dragPlace = ref({ x: 0, y: 0 })
/** The place it would be let go at: `field:amount`, `column:3`, or ''. */
export const dropPlace = ref('')

const threshold = 5

function targetAt(
  what: Dragged,
  x: number,
  y: number,
): { readonly key: string; readonly mapped: Mapped } | null {
  const element = document.elementFromPoint(x, y)
  if (what.type === 'column') {
    const field = element?.closest<HTMLElement>('[data-drop-field]')?.dataset['dropField']
    return field === undefined ? null : { key: `field:${field}`, mapped: { position: what.position, field } }
  }
  const position = Number(
    element?.closest<HTMLElement>('[data-drop-column]')?.dataset['dropColumn'] ?? Number.NaN,
  )
  return Number.isSafeInteger(position)
    ? { key: `column:${position}`, mapped: { position, field: what.field } }
    : null
}

/** To be called on pointerdown. `drop` hears what was put together; a movement of a few pixels stays a click. */
export function beginDrag(event: PointerEvent, what: Dragged, drop: (mapped: Mapped) => void): void {
  if (event.button !== 0) return
  const [fromX, fromY] = [event.clientX, event.clientY]
  const move = (moved: PointerEvent): void => {
    if (dragged.value === null && Math.hypot(moved.clientX - fromX, moved.clientY - fromY) < threshold) return
    dragged.value = what
    dragPlace.value = { x: moved.clientX, y: moved.clientY }
    dropPlace.value = targetAt(what, moved.clientX, moved.clientY)?.key ?? ''
    moved.preventDefault()
  }
  const end = (): void => {
    dragged.value = null
    dropPlace.value = ''
    removeEventListener('pointermove', move)
    removeEventListener('pointerup', up)
    removeEventListener('pointercancel', end)
    removeEventListener('keydown', escape, true)
  }
  const up = (released: PointerEvent): void => {
    const target = dragged.value === null ? null : targetAt(what, released.clientX, released.clientY)
    end()
    if (target !== null) drop(target.mapped)
  }
  const escape = (key: KeyboardEvent): void => {
    if (key.key === 'Escape') end()
  }
  addEventListener('pointermove', move)
  addEventListener('pointerup', up)
  addEventListener('pointercancel', end)
  addEventListener('keydown', escape, true)
}
