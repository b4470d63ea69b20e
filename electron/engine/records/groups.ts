/** The rows of a scope grouped by fields, with the figures of each group: the same as the totals of the scope narrowed to it. */
import type { Doubts } from '../../../shared/contract/doubts.ts'
import { groupCondition, type Group, type GroupKey, type Scalar } from '../../../shared/contract/records.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ScopedRows } from '../core/scopedRows.ts'
import type { Db } from '../store/db.ts'
import type { CurrencySum } from '../../../shared/model/currency.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import { addMinor, type Minor, minorOf, sizeOf } from '../../../shared/model/minor.ts'
import { exactly, readSum } from '../store/exactSum.ts'
import { fieldColumnType, recordTable } from '../store/recordTables.ts'
import { stoppable } from '../store/stopSign.ts'
import {
  columnOf,
  countedCondition,
  fieldOf,
  foreignCondition,
  literalText,
  netColumn,
  roleColumnOf,
  standsCondition,
  tookEffectCondition,
  yuanColumn,
} from './evidence.ts'
import { seenAs } from './seenAs.ts'
import { doubtsByGroup, undecidedResult } from './doubts.ts'
import { directionSql, itsFacts, ownRoles } from './totals.ts'
import { rankOf } from './collation.ts'
import { groupSql } from './groupSql.ts'
import { factsVersion } from './factsVersion.ts'
import { keptValues } from './keptPerState.ts'
import { marksVersion } from './markedRecords.ts'

export interface GroupQuestion {
  readonly rows: ScopedRows
  readonly by: readonly GroupKey[]
  /** Values of the outer groups; the groups of the next level come back. */
  readonly path: readonly Scalar[]
  readonly order: 'value' | 'count' | 'sum'
  readonly descending: boolean
}
/** Lists of groups kept of a case. */
const keptLists = 24
const kept = keptValues<readonly Group[]>(keptLists)

/** The groups of one level in order. Kept until the facts change, so that every further page is a slice. Errors: `field-not-found`, `invalid-arguments`, those of the scope. */
export function groupsOf(db: Db, question: GroupQuestion): readonly Group[] {
  const key = JSON.stringify({ ...question, rows: question.rows.scope })
  return kept.of(db, key, `${factsVersion(db)}/${marksVersion(db)}`, () => readGroups(db, question))
}

/** The rows of a group of the first `path.length` keys. */
export function rowsOfGroup(rows: ScopedRows, by: readonly GroupKey[], path: readonly Scalar[]): ScopedRows {
  return rows.narrowed(
    path.flatMap((value, level) => {
      const key = by[level]
      return key === undefined ? [] : [groupCondition(key, value)]
    }),
  )
}

