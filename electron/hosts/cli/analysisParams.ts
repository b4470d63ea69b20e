/** Parameters of analyses on the command line: their flags, and values out of what a person wrote. */
import { hyphened } from '../../../shared/contract/analyses/index.ts'
import type { AnalysisParam, ParamSpan } from '../../../shared/contract/analyses/params.ts'
import { yuan } from '../../../shared/model/currency.ts'
import { linkKinds } from '../../../shared/model/linkKinds.ts'
import { parseMoney } from '../../../shared/model/money.ts'
import { moneyText } from '../../../shared/model/numberText.ts'
import { type CommandContext, type Option, UsageError } from './command.ts'
import { findEntity } from './findEntity.ts'

/** The flag of a parameter; one that is on unless it is said is turned off by `no-…`. */
export function flagOf(param: AnalysisParam): string {
  return param.sort === 'flag' && param.default ? `no-${hyphened(param.id)}` : hyphened(param.id)
}
/** The flags of all parameters, for parsing and help. */
export function paramOptions(params: readonly AnalysisParam[]): Readonly<Record<string, Option>> {
  return Object.fromEntries(params.map((param) => [flagOf(param), optionOf(param)]))
}
function optionOf(param: AnalysisParam): Option {
  const told = `${param.title.en} · ${param.title.zh}${param.hint === undefined ? '' : ` — ${param.hint.en}`}`
  switch (param.sort) {
    case 'count':
      return { value: 'N', help: `${told}: ${param.least} to ${param.most} (${param.default})` }
    case 'number':
      return { value: 'NUMBER', help: `${told}: ${param.least} to ${param.most} (${param.default})` }
    case 'money':
      return {
        value: 'YUAN',
        help: `${told}, in yuan or the currency asked about (${param.default === null ? 'no limit' : moneyText(param.default)})`,
      }
    case 'flag':
      return { help: param.default ? `not: ${told}` : told }
    case 'text':
      return { value: 'TEXT', help: param.default === '' ? told : `${told} (${param.default})` }
    case 'choice':
      return {
        value: 'WORD',
        help: `${told}: ${param.choices.map(({ id }) => id).join(', ')} (${param.default})`,
      }
    case 'entity':
      return { value: 'ENTITY', help: `${told}: id, number or name` }
    case 'entities':
      return { value: 'ENTITY', several: true, help: `${told}: id, number or name` }
    case 'linkKinds':
      return { value: 'KIND,KIND', several: true, help: `${told}: calls,transfer … (all that files tell)` }
    case 'span':
      return { value: 'FROM..TO', help: `${told}: 2024-01-01..2024-03-31; either end may be left out` }
  }
}
/** The parameters that were given. Words after the case fill those that take entities, in their order. Throws `UsageError`, `entity-not-found`. */
export async function paramsGiven(
  context: CommandContext,
  params: readonly AnalysisParam[],
  words: readonly string[],
): Promise<Readonly<Record<string, unknown>>> {
  const values: Record<string, unknown> = {}
  const left = [...words]
  for (const param of params) {
    const taken =
      takesEntities(param) && texts(context, param).length === 0 ? wordsFor(param, params, left) : []
    const value = await valueOf(context, param, taken)
    if (value !== undefined) values[param.id] = value
  }
  if (left.length > 0) throw new UsageError(`nothing is asked with "${left.join(' ')}"`)
  const missing = params.find(
    (param) => takesEntities(param) && 'needed' in param && param.needed === true && !(param.id in values),
  )
  if (missing !== undefined) throw new UsageError(`--${flagOf(missing)} is needed: id, number or name`)
  return values
}
const takesEntities = ({ sort }: AnalysisParam): boolean => sort === 'entity' || sort === 'entities'
/** One word for a parameter, all that are left for the last one that takes several. */
function wordsFor(param: AnalysisParam, params: readonly AnalysisParam[], left: string[]): readonly string[] {
  const last = params.filter(takesEntities).at(-1)
  return left.splice(0, param.sort === 'entities' && param === last ? left.length : 1)
}
function texts({ given }: CommandContext, param: AnalysisParam): readonly string[] {
  const flag = flagOf(param)
  const one = given.text(flag)
  return one === undefined ? given.texts(flag) : [one]
}
/** The value of one parameter; undefined when it was not given. */
async function valueOf(
  context: CommandContext,
  param: AnalysisParam,
  words: readonly string[],
): Promise<unknown> {
  const flag = flagOf(param)
  if (param.sort === 'flag') return context.given.on(flag) ? !param.default : undefined
  const written = words.length > 0 ? words : texts(context, param)
  const [first] = written
  if (first === undefined) return undefined
  switch (param.sort) {
    case 'entity':
      return (await findEntity(context, first)).entityId
    case 'entities': {
      const found: number[] = []
      for (const text of written) found.push((await findEntity(context, text)).entityId)
      return found
    }
    case 'linkKinds':
      return kindsOf(flag, written)
    case 'span':
      return spanOf(flag, first)
    case 'money':
      return minorOf(flag, first)
    case 'count':
    case 'number':
      return numberOf(flag, param, first)
    case 'choice':
      return choiceOf(flag, param.choices, first)
    case 'text':
      return first
  }
}
function choiceOf(flag: string, choices: readonly { readonly id: string }[], word: string): string {
  const choice = choices.find(({ id }) => id === word || hyphened(id) === word)
  if (choice === undefined)
    throw new UsageError(`--${flag} is one of ${choices.map(({ id }) => id).join(', ')}`)
  return choice.id
}
function kindsOf(flag: string, written: readonly string[]): readonly string[] {
  const kinds = written.flatMap((text) => text.split(',')).filter((kind) => kind !== '')
  const unknown = kinds.find((kind) => !linkKinds.some(({ id }) => id === kind))
  if (unknown !== undefined)
    throw new UsageError(
      `--${flag}: there is no kind of link "${unknown}"; it is one of ${linkKinds.map(({ id }) => id).join(', ')}`,
    )
  return [...new Set(kinds)]
}
function numberOf(
  flag: string,
  { sort, least, most }: { readonly sort: string; readonly least: number; readonly most: number },
  text: string,
): number {
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(text)
  const value = percent === null ? Number(text) : Number(percent[1]) / 100
  if (text.trim() === '' || !Number.isFinite(value) || (sort === 'count' && !Number.isInteger(value)))
    throw new UsageError(`--${flag} is a ${sort === 'count' ? 'whole number' : 'number'}`)
  if (value < least || value > most) throw new UsageError(`--${flag} is from ${least} to ${most}`)
  return value
}
function minorOf(flag: string, text: string): number | null {
  if (text === 'none') return null
  const money = parseMoney(text)
  // An amount that names another currency would silently be taken as yuan.
  const named = money?.currency?.currency ?? yuan
  if (money === null || !money.exact || money.minor < 0 || named !== yuan)
    throw new UsageError(`--${flag} is an amount like 10000 or 1234.50, or none`)
  return money.minor
}
const moment = /^\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}(?::\d{2})?)?$/
function spanOf(flag: string, text: string): ParamSpan {
  const ends = text.split('..').map((end) => end.trim().replace('T', ' '))
  const [from = '', to = ''] = ends
  if (ends.length !== 2 || [from, to].some((end) => end !== '' && !moment.test(end)))
    throw new UsageError(`--${flag} is FROM..TO, like 2024-01-01..2024-03-31 or "2024-01-01 08:00.."`)
  if (from !== '' && to !== '' && from > (to.length < from.length ? `${to} 99` : to))
    throw new UsageError(`--${flag}: the first end is after the last`)
  return { from: from === '' ? null : from, to: to === '' ? null : to }
}
