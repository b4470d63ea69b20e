/**
 * Rows on which figures rest though nobody has decided about them: possible counter-entries, possible duplicates, possible reversals and those of nothing found, numbers in conflict, results that are not known. What they
 * move is told wherever a figure stands: with and without. Made once per state of the facts; cost: the searches of the findings (index only where nothing is in doubt).
 */
import type { DoubtReason, Doubts } from '../../../shared/contract/doubts.ts'
import type { Scalar } from '../../../shared/contract/records.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import { DoubtSum } from '../../../shared/model/doubts.ts'
import { type Minor, minorOf } from '../../../shared/model/minor.ts'
import { recordKind } from '../../../shared/model/recordKinds/index.ts'
import { yuan } from '../../../shared/model/currency.ts'
import type { Db } from '../store/db.ts'
import { exactly, readSum } from '../store/exactSum.ts'
import { quotedName, recordColumns, recordTable } from '../store/recordTables.ts'
import { atOnce } from '../store/steps.ts'
import { stoppable } from '../store/stopSign.ts'
import { type Conflict, conflictsOf, highestOf } from './conflicts.ts'
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
  /** The field that is summed; null where rows are only counted. */
  readonly field: string | null
  /** Whether there is any row of unknown result among them; they are not looked for otherwise. */
  readonly unknowns: boolean
  /** As `ScopedRows.facts`. */
  readonly facts: string | null
}
/** One row in doubt as it was read. */
interface Told {
  readonly recordId: number
  readonly currency: string
  readonly value: bigint
  readonly side: string
  readonly unknown: boolean
  readonly counted: boolean
  readonly group: Scalar
  readonly sheetId: number
  readonly row: number
}
type Doubtful = ReadonlyMap<string, Doubts>
/**
 * What is undecided about a sum over some rows, by the side they stand on (`side`: SQL over `r`); the side `''` is all of them. The sum is one of facts as tables show them: a row whose
 * other half is outside of these rows stands in for it and is in no doubt here. Of a number in conflict every row that would be among them counts, and one that would not counts as nothing.
 */
export function doubtsAmong(db: Db, kind: RecordKind, asked: Asked, side = "''"): Doubtful {
  return doubtsByGroup(db, kind, asked, side, "''").get('') ?? new Map()
}
/** The same of the groups of these rows (`group`: SQL over `r`), each as though only its rows were asked for. */
export function doubtsByGroup(
  db: Db,
  kind: RecordKind,
  { where, params, field, unknowns, facts }: Asked,
  side: string,
  group: string,
): ReadonlyMap<Scalar, Doubtful> {
  const groups = new Map<Scalar, Map<string, DoubtSum>>()
  const into = (of: Scalar, name: string): readonly DoubtSum[] => {
    const sums = groups.get(of) ?? new Map<string, DoubtSum>()
    groups.set(of, sums)
    return (name === '' ? [''] : ['', name]).map((each) => {
      const sum = sums.get(each) ?? new DoubtSum()
      sums.set(each, sum)
      return sum
    })
  }
  const unknown = undecidedResult(kind, 'r')
  const value = field === null ? 'NULL' : netColumn(kind, field, 'r')
  // What is no money stands in its own unit.
  const money =
    field !== null && fieldOf(kind, field).type === 'money' ? currencyColumn(kind, 'r') : literalText(yuan)
  if (unknown !== null && unknowns)
    for (const [of, currency, name, count, total] of exactly((sum) =>
      db
        .prepare<[object], [string | bigint | null, string, string, bigint, string | null]>(
          `SELECT ${group}, ${money}, ${side}, COUNT(*), ${sum(value)} FROM ${recordTable(kind.id)} r WHERE (${stoppable(db, where)}) AND ${unknown} AND ${countedCondition(kind, 'r')} GROUP BY 1, 2, 3`,
        )
        .safeIntegers(true)
        .raw()
        .all(params),
    ))
      for (const sum of into(scalarOf(of), name))
        sum.add(
          'unknown-result',
          { currency, less: minorOf(readSum(total) ?? 0n) },
          { count: Number(count), gone: Number(count) },
        )
  const { rows, conflicts } = doubtsOfKind(db, kind)
  if (rows.length === 0 && conflicts.length === 0) return toldOf(groups)
  const columns = `r.record_id, ${money}, ${value}, ${side}, ${unknown ?? '0'}, ${tookEffectCondition(kind, 'r')}, ${group}, r.sheet_id, r.row`
  const read = (from: string, more: object): readonly Told[] =>
    db
      .prepare<
        [object],
        [bigint, string, bigint | null, string, bigint, bigint, string | bigint | null, bigint, bigint]
      >(`SELECT ${columns} FROM ${from} WHERE (${where})`)
      .safeIntegers(true)
      .raw()
      .all({ ...params, ...more })
      .map(([recordId, currency, sum, name, isUnknown, counted, of, sheetId, row]) => ({
        recordId: Number(recordId),
        currency,
        value: sum ?? 0n,
        side: name,
        unknown: isUnknown === 1n,
        counted: counted === 1n,
        group: scalarOf(of),
        sheetId: Number(sheetId),
        row: Number(row),
      }))
  const among = new Map(
    read(
      `(SELECT * FROM ${recordTable(kind.id)} WHERE record_id IN (SELECT value FROM json_each(@doubtful))) r`,
      { doubtful: JSON.stringify(idsOf(rows, conflicts)) },
    ).map((row) => [row.recordId, row] as const),
  )
  const gone = new Set<number>()
  for (const { reason, recordId, otherId, part } of rows) {
    const row = among.get(recordId)
    if (row === undefined || !row.counted) continue
    if (byBoth(reason) && among.get(otherId)?.group !== row.group) continue
    const alone = !row.unknown && !gone.has(recordId)
    if (part === undefined) gone.add(recordId)
    else if (field !== kind.reversal?.amount) continue
    const less = minorOf(part === undefined ? row.value : BigInt(part))
    for (const sum of into(row.group, row.side))
      sum.add(reason, { currency: row.currency, less }, { gone: part === undefined ? 1 : 0, alone })
  }
  const stood = new Map(
    read(asThoughStanding(kind), { alternatives: JSON.stringify(placesOf(conflicts, among)) }).map(
      (row) => [row.recordId, row] as const,
    ),
  )
  // Where another row stands in for the one that counts.
  const stoodFor =
    facts === null
      ? null
      : new Set(
          db
            .prepare<[object], number>(
              `SELECT r.record_id FROM ${recordTable(kind.id)} r WHERE (${facts}) AND r.record_id IN (SELECT value FROM json_each(@doubtful))`,
            )
            .pluck()
            .all({ ...params, doubtful: JSON.stringify(conflicts.map(({ standing }) => standing)) }),
        )
  for (const { standing, rows: alternatives, isPerhapsTwo } of conflicts) {
    const isStoodFor = stoodFor === null || stoodFor.has(standing)
    const present = alternatives.flatMap((id) => among.get(id) ?? [])
    const possible = alternatives.map((id) => stood.get(id))
    for (const of of new Set(
      [...present, ...possible.filter((row) => row !== undefined)].map((row) => row.group),
    )) {
      const here = present.filter((row) => row.group === of)
      const counted =
        here.find(({ recordId }) => recordId === standing) ??
        (isStoodFor ? here.toSorted((one, other) => one.recordId - other.recordId)[0] : undefined)
      for (const swing of swingsOfConflict(
        counted,
        possible.map((row) => (row?.group === of ? row : undefined)),
        isPerhapsTwo,
      ))
        for (const sum of into(of, swing.side))
          sum.add('conflict', swing, {
            gone: 0,
            alone: counted === undefined || (!counted.unknown && !gone.has(counted.recordId)),
          })
    }
  }
  return toldOf(groups)
}
const scalarOf = (value: string | bigint | null): Scalar =>
  typeof value === 'bigint' ? Number(value) : value
