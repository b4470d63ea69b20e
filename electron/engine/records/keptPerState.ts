/** What was made of a case, kept in memory as long as what it was made from stands. */
import type { Db } from '../store/db.ts'
import { factsState } from './factsVersion.ts'

interface Held<V> {
  readonly version: string | number
  readonly value: V
}
export interface KeptValues<V> {
  /** The value kept under the key, if it is of this version. */
  read(db: Db, key: string, version: string | number): V | undefined
  /** Keeps a value. Of rows that may yet be rolled back nothing is kept. */
  keep(db: Db, key: string, version: string | number, value: V): void
  /** The value kept under the key, or one made now. */
  of(db: Db, key: string, version: string | number, make: () => V): V
}

/** Whether what the connection sees can be kept: rows of a transaction that writes may yet be rolled back. */
export function isSettled(db: Db): boolean {
  return !db.inTransaction || db.readonly
}
/** Values by case and key, each with the version of what it was made from (`factsVersion`, `factsState`, …); at most so many a case, the one longest not asked for goes first. */
export function keptValues<V>(most = 1): KeptValues<V> {
  const cases = new WeakMap<Db, Map<string, Held<V>>>()
  const read: KeptValues<V>['read'] = (db, key, version) => {
    const values = cases.get(db)
    const held = values?.get(key)
    if (values === undefined || held?.version !== version || !isSettled(db)) return undefined
    values.delete(key)
    values.set(key, held)
    return held.value
  }
  const keep: KeptValues<V>['keep'] = (db, key, version, value) => {
    if (!isSettled(db)) return
    const values = cases.get(db) ?? new Map<string, Held<V>>()
    cases.set(db, values)
    values.delete(key)
    values.set(key, { version, value })
    const [oldest] = values.keys()
    if (values.size > most && oldest !== undefined) values.delete(oldest)
  }
  return {
    read,
    keep,
    of(db, key, version, make) {
      const present = read(db, key, version)
      if (present !== undefined) return present
      const value = make()
      keep(db, key, version, value)
      return value
    },
  }
}
/** Makes something of a case once per state of its facts. */
export function oncePerState<T>(make: (db: Db) => T): (db: Db) => T {
  const kept = keptValues<{ readonly made: T }>()
  return (db) => kept.of(db, '', factsState(db), () => ({ made: make(db) })).made
}
