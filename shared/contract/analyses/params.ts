/**
 * What an analysis is asked with. Each parameter is declared once; its schema, its place in the form, its flag on the command line and its words in a
 * report follow from that. Every parameter has a default, so that what is kept with a result is always complete.
 */
import * as v from 'valibot'
import type { Words } from '../../language.ts'
import { id, list, nullable, object, optional, text } from '../define.ts'

interface Param<Sort extends string> {
  /** Its name in a call; the flag of the command line is the same with hyphens. */
  readonly id: string
  readonly sort: Sort
  readonly title: Words
  /** What it does, where the title does not say it. */
  readonly hint?: Words
}
/** A whole number, for counts, days, hours, levels. */
export interface CountParam extends Param<'count'> {
  readonly least: number
  readonly most: number
  readonly default: number
}
/** A number with decimals: a share, a factor. */
export interface NumberParam extends Param<'number'> {
  readonly least: number
  readonly most: number
  readonly default: number
}
/** Minor units of the currency asked about; null: no limit. */
export interface MoneyParam extends Param<'money'> {
  readonly default: number | null
}
export interface FlagParam extends Param<'flag'> {
  readonly default: boolean
}
export interface TextParam extends Param<'text'> {
  /** How a form asks for it: as a drawing of a pattern, by the names of currencies, with a calendar. */
  readonly look?: 'pattern' | 'currency' | 'moment'
  readonly default: string
}
export interface ChoiceParam extends Param<'choice'> {
  readonly choices: readonly { readonly id: string; readonly title: Words }[]
  readonly default: string
}
/** An entity; null: none is chosen. */
export interface EntityParam extends Param<'entity'> {
  /** Must be chosen before there is an answer. */
  readonly needed?: boolean
}
export interface EntitiesParam extends Param<'entities'> {
  readonly needed?: boolean
}
/** Kinds of link; an empty list: all that come from files. */
export type LinkKindsParam = Param<'linkKinds'>
/** Both ends of the case's time, `YYYY-MM-DD` or longer, the last one included; null: open. */
export type SpanParam = Param<'span'>

export type AnalysisParam =
  | CountParam
  | NumberParam
  | MoneyParam
  | FlagParam
  | TextParam
  | ChoiceParam
  | EntityParam
  | EntitiesParam
  | LinkKindsParam
  | SpanParam

export interface ParamSpan {
  readonly from: string | null
  readonly to: string | null
}
interface ValueBySort {
  readonly count: number
  readonly number: number
  readonly money: number | null
  readonly flag: boolean
  readonly text: string
  readonly choice: string
  readonly entity: number | null
  readonly entities: readonly number[]
  readonly linkKinds: readonly string[]
  readonly span: ParamSpan
}
/** The value of one parameter; a choice is one of its ids. */
export type ParamValue<P extends AnalysisParam> = P extends {
  readonly sort: 'choice'
  readonly choices: readonly { readonly id: infer Id }[]
}
  ? Id
  : ValueBySort[P['sort']]
/** All values of an analysis, by the ids of its parameters. */
export type ParamsOf<Params extends readonly AnalysisParam[]> = {
  readonly [P in Params[number] as P['id']]: ParamValue<P>
}

const moment = v.pipe(v.string(), v.maxLength(19), v.regex(/^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}(:\d{2})?)?$/))
const openSpan: ParamSpan = { from: null, to: null }
function schemaOf(param: AnalysisParam): v.GenericSchema {
  switch (param.sort) {
    case 'count':
      return optional(
        v.pipe(v.number(), v.safeInteger(), v.minValue(param.least), v.maxValue(param.most)),
        param.default,
      )
    case 'number':
      return optional(
        v.pipe(v.number(), v.finite(), v.minValue(param.least), v.maxValue(param.most)),
        param.default,
      )
    case 'money':
      return optional(nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0))), param.default)
    case 'flag':
      return optional(v.boolean(), param.default)
    case 'text':
      return optional(text, param.default)
    case 'choice':
      return optional(v.picklist(param.choices.map((choice) => choice.id)), param.default)
    case 'entity':
      return optional(nullable(id), null)
    case 'entities':
      return optional(v.pipe(list(id), v.maxLength(5_000)), [])
    case 'linkKinds':
      return optional(v.pipe(list(text), v.maxLength(100)), [])
    case 'span':
      return optional(object({ from: nullable(moment), to: nullable(moment) }), openSpan)
  }
}
/** What a call may hold for these parameters; what is left out takes its default, what is unknown is refused. */
export function paramsSchema(params: readonly AnalysisParam[]): v.GenericSchema {
  return object(Object.fromEntries(params.map((param) => [param.id, schemaOf(param)])))
}
