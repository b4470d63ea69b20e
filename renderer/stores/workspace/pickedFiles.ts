/** Files a person picks or drops before the screen that takes them stands, and the places for new ones. */
import { shallowRef } from 'vue'
import { host } from '../../api/index.ts'
import type { GrantedFile } from '../../api/index.ts'
import type { DroppedFile } from '../import/importReading.ts'

export function createPickedFiles() {
  /** Spreadsheets dropped before a case was open; the import screen takes them over. */
  const droppedFiles = shallowRef<readonly DroppedFile[]>([])
  const pickFiles = (what: 'spreadsheets' | 'case') => host.pickFiles(what)
  const takeDropped = (file: File) => host.take(file)
  /** Null when turned back; undefined where the place has no such dialog, and the case is made in the cases folder. */
  const pickPlace = (suggestedName: string): Promise<GrantedFile | null | undefined> =>
    host.canPickPlace ? host.pickPlace(suggestedName) : Promise.resolve(undefined)
  function keepDropped(files: readonly DroppedFile[]): void {
    droppedFiles.value = files
  }
  /** The files waiting for the import screen; they are handed over once. */
  function takeKept(): readonly DroppedFile[] {
    const files = droppedFiles.value
    droppedFiles.value = []
    return files
  }
  return { droppedFiles, pickFiles, takeDropped, pickPlace, keepDropped, takeKept }
}
