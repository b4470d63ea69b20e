/** An answer of an analysis as Excel or CSV, with what was asked, what is to be said of it and its rule above the lines. */
import { analyses } from '../../../shared/contract/analyses/index.ts'
import type { AnalysisParam } from '../../../shared/contract/analyses/params.ts'
import { mostRows } from '../../../shared/contract/analyses/result.ts'
import type { AnalysisRun, Args, Result } from '../../../shared/contract/index.ts'
import { textIn } from '../../../shared/language.ts'
import { csvText } from '../../../shared/model/csvText.ts'
import { paramText, toneText } from '../../../shared/words/analysis.ts'
import { heldAnswer } from '../analyses/answered.ts'
import { runAnalysis } from '../analyses/runAnalysis.ts'
import type { JobContext } from '../core/context.ts'
import { caseNameFor } from './buildReport.ts'
import { createCsvFile } from './csvFile.ts'
import { redactionText } from './documentWords.ts'
import { fileWord, outputName, recordReport } from './outputFile.ts'
import { analysisColumns, analysisRows } from './analysisTables.ts'
import { headerText, isFigure, lineText, valueText } from './model/cellText.ts'
import { fixed, type Line, type TableBlock, text, typed } from './model/documentModel.ts'
import { redactionPolicy } from './model/knownIdentity.ts'
import { maskText, redactTable } from './model/redact.ts'
import { writeTable } from './render/workbook.ts'
import { createWorkbook } from './xlsx/workbook.ts'

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
  const tables = run.result.tables
    .filter(({ id }) => format === 'xlsx' || args.table === undefined || id === args.table)
    .slice(0, format === 'csv' ? 1 : undefined)
    .map((table): TableBlock => {
      const name = textIn(table.title, language)
      const block: TableBlock = {
        kind: 'table',
        columns: analysisColumns(table, language),
        rows: analysisRows(table, language, mostRows),
        sheet: {
          name: fileWord(name).slice(0, 31),
          content: name,
          note: '',
          preface: [...preface, ...cutLine(table, language)],
        },
      }
      return policy === null ? block : redactTable(block, maskText(policy))
    })
  const rows = run.result.tables.reduce((sum, table) => sum + table.rows.length, 0)
  const file = context.files.createOutput(outputName(caseName, fileWord(title), context.at, format))
  try {
    if (format === 'csv') writeCsv(file.open(), tables, preface)
    else {
      const workbook = createWorkbook(file.open(), { title: caseName, at: context.at })
      try {
        for (const table of tables) {
          context.checkCancelled()
          await writeTable(workbook, table)
        }
        workbook.finish()
      } catch (error) {
        workbook.abandon()
        throw error
      }
    }
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
function cutLine(
  { rows, total }: AnalysisRun['result']['tables'][number],
  language: 'zh-CN' | 'en',
): readonly Line[] {
  if (total <= rows.length) return []
  return [
    language === 'en'
      ? `Only the first ${rows.length} of ${total} lines`
      : `只含前 ${rows.length} 行，共 ${total} 行`,
  ]
}
function writeCsv(
  sink: Parameters<typeof createCsvFile>[0],
  tables: readonly TableBlock[],
  preface: readonly Line[],
): void {
  const csv = createCsvFile(sink)
  try {
    for (const line of tables[0]?.sheet?.preface ?? preface) csv.row([csvText(lineText(line))])
    for (const { columns, rows } of tables) {
      csv.row(columns.map(({ header }) => csvText(headerText(header))))
      // Made above of what was answered: never streamed.
      for (const row of rows as readonly (readonly Parameters<typeof typed>[0][])[])
        csv.row(
          columns.map((column, at) => {
            const { sort, value } = typed(row[at] ?? fixed(null), column)
            return isFigure(sort) ? valueText(value).replaceAll(',', '') : csvText(valueText(value))
          }),
        )
    }
    csv.finish()
  } catch (error) {
    csv.abandon()
    throw error
  }
}
