/** What follows from several fields of one row: one time from date and clock, one amount and direction from pairs and signs, own and counter side. */
import type { IssueCode } from '../contract/imports.ts'
import type { DeriveRule, RecordKind } from './define.ts'
import { normaliseIdentifier, normaliseName } from './identifiers.ts'
import { titleOf } from './titles.ts'

/** What the whole sheet tells that a single row does not. */
export interface SheetTraits {
  /** The amount column holds negative amounts and no column holds a direction: then a positive amount came in. */
  readonly signed: boolean
  /** Outgoing amounts stand without a sign, so that a negative one among them takes one back (红字冲正). */
  readonly reversals?: boolean
}
export type RowValues = Record<string, string | number | null>
export interface CompletionIssue { readonly field: string; readonly code: IssueCode; readonly severity: 'reject' | 'warn' }
export interface Completion { readonly values: RowValues; readonly issues: readonly CompletionIssue[] }

const clockOnly = /^\d{2}:\d{2}/

function blank(values: RowValues, field: string): boolean {
  const value = values[field]
  return value === null || value === undefined || value === ''
}
function numberOf(values: RowValues, field: string): number | null {
  const value = values[field]
  return typeof value === 'number' ? value : null
}

function joinClock(values: RowValues, rule: Extract<DeriveRule, { how: 'joinClock' }>, issues: CompletionIssue[]): void {
  const date = values[rule.date]
  const time = values[rule.time]
  if (typeof time === 'string' && clockOnly.test(time)) {
    if (typeof date === 'string') values[rule.time] = `${date.slice(0, 10)} ${time}`
    else { values[rule.time] = null; issues.push({ field: rule.time, code: 'not-a-date', severity: 'warn' }) }
  } else if (blank(values, rule.time) && typeof date === 'string') values[rule.time] = date
  else if (typeof time === 'string' && time.length === 10 && typeof date === 'string' && date.length > 10 && date.startsWith(time)) values[rule.time] = date
}

function pair(values: RowValues, rule: Extract<DeriveRule, { how: 'pair' }>): void {
  const first = (fields: readonly string[]): number | null => {
    const given = fields.map((field) => numberOf(values, field)).filter((value) => value !== null)
    return given.find((value) => value !== 0) ?? given[0] ?? null
  }
  const into = first(rule.in)
  const out = first(rule.out)
  if (into === null && out === null) return
  if (!blank(values, rule.amount)) return
  const incoming = into ?? 0
  const outgoing = out ?? 0
  // Both filled in one row: no side can be chosen without guessing; the amount stays open.
  if (incoming !== 0 && outgoing !== 0) return
  const isOut = outgoing !== 0 || (into === null && out !== null)
  const amount = isOut ? outgoing : incoming
  values[rule.amount] = isOut ? Math.abs(amount) : amount
  if (blank(values, rule.direction) || values[rule.direction] === 'unknown') values[rule.direction] = isOut ? 'out' : 'in'
}

function signed(values: RowValues, rule: Extract<DeriveRule, { how: 'signed' }>, traits: SheetTraits): void {
  const amount = numberOf(values, rule.amount)
  if (amount === null) return
  const direction = values[rule.direction]
  if (direction === null || direction === undefined) {
    if (amount < 0) { values[rule.direction] = 'out'; values[rule.amount] = -amount } else if (traits.signed) values[rule.direction] = 'in'
  } else if (direction === 'out' && amount < 0 && traits.reversals !== true) values[rule.amount] = -amount
}

function sides(values: RowValues, rule: Extract<DeriveRule, { how: 'sides' }>): void {
  const given = [...rule.payer, ...rule.payee].some((field) => !blank(values, field))
  if (!given) return
  // Told from the subject's view when the row says which way it went or whose block it stands in, else from the payer's: either way the money flows from payer to payee.
  const subjectIsPayee = values[rule.direction] === 'in' || (values[rule.direction] !== 'out' && subjectIs(values, rule) === 'payee')
  const told = [...rule.own, ...rule.counter].filter((field) => !blank(values, field))
  // What stands above a block names its subject; of the two accounts of a row one is the subject's, and it is written there.
  if (values[rule.direction] !== 'in' && values[rule.direction] !== 'out' && told.length > 0 && subjectIs(values, rule) !== null) for (const field of told) values[field] = null
  const own = subjectIsPayee ? rule.payee : rule.payer
  const counter = subjectIsPayee ? rule.payer : rule.payee
  const copy = (from: readonly string[], into: readonly string[]): void => {
    into.forEach((field, index) => { const source = from[index]; if (source !== undefined && blank(values, field)) values[field] = values[source] ?? null })
  }
  copy(own, rule.own)
  copy(counter, rule.counter)
  if (blank(values, rule.direction) || values[rule.direction] === 'unknown') values[rule.direction] = subjectIsPayee ? 'in' : 'out'
}
/** Which side of the row the subject named around it is; null when that cannot be told. Numbers before names, and never a name that both sides bear. */
function subjectIs(values: RowValues, rule: Extract<DeriveRule, { how: 'sides' }>): 'payer' | 'payee' | null {
  const subject = new Set([...rule.own, ...rule.subject ?? []].flatMap((field) => (blank(values, field) ? [] : [String(values[field])])))
  if (subject.size === 0) return null
  for (const [index, payer] of rule.payer.entries()) {
    const [one, other] = [values[payer], values[rule.payee[index] ?? '']].map((value) => value !== null && value !== undefined && subject.has(String(value)))
    if (one !== other) return one === true ? 'payer' : 'payee'
  }
  return null
}

