/** Conditions of a filter as SQL. Names come from the definition, values are always parameters. */
import type { Condition } from '../../../shared/contract/scope.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Field, RecordKind } from '../../../shared/model/define.ts'
import { coarserThan, timeLengths } from '../../../shared/model/times.ts'
import { scaleOf } from '../../../shared/model/recordKinds/index.ts'
import type { Db } from '../store/db.ts'
import { fieldColumnType } from '../store/recordTables.ts'
import { columnOf, fieldOf, literalText, standingSql } from './evidence.ts'
import { markedRecords } from './markedRecords.ts'

type Scalar = string | number | null
/** Collects parameters under names that never clash. */
export class Parameters {
  readonly values: Record<string, Scalar> = {}
  private count = 0
  add(value: Scalar): string {
    this.count += 1
    this.values[`p${this.count}`] = value
    return `@p${this.count}`
  }
}

/** Things of a row that are no field of its kind but can be filtered and sorted by. */
const ownColumns: Readonly<Record<string, string>> = {
  recordId: 'record_id',
  sheetId: 'sheet_id',
  row: 'row',
  duplicateOf: 'duplicate_of',
  mirrorOf: 'mirror_of',
  reversalOf: 'reversal_of',
  takenBack: 'taken_back',
}
export interface FilterColumn {
  readonly sql: string
  readonly field: Field | null
  readonly numeric: boolean
}

/** The column of a field id, or of recordId, sheetId, row, duplicateOf, mirrorOf, reversalOf, takenBack, standing. Errors: `field-not-found`. */
export function filterColumn(kind: RecordKind, id: string, alias: string): FilterColumn {
  const own = ownColumns[id]
  if (own !== undefined && !kind.fields.some((field) => field.id === id))
    return {
      sql:
        (id === 'reversalOf' || id === 'takenBack') && kind.reversal === undefined
          ? 'NULL'
          : `${alias}.${own}`,
      field: null,
      numeric: true,
    }
  if (id === 'standing' && !kind.fields.some((field) => field.id === id))
    return { sql: `(${standingSql(kind, alias)})`, field: null, numeric: false }
  const field = fieldOf(kind, id)
  return { sql: columnOf(alias, id), field, numeric: fieldColumnType(field) === 'INTEGER' }
}

/**
 * SQL that is true for rows meeting the condition. Besides the columns of `filterColumn` the field `flag` asks for remarks of the import
 * (`is` a code, `empty`, `notEmpty`) or, with the value `edited`, for rows that people changed. A time or date is everything that begins with it, as a value (`is`, `oneOf`) and as an upper end.
 */
