/** One cell to one stored value, by the field's type. The raw text stays in the original row, so nothing is lost here. */
import type { IssueCode } from '../contract/imports.ts'
import { parseDirection } from './directions.ts'
import type { Field } from './define.ts'
import { parseDecimal, roundSignificant, toScaled } from './exactDecimal.ts'
import type { ExactDecimal } from './exactDecimal.ts'
import { headerUnit } from './headers.ts'
import { normaliseIdentifier, normaliseName, splitValues, unwrap } from './identifiers.ts'
import type { IdentifierType } from './identifiers.ts'
import { numberText, parseMoney } from './money.ts'
import { parseResult } from './results.ts'
import { isTimeSentinel, parseClock, parseTime } from './times.ts'
import { titleOf } from './titles.ts'

/** A cell as the reader hands it over. `number`: `text` is the file's own digits. `date`: `text` is a serial or a written time. */
export interface Cell { readonly text: string; readonly type: 'text' | 'number' | 'date' | 'boolean' | 'error' }
export interface CellIssue { readonly code: IssueCode; readonly severity: 'reject' | 'warn' }
export interface Converted { readonly value: string | number | null; readonly issues: readonly CellIssue[] }

const none: Converted = { value: null, issues: [] }
const warn = (code: IssueCode): CellIssue => ({ code, severity: 'warn' })
const ok = (value: string | number): Converted => ({ value, issues: [] })
const emptyText = /^(?:[-—_/\\.\s]+|\\N|null|#N\/A)$/i
const countWords = /[盒本套件部台张个册份箱把枚支条笔次人辆瓶包捆袋只块颗根双桶卷枝盏位名单秒分钟点]+$/u

function identifier(field: Field, cell: Cell): Converted {
  const numeric = cell.type === 'number'
  const type = field.type as IdentifierType
  if (field.multi === true) {
    const parts = splitValues(cell.text, type).map((part) => normaliseIdentifier(type, part, numeric))
    const values = [...new Set(parts.flatMap((part) => (part.value === null ? [] : [part.value])))]
    const issues = [...new Set(parts.flatMap((part) => (part.flaw === null ? [] : [part.flaw])))].map(warn)
    return { value: values.length === 0 ? null : values.join('\n'), issues }
  }
  const { value, flaw } = normaliseIdentifier(type, cell.text, numeric)
  return { value, issues: flaw === null ? [] : [warn(flaw)] }
}

function money(field: Field, cell: Cell, header: string): Converted {
  const unit = headerUnit(header)
  const parsed = parseMoney(unwrap(cell.text), { numeric: cell.type === 'number', unit: unit === 'points' ? 'yuan' : unit ?? field.unit ?? 'yuan' })
  if (parsed === null) return { value: null, issues: [warn('not-a-number')] }
  return { value: parsed.minor, issues: parsed.exact ? [] : [warn('precision')] }
}

function seconds(text: string): number | null {
  const clock = /^(\d+):(\d{1,2}):(\d{1,2})$/.exec(text)
  if (clock !== null) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3])
  const spelled = /^(?:(\d+)(?:小时|时))?(?:(\d+)(?:分钟|分))?(?:(\d+)秒?)?$/.exec(text)
  if (spelled === null || text === '') return null
  return Number(spelled[1] ?? 0) * 3600 + Number(spelled[2] ?? 0) * 60 + Number(spelled[3] ?? 0)
}

function scaled(field: Field, cell: Cell, scale: number): Converted {
  const text = unwrap(cell.text)
  if (field.duration === true) {
    const value = seconds(text.replace(/\s/g, '').replace(/\.0+$/, ''))
    return value === null ? { value: null, issues: [warn('not-a-number')] } : ok(value)
  }
  const found = numberText(field.type === 'percent' ? text.replace(/%$/, '') : text.replace(countWords, '').replace(/^@/, ''))
  const bare = found === null ? null : parseDecimal(found.text)
  const parsed = bare !== null && found?.unit === 'wanYuan' ? timesTenThousand(bare) : bare
  const result = parsed === null ? null : toScaled(cell.type === 'number' ? roundSignificant(parsed) : parsed, scale)
  if (result === null) return { value: null, issues: [warn('not-a-number')] }
  // A whole-number field never rounds: 1.5 of a thing is not 2.
  if (field.type === 'integer' && !result.exact) return { value: null, issues: [warn('precision')] }
  return { value: result.value, issues: result.exact ? [] : [warn('precision')] }
}

