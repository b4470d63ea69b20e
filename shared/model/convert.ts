/** One cell to one stored value, by the field's type. The raw text stays in the original row, so nothing is lost here. */
import type { IssueCode } from '../contract/imports.ts'
import { columnCurrency, currencyChoices, type CurrencyMark } from './currency.ts'
import { countsOtherwise, withoutPoints } from './countedUnits.ts'
import { parseDirection } from './directions.ts'
import type { Field, IdentifierType } from './define.ts'
import { parseDecimal, roundSignificant, toScaled } from './exactDecimal.ts'
import { headerScale, sizeOfOne } from './amountUnit.ts'
import { headerUnit } from './headers.ts'
import {
  idNumberHolds,
  luhnHolds,
  normaliseIdentifier,
  normaliseName,
  splitValues,
  unwrap,
} from './identifiers.ts'
import { isKey } from './identityKeys.ts'
import { numberText, parseMoney } from './money.ts'
import { answerTo, parseResult, resultCode } from './results.ts'
import { isSeen } from './signs.ts'
import { isTimeSentinel, parseClock, parseTime } from './times.ts'
import { titleOf } from './titles.ts'
import { yearlessDate } from './yearlessDate.ts'

/** A cell as the reader hands it over. `number`: `text` is the file's own digits. `date`: `text` is a serial or a written time. */
export interface Cell {
  readonly text: string
  readonly type: 'text' | 'number' | 'date' | 'boolean' | 'error'
}
export interface CellIssue {
  readonly code: IssueCode
  readonly severity: 'reject' | 'warn'
}
export interface Converted {
  readonly value: string | number | null
  readonly issues: readonly CellIssue[]
  /** Of an amount: the currency its cell names, and which way the cell says it went (CR, DR). */
  readonly currency?: CurrencyMark
  readonly way?: 'in' | 'out'
}

