/** What the number and the sum of a relation are made of: its rows, those set aside and why, and what was taken back within it. */
import type { LinkMakeup, LinkTakenBack } from '../../../shared/contract/entities.ts'
import { rowStandings, type RowStanding } from '../../../shared/contract/records.ts'
import type { Condition } from '../../../shared/contract/scope.ts'
import { type CurrencySum, sumsByCurrency } from '../../../shared/model/currency.ts'
import { minorOf } from '../../../shared/model/minor.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import { columnOf, currencyColumn, netColumn, standingSql } from '../records/evidence.ts'
import { exactly, readSum } from '../store/exactSum.ts'
import { recordTable } from '../store/recordTables.ts'
import type { Db } from '../store/db.ts'
import { linkScopes, type RelationRule, relationRules } from './factScopes.ts'
import { countsForRule, isStanding, rowLinks, rowsOfLink } from './linkRows.ts'

/**
 * Of every table that says so. Its rows less those set aside, and once more for each row that says it twice (in two columns, or of two members of a merged entity), add up to the link's own
 * count over all tables. Cost: walks the rows of the relation. Errors: `link-not-found`.
 */
export function linkMakeup(
  db: Db,
  linkId: number,
  model: readonly RecordKind[] = recordKinds,
): readonly LinkMakeup[] {
  const rules = relationRules(db, linkId, model)
  return linkScopes(db, linkId, model).map(({ kind, where, params }) => {
    const own = rules.filter((entry) => entry.kind.id === kind.id)
    // Who holds what holds also where the transfer that shows it failed: there only a repeat is set aside.
    const standing = own.some(({ rule }) => isStanding(rule))
    const how = standing
      ? "CASE WHEN r.duplicate_of IS NULL THEN 'counted' ELSE 'repeat' END"
      : standingSql(kind, 'r')
    const rows = new Map(
      db
        .prepare<[object], [RowStanding, number]>(
          `SELECT ${how}, COUNT(*) FROM ${recordTable(kind.id)} r WHERE ${where} GROUP BY 1`,
        )
        .raw()
        .all(params),
    )
    const counted = rows.get('counted') ?? 0
    const money = joinedMoney(own.map((entry) => moneyOf(db, entry)))
    return {
      kind: kind.id,
      count: [...rows.values()].reduce((sum, count) => sum + count, 0),
      counted,
      again: money.facts - counted,
      conditions: rowsThat('counted', standing),
      aside: rowStandings.flatMap((each) => {
        const count = rows.get(each) ?? 0
        return each === 'counted' || count === 0
          ? []
          : [{ standing: each, count, conditions: rowsThat(each, standing) }]
      }),
      ...takenBackOf(money, own[0]?.rule.amount),
    }
  })
}
/** The rows of a relation that stand so, as conditions of a table. */
function rowsThat(standing: RowStanding, lasting: boolean): readonly Condition[] {
  return lasting
    ? [{ field: 'duplicateOf', op: standing === 'counted' ? 'empty' : 'notEmpty', values: [] }]
    : [{ field: 'standing', op: 'is', values: [standing] }]
}

