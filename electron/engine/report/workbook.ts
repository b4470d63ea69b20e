/** The whole case as one workbook: index, measures, every evidence table with its provenance, sources with hashes. */
import type { Args, Result } from '../../../shared/contract/index.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { JobContext } from '../core/context.ts'
import { kindOf } from '../records/evidence.ts'
import { buildReport, caseNameFor } from './buildReport.ts'
import { documentWords } from './documentWords.ts'
import { onOneState } from './oneState.ts'
import { outputName, recordReport } from './outputFile.ts'
import { writeReportSheets } from './render/workbook.ts'
import { workbookSections } from './sections/index.ts'
import { createWorkbook } from './xlsx/workbook.ts'

/** Writes the workbook. `kinds` left out: every kind that has rows. Errors: `report-empty` when there is nothing to write, `kind-not-found`, `cancelled`. */
export async function writeWorkbook(
  context: JobContext,
  args: Args<'report.workbook'>,
): Promise<Result<'report.workbook'>> {
  const { language, redact, kinds } = args
  for (const kind of kinds ?? []) kindOf(recordKinds, kind)
  const title = caseNameFor(context, redact)
  const file = context.files.createOutput(
    outputName(title, documentWords[language].workbookFileName, context.at, 'xlsx'),
    { again: true },
  )
  try {
    await onOneState(context, async () => {
      const report = await buildReport(context, { definitions: workbookSections, language, redact, kinds })
      const workbook = createWorkbook(file.open(), { title, at: context.at })
      try {
        await writeReportSheets(workbook, report)
        workbook.finish()
      } catch (error) {
        workbook.abandon()
        throw error
      }
    })
    return await recordReport(context, file, 'report.workbook', { language, redacted: redact })
  } catch (error) {
    context.files.revoke(file.fileId)
    throw error
  }
}
