/** Which fields of a table any row has a value in. */
import type { Field, RecordKind } from '../../../shared/model/define.ts'
import type { Db } from '../store/db.ts'
import { quotedName, recordTable } from '../store/recordTables.ts'
import { factsVersion } from './factsVersion.ts'
import { keptValues } from './keptPerState.ts'

/** Tables whose answer is kept. */
const keptTables = 32
const kept = keptValues<readonly Field[]>(keptTables)
/** Most fields of a table are filled in its first rows; only of the others every row is looked at, of all of them at once. */
const firstRows = 2_000

/** Fields of a kind that have a value anywhere, in the kind's order. Kept until the facts change. */
export function filledFields(db: Db, kind: RecordKind): readonly Field[] {
  return kept.of(db, kind.id, factsVersion(db), () => {
    const table = recordTable(kind.id)
    const early = filledIn(db, kind.fields, `(SELECT * FROM ${table} LIMIT ${firstRows})`)
    const rest = kind.fields.filter((field) => !early.has(field))
    const late = filledIn(db, rest, table)
    return kind.fields.filter((field) => early.has(field) || late.has(field))
  })
}
function filledIn(db: Db, fields: readonly Field[], from: string): ReadonlySet<Field> {
  if (fields.length === 0) return new Set()
  const counts =
    db
      .prepare<[], number[]>(
        `SELECT ${fields.map(({ id }) => `COUNT(${quotedName(id)})`).join(', ')} FROM ${from}`,
      )
      .raw()
      .get() ?? []
  return new Set(fields.filter((_, index) => (counts[index] ?? 0) > 0))
}
