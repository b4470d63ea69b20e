/** Kept answers of analyses: listed, opened, asked again, compared, renamed, removed. */
import type { KeptResult, ResultDifference, WhyStep } from '../../../shared/contract/index.ts'
import { textIn, type Language } from '../../../shared/language.ts'
import { cellText, toneText } from '../../../shared/words/analysis.ts'
import { cellJson, runJson, runText } from './analysisOutput.ts'
import { type Command, type CommandContext, UsageError } from './command.ts'
import { inWords, table } from './inWords.ts'
import { withCase } from './openCase.ts'

export const resultsCommand: Command = {
  name: 'results',
  words: 'CASE [RESULT]',
  least: 1,
  most: 2,
  summary: 'list the kept answers of analyses, show one (number or name), ask it again, compare two',
  more: [
    'An answer is kept by --keep NAME of its analysis. --again says same, or line by line what differs and what was done to the case in between.',
  ],
  options: {
    again: { help: 'ask the same question of the case as it is now; tells what differs' },
    compare: { value: 'RESULT', help: 'tell what differs between the two' },
    rename: { value: 'NAME', help: 'give it another name' },
    note: { value: 'TEXT', help: 'give it another note' },
    remove: { help: 'take it out of the case; undo brings it back' },
    top: { value: 'N', whole: true, help: 'at most so many lines a table (50; with --json all)' },
    scopes: { help: 'with --json: which rows stand behind each line, as scopes' },
  },
  run(context) {
    const { given } = context
    const [path, wanted] = given.words
    const changes =
      given.on('remove') || given.text('rename') !== undefined || given.text('note') !== undefined
    const asks = [given.on('again'), given.text('compare') !== undefined, changes].filter(Boolean)
    if (wanted === undefined && asks.length > 0) throw new UsageError('say which result')
    if (asks.length > 1) throw new UsageError('give one of --again, --compare, or what is to be changed')
    return withCase(context, path, changes ? 'write' : 'read', async () => {
      if (wanted === undefined) return list(context)
      const kept = await keptNamed(context, wanted)
      if (changes) return change(context, kept)
      if (given.on('again')) return again(context, kept)
      const other = given.text('compare')
      return other === undefined ? show(context, kept) : compare(context, kept, other)
    })
  },
}
/** By number, or by a name that one alone has. Throws `UsageError` with the choices. */
async function keptNamed({ engine }: CommandContext, wanted: string): Promise<KeptResult> {
  const kept = await engine.call('results.list', {})
  const named = kept.filter(({ name }) => name === wanted)
  const found =
    named.length === 1 ? named[0] : kept.find(({ keptId }) => named.length === 0 && String(keptId) === wanted)
  if (found === undefined)
    throw new UsageError(
      named.length > 1
        ? `several are called "${wanted}"; say which by number: ${named.map(({ keptId }) => keptId).join(', ')}`
        : `no kept result "${wanted}"; there are: ${kept.map(({ keptId, name }) => `${keptId} ${name}`).join(', ')}`,
    )
  return found
}
const infoJson = ({ keptId, name, analysis, version, lines, note, at, operator, current }: KeptResult) => ({
  result: keptId,
  name,
  analysis,
  version,
  lines,
  note,
  at,
  operator,
  current,
})
async function list({ engine, output, language }: CommandContext): Promise<0> {
  const kept = await engine.call('results.list', {})
  output.result(kept.map(infoJson), () =>
    table(
      language,
      [
        ['编号', 'result', 'right'],
        ['名称', 'name'],
        ['分析', 'analysis'],
        ['行数', 'lines', 'right'],
        ['时间', 'at'],
        ['操作人', 'operator'],
        ['状态', 'state'],
        ['备注', 'note'],
      ],
      kept.map((one) => [
        one.keptId,
        one.name,
        one.analysis,
        one.lines,
        one.at,
        one.operator,
        one.current
          ? inWords(language, '材料未变', 'nothing changed since')
          : inWords(language, '材料或算法已变，待复核', 'case or rule changed since: ask again'),
        one.note,
      ]),
    ),
  )
  return 0
}
const shownOf = ({ given }: CommandContext, top: number) => ({
  top: given.whole('top', top),
  rows: given.on('scopes'),
})
async function show(context: CommandContext, { keptId }: KeptResult): Promise<0> {
  const { engine, output, language } = context
  const { kept, run } = await engine.call('results.read', { keptId })
  output.result(
    { ...infoJson(kept), ...(runJson(run, language, shownOf(context, Infinity)) as object) },
    () =>
      [
        `${kept.keptId} ${kept.name}  ${kept.at}  ${kept.operator}`,
        ...(kept.note === '' ? [] : [kept.note]),
        runText(run, language, shownOf(context, 50)),
      ].join('\n'),
  )
  return 0
}
async function again(context: CommandContext, { keptId }: KeptResult): Promise<0> {
  const { engine, signal } = context
  const { kept, difference } = await engine.call('results.again', { keptId }, { signal })
  return tell(context, { result: infoJson(kept) }, difference)
}
async function compare(context: CommandContext, { keptId }: KeptResult, other: string): Promise<0> {
  const { keptId: withId } = await keptNamed(context, other)
  const found = await context.engine.call('results.compare', { keptId, withId })
  return tell(context, { before: infoJson(found.before), after: infoJson(found.after) }, found.difference)
}
async function change({ engine, given, output }: CommandContext, { keptId }: KeptResult): Promise<0> {
  if (given.on('remove')) {
    await engine.call('results.remove', { keptId })
    output.result({ removed: keptId }, () => `removed ${keptId}`)
    return 0
  }
  const name = given.text('rename')
  const note = given.text('note')
  const kept = await engine.call('results.change', {
    keptId,
    ...(name === undefined ? {} : { name }),
    ...(note === undefined ? {} : { note }),
  })
  output.result(infoJson(kept), () => `${kept.keptId} ${kept.name}`)
  return 0
}
function tell(context: CommandContext, of: object, found: ResultDifference): 0 {
  const { output, language } = context
  output.result({ ...of, ...differenceJson(found, language, shownOf(context, Infinity).top) }, () =>
    differenceText(found, language, shownOf(context, 50).top),
  )
  return 0
}
function differenceJson(found: ResultDifference, language: Language, top: number): object {
  return {
    same: found.same,
    notCompared: found.notCompared,
    sameInput: found.sameInput,
    versions: found.versions,
    params: found.params,
    figures: found.figures.map(({ id, sort, before, after }) => ({
      id,
      before: cellJson(sort, before, language),
      after: cellJson(sort, after, language),
    })),
    tables: found.tables.map(({ id, columns, added, gone, changed, cut, lines }) => ({
      id,
      added,
      gone,
      changed,
      cut,
      lines: lines.slice(0, top).map((line) => ({
        key: line.key,
        what: line.what,
        cells: line.cells.map((cell) => {
          const sort = columns.find((column) => column.id === cell.id)?.sort ?? 'text'
          return {
            id: cell.id,
            before: cellJson(sort, cell.before, language),
            after: cellJson(sort, cell.after, language),
          }
        }),
      })),
    })),
    notesAdded: found.notesAdded.map(({ id, words }) => ({ id, text: textIn(words, language) })),
    notesGone: found.notesGone.map(({ id, words }) => ({ id, text: textIn(words, language) })),
    stepsInAll: found.stepsInAll,
    steps: found.steps,
  }
}
function differenceText(found: ResultDifference, language: Language, top: number): string {
  const words = {
    added: inWords(language, '新增', 'added'),
    gone: inWords(language, '不再有', 'gone'),
    changed: inWords(language, '变化', 'changed'),
  }
  const to = (before: string, after: string): string => `${before} → ${after}`
  return [
    found.same ? inWords(language, '结果相同', 'same') : inWords(language, '结果不同', 'different'),
    ...(found.same && found.notCompared > 0
      ? [
          inWords(
            language,
            `另有 ${found.notCompared} 行超出列出上限，未比较`,
            `${found.notCompared} lines beyond those an answer lists were not compared`,
          ),
        ]
      : []),
    ...(found.versions === null
      ? []
      : [
          inWords(
            language,
            `算法由第 ${found.versions.join(' 版改为第 ')} 版`,
            `rule: version ${found.versions.join(' to ')}`,
          ),
        ]),
    ...(found.params.length === 0
      ? []
      : [`${inWords(language, '参数不同', 'parameters differ')}: ${found.params.join(', ')}`]),
    ...found.figures.map(
      (figure) =>
        `${textIn(figure.title, language)}  ${to(cellText(figure, figure.before, language), cellText(figure, figure.after, language))}`,
    ),
    ...found.tables.flatMap((one) => [
      '',
      `${textIn(one.title, language)}  ${words.added} ${one.added}, ${words.gone} ${one.gone}, ${words.changed} ${one.changed}`,
      ...(one.cut
        ? [
            inWords(
              language,
              '超出显示上限的行未比较',
              'lines beyond those an answer brings are not compared',
            ),
          ]
        : []),
      ...one.lines.slice(0, top).map((line) => {
        const cells = line.cells.map((cell) => {
          const column = one.columns.find(({ id }) => id === cell.id)
          return column === undefined
            ? cell.id
            : `${textIn(column.title, language)} ${to(cellText(column, cell.before, language), cellText(column, cell.after, language))}`
        })
        const shown =
          line.what === 'changed'
            ? cells
            : one.columns.map((column, at) => cellText(column, line.row.cells[at] ?? null, language))
        return `  ${words[line.what]}  ${line.key}  ${shown.join('  ')}`
      }),
    ]),
    ...found.notesAdded.map(
      ({ tone, words: said }) => `+ ${toneText(tone, language)}: ${textIn(said, language)}`,
    ),
    ...found.notesGone.map(
      ({ tone, words: said }) => `- ${toneText(tone, language)}: ${textIn(said, language)}`,
    ),
    '',
    found.stepsInAll === 0
      ? inWords(language, '其间没有可能影响结果的操作', 'nothing was done in between that could change it')
      : inWords(
          language,
          `其间可能影响结果的操作 ${found.stepsInAll} 项（新的在前）：`,
          `done in between that can have changed it: ${found.stepsInAll} (newest first)`,
        ),
    ...found.steps.slice(0, top).map(stepLine),
  ].join('\n')
}
function stepLine({ at, operator, action, params }: WhyStep): string {
  const said = Object.entries(params)
    .filter(([name, value]) => value !== null && !/digest|^of$|^step|sha256/i.test(name))
    .map(([name, value]) => `${name}=${String(value)}`)
  return `  ${at}  ${operator}  ${action}  ${said.join(' ')}`
}
