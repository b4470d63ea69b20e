/** What follows from several fields of one row: one time from date and clock, one amount and direction from pairs and signs, own and counter side. */
import { siteKey } from './siteName.ts'
import type { IssueCode } from '../contract/imports.ts'
import type { DeriveRule, RecordKind } from './define.ts'
import { normaliseIdentifier, normaliseName } from './identifiers.ts'
import { takeApart } from './nameAndNumber.ts'
import { reversalMark } from './reversals.ts'
import { inCaseTime } from './timeZones.ts'
import { joinedTime } from './times.ts'
import { titleOf } from './titles.ts'

/** What the whole sheet tells that a single row does not. */
export interface SheetTraits {
  /** The amount column holds negative amounts and no column holds a direction: then a positive amount came in. */
  readonly signed: boolean
  /** Outgoing amounts stand without a sign, so that a negative one among them takes one back (红字冲正). */
  readonly reversals?: boolean
  /** The statement of a credit card that counts what was spent: without a direction, a negative amount came in and a positive one went out. */
  readonly spending?: boolean
  /** What a sign means is open: a negative amount went nobody knows where. */
  readonly open?: boolean
}
export type RowValues = Record<string, string | number | null>
/** Values of a row by the numbers of their fields in a list of fields: many rows share the list, and none has to look a field up by its name. */
export type NumberedValues = (string | number | null)[]
export interface CompletionIssue {
  readonly field: string
  readonly code: IssueCode
  readonly severity: 'reject' | 'warn'
}
export interface Completion {
  readonly values: RowValues
  readonly issues: readonly CompletionIssue[]
}
/** One rule with its fields as numbers: completes the values where they are. */
type Step = (values: NumberedValues, traits: SheetTraits, issues: CompletionIssue[]) => void
/** The number of a field. */
type Place = (field: string) => number

const clockOnly = /^\d{2}:\d{2}/

function blank(value: string | number | null | undefined): boolean {
  return value === null || value === undefined || value === ''
}

function joinClock(rule: Extract<DeriveRule, { how: 'joinClock' }>, place: Place): Step {
  const [atDate, atTime] = [place(rule.date), place(rule.time)]
  return (values, _, issues) => {
    const date = values[atDate]
    const time = values[atTime]
    if (typeof time === 'string' && clockOnly.test(time)) {
      if (typeof date === 'string') values[atTime] = joinedTime(date, time)
      else {
        values[atTime] = null
        issues.push({ field: rule.time, code: 'not-a-date', severity: 'warn' })
      }
    } else if (blank(time) && typeof date === 'string') values[atTime] = date
    else if (
      typeof time === 'string' &&
      time.length === 10 &&
      typeof date === 'string' &&
      date.length > 10 &&
      date.startsWith(time)
    )
      values[atTime] = date
  }
}

function pair(rule: Extract<DeriveRule, { how: 'pair' }>, place: Place): Step {
  const [into, out, atAmount, atDirection] = [
    rule.in.map(place),
    rule.out.map(place),
    place(rule.amount),
    place(rule.direction),
  ]
  const first = (values: NumberedValues, fields: readonly number[]): number | null => {
    const given = fields.map((field) => values[field]).filter((value) => typeof value === 'number')
    return given.find((value) => value !== 0) ?? given[0] ?? null
  }
  return (values, traits) => {
    const [came, went] = [first(values, into), first(values, out)]
    if (came === null && went === null) return
    if (!blank(values[atAmount])) return
    const incoming = came ?? 0
    const outgoing = went ?? 0
    // Both filled in one row: no side can be chosen without guessing; the amount stays open.
    if (incoming !== 0 && outgoing !== 0) return
    const isOut = outgoing !== 0 || (came === null && went !== null)
    const amount = isOut ? outgoing : incoming
    values[atAmount] = isOut && traits.reversals !== true ? Math.abs(amount) : amount
    if (blank(values[atDirection]) || values[atDirection] === 'unknown')
      values[atDirection] = isOut ? 'out' : 'in'
  }
}

