/**
 * While facts are derived, what is written to must lie bare: no merge over it. Whoever writes to the facts of entities says here which they
 * are; who put the merges on (merges.ts) takes those off that are in the way, and no others.
 */
import type { Db } from '../store/db.ts'
import type { Steps } from '../store/steps.ts'

export interface Lifter {
  /** Takes off the merges over these entities. */
  lift(entityIds: Iterable<number>): void
  liftAll(): void
}
const lifters = new WeakMap<Db, Lifter>()

/** Does work during which `bareEntities` reaches this lifter. */
export function* withLifter<T>(db: Db, lifter: Lifter, work: Steps<T>): Steps<T> {
  lifters.set(db, lifter)
  try {
    return yield* work
  } finally {
    lifters.delete(db)
  }
}
/** To be called before the counts, identifiers or links of these entities are changed or joined with; never while rows are being iterated. */
export function bareEntities(db: Db, entityIds: Iterable<number>): void {
  lifters.get(db)?.lift(entityIds)
}
/** The same before the links of a whole kind are made anew. */
export function bareEverything(db: Db): void {
  lifters.get(db)?.liftAll()
}
/** Whether anybody wants to know; saves asking for ids nobody needs. */
export function mayBeMerged(db: Db): boolean {
  return lifters.has(db)
}
