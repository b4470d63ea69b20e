/** Figures over the rows of a scope. Each fact counts once within the scope. */
import type { Doubts } from '../../../shared/contract/doubts.ts'
import type { FacetValue, Scalar, TableInfo, Totals } from '../../../shared/contract/records.ts'
import { AppError } from '../../../shared/errors.ts'
import type { EntityRole, Field, RecordKind } from '../../../shared/model/define.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { ScopedRows } from '../core/scopedRows.ts'
import { type CurrencySum, sumsByCurrency, yuan } from '../../../shared/model/currency.ts'
import { addMinor, type Minor, minorOf } from '../../../shared/model/minor.ts'
import type { Db } from '../store/db.ts'
import { hasMerges, seenAs } from './seenAs.ts'
import { exactly, readSum } from '../store/exactSum.ts'
import { fieldColumnType, recordTable } from '../store/recordTables.ts'
import { stoppable } from '../store/stopSign.ts'
import { doubtsAmong, undecidedResult } from './doubts.ts'
import {
  columnOf,
  fieldOf,
  literalText,
  netColumn,
  roleColumnOf,
  standsCondition,
  tookEffectCondition,
} from './evidence.ts'
import { filterColumn, folded } from './filter.ts'

/** Every kind that has rows, with its marks and time span. */
export function listTables(db: Db, model: readonly RecordKind[] = recordKinds): TableInfo[] {
  return model.flatMap((kind) => {
    const table = recordTable(kind.id)
    const one = <T>(sql: string): T | undefined => db.prepare<[], T>(sql).pluck().get()
    const count = one<number>(`SELECT COUNT(*) FROM ${table}`) ?? 0
    if (count === 0) return []
    const time = (aggregate: string): string | null =>
      kind.timeField === undefined
        ? null
        : (one<string | null>(`SELECT ${aggregate}(${columnOf('r', kind.timeField)}) FROM ${table} r`) ??
          null)
    return [
      {
        kind: kind.id,
        count,
        duplicates: one<number>(`SELECT COUNT(*) FROM ${table} WHERE duplicate_of IS NOT NULL`) ?? 0,
        mirrored: one<number>(`SELECT COUNT(*) FROM ${table} WHERE mirror_of IS NOT NULL`) ?? 0,
        firstTime: time('MIN'),
        lastTime: time('MAX'),
      },
    ]
  })
}

/**
 * Rows of the scope that stand for a fact whose own row lies outside of it (the payee's side when only the payee's account is shown, a
 * duplicate when only its file is shown). One row per fact, so that the figures of a scope neither miss nor double a fact.
 */
export function standInRows(
  db: Db,
  { kind, table, where, params, whole, facts }: ScopedRows,
): readonly number[] {
  if (whole) return []
  return db
    .prepare<[object], number>(
      `WITH second AS (
       SELECT r.record_id, COALESCE(p.mirror_of, r.duplicate_of, r.mirror_of) AS fact FROM ${table} r LEFT JOIN ${table} p ON p.record_id = r.duplicate_of
       WHERE (${where}) AND (r.duplicate_of IS NOT NULL OR r.mirror_of IS NOT NULL) AND ${tookEffectCondition(kind, 'r')} AND ${standsCondition(kind, 'r')})
     SELECT MIN(record_id) FROM second WHERE fact NOT IN (SELECT r.record_id FROM ${table} r WHERE (${where}) AND r.record_id IN (SELECT fact FROM second))
     ${itsFacts(table, facts)} GROUP BY fact`,
    )
    .pluck()
    .all(params)
}
/** SQL that keeps `fact` to those of the scope's own (`ScopedRows.facts`). */
export function itsFacts(table: string, facts: ScopedRows['facts']): string {
  return facts === null
    ? ''
    : `AND fact IN (SELECT r.record_id FROM ${table} r WHERE (${facts}) AND r.record_id IN (SELECT fact FROM second))`
}
/** One line of sums: rows of one direction and currency that count, stand for a fact whose own row is outside the scope, take another row back, or failed. */
interface SumLine {
  readonly direction: string
  /** Yuan for kinds that hold nothing else. */
  readonly currency: string
  readonly standing: 'counted' | 'second' | 'reversal' | 'failed'
  /** Their result is not known. */
  readonly unknown: boolean
  readonly values: readonly (number | string | null)[]
}

