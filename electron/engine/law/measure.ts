/** What a measure is: its names, its rule in words, the rows behind it as SQL, and how the figure comes out of them. */
import type { MeasureAbout, MeasureReason, MeasureRemark } from '../../../shared/contract/measures.ts'
import { countValue, moneyValue, type FigureValue } from '../../../shared/model/figureValue.ts'
import { type CurrencySum, sumsByCurrency } from '../../../shared/model/currency.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import { minorOf } from '../../../shared/model/minor.ts'
import { decimalText, moneyText } from '../../../shared/model/numberText.ts'
import { countingOf } from '../../../shared/model/seizedThings.ts'
import { fieldOf, recordKind } from '../../../shared/model/recordKinds/index.ts'
import type { Subject, SubjectKind } from '../../../shared/model/subject.ts'
import type { Db } from '../store/db.ts'
import { exactly, readSum } from '../store/exactSum.ts'
import { currencyColumn, foreignCondition, yuanColumn } from '../records/evidence.ts'
import { seenAs, wholeOf } from '../records/seenAs.ts'
import { recordTable } from '../store/recordTables.ts'
import { withinPeriod } from './periods.ts'

/** Rows of one kind's table; `where` is SQL over the alias `r`. */
export interface MeasureScope {
  readonly kind: string
  readonly where: string
  readonly params: Readonly<Record<string, string | number | null>>
  /** Only these among them, where SQL alone cannot tell what a thing is. */
  readonly picked?: { readonly name: string; readonly ids: (db: Db) => readonly number[] }
  /**
   * What each of some rows adds to the figure, counted or not, as though it stood; rows that are no part of it are left out. Null: cannot be told row by row.
   * Needed where it is not the value of the field that is summed.
   */
  readonly parts?: (db: Db, recordIds: readonly number[]) => ReadonlyMap<number, bigint> | null
}
export interface Figure {
  /** Exact; null where it cannot be told (see `why`). */
  readonly value: FigureValue | null
  readonly why: readonly MeasureRemark[]
}
/** A count over the rows themselves that stands under a headline figure: people of a role, sites of a sort. */
export interface HeadlinePart {
  readonly label: string
  readonly count: number
}
export interface MeasureDefinition extends MeasureAbout {
  /** One for each kind whose rows stand behind the figure; the first is the one opened by default. */
  readonly scopes: readonly MeasureScope[]
  /** Rows that stand not behind the figure but that it is worked out with (prices, what a point is worth): what is wrong with them is said of it too. */
  readonly reads?: readonly MeasureScope[]
  /** The field that is summed over the rows of the first scope, in the unit of the measure: what rejected rows would have added is told by it. */
  readonly adds?: string
  /** The figure is the number of the rows of its scope. */
  readonly each?: true
  /**
   * How far the figure moves with what stands of the numbers in conflict, where that follows neither from the rows one by one nor from their number. Null: no conflict moves it.
   */
  readonly span?: (
    db: Db,
  ) => { readonly numbers: number; readonly low: FigureValue; readonly high: FigureValue } | null
  /** Ends it never leaves however the numbers in conflict and the possible duplicates are decided, of a figure made of several parts. Null: nothing is open. */
  readonly bounds?: (
    db: Db,
  ) => { readonly decisions: number; readonly low: FigureValue; readonly high: FigureValue } | null
  /** Subjects it can be told of beside the whole case. Of any other the answer is `subject-unsupported`. */
  readonly subjects?: readonly Exclude<SubjectKind, 'case'>[]
  /** The figure within a subject, exact however large. */
  readonly figure: (db: Db, within: Subject) => Figure
  /** Left out: never a headline. `place`: the lower, the earlier; what has no figure gives way to the next. */
  readonly headline?: {
    readonly place: number
    /** Measures that stand under it. */
    readonly beside?: readonly string[]
    readonly parts?: (db: Db) => readonly HeadlinePart[]
  }
}

