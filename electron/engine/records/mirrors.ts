/**
 * Two statements of one transfer or call (`mirror_of`): the payer's file says A → B out, the payee's file says B ← A in. Paired one to one when
 * amount (or what a call took, within the kind's difference), its currency and outcome (failed or not) are equal and the times lie within the kind's seconds; nearest first, and as many as can be. The
 * payer's row is the primary. Decisions of people about two rows come first. A time without seconds stands for its whole minute; a time without a clock cannot be compared and is never paired.
 */
import type { RecordKind } from '../../../shared/model/define.ts'
import type { Db, WriteDb } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import {
  columnOf,
  roleColumnOf,
  roleInUse,
  roleOf,
  sameCurrencyCondition,
  tookEffectCondition,
} from './evidence.ts'
import { type DecidedPairs, decidedPairs } from './pairDecisions.ts'
import type { ChangedRows } from './duplicates.ts'
import { pairUp } from './matching.ts'
import type { RowSelection } from './selection.ts'
import { compareTexts } from '../../../shared/model/textOrder.ts'

interface Candidate {
  readonly payer: number
  readonly payee: number
  readonly payerTime: string
  readonly payeeTime: string
  readonly payerSays: string
  readonly payeeSays: string
}
interface Pair extends Candidate {
  readonly distance: number
}
type Mirror = NonNullable<RecordKind['mirror']>
/** The roles that are own and counter in the payer's row, and in the payee's row of the same transfer. */
interface Sides {
  readonly payer: readonly [own: string, counter: string]
  readonly payee: readonly [own: string, counter: string]
}

/** Marks the counter-entries among the selected rows and all rows they may pair with. Returns the rows whose mark changed. */
export function markMirrors(db: WriteDb, kind: RecordKind, selection: RowSelection): ChangedRows {
  const mirror = kind.mirror
  if (mirror === undefined) return new Set()
  if (!selection.all) {
    return markMirrorsAround(
      db,
      kind,
      db
        .prepare<[object], number>(
          `SELECT r.record_id FROM ${recordTable(kind.id)} r WHERE ${selection.condition('r')}`,
        )
        .pluck()
        .all(selection.params),
    )
  }
  const candidates = sidesOf(db, kind).flatMap((sides) =>
    db
      .prepare<[], Candidate>(candidateQuery(kind, mirror, sides, 'payer', betweenOwnAccounts(kind, sides)))
      .all(),
  )
  return writePairs(
    db,
    kind,
    candidates,
    new Set(
      db
        .prepare<[], number>(`SELECT record_id FROM ${recordTable(kind.id)} WHERE mirror_of IS NOT NULL`)
        .pluck()
        .all(),
    ),
  )
}

/**
 * Pairs these rows (new, promoted, or without their partner now) and the rows connected to them again, and nothing else. Choosing nearest
 * first only depends on rows connected by candidates, so the result is the same as over the whole table.
 */
export function markMirrorsAround(db: WriteDb, kind: RecordKind, rows: Iterable<number>): ChangedRows {
  const mirror = kind.mirror
  if (mirror === undefined) return new Set()
  const questions = sidesOf(db, kind).flatMap((sides) => [
    db.prepare<[number], Candidate>(candidateQuery(kind, mirror, sides, 'payer', 'p.record_id = ?')),
    db.prepare<[number], Candidate>(candidateQuery(kind, mirror, sides, 'payee', 'q.record_id = ?')),
  ])
  const seen = new Set<number>()
  const decided = decidedPairs(db, kind)
  const open = [...rows, ...newlyTogether(db, kind, decided)]
  const candidates = new Map<string, Candidate>()
  for (let row = open.pop(); row !== undefined; row = open.pop()) {
    if (seen.has(row)) continue
    seen.add(row)
    // A row that a person pairs by hand leaves its former partner, which need not be a candidate either.
    if (decided.taken.has(row)) open.push(...partnersOf(db, kind, [row]))
    for (const question of questions)
      for (const candidate of question.iterate(row)) {
        candidates.set(`${candidate.payer}/${candidate.payee}`, candidate)
        open.push(candidate.payer, candidate.payee)
      }
  }
  return writePairs(db, kind, [...candidates.values()], seen, decided)
}
/** Rows that a decision pairs and that are not paired yet: one of them is new, or its values now match the decision. */
function newlyTogether(db: Db, kind: RecordKind, { together }: DecidedPairs): readonly number[] {
  const read = db
    .prepare<[number], number | null>(`SELECT mirror_of FROM ${recordTable(kind.id)} WHERE record_id = ?`)
    .pluck()
  return [...together].flatMap(([payee, payer]) => (read.get(payee) === payer ? [] : [payee, payer]))
}