const none: Converted = { value: null, issues: [] }
const warn = (code: IssueCode): CellIssue => ({ code, severity: 'warn' })
const ok = (value: string | number): Converted => ({ value, issues: [] })
const emptyText = /^(?:[-—_/\\.\s]+|\\N|null|#N\/A)$/i
const countWords = /[盒本套件部台张个册份箱把枚支条笔次人辆瓶包捆袋只块颗根双桶卷枝盏位名单秒分钟点]+$/u

/** `张三(6222…)`, `6222…(张三)`, `张三:6222…`: the number of a pair of name and number, where the field holds numbers. */
const numberTypes: ReadonlySet<Field['type']> = new Set<Field['type']>([
  'card',
  'account',
  'phone',
  'idNumber',
])
function numberOfPair(type: Field['type'], text: string): string {
  if (!numberTypes.has(type) || /^[\s\d]*$/.test(text)) return text
  const plain = text.normalize('NFKC').trim()
  const found =
    /^\p{Script=Han}[^\d()]{0,29}\(\s*([\dXx][\dXx\s-]{5,})\)$/u.exec(plain) ??
    /^([\d][\dXx\s-]{5,})\([^\d()]{1,30}\)$/u.exec(plain) ??
    /^\p{Script=Han}[^\d()]{0,29}[:\s]\s*([\d][\dXx\s-]{5,})$/u.exec(plain)
  return found?.[1] ?? text
}
const lookAlikes: Readonly<Record<string, string>> = {
  O: '0',
  o: '0',
  Q: '0',
  D: '0',
  l: '1',
  I: '1',
  i: '1',
  '|': '1',
  Z: '2',
  z: '2',
  S: '5',
  s: '5',
  B: '8',
  〇: '0',
  零: '0',
  一: '1',
  二: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
  壹: '1',
  贰: '2',
  叁: '3',
  肆: '4',
  伍: '5',
  陆: '6',
  柒: '7',
  捌: '8',
  玖: '9',
  幺: '1',
  两: '2',
}
/** A number whose digits were written in disguise (O for 0, l for 1, 一三八…), when what comes out proves itself by its form or its check digit; else null. */
function undisguised(type: Field['type'], text: string): string | null {
  if (type !== 'phone' && type !== 'card' && type !== 'idNumber') return null
  const plain = text.normalize('NFKC').replace(/[\s._·-]/g, '')
  const characters = [...plain]
  if (characters.length < 11 || characters.length > 19 || /^\d+[Xx]?$/.test(plain)) return null
  const digits = characters
    .map((character, at) =>
      type === 'idNumber' && at === 17 && /[Xx]/.test(character)
        ? 'X'
        : /\d/.test(character)
          ? character
          : (lookAlikes[character] ?? '?'),
    )
    .join('')
  const proven =
    type === 'phone'
      ? /^1[3-9]\d{9}$/.test(digits)
      : type === 'idNumber'
        ? idNumberHolds(digits)
        : /^(?:62\d{14,17}|[3-5]\d{15})$/.test(digits) && luhnHolds(digits)
  return proven ? digits : null
}
function identifier(field: Field, given: Cell): Converted {
  const type = field.type as IdentifierType
  if (field.multi !== true) {
    const plain = undisguised(type, given.text)
    if (plain !== null) return { value: normaliseIdentifier(type, plain).value, issues: [warn('disguised')] }
  }
  const parts = field.multi === true ? splitValues(given.text, type) : []
  const found = parts.map((part) => undisguised(type, part))
  const cell = found.some((part) => part !== null)
    ? { ...given, text: parts.map((part, at) => found[at] ?? part).join('、') }
    : given
  const converted = identifierAsWritten(field, cell)
  return cell === given ? converted : { ...converted, issues: [...converted.issues, warn('disguised')] }
}
function identifierAsWritten(field: Field, cell: Cell): Converted {
  const numeric = cell.type === 'number'
  const type = field.type as IdentifierType
  if (field.multi === true) {
    const parts = splitValues(cell.text, type).map((part) =>
      normaliseIdentifier(type, numberOfPair(type, part), numeric),
    )
    const values = [...new Set(parts.flatMap((part) => (part.value === null ? [] : [part.value])))]
    const issues = [...new Set(parts.flatMap((part) => (part.flaw === null ? [] : [part.flaw])))].map(warn)
    return {
      value: values.length === 0 ? null : values.join('\n'),
      issues: issues.length > 0 ? issues : flawsOf(type, values, null),
    }
  }
  const { value, flaw } = normaliseIdentifier(type, numberOfPair(type, cell.text), numeric)
  return { value, issues: flawsOf(type, value === null ? [] : [value], flaw) }
}
/** What a cell is warned of: as it was read, or because what stands there tells nobody (`identityKeys.ts`). */
function flawsOf(
  type: IdentifierType,
  values: readonly string[],
  flaw: IssueCode | null,
): readonly CellIssue[] {
  if (flaw !== null) return [warn(flaw)]
  return type !== 'serial' && values.some((value) => !isKey(type, value)) ? [warn('no-key')] : []
}

function money(field: Field, cell: Cell, header: string): Converted {
  const unit = headerUnit(header)
  const parsed = parseMoney(unwrap(cell.text), {
    numeric: cell.type === 'number',
    unit: unit === 'points' ? 'yuan' : (unit ?? field.unit ?? 'yuan'),
  })
  if (parsed === null) return { value: null, issues: [warn('not-a-number')] }
  const issues = parsed.exact ? [] : [warn('precision')]
  return {
    value: parsed.minor,
    issues,
    ...(parsed.currency === null ? {} : { currency: parsed.currency }),
    ...(parsed.way === undefined ? {} : { way: parsed.way }),
  }
}

function seconds(text: string): number | null {
  const clock = /^(\d+):(\d{1,2}):(\d{1,2})$/.exec(text)
  if (clock !== null) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3])
  const spelled = /^(?:(\d+)(?:小时|时))?(?:(\d+)(?:分钟|分))?(?:(\d+)秒?)?$/.exec(text)
  if (spelled === null || text === '') return null
  return Number(spelled[1] ?? 0) * 3600 + Number(spelled[2] ?? 0) * 60 + Number(spelled[3] ?? 0)
}

