/** Files out of a drop or a chosen folder, folders walked through, each with the folders it stood in. */
import type { DroppedFile } from '../../stores/import/importReading.ts'

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => {
    entry.file(resolve, reject)
  })
}
function someOf(reader: FileSystemDirectoryReader): Promise<readonly FileSystemEntry[]> {
  return new Promise((resolve, reject) => {
    reader.readEntries(resolve, reject)
  })
}
async function walk(entry: FileSystemEntry, path: string): Promise<readonly DroppedFile[]> {
  if (entry.isFile) return [{ file: await fileOf(entry as FileSystemFileEntry), path }]
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const inside = path === '' ? entry.name : `${path}/${entry.name}`
  const found: DroppedFile[] = []
  // A reader gives a hundred entries at a time.
  for (let some = await someOf(reader); some.length > 0; some = await someOf(reader)) {
    for (const child of some) found.push(...(await walk(child, inside)))
  }
  return found
}
/** Everything dropped; must be called while the drop event runs, the files come later. */
export function droppedEntries(transfer: DataTransfer): Promise<readonly DroppedFile[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  const plain = [...transfer.files].map((file) => ({ file, path: '' }))
  if (entries.every((entry) => entry.isFile)) return Promise.resolve(plain)
  return Promise.all(entries.map((entry) => walk(entry, ''))).then((found) => found.flat())
}
/** Files of a chosen folder; the browser tells where each stood. */
export function folderFiles(files: readonly File[]): readonly DroppedFile[] {
  return files.map((file) => ({ file, path: file.webkitRelativePath.split('/').slice(0, -1).join('/') }))
}