/** The counter-entries that these rows are paired with now. */
export function partnersOf(db: Db, kind: RecordKind, rows: readonly number[]): readonly number[] {
  const table = recordTable(kind.id)
  return db
    .prepare<[object], number>(
      `SELECT record_id FROM ${table} WHERE mirror_of IN (SELECT value FROM json_each(@rows)) UNION SELECT mirror_of FROM ${table} WHERE mirror_of IS NOT NULL AND record_id IN (SELECT value FROM json_each(@rows))`,
    )
    .pluck()
    .all({ rows: JSON.stringify(rows) })
}

/** Rows of other sheets that are paired with, or could pair with, rows of these sheets: they must be checked again when the sheets are removed. */
export function mirrorNeighbours(db: Db, kind: RecordKind, selection: RowSelection): Set<number> {
  const mirror = kind.mirror
  const neighbours = new Set<number>()
  if (mirror === undefined) return neighbours
  for (const sides of sidesOf(db, kind)) {
    for (const { payee } of db
      .prepare<[object], Candidate>(candidateQuery(kind, mirror, sides, 'payer', selection.condition('p')))
      .iterate(selection.params))
      neighbours.add(payee)
    for (const { payer } of db
      .prepare<[object], Candidate>(candidateQuery(kind, mirror, sides, 'payee', selection.condition('q')))
      .iterate(selection.params))
      neighbours.add(payer)
  }
  // Pairs made by hand need not be candidates, whichever of the two rows is removed.
  const table = recordTable(kind.id)
  const partners = `SELECT m.record_id FROM ${table} m WHERE m.mirror_of IN (SELECT r.record_id FROM ${table} r WHERE ${selection.condition('r')}) UNION SELECT r.mirror_of FROM ${table} r WHERE r.mirror_of IS NOT NULL AND ${selection.condition('r')}`
  for (const row of db.prepare<[object], number>(partners).pluck().iterate(selection.params))
    neighbours.add(row)
  return neighbours
}

/**
 * Which roles may face each other: those of two directed rules whose ends are of the same kinds crosswise (bank to bank, wallet to wallet,
 * bank to wallet and back). Only pairs of which there are rows. Entities, not texts, are compared, so that a card and an account number
 * that resolve to one account meet.
 */
export function sidesOf(db: Db, kind: RecordKind): readonly Sides[] {
  const rules = kind.links.filter(
    (rule) =>
      rule.direction !== undefined &&
      [rule.amount, rule.quantity].includes(kind.mirror?.amount ?? '') &&
      [rule.from, rule.to].every((role) => roleOf(kind, role).multi !== true),
  )
  const used = rules.filter((rule) => roleInUse(db, kind, rule.from) && roleInUse(db, kind, rule.to))
  return used.flatMap((payer) =>
    used
      .filter(
        (payee) =>
          roleOf(kind, payer.from).kind === roleOf(kind, payee.to).kind &&
          roleOf(kind, payer.to).kind === roleOf(kind, payee.from).kind,
      )
      .map((payee): Sides => ({ payer: [payer.from, payer.to], payee: [payee.from, payee.to] })),
  )
}

function eligible(mirror: Mirror, alias: string, direction: 'in' | 'out'): string {
  return `${alias}.duplicate_of IS NULL AND ${columnOf(alias, mirror.direction)} = '${direction}' AND length(${columnOf(alias, mirror.time)}) >= 16`
}
/**
 * SQL of the payer's rows that can have a counter-entry at all: their counter account has statements of its own. Most accounts of a case have
 * none. The few that do are found by skipping through the index; only indexes are read.
 */
