/** Pairs of rows that are one transfer: which there are, what people decided, and what else could be a row’s counter-entry. */
import type {
  PairDecisionInfo,
  PairSide,
  RecordPairing,
  TransferPair,
} from '../../../shared/contract/pairs.ts'
import { AppError } from '../../../shared/errors.ts'
import { unknownCurrency } from '../../../shared/model/currency.ts'
import { addMinor, type Minor } from '../../../shared/model/minor.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { CommandContext } from '../core/context.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { columnOf, currencyColumn, kindOf, roleColumnOf, tookEffectCondition } from './evidence.ts'
import { secondsApart } from './mirrors.ts'
import { decidedPairs, isAbout, readDecisions, rowsThatSay, whatRowSays } from './pairDecisions.ts'
import { possibleMirrors } from './possibleMirrors.ts'
import { rowNames } from './rowNames.ts'
import { sheetSources } from './rows.ts'

const candidateDays = 3
const mostCandidates = 20

type Unfit =
  | 'not-paired'
  | 'same-row'
  | 'repeat'
  | 'amount'
  | 'currency'
  | 'direction'
  | 'outcome'
  | 'taken'
  | 'no-decision'
  | 'kind'
const unfit = (reason: Unfit): AppError =>
  new AppError('pair-unfit', 'the rows cannot be decided on so', { reason })

interface Mirrored {
  readonly kind: RecordKind
  readonly mirror: NonNullable<RecordKind['mirror']>
}
function mirroredKind(kindId: string): Mirrored {
  const kind = kindOf(recordKinds, kindId)
  if (kind.mirror === undefined) throw unfit('kind')
  return { kind, mirror: kind.mirror }
}

interface Row {
  readonly recordId: number
  readonly time: string | null
  readonly amount: number | null
  readonly currency: string
  readonly direction: string | null
  readonly duplicateOf: number | null
  readonly mirrorOf: number | null
  readonly effect: number
  readonly sheetId: number
  readonly row: number
  readonly own: string | null
  readonly counter: string | null
}
/** SQL of rows as `Row`, over `r`. */
function rowSql({ kind, mirror }: Mirrored): string {
  const role = (names: readonly string[]): string => {
    const present = names
      .filter((name) => kind.roles.some((candidate) => candidate.role === name && candidate.multi !== true))
      .map((name) => roleColumnOf('r', name))
    const named = present.length === 1 ? (present[0] ?? 'NULL') : `COALESCE(${present.join(', ')})`
    // Each account by its own name, even when it is merged.
    return present.length === 0
      ? 'NULL'
      : `COALESCE((SELECT e.label FROM merged_entities e WHERE e.entity_id = ${named}), (SELECT e.label FROM entities e WHERE e.entity_id = ${named}))`
  }
  return `SELECT r.record_id AS recordId, ${columnOf('r', mirror.time)} AS time, ${columnOf('r', mirror.amount)} AS amount, ${currencyColumn(kind, 'r')} AS currency, ${columnOf('r', mirror.direction)} AS direction, r.duplicate_of AS duplicateOf, r.mirror_of AS mirrorOf,
    (${tookEffectCondition(kind, 'r')}) AS effect, r.sheet_id AS sheetId, r.row, ${role(['own', 'ownPay'])} AS own, ${role(['counter', 'counterPay', 'counterLogin'])} AS counter FROM ${recordTable(kind.id)} r`
}
function sideOf(row: Row, sourceOf: ReturnType<typeof sheetSources>): PairSide {
  const source = sourceOf(row.sheetId)
  return {
    recordId: row.recordId,
    time: row.time ?? '',
    amount: row.amount,
    direction: row.direction ?? 'unknown',
    own: row.own ?? '',
    counter: row.counter ?? '',
    file: source.fileName,
    sheet: source.sheet,
    sheetId: row.sheetId,
    row: row.row,
  }
}
function apart(one: string | null, other: string | null): number | null {
  return one === null || other === null || one.length < 16 || other.length < 16
    ? null
    : secondsApart(one, other)
}

