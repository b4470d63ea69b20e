import type Database from 'better-sqlite3'

/** A connection to a case. better-sqlite3's types; the package is the build with page encryption. */
export type Db = Database.Database
