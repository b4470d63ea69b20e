/** Rows that say again what another row says (second sides of a transfer, repeats), with the row of the fact that counts: by the indexes over the marks, once per state of the facts. */
import type { RecordKind } from '../../../shared/model/define.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { factsState } from './factsVersion.ts'
import { keptValues } from './keptPerState.ts'

const keptKinds = 8
const kept = keptValues<ReadonlyMap<number, number>>(keptKinds)

/** The fact of each row of the kind that is not its own. */
export function factOfSecondRows(db: Db, kind: RecordKind): ReadonlyMap<number, number> {
  return kept.of(db, kind.id, factsState(db), () => {
    const table = recordTable(kind.id)
    const marked = (mark: 'mirror_of' | 'duplicate_of'): [number, number][] =>
      db
        .prepare<[], [number, number]>(
          `SELECT s.record_id, s.${mark} FROM ${table} s WHERE s.${mark} IS NOT NULL`,
        )
        .raw()
        .all()
    const facts = new Map(marked('mirror_of'))
    // The repeat of a second side is of the fact of that side.
    for (const [recordId, first] of marked('duplicate_of')) facts.set(recordId, facts.get(first) ?? first)
    return facts
  })
}
