/**
 * Connections to a case, by what may be done with them. A function that takes a `ReadDb` cannot write: there is no `run` and no `exec`, and
 * outside the transactions of the engine the connection itself refuses (`writeGuard.ts`). A function that writes takes a `WriteDb`.
 */
import type Database from 'better-sqlite3'

export interface ReadStatement<Parameters extends unknown[], Row> {
  readonly source: string
  get(...parameters: Parameters): Row | undefined
  all(...parameters: Parameters): Row[]
  iterate(...parameters: Parameters): IterableIterator<Row>
  pluck(on?: boolean): this
  raw(on?: boolean): this
  safeIntegers(on?: boolean): this
  columns(): Database.ColumnDefinition[]
}
/** The questions about the file that change nothing. */
type ReadPragma =
  | 'page_count'
  | 'user_version'
  | 'application_id'
  | 'foreign_key_check'
  | 'integrity_check'
  | 'integrity_check(1)'

export interface ReadDb {
  readonly open: boolean
  readonly inTransaction: boolean
  /** The connection can do nothing but read, whatever is asked of it. */
  readonly readonly: boolean
  prepare<Parameters extends unknown[] | object = unknown[], Row = unknown>(
    sql: string,
  ): Parameters extends unknown[] ? ReadStatement<Parameters, Row> : ReadStatement<[Parameters], Row>
  pragma(question: ReadPragma, options?: Database.PragmaOptions): unknown
  /** Functions of the program's own that statements may name; they belong to the connection, not to the file. */
  function(
    name: string,
    options: Database.RegistrationOptions,
    // The package's own type: what comes from SQL is looked at by the function itself.
    work: (...values: never[]) => unknown,
  ): this
}
/** A connection inside a transaction of its own. better-sqlite3's types; the package is the build with page encryption. */
export type WriteDb = Database.Database
/** Earlier name of `ReadDb`. */
export type Db = ReadDb