/**
 * Rows of conflicts as though each stood, and in the place of one of them that is among the rows asked for: whether a row would be among them hangs on what it
 * says, not on which file says it.
 */
function asThoughStanding(kind: RecordKind): string {
  const replaced: Readonly<Record<string, string>> = {
    sheet_id: `json_extract(a.value, '$[1]')`,
    row: `json_extract(a.value, '$[2]')`,
    duplicate_of: 'NULL',
  }
  const columns = recordColumns(kind).map(({ name }) => {
    const own = quotedName(name)
    return `${replaced[name] ?? `o.${own}`} AS ${own}`
  })
  return `(SELECT o.record_id, ${columns.join(', ')} FROM json_each(@alternatives) a JOIN ${recordTable(kind.id)} o ON o.record_id = json_extract(a.value, '$[0]')) r`
}
function placesOf(
  conflicts: readonly Conflict[],
  among: ReadonlyMap<number, Told>,
): readonly (readonly (number | null)[])[] {
  return conflicts.flatMap(({ rows }) => {
    const place = rows.flatMap((id) => among.get(id) ?? [])[0]
    return rows.map((id) => [id, place?.sheetId ?? null, place?.row ?? null])
  })
}
function toldOf(groups: ReadonlyMap<Scalar, ReadonlyMap<string, DoubtSum>>): ReadonlyMap<Scalar, Doubtful> {
  return new Map(
    [...groups].map(([group, sums]) => [
      group,
      new Map(
        [...sums].flatMap(([name, sum]) => {
          const told = sum.told()
          return told === undefined ? [] : [[name, told] as const]
        }),
      ),
    ]),
  )
}
/** By how much the sums move when another row of a conflict stands, a side and currency at a time. `possible`: what each of its rows would add, nothing where it would not be here. */
function swingsOfConflict(
  counted: Told | undefined,
  possible: readonly (Told | undefined)[],
  isPerhapsTwo: boolean,
): readonly {
  readonly side: string
  readonly currency: string
  readonly less: Minor
  readonly more: Minor
}[] {
  const all = [...possible, counted].filter((row) => row !== undefined)
  const places = new Map(all.map((row) => [`${row.side}\n${row.currency}`, row]))
  return [...places.values()].flatMap(({ side, currency }) => {
    const here = (row: Told | undefined): bigint =>
      row?.counted === true && row.side === side && row.currency === currency ? row.value : 0n
    const now = here(counted)
    const values = possible.map(here)
    const low = values.reduce((least, value) => (value < least ? value : least), now)
    const high = highestOf(values, now, isPerhapsTwo)
    return low === high ? [] : [{ side, currency, less: minorOf(now - low), more: minorOf(high - now) }]
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
