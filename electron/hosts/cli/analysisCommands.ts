/** One command an analysis, made from its definition; and the list of them. */
import {
  analysisGroups,
  type AnalysisDefinition,
  type AnalysisGroup,
} from '../../../shared/contract/analyses/define.ts'
import { analyses, type AnalysisId, commandWord } from '../../../shared/contract/analyses/index.ts'
import type { KeptAnswer } from '../../../shared/contract/index.ts'
import { textIn } from '../../../shared/language.ts'
import { runJson, runText } from './analysisOutput.ts'
import { flagOf, paramOptions, paramsGiven } from './analysisParams.ts'
import type { Command, CommandContext } from './command.ts'
import { table } from './inWords.ts'
import { withCase } from './openCase.ts'

type Definition = AnalysisDefinition<AnalysisId>
const every: readonly Definition[] = analyses

/** Flags of every analysis beside its parameters. No parameter is called so (a test holds it) but `top`, which then says how many it answers with. */
export const answerOptions = {
  top: { value: 'N', whole: true, help: 'at most so many lines a table (50; with --json all)' },
  keep: { value: 'NAME', help: 'keep the answer in the case under this name' },
  note: { value: 'TEXT', help: 'with --keep: a note beside it' },
  scopes: { help: 'with --json: which rows stand behind each line, as scopes' },
} as const

function analysisCommand(definition: Definition): Command {
  const { id, params, question, rule } = definition
  const entities = params.filter(({ sort }) => sort === 'entity' || sort === 'entities')
  return {
    name: commandWord(definition),
    words: `CASE${entities.map((param) => ` [${flagOf(param).toUpperCase()}${param.sort === 'entities' ? '…' : ''}]`).join('')}`,
    least: 1,
    most: entities.length === 0 ? 1 : 5_000,
    summary: `${question.en} · ${question.zh}`,
    more: [rule.en, rule.zh],
    options: { ...answerOptions, ...paramOptions(params) },
    run(context) {
      const { given, engine, output, language, signal } = context
      const [path, ...words] = given.words
      const name = given.text('keep')
      return withCase(context, path, name === undefined ? 'read' : 'write', async () => {
        const asked = await paramsGiven(context, params, words)
        const run =
          name === undefined
            ? await engine.call('analyses.run', { analysis: id, params: { ...asked } }, { signal })
            : await kept(context, id, asked, name)
        const own = params.some(({ id }) => id === 'top')
        const shown = (top: number) => ({
          top: own ? Infinity : given.whole('top', top),
          rows: given.on('scopes'),
        })
        output.result(runJson(run, language, shown(Infinity)), () => runText(run, language, shown(50)))
        return 0
      })
    },
  }
}
/** Keeps the answer and gives back what is kept. */
async function kept(
  { engine, given, signal }: CommandContext,
  analysis: AnalysisId,
  params: Readonly<Record<string, unknown>>,
  name: string,
): Promise<KeptAnswer['run']> {
  const note = given.text('note') ?? ''
  const { keptId } = await engine.call(
    'results.keep',
    { analysis, params: { ...params }, name, note },
    { signal },
  )
  return (await engine.call('results.read', { keptId })).run
}
const listCommand: Command = {
  name: 'analyses',
  words: '',
  least: 0,
  most: 1,
  summary: 'list what can be asked of a case, each with its command',
  options: {},
  run({ output, language }) {
    output.result(
      every.map((one) => ({
        analysis: one.id,
        command: commandWord(one),
        group: one.group,
        title: textIn(one.title, language),
        question: textIn(one.question, language),
        rule: textIn(one.rule, language),
        version: one.version,
        params: one.params.map((param) => ({
          id: param.id,
          flag: `--${flagOf(param)}`,
          sort: param.sort,
          title: textIn(param.title, language),
          ...('default' in param ? { default: param.default } : {}),
          ...(param.sort === 'choice' ? { choices: param.choices.map(({ id }) => id) } : {}),
        })),
      })),
      () =>
        table(
          language,
          [
            ['命令', 'command'],
            ['类别', 'group'],
            ['分析', 'analysis'],
            ['问题', 'question'],
          ],
          (Object.keys(analysisGroups) as AnalysisGroup[]).flatMap((group) =>
            every
              .filter((one) => one.group === group)
              .map((one) => [
                commandWord(one),
                textIn(analysisGroups[group], language),
                textIn(one.title, language),
                textIn(one.question, language),
              ]),
          ),
        ),
    )
    return Promise.resolve(0)
  },
}
/** The list, and a command for each. */
export const analysisCommands: readonly Command[] = [listCommand, ...every.map(analysisCommand)]
