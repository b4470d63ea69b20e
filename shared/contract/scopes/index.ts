/** Every sort of scope. A new one is its file here, its line in this list, and what it means in `engine/rowSources.ts`. */
import { batchRows } from './batch.ts'
import { collisionRows } from './collision.ts'
import { duringRows } from './during.ts'
import { entityRows } from './entity.ts'
import { findingRows } from './finding.ts'
import { linkRows } from './link.ts'
import { linksRows } from './links.ts'
import { measureRows } from './measure.ts'
import { moneyRows } from './money.ts'
import { pickedRows } from './picked.ts'
import { agentRows, receivingRows } from './ring.ts'
import { searchRows } from './search.ts'

export const scopeSorts = [
  measureRows,
  linkRows,
  linksRows,
  entityRows,
  batchRows,
  findingRows,
  searchRows,
  collisionRows,
  duringRows,
  pickedRows,
  agentRows,
  receivingRows,
  moneyRows,
] as const
