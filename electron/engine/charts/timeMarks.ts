/** Days that a time bar marks by itself: when somebody was brought in, when something was seized. */
import type { TimeMark } from '../../../shared/contract/chartTimes.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import { columnOf, kindOf } from '../records/evidence.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'

/** Which field of which table says when, and which says who or what. */
const tables = [
  { sort: 'arrest', kind: 'personRegister', time: 'arrivedAt', name: 'name' },
  { sort: 'seizure', kind: 'seizure', time: 'time', name: 'name' },
] as const
/** Names told of one day. */
const mostNames = 3

/** One mark a day and sort, repeats left out, in order. */
export function timeMarks(db: Db): readonly TimeMark[] {
  const marks = tables.flatMap(({ sort, kind, time, name }) => {
    const { id } = kindOf(recordKinds, kind)
    const rows = db
      .prepare<[], { day: string; name: string | null; recordId: number }>(
        `SELECT substr(${columnOf('r', time)}, 1, 10) AS day, ${columnOf('r', name)} AS name, r.record_id AS recordId
        FROM ${recordTable(id)} r WHERE r.duplicate_of IS NULL AND ${columnOf('r', time)} <> '' ORDER BY ${columnOf('r', time)}, r.record_id`,
      )
      .all()
    return [...Map.groupBy(rows, ({ day }) => day)].map(([at, own]): TimeMark => {
      const names = new Set(own.flatMap(({ name: said }) => (said === null || said === '' ? [] : [said])))
      return {
        sort,
        at,
        // Somebody who stands in two tables was brought in once.
        count: sort === 'arrest' && names.size > 0 ? names.size : own.length,
        text: [...names].slice(0, mostNames).join('、'),
        row: { kind: id, recordId: own[0]?.recordId ?? 0 },
      }
    })
  })
  return marks.toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
}