/** What the condition of a scope begins with when repeated rows are not in it. */
export const standingOnly = 'r.duplicate_of IS NULL AND '
/** A scope without parameters. Repeated rows are never in scope unless `repeats` is asked for. */
export function rowsOf(
  kind: string,
  condition = '1',
  options: { readonly repeats?: boolean } = {},
): MeasureScope {
  const once = options.repeats === true ? '' : standingOnly
  return { kind, where: `${once}(${condition})`, params: {} }
}
/** The rows of a scope that belong to a subject: the whole case or a period; a measure is not asked for a subject it does not declare. */
export function rowsWithin(db: Db, scope: MeasureScope, within: Subject): MeasureScope {
  const settled = settledScope(db, scope)
  if (within.kind === 'case') return settled
  if (within.kind !== 'period') throw new Error(`rows of ${scope.kind} cannot be told by ${within.kind}`)
  const { where, params } = withinPeriod(scope.kind, within)
  return { ...settled, where: `(${settled.where}) AND ${where}`, params: { ...settled.params, ...params } }
}
/** The ids of these rows. */
export function idsWithin(db: Db, scope: MeasureScope, within: Subject): ReadonlySet<number> {
  const { kind, where, params } = rowsWithin(db, scope, within)
  return new Set(
    db
      .prepare<[object], number>(`SELECT r.record_id FROM ${recordTable(kind)} r WHERE ${where}`)
      .pluck()
      .all(params),
  )
}
/** The scope as SQL alone, those that are picked by their ids among its parameters. */
export function settledScope(db: Db, { kind, where, params, picked }: MeasureScope): MeasureScope {
  if (picked === undefined) return { kind, where, params }
  const { name, ids } = picked
  return {
    kind,
    where: `(${where}) AND r.record_id IN (SELECT value FROM json_each(@measure_${name}))`,
    params: { ...params, [`measure_${name}`]: JSON.stringify(ids(db)) },
  }
}

/** SQL of a sum among aggregates. */
export interface SumOf {
  readonly sum: string
}
/** Whole numbers that aggregates give over a scope, exact however large; null where no row has a value. */
export function aggregates(
  db: Db,
  scope: MeasureScope,
  ...expressions: readonly (string | SumOf)[]
): readonly (bigint | null)[] {
  const values = exactly((sum) =>
    db
      .prepare<[object], unknown[]>(
        `SELECT ${expressions.map((of) => (typeof of === 'string' ? of : sum(of.sum))).join(', ')} FROM ${recordTable(scope.kind)} r WHERE ${scope.where}`,
      )
      .safeIntegers(true)
      .raw()
      .get(scope.params),
  )
  return (values ?? []).map((value) =>
    typeof value === 'bigint' ? value : typeof value === 'string' ? readSum(value) : null,
  )
}
/** SQL over `r` of a field's value in yuan: null where the row's amounts are in another currency. */
export function inYuan(kind: string, field: string): string {
  return yuanColumn(knownKind(kind), field, 'r')
}
/** SQL over `r`: the row's amounts are in yuan. */
export function isYuan(kind: string): string {
  const foreign = foreignCondition(knownKind(kind), 'r')
  return foreign === null ? '1' : `NOT ${foreign}`
}
function knownKind(id: string): RecordKind {
  const kind = recordKind(id)
  if (kind === undefined) throw new Error(`no kind ${id}`)
  return kind
}
/** Amounts of the scopes in other currencies than yuan, which no figure holds: how many rows, and how much of each; null for none. */
export function otherCurrencies(
  db: Db,
  parts: readonly { readonly scope: MeasureScope; readonly field: string }[],
): MeasureRemark | null {
  let count = 0
  const sums: CurrencySum[] = []
  for (const { scope, field } of parts) {
    const kind = knownKind(scope.kind)
    const foreign = foreignCondition(kind, 'r')
    if (foreign === null || fieldOf(scope.kind, field)?.type !== 'money') continue
    const lines = exactly((sum) =>
      db
        .prepare<[object], [string, number, string | null]>(
          `SELECT ${currencyColumn(kind, 'r')}, COUNT(*), ${sum(`r."${field}"`)} FROM ${recordTable(scope.kind)} r WHERE (${scope.where}) AND r."${field}" IS NOT NULL AND ${foreign} GROUP BY 1`,
        )
        .raw()
        .all(scope.params),
    )
    for (const [currency, rows, sum] of lines) {
      count += rows
      sums.push({ currency, sum: minorOf(readSum(sum) ?? 0n) })
    }
  }
  return otherCurrenciesRemark(count, sums)
}
/** The remark on amounts in other currencies; null for none. */
export function otherCurrenciesRemark(count: number, sums: Iterable<CurrencySum>): MeasureRemark | null {
  return count === 0
    ? null
    : remark('other-currencies', {
        count,
        names: sumsByCurrency(sums).map(({ currency, sum }) => `${currency} ${moneyText(sum)}`),
      })
}
/** One of them. */
export function aggregate(db: Db, scope: MeasureScope, expression: string | SumOf): bigint | null {
  return aggregates(db, scope, expression)[0] ?? null
}
/** How many rows the scope has. */
export function rowCount(db: Db, scope: MeasureScope): number {
  return Number(aggregate(db, scope, 'COUNT(*)') ?? 0n)
}
/** Whether the kind has any row at all; without material a figure is unknown, not zero. */
export function hasMaterial(db: Db, kind: string): boolean {
  return db.prepare(`SELECT 1 FROM ${recordTable(kind)} LIMIT 1`).get() !== undefined
}