/** Totals of the scope. Sums are in stored units. */
export function totalsOf(db: Db, sql: ScopedRows): Totals {
  const { kind } = sql
  const summed = kind.fields.filter((field) => field.summed === true && fieldColumnType(field) === 'INTEGER')
  const amount = kind.directionField === undefined ? undefined : kind.amountField
  const fields = [...new Set([...summed.map((field) => field.id), ...(amount === undefined ? [] : [amount])])]
  const amountPlace = amount === undefined ? -1 : fields.indexOf(amount)
  const lines = sumLines(db, sql, fields, sql.where, sql.params)
  const standIns = lines.some((line) => line.standing === 'second') ? standInRows(db, sql) : []
  const facts = [
    ...lines.filter((line) => line.standing === 'counted'),
    ...(standIns.length === 0
      ? []
      : sumLines(db, sql, fields, 'r.record_id IN (SELECT value FROM json_each(@standIns))', {
          standIns: JSON.stringify(standIns),
        })),
  ]
  const count = (of: readonly SumLine[], place: number): number =>
    of.reduce((sum, line) => sum + Number(line.values[place] ?? 0), 0)
  const sumIn = (of: readonly SumLine[], place: number): Minor =>
    of.reduce<Minor>((sum, line) => addMinor(sum, minorOf(readSum(String(line.values[place] ?? 0)))), 0)
  const isMoney = (field: string | undefined): boolean =>
    kind.fields.some(({ id, type }) => id === field && type === 'money')
  /** Sums of a field: of money those in yuan, the others beside them, a currency at a time. */
  const sums = (
    of: readonly SumLine[],
    field: string | undefined,
    place: number,
  ): { readonly sum: Minor; readonly others?: readonly CurrencySum[] } => {
    if (!isMoney(field)) return { sum: sumIn(of, place) }
    const others = sumsByCurrency(
      of.flatMap((line) =>
        line.currency === yuan || line.values[place] === null
          ? []
          : [{ currency: line.currency, sum: sumIn([line], place) }],
      ),
    )
    const sum = sumIn(
      of.filter(({ currency }) => currency === yuan),
      place,
    )
    return others.length === 0 ? { sum } : { sum, others }
  }
  const undecided = new Map(
    fields.map((field) => [
      field,
      doubtsAmong(
        db,
        kind,
        {
          where: sql.where,
          params: sql.params,
          field,
          unknowns: lines.some(({ unknown }) => unknown),
          facts: sql.facts,
        },
        field === amount ? directionSql(kind) : "''",
      ),
    ]),
  )
  const doubtsOf = (field: string | undefined, side: string): { readonly doubts?: Doubts } => {
    const doubts = undecided.get(field ?? '')?.get(side)
    return doubts === undefined ? {} : { doubts }
  }
  const takenAt = 1 + 2 * fields.length
  const reversals = count(
    lines.filter((line) => line.standing === 'reversal'),
    0,
  )
  const taken = kind.reversal === undefined ? 0 : count(facts, takenAt)
  const directions =
    kind.directionField === undefined ? [] : [...new Set(facts.map((line) => line.direction))].sort()
  return {
    count: count(lines, 0),
    counted: count(facts, 0),
    sums: summed.map((field, index) => ({
      field: field.id,
      ...sums(facts, field.id, 1 + 2 * index),
      ...doubtsOf(field.id, ''),
      rows: count(facts, 2 + 2 * index),
    })),
    byDirection: directions.map((direction) => {
      const of = facts.filter((line) => line.direction === direction)
      return {
        direction,
        count: count(of, 0),
        ...(amount === undefined ? { sum: 0 } : sums(of, amount, 1 + 2 * amountPlace)),
        ...doubtsOf(amount, direction),
      }
    }),
    ...(taken === 0 && reversals === 0
      ? {}
      : { takenBack: { rows: taken, reversals, ...sums(facts, kind.reversal?.amount, takenAt + 1) } }),
    ...(amount === undefined || ownRoles(kind).length === 0
      ? {}
      : { ownAccounts: Math.max(...ownRoles(kind).map((role) => countDistinct(db, sql, role))) }),
    distinct: distinctRoles(kind).map(({ role, field }) => ({ field, count: countDistinct(db, sql, role) })),
  }
}
/** Roles of the side from which a row tells its direction, those that any row of the kind can have one of. */
export function ownRoles(kind: RecordKind): readonly string[] {
  return [...new Set(kind.links.flatMap((rule) => (rule.direction === undefined ? [] : [rule.from])))].filter(
    (role) => kind.roles.some((candidate) => candidate.role === role && candidate.multi !== true),
  )
}
/** SQL over `r` of a row's direction; empty for kinds without one. */
export function directionSql(kind: RecordKind): string {
  return kind.directionField === undefined
    ? "''"
    : `COALESCE(${columnOf('r', kind.directionField)}, 'unknown')`
}
/** Counts and sums (count, then sum and number of values of each field) in one pass. */
function sumLines(
  db: Db,
  { kind, table }: ScopedRows,
  fields: readonly string[],
  where: string,
  params: object,
): readonly SumLine[] {
  const direction = directionSql(kind)
  const standing = `CASE WHEN NOT (${tookEffectCondition(kind, 'r')}) THEN 'failed' WHEN r.duplicate_of IS NOT NULL OR r.mirror_of IS NOT NULL THEN 'second' WHEN ${standsCondition(kind, 'r')} THEN 'counted' ELSE 'reversal' END`
  const currency =
    kind.currency === undefined
      ? literalText(yuan)
      : `COALESCE(${columnOf('r', kind.currency.field)}, ${literalText(yuan)})`
  const sumsOf = (field: string, sum: (value: string) => string): readonly string[] => [
    sum(netColumn(kind, field, 'r')),
    `COUNT(${columnOf('r', field)})`,
  ]
  // Of a purchase; a refund that is more than its purchase is no purchase itself.
  const taken = 'CASE WHEN r.reversal_of IS NULL THEN r.taken_back END'
  return exactly((sum) =>
    db
      .prepare<[object], [string, SumLine['standing'], string, number, ...(number | string | null)[]]>(
        `SELECT ${[direction, standing, currency, undecidedResult(kind, 'r') ?? '0', 'COUNT(*)', ...fields.flatMap((field) => sumsOf(field, sum)), ...(kind.reversal === undefined ? [] : [`COUNT(${taken})`, sum(taken)])].join(', ')} FROM ${table} r WHERE ${stoppable(db, where)} GROUP BY 1, 2, 3, 4`,
      )
      .raw()
      .all(params),
  ).map(([name, how, money, unknown, ...values]) => ({
    direction: name,
    standing: how,
    currency: money,
    unknown: unknown === 1,
    values,
  }))
}
function countDistinct(db: Db, { table, where, params, whole }: ScopedRows, role: string): number {
  const column = roleColumnOf('r', role)
  if (hasMerges(db))
    return (
      db
        .prepare<[object], number>(
          `SELECT COUNT(DISTINCT ${seenAs(db, 'id')}) FROM (SELECT DISTINCT ${column} AS id FROM ${table} r WHERE (${stoppable(db, where)}) AND ${column} IS NOT NULL)`,
        )
        .pluck()
        .get(params) ?? 0
    )
  // Over all rows the role's index is walked; otherwise the numbers are compared.
  const sql = whole
    ? `SELECT COUNT(*) FROM (SELECT 1 FROM ${table} r WHERE ${stoppable(db, `${column} IS NOT NULL`)} GROUP BY ${column})`
    : `SELECT COUNT(DISTINCT ${column}) FROM ${table} r WHERE ${stoppable(db, where)}`
  return db.prepare<[object], number>(sql).pluck().get(params) ?? 0
}
/** Own and counter side of transfers; otherwise what the kind links, at most three. Different entities are counted; the field names them. */
function distinctRoles(kind: RecordKind): readonly { readonly role: string; readonly field: string }[] {
  const keyed = (role: EntityRole): readonly string[] => role.keys.flatMap(({ fields }) => fields)
  const single = kind.roles.filter((role) => role.multi !== true)
  const { mirror } = kind
  if (mirror !== undefined && kind.amountField !== undefined) {
    return [mirror.own, mirror.counter].flatMap((field) => {
      const role = single.find((candidate) => keyed(candidate).includes(field))
      return role === undefined ? [] : [{ role: role.role, field }]
    })
  }
  const linked = new Set(kind.links.flatMap((rule) => [rule.from, rule.to]))
  return single
    .filter((role) => linked.has(role.role))
    .slice(0, 3)
    .flatMap((role) => {
      const [field] = keyed(role)
      return field === undefined ? [] : [{ role: role.role, field }]
    })
}