function signed(rule: Extract<DeriveRule, { how: 'signed' }>, place: Place): Step {
  const [atAmount, atDirection] = [place(rule.amount), place(rule.direction)]
  const also = (rule.also ?? []).map(place)
  const out = rule.out ?? 'out'
  return (values, traits) => {
    const amount = values[atAmount]
    const direction = values[atDirection]
    // Where all that went out has a minus, the one before its sum says nothing more; among rows without one it takes back, even if only the sum has it.
    if (direction === out && traits.reversals !== true)
      for (const field of also) {
        const value = values[field]
        if (typeof value === 'number' && value < 0) values[field] = -value
      }
    if (typeof amount !== 'number') return
    if (direction === null || direction === undefined) {
      if (rule.out !== undefined || traits.open === true) return
      if (traits.spending === true) {
        values[atDirection] = amount < 0 ? 'in' : 'out'
        values[atAmount] = Math.abs(amount)
      } else if (amount < 0) {
        values[atDirection] = 'out'
        values[atAmount] = -amount
      } else if (traits.signed) values[atDirection] = 'in'
    } else if (direction === out && amount < 0 && traits.reversals !== true) values[atAmount] = -amount
  }
}

function sides(rule: Extract<DeriveRule, { how: 'sides' }>, place: Place): Step {
  const [payer, payee, own, counter, subject] = [
    rule.payer,
    rule.payee,
    rule.own,
    rule.counter,
    [...rule.own, ...(rule.subject ?? [])],
  ].map((fields) => fields.map(place)) as [number[], number[], number[], number[], number[]]
  const atDirection = place(rule.direction)
  const [given, told] = [
    [...payer, ...payee],
    [...own, ...counter],
  ]
  const copy = (values: NumberedValues, from: readonly number[], into: readonly number[]): void => {
    into.forEach((field, index) => {
      const source = from[index]
      if (source !== undefined && blank(values[field])) values[field] = values[source] ?? null
    })
  }
  /** Which side of the row the subject named around it is; null when that cannot be told. Numbers before names, and never a name that both sides bear. */
  const subjectIs = (values: NumberedValues): 'payer' | 'payee' | null => {
    const named = new Set(subject.flatMap((field) => (blank(values[field]) ? [] : [String(values[field])])))
    if (named.size === 0) return null
    for (const [index, field] of payer.entries()) {
      const [one, other] = [values[field], values[payee[index] ?? -1]].map(
        (value) => value !== null && value !== undefined && named.has(String(value)),
      )
      if (one !== other) return one === true ? 'payer' : 'payee'
    }
    return null
  }
  return (values) => {
    if (given.every((field) => blank(values[field]))) return
    const said = values[atDirection]
    const about = rule.subjectFirst === true || (said !== 'in' && said !== 'out') ? subjectIs(values) : null
    // A list of calls to and from one number says it better than a word like 短信接收.
    if (rule.subjectFirst === true && about !== null) values[atDirection] = about === 'payee' ? 'in' : 'out'
    const direction = values[atDirection]
    // Told from the subject's view when the row says which way it went or whose block it stands in, else from the payer's: either way the money flows from payer to payee.
    const subjectIsPayee = direction === 'in' || (direction !== 'out' && about === 'payee')
    // What stands above a block names its subject; of the two accounts of a row one is the subject's, and it is written there.
    if (
      direction !== 'in' &&
      direction !== 'out' &&
      told.some((field) => !blank(values[field])) &&
      about !== null
    )
      for (const field of told) values[field] = null
    copy(values, subjectIsPayee ? payee : payer, own)
    copy(values, subjectIsPayee ? payer : payee, counter)
    if (blank(direction) || direction === 'unknown') values[atDirection] = subjectIsPayee ? 'in' : 'out'
  }
}

/** `2088…(张三)`, `张三 6222…`, `(中国银行)6222…`: number and name in one cell. */
function split(rule: Extract<DeriveRule, { how: 'split' }>, place: Place): Step {
  const [atText, atId, atName] = [place(rule.from), place(rule.id), place(rule.name)]
  return (values) => {
    const text = values[atText]
    if (typeof text !== 'string') return
    const match =
      /^(?<id>[^()]{4,}?)\s*\((?<name>[^()]*)\)$/u.exec(text.normalize('NFKC')) ??
      /^\((?<name>[^()]*)\)\s*(?<id>[\d*]{6,})$/u.exec(text.normalize('NFKC')) ??
      /^(?<name>\D+?)\s+(?<id>\d{6,})$/u.exec(text.normalize('NFKC'))
    const id = match?.groups?.['id'] ?? (/^\d{6,}$/.test(text) ? text : null)
    if (id !== null && blank(values[atId])) values[atId] = normaliseIdentifier('account', id).value
    const name = match === null && id === null ? text : match?.groups?.['name']
    if (name !== undefined && blank(values[atName])) values[atName] = normaliseName(name)
  }
}

