/** The report on paper: what a prosecutor reads, every figure with its rule, every source with its hash. Word or one HTML file. */
import type { Args, Result } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/errors.ts'
import type { JobContext } from '../core/context.ts'
import { buildReport, caseNameFor } from './buildReport.ts'
import { documentWords } from './documentWords.ts'
import { onOneState } from './oneState.ts'
import { outputName, recordReport, writeWhole } from './outputFile.ts'
import { htmlReport } from './render/html.ts'
import { wordReport } from './render/word.ts'
import { paperSections } from './sections/index.ts'
import type { SectionDefinition } from './sections/section.ts'

const renderers = { docx: wordReport, html: htmlReport } as const

/** Writes the report. Sections and charts left out: all of them. Errors: `section-not-found`, `chart-not-found`, `cancelled`. */
export async function writeDocument(
  context: JobContext,
  args: Args<'report.document'>,
): Promise<Result<'report.document'>> {
  const { language, format, redact, charts, results } = args
  const definitions = chosen(args.sections)
  const file = context.files.createOutput(
    outputName(caseNameFor(context, redact), documentWords[language].fileName, context.at, format),
    { again: true },
  )
  try {
    const bytes = await onOneState(context, async () =>
      renderers[format](
        await buildReport(context, { definitions, language, redact, charts, results }),
        () => {
          context.checkCancelled()
        },
      ),
    )
    context.checkCancelled()
    writeWhole(file, bytes)
    return await recordReport(context, file, 'report.document', {
      language,
      format,
      sections: definitions.map(({ id }) => id).join(','),
      redacted: redact,
    })
  } catch (error) {
    context.files.revoke(file.fileId)
    throw error
  }
}
/** The sections asked for, in the order of the report. */
function chosen(ids: readonly string[] | undefined): readonly SectionDefinition[] {
  if (ids === undefined) return paperSections
  const unknown = ids.find((id) => !paperSections.some((section) => section.id === id))
  if (unknown !== undefined)
    throw new AppError('section-not-found', `there is no section ${unknown}`, { section: unknown })
  return paperSections.filter(({ id }) => ids.includes(id))
}