interface FacetCounts {
  readonly values: readonly FacetValue[]
  readonly distinct: number
}
/**
 * The most frequent values of a field over all rows of the scope, how many different ones there are (empty not among them). With `contains`
 * only values in which it stands. The field `tag` counts tags by id.
 */
export function facetOf(
  db: Db,
  rows: ScopedRows,
  fieldId: string,
  limit: number,
  contains = '',
): FacetCounts {
  const wanted = contains.trim()
  const { kind, table, where, params } =
    wanted === '' ? rows : rows.narrowed([{ field: fieldId, op: 'contains', values: [wanted] }])
  if (fieldId === 'tag' && !kind.fields.some(({ id }) => id === 'tag')) {
    const values = db
      .prepare<[object], FacetValue>(
        `SELECT m.tag_id AS value, COUNT(*) AS count FROM row_tags m CROSS JOIN ${table} r ON r.sheet_id = m.sheet_id AND r.row = m.row WHERE ${where} GROUP BY 1 ORDER BY count DESC, value`,
      )
      .all(params)
    return { values: values.slice(0, limit), distinct: values.length }
  }
  const column = filterColumn(kind, fieldId, 'r')
  if (column.field?.multi === true)
    return facetOfLines(
      db,
      `SELECT ${column.sql} AS value, COUNT(*) AS count FROM ${table} r WHERE ${stoppable(db, where)} GROUP BY 1`,
      params,
      limit,
      folded(wanted),
    )
  const counted = db
    .prepare<[object], { value: Scalar; count: number; distincts: number }>(
      `SELECT value, count, COUNT(value) OVER () AS distincts FROM (SELECT ${column.sql} AS value, COUNT(*) AS count FROM ${table} r WHERE ${stoppable(db, where)} GROUP BY 1) ORDER BY count DESC, value LIMIT @limit`,
    )
    .all({ ...params, limit })
  return {
    values: counted.map(({ value, count }) => ({ value, count })),
    distinct: counted[0]?.distincts ?? 0,
  }
}
/** Cells with several values count for each of them. */
function facetOfLines(db: Db, sql: string, params: object, limit: number, contains: string): FacetCounts {
  const counts = new Map<Scalar, number>()
  for (const { value, count } of db
    .prepare<[object], { value: string | null; count: number }>(sql)
    .iterate(params)) {
    for (const line of value === null ? [null] : new Set(value.split('\n'))) {
      if (contains !== '' && !(line !== null && folded(line).toLowerCase().includes(contains.toLowerCase())))
        continue
      counts.set(line, (counts.get(line) ?? 0) + count)
    }
  }
  const sorted = [...counts].sort(
    ([left, leftCount], [right, rightCount]) =>
      rightCount - leftCount || (String(left) < String(right) ? -1 : 1),
  )
  return {
    values: sorted.slice(0, limit).map(([value, count]) => ({ value, count })),
    distinct: counts.size - (counts.has(null) ? 1 : 0),
  }
}