/** Pairs of a kind, by the payer's time. */
export function listPairs(
  db: Db,
  kindId: string,
  decidedOnly: boolean,
  offset: number,
  limit: number,
): { readonly total: number; readonly rows: readonly TransferPair[] } {
  const mirrored = mirroredKind(kindId)
  const { kind, mirror } = mirrored
  const { together } = decidedPairs(db, kind)
  const chosen = decidedOnly ? `r.record_id IN (${[...together.keys()].join(', ')})` : '1'
  const from = `FROM ${recordTable(kind.id)} r JOIN ${recordTable(kind.id)} p ON p.record_id = r.mirror_of WHERE r.mirror_of IS NOT NULL AND ${chosen}`
  const ids = db
    .prepare<[number, number], [payee: number, payer: number]>(
      `SELECT r.record_id, p.record_id ${from} ORDER BY ${columnOf('p', mirror.time)}, p.record_id LIMIT ? OFFSET ?`,
    )
    .raw()
    .all(limit, offset)
  const read = db.prepare<[number], Row>(`${rowSql(mirrored)} WHERE r.record_id = ?`)
  const sourceOf = sheetSources(db)
  return {
    total: db.prepare<[], number>(`SELECT COUNT(*) ${from}`).pluck().get() ?? 0,
    rows: ids.flatMap(([payee, payer]) => pairOf(read.get(payer), read.get(payee), together, sourceOf) ?? []),
  }
}
function pairOf(
  payer: Row | undefined,
  payee: Row | undefined,
  together: ReadonlyMap<number, number>,
  sourceOf: ReturnType<typeof sheetSources>,
): TransferPair | null {
  if (payer === undefined || payee === undefined) return null
  return {
    payer: sideOf(payer, sourceOf),
    payee: sideOf(payee, sourceOf),
    seconds: apart(payer.time, payee.time),
    by: together.get(payee.recordId) === payer.recordId ? 'hand' : 'rule',
  }
}

