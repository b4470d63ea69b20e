/** `collide`: a list, two columns, or several case files against each other. */
import type { Input, ListLine } from '../../../shared/contract/index.ts'
import { caseFamilies, type CaseFamily, listReadings } from '../../../shared/contract/collision.ts'
import { collisionStates, ownersText, sideStates } from '../../../shared/words/collision.ts'
import { resolve } from 'node:path'
import { UsageError } from './command.ts'
import type { Command, CommandContext } from './command.ts'
import { fileAsked, fileOptions, keepFile } from './keepFile.ts'
import { withCase } from './openCase.ts'
import { textTable } from './textTable.ts'
import { fieldNamed, kindNamed } from './values.ts'

type ListInput = Input<'collision.list'>['input']
type Side = Input<'collision.tables'>['left']
const states = ['found', 'cells', 'absent', 'unread', 'both', 'left', 'right'] as const
const words = {
  'zh-CN': { ...collisionStates['zh-CN'], ...sideStates['zh-CN'] },
  en: { ...collisionStates.en, ...sideStates.en },
} as const

export const collide: Command = {
  name: 'collide',
  words: 'CASE [VALUE…]',
  least: 1,
  most: 1_000,
  summary: 'compare numbers or names, two columns, or other case files with the case',
  more: [
    'A list: values after CASE, or --list FILE with --column. Two columns: --left KIND.FIELD with --right KIND.FIELD or --list FILE.',
    'Other cases: --with FILE, each opened read-only; encrypted ones with the passphrase given for CASE. The audit log of CASE names them.',
  ],
  options: {
    list: { value: 'FILE', help: 'a spreadsheet or text whose column is the list' },
    sheet: { value: 'N', whole: true, help: 'which sheet of it, from 1 (1)' },
    column: { value: 'A|N', help: 'which column of it, by letters or number (A)' },
    'from-row': { value: 'N', whole: true, help: 'first row of the list (1)' },
    as: { value: 'KIND', help: `what the values are: ${listReadings.join(', ')} (auto)` },
    everywhere: { help: 'look in every cell too: remarks, unmapped columns, rejected rows' },
    left: { value: 'KIND.FIELD', help: 'a column of a table' },
    right: { value: 'KIND.FIELD', help: 'the column to compare it with' },
    with: { value: 'FILE', help: 'another case file', several: true },
    by: { value: 'FAMILY', help: `only these: ${caseFamilies.join(', ')}`, several: true },
    show: { value: 'STATE', help: `only lines or values of a state: ${states.join(', ')}`, several: true },
    limit: { value: 'N', whole: true, help: 'at most so many rows (100)' },
    offset: { value: 'N', whole: true, help: 'begin after so many rows (0)' },
    ...fileOptions,
  },
  run(context) {
    const { given } = context
    const mode = fileAsked(context) === null ? 'read' : 'write'
    const shown = given.texts('show')
    const strange = shown.find((state) => !states.some((known) => known === state))
    if (strange !== undefined) throw new UsageError(`--show "${strange}" is none of ${states.join(', ')}`)
    if (given.texts('with').length > 0)
      return withCase(context, given.words[0], 'write', () => collideCases(context))
    if (given.text('left') !== undefined || given.text('right') !== undefined) {
      const sides = { left: sideOf(context, 'left'), right: sideOf(context, 'right') }
      return withCase(context, given.words[0], mode, () => collideTables(context, sides))
    }
    const input = listOf(context)
    if (input === null) throw new UsageError('give values, --list FILE, --left and --right, or --with FILE')
    return withCase(context, given.words[0], mode, () => collideList(context, input))
  },
}