/** A remark on a figure. */
export function remark(
  reason: MeasureReason,
  parts: Partial<Omit<MeasureRemark, 'reason'>> = {},
): MeasureRemark {
  return {
    reason,
    count: parts.count ?? null,
    figures: parts.figures ?? [],
    names: (parts.names ?? []).slice(0, mostNames),
    kinds: parts.kinds ?? [],
  }
}
const mostNames = 5
/** A figure that is there, and what is to be said beside it. */
export function told(value: FigureValue, why: readonly (MeasureRemark | null)[] = []): Figure {
  return { value, why: why.filter((entry) => entry !== null) }
}
/** A figure that cannot be told, and why. */
export function untold(why: MeasureReason | MeasureRemark): Figure {
  return { value: null, why: [typeof why === 'string' ? remark(why) : why] }
}

type Counting = MeasureDefinition['figure']
function countedBy(scope: MeasureScope, count: (db: Db, rows: MeasureScope) => bigint | null): Counting {
  return (db, within) =>
    hasMaterial(db, scope.kind)
      ? told(countValue(count(db, rowsWithin(db, scope, within)) ?? 0n))
      : untold('no-material')
}
/** Figure: how many different values (or rows, with `*`) the scope holds. */
export function counted(scope: MeasureScope, of = '*'): Counting {
  return countedBy(scope, (db, rows) =>
    aggregate(db, rows, of === '*' ? 'COUNT(*)' : `COUNT(DISTINCT ${of})`),
  )
}
/** Figure: how many different accounts the scope names in a role: each by itself whatever claims make of it, one that is taken apart once. */
export function countedAccounts(scope: MeasureScope, column: string): Counting {
  return countedBy(scope, (db, rows) => aggregate(db, rows, `COUNT(DISTINCT ${wholeOf(db, column)})`))
}
/** Figure: how many different persons (or places) the scope names in a role, those that claims have made one counted once. */
export function countedSeen(scope: MeasureScope, column: string): Counting {
  return countedBy(scope, (db, rows) =>
    oneNumber(
      db,
      `SELECT COUNT(DISTINCT ${seenAs(db, 'id')}) FROM (SELECT DISTINCT ${column} AS id FROM ${recordTable(rows.kind)} r WHERE (${rows.where}) AND ${column} IS NOT NULL)`,
      rows.params,
    ),
  )
}
/** Figure: how many different entities of a role that may hold several the scope names. */
export function countedRole(scope: MeasureScope, role: string): Counting {
  return countedBy(scope, (db, rows) =>
    oneNumber(
      db,
      `SELECT COUNT(DISTINCT ${wholeOf(db, 'm.entity_id')}) FROM record_entities m JOIN ${recordTable(rows.kind)} r ON r.record_id = m.record_id
      WHERE m.kind = '${rows.kind}' AND m.role = '${role}' AND ${rows.where}`,
      rows.params,
    ),
  )
}
/** The one number a query gives, exact. */
export function oneNumber(db: Db, sql: string, params: MeasureScope['params'] = {}): bigint | null {
  const value = db.prepare<[object], unknown>(sql).safeIntegers(true).pluck().get(params)
  return typeof value === 'bigint' ? value : null
}