/** Everything about the counter-entry of one record. Errors: `record-not-found`. */
export function readPairing(db: Db, kindId: string, recordId: number): RecordPairing {
  const kind = kindOf(recordKinds, kindId)
  if (kind.mirror === undefined) return { pair: null, decisions: [], candidates: [] }
  const mirrored: Mirrored = { kind, mirror: kind.mirror }
  const row = rowOf(db, mirrored, recordId)
  const sourceOf = sheetSources(db)
  const read = db.prepare<[number], Row>(`${rowSql(mirrored)} WHERE r.record_id = ?`)
  const partner = partnerOf(db, mirrored, row)
  const pair =
    partner === undefined
      ? null
      : pairOf(
          row.mirrorOf === null ? row : partner,
          row.mirrorOf === null ? partner : row,
          decidedPairs(db, kind).together,
          sourceOf,
        )
  const says = whatRowSays(db, kind, recordId)
  const decisions = readDecisions(db, kindId)
    .filter(({ payer, payee }) => says !== null && (isAbout(payer, says) || isAbout(payee, says)))
    .map(({ payer, payee, decision, at, operator }): PairDecisionInfo => {
      const [other] = rowsThatSay(db, kind, isAbout(payer, says ?? '') ? payee : payer)
      const found = other === undefined ? undefined : read.get(other)
      return { decision, at, operator, other: found === undefined ? null : sideOf(found, sourceOf) }
    })
  return {
    pair,
    decisions,
    candidates:
      row.duplicateOf === null && pair === null
        ? candidatesFor(db, mirrored, row).map((found) => ({
            ...sideOf(found, sourceOf),
            seconds: apart(row.time, found.time),
          }))
        : [],
  }
}
function rowOf(db: Db, mirrored: Mirrored, recordId: number): Row {
  const row = db.prepare<[number], Row>(`${rowSql(mirrored)} WHERE r.record_id = ?`).get(recordId)
  if (row === undefined)
    throw new AppError('record-not-found', 'no such record', { kind: mirrored.kind.id, recordId })
  return row
}
function partnerOf(db: Db, mirrored: Mirrored, row: Row): Row | undefined {
  const condition = row.mirrorOf === null ? 'r.mirror_of = ?' : 'r.record_id = ?'
  return db.prepare<[number], Row>(`${rowSql(mirrored)} WHERE ${condition}`).get(row.mirrorOf ?? row.recordId)
}
/** Rows of equal amount whose counter account is this row's account (or the reverse) and that are not paired, nearest in time first. */
function candidatesFor(db: Db, mirrored: Mirrored, row: Row): readonly Row[] {
  const { kind, mirror } = mirrored
  // Calls of one length are many; beyond what the rule pairs nothing speaks for two of them.
  if (row.time === null || row.amount === null || row.own === null || mirror.within !== undefined) return []
  const free = `r.duplicate_of IS NULL AND r.mirror_of IS NULL AND r.record_id <> @recordId AND NOT EXISTS (SELECT 1 FROM ${recordTable(kind.id)} m WHERE m.mirror_of = r.record_id)`
  const time = columnOf('r', mirror.time)
  const found = db
    .prepare<[object], Row>(
      `${rowSql(mirrored)} WHERE ${time} BETWEEN strftime('%Y-%m-%d', @time, '-${candidateDays} days') AND strftime('%Y-%m-%d', @time, '+${candidateDays + 1} days')
    AND ${columnOf('r', mirror.amount)} = @amount AND ${free} AND (${tookEffectCondition(kind, 'r')}) = @effect ORDER BY abs(julianday(${time}) - julianday(@time)), r.record_id LIMIT 500`,
    )
    .all({ ...row, time: row.time.length < 10 ? null : row.time })
  return found
    .filter(
      (other) =>
        fits(mirrored, row, other) === null &&
        (other.own === row.counter || other.counter === row.own || row.counter === null),
    )
    .slice(0, mostCandidates)
}
/** Why two rows cannot be one transfer, or null. */
function fits({ mirror }: Mirrored, one: Row, other: Row): Unfit | null {
  if (one.recordId === other.recordId) return 'same-row'
  if (one.duplicateOf !== null || other.duplicateOf !== null) return 'repeat'
  const measured = mirror.within !== undefined && one.amount === null && other.amount === null
  if (!measured && (one.amount === null || other.amount === null)) return 'amount'
  if (Math.abs((one.amount ?? 0) - (other.amount ?? 0)) > (mirror.within ?? 0)) return 'amount'
  const known = [one.currency, other.currency].every((currency) => currency !== unknownCurrency)
  if (known && one.currency !== other.currency) return 'currency'
  if (one.effect !== other.effect) return 'outcome'
  const directions = [one.direction, other.direction]
  return one.direction === other.direction && (directions.includes('in') || directions.includes('out'))
    ? 'direction'
    : null
}

const put = `INSERT INTO pair_decisions (kind, payer, payee, decision, at, operator) VALUES (@kind, @payer, @payee, @decision, @at, @operator)
  ON CONFLICT (kind, payer, payee) DO UPDATE SET decision = excluded.decision, at = excluded.at, operator = excluded.operator`
function says(db: Db, kind: RecordKind, recordId: number): string {
  return whatRowSays(db, kind, recordId) ?? ''
}