interface GroupLine {
  readonly value: Scalar
  readonly count: number
  readonly first: string | null
  readonly last: string | null
  readonly counted: number
  readonly second: number
  /** Rows whose result is not known. */
  readonly unknown: number
  /** Rows of several accounts: what came in of one is what went out of another. */
  readonly several: number
}
/** Sums of one currency by group: of each figure, in the order of the figures. */
type FigureSums = ReadonlyMap<Scalar, readonly Minor[]>
function readGroups(db: Db, { rows, by, path, order, descending }: GroupQuestion): readonly Group[] {
  const { kind, table, where, params, facts } = rowsOfGroup(rows, by, path)
  const key = by[path.length]
  if (key === undefined)
    throw new AppError('invalid-arguments', 'no field to group by at this level', { level: path.length })
  const value = groupSql(kind, key, 'r')
  const fields = kind.fields
    .filter((field) => field.summed === true && fieldColumnType(field) === 'INTEGER')
    .map(({ id }) => id)
  const amount = kind.directionField === undefined ? undefined : kind.amountField
  const direction = kind.directionField ?? ''
  // What is summed of each row: the summed fields, then the amount by its direction.
  const figures = (column: (field: string) => string): readonly string[] => [
    ...fields.map(column),
    ...(amount === undefined
      ? []
      : (['in', 'out'] as const).map(
          (side) => `CASE WHEN ${columnOf('r', direction)} = '${side}' THEN ${column(amount)} END`,
        )),
  ]
  const counts = countedCondition(kind, 'r')
  const second = `${tookEffectCondition(kind, 'r')} AND ${standsCondition(kind, 'r')} AND (r.duplicate_of IS NOT NULL OR r.mirror_of IS NOT NULL)`
  const time =
    kind.timeField === undefined
      ? ['NULL', 'NULL']
      : [`MIN(${columnOf('r', kind.timeField)})`, `MAX(${columnOf('r', kind.timeField)})`]
  const several =
    amount === undefined
      ? '0'
      : ownRoles(kind)
          .map((role) => seenAs(db, roleColumnOf('r', role)))
          .map((own) => `MIN(${own}) IS NOT MAX(${own})`)
          .join(' OR ') || '0'
  const inYuan = figures((field) => yuanColumn(kind, field, 'r'))
  const lines = exactly((sum) =>
    db
      .prepare<[object], GroupLine & Readonly<Record<string, number | string | null>>>(
        `SELECT ${value} AS value, COUNT(*) AS count, ${time[0]} AS first, ${time[1]} AS last, TOTAL(${counts}) AS counted, TOTAL(${second}) AS second, TOTAL(${undecidedResult(kind, 'r') ?? '0'}) AS unknown, (${several}) AS several
     ${inYuan.map((figure, index) => `, ${sum(`CASE WHEN ${counts} THEN ${figure} END`)} AS s${index}`).join('')} FROM ${table} r WHERE ${stoppable(db, where)} GROUP BY 1`,
      )
      .all(params),
  )
  const scope = { kind, table, where, params, facts }
  const hasSecond = lines.some((line) => line.second > 0)
  const standIns = (of: readonly string[]): ReturnType<typeof standInsByGroup> =>
    hasSecond ? standInsByGroup(db, scope, value, of) : new Map()
  const more = standIns(inYuan)
  const others = foreignCurrencies(db, kind).map((currency) => {
    const is = `${columnOf('r', kind.currency?.field ?? '')} = ${literalText(currency)}`
    const money = (field: string): string =>
      fieldOf(kind, field).type === 'money'
        ? `CASE WHEN ${is} THEN ${netColumn(kind, field, 'r')} END`
        : 'NULL'
    const of = figures(money)
    const extra = standIns(of)
    const sums: FigureSums = new Map(
      exactly((total) =>
        db
          .prepare<[object], [Scalar, ...(string | null)[]]>(
            `SELECT ${value}${of.map((figure) => `, ${total(`CASE WHEN ${counts} THEN ${figure} END`)}`).join('')} FROM ${table} r WHERE (${stoppable(db, where)}) AND ${is} GROUP BY 1`,
          )
          .raw()
          .all(params),
      ).map(([group, ...found]) => [
        group,
        found.map((sum, index) => addMinor(minorOf(readSum(sum) ?? 0n), extra.get(group)?.sums[index] ?? 0)),
      ]),
    )
    return { currency, sums }
  })
  /** What a group holds of a figure in other currencies. */
  const othersOf = (group: Scalar, index: number): readonly CurrencySum[] =>
    others.flatMap(({ currency, sums }) => {
      const sum = sums.get(group)?.[index] ?? 0
      return sum === 0 ? [] : [{ currency, sum }]
    })
  const unknowns = lines.some((line) => line.unknown > 0)
  const undecided = new Map(
    [...new Set([...fields, ...(amount === undefined ? [] : [amount])])].map((field) => [
      field,
      doubtsByGroup(
        db,
        kind,
        { where, params, field, unknowns, facts },
        field === amount ? directionSql(kind) : "''",
        value,
      ),
    ]),
  )
  const doubtsOf = (field: string, group: Scalar, side = ''): { readonly doubts?: Doubts } => {
    const doubts = undecided.get(field)?.get(group)?.get(side)
    return doubts === undefined ? {} : { doubts }
  }
  const groups = lines.map((line): Group => {
    const standing = more.get(line.value)
    const sumAt = (index: number): Minor =>
      addMinor(minorOf(readSum(String(line[`s${index}`] ?? 0))), standing?.sums[index] ?? 0)
    const [into, out] = [othersOf(line.value, fields.length), othersOf(line.value, fields.length + 1)]
    return {
      value: line.value,
      count: line.count,
      counted: line.counted + (standing?.count ?? 0),
      first: line.first,
      last: line.last,
      sums: fields.map((field, index) => {
        const beside = othersOf(line.value, index)
        return {
          field,
          sum: sumAt(index),
          ...(beside.length === 0 ? {} : { others: beside }),
          ...doubtsOf(field, line.value),
        }
      }),
      flow:
        amount === undefined || line.several === 1
          ? null
          : {
              in: sumAt(fields.length),
              out: sumAt(fields.length + 1),
              ...(into.length + out.length === 0 ? {} : { others: flowOf(into, out) }),
              ...flowDoubts(
                doubtsOf(amount, line.value, 'in').doubts,
                doubtsOf(amount, line.value, 'out').doubts,
              ),
            },
    }
  })
  return inOrder(kind, key.field, groups, order, descending)
}
/** Groups without a value stand last in the order of values; equal ones stand by their values. */
function inOrder(
  kind: RecordKind,
  field: string,
  groups: Group[],
  order: GroupQuestion['order'],
  descending: boolean,
): readonly Group[] {
  const rank =
    order === 'value'
      ? rankOf(
          kind,
          field,
          groups.map((group) => group.value),
        )
      : null
  const placeOf =
    order === 'value'
      ? (one: Group, other: Group): number =>
          nullsLast(one.value, other.value) ??
          ((rank?.(String(one.value)) ?? 0) - (rank?.(String(other.value)) ?? 0) ||
            compare(one.value, other.value))
      : order === 'count'
        ? (one: Group, other: Group): number => one.count - other.count || compare(one.value, other.value)
        : (one: Group, other: Group): number =>
            sizeOf(one.sums[0]?.sum ?? 0) - sizeOf(other.sums[0]?.sum ?? 0) || compare(one.value, other.value)
  return groups.sort(
    descending ? (one, other) => nullsLastIf(order, one.value, other.value) ?? -placeOf(one, other) : placeOf,
  )
}
function flowDoubts(
  into: Doubts | undefined,
  out: Doubts | undefined,
): { readonly doubts?: { readonly in?: Doubts; readonly out?: Doubts } } {
  if (into === undefined && out === undefined) return {}
  return { doubts: { ...(into === undefined ? {} : { in: into }), ...(out === undefined ? {} : { out }) } }
}
function nullsLast(one: Scalar, other: Scalar): number | null {
  return one === null || other === null ? Number(one === null) - Number(other === null) : null
}
function nullsLastIf(order: GroupQuestion['order'], one: Scalar, other: Scalar): number | null {
  return order === 'value' ? nullsLast(one, other) : null
}
function compare(one: Scalar, other: Scalar): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other
  return nullsLast(one, other) ?? (String(one) < String(other) ? -1 : String(one) > String(other) ? 1 : 0)
}

