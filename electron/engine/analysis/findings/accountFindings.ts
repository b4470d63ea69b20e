/** Findings about accounts and phones as a whole: balances that break, in and out exchanged, months without rows. */
import type { QualityRow } from '../../../../shared/contract/quality.ts'
import type { RecordKind } from '../../../../shared/model/define.ts'
import { recordKind } from '../../../../shared/model/recordKinds/index.ts'
import type { Db } from '../../context.ts'
import { roleInUse, tookEffectCondition } from '../../records/evidence.ts'
import { quotedName, recordTable, roleColumn } from '../../store/recordTables.ts'
import { continuityOf, looksReversed, type StatementRow } from './balances.ts'

/** A finding's place before its file and sheet are known. */
export interface Place { readonly recordId: number | null; readonly entityId: number | null; readonly values: QualityRow['values'] }

/** SQL of whose statement a row stands in, over `r`; null when no row of the kind names an own side. */
export function ownEntity(db: Db, kind: RecordKind): string | null {
  const roles = ['own', 'ownPay'].filter((role) => kind.roles.some((candidate) => candidate.role === role) && roleInUse(db, kind, role)).map((role) => `r.${quotedName(roleColumn(role))}`)
  return roles.length === 0 ? null : roles.length === 1 ? roles[0] ?? null : `COALESCE(${roles.join(', ')})`
}

/** Breaks of every account's balances, and accounts whose in and out are exchanged. */
export function balanceFindings(db: Db): { readonly breaks: readonly Place[]; readonly reversed: readonly Place[] } {
  const breaks: Place[] = []
  const reversed: Place[] = []
  const kind = recordKind('transfer')
  const own = kind === undefined ? null : ownEntity(db, kind)
  if (kind === undefined || own === null) return { breaks, reversed }
  const table = recordTable(kind.id)
  const counts = `r.duplicate_of IS NULL AND ${tookEffectCondition(kind, 'r')}`
  const currency = `COALESCE(r."currency", 'CNY')`
  // One pass in the files' own order; only accounts in which something does not follow are looked at again, row by row.
  const doubtful = db.prepare<[], { own: number; currency: string }>(`
    SELECT own, currency FROM (
      SELECT ${own} AS own, ${currency} AS currency, r."balance" AS balance, CASE r."direction" WHEN 'in' THEN r."amount" WHEN 'out' THEN -r."amount" END AS effect,
        LAG(r."balance") OVER (PARTITION BY ${own}, ${currency} ORDER BY r."time", r.sheet_id, r.row) AS before
      FROM ${table} r WHERE r."balance" IS NOT NULL AND ${counts} AND ${own} IS NOT NULL)
    WHERE before IS NOT NULL AND (effect IS NULL OR before + effect <> balance) GROUP BY own, currency ORDER BY own, currency`).all()
  const read = db.prepare<[object], StatementRow>(`
    SELECT r.record_id AS recordId, r."time" AS time, r."amount" AS amount, r."direction" AS direction, r."balance" AS balance
    FROM ${table} r WHERE ${own} = @own AND ${currency} = @currency AND ${counts} AND r."time" IS NOT NULL ORDER BY r."time", r.sheet_id, r.row`)
  for (const account of doubtful) {
    const rows = read.all(account)
    const straight = continuityOf(rows)
    const turned = looksReversed(rows, straight)
    if (turned !== null) {
      reversed.push({ recordId: rows[0]?.recordId ?? null, entityId: account.own, values: { steps: turned.steps, fitting: turned.fitting } })
      continue
    }
    for (const { recordId, ...found } of straight.breaks) breaks.push({ recordId, entityId: account.own, values: { ...found, gap: found.found - found.expected } })
  }
  return { breaks, reversed }
}

/** Runs of whole months without a row between the first and the last row of an account's (a phone's) statements. */
export function missingPeriods(db: Db, kindId: string): readonly Place[] {
  const kind = recordKind(kindId)
  const own = kind === undefined ? null : ownEntity(db, kind)
  if (kind?.timeField === undefined || own === null) return []
  const months = db.prepare<[], [number, string]>(`
    SELECT ${own} AS own, substr(r.${quotedName(kind.timeField)}, 1, 7) AS month FROM ${recordTable(kind.id)} r
    WHERE r.duplicate_of IS NULL AND ${own} IS NOT NULL AND r.${quotedName(kind.timeField)} IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`).raw().all()
  return months.flatMap(([entityId, month], index): Place[] => {
    const next = months[index + 1]
    if (next === undefined || next[0] !== entityId) return []
    const missing = monthNumber(next[1]) - monthNumber(month) - 1
    return missing <= 0 ? [] : [{ recordId: null, entityId, values: { from: monthText(monthNumber(month) + 1), to: monthText(monthNumber(next[1]) - 1), months: missing } }]
  })
}
function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1
}
function monthText(number: number): string {
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`
}
