/** What the page made itself and lets leave: written, hashed and recorded like every file that leaves. */
import type { Args, Result } from '../../../shared/contract/index.ts'
import type { JobContext } from '../core/context.ts'
import { caseNameFor } from './buildReport.ts'
import { fileWord, outputName, recordReport, writeWhole } from './outputFile.ts'

export async function keepPageFile(
  context: JobContext,
  { what, name, ending, bytes }: Args<'report.page'>,
): Promise<Result<'report.page'>> {
  const file = context.files.createOutput(
    outputName(caseNameFor(context, 'none'), fileWord(name), context.at, ending),
  )
  try {
    writeWhole(file, Buffer.from(bytes, 'base64'))
    return await recordReport(context, file, 'report.page', { what })
  } catch (error) {
    context.files.revoke(file.fileId)
    throw error
  }
}
