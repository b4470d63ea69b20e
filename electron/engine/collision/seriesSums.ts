/** What one case file of a series holds: people, rows and sums by sort of record and month. */
import { yuan } from '../../../shared/model/currency.ts'
import { type Minor, minorOf } from '../../../shared/model/minor.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import { columnOf, countedCondition, currencyColumn, netColumn } from '../records/evidence.ts'
import { readCaseDetails } from '../store/caseDetails.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'

export interface MonthSum {
  readonly kind: string
  /** `YYYY-MM`; null for rows without a time. */
  readonly month: string | null
  readonly rows: number
  readonly currency: string
  /** Null for kinds without an amount. */
  readonly sum: Minor | null
}
export interface CaseSums {
  /** People with a number of their own. */
  readonly people: number
  readonly entities: number
  readonly rows: number
  readonly first: string | null
  readonly last: string | null
  readonly months: readonly MonthSum[]
  /** The matter it is filed under (案由) and the month of its filing; null where nobody has said it. */
  readonly cause: string | null
  readonly filed: string | null
}
/** Rows that count, by kind and month; sums by currency, exact. */
export function readSums(db: Db): CaseSums {
  const one = (sql: string): number => db.prepare<[], number>(sql).pluck().get() ?? 0
  const has = db
    .prepare<[string], number>(
      'SELECT 1 FROM (SELECT name FROM sqlite_master UNION ALL SELECT name FROM sqlite_temp_master) WHERE name = ?',
    )
    .pluck()
  const months: MonthSum[] = []
  let [first, last]: [string | null, string | null] = [null, null]
  for (const kind of recordKinds) {
    if (kind.byHand !== undefined || has.get(`r_${kind.id}`) === undefined) continue
    const time = kind.timeField === undefined ? 'NULL' : columnOf('r', kind.timeField)
    const net = kind.amountField === undefined ? null : netColumn(kind, kind.amountField, 'r')
    // Sums in two halves, so that none leaves what the database counts with.
    const halves = net === null ? 'NULL, NULL' : `SUM((${net}) / 1000000000), SUM((${net}) % 1000000000)`
    const rows = db
      .prepare<
        [],
        [
          month: string | null,
          currency: string,
          rows: number,
          high: number | null,
          low: number | null,
          first: string | null,
          last: string | null,
        ]
      >(
        `SELECT substr(${time}, 1, 7) AS month, ${net === null ? `'${yuan}'` : currencyColumn(kind, 'r')} AS currency, COUNT(*), ${halves}, MIN(${time}), MAX(${time})
         FROM ${recordTable(kind.id)} r WHERE ${countedCondition(kind, 'r')} GROUP BY 1, 2 ORDER BY 1, 2`,
      )
      .raw()
      .all()
    for (const [month, currency, count, high, low, from, to] of rows) {
      months.push({
        kind: kind.id,
        month: month !== null && month.length === 7 ? month : null,
        rows: count,
        currency,
        sum: high === null || low === null ? null : minorOf(BigInt(high) * 1_000_000_000n + BigInt(low)),
      })
      if (from !== null && (first === null || from < first)) first = from
      if (to !== null && (last === null || to > last)) last = to
    }
  }
  // A case of an older program has no table of it.
  const details = has.get('case_details') === undefined ? null : readCaseDetails(db)
  const said = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text)
  return {
    cause: said(details?.cause.trim()),
    filed: said(details?.filed.slice(0, 7)),
    people: one("SELECT COUNT(*) FROM entities WHERE kind = 'person' AND name_only = 0"),
    entities: one('SELECT COUNT(*) FROM entities'),
    rows: months.reduce((total, { rows }) => total + rows, 0),
    first,
    last,
    months,
  }
}