function stepOf(rule: DeriveRule, place: Place, zoneOf: (field: string) => number | string | null): Step {
  switch (rule.how) {
    case 'joinClock':
      return joinClock(rule, place)
    case 'pair':
      return pair(rule, place)
    case 'signed':
      return signed(rule, place)
    case 'sides':
      return sides(rule, place)
    case 'split':
      return split(rule, place)
    case 'apart': {
      const at = new Map(partsOf(rule).map((field) => [field, place(field)]))
      // Of the row at hand: made once, not for each of a million rows.
      let row: NumberedValues = []
      const valueOf = (field: string): string | null => {
        const value = row[at.get(field) ?? -1]
        return typeof value === 'string' && value !== '' ? value : null
      }
      const write = (field: string, to: string | null): void => {
        row[at.get(field) ?? -1] = to
      }
      return (values) => {
        row = values
        takeApart(rule, valueOf, write)
      }
    }
    case 'titleOf': {
      const [from, into] = [place(rule.from), place(rule.into)]
      return (values) => {
        const text = values[from]
        if (typeof text === 'string' && blank(values[into]) && (rule.product || text.includes('《')))
          values[into] = titleOf(text, rule.product)
      }
    }
    case 'difference': {
      const [from, minus, into] = [place(rule.from), place(rule.minus), place(rule.into)]
      return (values) => {
        const [whole, part] = [values[from], values[minus]]
        if (typeof part === 'number' && part < 0) values[minus] = -part
        if (typeof whole === 'number') values[into] = whole - Math.abs(typeof part === 'number' ? part : 0)
      }
    }
    case 'fallback': {
      const into = place(rule.into)
      const from = rule.from.map((field) => ({ at: place(field), zone: zoneOf(field) }))
      return (values) => {
        if (!blank(values[into])) return
        const source = from.find(({ at }) => !blank(values[at]))
        if (source === undefined) return
        const value = values[source.at] ?? null
        values[into] =
          source.zone !== null && typeof value === 'string' ? inCaseTime(value, source.zone) : value
      }
    }
    case 'takesBack': {
      const [texts, amount, refund, into] = [
        rule.texts.map(place),
        place(rule.amount),
        place(rule.refund),
        place(rule.into),
      ]
      return (values) => {
        if (!blank(values[into])) return
        const given = values[refund]
        values[into] =
          reversalMark(
            texts.map((at) => values[at]),
            values[amount],
          ) ?? (typeof given === 'number' && given !== 0 ? 'refunded' : null)
      }
    }
    case 'siteName': {
      const at = place(rule.field)
      return (values) => {
        const text = values[at]
        if (typeof text === 'string') values[at] = siteKey(text)
      }
    }
    case 'constant': {
      const [into, when] = [place(rule.into), place(rule.when.field)]
      return (values) => {
        if (blank(values[into]) && !blank(values[when])) values[into] = rule.value
      }
    }
  }
}

/** The fields of name and number. */
function partsOf({
  name,
  account,
  phone,
  idNumber,
  bank,
  handle,
}: Extract<DeriveRule, { how: 'apart' }>): readonly string[] {
  return [name, account, phone, idNumber, bank, handle].filter((field) => field !== undefined)
}
/** The fields a rule reads and fills; it has nothing to do where none of `reads` has a value. */
function scopeOf(rule: DeriveRule): { readonly reads: readonly string[]; readonly fills: readonly string[] } {
  switch (rule.how) {
    case 'joinClock':
      return { reads: [rule.date, rule.time], fills: [rule.time] }
    case 'pair':
      return { reads: [...rule.in, ...rule.out], fills: [rule.amount, rule.direction] }
    case 'signed':
      return {
        reads: [rule.amount, ...(rule.also ?? [])],
        fills: rule.out === undefined ? [rule.direction] : [],
      }
    case 'sides':
      return { reads: [...rule.payer, ...rule.payee], fills: [...rule.own, ...rule.counter, rule.direction] }
    case 'split':
      return { reads: [rule.from], fills: [rule.id, rule.name] }
    case 'apart':
      return { reads: partsOf(rule), fills: partsOf(rule) }
    case 'titleOf':
      return { reads: [rule.from], fills: [rule.into] }
    case 'difference':
      return { reads: [rule.from], fills: [rule.into] }
    case 'fallback':
      return { reads: rule.from, fills: [rule.into] }
    case 'takesBack':
      return { reads: [...rule.texts, rule.amount], fills: [rule.into] }
    case 'siteName':
      return { reads: [rule.field], fills: [rule.field] }
    case 'constant':
      return { reads: [rule.when.field], fills: [rule.into] }
  }
}