function scaled(field: Field, cell: Cell, scale: number, header: string): Converted {
  const given = unwrap(cell.text)
  if (field.counts !== undefined && countsOtherwise(field.counts, given, header))
    return { value: null, issues: [warn('not-a-number')] }
  const size = field.measured === undefined ? null : sizeOfOne(field.measured, given, header)
  if (field.measured !== undefined && size === null) return { value: null, issues: [warn('not-a-number')] }
  const bare = size?.text ?? given
  const text = field.counts === 'points' ? withoutPoints(bare) : bare
  if (field.duration === true) {
    const value = seconds(text.replace(/\s/g, '').replace(/\.0+$/, ''))
    return value === null ? { value: null, issues: [warn('not-a-number')] } : ok(value)
  }
  const share = /%$/.test(text.normalize('NFKC').trim())
  const found = numberText(
    share
      ? text.normalize('NFKC').trim().slice(0, -1)
      : field.type === 'percent'
        ? text
        : text.replace(countWords, '').replace(/^@/, ''),
  )
  const plain = found === null ? null : parseDecimal(found.text)
  // 12 % of something is 0.12 where the field does not count in hundredths.
  // 印数(万册): what a figure stands for; a cell that names its own unit (2000册, 2万) is not multiplied by it.
  const power =
    field.type === 'percent' || share || found?.unit !== null || countWords.test(text)
      ? 0
      : headerScale(header)
  const shifted = plain === null ? null : { ...plain, scale: plain.scale - power }
  const whole =
    shifted !== null && share && field.type !== 'percent' ? { ...shifted, scale: shifted.scale + 2 } : shifted
  const factor = size === null ? null : parseDecimal(size.size)
  const parsed =
    whole === null || factor === null
      ? whole
      : {
          ...whole,
          digits: String(BigInt(whole.digits) * BigInt(factor.digits)),
          scale: whole.scale + factor.scale,
        }
  const result =
    parsed === null ? null : toScaled(cell.type === 'number' ? roundSignificant(parsed) : parsed, scale)
  if (result === null) return { value: null, issues: [warn('not-a-number')] }
  // A whole-number field never rounds: 1.5 of a thing is not 2.
  if (field.type === 'integer' && !result.exact) return { value: null, issues: [warn('precision')] }
  return { value: result.value, issues: result.exact ? [] : [warn('precision')] }
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
  // Eight digits that begin as a year do are a date that does not exist, not a time of day.
  const clock =
    field.type === 'time' && !/^(?:19|20)\d{6}$/.test(unwrap(cell.text)) ? parseClock(cell.text) : null
  if (clock !== null) return ok(clock)
  return whole === null || (sixDigits && field.type === 'time')
    ? {
        value: null,
        issues: [warn(yearlessDate(unwrap(cell.text)) === null ? 'not-a-date' : 'date-without-year')],
      }
    : ok(field.type === 'date' ? whole.slice(0, 10) : whole)
}
function clockOf(cell: Cell): Converted {
  const whole = parseTime(cell.text)
  const clock = whole !== null && whole.length > 10 ? parseClock(whole.slice(11)) : null
  return clock === null ? { value: null, issues: [warn('not-a-date')] } : ok(clock)
}

/** `张三(6222…)` of a list of people: the name. */
function withoutNumber(text: string): string {
  return text.normalize('NFKC').replace(/\(\s*[\d*Xx][\d*Xx\s-]{5,}\)$/u, '')
}
const choiceText = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s'"=,、;。!！]/g, '')
    .toLowerCase()
const choiceKeys = new WeakMap<Field, ReadonlyMap<string, string>>()
function keysOf(field: Field): ReadonlyMap<string, string> {
  const known = choiceKeys.get(field)
  if (known !== undefined) return known
  const made = new Map(
    Object.entries(field.choices ?? {}).flatMap(([key, spellings]) =>
      [key, ...spellings].map((spelling) => [choiceText(spelling), key] as const),
    ),
  )
  choiceKeys.set(field, made)
  return made
}
/** 已结算(赢), 卖家已发货-等待买家确认: several words of one choice; words of different ones (已结算(作废)) are none. */
function saidTwice(keys: ReadonlyMap<string, string>, text: string): string | null {
  const parts = choiceText(text)
    .split(/[()[\]/:_-]+/)
    .filter((part) => part !== '')
    .map((part) => keys.get(part))
  const [first] = parts
  return first !== undefined && parts.length > 1 && parts.every((part) => part === first) ? first : null
}
function choice(field: Field, cell: Cell): Converted {
  if (field.choices === currencyChoices) return ok(columnCurrency(cell.text) ?? unwrap(cell.text))
  const keys = keysOf(field)
  return ok(keys.get(choiceText(cell.text)) ?? saidTwice(keys, cell.text) ?? unwrap(cell.text))
}

