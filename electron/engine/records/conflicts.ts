/**
 * Numbers whose rows contradict each other and about which nobody has decided: a slip settled and void, an order of 1,000 and of 3,000. Everywhere the fact counts once, by the
 * row that stands (`standing.ts`), but a figure that hangs on what stands is not sure; who shows one asks here.
 */
import type { RecordKind } from '../../../shared/model/define.ts'
import type { Db } from '../store/db.ts'
import { isUnderWay } from '../../../shared/model/results.ts'
import { recordTable } from '../store/recordTables.ts'
import { isDecided } from './decidedFacts.ts'
import { columnOf } from './evidence.ts'
import { comparedValue, type FactValue } from './factHash.ts'
import { factsState } from './factsVersion.ts'
import { keptValues } from './keptPerState.ts'
import { valuesFit } from './sameFact.ts'

export interface Conflict {
  /** The row that stands by the rule and is counted. */
  readonly standing: number
  /** Every row of the number, the one that stands first. */
  readonly rows: readonly number[]
  /** Fields in which they differ. */
  readonly fields: readonly string[]
  /** They may as well be two things, so that each row counts. */
  readonly isPerhapsTwo: boolean
}
const kept = keptValues<readonly Conflict[]>(40)

/** The undecided conflicts of a kind, by the row that stands; kept while the facts stay. Cost: the rows marked as duplicates are read once. */
export function conflictsOf(db: Db, kind: RecordKind): readonly Conflict[] {
  if (kind.contradicts?.once === undefined) return []
  return kept.of(db, kind.id, factsState(db), () => readConflicts(db, kind))
}
/** Every row of an undecided conflict of the kind, counted or not. */
export function conflictingRecords(db: Db, kind: RecordKind): ReadonlySet<number> {
  return new Set(conflictsOf(db, kind).flatMap(({ rows }) => rows))
}
function readConflicts(db: Db, kind: RecordKind): readonly Conflict[] {
  const rule = kind.contradicts
  if (rule === undefined) return []
  const table = recordTable(kind.id)
  const state = rule.once?.state
  const differ = [...new Set([...rule.differ, ...(state === undefined ? [] : [state.field])])]
  const types = new Map(kind.fields.map(({ id, type }) => [id, type]))
  // Compared by SQL first: of two files that repeat each other no row is handed over.
  const apart = rule.differ
    .map((field) => `(${columnOf('r', field)} <> ${columnOf('p', field)})`)
    .join(' OR ')
  const rows = db
    .prepare<[], [number, number, ...FactValue[]]>(
      `SELECT r.record_id, p.record_id, ${[...differ.map((field) => columnOf('r', field)), ...differ.map((field) => columnOf('p', field))].join(', ')}
      FROM ${table} r JOIN ${table} p ON p.record_id = r.duplicate_of WHERE r.duplicate_of IS NOT NULL AND (${apart}) ORDER BY p.record_id, r.record_id`,
    )
    .raw()
    .all()
  const decided = isDecided(db, kind)
  const underWay = stateWords(db, kind)
  const found = new Map<number, { rows: number[]; fields: Set<string> }>()
  for (const [recordId, standing, ...raw] of rows) {
    if (decided(standing, recordId)) continue
    const [own, other] = [raw.slice(0, differ.length), raw.slice(differ.length)]
    const place = state === undefined ? -1 : differ.indexOf(state.field)
    const [mine, its] = [own[place] ?? null, other[place] ?? null]
    // What was open is over; the later row says how it went.
    if (mine !== its && its !== null && state?.open.includes(String(mine)) === true) continue
    const fields = rule.differ.filter((field) => {
      const at = differ.indexOf(field)
      const type = types.get(field)
      const [left, right] = [comparedValue(own[at], type), comparedValue(other[at], type)]
      return left !== null && right !== null && !valuesFit(left, right, type)
    })
    const isState = fields.every((field) => field === state?.field)
    // Both count alike, whichever stands: an order that was on its way and arrived.
    if (isState && [mine, its].every((value) => state?.live?.includes(String(value)) === true)) continue
    if (state !== undefined && fields.includes(state.field) && !underWay(standing, its)) {
      const { passing } = state
      const isShown = passing !== undefined && Number(other[differ.indexOf(passing.shownBy)] ?? 0) > 0
      const besides = fields.filter(
        (field) => field !== state.field && !(isShown && field === passing.shownBy),
      )
      const isOver = underWay(recordId, mine) || (isShown && passing.values.includes(String(mine)))
      if (isOver && besides.length === 0) continue
    }
    // Times of one day are clocks of two systems; they contradict no figure.
    if (fields.every((field) => types.get(field) === 'time')) continue
    const conflict = found.get(standing) ?? { rows: [standing], fields: new Set<string>() }
    found.set(standing, conflict)
    conflict.rows.push(recordId)
    for (const field of fields) conflict.fields.add(field)
  }
  return [...found].map(([standing, conflict]): Conflict => ({
    standing,
    rows: conflict.rows,
    fields: [...conflict.fields],
    isPerhapsTwo: rule.once?.perhapsTwo?.some((field) => conflict.fields.has(field)) === true,
  }))
}

