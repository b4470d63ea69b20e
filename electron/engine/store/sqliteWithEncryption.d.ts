/** The build with page encryption is better-sqlite3 and more; its own types are not reachable through its package exports. */
declare module 'better-sqlite3-multiple-ciphers' {
  import Database from 'better-sqlite3'
  export default Database
}
