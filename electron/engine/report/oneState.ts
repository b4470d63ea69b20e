import type { ReadingJobContext } from '../core/context.ts'
import { factsVersion } from '../records/factsVersion.ts'

/** Runs the work again when the facts changed under it, so that no file mixes two states of the case. */
export async function onOneState<T>(context: ReadingJobContext, work: () => Promise<T>): Promise<T> {
  for (;;) {
    const db = context.db()
    const before = factsVersion(db)
    const value = await work()
    if (context.db() === db && factsVersion(db) === before) return value
  }
}