export function betweenOwnAccounts(kind: RecordKind, sides: Sides): string {
  const table = recordTable(kind.id)
  const own = (alias: string): string => roleColumnOf(alias, sides.payee[0])
  return `p.record_id IN (SELECT c.record_id FROM ${table} c WHERE ${roleColumnOf('c', sides.payer[0])} IS NOT NULL AND ${roleColumnOf('c', sides.payer[1])} IN (
    WITH RECURSIVE account (id) AS (SELECT min(${own('a')}) FROM ${table} a WHERE ${own('a')} IS NOT NULL UNION ALL SELECT (SELECT min(${own('b')}) FROM ${table} b WHERE ${own('b')} > account.id) FROM account WHERE account.id IS NOT NULL)
    SELECT id FROM account WHERE id IS NOT NULL))`
}
/** SQL of all that tells a row apart, as one text. */
export function saysOf(kind: RecordKind, alias: string): string {
  return `json_array(${(kind.sameFact ?? []).map((field) => columnOf(alias, field)).join(', ')})`
}
/** SQL: both sides (`p` and `q`) say one amount, or what two clocks measured of one call. */
function sameAmount({ amount, within }: Mirror): string {
  const [one, other] = [columnOf('p', amount), columnOf('q', amount)]
  return within === undefined
    ? `${one} = ${other}`
    : `(abs(${one} - ${other}) <= ${within} OR ${one} IS NULL AND ${other} IS NULL)`
}
/** SQL of candidate pairs (payer `p`, payee `q`) found from one side; the other side is looked up by both accounts and time. */
function candidateQuery(
  kind: RecordKind,
  mirror: Mirror,
  sides: Sides,
  from: 'payer' | 'payee',
  condition: string,
): string {
  const [near, far] = from === 'payer' ? ['p', 'q'] : ['q', 'p']
  const [nearOwn, nearCounter] = sides[from].map((role) => roleColumnOf(near, role))
  const [farOwn, farCounter] = sides[from === 'payer' ? 'payee' : 'payer'].map((role) =>
    roleColumnOf(far, role),
  )
  const time = columnOf(near, mirror.time)
  const farTime = columnOf(far, mirror.time)
  const second = `substr(${time}, 1, 19)`
  const wholeMinute = `CASE length(${time}) WHEN 16 THEN 59 ELSE 0 END`
  return `SELECT p.record_id AS payer, q.record_id AS payee, ${columnOf('p', mirror.time)} AS payerTime, ${columnOf('q', mirror.time)} AS payeeTime, ${saysOf(kind, 'p')} AS payerSays, ${saysOf(kind, 'q')} AS payeeSays
    FROM ${recordTable(kind.id)} ${near} CROSS JOIN ${recordTable(kind.id)} ${far}
    WHERE ${condition} AND ${eligible(mirror, near, from === 'payer' ? 'out' : 'in')} AND ${nearOwn} IS NOT NULL AND ${nearCounter} IS NOT NULL AND ${nearOwn} <> ${nearCounter}
      AND ${farOwn} = ${nearCounter} AND ${farCounter} = ${nearOwn}
      AND ${farTime} >= strftime('%Y-%m-%d %H:%M', ${second}, '-${mirror.seconds} seconds') AND ${farTime} <= strftime('%Y-%m-%d %H:%M:%S', ${second}, '+' || (${mirror.seconds} + ${wholeMinute}) || ' seconds') || '~'
      AND ${eligible(mirror, far, from === 'payer' ? 'in' : 'out')} AND ${sameAmount(mirror)} AND ${sameCurrencyCondition(kind, 'p', 'q')} AND (${tookEffectCondition(kind, 'p')}) = (${tookEffectCondition(kind, 'q')})`
}

/** Seconds between two times, each standing for its second or its whole minute. */
export function secondsApart(left: string, right: string): number {
  const [leftFrom, leftTo] = spanOf(left)
  const [rightFrom, rightTo] = spanOf(right)
  return Math.max(0, leftFrom - rightTo, rightFrom - leftTo)
}
function spanOf(time: string): readonly [number, number] {
  const from =
    Date.parse(
      `${time.slice(0, 10)}T${time.slice(11, 16)}:${time.length >= 19 ? time.slice(17, 19) : '00'}Z`,
    ) / 1000
  return [from, time.length >= 19 ? from : from + 59]
}

/** Nearest first; ties by what the rows say (times, then all that tells facts apart), so that the choice does not depend on the order of imports. */
function writePairs(
  db: WriteDb,
  kind: RecordKind,
  candidates: readonly Candidate[],
  scope: ReadonlySet<number>,
  decided: DecidedPairs = decidedPairs(db, kind),
): ChangedRows {
  const limit = kind.mirror?.seconds ?? 0
  const pairs: Pair[] = []
  for (const candidate of candidates) {
    if (
      decided.taken.has(candidate.payer) ||
      decided.taken.has(candidate.payee) ||
      decided.isApart(candidate.payer, candidate.payee)
    )
      continue
    const distance = secondsApart(candidate.payerTime, candidate.payeeTime)
    if (distance <= limit) pairs.push({ ...candidate, distance })
  }
  pairs.sort(
    (left, right) =>
      left.distance - right.distance ||
      compareTexts(left.payerTime, right.payerTime) ||
      compareTexts(left.payeeTime, right.payeeTime) ||
      compareTexts(left.payerSays, right.payerSays) ||
      compareTexts(left.payeeSays, right.payeeSays) ||
      left.payer - right.payer ||
      left.payee - right.payee,
  )
  const partner = new Map([
    ...pairUp(pairs.map(({ payer, payee }) => ({ left: payer, right: payee }))),
    ...decided.together,
  ])
  const changed: ChangedRows = new Set()
  const read = db
    .prepare<[number], number | null>(`SELECT mirror_of FROM ${recordTable(kind.id)} WHERE record_id = ?`)
    .pluck()
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
