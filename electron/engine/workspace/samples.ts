/** The shipped sample cases: one folder each with sample.json and the spreadsheets it names. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import type { SampleCase } from '../../../shared/contract/workspace.ts'
import { AppError } from '../../../shared/errors.ts'
import { readJson } from '../store/atomicFile.ts'

const description = v.object({
  id: v.string(),
  nameZh: v.string(),
  nameEn: v.string(),
  summaryZh: v.string(),
  summaryEn: v.string(),
  files: v.array(v.string()),
})
export interface Sample extends v.InferOutput<typeof description> {
  readonly folder: string
}

function readSamples(samplesFolder: string): readonly Sample[] {
  if (!existsSync(samplesFolder)) return []
  const folders = readdirSync(samplesFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(samplesFolder, entry.name))
    .sort()
  return folders.flatMap((folder) => {
    const parsed = v.safeParse(description, readJson(join(folder, 'sample.json')))
    return parsed.success ? [{ ...parsed.output, folder }] : []
  })
}

export function listSamples(samplesFolder: string): readonly SampleCase[] {
  return readSamples(samplesFolder).map(({ id, nameZh, nameEn, summaryZh, summaryEn, files }) => ({
    id,
    nameZh,
    nameEn,
    summaryZh,
    summaryEn,
    files: files.length,
  }))
}
/** The sample with this id; throws `case-not-found`. */
export function findSample(samplesFolder: string, id: string): Sample {
  const sample = readSamples(samplesFolder).find((candidate) => candidate.id === id)
  if (sample === undefined)
    throw new AppError('case-not-found', 'no such sample', { sample: id.slice(0, 100) })
  return sample
}
