/** The persons behind site accounts. */
import { measureWhyText } from '../../../shared/words/measureReasons.ts'
import { scaledText } from '../../../shared/model/exactDecimal.ts'
import type { Command } from './command.ts'
import { among, inWords, table } from './inWords.ts'
import { fileAsked, fileOptions, keepFile } from './keepFile.ts'
import { withCase } from './openCase.ts'

const sorts = ['accounts', 'stakes', 'label'] as const
export const personsCommand: Command = {
  name: 'persons',
  words: 'CASE',
  least: 1,
  most: 1,
  summary: 'list the persons behind site accounts, as far as claims tell, with what each bet',
  more: [
    'Points and stakes (yuan) are exact decimals as text; stakes are null while the value of a point is not known.',
  ],
  options: {
    several: { help: 'only persons with several accounts' },
    sort: { value: 'SORT', help: `by ${sorts.join(', ')} (accounts)` },
    text: { value: 'TEXT', help: 'only those whose name or identifier holds the text' },
    limit: { value: 'N', whole: true, help: 'at most so many rows (100)' },
    offset: { value: 'N', whole: true, help: 'begin after so many rows (0)' },
    ...fileOptions,
  },
  run(context) {
    const { given, engine, output, language } = context
    const text = given.text('text')
    const sort = among('--sort', sorts, given.text('sort') ?? 'accounts')
    const asked = fileAsked(context)
    return withCase(context, given.words[0], asked === null ? 'read' : 'leave', async () => {
      if (asked !== null) {
        const { format, redact, folder } = asked
        const file = await engine.call('identity.exportPersons', { format, redact, language })
        const path = await keepFile(context, file, folder)
        output.result({ path, rows: file.rows }, () => path)
        return 0
      }
      const found = await engine.call('identity.persons', {
        sort,
        several: given.on('several') ? 'several' : 'all',
        ...(text === undefined ? {} : { text }),
        offset: given.whole('offset', 0),
        limit: given.whole('limit', 100),
      })
      const rows = found.rows.map((row) => ({
        ...row,
        points: row.points === null ? null : scaledText(row.points, 2),
        stakes: row.stakes === null ? null : scaledText(row.stakes, 2),
      }))
      output.result(
        { ...found, rows },
        () =>
          `${table(
            language,
            [
              ['实体', 'entity', 'right'],
              ['人员', 'person'],
              ['账号数', 'accounts', 'right'],
              ['姓名', 'names'],
              ['注单', 'slips', 'right'],
              ['有效投注（点）', 'valid points', 'right'],
              ['赌资（元）', 'stakes (yuan)', 'right'],
              ['账号', 'account'],
            ],
            rows.map((row) => [
              row.entityId,
              row.label,
              row.accounts.length,
              row.names.join('、'),
              row.slips,
              row.points ?? measureWhyText(row.why, language),
              row.stakes,
              row.accounts.map(({ label }) => label).join('、'),
            ]),
          )}\n${rows.length} / ${found.total}\n${inWords(
            language,
            `${found.accounts} 个账号，${found.persons} 人；有注单 ${found.accountsThatBet} 个账号，${found.personsThatBet} 人`,
            `${found.accounts} accounts, ${found.persons} persons; ${found.accountsThatBet} accounts bet, ${found.personsThatBet} persons`,
          )}`,
      )
      return 0
    })
  },
}
