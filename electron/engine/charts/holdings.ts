/** Who holds what of a chart's things, and what its people hold, that does not stand on it: for folding, which can only draw what stands there. */
import type { ChartHoldings } from '../../../shared/contract/charts.ts'
import { foldedKinds, holderKinds } from '../../../shared/model/chart/fold.ts'
import type { Db } from '../store/db.ts'
import { shownNodesSql } from './shownNodes.ts'

/** Errors: none; a chart that is not there has nothing on it. */
export function holdingsOf(db: Db, chartId: number): ChartHoldings {
  const params = { chartId, things: JSON.stringify(foldedKinds), people: JSON.stringify(holderKinds) }
  const shown = `WITH shown AS MATERIALIZED (SELECT s.entity_id, e.kind FROM (${shownNodesSql(db)}) s JOIN entities e ON e.entity_id = s.entity_id)`
  const isThing = (alias: string): string => `${alias}.kind IN (SELECT value FROM json_each(@things))`
  const isPeople = (alias: string): string => `${alias}.kind IN (SELECT value FROM json_each(@people))`
  const ids = (sql: string): readonly number[] => db.prepare<[object], number>(sql).pluck().all(params)
  // Who only uses a thing is asked for where nobody holds it.
  const claimed = (kinds: string): string =>
    `SELECT l.from_id, s.entity_id FROM shown s CROSS JOIN links l INDEXED BY links_to ON l.to_id = s.entity_id AND l.kind IN (${kinds}) JOIN entities p ON p.entity_id = l.from_id WHERE ${isThing('s')} AND ${isPeople('p')}`
  const holders = ids(`${shown}, held AS MATERIALIZED (${claimed("'holds'")})
    SELECT from_id FROM (SELECT from_id FROM held UNION SELECT from_id FROM (${claimed("'uses'")}) u WHERE u.entity_id NOT IN (SELECT entity_id FROM held))
    WHERE from_id NOT IN (SELECT entity_id FROM shown) ORDER BY from_id`)
  const held = ids(`${shown}
    SELECT DISTINCT l.to_id FROM shown s CROSS JOIN links l INDEXED BY links_from ON l.from_id = s.entity_id AND l.kind IN ('holds', 'uses') JOIN entities t ON t.entity_id = l.to_id
    WHERE ${isPeople('s')} AND ${isThing('t')} AND l.to_id NOT IN (SELECT entity_id FROM shown) ORDER BY l.to_id`)
  return { holders, held }
}
