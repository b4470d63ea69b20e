/**
 * Facts are derived from single entities, so an entity that is written to must not be merged at that moment. Code that writes facts names the
 * entities here; merges.ts, which applies the merges, then lifts the merges over those entities and leaves all others alone.
 */
import type { Db } from '../store/db.ts'
import type { Steps } from '../store/steps.ts'

export interface Lifter {
  /** Lifts the merges over these entities. */
  lift(entityIds: Iterable<number>): void
  liftAll(): void
}
const lifters = new WeakMap<Db, Lifter>()

/** Runs the work with this lifter in place for `liftMerges`. */
export function* withLifter<T, Told>(db: Db, lifter: Lifter, work: Steps<T, Told>): Steps<T, Told> {
  lifters.set(db, lifter)
  try {
    return yield* work
  } finally {
    lifters.delete(db)
  }
}
/** Call before the counts, identifiers or links of these entities are changed or joined with; never while rows are being iterated. */
export function liftMerges(db: Db, entityIds: Iterable<number>): void {
  lifters.get(db)?.lift(entityIds)
}
/** The same before the links of a whole kind are rebuilt. */
export function liftAllMerges(db: Db): void {
  lifters.get(db)?.liftAll()
}
/** Whether there may be merges to lift; saves reading ids that nobody needs. */
export function mayBeMerged(db: Db): boolean {
  return lifters.has(db)
}
