import { userInfo } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import type { Settings } from '../../../shared/contract/workspace.ts'
import { readJson, writeAtomically } from '../store/atomicFile.ts'

const stored = v.object({
  language: v.fallback(v.picklist(['zh-CN', 'en']), 'zh-CN'),
  theme: v.fallback(v.picklist(['system', 'light', 'dark']), 'system'),
  operator: v.fallback(v.pipe(v.string(), v.maxLength(200)), ''),
  lockAfterMinutes: v.fallback(v.picklist([0, 5, 15, 30, 60]), 15),
  density: v.fallback(v.picklist(['compact', 'comfortable']), 'compact'),
  gradeStatements: v.fallback(v.boolean(), false),
  rememberEncrypted: v.fallback(v.boolean(), false),
  snapshots: v.fallback(v.picklist([0, 1, 3, 5, 10]), 3),
  snapshotGigabytes: v.fallback(v.picklist([2, 5, 10, 20, 50, 100]), 10),
})
export type SettingsChange = { readonly [K in keyof Settings]?: Settings[K] | undefined }

/** The settings of this person on this machine; values that are missing or not understood take their defaults. */
export function readSettings(folder: string): Settings {
  const raw = readJson(join(folder, 'settings.json'))
  const settings = v.parse(stored, typeof raw === 'object' && raw !== null ? raw : {})
  return { ...settings, operator: settings.operator === '' ? accountName() : settings.operator }
}
/** Saves what is given and returns the whole. Throws what the file system throws. */
export function saveSettings(folder: string, change: SettingsChange): Settings {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const next = { ...readSettings(folder), ...given }
  writeAtomically(join(folder, 'settings.json'), `${JSON.stringify(next, null, 2)}\n`)
  return readSettings(folder)
}
function accountName(): string {
  try {
    return userInfo().username
  } catch {
    // No entry for this user, as in some containers.
    return ''
  }
}
