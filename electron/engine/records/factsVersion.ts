import type { Db } from '../context.ts'

const versions = new WeakMap<Db, number>()
/** Grows whenever records or what is derived from them change on this connection; what is kept in memory about them carries it. */
export function factsVersion(db: Db): number {
  return versions.get(db) ?? 0
}
/** To be called by everything that writes records, entities or links. */
export function factsChanged(db: Db): void {
  versions.set(db, factsVersion(db) + 1)
}
