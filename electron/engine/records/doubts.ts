/**
 * Rows on which figures rest though nobody has decided about them: possible counter-entries, possible duplicates, possible reversals and those of nothing found, numbers in conflict, results that are not known. What they
 * move is told wherever a figure stands: with and without. Made once per state of the facts; cost: the searches of the findings (index only where nothing is in doubt).
 */
import type { DoubtReason, Doubts } from '../../../shared/contract/doubts.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import { DoubtSum } from '../../../shared/model/doubts.ts'
import { minorOf } from '../../../shared/model/minor.ts'
import { recordKind } from '../../../shared/model/recordKinds/index.ts'
import { yuan } from '../../../shared/model/currency.ts'
import type { Db } from '../store/db.ts'
import { exactly, readSum } from '../store/exactSum.ts'
import { recordTable } from '../store/recordTables.ts'
import { atOnce } from '../store/steps.ts'
import { stoppable } from '../store/stopSign.ts'
import { type Conflict, conflictsOf } from './conflicts.ts'
import {
  columnOf,
  countedCondition,
  currencyColumn,
  fieldOf,
  literalText,
  netColumn,
  tookEffectCondition,
} from './evidence.ts'
import { factsState } from './factsVersion.ts'
import { keptValues } from './keptPerState.ts'
import { possibleMirrors } from './possibleMirrors.ts'
import { possibleRepeats } from './possibleRepeats.ts'
import { readOtherwise } from './readOtherwise.ts'
import { possibleReversals } from './possibleReversals.ts'

/** A row that is counted and would no longer be, were it decided that it is one with the other, or takes it back. */
export interface DoubtfulRow {
  readonly reason: DoubtReason
  readonly recordId: number
  readonly otherId: number
  /** Only so much of its amount would go, in minor units; the row stays. */
  readonly part?: number
}
export interface KindDoubts {
  readonly rows: readonly DoubtfulRow[]
  readonly conflicts: readonly Conflict[]
}
const kept = keptValues<KindDoubts>(40)

/** What is undecided about the rows of a kind; kept while the facts stay. */
export function doubtsOfKind(db: Db, kind: RecordKind): KindDoubts {
  return kept.of(db, kind.id, factsState(db), () => ({
    rows: [
      ...possibleMirrors(db, kind).map(({ payer, payee }): DoubtfulRow => ({
        reason: 'possible-mirror',
        recordId: payee,
        otherId: payer,
      })),
      ...repeatDoubts(db, kind),
      ...reversalDoubts(db, kind),
    ],
    conflicts: conflictsOf(db, kind),
  }))
}
/** Rows of two sheets that may be one fact, those among them that only two settings keep apart. */
function repeatDoubts(db: Db, kind: RecordKind): readonly DoubtfulRow[] {
  const pairs = [
    ...atOnce(possibleRepeats(db, kind)),
    ...readOtherwise(db, kind).filter(({ twice }) => twice),
  ]
  const byRow = new Map(pairs.map(({ recordId, otherId }) => [recordId, otherId]))
  return [...byRow].map(([recordId, otherId]) => ({ reason: 'possible-repeat', recordId, otherId }))
}
/** A red entry takes its amount off by its sign, whatever it belongs to, and is in no doubt. */
function reversalDoubts(db: Db, kind: RecordKind): readonly DoubtfulRow[] {
  const { possible, open } = possibleReversals(db, kind)
  return [
    ...possible.flatMap(({ refund, purchase, amount, isRed }): DoubtfulRow[] =>
      isRed
        ? []
        : [
            { reason: 'possible-reversal', recordId: refund, otherId: purchase },
            { reason: 'possible-reversal', recordId: purchase, otherId: refund, part: amount },
          ],
    ),
    ...open.flatMap(({ recordId, amount }): DoubtfulRow[] =>
      amount < 0 ? [] : [{ reason: 'open-reversal', recordId, otherId: recordId }],
    ),
  ]
}
/** Whether a row is in doubt only where the other one is seen too; what takes a row back is no fact wherever that one stands. */
const byBoth = (reason: DoubtReason): boolean => reason !== 'possible-reversal' && reason !== 'open-reversal'
/** The payee's rows of possible counter-entries of transfers. */
export function possibleMirrorsKept(db: Db): readonly number[] {
  const kind = recordKind('transfer')
  return kind === undefined
    ? []
    : doubtsOfKind(db, kind).rows.flatMap(({ reason, recordId }) =>
        reason === 'possible-mirror' ? [recordId] : [],
      )
}
/** SQL of rows that count though their result is not known; null for kinds whose rows say none, or where only what succeeded counts. */
export function undecidedResult(kind: RecordKind, alias: string): string | null {
  return kind.resultField === undefined || kind.onlySuccess === true
    ? null
    : `${columnOf(alias, kind.resultField)} = 'unknown'`
}

/** Rows in doubt among some rows: SQL over `r`, a value to be summed, and what each stands under (a direction, a link). */
interface Asked {
  readonly where: string
  readonly params: object
  /** The field that is summed. */
  readonly field: string
  /** Whether there is any row of unknown result among them; they are not looked for otherwise. */
  readonly unknowns: boolean
}
type Told = [
  recordId: bigint,
  currency: string,
  value: bigint | null,
  side: string,
  unknown: bigint,
  counted: bigint,
]
/**
 * What is undecided about a sum over some rows, by the side they stand on (`side`: SQL over `r`); the side `''` is all of them. The sum is one of facts as tables show them: a row whose
 * other half is outside of these rows stands in for it and is in no doubt here.
 */
