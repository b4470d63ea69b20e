/** `series`: many case files by what they share, none of them changed. */
import { basename, resolve } from 'node:path'
import { caseFamilies, type CaseFamily } from '../../../shared/contract/collision.ts'
import { textIn } from '../../../shared/language.ts'
import { answerText, cellJson } from './analysisOutput.ts'
import { type Command, UsageError } from './command.ts'
import { listFiles } from './fileList.ts'
import { inWords } from './inWords.ts'

export const series: Command = {
  name: 'series',
  words: 'FOLDER…',
  least: 1,
  most: 500,
  summary:
    'what many case files share: clusters, numbers, sums by month; read-only · 串并案：多个案件的共同号码、分组、按月合计，只读',
  more: [
    'Every .lzcase file in the folders (and files named); a file that cannot be opened is told and left out.',
    '逐个只读打开文件夹内的案件文件；打不开的列明原因。',
  ],
  options: {
    by: { value: 'FAMILY', several: true, help: `what joins: ${caseFamilies.join(', ')}` },
    top: { value: 'N', whole: true, help: 'at most so many lines a table (50; with --json all)' },
  },
  async run(context) {
    const { engine, given, output, language, signal } = context
    const families = given.texts('by').map((family): CaseFamily => {
      const known = caseFamilies.find((candidate) => candidate === family)
      if (known === undefined) throw new UsageError(`--by "${family}" is none of ${caseFamilies.join(', ')}`)
      return known
    })
    const files = listFiles(given.words).filter(
      ({ path, named }) => named || /\.lzcase$/i.test(basename(path)),
    )
    if (files.length === 0)
      throw new UsageError(
        inWords(language, '没有找到案件文件（.lzcase）', 'no case file (.lzcase) was found'),
      )
    const passphrase = await context.passphrase()
    const result = await engine.call(
      'series.read',
      {
        cases: files.map(({ path }) => ({
          place: engine.files.grant(resolve(path)),
          ...(passphrase === null ? {} : { passphrase }),
        })),
        ...(families.length === 0 ? {} : { families }),
      },
      { signal },
    )
    const top = given.whole('top', 50)
    output.result(
      {
        figures: Object.fromEntries(result.figures.map(({ id, value }) => [id, value])),
        tables: Object.fromEntries(
          result.tables.map(({ id, columns, rows, total }) => [
            id,
            {
              total,
              rows: rows
                .slice(0, given.whole('top', rows.length))
                .map(({ key, cells }) => ({
                  key,
                  ...Object.fromEntries(
                    columns.map((column, at) => [
                      column.id,
                      cellJson(column.sort, cells[at] ?? null, language),
                    ]),
                  ),
                })),
            },
          ]),
        ),
        notes: result.notes.map(({ tone, id, words }) => ({ tone, id, text: textIn(words, language) })),
      },
      () => answerText(result, language, { top, rows: false }).join('\n'),
    )
    return 0
  },
}