export interface Completer {
  /** Every field that can have a value in the end, in the order of the kind: the list that numbers the values of a row. */
  readonly fields: readonly string[]
  /** As `completeRow`, but the values are completed where they are; returns the remarks. */
  complete(values: NumberedValues, traits: SheetTraits): readonly CompletionIssue[]
}
const nothingToSay: readonly CompletionIssue[] = []
/**
 * `completeRow` for many rows in which only the fields `given` can have a value: rules that can have nothing to do there are left out.
 */
export function completerOf(kind: RecordKind, given: Iterable<string>): Completer {
  const filled = new Set(given)
  const stated = kind.statedRefund
  if (stated !== undefined && [...stated.amounts, ...stated.states].some((field) => filled.has(field)))
    filled.add(stated.into)
  // The cell of a number of things may name its unit (10箱).
  if (kind.fields.some(({ id, counts }) => counts === 'things' && filled.has(id))) filled.add('unit')
  const rules = (kind.derive ?? []).filter((rule) => {
    const { reads, fills } = scopeOf(rule)
    const works = reads.some((field) => filled.has(field))
    if (works) for (const field of fills) filled.add(field)
    return works
  })
  if (kind.directionField !== undefined) filled.add(kind.directionField)
  // An amount's own cell may name its currency.
  if (kind.currency !== undefined) filled.add(kind.currency.field)
  const fields = kind.fields.map(({ id }) => id).filter((id) => filled.has(id))
  const numbers = new Map(fields.map((id, number) => [id, number]))
  // A field that cannot have a value stands behind all others, where nothing ever is.
  const place: Place = (field) => numbers.get(field) ?? fields.length
  const zones = new Map(kind.fields.map(({ id, zone }) => [id, zone ?? null]))
  const steps = rules.map((rule) => stepOf(rule, place, (field) => zones.get(field) ?? null))
  const direction =
    kind.directionField === undefined ? null : { field: kind.directionField, at: place(kind.directionField) }
  const required = kind.fields
    .filter((field) => field.required === true)
    .map(({ id }) => ({ field: id, at: place(id) }))
  const needs = (kind.rowNeeds ?? []).flatMap((group) =>
    group[0] === undefined ? [] : [{ field: group[0], at: group.map(place) }],
  )
  return {
    fields,
    complete(values, traits) {
      const issues: CompletionIssue[] = []
      for (const step of steps) step(values, traits, issues)
      if (direction !== null && blank(values[direction.at])) {
        values[direction.at] = 'unknown'
        issues.push({ field: direction.field, code: 'unknown-direction', severity: 'warn' })
      }
      for (const { field, at } of required)
        if (blank(values[at])) issues.push({ field, code: 'required-empty', severity: 'reject' })
      for (const { field, at } of needs)
        if (at.every((number) => blank(values[number])))
          issues.push({ field, code: 'required-empty', severity: 'reject' })
      return issues.length === 0 ? nothingToSay : issues
    },
  }
}

/**
 * The values of a row after the kind's `derive` rules, and remarks. A direction that nothing tells becomes `unknown`. Rejects (severity
 * `reject`, code `required-empty`) when a required field or every field of a `rowNeeds` group is empty. The input is not changed.
 */
export function completeRow(
  kind: RecordKind,
  converted: Readonly<RowValues>,
  traits: SheetTraits,
): Completion {
  const { fields, complete } = completerOf(
    kind,
    kind.fields.map(({ id }) => id),
  )
  const numbered = fields.map((field) => converted[field] ?? null)
  const issues = complete(numbered, traits)
  const values: RowValues = { ...converted }
  for (const [number, field] of fields.entries()) {
    const value = numbered[number] ?? null
    if (value !== null || field in values) values[field] = value
  }
  return { values, issues }
}
