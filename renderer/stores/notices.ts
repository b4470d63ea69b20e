import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { AppError } from '../api/index.ts'
import { errorWords, isCancelled, isLeftBehind } from '../i18n/errorWords.ts'
import { currentLanguage } from '../i18n/index.ts'
import { onCaseChange } from './caseBound.ts'

export type Tone = 'ok' | 'info' | 'warn' | 'bad'
export interface Notice {
  readonly id: number
  readonly tone: Tone
  readonly heading: string
  readonly text?: string
  readonly action?: string
  readonly act?: () => void
}
/** How long a message stays (ms); failures stay until they are put away. */
const stay: Readonly<Record<Tone, number | null>> = { ok: 4_000, info: 5_000, warn: 9_000, bad: null }
const most = 4

/** Messages to the person. `say` for what happened, `fail` for anything thrown (not for a cancellation, nor for what was asked of a case that was closed). */
export const useNotices = defineStore('notices', () => {
  const notices = ref<readonly Notice[]>([])
  /** The case's file is gone: a person decides what becomes of it. */
  const moved = shallowRef<AppError | null>(null)
  /** The same, until something was saved or another case is open: also after the dialog was put away. */
  const away = shallowRef<AppError | null>(null)
  let nextId = 1

  function dismiss(id: number): void {
    notices.value = notices.value.filter((notice) => notice.id !== id)
  }
  function add(notice: Omit<Notice, 'id'>): number {
    const id = nextId++
    notices.value = [...notices.value.slice(-(most - 1)), { ...notice, id }]
    const duration = stay[notice.tone]
    if (duration !== null) setTimeout(() => dismiss(id), notice.act === undefined ? duration : duration * 2)
    return id
  }
  /** A message with a heading, a second line and at most one thing to do about it. */
  function say(
    tone: Tone,
    heading: string,
    text?: string,
    action?: { readonly label: string; readonly act: () => void },
  ): number {
    return add({
      tone,
      heading,
      ...(text === undefined ? {} : { text }),
      ...(action === undefined ? {} : { action: action.label, act: action.act }),
    })
  }
  function fail(error: unknown): void {
    if (isCancelled(error) || isLeftBehind(error)) return
    if (error instanceof AppError && error.code === 'case-moved') {
      moved.value = error
      away.value = error
      return
    }
    const words = errorWords(error, currentLanguage())
    const text = [words.where, words.todo].filter((part) => part !== '').join('\n')
    // The same failure once: ten rows of one broken disk say nothing more.
    const standing = notices.value.find(
      (notice) => notice.tone === 'bad' && notice.heading === words.what && notice.text === text,
    )
    if (standing === undefined) add({ tone: 'bad', heading: words.what, ...(text === '' ? {} : { text }) })
  }
  /** Runs work and tells a failure; true when it went well. */
  async function attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work()
      return true
    } catch (error) {
      fail(error)
      return false
    }
  }
  function act(id: number): void {
    const notice = notices.value.find((candidate) => candidate.id === id)
    dismiss(id)
    notice?.act?.()
  }
  // "Undo" and the like are offered for what was done in the case before.
  onCaseChange(() => {
    moved.value = null
    away.value = null
    notices.value = notices.value.filter((notice) => notice.act === undefined)
  })
  /** Something was saved: the file is in its place. */
  function saved(): void {
    away.value = null
  }
  return { notices, moved, away, saved, say, fail, attempt, dismiss, act }
})
