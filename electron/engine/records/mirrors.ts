/**
 * Two statements of one transfer (`mirror_of`): the payer's file says A → B out, the payee's file says B ← A in. Paired one to one when
 * amount and outcome (failed or not) are equal and the times lie within the kind's seconds; nearest first. The payer's row is the
 * primary. A time without seconds stands for its whole minute; a time without a clock cannot be compared and is never paired.
 */
import type { RecordKind } from '../../../shared/model/define.ts'
import type { Db } from '../context.ts'
import { recordTable } from '../store/recordTables.ts'
import { columnOf, tookEffectCondition } from './evidence.ts'
import { type ChangedRows, type RowSelection, selectionCondition } from './repeats.ts'

interface Candidate { readonly payer: number; readonly payee: number; readonly payerTime: string; readonly payeeTime: string }
interface Pair { readonly payer: number; readonly payee: number; readonly distance: number; readonly payerTime: string; readonly payeeTime: string }
type Mirror = NonNullable<RecordKind['mirror']>

/** Marks the second sides among the selected rows and all rows they may pair with. Returns the rows whose mark changed. */
export function markMirrors(db: Db, kind: RecordKind, selection: RowSelection): ChangedRows {
  const mirror = kind.mirror
  if (mirror === undefined) return new Set()
  if (selection.sheetIds === 'all') {
    const candidates = db.prepare<[], Candidate>(candidateQuery(kind, mirror, 'payer', eligible(mirror, 'p', 'out'))).all()
    return writePairs(db, kind, candidates, new Set(db.prepare<[], number>(`SELECT record_id FROM ${recordTable(kind.id)} WHERE mirror_of IS NOT NULL`).pluck().all()))
  }
  const chosen = selectionCondition(selection, 'r')
  const rows = db.prepare<[object], number>(`SELECT r.record_id FROM ${recordTable(kind.id)} r WHERE ${chosen.sql}`).pluck().all(chosen.params)
  return markMirrorsAround(db, kind, rows)
}

/**
 * Pairs again whatever hangs together with these rows (rows that came, were promoted, or lost their partner), and nothing else.
 * Choosing nearest first looks only at rows that are joined by candidates, so the result is the same as over the whole table.
 */
export function markMirrorsAround(db: Db, kind: RecordKind, rows: Iterable<number>): ChangedRows {
  const mirror = kind.mirror
  if (mirror === undefined) return new Set()
  const asPayer = db.prepare<[number], Candidate>(candidateQuery(kind, mirror, 'payer', `p.record_id = ? AND ${eligible(mirror, 'p', 'out')}`))
  const asPayee = db.prepare<[number], Candidate>(candidateQuery(kind, mirror, 'payee', `q.record_id = ? AND ${eligible(mirror, 'q', 'in')}`))
  const seen = new Set<number>()
  const open = [...rows]
  const candidates = new Map<string, Candidate>()
  for (let row = open.pop(); row !== undefined; row = open.pop()) {
    if (seen.has(row)) continue
    seen.add(row)
    for (const candidate of [...asPayer.all(row), ...asPayee.all(row)]) {
      candidates.set(`${candidate.payer}/${candidate.payee}`, candidate)
      open.push(candidate.payer, candidate.payee)
    }
  }
  return writePairs(db, kind, [...candidates.values()], seen)
}

/** Rows of other sheets that are paired with, or could pair with, rows of these sheets: they must be looked at again when the sheets go. */
export function mirrorNeighbours(db: Db, kind: RecordKind, selection: RowSelection): Set<number> {
  const mirror = kind.mirror
  const neighbours = new Set<number>()
  if (mirror === undefined) return neighbours
  const payers = selectionCondition(selection, 'p')
  const payees = selectionCondition(selection, 'q')
  for (const { payee } of db.prepare<[object], Candidate>(candidateQuery(kind, mirror, 'payer', `${payers.sql} AND ${eligible(mirror, 'p', 'out')}`)).iterate(payers.params)) neighbours.add(payee)
  for (const { payer } of db.prepare<[object], Candidate>(candidateQuery(kind, mirror, 'payee', `${payees.sql} AND ${eligible(mirror, 'q', 'in')}`)).iterate(payees.params)) neighbours.add(payer)
  return neighbours
}