/** Whether a row is under way, by the word that its cell has for its state. */
function stateWords(db: Db, kind: RecordKind): (recordId: number, value: FactValue) => boolean {
  const word = db
    .prepare<[string, number], string>(
      "SELECT raw FROM row_issues WHERE kind = ? AND record_id = ? AND code = 'unknown-result'",
    )
    .pluck()
  return (recordId, value) => {
    if (value === null || value === undefined) return false
    return isUnderWay(value === 'unknown' ? (word.get(kind.id, recordId) ?? '') : String(value))
  }
}

/** By how much a figure may be less or more, and on how many numbers that hangs. */
export interface ConflictRange {
  readonly less: bigint
  readonly more: bigint
  readonly numbers: number
}
/** What hangs on the undecided conflicts of a kind: by how much a summed field may be less or more than it is counted, in stored units; fields that none touches are left out. */
export function conflictRange(
  db: Db,
  kind: RecordKind,
  field: string,
  /** SQL over `r`: rows that count for the figure that is asked about. */
  counts: string,
  params: Readonly<Record<string, string | number | null>> = {},
): ConflictRange {
  const conflicts = conflictsOf(db, kind)
  if (conflicts.length === 0) return rangeOver([], new Map())
  const rows = db
    .prepare<[object], [bigint, bigint | null]>(
      `SELECT r.record_id, ${field === '' ? '1' : columnOf('r', field)} FROM ${recordTable(kind.id)} r WHERE r.record_id IN (SELECT value FROM json_each(@conflicting)) AND (${counts})`,
    )
    .safeIntegers(true)
    .raw()
    .all({ ...params, conflicting: JSON.stringify(conflicts.flatMap((conflict) => conflict.rows)) })
  return rangeOver(conflicts, new Map(rows.map(([recordId, value]) => [Number(recordId), value ?? 0n])))
}
/** The most that rows of a conflict come to: what one of them says, or all of them where they may be as many things. */
export function highestOf(values: readonly bigint[], now: bigint, isPerhapsTwo: boolean): bigint {
  const highest = values.reduce((most, value) => (value > most ? value : most), now)
  const all = values.reduce((sum, value) => (value > 0n ? sum + value : sum), 0n)
  return isPerhapsTwo && all > highest ? all : highest
}
/** The same by what each row of the conflicts adds to the figure when it stands; rows that are not there add nothing. */
export function rangeOver(conflicts: readonly Conflict[], adds: ReadonlyMap<number, bigint>): ConflictRange {
  return conflicts.reduce<ConflictRange>(
    (sum, conflict) => {
      const values = conflict.rows.map((row) => adds.get(row) ?? 0n)
      const standing = values[0] ?? 0n
      const low = values.reduce((least, value) => (value < least ? value : least), standing)
      const high = highestOf(values, standing, conflict.isPerhapsTwo)
      return low === high
        ? sum
        : { less: sum.less + standing - low, more: sum.more + high - standing, numbers: sum.numbers + 1 }
    },
    { less: 0n, more: 0n, numbers: 0 },
  )
}