/** `2088…(张三)`, `张三 6222…`, `(中国银行)6222…`: number and name in one cell. */
function split(values: RowValues, rule: Extract<DeriveRule, { how: 'split' }>): void {
  const text = values[rule.from]
  if (typeof text !== 'string') return
  const match = /^(?<id>[^()]{4,}?)\s*\((?<name>[^()]*)\)$/u.exec(text.normalize('NFKC')) ?? /^\((?<name>[^()]*)\)\s*(?<id>[\d*]{6,})$/u.exec(text.normalize('NFKC')) ?? /^(?<name>\D+?)\s+(?<id>\d{6,})$/u.exec(text.normalize('NFKC'))
  const id = match?.groups?.['id'] ?? (/^\d{6,}$/.test(text) ? text : null)
  if (id !== null && blank(values, rule.id)) values[rule.id] = normaliseIdentifier('account', id).value
  const name = match === null && id === null ? text : match?.groups?.['name']
  if (name !== undefined && blank(values, rule.name)) values[rule.name] = normaliseName(name)
}

function apply(rule: DeriveRule, values: RowValues, traits: SheetTraits, issues: CompletionIssue[]): void {
  switch (rule.how) {
    case 'joinClock': return joinClock(values, rule, issues)
    case 'pair': return pair(values, rule)
    case 'signed': return signed(values, rule, traits)
    case 'sides': return sides(values, rule)
    case 'split': return split(values, rule)
    case 'titleOf': {
      const text = values[rule.from]
      if (typeof text === 'string' && blank(values, rule.into) && (rule.product || text.includes('《'))) values[rule.into] = titleOf(text, rule.product)
      return
    }
    case 'difference': {
      const from = numberOf(values, rule.from)
      const minus = numberOf(values, rule.minus)
      if (minus !== null && minus < 0) values[rule.minus] = -minus
      if (from !== null) values[rule.into] = from - Math.abs(minus ?? 0)
      return
    }
    case 'fallback': {
      const source = rule.from.find((field) => !blank(values, field))
      if (blank(values, rule.into) && source !== undefined) values[rule.into] = values[source] ?? null
      return
    }
    case 'constant': {
      if (blank(values, rule.into) && !blank(values, rule.when.field)) values[rule.into] = rule.value
    }
  }
}

/** The fields a rule reads and fills; it has nothing to do where none of `reads` has a value. */
function scopeOf(rule: DeriveRule): { readonly reads: readonly string[]; readonly fills: readonly string[] } {
  switch (rule.how) {
    case 'joinClock': return { reads: [rule.date, rule.time], fills: [rule.time] }
    case 'pair': return { reads: [...rule.in, ...rule.out], fills: [rule.amount, rule.direction] }
    case 'signed': return { reads: [rule.amount], fills: [rule.direction] }
    case 'sides': return { reads: [...rule.payer, ...rule.payee], fills: [...rule.own, ...rule.counter, rule.direction] }
    case 'split': return { reads: [rule.from], fills: [rule.id, rule.name] }
    case 'titleOf': return { reads: [rule.from], fills: [rule.into] }
    case 'difference': return { reads: [rule.from], fills: [rule.into] }
    case 'fallback': return { reads: rule.from, fills: [rule.into] }
    case 'constant': return { reads: [rule.when.field], fills: [rule.into] }
  }
}

export interface Completer {
  /** Every field that can have a value in the end. */
  readonly filled: ReadonlySet<string>
  /** As `completeRow`, but the values are completed where they are. */
  complete(values: RowValues, traits: SheetTraits): Completion
}
/**
 * `completeRow` for many rows in which only the fields `given` can have a value: rules that can have nothing to do there are left out.
 */
export function completerOf(kind: RecordKind, given: Iterable<string>): Completer {
  const filled = new Set(given)
  const rules = (kind.derive ?? []).filter((rule) => {
    const { reads, fills } = scopeOf(rule)
    const works = reads.some((field) => filled.has(field))
    if (works) for (const field of fills) filled.add(field)
    return works
  })
  if (kind.directionField !== undefined) filled.add(kind.directionField)
  const required = kind.fields.filter((field) => field.required === true).map((field) => field.id)
  const needs = kind.rowNeeds ?? []
  const { directionField } = kind
  return {
    filled,
    complete(values, traits) {
      const issues: CompletionIssue[] = []
      for (const rule of rules) apply(rule, values, traits, issues)
      if (directionField !== undefined && blank(values, directionField)) {
        values[directionField] = 'unknown'
        issues.push({ field: directionField, code: 'unknown-direction', severity: 'warn' })
      }
      for (const field of required) if (blank(values, field)) issues.push({ field, code: 'required-empty', severity: 'reject' })
      for (const group of needs) {
        const first = group[0]
        if (first !== undefined && group.every((field) => blank(values, field))) issues.push({ field: first, code: 'required-empty', severity: 'reject' })
      }
      return { values, issues }
    },
  }
}

/**
 * The values of a row after the kind's `derive` rules, and remarks. A direction that nothing tells becomes `unknown`. Rejects (severity
 * `reject`, code `required-empty`) when a required field or every field of a `rowNeeds` group is empty. The input is not changed.
 */
export function completeRow(kind: RecordKind, converted: Readonly<RowValues>, traits: SheetTraits): Completion {
  return completerOf(kind, kind.fields.map(({ id }) => id)).complete({ ...converted }, traits)
}