function timesTenThousand(value: ExactDecimal): ExactDecimal {
  return value.scale >= 4 ? { ...value, scale: value.scale - 4 } : { ...value, digits: value.digits + '0'.repeat(4 - value.scale), scale: 0 }
}

function time(field: Field, cell: Cell): Converted {
  if (field.type === 'clock') {
    const clock = parseClock(cell.text)
    return clock === null ? clockOf(cell) : ok(clock)
  }
  const whole = parseTime(cell.text)
  // 123456 in a time column is a time of day; 44816.5 and 20230101 are dates.
  const sixDigits = cell.type !== 'date' && /^\s*'?\d{6}\s*$/.test(cell.text)
  if (whole !== null && !sixDigits) return ok(field.type === 'date' ? whole.slice(0, 10) : whole)
  if (isTimeSentinel(unwrap(cell.text))) return none
  const clock = field.type === 'time' ? parseClock(cell.text) : null
  if (clock !== null) return ok(clock)
  return whole === null ? { value: null, issues: [warn('not-a-date')] } : ok(field.type === 'date' ? whole.slice(0, 10) : whole)
}
function clockOf(cell: Cell): Converted {
  const whole = parseTime(cell.text)
  const clock = whole !== null && whole.length > 10 ? parseClock(whole.slice(11)) : null
  return clock === null ? { value: null, issues: [warn('not-a-date')] } : ok(clock)
}

const choiceText = (text: string): string => text.normalize('NFKC').replace(/[\s'"=]/g, '').toLowerCase()
const choiceKeys = new WeakMap<Field, ReadonlyMap<string, string>>()
function keysOf(field: Field): ReadonlyMap<string, string> {
  const known = choiceKeys.get(field)
  if (known !== undefined) return known
  const made = new Map(Object.entries(field.choices ?? {}).flatMap(([key, spellings]) => [key, ...spellings].map((spelling) => [choiceText(spelling), key] as const)))
  choiceKeys.set(field, made)
  return made
}
function choice(field: Field, cell: Cell): Converted {
  return ok(keysOf(field).get(choiceText(cell.text)) ?? unwrap(cell.text))
}

/**
 * The stored value of one cell (null: nothing there or not usable) and remarks on it. `header` is the cleaned header: its unit decides 分 and
 * 万元. Money comes back in minor units, decimals scaled by the field's scale, times as text, several values joined by a line feed.
 * Never rejects by itself; a required field left null is the caller's to reject.
 */
export function convertCell(field: Field, cell: Cell, header: string): Converted {
  if (cell.type === 'error' || !/[^\s\u200b\ufeff]/u.test(cell.text)) return none
  if (field.type === 'direction') {
    const value = parseDirection(cell.text)
    return value === null ? none : { value, issues: value === 'unknown' ? [warn('unknown-direction')] : [] }
  }
  const first = cell.text.charCodeAt(0)
  // Digits and Chinese characters at the start are something; only the rest needs a closer look.
  if (!((first >= 48 && first <= 57) || (first >= 0x4e00 && first <= 0x9fff)) && emptyText.test(unwrap(cell.text))) return none
  switch (field.type) {
    case 'text': {
      const text = cell.text.replace(/[\u200b\ufeff]/g, '').replace(/\t/g, ' ').trim().replace(/^=\s*"(.*)"$/s, '$1')
      return text === '' ? none : ok(field.multi === true ? splitValues(text).join('\n') : text)
    }
    case 'name': {
      if (field.multi === true) {
        const names = [...new Set(splitValues(cell.text).flatMap((part) => normaliseName(part) ?? []))]
        return names.length === 0 ? none : ok(names.join('\n'))
      }
      const name = normaliseName(cell.text)
      if (name === null) return none
      return { value: name, issues: /[*＊]/.test(name) ? [warn('masked')] : [] }
    }
    case 'title': {
      const title = titleOf(cell.text, false)
      return title === null ? none : ok(title)
    }
    case 'money': return money(field, cell, header)
    case 'integer': return scaled(field, cell, 0)
    case 'decimal': case 'percent': return scaled(field, cell, field.scale ?? 2)
    case 'time': case 'date': case 'clock': return time(field, cell)
    case 'result': {
      const value = parseResult(cell.text)
      return value === null ? none : { value, issues: value === 'unknown' ? [warn('unknown-result')] : [] }
    }
    case 'choice': return choice(field, cell)
    default: return identifier(field, cell)
  }
}
