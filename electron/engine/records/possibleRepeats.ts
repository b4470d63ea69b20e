/**
 * Rows of two sheets that fit and may be one fact, but are counted each, because nothing says so: no number of their own, and the sheets do not overlap
 * otherwise (`sameFact.ts`, `overlaps.ts`). Told to people with what hangs on them.
 */
import type { RecordKind } from '../../../shared/model/define.ts'
import type { Db } from '../store/db.ts'
import type { Steps } from '../store/steps.ts'
import { recordTable } from '../store/recordTables.ts'
import { readFactDecisions } from './decidedFacts.ts'
import { hasSeveralSheets, tookEffectCondition } from './evidence.ts'
import { factReader, portions } from './factRows.ts'
import { type Cluster, Comparison, factsOfSheet, matchFacts } from './sameFact.ts'

export interface PossibleRepeat {
  readonly recordId: number
  /** The row it may repeat. */
  readonly otherId: number
}
/** Each possible duplicate with the row it may be one with, in the order of records. Cost: rows whose hash stands in two sheets are read once. */
export function* possibleRepeats(db: Db, kind: RecordKind): Steps<readonly PossibleRepeat[], number> {
  if (kind.sameFact === undefined) return []
  const table = recordTable(kind.id)
  if (!hasSeveralSheets(db, kind)) return []
  const counts = `duplicate_of IS NULL AND mirror_of IS NULL AND ${tookEffectCondition(kind, 'r')}`
  const facts = db
    .prepare<[], number>(
      `SELECT r.fact FROM ${table} r WHERE r.fact IN (SELECT fact FROM ${table} WHERE fact IS NOT NULL GROUP BY fact HAVING COUNT(*) > 1) AND ${counts} GROUP BY r.fact HAVING MIN(r.sheet_id) <> MAX(r.sheet_id)`,
    )
    .pluck()
    .all()
  yield facts.length
  const comparison = new Comparison(kind)
  const decisions = readFactDecisions(db, kind)
  const read = factReader(db, comparison, decisions !== null)
  const found: PossibleRepeat[] = []
  for (const portion of portions(facts, 500)) {
    for (const group of read(portion)) {
      const rows = group.filter((row) => row.duplicateOf === null)
      const bySheet = [...Map.groupBy(rows, ({ sheetId }) => sheetId).values()].map((own) =>
        factsOfSheet(comparison, own, null),
      )
      let known: Cluster[] = []
      for (const clusters of bySheet) {
        const partner = matchFacts(comparison, known, clusters, () => true, decisions)
        clusters.forEach((cluster, index) => {
          const [first] = cluster.rows
          const [other] = known[partner.get(index) ?? -1]?.rows ?? []
          if (first !== undefined && other !== undefined)
            found.push({ recordId: first.recordId, otherId: other.recordId })
        })
        known = [...known, ...clusters.filter((_, index) => !partner.has(index))]
      }
    }
    yield portion.length
  }
  return found.toSorted((one, other) => one.recordId - other.recordId)
}
