import type { WriteDb } from '../db.ts'
import { caseSchema } from './0001-case.ts'
import { rowBlocks } from './0002-row-blocks.ts'
import { identitySchema } from './0003-identity.ts'
import { collisionsSchema } from './0004-collisions.ts'
import { pairDecisions } from './0005-pair-decisions.ts'
import { deskSchema } from './0006-desk.ts'
import { searchIndex } from './0007-search-index.ts'
import { keptFigures } from './0008-kept-figures.ts'
import { linkCurrencies } from './0009-link-currencies.ts'
import { numberClaims } from './0010-number-claims.ts'
import { keptCharts } from './0011-kept-charts.ts'
import { byHand } from './0012-by-hand.ts'
import { marks } from './0013-marks.ts'
import { keptResults } from './0014-kept-results.ts'
import { caseDetails } from './0015-case-details.ts'

export interface Migration {
  /** `user_version` after it; numbers run without gaps. */
  readonly version: number
  readonly name: string
  readonly up: string
  /** What SQL alone cannot do, after `up`, in the same transaction. It uses nothing of the program that may change later. */
  readonly move?: (db: WriteDb) => void
}
/** In order. A migration is never edited after release; add the next number. */
export const migrations: readonly Migration[] = [
  caseSchema,
  rowBlocks,
  identitySchema,
  collisionsSchema,
  pairDecisions,
  deskSchema,
  searchIndex,
  keptFigures,
  linkCurrencies,
  numberClaims,
  keptCharts,
  byHand,
  marks,
  keptResults,
  caseDetails,
]
/** The case format this program writes. */
export const formatVersion = migrations.length