interface Bins {
  readonly bins: readonly { readonly from: Scalar; readonly to: Scalar; readonly count: number }[]
  readonly empty: number
}
/**
 * Equal-width bins from the least to the greatest value; a bin holds its lower end, the last one both. `empty` counts rows without a value
 * that can be placed. Errors: `invalid-arguments` for fields that are neither numbers nor times.
 */
export function histogramOf(
  db: Db,
  { kind, table, where, params }: ScopedRows,
  fieldId: string,
  bins: number,
): Bins {
  const field = fieldOf(kind, fieldId)
  // Read once and counted here: in SQL the ends must be known before anything is counted, so that every row is looked at twice.
  const values = db
    .prepare<[object], number | null>(
      `SELECT ${numberSql(kind, field)} FROM ${table} r WHERE ${stoppable(db, where)}`,
    )
    .pluck()
    .all(params)
  let [low, high, empty] = [Infinity, -Infinity, 0]
  for (const value of values) {
    if (value === null) empty += 1
    else if (value < low) low = value
    if (value !== null && value > high) high = value
  }
  if (low > high || bins === 0) return { bins: [], empty: values.length }
  const used = low === high ? 1 : bins
  const width = low === high ? 1 : (high - low) / used
  const counts = new Array<number>(used).fill(0)
  for (const value of values) {
    if (value === null) continue
    const bin = Math.min(Math.floor((value - low) / width), used - 1)
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  const shown = (value: number): Scalar =>
    isTime(field) ? new Date(Math.round(value) * 1000).toISOString().slice(0, 19).replace('T', ' ') : value
  return {
    bins: Array.from({ length: used }, (_, bin) => ({
      from: shown(low + bin * width),
      to: shown(bin === used - 1 ? high : low + (bin + 1) * width),
      count: counts[bin] ?? 0,
    })),
    empty,
  }
}
function isTime(field: Field): boolean {
  return field.type === 'time' || field.type === 'date'
}
/** SQL of a field's value as a number: times as seconds. Errors: `invalid-arguments` for fields that have no scale. */
function numberSql(kind: RecordKind, field: Field): string {
  if (fieldColumnType(field) !== 'INTEGER' && !isTime(field))
    throw new AppError('invalid-arguments', `field ${field.id} has no scale`, {
      kind: kind.id,
      field: field.id,
    })
  return numberOf(field, columnOf('r', field.id))
}
function numberOf(field: Field, sql: string): string {
  // Coarser times stand for their beginning, finer ones for their second.
  return fieldColumnType(field) === 'INTEGER'
    ? sql
    : `unixepoch(substr(${sql}, 1, 19) || substr('0000-01-01 00:00:00', length(${sql}) + 1))`
}
