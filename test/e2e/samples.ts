/** The shipped sample cases, imported once a run, for tests that are about something else than importing. */
import { copyFileSync, mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { sampleCase, type SampleName } from '../helpers/sampleEngine.ts'

/** Puts the ready cases where the app finds them; opening the sample then opens the case. */
export function readySamples(...names: readonly SampleName[]): (dataFolder: string) => Promise<void> {
  return async (dataFolder) => {
    const cases = join(dataFolder, 'cases')
    mkdirSync(cases, { recursive: true })
    for (const name of names) {
      const ready = await sampleCase(name)
      copyFileSync(ready, join(cases, basename(ready)))
    }
  }
}
