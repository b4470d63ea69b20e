import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { GrantedFile } from '../api/index.ts'

/** Which dialog of the start screen is open; the window's menu and dropped files open them too. */
export const useStartDialogs = defineStore('startDialogs', () => {
  const shown = ref<'create' | 'open' | 'snapshots' | null>(null)
  /** A case file that was picked or dropped, to be opened. */
  const offered = shallowRef<GrantedFile | null>(null)
  function show(which: 'create' | 'open' | 'snapshots' | null): void {
    shown.value = which
    if (which !== 'open') offered.value = null
  }
  function offer(file: GrantedFile): void {
    offered.value = file
    shown.value = 'open'
  }
  return { shown, offered, show, offer }
})