/** What one rule gives: facts, and sums of those that count. */
interface RuleMoney {
  readonly facts: number
  readonly net: readonly CurrencySum[]
  /** As the rows say it, before anything is taken back. */
  readonly gross: readonly CurrencySum[]
  readonly taken: { readonly rows: number; readonly sums: readonly CurrencySum[] }
  readonly red: { readonly rows: number; readonly sums: readonly CurrencySum[] }
}
type Line = [
  currency: string,
  facts: number,
  net: string | null,
  gross: string | null,
  takenRows: number,
  taken: string | null,
  redRows: number,
  red: string | null,
]
function moneyOf(db: Db, { kind, rule, directed, ends, params }: RelationRule): RuleMoney {
  const { joins, fromId, toId, directed: way, linked } = rowLinks({ kind, rule })
  const amount = rule.amount === undefined ? 'NULL' : columnOf('r', rule.amount)
  const net = rule.amount === undefined ? 'NULL' : netColumn(kind, rule.amount, 'r')
  const taken = rule.amount !== undefined && kind.reversal?.amount === rule.amount ? 'r.taken_back' : 'NULL'
  const [isTaken, isRed] = [`(${amount} > 0 AND ${taken} IS NOT NULL)`, `(${amount} < 0)`]
  // A row is a fact of the relation once for each pair of ends that it names.
  const pair = `${fromId} ${ends.from} AND ${toId} ${ends.to}`
  const either =
    directed === 0 ? `((${pair}) OR (${fromId} ${ends.to} AND ${toId} ${ends.from}))` : `(${pair})`
  const lines = exactly((sum) =>
    db
      .prepare<[object], Line>(
        `SELECT ${currencyColumn(kind, 'r')}, COUNT(*), ${sum(net)}, ${sum(`CASE WHEN ${amount} > 0 THEN ${amount} END`)},
          COUNT(DISTINCT CASE WHEN ${isTaken} THEN r.record_id END), ${sum(`CASE WHEN ${isTaken} THEN ${taken} END`)},
          COUNT(DISTINCT CASE WHEN ${isRed} THEN r.record_id END), ${sum(`CASE WHEN ${isRed} THEN ${net} END`)}
        FROM ${recordTable(kind.id)} r ${joins}
        WHERE (${rowsOfLink({ kind, rule }, directed, 'r', ends)}) AND ${linked} AND ${way} = ${directed} AND ${either} AND ${countsForRule({ kind, rule }, 'r')} GROUP BY 1`,
      )
      .raw()
      .all(params),
  )
  const sums = (place: 2 | 3 | 5 | 7): readonly CurrencySum[] =>
    sumsByCurrency(
      lines.flatMap((line) => {
        const value = readSum(line[place])
        return value === null ? [] : [{ currency: line[0], sum: minorOf(value) }]
      }),
    )
  const rowsOf = (place: 1 | 4 | 6): number => lines.reduce((all, line) => all + line[place], 0)
  return {
    facts: rowsOf(1),
    net: sums(2),
    gross: sums(3),
    taken: { rows: rowsOf(4), sums: sums(5) },
    red: { rows: rowsOf(6), sums: sums(7) },
  }
}
function joinedMoney(several: readonly RuleMoney[]): RuleMoney {
  const together = (lists: readonly (readonly CurrencySum[])[]): readonly CurrencySum[] =>
    sumsByCurrency(lists.flat())
  const part = (of: 'taken' | 'red'): RuleMoney['taken'] => ({
    rows: several.reduce((all, each) => all + each[of].rows, 0),
    sums: together(several.map((each) => each[of].sums)),
  })
  return {
    facts: several.reduce((all, { facts }) => all + facts, 0),
    net: together(several.map(({ net }) => net)),
    gross: together(several.map(({ gross }) => gross)),
    taken: part('taken'),
    red: part('red'),
  }
}
/** Both figures and what lies between them; nothing where nothing was taken back. */
function takenBackOf(
  { net, gross, taken, red }: RuleMoney,
  amount: string | undefined,
): { readonly takenBack?: LinkTakenBack } {
  if (amount === undefined || (taken.rows === 0 && red.rows === 0)) return {}
  const counted: Condition = { field: 'standing', op: 'is', values: ['counted'] }
  const within = (low: number | null, high: number | null): Condition => ({
    field: amount,
    op: 'between',
    values: [low, high],
  })
  return {
    takenBack: {
      gross,
      net,
      ...(taken.rows === 0
        ? {}
        : {
            reversed: {
              ...taken,
              conditions: [counted, { field: 'takenBack', op: 'notEmpty', values: [] }, within(1, null)],
            },
          }),
      ...(red.rows === 0 ? {} : { red: { ...red, conditions: [counted, within(null, -1)] } }),
    },
  }
}
