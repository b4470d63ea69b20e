import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { CaseInfo } from '../../../shared/contract/workspace.ts'
import type { JobContext } from '../context.ts'
import { safeFileName } from './fileGrants.ts'
import { findSample, type Sample } from './samples.ts'

/** How many entities the prepared chart begins with. */
const chartSize = 24

/**
 * Opens a sample case; makes it from its shipped spreadsheets, through the real import, when it is not there yet. One that fails or is
 * cancelled on the way is taken away again. Errors: `case-not-found` and whatever import and opening say.
 */
export async function openSample(context: JobContext, id: string): Promise<CaseInfo> {
  const { workspace } = context
  const sample = findSample(workspace.samplesFolder, id)
  const path = join(workspace.casesFolder, `${safeFileName(sample.nameZh)}.lzcase`)
  if (existsSync(path)) return workspace.open(path, { passphrase: null, readOnly: false, breakStaleLock: false })
  await workspace.create(path, sample.nameZh, null)
  try {
    await fillSample(context, sample)
    return workspace.info()
  } catch (error) {
    await workspace.close()
    await rm(path, { force: true })
    throw error
  }
}

async function fillSample(context: JobContext, sample: Sample): Promise<void> {
  for (const [index, name] of sample.files.entries()) {
    context.checkCancelled()
    context.progress('sample', index, sample.files.length)
    const fileId = context.files.grant(join(sample.folder, name), { fileName: name })
    try {
      await context.call('import.run', { fileId })
    } finally {
      context.files.revoke(fileId)
    }
  }
  context.progress('sample', sample.files.length, sample.files.length)
  const { rows } = await context.call('entities.list', { sort: 'links', offset: 0, limit: chartSize })
  const linked = rows.filter((entity) => entity.links > 0).map((entity) => entity.entityId)
  if (linked.length > 0) await context.call('charts.create', { name: '主要关系', entityIds: linked })
}
