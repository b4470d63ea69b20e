import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { CaseInfo } from '../../../shared/contract/workspace.ts'
import type { JobContext } from '../core/context.ts'
import { safeFileName } from '../store/fileGrants.ts'
import { findSample, type Sample } from '../workspace/samples.ts'

/** The prepared chart shows so many of the links with the largest sums. */
const chartLinks = 18

/**
 * Opens a sample case; makes it from its shipped spreadsheets, through the real import, when it is not there yet. One that fails or is
 * cancelled on the way is taken away again. Errors: `case-not-found` and whatever import and opening say.
 */
export async function openSample(context: JobContext, id: string): Promise<CaseInfo> {
  const { workspace } = context
  const sample = findSample(workspace.samplesFolder, id)
  const path = join(workspace.casesFolder, `${safeFileName(sample.nameZh)}.lzcase`)
  if (existsSync(path))
    return workspace.open(path, {
      passphrase: null,
      readOnly: false,
      breakStaleLock: false,
      waiting: context,
    })
  await workspace.create(path, sample.nameZh, null)
  try {
    await fillSample(context, sample)
    return workspace.info()
  } catch (error) {
    await workspace.close('giveUp')
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
  const entityIds = await chartEntities(context)
  if (entityIds.length > 0)
    await context.call('charts.create', { name: '主要关系', entityIds: [...entityIds] })
}

/** The ends of the links with the largest sums, and who holds the accounts among them. */
async function chartEntities(context: JobContext): Promise<readonly number[]> {
  const { rows } = await context.call('links.list', { sort: 'amount', offset: 0, limit: chartLinks })
  const ends = new Set(rows.flatMap((link) => [link.fromId, link.toId]))
  const people = new Set<number>()
  for (const entityId of ends) {
    const owners = await context.call('links.list', {
      linkKind: 'holds',
      entityId,
      sort: 'count',
      offset: 0,
      limit: 2,
    })
    for (const link of owners.rows) people.add(link.fromId === entityId ? link.toId : link.fromId)
  }
  return [...ends, ...people]
}
