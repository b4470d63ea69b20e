/** Results of collisions, kept in memory for as long as the case is open. They belong to its connections and go with them. */
import { randomBytes } from 'node:crypto'
import type { CollisionHead } from '../../../shared/contract/collision.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ReadingJobContext } from '../core/context.ts'
import type { Db } from '../store/db.ts'
import { factsVersion } from '../records/factsVersion.ts'
import type { CasesResult } from './cases.ts'
import type { ListResult } from './list.ts'
import type { TablesResult } from './tables.ts'

export type HeldResult = ListResult | TablesResult | CasesResult
/** What every result carries beside what it found. */
export interface ResultHead {
  readonly resultId: string
  readonly at: string
  readonly operator: string
  readonly program: string
  readonly digest: string
  readonly factsVersion: number
  readonly keptId: number | null
}
/** A hundred thousand lines are some tens of megabytes; a few results are enough to go back and forth between. */
const mostHeld = 6
const held = new WeakMap<Db, Map<string, HeldResult>>()

/** The head of a new result. */
export function newHead(context: ReadingJobContext, digest: string, keptId: number | null): ResultHead {
  return {
    resultId: randomBytes(16).toString('hex'),
    at: context.at,
    operator: context.operator,
    program: context.workspace.appVersion,
    digest,
    factsVersion: factsVersion(context.db()),
    keptId,
  }
}
/** Holds a result, or its successor of the same id, for both connections of the open case. */
export function holdResult(context: ReadingJobContext, result: HeldResult): void {
  const { db, file } = context.workspace.session()
  const results = held.get(db) ?? new Map<string, HeldResult>()
  held.set(db, results)
  if (file.reader !== null) held.set(file.reader, results)
  results.delete(result.head.resultId)
  results.set(result.head.resultId, result)
  for (const oldest of results.keys()) {
    if (results.size <= mostHeld) break
    results.delete(oldest)
  }
}
/** A result by its id. Errors: `collision-not-found` when it was pushed out or belongs to another case. */
export function heldResult(db: Db, resultId: string): HeldResult {
  const results = held.get(db)
  const result = results?.get(resultId)
  if (results === undefined || result === undefined)
    throw new AppError('collision-not-found', 'the result is no longer kept; run the collision again', {})
  results.delete(resultId)
  results.set(resultId, result)
  return result
}
/** A result of one kind. Errors: `collision-not-found`. */
export function resultOf<W extends HeldResult['what']>(
  db: Db,
  resultId: string,
  what: W,
): Extract<HeldResult, { readonly what: W }> {
  const result = heldResult(db, resultId)
  if (result.what !== what) throw new AppError('collision-not-found', 'the result is of another kind', {})
  // Narrowed by `what`, which the compiler cannot follow through the generic.
  return result as Extract<HeldResult, { readonly what: W }>
}
/** The head as the contract tells it. */
export function toldHead(
  db: Db,
  { resultId, at, operator, program, digest, factsVersion: version, keptId }: ResultHead,
): CollisionHead {
  return { resultId, at, operator, program, digest, stale: factsVersion(db) !== version, keptId }
}
