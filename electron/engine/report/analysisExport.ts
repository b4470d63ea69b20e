/** An answer of an analysis as Excel or CSV, with what was asked, what is to be said of it and its rule above the lines. */
import { analyses } from '../../../shared/contract/analyses/index.ts'
import type { AnalysisParam } from '../../../shared/contract/analyses/params.ts'
import type { AnalysisRun, Args, Result } from '../../../shared/contract/index.ts'
import { textIn } from '../../../shared/language.ts'
import { paramText, toneText } from '../../../shared/words/analysis.ts'
import { heldAnswer } from '../analyses/answered.ts'
import { runAnalysis } from '../analyses/runAnalysis.ts'
import type { JobContext } from '../core/context.ts'
import { answerBlocks, writeAnswer } from './answerFile.ts'
import { caseNameFor } from './buildReport.ts'
import { redactionText } from './documentWords.ts'
import { fileWord, outputName, recordReport } from './outputFile.ts'
import { type Line, text } from './model/documentModel.ts'
import { redactionPolicy } from './model/knownIdentity.ts'
import { maskText, redactTable } from './model/redact.ts'

/** Writes the file; `rows` counts the lines. CSV holds the table that is named, Excel all. Errors: those of the analysis, `cancelled`. */
export async function exportAnalysis(
  context: JobContext,
  args: Args<'report.analysis'>,
): Promise<Result<'report.analysis'>> {
  const { format, redact, language } = args
  const run = answerOf(context, args)
  const title = textIn(analyses.find(({ id }) => id === run.analysis)?.title ?? { zh: '', en: '' }, language)
  const caseName = caseNameFor(context, redact)
  const policy = redactionPolicy(context.db(), redact)
  const preface = prefaceOf(run, args, caseName)
  const tables = answerBlocks(run.result, args, preface).map((block) =>
    policy === null ? block : redactTable(block, maskText(policy)),
  )
  const rows = run.result.tables.reduce((sum, table) => sum + table.rows.length, 0)
  const file = context.files.createOutput(outputName(caseName, fileWord(title), context.at, format))
  try {
    await writeAnswer(context, file, { format, tables, preface, title: caseName })
    await recordReport(context, file, 'report.analysis', {
      analysis: run.analysis,
      rows,
      format,
      redacted: redact,
    })
    return { fileId: file.fileId, fileName: file.fileName, rows }
  } catch (error) {
    context.files.revoke(file.fileId)
    throw error
  }
}
/** What a reading thread answered just now, otherwise asked here. */
function answerOf(context: JobContext, { analysis, params }: Args<'report.analysis'>): AnalysisRun {
  const db = context.db()
  return (
    heldAnswer(db, context.workspace.session().file.path, analysis, params) ??
    runAnalysis({ db, checkCancelled: context.checkCancelled, progress: context.progress }, analysis, params)
  )
}
function prefaceOf(
  run: AnalysisRun,
  { redact, language }: Args<'report.analysis'>,
  caseName: string,
): readonly Line[] {
  const definition = analyses.find(({ id }) => id === run.analysis)
  const params: readonly AnalysisParam[] = definition?.params ?? []
  const stop = language === 'en' ? ': ' : '：'
  return [
    caseName,
    ...(definition === undefined ? [] : [textIn(definition.question, language)]),
    ...params.map((param): Line => [
      `${textIn(param.title, language)}${stop}`,
      text(paramText(param, run.params[param.id], run.named, language)),
    ]),
    ...run.result.notes.map((note): Line => [
      `${toneText(note.tone, language)}${stop}`,
      text(textIn(note.words, language)),
    ]),
    ...(definition === undefined ? [] : [textIn(definition.rule, language)]),
    ...(redact === 'none' ? [] : [redactionText(redact, language)]),
  ]
}
