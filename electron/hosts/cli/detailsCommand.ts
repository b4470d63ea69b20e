/** What a case is filed under, on the command line. */
import { textIn } from '../../../shared/language.ts'
import { caseDetailFields, isDetail, secrecyGrades } from '../../../shared/model/caseDetails.ts'
import { caseDetailNames, caseDetailText } from '../../../shared/words/caseDetails.ts'
import { UsageError, type Command } from './command.ts'
import { table } from './inWords.ts'
import { withCase } from './openCase.ts'

/** Options as words of the command line: `secondOfficer` is `--second-officer`. */
const optionOf = (field: string): string => field.replaceAll(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`)

export const detailsCommand: Command = {
  name: 'details',
  words: 'CASE',
  least: 1,
  most: 1,
  summary:
    'tell what the case is filed under (number, matter, unit, officers), or say it anew; undo takes it back',
  more: ['An empty text takes a detail away.'],
  options: Object.fromEntries(
    caseDetailFields.map((field) => [
      optionOf(field),
      {
        value: field === 'filed' ? 'DAY' : field === 'secrecy' ? 'GRADE' : 'TEXT',
        help: `${caseDetailNames[field].en}, ${caseDetailNames[field].zh}${field === 'secrecy' ? ` (${secrecyGrades.join(', ')})` : field === 'filed' ? ' (YYYY-MM-DD)' : ''}`,
      },
    ]),
  ),
  run(context) {
    const { given, engine, output, language } = context
    const said = Object.fromEntries(
      caseDetailFields.flatMap((field) => {
        const text = given.text(optionOf(field))?.trim()
        if (text === undefined) return []
        if (!isDetail(field, text)) throw new UsageError(`--${optionOf(field)}: "${text}" cannot be kept`)
        return [[field, text]]
      }),
    )
    const changes = Object.keys(said).length > 0
    return withCase(context, given.words[0], changes ? 'write' : 'read', async () => {
      const details = changes
        ? await engine.call('case.describe', said)
        : await engine.call('case.details', {})
      output.result(details, () =>
        table(
          language,
          [
            ['案件信息', 'Case details'],
            ['内容', 'said'],
          ],
          caseDetailFields.map((field) => [
            textIn(caseDetailNames[field], language),
            caseDetailText(field, details[field], language),
          ]),
        ),
      )
      return 0
    })
  },
}