/** The list that was given; null without one. */
function listOf({ given, engine }: CommandContext): ListInput | null {
  const file = given.text('list')
  if (file === undefined)
    return given.words.length > 1 ? { text: given.words.slice(1).join('\n'), signs: false } : null
  const sheet = given.whole('sheet', 1)
  if (sheet === 0) throw new UsageError('--sheet counts from 1')
  return {
    fileId: engine.files.grant(resolve(file)),
    sheet: sheet - 1,
    column: columnOf(given.text('column') ?? 'A'),
    fromRow: Math.max(1, given.whole('from-row', 1)),
  }
}
function columnOf(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text) - 1
  if (!/^[A-Za-z]{1,3}$/.test(text)) throw new UsageError('--column is letters (A, AB) or a number from 1')
  return [...text.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
/** One side: a column where it is named, else the list. */
function sideOf(context: CommandContext, which: 'left' | 'right'): Side {
  const named = context.given.text(which)
  if (named === undefined) {
    const list = listOf(context)
    if (list === null) throw new UsageError(`give --${which} KIND.FIELD, or a list for it`)
    return { list }
  }
  const [kindId = '', fieldId = ''] = named.split('.', 2)
  const kind = kindNamed(kindId)
  return { scope: { kind: kind.id }, field: fieldNamed(kind, fieldId).id }
}
function windowOf({ given }: CommandContext): { readonly offset: number; readonly limit: number } {
  return { offset: given.whole('offset', 0), limit: given.whole('limit', 100) }
}
const only = <T extends string>(context: CommandContext, of: readonly T[]): readonly T[] =>
  of.filter((state) => context.given.texts('show').includes(state))

/** The result as a file where one was asked for. */
async function keptFile(
  context: CommandContext,
  resultId: string,
  filter: Partial<Pick<Input<'collision.export'>, 'lines' | 'values'>> = {},
): Promise<{ readonly path?: string }> {
  const asked = fileAsked(context)
  if (asked === null) return {}
  const { format, redact, folder } = asked
  const file = await context.engine.call('collision.export', { resultId, format, redact, ...filter })
  return { path: await keepFile(context, file, folder) }
}
async function collideList(context: CommandContext, input: ListInput): Promise<0 | 1> {
  const { engine, given, output, language, signal } = context
  const as = given.text('as') ?? 'auto'
  const readAs = listReadings.find((reading) => reading === as)
  if (readAs === undefined) throw new UsageError(`--as is one of ${listReadings.join(', ')}`)
  let told = await engine.call('collision.list', { input, readAs }, { signal })
  if (given.on('everywhere'))
    told = await engine.call('collision.everywhere', { resultId: told.resultId }, { signal })
  const wanted = only(context, ['found', 'cells', 'absent', 'unread'])
  const { total, rows } = await engine.call('collision.lines', {
    resultId: told.resultId,
    filter: wanted.length === 0 ? {} : { states: [...wanted] },
    ...windowOf(context),
  })
  const kept = await keptFile(
    context,
    told.resultId,
    wanted.length === 0 ? {} : { lines: { states: [...wanted] } },
  )
  output.result(
    {
      counts: told.counts,
      digest: told.digest,
      everywhere: told.everywhere,
      statements: told.statements,
      total,
      lines: rows,
      ...kept,
    },
    () =>
      `${textTable(
        [
          { title: '#', right: true },
          { title: language === 'zh-CN' ? '值' : 'value' },
          { title: language === 'zh-CN' ? '结果' : 'result' },
          { title: language === 'zh-CN' ? '次数' : 'given', right: true },
          { title: language === 'zh-CN' ? '是谁的' : 'whose' },
          { title: language === 'zh-CN' ? '实体' : 'entities' },
          { title: language === 'zh-CN' ? '记录' : 'records', right: true },
          { title: language === 'zh-CN' ? '单元格行' : 'cells', right: true },
        ],
        rows.map((line) => [
          line.line,
          line.value ?? line.raw,
          resultText(line, language),
          line.times,
          ownersText(line.owners, language),
          line.top.map((entity) => `${entity.label} [${entity.kind}]`).join(', '),
          line.records,
          line.cells,
        ]),
      )}\n${Object.entries(told.counts)
        .map(([name, count]) => `${name} ${count}`)
        .join(
          ' · ',
        )}${told.everywhere ? '' : language === 'zh-CN' ? '\n只查过标识与属性；加 --everywhere 逐格查找' : '\nonly identifiers and attributes were looked at; --everywhere looks in every cell'}${told.statements === 0 ? '' : language === 'zh-CN' ? `\n人工录入的 ${told.statements} 条陈述不在查找之列` : `\nthe ${told.statements} statements entered by hand were not searched`}`,
  )
  return 0
}
function resultText(line: ListLine, language: CommandContext['language']): string {
  return `${words[language][line.state]}${line.flaw === null ? '' : ` (${line.flaw})`}`
}

async function collideTables(
  context: CommandContext,
  sides: { readonly left: Side; readonly right: Side },
): Promise<0 | 1> {
  const { engine, output, language, signal } = context
  const told = await engine.call('collision.tables', sides, { signal })
  const wanted = only(context, ['both', 'left', 'right'])
  const { total, rows } = await engine.call('collision.values', {
    resultId: told.resultId,
    filter: wanted.length === 0 ? {} : { states: [...wanted] },
    ...windowOf(context),
  })
  const kept = await keptFile(
    context,
    told.resultId,
    wanted.length === 0 ? {} : { values: { states: [...wanted] } },
  )
  output.result(
    {
      counts: told.counts,
      left: told.left,
      right: told.right,
      digest: told.digest,
      total,
      values: rows,
      ...kept,
    },
    () =>
      `${textTable(
        [
          { title: language === 'zh-CN' ? '值' : 'value' },
          { title: language === 'zh-CN' ? '结果' : 'result' },
          { title: language === 'zh-CN' ? '左侧行数' : 'rows left', right: true },
          { title: language === 'zh-CN' ? '右侧行数' : 'rows right', right: true },
        ],
        rows.map((value) => [value.value, words[language][value.state], value.leftRows, value.rightRows]),
      )}\n${Object.entries(told.counts)
        .map(([name, count]) => `${name} ${count}`)
        .join(' · ')}`,
  )
  return 0
}

async function collideCases(context: CommandContext): Promise<0 | 1> {
  const { engine, given, output, language, signal } = context
  const passphrase = await context.passphrase()
  const families = given.texts('by').map((family): CaseFamily => {
    const known = caseFamilies.find((candidate) => candidate === family)
    if (known === undefined) throw new UsageError(`--by "${family}" is none of ${caseFamilies.join(', ')}`)
    return known
  })
  const cases = given
    .texts('with')
    .map((file) => ({
      place: engine.files.grant(resolve(file)),
      ...(passphrase === null ? {} : { passphrase }),
    }))
  const told = await engine.call(
    'collision.cases',
    { cases, ...(families.length === 0 ? {} : { families }) },
    { signal },
  )
  const { total, rows } = await engine.call('collision.overlaps', {
    resultId: told.resultId,
    ...windowOf(context),
  })
  const kept = await keptFile(context, told.resultId)
  output.result(
    { counts: told.counts, cases: told.cases, digest: told.digest, total, overlaps: rows, ...kept },
    () =>
      `${textTable(
        [
          { title: language === 'zh-CN' ? '类别' : 'kind' },
          { title: language === 'zh-CN' ? '值' : 'value' },
          ...told.cases.map((one) => ({ title: one.name })),
        ],
        rows.map((overlap) => [
          overlap.family,
          overlap.value,
          ...told.cases.map(({ index }) => {
            const one = overlap.in.find((candidate) => candidate.index === index)
            return one === undefined
              ? null
              : `${ownersText(one.owners, language)} · ${one.entities.map(({ label }) => label).join(', ')} (${one.records})`
          }),
        ]),
      )}\n${rows.length} / ${total}`,
  )
  return 0
}
