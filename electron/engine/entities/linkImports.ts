/** With which imports the facts behind links came. */
import type { RecordKind } from '../../../shared/model/define.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import { membersOf } from '../records/seenAs.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { countsForRule, ruleId, rulesOf, rowsOfLink } from './linkRows.ts'

interface LinkEndsRow {
  readonly link_id: number
  readonly rule: string
  readonly from_id: number
  readonly to_id: number
  readonly directed: 0 | 1
}
/**
 * The facts of each link by import, as [import, facts]: each counted as in the sums of the link. Links by no known rule are left out. Cost: walks the rows of all links.
 */
export function importsOfLinks(
  db: Db,
  linkIds: readonly number[],
  model: readonly RecordKind[] = recordKinds,
): ReadonlyMap<number, readonly (readonly [batchId: number, facts: number])[]> {
  const rules = new Map(rulesOf(model).map((entry) => [ruleId(entry), entry]))
  const links = db
    .prepare<[string], LinkEndsRow>(
      'SELECT l.link_id, l.rule, l.from_id, l.to_id, l.directed FROM json_each(?) w CROSS JOIN links l ON l.link_id = w.value',
    )
    .all(JSON.stringify(linkIds))
  const found = new Map<number, [number, number][]>()
  for (const group of Map.groupBy(links, ({ rule, directed }) => `${rule} ${directed}`).values()) {
    const [first] = group
    const entry = first === undefined ? undefined : rules.get(first.rule)
    if (first === undefined || entry === undefined) continue
    const pairs = group.flatMap(({ link_id, from_id, to_id }) =>
      membersOf(db, from_id).flatMap((from) =>
        membersOf(db, to_id).flatMap((to) => (from === to ? [] : [[from, to, link_id] as const])),
      ),
    )
    const ends = { from: '= (pair.value ->> 0)', to: '= (pair.value ->> 1)', inner: false }
    const counts = db
      .prepare<{ pairs: string }, [linkId: number, batchId: number, facts: number]>(
        `SELECT pair.value ->> 2, s.batch_id, COUNT(DISTINCT r.record_id) FROM json_each(@pairs) pair CROSS JOIN ${recordTable(entry.kind.id)} r JOIN sheets s ON s.sheet_id = r.sheet_id
        WHERE (${rowsOfLink(entry, first.directed, 'r', ends)}) AND ${countsForRule(entry, 'r')} GROUP BY 1, 2 ORDER BY 1, 2`,
      )
      .raw()
      .all({ pairs: JSON.stringify(pairs) })
    for (const { link_id } of group) found.set(link_id, [])
    for (const [linkId, batchId, facts] of counts) found.get(linkId)?.push([batchId, facts])
  }
  return found
}