/** Errors: `record-not-found`, `pair-unfit`. What follows from it is derived by the consequence. */
export function takeApart(
  { db, at, operator, describe }: CommandContext,
  kindId: string,
  recordId: number,
): void {
  const mirrored = mirroredKind(kindId)
  const row = rowOf(db, mirrored, recordId)
  const partner = partnerOf(db, mirrored, row)
  if (partner === undefined) throw unfit('not-paired')
  const [payer, payee] = row.mirrorOf === null ? [row, partner] : [partner, row]
  db.prepare(put).run({
    kind: kindId,
    payer: says(db, mirrored.kind, payer.recordId),
    payee: says(db, mirrored.kind, payee.recordId),
    decision: 'apart',
    at,
    operator,
  })
  describe({
    kind: kindId,
    payer: payer.recordId,
    payee: payee.recordId,
    ...rowNames(db, mirrored.kind, payer.recordId, payee.recordId),
  })
}
/** Errors: `record-not-found`, `pair-unfit`. */
export function joinRows(
  { db, at, operator, describe }: CommandContext,
  kindId: string,
  recordId: number,
  otherId: number,
): void {
  const mirrored = mirroredKind(kindId)
  const { kind } = mirrored
  const [one, other] = [rowOf(db, mirrored, recordId), rowOf(db, mirrored, otherId)]
  const why = fits(mirrored, one, other)
  if (why !== null) throw unfit(why)
  const { taken } = decidedPairs(db, kind)
  if (taken.has(recordId) || taken.has(otherId)) throw unfit('taken')
  // The row that says the money went out is the payer's; if neither says it, the row named first.
  const [payer, payee] = one.direction === 'in' || other.direction === 'out' ? [other, one] : [one, other]
  const names = { payer: says(db, kind, payer.recordId), payee: says(db, kind, payee.recordId) }
  // The same two rows in the other order would be a second decision about them.
  db.prepare('DELETE FROM pair_decisions WHERE kind = ? AND payer = ? AND payee = ?').run(
    kindId,
    names.payee,
    names.payer,
  )
  db.prepare(put).run({ kind: kindId, ...names, decision: 'together', at, operator })
  describe({
    kind: kindId,
    payer: payer.recordId,
    payee: payee.recordId,
    ...rowNames(db, mirrored.kind, payer.recordId, payee.recordId),
  })
}
/** Two rows that may be one transfer are two. Errors: `record-not-found`. */
export function keepApart(
  { db, at, operator, describe }: CommandContext,
  kindId: string,
  recordId: number,
  otherId: number,
): void {
  const mirrored = mirroredKind(kindId)
  const [one, other] = [rowOf(db, mirrored, recordId), rowOf(db, mirrored, otherId)]
  const [payer, payee] = one.direction === 'in' ? [other, one] : [one, other]
  db.prepare(put).run({
    kind: kindId,
    payer: says(db, mirrored.kind, payer.recordId),
    payee: says(db, mirrored.kind, payee.recordId),
    decision: 'apart',
    at,
    operator,
  })
  describe({
    kind: kindId,
    payer: payer.recordId,
    payee: payee.recordId,
    ...rowNames(db, mirrored.kind, payer.recordId, payee.recordId),
  })
}
/** Counts the rows that may be both sides of one transfer, and are at most so many minutes apart, as one; a row without a clock counts as a day. */
export function acceptCandidates(
  { db, at, operator, describe }: CommandContext,
  kindId: string,
  minutes: number,
): { readonly pairs: number; readonly amount: Minor } {
  const { kind } = mirroredKind(kindId)
  const taken = possibleMirrors(db, kind).filter(({ seconds }) => (seconds ?? 86_400) <= minutes * 60)
  const insert = db.prepare(put)
  for (const { payer, payee } of taken)
    insert.run({
      kind: kindId,
      payer: says(db, kind, payer),
      payee: says(db, kind, payee),
      decision: 'together',
      at,
      operator,
    })
  describe({ kind: kindId, minutes, pairs: taken.length })
  return { pairs: taken.length, amount: taken.reduce<Minor>((sum, { amount }) => addMinor(sum, amount), 0) }
}
/** Errors: `record-not-found`, `pair-unfit`. */
export function forgetDecisions({ db, describe }: CommandContext, kindId: string, recordId: number): void {
  const mirrored = mirroredKind(kindId)
  rowOf(db, mirrored, recordId)
  const name = says(db, mirrored.kind, recordId)
  const remove = db.prepare('DELETE FROM pair_decisions WHERE kind = ? AND payer = ? AND payee = ?')
  let changes = 0
  for (const { payer, payee } of readDecisions(db, kindId))
    if (isAbout(payer, name) || isAbout(payee, name)) changes += remove.run(kindId, payer, payee).changes
  if (changes === 0) throw unfit('no-decision')
  describe({ kind: kindId, record: recordId, decisions: changes, ...rowNames(db, mirrored.kind, recordId) })
}
