import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Input, Result, SnapshotCheck, SnapshotList } from '../../shared/contract/index.ts'
import { api, host } from '../api/index.ts'

/** Snapshots of cases kept on this machine; they stand beside whatever case is open. */
export const useCaseSnapshots = defineStore('caseSnapshots', () => {
  const found = shallowRef<SnapshotList | null>(null)
  let asked: Input<'copies.list'> = {}

  /** Of one case by its entry on the list, or all. */
  async function read(of: Input<'copies.list'> = {}): Promise<void> {
    asked = of
    found.value = await api.call('copies.list', of)
  }
  const check = (snapshot: string): Promise<SnapshotCheck> => api.call('copies.check', { snapshot })
  /** Beside the present file, or where the person says; null when turned back. Errors: copy-not-found, case-exists, case-damaged, disk-full. */
  async function restore(
    snapshot: string,
    elsewhere: string | null,
  ): Promise<Result<'copies.restore'> | null> {
    if (elsewhere === null) return api.call('copies.restore', { snapshot })
    const place = await host.pickPlace(elsewhere)
    return place === null ? null : api.call('copies.restore', { snapshot, place: place.fileId })
  }
  async function remove(snapshot: string): Promise<void> {
    await api.call('copies.remove', { snapshot })
    await read(asked)
  }
  const canPickPlace = (): boolean => host.canPickPlace
  return { found, read, check, restore, remove, canPickPlace }
})
