/** A page for one component: empty stores, Chinese words, and an engine that is the test. */
import { enableAutoUnmount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach } from 'vitest'
import { useConnection } from '../../renderer/api/index.ts'
import { i18n, setLanguage } from '../../renderer/i18n/index.ts'
import { fakeConnection, settled } from '../renderer/fakeConnection.ts'

export { settled }
// The document of the tests has no layout, so nothing is ever resized or scrolled in it.
globalThis.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
}
Element.prototype.scrollIntoView = () => undefined
enableAutoUnmount(afterEach)

/** What a component is mounted with (`global`, `attachTo`), and the calls it makes. */
export function emptyPage() {
  const pinia = createPinia()
  setActivePinia(pinia)
  const { connection, calls } = fakeConnection()
  useConnection(connection)
  setLanguage('zh-CN')
  /** Answers the calls of a method that wait, in order. */
  function answer(method: string, value: unknown): void {
    const waiting = calls.filter(({ name }) => name === method)
    if (waiting.length === 0) throw new Error(`${method} was not asked`)
    for (const call of waiting) {
      calls.splice(calls.indexOf(call), 1)
      call.answer(value)
    }
  }
  return { calls, answer, mounting: { global: { plugins: [pinia, i18n] }, attachTo: document.body } }
}
/** The control with this name, wherever on the page it was put. Throws when there is none. */
export function byLabel<E extends HTMLElement = HTMLInputElement>(label: string): E {
  const found = [...document.querySelectorAll('label')].find(
    (each) => each.firstChild?.textContent?.trim() === label,
  )
  const control =
    found === undefined
      ? document.querySelector<E>(`[aria-label="${label}"]`)
      : ((found.htmlFor === ''
          ? found.querySelector<E>('input,textarea,select')
          : document.getElementById(found.htmlFor)) as E | null)
  if (control === null) throw new Error(`nothing is labelled ${label}`)
  return control
}
export function button(words: string): HTMLButtonElement {
  const found = [...document.querySelectorAll('button')].find((each) => each.textContent.trim() === words)
  if (found === undefined) throw new Error(`no button says ${words}`)
  return found
}
/** Types into a field as a person does, replacing what is there. */
export async function type(field: HTMLInputElement | HTMLTextAreaElement, words: string): Promise<void> {
  field.value = words
  field.dispatchEvent(new Event('input', { bubbles: true }))
  await settled()
}
export async function choose(field: HTMLSelectElement, value: string): Promise<void> {
  field.value = value
  field.dispatchEvent(new Event('change', { bubbles: true }))
  await settled()
}
export async function click(element: Element): Promise<void> {
  ;(element as HTMLElement).click()
  await settled()
}