/**
 * The stored value of one cell (null: nothing there or not usable) and remarks on it. `header` is the cleaned header: its unit decides 分 and
 * 万元. Money comes back in minor units, decimals scaled by the field's scale, times as text, several values joined by a line feed.
 * Never rejects by itself; a required field left null is the caller's to reject.
 */
export function convertCell(field: Field, cell: Cell, header: string): Converted {
  const meaning = legends(header)?.get(cell.text.trim())
  if (
    meaning !== undefined &&
    (field.type === 'direction' ||
      field.type === 'choice' ||
      field.type === 'result' ||
      field.type === 'text')
  )
    return convertPlain(field, { text: meaning, type: 'text' }, header)
  return convertPlain(field, cell, header)
}
const knownLegends = new Map<string, ReadonlyMap<string, string> | null>()
/** What the codes of a column mean where its header says so: `类型(1:收入2:支出)`. */
function legends(header: string): ReadonlyMap<string, string> | null {
  let known = knownLegends.get(header)
  if (known === undefined) {
    const pairs = [...header.matchAll(/(?<![\d:])(\d{1,2})[:=.-](\p{Script=Han}[^\d:,;、()]*)/gu)].map(
      (match) => [match[1] ?? '', match[2] ?? ''] as const,
    )
    known = pairs.length >= 2 ? new Map(pairs) : null
    if (knownLegends.size > 2_000) knownLegends.clear()
    knownLegends.set(header, known)
  }
  return known
}
/** What spreadsheets show for a formula that failed; texts exported from them hold it as it is. */
const spreadsheetError = /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)$/
function convertPlain(field: Field, cell: Cell, header: string): Converted {
  if (!isSeen(cell.text)) return none
  // #N/A, #REF! and formulas that nobody calculated: the cell says something, and what is not known.
  if (cell.type === 'error' || (cell.text.startsWith('#') && spreadsheetError.test(cell.text.trim())))
    return { value: null, issues: [warn('formula-failed')] }
  if (field.type === 'direction') {
    const value = parseDirection(cell.text)
    return value === null ? none : { value, issues: value === 'unknown' ? [warn('unknown-direction')] : [] }
  }
  const first = cell.text.charCodeAt(0)
  // Digits and Chinese characters at the start are something; only the rest needs a closer look.
  if (
    !((first >= 48 && first <= 57) || (first >= 0x4e00 && first <= 0x9fff)) &&
    emptyText.test(unwrap(cell.text))
  )
    return none
  switch (field.type) {
    case 'text': {
      const text = cell.text
        .replace(/[\u200b\ufeff]/g, '')
        .replace(/\t/g, ' ')
        .trim()
        .replace(/^=\s*"(.*)"$/s, '$1')
      return text === '' ? none : ok(field.multi === true ? splitValues(text).join('\n') : text)
    }
    case 'name': {
      if (field.multi === true) {
        const names = [
          ...new Set(splitValues(cell.text).flatMap((part) => normaliseName(withoutNumber(part)) ?? [])),
        ]
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
    case 'money':
      return money(field, cell, header)
    case 'integer':
      return scaled(field, cell, 0, header)
    case 'decimal':
    case 'percent':
      return scaled(field, cell, field.scale ?? 2, header)
    case 'time':
    case 'date':
    case 'clock':
      return time(field, cell)
    case 'result': {
      const code = resultCode(cell.text)
      const value = (code === null ? null : answerTo(header, code)) ?? parseResult(cell.text)
      return value === null ? none : { value, issues: value === 'unknown' ? [warn('unknown-result')] : [] }
    }
    case 'choice':
      return choice(field, cell)
    default:
      return identifier(field, cell)
  }
}