function eligible(mirror: Mirror, alias: string, direction: 'in' | 'out'): string {
  return `${alias}.duplicate_of IS NULL AND ${columnOf(alias, mirror.direction)} = '${direction}' AND ${columnOf(alias, mirror.own)} IS NOT NULL AND length(${columnOf(alias, mirror.time)}) >= 16`
}
/** SQL of candidate pairs found from one side; the other side is looked up by its own account and time. */
function candidateQuery(kind: RecordKind, mirror: Mirror, from: 'payer' | 'payee', condition: string): string {
  const [near, far] = from === 'payer' ? ['p', 'q'] : ['q', 'p']
  const time = columnOf(near, mirror.time)
  const farTime = columnOf(far, mirror.time)
  const wholeMinute = `CASE length(${time}) WHEN 16 THEN 59 ELSE 0 END`
  return `SELECT p.record_id AS payer, q.record_id AS payee, ${columnOf('p', mirror.time)} AS payerTime, ${columnOf('q', mirror.time)} AS payeeTime
    FROM ${recordTable(kind.id)} ${near} CROSS JOIN ${recordTable(kind.id)} ${far}
    WHERE ${condition} AND ${columnOf(far, mirror.own)} = ${columnOf(near, mirror.counter)} AND ${columnOf(far, mirror.counter)} = ${columnOf(near, mirror.own)}
      AND ${columnOf(near, mirror.own)} <> ${columnOf(far, mirror.own)} AND ${columnOf('p', mirror.amount)} = ${columnOf('q', mirror.amount)}
      AND ${farTime} >= strftime('%Y-%m-%d %H:%M', ${time}, '-${mirror.seconds} seconds') AND ${farTime} <= strftime('%Y-%m-%d %H:%M:%S', ${time}, '+' || (${mirror.seconds} + ${wholeMinute}) || ' seconds')
      AND ${eligible(mirror, far, from === 'payer' ? 'in' : 'out')} AND (${tookEffectCondition(kind, 'p')}) = (${tookEffectCondition(kind, 'q')})`
}

/** Seconds between two times, each standing for its second or its whole minute. */
export function secondsApart(left: string, right: string): number {
  const [leftFrom, leftTo] = spanOf(left)
  const [rightFrom, rightTo] = spanOf(right)
  return Math.max(0, leftFrom - rightTo, rightFrom - leftTo)
}
function spanOf(time: string): readonly [number, number] {
  const from = Date.parse(`${time.slice(0, 10)}T${time.slice(11, 16)}:${time.length >= 19 ? time.slice(17, 19) : '00'}Z`) / 1000
  return [from, time.length >= 19 ? from : from + 59]
}

/** Nearest first; ties by the times themselves, so that the choice does not depend on the order of imports. */
function writePairs(db: Db, kind: RecordKind, candidates: readonly Candidate[], scope: ReadonlySet<number>): ChangedRows {
  const limit = kind.mirror?.seconds ?? 0
  const pairs: Pair[] = []
  for (const { payer, payee, payerTime, payeeTime } of candidates) {
    const distance = secondsApart(payerTime, payeeTime)
    if (distance <= limit) pairs.push({ payer, payee, payerTime, payeeTime, distance })
  }
  pairs.sort((left, right) => left.distance - right.distance || compare(left.payerTime, right.payerTime) || compare(left.payeeTime, right.payeeTime) || left.payer - right.payer || left.payee - right.payee)
  const partner = new Map<number, number>()
  const taken = new Set<number>()
  for (const { payer, payee } of pairs) {
    if (taken.has(payer) || taken.has(payee)) continue
    taken.add(payer).add(payee)
    partner.set(payee, payer)
  }
  const changed: ChangedRows = new Set()
  const read = db.prepare<[number], number | null>(`SELECT mirror_of FROM ${recordTable(kind.id)} WHERE record_id = ?`).pluck()
  const write = db.prepare(`UPDATE ${recordTable(kind.id)} SET mirror_of = ? WHERE record_id = ?`)
  for (const row of new Set([...scope, ...partner.keys()])) {
    const wanted = partner.get(row) ?? null
    const present = read.get(row)
    if (present === undefined || present === wanted) continue
    write.run(wanted, row)
    changed.add(row)
  }
  return changed
}
function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
