/** Tables of an answer as Excel or CSV, with lines about it above them. */
import { type AnalysisResult, mostRows } from '../../../shared/contract/analyses/result.ts'
import { type Language, textIn } from '../../../shared/language.ts'
import { csvText } from '../../../shared/model/csvText.ts'
import type { ReadingJobContext } from '../core/context.ts'
import type { OutputFile } from '../store/fileGrants.ts'
import { analysisColumns, analysisRows } from './analysisTables.ts'
import { createCsvFile } from './csvFile.ts'
import { fileWord } from './outputFile.ts'
import { headerText, isFigure, lineText, valueText } from './model/cellText.ts'
import { fixed, type Line, type TableBlock, typed } from './model/documentModel.ts'
import { writeTable } from './render/workbook.ts'
import { createWorkbook } from './xlsx/workbook.ts'

/** The tables of an answer: all for Excel, for CSV the one that is named. */
export function answerBlocks(
  { tables }: Pick<AnalysisResult, 'tables'>,
  asked: {
    readonly format: 'xlsx' | 'csv'
    readonly table?: string | undefined
    readonly language: Language
  },
  preface: readonly Line[],
): readonly TableBlock[] {
  const { format, language } = asked
  return tables
    .filter(({ id }) => format === 'xlsx' || asked.table === undefined || id === asked.table)
    .slice(0, format === 'csv' ? 1 : undefined)
    .map((table): TableBlock => {
      const name = textIn(table.title, language)
      return {
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
    })
}
/** Writes them into the file. Errors: `cancelled`. */
export async function writeAnswer(
  context: Pick<ReadingJobContext, 'at' | 'checkCancelled'>,
  file: OutputFile,
  given: {
    readonly format: 'xlsx' | 'csv'
    readonly tables: readonly TableBlock[]
    readonly preface: readonly Line[]
    readonly title: string
  },
): Promise<void> {
  const { format, tables, preface, title } = given
  if (format === 'csv') {
    writeCsv(file.open(), tables, preface)
    return
  }
  const workbook = createWorkbook(file.open(), { title, at: context.at })
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
function cutLine({ rows, total }: AnalysisResult['tables'][number], language: Language): readonly Line[] {
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