export function conditionSql(
  kind: RecordKind,
  condition: Condition,
  alias: string,
  parameters: Parameters,
): string {
  if (condition.field === 'flag') return flagSql(kind, condition, alias, parameters)
  if (condition.field === 'tag' && !kind.fields.some(({ id }) => id === 'tag'))
    return tagSql(kind, condition, alias, parameters)
  if (condition.field === 'note' && !kind.fields.some(({ id }) => id === 'note'))
    return noteSql(kind, condition, alias, parameters)
  const column = filterColumn(kind, condition.field, alias)
  const stored = (value: Scalar): Scalar =>
    value === null ? null : column.numeric ? numberOf(value, condition) : String(value)
  if (condition.op === 'contains') return contains(column, condition.values[0] ?? null, parameters)
  if (condition.op === 'notContains')
    return `NOT COALESCE((${contains(column, condition.values[0] ?? null, parameters)}), 0)`
  const values = condition.values.map(stored)
  const [first = null, second = null] = values
  switch (condition.op) {
    case 'empty':
      return `(${column.sql} IS NULL OR ${column.sql} = '')`
    case 'notEmpty':
      return `(${column.sql} IS NOT NULL AND ${column.sql} <> '')`
    case 'is':
      return equals(column, first, parameters)
    case 'isNot':
      return `NOT (${equals(column, first, parameters)})`
    case 'oneOf':
      return oneOf(column, values, parameters)
    case 'noneOf':
      return `NOT COALESCE((${oneOf(column, values, parameters)}), 0)`
    case 'between':
      return between(column, first, second, parameters)
  }
}
function numberOf(value: string | number, condition: Condition): number {
  const number = typeof value === 'number' ? value : Number(value.trim() === '' ? Number.NaN : value)
  if (!Number.isFinite(number))
    throw new AppError('invalid-arguments', 'a number is needed', { field: condition.field })
  return number
}
function holdsLines(column: FilterColumn): boolean {
  return column.field?.multi === true
}
function equals(column: FilterColumn, value: Scalar, parameters: Parameters): string {
  if (value === null) return `${column.sql} IS NULL`
  if (holdsLines(column))
    return `(${column.sql} IS NOT NULL AND instr(char(10) || ${column.sql} || char(10), char(10) || ${parameters.add(value)} || char(10)) > 0)`
  // A time is what it covers: a day holds its hours, a minute its seconds, a second its parts.
  if (isTime(column) && String(value).length < Math.max(...timeLengths))
    return `(${column.sql} IS NOT NULL AND ${column.sql} >= ${parameters.add(value)} AND ${column.sql} <= ${parameters.add(`${value}~`)})`
  return `${column.sql} IS ${parameters.add(value)}`
}
function isTime(column: FilterColumn): boolean {
  return column.field?.type === 'time' || column.field?.type === 'date'
}
function oneOf(column: FilterColumn, values: readonly Scalar[], parameters: Parameters): string {
  if (holdsLines(column) || isTime(column))
    return values.length === 0
      ? '0'
      : `(${values.map((value) => equals(column, value, parameters)).join(' OR ')})`
  const given = values.filter((value) => value !== null)
  const list = `${column.sql} IN (SELECT value FROM json_each(${parameters.add(JSON.stringify(given))}))`
  return values.length === given.length ? list : `(${list} OR ${column.sql} IS NULL)`
}
function between(column: FilterColumn, low: Scalar, high: Scalar, parameters: Parameters): string {
  const parts: string[] = []
  const coarser = isTime(column) && low !== null ? coarserThan(String(low)) : []
  // A time that is written coarser than the bound belongs to all of what it covers: midnight to the second finds the day too.
  if (coarser.length > 0)
    parts.push(
      `${column.sql} >= ${parameters.add(coarser[0] ?? null)} AND (${column.sql} >= ${parameters.add(low)} OR ${column.sql} IN (${coarser.map((time) => parameters.add(time)).join(', ')}))`,
    )
  else if (low !== null) parts.push(`${column.sql} >= ${parameters.add(low)}`)
  // '~' stands after every character of a time, so that the day 2021-03-01 includes its hours.
  const upper = isTime(column) ? `${high}~` : high
  if (high !== null) parts.push(`${column.sql} <= ${parameters.add(upper)}`)
  return parts.length === 0 ? '1' : `(${parts.join(' AND ')})`
}
function contains(column: FilterColumn, value: Scalar, parameters: Parameters): string {
  const wanted = folded(value === null ? '' : String(value))
  if (column.numeric) {
    const digits = parameters.add(`%${escapedLike(wanted.replaceAll(',', ''))}%`)
    const scale = column.field === null ? 0 : scaleOf(column.field)
    const shown =
      scale === 0 ? `CAST(${column.sql} AS TEXT)` : `printf('%.${scale}f', ${column.sql} / 1e${scale})`
    // printf writes a cell without a value as a zero, which would hold every 0.
    return `(${column.sql} IS NOT NULL AND ${shown} LIKE ${digits} ESCAPE '\\')`
  }
  const pattern = parameters.add(`%${escapedLike(wanted)}%`)
  // Folding is done in JS and only for the rows that hold a full-width form; all others are compared by SQLite itself.
  return `(${column.sql} LIKE ${pattern} ESCAPE '\\' OR (${column.sql} GLOB '*[！-～　]*' AND lz_fold(${column.sql}) LIKE ${pattern} ESCAPE '\\'))`
}
function flagSql(kind: RecordKind, condition: Condition, alias: string, parameters: Parameters): string {
  const [first, ...more] = condition.values
  if (first === 'edited' && more.length === 0 && (condition.op === 'is' || condition.op === 'isNot')) {
    return `${alias}.record_id ${condition.op === 'is' ? '' : 'NOT '}IN (${markedRecords(kind.id, 'row_edits', '1')})`
  }
  const any = `SELECT i.record_id FROM row_issues i WHERE i.kind = ${literalText(kind.id)} AND i.record_id IS NOT NULL`
  const codes = parameters.add(JSON.stringify(condition.values))
  switch (condition.op) {
    case 'is':
    case 'oneOf':
      return `${alias}.record_id IN (${any} AND i.code IN (SELECT value FROM json_each(${codes})))`
    case 'isNot':
      return `${alias}.record_id NOT IN (${any} AND i.code IN (SELECT value FROM json_each(${codes})))`
    case 'notEmpty':
      return `${alias}.record_id IN (${any})`
    case 'empty':
      return `${alias}.record_id NOT IN (${any})`
    default:
      throw new AppError('invalid-arguments', `flags cannot be asked with ${condition.op}`, { field: 'flag' })
  }
}

