import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { Input, Settings } from '../../shared/contract/index.ts'
import { api } from '../api/index.ts'
import { setLanguage } from '../i18n/index.ts'

const initial: Settings = {
  language: 'zh-CN',
  theme: 'system',
  operator: '',
  lockAfterMinutes: 15,
  density: 'compact',
  gradeStatements: false,
  rememberEncrypted: false,
  snapshots: 3,
  snapshotGigabytes: 10,
}

/** Settings of this machine. Shown at once, then saved; what the engine answers stands. */
export const useSettings = defineStore('settings', () => {
  const settings = ref<Settings>(initial)

  function apply(next: Settings): void {
    settings.value = next
    setLanguage(next.language)
  }
  async function load(): Promise<void> {
    apply(await api.call('workspace.settings', {}))
  }
  /** Errors: io-error, disk-full; the settings then stand as they were. */
  async function save(change: Input<'workspace.saveSettings'>): Promise<void> {
    const before = settings.value
    apply({ ...before, ...change } as Settings)
    try {
      apply(await api.call('workspace.saveSettings', change))
    } catch (error) {
      apply(before)
      throw error
    }
  }
  return { settings, load, save }
})
