/** Measures of a case that is made from the texts of files, through the real import. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../../electron/engine/index.ts'
import type { Measure } from '../../shared/contract/index.ts'
import { measureRemarkText } from '../../shared/words/measureReasons.ts'
import { temporaryEngine } from './engine.ts'
import { numberOf } from './figures.ts'

/** An engine with an open case into which the files were imported, in their order. */
export async function caseOfFiles(files: Readonly<Record<string, string>>): Promise<Engine> {
  const { engine, folder } = await temporaryEngine()
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name)
    writeFileSync(path, text)
    await engine.call('import.run', { fileId: engine.files.grant(path) })
  }
  return engine
}
export interface Measured {
  readonly value: number | null
  readonly rows: number
  /** Everything said beside it, in Chinese. */
  readonly said: readonly string[]
}
/** A measure as a plain number with what is said beside it. */
export function measuredOf(measure: Measure | undefined): Measured {
  if (measure === undefined) throw new Error('no such measure')
  return {
    value: numberOf(measure.value),
    rows: measure.rows,
    said: measure.why.map((remark) => measureRemarkText(remark, 'zh-CN')),
  }
}
/** Some measures of the open case. */
export async function measured(engine: Engine, ...ids: readonly string[]): Promise<readonly Measured[]> {
  const all = await engine.call('measures.list', {})
  return ids.map((id) => measuredOf(all.find((entry) => entry.id === id)))
}
