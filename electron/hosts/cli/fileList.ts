/** The files a person named, folders walked through. */
import { readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { AppError } from '../../../shared/errors.ts'

export interface NamedFile {
  readonly path: string
  /** As it was named, or within the named folder: where in the seizure the file stood. */
  readonly relativePath: string
  /** Named itself; a file found in a folder may also be no table. */
  readonly named: boolean
}

/** Every file in the order given, folders in the order of their names, hidden files left out. Throws `file-unreadable`. */
export function listFiles(given: readonly string[]): readonly NamedFile[] {
  return given.flatMap((name) => {
    const path = resolve(name)
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats === undefined) throw new AppError('file-unreadable', 'there is no such file', { file: name })
    return stats.isDirectory()
      ? walk(path, '')
      : [{ path, relativePath: name.replaceAll('\\', '/'), named: true }]
  })
}
function walk(folder: string, within: string): readonly NamedFile[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => !entry.name.startsWith('.') && !entry.name.startsWith('~$'),
  )
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry): readonly NamedFile[] => {
      const relativePath = within === '' ? entry.name : `${within}/${entry.name}`
      if (entry.isDirectory()) return walk(join(folder, entry.name), relativePath)
      return entry.isFile() ? [{ path: join(folder, entry.name), relativePath, named: false }] : []
    })
}
