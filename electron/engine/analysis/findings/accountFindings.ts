/** Findings about accounts and phones as a whole: balances that break, in and out exchanged, months without rows. */
import type { QualityRow } from '../../../../shared/contract/quality.ts'
import type { RecordKind } from '../../../../shared/model/define.ts'
import type { Db } from '../../store/db.ts'
import { columnOf, roleInUse, tookEffectCondition } from '../../records/evidence.ts'
import { quotedName, recordTable, roleColumn } from '../../store/recordTables.ts'
import { continuityOf, looksReversed, type StatementRow } from './balances.ts'
import type { Steps } from './slices.ts'

/** A finding's place before its file and sheet are known. */
export interface Place {
  readonly recordId: number | null
  readonly entityId: number | null
  readonly values: QualityRow['values']
}

/** Columns of whose statement a row stands in, the first that is filled. */
function ownColumns(db: Db, kind: RecordKind): readonly string[] {
  return ['own', 'ownPay']
    .filter((role) => kind.roles.some((candidate) => candidate.role === role) && roleInUse(db, kind, role))
    .map((role) => `r.${quotedName(roleColumn(role))}`)
}
/** SQL of whose statement a row stands in, over `r`; null when no row of the kind names an own side. */
export function ownEntity(db: Db, kind: RecordKind): string | null {
  const columns = ownColumns(db, kind)
  return columns.length === 0
    ? null
    : columns.length === 1
      ? (columns[0] ?? null)
      : `COALESCE(${columns.join(', ')})`
}

export interface AccountFindings {
  readonly breaks: readonly Place[]
  readonly reversed: readonly Place[]
  readonly missing: readonly Place[]
}
/**
 * Account by account (phone by phone): breaks of its balances, whether in and out are exchanged, and runs of whole months without a row between
 * its first and its last. Each is read by the index of its own side, so one account is one step.
 */
export function* accountFindings(db: Db, kind: RecordKind): Steps<AccountFindings> {
  const found = { breaks: new Array<Place>(), reversed: new Array<Place>(), missing: new Array<Place>() }
  const columns = ownColumns(db, kind)
  if (kind.timeField === undefined || columns.length === 0) return found
  const time = columnOf('r', kind.timeField)
  // Of two own sides the second counts where the first is empty.
  const sides = columns.map((column, index) => ({
    column,
    before: columns
      .slice(0, index)
      .map((other) => `${other} IS NULL AND `)
      .join(''),
  }))
  const accounts = db
    .prepare<[], number>(
      `${sides.map(({ column, before }) => `SELECT DISTINCT ${column} AS own FROM ${recordTable(kind.id)} r WHERE ${before}${column} IS NOT NULL`).join(' UNION ')} ORDER BY own`,
    )
    .pluck()
    .all()
  const balanced = kind.id === 'transfer'
  const told = balanced
    ? [
        'r."amount"',
        'r."direction"',
        'r."balance"',
        `COALESCE(r."currency", 'CNY')`,
        tookEffectCondition(kind, 'r'),
      ]
    : []
  const read = (test: string) =>
    db
      .prepare<[object], Line>(
        `SELECT r.record_id, ${[time, ...told].join(', ')} FROM ${recordTable(kind.id)} r WHERE r.duplicate_of IS NULL AND (${sides.map(({ column, before }) => `(${before}${column} ${test})`).join(' OR ')}) ORDER BY ${time}, r.sheet_id, r.row`,
      )
      .raw()
  const [readOne, readAll] = [read('= @own'), read('IN (SELECT value FROM json_each(@own))')]
  for (const [own, parts] of byWhole(db, accounts)) {
    const lines =
      parts.length === 1 ? readOne.all({ own: parts[0] }) : readAll.all({ own: JSON.stringify(parts) })
    found.missing.push(...missingMonths(own, lines))
    if (balanced) holdBalances(own, lines, found)
    yield lines.length
  }
  return found
}
/** The parts of each split account: a statement belongs to the whole account, also when its rows were given to parts. */
function byWhole(db: Db, accounts: readonly number[]): ReadonlyMap<number, readonly number[]> {
  const wholeOf = new Map(
    db.prepare<[], [number, number]>('SELECT part_id, entity_id FROM entity_parts').raw().all(),
  )
  const found = new Map<number, number[]>()
  for (const account of accounts) {
    let whole = account
    for (let next = wholeOf.get(whole); next !== undefined; next = wholeOf.get(whole)) whole = next
    const parts = found.get(whole)
    if (parts === undefined) found.set(whole, [account])
    else parts.push(account)
  }
  return found
}
type Line = [
  recordId: number,
  time: string | null,
  amount?: number | null,
  direction?: string | null,
  balance?: number | null,
  currency?: string,
  counts?: number,
]

function holdBalances(
  own: number,
  lines: readonly Line[],
  found: { readonly breaks: Place[]; readonly reversed: Place[] },
): void {
  const byCurrency = new Map<string, Line[]>()
  for (const line of lines) {
    if (line[6] !== 1) continue
    const present = byCurrency.get(line[5] ?? '')
    if (present === undefined) byCurrency.set(line[5] ?? '', [line])
    else present.push(line)
  }
  for (const [, counted] of [...byCurrency].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    // Most accounts follow in the files' own order; only the others are looked at in every order that rows of one moment may have.
    if (followsAsWritten(counted)) continue
    const rows = counted.flatMap(
      ([recordId, time, amount = null, direction = null, balance = null]): StatementRow[] =>
        time === null ? [] : [{ recordId, time, amount, direction, balance }],
    )
    const straight = continuityOf(rows)
    const turned = looksReversed(rows, straight)
    if (turned !== null) {
      found.reversed.push({
        recordId: rows[0]?.recordId ?? null,
        entityId: own,
        values: { steps: turned.steps, fitting: turned.fitting },
      })
      continue
    }
    for (const { recordId, ...broken } of straight.breaks)
      found.breaks.push({
        recordId,
        entityId: own,
        values: { ...broken, gap: broken.found - broken.expected },
      })
  }
}
function followsAsWritten(lines: readonly Line[]): boolean {
  let before: number | null = null
  for (const [, , amount = null, direction = null, balance = null] of lines) {
    if (balance === null) continue
    const effect = amount === null ? null : direction === 'in' ? amount : direction === 'out' ? -amount : null
    if (before !== null && (effect === null || before + effect !== balance)) return false
    before = balance
  }
  return true
}

/** Runs of whole months without a row. */
function missingMonths(own: number, lines: readonly Line[]): readonly Place[] {
  const months = [
    ...new Set(lines.flatMap(([, time]) => (time === null ? [] : [time.slice(0, 7)]))),
  ].toSorted()
  return months.flatMap((month, index): Place[] => {
    const next = months[index + 1]
    if (next === undefined) return []
    const missing = monthNumber(next) - monthNumber(month) - 1
    return missing <= 0
      ? []
      : [
          {
            recordId: null,
            entityId: own,
            values: {
              from: monthText(monthNumber(month) + 1),
              to: monthText(monthNumber(next) - 1),
              months: missing,
            },
          },
        ]
  })
}
function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1
}
function monthText(number: number): string {
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`
}
