/** What stands in the form of an analysis while it is filled in, and the parameters it makes. */
import type { AnalysisParam, ParamSpan } from '../../shared/contract/analyses/params.ts'
import type { EntityCell } from '../../shared/contract/analyses/result.ts'
import { yuan } from '../../shared/model/currency.ts'
import type { Minor } from '../../shared/model/minor.ts'
import { parseMoney } from '../../shared/model/money.ts'
import { moneyText } from '../../shared/model/numberText.ts'

/** Texts of what is typed, values of what is chosen. */
export type DraftValue = string | boolean | readonly string[] | readonly EntityCell[] | ParamSpanText
export interface ParamSpanText {
  readonly from: string
  readonly to: string
}
export type Draft = Readonly<Record<string, DraftValue>>
/** Why a field makes no parameter; its words are in the texts of the screen. */
export type DraftFault = 'number' | 'whole' | 'limits' | 'money' | 'moment' | 'span' | 'needed'

const decimals = (value: number): string => String(value)

/** The form as it begins, or as it was filled in for these parameters. */
export function draftOf(
  params: readonly AnalysisParam[],
  values: Readonly<Record<string, unknown>> = {},
  named: readonly EntityCell[] = [],
): Draft {
  return Object.fromEntries(params.map((param) => [param.id, draftValue(param, values[param.id], named)]))
}
function draftValue(param: AnalysisParam, value: unknown, named: readonly EntityCell[]): DraftValue {
  const entity = (id: number): EntityCell =>
    named.find(({ entityId }) => entityId === id) ?? { entityId: id, kind: '', label: String(id), key: '' }
  switch (param.sort) {
    case 'count':
    case 'number':
      return decimals((value as number | undefined) ?? param.default)
    case 'money': {
      const minor = (value === undefined ? param.default : value) as Minor | null
      return minor === null ? '' : moneyText(minor).replaceAll(',', '')
    }
    case 'flag':
      return (value as boolean | undefined) ?? param.default
    case 'text':
    case 'choice':
      return (value as string | undefined) ?? param.default
    case 'entity':
      return typeof value === 'number' ? [entity(value)] : []
    case 'entities':
      return ((value as readonly number[] | undefined) ?? []).map(entity)
    case 'linkKinds':
      return (value as readonly string[] | undefined) ?? []
    case 'span': {
      const { from, to } = (value as ParamSpan | undefined) ?? { from: null, to: null }
      return { from: from ?? '', to: to ?? '' }
    }
  }
}
/** The parameters of a form, and what stands in their way, by field. */
export function paramsOfDraft(
  params: readonly AnalysisParam[],
  draft: Draft,
): {
  readonly values: Readonly<Record<string, unknown>>
  readonly faults: Readonly<Record<string, DraftFault>>
} {
  const values: Record<string, unknown> = {}
  const faults: Record<string, DraftFault> = {}
  for (const param of params) {
    const read = readValue(param, draft[param.id])
    if ('fault' in read) faults[param.id] = read.fault
    else values[param.id] = read.value
  }
  return { values, faults }
}
const textOf = (written: DraftValue | undefined): string =>
  typeof written === 'string' ? written.trim() : ''
type Read = { readonly value: unknown } | { readonly fault: DraftFault }
function readValue(param: AnalysisParam, written: DraftValue | undefined): Read {
  switch (param.sort) {
    case 'count':
    case 'number':
      return readNumber(param, textOf(written))
    case 'money':
      return readMoney(textOf(written))
    case 'entity':
    case 'entities': {
      const ids = (written as readonly EntityCell[]).map(({ entityId }) => entityId)
      if (ids.length === 0 && param.needed === true) return { fault: 'needed' }
      return { value: param.sort === 'entity' ? (ids[0] ?? null) : ids }
    }
    case 'span':
      return readSpan(written as ParamSpanText)
    case 'flag':
    case 'text':
    case 'choice':
    case 'linkKinds':
      return { value: written }
  }
}
function readNumber(
  { sort, least, most }: { readonly sort: string; readonly least: number; readonly most: number },
  text: string,
): Read {
  const percent = /^(\d+(?:\.\d+)?)[%％]$/.exec(text)
  const value = percent === null ? Number(text) : Number(percent[1]) / 100
  if (text === '' || !Number.isFinite(value)) return { fault: 'number' }
  if (sort === 'count' && !Number.isInteger(value)) return { fault: 'whole' }
  return value < least || value > most ? { fault: 'limits' } : { value }
}
/** One number or amount by itself, as a form of many reads it. */
export function readFigure(
  param: Extract<AnalysisParam, { readonly sort: 'count' | 'number' | 'money' }>,
  text: string,
): { readonly value: number | null } | { readonly fault: DraftFault } {
  return readValue(param, text) as { readonly value: number | null } | { readonly fault: DraftFault }
}
function readMoney(text: string): Read {
  if (text === '') return { value: null }
  const money = parseMoney(text)
  const named = money?.currency?.currency ?? yuan
  return money === null || !money.exact || money.minor < 0 || named !== yuan
    ? { fault: 'money' }
    : { value: money.minor }
}
const moment = /^\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}(?::\d{2})?)?$/
function readSpan(span: ParamSpanText): Read {
  const [from, to] = [span.from.trim(), span.to.trim()]
  if ([from, to].some((end) => end !== '' && !moment.test(end))) return { fault: 'moment' }
  if (from !== '' && to !== '' && from > (to.length < from.length ? `${to} 99` : to)) return { fault: 'span' }
  return { value: { from: from === '' ? null : from, to: to === '' ? null : to } }
}
