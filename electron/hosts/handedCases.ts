/** Case files named on the command line of the browser edition: judged, and granted to the engine. A switch is refused like anything that is no case. */
import { statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type HandedFile, judgeHanded, mostHanded } from '../../shared/handedFiles.ts'
import type { HostFiles } from '../engine/index.ts'

export function handedCases(
  files: Pick<HostFiles, 'grant'>,
  { words, folder }: { readonly words: readonly string[]; readonly folder: string },
): readonly HandedFile[] {
  return words.slice(0, mostHanded).map((word) => {
    const judged = judgeHanded(word, { absolute: (named) => resolve(folder, named), isFile, pathOf })
    if (!('path' in judged)) return judged
    const { path } = judged
    return {
      fileId: files.grant(path, { writable: true }),
      fileName: basename(path),
      size: statSync(path).size,
    }
  })
}
function pathOf(address: string): string | null {
  try {
    const url = new URL(address)
    return url.protocol === 'file:' && url.host === '' ? fileURLToPath(url) : null
  } catch {
    return null
  }
}
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    // Not there, a name no system takes, a folder that may not be looked into.
    return false
  }
}