function tagSql(kind: RecordKind, condition: Condition, alias: string, parameters: Parameters): string {
  const any = condition.op === 'empty' || condition.op === 'notEmpty'
  const tagged = markedRecords(
    kind.id,
    'row_tags',
    any
      ? '1'
      : `m.tag_id IN (SELECT value FROM json_each(${parameters.add(JSON.stringify(condition.values.map(Number)))}))`,
  )
  switch (condition.op) {
    case 'is':
    case 'oneOf':
    case 'notEmpty':
      return `${alias}.record_id IN (${tagged})`
    case 'isNot':
    case 'noneOf':
    case 'empty':
      return `${alias}.record_id NOT IN (${tagged})`
    default:
      throw new AppError('invalid-arguments', `tags cannot be asked with ${condition.op}`, { field: 'tag' })
  }
}
function noteSql(kind: RecordKind, condition: Condition, alias: string, parameters: Parameters): string {
  const pattern = (): string =>
    `m.note LIKE ${parameters.add(`%${escapedLike(String(condition.values[0] ?? ''))}%`)} ESCAPE '\\'`
  switch (condition.op) {
    case 'contains':
      return `${alias}.record_id IN (${markedRecords(kind.id, 'row_notes', pattern())})`
    case 'notContains':
      return `${alias}.record_id NOT IN (${markedRecords(kind.id, 'row_notes', pattern())})`
    case 'notEmpty':
      return `${alias}.record_id IN (${markedRecords(kind.id, 'row_notes', '1')})`
    case 'empty':
      return `${alias}.record_id NOT IN (${markedRecords(kind.id, 'row_notes', '1')})`
    default:
      throw new AppError('invalid-arguments', `notes cannot be asked with ${condition.op}`, { field: 'note' })
  }
}

/** Full-width letters, digits and signs as half-width ones. */
export function folded(text: string): string {
  return text.replace(/[\uff01-\uff5e\u3000]/g, (character) =>
    character === '\u3000' ? ' ' : String.fromCharCode(character.charCodeAt(0) - 0xfee0),
  )
}
/** Text with the wildcards of LIKE escaped by a backslash. */
export function escapedLike(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`)
}
const prepared = new WeakSet<Db>()
/** Makes `lz_fold` known to the connection; call before running SQL of `conditionSql`. */
export function registerFold(db: Db): void {
  if (prepared.has(db)) return
  db.function('lz_fold', { deterministic: true }, (text) => (typeof text === 'string' ? folded(text) : text))
  prepared.add(db)
}
