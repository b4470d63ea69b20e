/** An engine with a shipped sample case open. Each sample is imported once a run, by whoever asks first; the others get a copy. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { inject } from 'vitest'
import type { EngineOptions } from '../../electron/engine/index.ts'
import { engineAt, temporaryEngine, type TemporaryEngine } from './engine.ts'

export type SampleName = 'piracy' | 'betting'

/** The case as opening the sample leaves it, with its chart, all files imported; undo and redo work as in any case. */
export async function sampleEngine(
  name: SampleName,
  options: Partial<EngineOptions> = {},
): Promise<TemporaryEngine> {
  const made = await temporaryEngine({ ...options, withoutCase: true })
  const original = await sampleCase(name)
  copyFileSync(original, join(made.casesFolder, basename(original)))
  const info = await made.engine.call('workspace.openSample', { sample: name })
  return { ...made, info }
}

/** The imported case in the run's folder; made when nobody has made it yet. */
export async function sampleCase(name: SampleName): Promise<string> {
  const folder = join(inject('sampleCases'), name)
  const lock = `${folder}.lock`
  for (;;) {
    if (existsSync(folder)) return caseIn(folder)
    try {
      mkdirSync(lock)
      break
    } catch {
      // Somebody else makes it: there is nothing to be told of but the folder.
      await pause(100)
    }
  }
  try {
    if (existsSync(folder)) return caseIn(folder)
    const making = mkdtempSync(`${folder}.making-`)
    const engine = engineAt(making)
    await engine.call('workspace.openSample', { sample: name })
    await engine.shutdown()
    renameSync(join(making, 'cases'), folder)
    return caseIn(folder)
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}
function caseIn(folder: string): string {
  const [file] = readdirSync(folder).filter((each) => each.endsWith('.lzcase'))
  if (file === undefined) throw new Error(`no sample case in ${folder}`)
  return join(folder, file)
}