/** Figure: the sum of a field over the scope. Zero when the scope is empty; a remark when rows carry no value. `as` makes the value of the sum in stored units. */
export function summed(
  scope: MeasureScope,
  field: string,
  as: (sum: bigint) => FigureValue,
  options: { readonly emptyIsFine?: boolean } = {},
): Counting {
  return (db, within) => {
    if (!hasMaterial(db, scope.kind)) return untold('no-material')
    const chosen = rowsWithin(db, scope, within)
    const [rows = null, filled = null, sum = null] = aggregates(
      db,
      chosen,
      'COUNT(*)',
      `COUNT(r."${field}")`,
      { sum: inYuan(scope.kind, field) },
    )
    if (rows === 0n) return told(as(0n))
    if (filled === 0n) return untold(remark('no-value', { count: Number(rows) }))
    return told(as(sum ?? 0n), [
      options.emptyIsFine === true ? unreadCells(db, chosen, field) : withoutValue(rows, filled),
      otherCurrencies(db, [{ scope: chosen, field }]),
    ])
  }
}
/** Rows of a scope that say something in a field which could not be read: where empty is fine, that is not. */
export function unreadCells(db: Db, scope: MeasureScope, field: string): MeasureRemark | null {
  const count = aggregate(
    db,
    {
      ...scope,
      where: `(${scope.where}) AND r."${field}" IS NULL AND r.record_id IN (SELECT i.record_id FROM row_issues i WHERE i.kind = '${scope.kind}' AND i.field = '${field}' AND i.code IN ('not-a-number', 'precision', 'foreign-currency', 'formula-failed'))`,
    },
    'COUNT(*)',
  )
  return (count ?? 0n) === 0n ? null : remark('rows-without-value', { count: Number(count) })
}
/** Units in which the quantities of a scope are counted that are no copies of a work (箱, 件, 打): what they are added up with is told. */
export function mixedUnits(db: Db, scope: MeasureScope): MeasureRemark | null {
  const units = exactly((sum) =>
    db
      .prepare<[object], [unit: string, rows: number, sum: string | null]>(
        `SELECT r."unit", COUNT(*), ${sum('r."quantity"')} FROM ${recordTable(scope.kind)} r WHERE (${scope.where}) AND r."unit" IS NOT NULL AND r."quantity" <> 0 GROUP BY 1 ORDER BY 2 DESC, 1`,
      )
      .raw()
      .all(scope.params),
  )
  const others = units.filter(([unit]) => /^(?:holder|other)$/.test(countingOf(unit)))
  return others.length === 0
    ? null
    : remark('mixed-units', {
        count: others.reduce((sum, [, rows]) => sum + rows, 0),
        names: others.map(([unit, , sum]) => `${decimalText(minorOf(readSum(sum) ?? 0n), 0)} ${unit}`),
      })
}
function withoutValue(rows: bigint | null, filled: bigint | null): MeasureRemark | null {
  const missing = Number((rows ?? 0n) - (filled ?? 0n))
  return missing === 0 ? null : remark('rows-without-value', { count: missing })
}
/** What is to be said beside a figure made of this value: how many rows of the scopes have none; null when all have. `value`: SQL over `r`. */
export function missingValues(
  db: Db,
  parts: readonly { readonly scope: MeasureScope; readonly value: string }[],
): MeasureRemark | null {
  let [all, having] = [0n, 0n]
  for (const { scope, value } of parts) {
    const [rows, filled] = aggregates(db, scope, 'COUNT(*)', `COUNT(${value})`)
    all += rows ?? 0n
    having += filled ?? 0n
  }
  return withoutValue(all, having)
}
/** Values of sums: 分 as they are stored, whole things, thousandths. */
export const ofMinor = (sum: bigint): FigureValue => moneyValue(sum)
export const ofWhole = (sum: bigint): FigureValue => countValue(sum)
export const ofThousandths = (sum: bigint): FigureValue => countValue(sum, 3)
