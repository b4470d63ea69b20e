/** Case files that the system hands over: kept until the page takes them, granted then. Words are judged as they come. */
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type HandedFile,
  isSwitch,
  judgeHanded,
  mostHanded,
  type RefusedFile,
} from '../../shared/handedFiles.ts'
import type { EngineProcess } from './engineProcess.ts'

export interface HandedFiles {
  /** Words of a command line, or paths the system names. Chromium writes switches among the words; none is passed on. */
  take(words: readonly string[], folder: string): void
  /** What waits, granted to the engine; it waits no more. Errors: engine-stopped. */
  takeAll(): Promise<readonly HandedFile[]>
}

/** `tell` is called when something waits. */
export function createHandedFiles(engine: Pick<EngineProcess, 'grant'>, tell: () => void): HandedFiles {
  let waiting: ({ readonly path: string } | RefusedFile)[] = []
  return {
    take(words, folder) {
      const judged = words
        .filter((word) => !isSwitch(word))
        .slice(0, mostHanded - waiting.length)
        .map((word) => judgeHanded(word, { absolute: (named) => resolve(folder, named), isFile, pathOf }))
      if (judged.length === 0) return
      waiting.push(...judged)
      tell()
    },
    async takeAll() {
      const taken = waiting
      waiting = []
      const files: HandedFile[] = []
      for (const one of taken) files.push('path' in one ? await engine.grant(one.path, true) : one)
      return files
    },
  }
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
