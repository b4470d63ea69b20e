/** A series as Excel or CSV. It belongs to no case: nothing of it is written down in one. */
import type { Args, Result } from '../../../shared/contract/index.ts'
import { textIn } from '../../../shared/language.ts'
import { toneText } from '../../../shared/words/analysis.ts'
import type { ReadingJobContext } from '../core/context.ts'
import { answerBlocks, writeAnswer } from '../report/answerFile.ts'
import type { Line } from '../report/model/documentModel.ts'
import { heldSeries } from './seriesHeld.ts'

/** Writes what was read; `rows` counts the lines. Errors: `collision-not-found`, `cancelled`. */
export async function exportSeries(
  context: ReadingJobContext,
  args: Args<'series.export'>,
): Promise<Result<'series.export'>> {
  const { format, language } = args
  const answer = heldSeries(context.workspace, args.seriesId)
  const title = language === 'en' ? 'Series of cases' : '串并案'
  const stop = language === 'en' ? ': ' : '：'
  const preface: readonly Line[] = [
    title,
    context.at,
    ...answer.notes.map(({ tone, words }) => `${toneText(tone, language)}${stop}${textIn(words, language)}`),
    language === 'en'
      ? 'Not masked: it holds names and numbers of several cases.'
      : '未脱敏：含多个案件的姓名、号码。',
  ].map((line): Line => [line])
  const tables = answerBlocks(answer, args, preface)
  const shown = answer.tables.filter(
    ({ id }) => format === 'xlsx' || args.table === undefined || id === args.table,
  )
  const file = context.files.createOutput(
    `${title}_${context.at.replaceAll(/[-:]/g, '').replace(' ', '-')}.${format}`,
  )
  try {
    await writeAnswer(context, file, { format, tables, preface, title })
    return {
      fileId: file.fileId,
      fileName: file.fileName,
      rows: shown.slice(0, format === 'csv' ? 1 : undefined).reduce((sum, { rows }) => sum + rows.length, 0),
    }
  } catch (error) {
    context.files.revoke(file.fileId)
    throw error
  }
}
