/** By which rule one row of a number in conflict stands before another (`standing.ts`), for a person who is to decide. */
import type { RecordKind } from '../../../shared/model/define.ts'
import { type ExportMoment, isLaterExport } from '../../../shared/model/exportMoment.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { columnOf } from './evidence.ts'
import { areLaterExports, exportReader } from './exports.ts'
import { comparedValue, type FactValue } from './factHash.ts'
import { filledColumns } from './factRows.ts'

export type StandingReason =
  /** It tells a later state, or says more than the other; or both are alike in that, and the order of what they say decides. */
  | { readonly by: 'state' | 'fuller' | 'order' }
  | { readonly by: 'export'; readonly standing: ExportMoment; readonly other: ExportMoment }

interface Seen {
  readonly recordId: number
  readonly sheetId: number
  readonly filled: number
  readonly time: string | null
  readonly says: readonly (string | null)[]
}
/** Why the one of two rows of a number stands. */
export function whyStands(db: Db, kind: RecordKind, standing: number, other: number): StandingReason {
  const rule = kind.contradicts
  const rows = readRows(db, kind, standing)
  const [one, two] = [standing, other].map((id) => rows.find(({ recordId }) => recordId === id))
  if (rule?.once === undefined || one === undefined || two === undefined) return { by: 'order' }
  const { state } = rule.once
  if (state !== undefined) {
    const rank = ({ says }: Seen): number => {
      const value = says[rule.differ.indexOf(state.field)] ?? ''
      return state.order.findIndex((step) =>
        typeof step === 'string' ? step === value : step.includes(value),
      )
    }
    if (rank(one) > rank(two)) return { by: 'state' }
  }
  // The sheets that state the same: a fact may stand in several exports.
  const exportOf = exportReader(db)
  const momentsOf = ({ says }: Seen): readonly (ExportMoment | null)[] =>
    rows
      .filter((row) => JSON.stringify(row.says) === JSON.stringify(says))
      .map(({ sheetId, time }) => {
        const moment = exportOf(sheetId)
        return moment !== null && time !== null && isLaterExport(time, moment.at) ? null : moment
      })
  const [some, others] = [momentsOf(one), momentsOf(two)]
  const timesOf = (moments: readonly (ExportMoment | null)[]): readonly (string | null)[] =>
    moments.map((moment) => moment?.at ?? null)
  if (areLaterExports(timesOf(some), timesOf(others))) {
    const [late, early] = [latestOf(some), latestOf(others)]
    if (late !== null && early !== null) return { by: 'export', standing: late, other: early }
  }
  return { by: one.filled > two.filled ? 'fuller' : 'order' }
}
function latestOf(moments: readonly (ExportMoment | null)[]): ExportMoment | null {
  return moments.reduce(
    (latest, moment) => (latest === null || (moment !== null && moment.at > latest.at) ? moment : latest),
    null,
  )
}
/** The row that stands with all that repeat it or contradict it. */
function readRows(db: Db, kind: RecordKind, standing: number): readonly Seen[] {
  const differ = kind.contradicts?.differ ?? []
  const types = new Map(kind.fields.map(({ id, type }) => [id, type]))
  const time = kind.timeField === undefined ? 'NULL' : columnOf('r', kind.timeField)
  const counted =
    kind.resultField === undefined ? '0' : `(${columnOf('r', kind.resultField)} IS NOT NULL) * 1000`
  return db
    .prepare<[object], [number, number, number, string | null, ...FactValue[]]>(
      `SELECT r.record_id, r.sheet_id, ${counted} + ${filledColumns(kind, 'r')}, ${[time, ...differ.map((field) => columnOf('r', field))].join(', ')}
      FROM ${recordTable(kind.id)} r WHERE r.record_id = @standing OR r.duplicate_of = @standing`,
    )
    .raw()
    .all({ standing })
    .map(([recordId, sheetId, filled, at, ...raw]) => ({
      recordId,
      sheetId,
      filled,
      time: at,
      says: raw.map((value, place) => comparedValue(value, types.get(differ[place] ?? ''))),
    }))
}
