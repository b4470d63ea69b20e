/** What the statement of an account tells of its balance, held against its own rows. */
import { type Continuity, continuityOf, type StatementRow } from '../analysis/findings/balances.ts'
import { columnOf, currencyColumn, kindOf, roleColumnOf, tookEffectCondition } from '../records/evidence.ts'
import { membersOf } from '../records/seenAs.ts'
import { oncePerState } from '../records/keptPerState.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import { dayOf, startOf } from './moments.ts'

export interface BalancePoint {
  readonly at: number
  readonly balance: number
  readonly recordId: number
}
export interface Statement {
  readonly entityId: number
  readonly rows: number
  readonly first: string
  readonly last: string
  /** Before the first row; null where its balance or amount is not told. */
  readonly opening: number | null
  readonly closing: number | null
  /** In minus out of its rows. */
  readonly net: bigint
  readonly continuity: Continuity
  /** Told balances in the order in which they follow. */
  readonly points: readonly BalancePoint[]
  /** Its rows by time, those of one moment as their files have them. */
  readonly lines: readonly StatementRow[]
  /** Row → the sheet it stands in. */
  readonly sheets: ReadonlyMap<number, number>
}
const transfer = kindOf(recordKinds, 'transfer')
type Line = [
  recordId: number,
  time: string,
  amount: number | null,
  direction: string | null,
  balance: number | null,
  sheetId: number,
]

/** The statement of one account in a currency; null where there is none. Rows of one moment are taken as they fit. */
export function statementOf(db: Db, entityId: number, currency: string): Statement | null {
  const own = ['own', 'ownPay'].map(
    (role) => `${roleColumnOf('r', role)} IN (SELECT value FROM json_each(@own))`,
  )
  const lines = db
    .prepare<[object], Line>(
      `SELECT r.record_id, r."time", ${columnOf('r', 'amount')}, r."direction", r."balance", r.sheet_id FROM ${recordTable('transfer')} r
      WHERE r.duplicate_of IS NULL AND (${own.join(' OR ')}) AND r."time" IS NOT NULL AND ${currencyColumn(transfer, 'r')} = @currency AND ${tookEffectCondition(transfer, 'r')}
      ORDER BY r."time", r.sheet_id, r.row`,
    )
    .raw()
    .all({ own: JSON.stringify(membersOf(db, entityId)), currency })
  const [first] = lines
  const last = lines.at(-1)
  if (first === undefined || last === undefined) return null
  const rows = lines.map(([recordId, time, amount, direction, balance]): StatementRow => ({
    recordId,
    time,
    amount,
    direction,
    balance,
  }))
  const forward = inFilesOrder(rows)
  const told = forward.filter(({ balance }) => balance !== null)
  const [begin] = told
  const end = told.at(-1)
  const effect = begin === undefined ? null : effectOf(begin)
  return {
    entityId,
    rows: lines.length,
    first: first[1],
    last: last[1],
    opening:
      begin?.recordId === forward[0]?.recordId && begin?.balance != null && effect !== null
        ? begin.balance - effect
        : null,
    closing: end?.balance ?? null,
    net: rows.reduce((sum, row) => sum + BigInt(effectOf(row) ?? 0), 0n),
    continuity: continuityOf(rows),
    points: told.map(({ recordId, time, balance }) => ({
      at: startOf(time),
      balance: balance ?? 0,
      recordId,
    })),
    lines: rows,
    sheets: new Map(lines.map(([recordId, , , , , sheetId]) => [recordId, sheetId])),
  }
}
/** What a row does to the balance; null where it does not say. */
export function effectOf({ amount, direction }: StatementRow): number | null {
  if (amount === null) return null
  return direction === 'in' ? amount : direction === 'out' ? -amount : null
}
/** Rows of one moment stand up or down, as their file does: the way in which more balances follow. */
function inFilesOrder(rows: readonly StatementRow[]): readonly StatementRow[] {
  const turned: StatementRow[] = []
  for (let from = 0; from < rows.length;) {
    let to = from + 1
    while (to < rows.length && rows[to]?.time === rows[from]?.time) to += 1
    turned.push(...rows.slice(from, to).toReversed())
    from = to
  }
  return following(turned) > following(rows) ? turned : rows
}
function following(rows: readonly StatementRow[]): number {
  let fits = 0
  for (const [place, row] of rows.entries()) {
    const before = rows[place - 1]?.balance
    const effect = effectOf(row)
    if (before != null && effect !== null && before + effect === row.balance) fits += 1
  }
  return fits
}
/** The last balance of each day that has one. */
export function endsOfDays(points: readonly BalancePoint[]): readonly BalancePoint[] {
  return points.filter(({ at }, place) => {
    const next = points[place + 1]
    return next === undefined || dayOf(next.at) !== dayOf(at)
  })
}

/** What accounts held before their first row, by entity and currency, as that row's balance tells it. One walk, made once per state of the facts. */
export const openingsTold: (db: Db) => ReadonlyMap<string, number> = oncePerState((db) => {
  const found = new Map<string, { readonly time: string; readonly opening: number; tie: boolean }>()
  const seen = new Map(
    db.prepare<[], [number, number]>('SELECT entity_id, resolved_id FROM entity_merges').raw().all(),
  )
  const own = `COALESCE(${['own', 'ownPay'].map((role) => roleColumnOf('r', role)).join(', ')})`
  for (const [id, currency, time, amount, direction, balance] of db
    .prepare<[], [number, string, string, number | null, string | null, number | null]>(
      `SELECT ${own}, ${currencyColumn(transfer, 'r')}, r."time", ${columnOf('r', 'amount')}, r."direction", r."balance" FROM ${recordTable('transfer')} r NOT INDEXED
      WHERE r.duplicate_of IS NULL AND r."balance" IS NOT NULL AND r."time" IS NOT NULL AND ${own} IS NOT NULL AND ${tookEffectCondition(transfer, 'r')}`,
    )
    .raw()
    .iterate()) {
    const key = `${seen.get(id) ?? id} ${currency}`
    const known = found.get(key)
    if (known !== undefined && time > known.time) continue
    const effect = amount === null ? null : direction === 'in' ? amount : direction === 'out' ? -amount : null
    if (balance === null || effect === null) continue
    const opening = balance - effect
    // Of rows of one moment the first cannot be told: an opening is only known where one row stands alone.
    if (known?.time === time) known.tie = known.tie || known.opening !== opening
    else found.set(key, { time, opening, tie: false })
  }
  return new Map(
    [...found].flatMap(([key, { opening, tie }]) => (tie || opening <= 0 ? [] : [[key, opening] as const])),
  )
})
