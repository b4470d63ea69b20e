/** What stands behind rows: each sort of scope with the room that knows its rows. One that is missing does not compile. */
import { agentRows, receivingRows } from './agents/agentRows.ts'
import { findingRows } from './analysis/findingRows.ts'
import { collisionRows } from './collision/collisionRows.ts'
import { entityRows, linkRows, linksRows } from './entities/rowSources.ts'
import { measureRows } from './law/measureRows.ts'
import { batchRows } from './records/batchRows.ts'
import { duringRows } from './records/during.ts'
import { pickedRows } from './records/pickedRows.ts'
import { moneyRows } from './money/moneyScope.ts'
import type { RowSources } from './records/scope.ts'
import { searchRows } from './search/searchRows.ts'

export const rowSources: RowSources = {
  measure: measureRows,
  link: linkRows,
  links: linksRows,
  entity: entityRows,
  batch: batchRows,
  finding: findingRows,
  search: searchRows,
  collision: collisionRows,
  during: duringRows,
  picked: pickedRows,
  agent: agentRows,
  receiving: receivingRows,
  money: moneyRows,
}