export function doubtsAmong(
  db: Db,
  kind: RecordKind,
  { where, params, field, unknowns }: Asked,
  side = "''",
): ReadonlyMap<string, Doubts> {
  const sums = new Map<string, DoubtSum>()
  const into = (name: string): readonly DoubtSum[] => {
    const named = name === '' ? [''] : ['', name]
    return named.map((each) => {
      const sum = sums.get(each) ?? new DoubtSum()
      sums.set(each, sum)
      return sum
    })
  }
  const unknown = undecidedResult(kind, 'r')
  const value = netColumn(kind, field, 'r')
  // What is no money stands in its own unit.
  const money = fieldOf(kind, field).type === 'money' ? currencyColumn(kind, 'r') : literalText(yuan)
  if (unknown !== null && unknowns)
    for (const [currency, name, count, total] of exactly((sum) =>
      db
        .prepare<[object], [string, string, bigint, string | null]>(
          `SELECT ${money}, ${side}, COUNT(*), ${sum(value)} FROM ${recordTable(kind.id)} r WHERE (${stoppable(db, where)}) AND ${unknown} AND ${countedCondition(kind, 'r')} GROUP BY 1, 2`,
        )
        .safeIntegers(true)
        .raw()
        .all(params),
    ))
      for (const into_ of into(name))
        into_.add(
          'unknown-result',
          { currency, less: minorOf(readSum(total) ?? 0n) },
          { count: Number(count), gone: Number(count) },
        )
  const { rows, conflicts } = doubtsOfKind(db, kind)
  if (rows.length === 0 && conflicts.length === 0) return toldOf(sums)
  const among = new Map(
    db
      .prepare<[object], Told>(
        `SELECT r.record_id, ${money}, ${value}, ${side}, ${unknown ?? '0'}, ${tookEffectCondition(kind, 'r')} FROM ${recordTable(kind.id)} r
        WHERE r.record_id IN (SELECT value FROM json_each(@doubtful)) AND (${where})`,
      )
      .safeIntegers(true)
      .raw()
      .all({ ...params, doubtful: JSON.stringify(idsOf(rows, conflicts)) })
      .map((row) => [Number(row[0]), row] as const),
  )
  const gone = new Set<number>()
  for (const { reason, recordId, otherId, part } of rows) {
    const row = among.get(recordId)
    if (row === undefined || row[5] !== 1n || (byBoth(reason) && !among.has(otherId))) continue
    const [, currency, amount, name, isUnknown] = row
    const alone = isUnknown !== 1n && !gone.has(recordId)
    if (part === undefined) gone.add(recordId)
    else if (field !== kind.reversal?.amount) continue
    const less = minorOf(part === undefined ? (amount ?? 0n) : BigInt(part))
    for (const sum of into(name))
      sum.add(reason, { currency, less }, { gone: part === undefined ? 1 : 0, alone })
  }
  for (const { standing, rows: alternatives } of conflicts) {
    const present = alternatives.map((id) => among.get(id)).filter((row) => row !== undefined)
    const first = among.get(standing) ?? present[0]
    if (first === undefined || present.length < 2) continue
    for (const swing of swingsOfConflict(first, present, (row) => (row[5] === 1n ? (row[2] ?? 0n) : 0n)))
      for (const sum of into(swing.side))
        sum.add('conflict', swing, {
          count: swing.count,
          gone: 0,
          alone: first[4] !== 1n && !gone.has(standing),
        })
  }
  return toldOf(sums)
}
function toldOf(sums: ReadonlyMap<string, DoubtSum>): ReadonlyMap<string, Doubts> {
  return new Map(
    [...sums].flatMap(([name, sum]) => {
      const told = sum.told()
      return told === undefined ? [] : [[name, told] as const]
    }),
  )
}
/** By how much the sums move when another row of a conflict stands, a side and currency at a time; the side of the row that stands has the count. */
function swingsOfConflict(
  standing: Told,
  present: readonly Told[],
  valueOf: (row: Told) => bigint,
): readonly {
  readonly side: string
  readonly currency: string
  readonly less: ReturnType<typeof minorOf>
  readonly more: ReturnType<typeof minorOf>
  readonly count: number
}[] {
  const places = new Map(present.map((row) => [`${row[3]}\n${row[1]}`, row]))
  return [...places.values()].flatMap((place) => {
    const here = (row: Told): bigint => (row[3] === place[3] && row[1] === place[1] ? valueOf(row) : 0n)
    const now = here(standing)
    const values = present.map(here)
    const low = values.reduce((least, value) => (value < least ? value : least), now)
    const high = values.reduce((most, value) => (value > most ? value : most), now)
    return low === high
      ? []
      : [
          {
            side: place[3],
            currency: place[1],
            less: minorOf(now - low),
            more: minorOf(high - now),
            count: 1,
          },
        ]
  })
}
/** Every row that doubts of a kind speak of. */
export function idsOf(rows: readonly DoubtfulRow[], conflicts: readonly Conflict[]): readonly number[] {
  return [
    ...new Set([
      ...rows.flatMap(({ recordId, otherId }) => [recordId, otherId]),
      ...conflicts.flatMap((conflict) => conflict.rows),
    ]),
  ]
}