/** By group: how many facts only have their counter-entry in it, and their sums. A fact counts once in each group that has a row of it. */
function standInsByGroup(
  db: Db,
  { kind, table, where, params, facts }: Pick<ScopedRows, 'kind' | 'table' | 'where' | 'params' | 'facts'>,
  value: string,
  figures: readonly string[],
): ReadonlyMap<Scalar, { readonly count: number; readonly sums: readonly Minor[] }> {
  const own = value.replaceAll(/\br\./g, 'o.')
  const rows = exactly((total) =>
    db
      .prepare<[object], [Scalar, number, ...(string | null)[]]>(
        `
    WITH second AS MATERIALIZED (
      SELECT r.record_id, ${value} AS value, COALESCE(p.mirror_of, r.duplicate_of, r.mirror_of) AS fact FROM ${table} r LEFT JOIN ${table} p ON p.record_id = r.duplicate_of
      WHERE (${where}) AND (r.duplicate_of IS NOT NULL OR r.mirror_of IS NOT NULL) AND ${tookEffectCondition(kind, 'r')} AND ${standsCondition(kind, 'r')}),
    inside AS MATERIALIZED (SELECT r.record_id FROM ${table} r WHERE (${where}) AND r.record_id IN (SELECT fact FROM second)),
    chosen AS (
      SELECT s.value, MIN(s.record_id) AS record_id FROM second s
      WHERE NOT EXISTS (SELECT 1 FROM ${table} o WHERE o.record_id = s.fact AND ${own} IS s.value AND s.fact IN (SELECT record_id FROM inside)) ${itsFacts(table, facts)} GROUP BY s.value, s.fact)
    SELECT c.value, COUNT(*)${figures.map((figure) => `, ${total(figure)}`).join('')} FROM chosen c JOIN ${table} r ON r.record_id = c.record_id GROUP BY 1`,
      )
      .raw()
      .all(params),
  )
  return new Map(
    rows.map(([group, count, ...sums]) => [
      group,
      { count, sums: sums.map((sum) => minorOf(readSum(sum) ?? 0n)) },
    ]),
  )
}
/** Currencies other than yuan that a table holds; kept until the facts change. */
function foreignCurrencies(db: Db, kind: RecordKind): readonly string[] {
  const foreign = foreignCondition(kind, 'r')
  return foreign === null
    ? []
    : currencies.of(db, kind.id, factsVersion(db), () =>
        db
          .prepare<[], string>(
            `SELECT DISTINCT ${columnOf('r', kind.currency?.field ?? '')} FROM ${recordTable(kind.id)} r WHERE ${foreign} ORDER BY 1`,
          )
          .pluck()
          .all(),
      )
}
const currencies = keptValues<readonly string[]>(8)
function flowOf(
  into: readonly CurrencySum[],
  out: readonly CurrencySum[],
): readonly { readonly currency: string; readonly in: Minor; readonly out: Minor }[] {
  const sumOf = (sums: readonly CurrencySum[], currency: string): Minor =>
    sums.find((candidate) => candidate.currency === currency)?.sum ?? 0
  return [...new Set([...into, ...out].map(({ currency }) => currency))].map((currency) => ({
    currency,
    in: sumOf(into, currency),
    out: sumOf(out, currency),
  }))
}
